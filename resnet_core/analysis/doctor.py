"""The shape doctor: why the two branches of a block do not fit, what torch would say, and what would mend it.

Any setting may be asked about. A verdict is `fits`, `mismatch` (torch raises), `broadcast` (torch says nothing and adds
the wrong numbers) or `refused` (the choices contradict each other before any shape exists).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from resnet_core.analysis.layers import Totals, block_cost
from resnet_core.analysis.repairs import legal
from resnet_core.config import BlockConfig, Shortcut, parse
from resnet_core.errors import ConfigError, ShapeError
from resnet_core.plan.blocks import block_plan
from resnet_core.plan.nodes import Block, GatedPath, NetworkPlan, Shape
from resnet_core.plan.shapes import AXES, Tap, walk_block, walk_path


@dataclass(frozen=True, slots=True)
class Repair:
    """A change of settings that makes the block run, and what it costs against the settings as they are."""

    title: str
    changes: Mapping[str, Any]
    params: int
    macs: int


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What the doctor found. Shapes are `(C, H, W)`; None where there is nothing to compare."""

    verdict: Literal["fits", "mismatch", "broadcast", "refused"]
    explanation: str = ""
    torch_message: str = ""
    main: Shape | None = None
    shortcut: Shape | None = None
    repairs: tuple[Repair, ...] = ()

    @property
    def axes(self) -> tuple[str, ...]:
        """Names of the axes on which the branches disagree."""
        if self.main is None or self.shortcut is None:
            return ()
        return tuple(axis for axis, m, s in zip(AXES, self.main, self.shortcut, strict=True) if m != s)


@dataclass(frozen=True, slots=True)
class Misfit:
    """A block of a network whose branches do not fit, where it stands, and the shape that reaches it."""

    stage: str
    path: str
    block: Block
    shape: Shape


def diagnose(choices: Mapping[str, Any], size: int) -> Diagnosis:
    """The verdict on a block with these `choices` (fields of BlockConfig) for maps of `size` x `size`."""
    try:
        config = parse(BlockConfig, choices)
    except ConfigError as error:
        return Diagnosis("refused", str(error), repairs=tuple(_repairs(choices, size)))
    shape = (config.in_channels, size, size)
    block = block_plan(config)
    try:
        main, shortcut = branch_shapes(block, shape)
    except ShapeError as error:
        return Diagnosis("refused", str(error), repairs=tuple(_repairs(choices, size)))
    if shortcut is None or main == shortcut:
        return Diagnosis("fits", main=main, shortcut=shortcut)
    message = torch_message(main, shortcut)
    return Diagnosis(
        "mismatch" if message else "broadcast",
        _explanation(main, shortcut, raises=bool(message)),
        message,
        main,
        shortcut,
        tuple(_repairs(choices, size)),
    )


def first_misfit(plan: NetworkPlan) -> Misfit | None:
    """The first block of the network whose branches do not fit; None when all do."""
    at = Tap("input", plan.input_shape)
    for step in walk_path(plan.stem, "stem", branch="stem", at=at):
        at = step.out
    for stage in plan.stages:
        for block in stage.blocks:
            path = f"{stage.name}.{block.name}"
            try:
                *_, last = walk_block(block, path, at)
            except ShapeError:
                return Misfit(stage.name, path, block, at.shape)
            at = last.out
    return None


def branch_shapes(block: Block, shape: Shape) -> tuple[Shape, Shape | None]:
    """What main path and shortcut bring to the addition; None without a shortcut."""
    shape = _end(block.before, shape)
    return _end(block.main, shape), None if block.shortcut is None else _end(block.shortcut, shape)


def torch_message(main: Shape, shortcut: Shape) -> str:
    """The words of torch for main + shortcut with a batch in front; empty where it would broadcast in silence.

    Torch compares from the last axis and speaks of the first disagreement it meets, so it hides the others.
    """
    for dimension in range(len(main), 0, -1):
        a, b = main[dimension - 1], shortcut[dimension - 1]
        if a != b and 1 not in (a, b):
            return (
                f"The size of tensor a ({a}) must match the size of tensor b ({b}) "
                f"at non-singleton dimension {dimension}"
            )
    return ""


