"""Which shape every layer of a plan receives and gives.

Integer arithmetic, without torch; the first layer that cannot take what reaches it is a `ShapeError`. The rules are
those of torch, save one: an addition never broadcasts, since a silent broadcast is a mistake here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from resnet_core.errors import ShapeError
from resnet_core.plan.nodes import (
    Add,
    AvgPool,
    Block,
    Conv,
    Flatten,
    Gate,
    GatedPath,
    GlobalAvgPool,
    Layer,
    Linear,
    MaxPool,
    NetworkPlan,
    Norm,
    Relu,
    Scale,
    Shape,
    Sigmoid,
    ZeroPad,
)
from resnet_core.wording import message

AXES = ("channels", "height", "width")
"""Names of the numbers of a shape."""

Part = Literal["before", "main", "shortcut", "add", "after"]
"""Of a block."""
Branch = Literal["stem", "before", "main", "gate", "shortcut", "add", "after", "head"]
"""Where a layer stands; `gate` are those that make the factors of a `Gate`, wherever it stands."""


@dataclass(frozen=True, slots=True)
class Tap:
    """A tensor at its place: which layer gave it, and its shape."""

    path: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class Step:
    """One layer at its place: what it receives and what it gives."""

    path: str
    """Dotted name, the same as the torch module's: `stage2.block1.main.conv1`."""
    branch: Branch
    layer: Layer
    inputs: tuple[str, ...]
    """Paths of the layers it receives from, `input` for the image; an addition and a scaling have two."""
    in_shape: Shape
    out_shape: Shape

    @property
    def out(self) -> Tap:
        """The tensor this layer gives."""
        return Tap(self.path, self.out_shape)


@dataclass(frozen=True, slots=True)
class BlockWalk:
    """The layers of one block in the order they are computed, up to what does not fit."""

    path: str
    at: Tap
    """What the block receives."""
    steps: tuple[Step, ...]
    """The addition is there even where the branches disagree: it is where they meet."""
    misfit: ShapeError | None
    """Why the walk ends before the block does; None where all of it fits."""

    def part(self, name: Part) -> tuple[Step, ...]:
        """The layers of one part, those of its gates included."""
        start = f"{self.path}.{name}."
        return tuple(step for step in self.steps if f"{step.path}.".startswith(start))

    def end(self, name: Part) -> Tap:
        """What a part hands on as far as the walk goes: what it received, when it has no layers."""
        if steps := self.part(name):
            return steps[-1].out
        return self.at if name == "before" else self.end("before")

    def whole(self) -> tuple[Step, ...]:
        """Every layer of the block; raises the misfit where it does not fit."""
        if self.misfit is not None:
            raise self.misfit
        return self.steps


def walk(plan: NetworkPlan) -> Iterator[Step]:
    """Every layer in the order it is computed, with its shapes; ShapeError at the first that does not fit."""
    at = Tap("input", plan.input_shape)
    for step in walk_path(plan.stem, "stem", branch="stem", at=at):
        yield step
        at = step.out
    for stage in plan.stages:
        for block in stage.blocks:
            steps = walk_block(block, f"{stage.name}.{block.name}", at).whole()
            yield from steps
            at = steps[-1].out
    yield from walk_path(plan.head, "head", branch="head", at=at)


def walk_block(block: Block, path: str, at: Tap) -> BlockWalk:
    """One block that receives `at`, as far as its layers fit: before, main, shortcut, addition, after."""
    steps: list[Step] = []
    try:
        for step in _steps(block, path, at):
            steps.append(step)
    except ShapeError as misfit:
        return BlockWalk(path, at, tuple(steps), misfit)
    return BlockWalk(path, at, tuple(steps), None)