def _end(path: GatedPath, shape: Shape) -> Shape:
    for step in walk_path(path, "block", branch="main", at=Tap("input", shape)):
        shape = step.out_shape
    return shape


def _explanation(main: Shape, shortcut: Shape, *, raises: bool) -> str:
    differences = [
        f"{axis} ({ours} on the main path, {theirs} on the shortcut)"
        for axis, ours, theirs in zip(AXES, main, shortcut, strict=True)
        if ours != theirs
    ]
    consequence = (
        "an addition needs both shapes equal"
        if raises
        else "torch would stretch the axis of length 1 and add without a word, which is not what the block means"
    )
    return f"The branches disagree in {', '.join(differences)}: {consequence}."


def _repairs(choices: Mapping[str, Any], size: int) -> Iterator[Repair]:
    """The candidate changes that lead to a block that fits, with their cost."""
    before = _cost_of_main(choices, size)
    trials = ((title, changes) for title, changes in _candidates(choices) if {**choices, **changes} != dict(choices))
    costs = legal(trials, lambda trial: block_cost(parse(BlockConfig, {**choices, **trial[1]}), size))
    for (title, changes), after in costs:
        yield Repair(title, changes, after.params - before.params, after.macs - before.macs)


def _cost_of_main(choices: Mapping[str, Any], size: int) -> Totals:
    """What the block costs as it stands, its unfitting shortcut aside; nothing where it cannot be built."""
    try:
        return block_cost(parse(BlockConfig, {**choices, "shortcut": "none"}), size)
    except ConfigError:
        return Totals(0, 0, 0)


def _candidates(choices: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    shortcuts: dict[Shortcut, str] = {
        "projection_norm": "Project the shortcut with a 1×1 convolution and a norm",
        "projection": "Project the shortcut with a bare 1×1 convolution",
        "pool_projection": "Average-pool the shortcut, then project it",
        "zero_pad": "Subsample the shortcut and fill up with zero channels",
    }
    if choices.get("family") != "plain":
        for shortcut, title in shortcuts.items():
            if shortcut != "pool_projection" or choices.get("stride", 1) > 1:
                yield title, {"shortcut": shortcut}
    yield from _shape_keeping(choices)
    yield from _regrouping(choices)
    yield "Leave the shortcut out: a plain block", {"shortcut": "none"}


def _shape_keeping(choices: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    channels = choices.get("in_channels", BlockConfig.model_fields["in_channels"].default)
    yield "Use stride 1", {"stride": 1}
    keep = f"Keep {channels} channel{'s' if channels > 1 else ''}"
    yield keep, {"out_channels": channels}
    if choices.get("stride", 1) > 1:
        yield f"{keep} and use stride 1", {"out_channels": channels, "stride": 1}
    if choices.get("family") == "plain":
        yield "Make it a residual block", {"family": "residual"}


def _regrouping(choices: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The nearest numbers of groups, or group widths, that divide the bottleneck width."""
    if choices.get("family") != "resnext":
        yield "Use one group", {"cardinality": 1, "group_width": None}
        return
    asked = "group_width" if choices.get("group_width") is not None else "cardinality"
    multiplier = choices.get("bottleneck_multiplier", BlockConfig.model_fields["bottleneck_multiplier"].default)
    width = max(1, round(choices.get("out_channels", BlockConfig.model_fields["out_channels"].default) * multiplier))
    divisors = sorted((d for d in range(1, width + 1) if width % d == 0), key=lambda d: abs(d - choices[asked]))
    for divisor in divisors[:2]:
        yield f"Use {asked.replace('_', ' ')} {divisor}", {asked: divisor}