def _steps(block: Block, path: str, at: Tap) -> Iterator[Step]:
    for step in walk_path(block.before, f"{path}.before", branch="before", at=at):
        yield step
        at = step.out
    main = beside = at
    for step in walk_path(block.main, f"{path}.main", branch="main", at=at):
        yield step
        main = step.out
    if block.shortcut is not None:
        for step in walk_path(block.shortcut, f"{path}.shortcut", branch="shortcut", at=at):
            yield step
            beside = step.out
        addition = Step(f"{path}.add", "add", Add(), (main.path, beside.path), main.shape, main.shape)
        yield addition
        check_addition(path, main.shape, beside.shape)
        main = addition.out
    yield from walk_path(block.after, f"{path}.after", branch="after", at=main)


def walk_path(layers: GatedPath, path: str, *, branch: Branch, at: Tap) -> Iterator[Step]:
    """Every layer of one straight path that receives `at`."""
    for layer in layers:
        where = f"{path}.{layer.name}"
        if isinstance(layer, Gate):
            for step in _walk_gate(layer, where, branch=branch, at=at):
                yield step
            at = step.out
            continue
        step = Step(where, branch, layer, (at.path,), at.shape, out_shape(layer, at.shape, where))
        yield step
        at = step.out


def _walk_gate(gate: Gate, path: str, *, branch: Branch, at: Tap) -> Iterator[Step]:
    """The layers that make the factors, and the scaling of what reached the gate."""
    for step in walk_path(gate.path, path, branch="gate", at=at):
        yield step
    assert step.out_shape == (at.shape[0], 1, 1), (path, step.out_shape, at.shape)
    yield Step(f"{path}.scale", branch, Scale(), (at.path, step.path), at.shape, at.shape)


def check_addition(path: str, main: Shape, beside: Shape) -> None:
    """Raises ShapeError unless both branches bring the same shape."""
    if main == beside:
        return
    axes = tuple(
        message("error-axis-against", axis=axis, main=ours, shortcut=theirs)
        for axis, ours, theirs in zip(AXES, main, beside, strict=True)
        if ours != theirs
    )
    raise ShapeError("unequal-branches", path=path, main=_text(main), shortcut=_text(beside), axes=axes)


def out_shape(layer: Layer, shape: Shape, where: str) -> Shape:
    """The shape `layer` gives for an input of `shape`; ShapeError where torch would refuse it."""
    match layer:
        case Conv():
            _expect_channels(where, layer.in_channels, shape)
            return (layer.out_channels, *_windows(where, layer, shape))
        case MaxPool():
            return (shape[0], *_windows(where, layer, shape))
        case AvgPool():
            return (shape[0], -(-shape[1] // layer.stride), -(-shape[2] // layer.stride))
        case ZeroPad():
            _expect_channels(where, layer.in_channels, shape)
            _expect_no_fewer(where, layer)
            return (layer.out_channels, -(-shape[1] // layer.stride), -(-shape[2] // layer.stride))
        case Norm():
            _expect_channels(where, layer.channels, shape)
            return shape
        case GlobalAvgPool():
            return (shape[0], 1, 1)
        case Flatten():
            return (shape[0] * shape[1] * shape[2],)
        case Linear():
            _expect_channels(where, layer.in_features, shape)
            return (layer.out_features,)
        case Relu() | Sigmoid() | Scale() | Add():
            return shape


def _windows(where: str, layer: Conv | MaxPool, shape: Shape) -> tuple[int, int]:
    kernel, stride, padding = layer.kernel, layer.stride, layer.padding
    height, width = ((side + 2 * padding - kernel) // stride + 1 for side in shape[1:])
    if height < 1 or width < 1:
        window = f"{kernel}×{kernel}"
        raise ShapeError("window-too-large", layer=where, window=window, shape=_text(shape), padding=padding)
    return height, width


def _expect_channels(where: str, expected: int, shape: Shape) -> None:
    if shape[0] != expected:
        received = _text(shape)
        raise ShapeError("other-channels", layer=where, expected=expected, shape=received, channels=shape[0])


def _expect_no_fewer(where: str, layer: ZeroPad) -> None:
    if layer.out_channels < layer.in_channels:
        before, after = layer.in_channels, layer.out_channels
        raise ShapeError("zero-pad-drops", layer=where, before=before, after=after)


def _text(shape: Shape) -> str:
    return "×".join(map(str, shape))
