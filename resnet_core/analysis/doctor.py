"""The shape doctor: why the two branches of a block do not fit, what torch would say, and what would mend it.

Any setting may be asked about. A verdict is `fits`, `mismatch` (torch raises), `broadcast` (torch says nothing and adds
the wrong numbers) or `refused` (the choices contradict each other before any shape exists).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from resnet_core.analysis.layers import Totals, block_cost
from resnet_core.analysis.repairs import legal
from resnet_core.config import BlockConfig, Shortcut, parse
from resnet_core.errors import ConfigError, ShapeError
from resnet_core.plan.blocks import block_plan
from resnet_core.plan.nodes import Block, NetworkPlan, Shape
from resnet_core.plan.shapes import AXES, Tap, walk_block, walk_path
from resnet_core.wording import Message, message


@dataclass(frozen=True, slots=True)
class Repair:
    """A change of settings that makes the block run, and what it costs against the settings as they are."""

    title: Message
    """What to do, in a line."""
    changes: Mapping[str, Any]
    params: int
    macs: int


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What the doctor found. Shapes are `(C, H, W)`; None where there is nothing to compare."""

    verdict: Literal["fits", "mismatch", "broadcast", "refused"]
    explanation: Message | None = None
    """None where the block fits."""
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

    @property
    def named(self) -> Literal["nothing", "channels", "sides"]:
        """Which of the disagreements torch's message names; it names one, if any."""
        if not self.torch_message:
            return "nothing"
        return "channels" if self.torch_message.endswith("dimension 1") else "sides"


@dataclass(frozen=True, slots=True)
class Misfit:
    """A block of a network whose branches do not fit, where it stands, and the shape that reaches it."""

    stage: str
    path: str
    block: Block
    shape: Shape


def diagnose(choices: Mapping[str, Any], size: int) -> Diagnosis:
    """The verdict on a block with these `choices` (fields of BlockConfig) for maps of `size` x `size`."""
    found = _verdict(choices, size)
    return found if found.verdict == "fits" else replace(found, repairs=tuple(_repairs(choices, size)))


def fits(choices: Mapping[str, Any], size: int) -> bool:
    """Whether such a block can be built; what would mend it is not looked for."""
    return _verdict(choices, size).verdict == "fits"


def _verdict(choices: Mapping[str, Any], size: int) -> Diagnosis:
    """The diagnosis without its repairs."""
    try:
        config = parse(BlockConfig, choices)
        main, shortcut = branch_shapes(block_plan(config), (config.in_channels, size, size))
    except (ConfigError, ShapeError) as error:
        return Diagnosis("refused", error.message)
    if shortcut is None or main == shortcut:
        return Diagnosis("fits", main=main, shortcut=shortcut)
    refusal = torch_message(main, shortcut)
    explained = _explanation(main, shortcut, raises=bool(refusal))
    return Diagnosis("mismatch" if refusal else "broadcast", explained, refusal, main, shortcut)


def first_misfit(plan: NetworkPlan) -> Misfit | None:
    """The first block of the network whose branches do not fit; None when all do."""
    at = Tap("input", plan.input_shape)
    for step in walk_path(plan.stem, "stem", branch="stem", at=at):
        at = step.out
    for stage in plan.stages:
        for block in stage.blocks:
            path = f"{stage.name}.{block.name}"
            walked = walk_block(block, path, at)
            if walked.misfit is not None:
                return Misfit(stage.name, path, block, at.shape)
            at = walked.steps[-1].out
    return None


def branch_shapes(block: Block, shape: Shape) -> tuple[Shape, Shape | None]:
    """What main path and shortcut bring to the addition; None without a shortcut."""
    walked = walk_block(block, "block", Tap("input", shape))
    if walked.misfit is not None and not walked.part("add"):
        raise walked.misfit
    return walked.end("main").shape, None if block.shortcut is None else walked.end("shortcut").shape


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


def _explanation(main: Shape, shortcut: Shape, *, raises: bool) -> Message:
    differences = tuple(
        message("error-axis-differs", axis=axis, main=ours, shortcut=theirs)
        for axis, ours, theirs in zip(AXES, main, shortcut, strict=True)
        if ours != theirs
    )
    if raises:
        return message("error-branches-disagree", axes=differences)
    return message("error-branches-stretch", axes=differences)


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


def _candidates(choices: Mapping[str, Any]) -> Iterator[tuple[Message, dict[str, Any]]]:
    shortcuts: dict[Shortcut, Message] = {
        "projection_norm": message("repair-projection-norm"),
        "projection": message("repair-projection"),
        "pool_projection": message("repair-pool-projection"),
        "zero_pad": message("repair-zero-pad"),
    }
    if choices.get("family") != "plain":
        for shortcut, title in shortcuts.items():
            if shortcut != "pool_projection" or choices.get("stride", 1) > 1:
                yield title, {"shortcut": shortcut}
    yield from _shape_keeping(choices)
    yield from _regrouping(choices)
    yield message("repair-no-shortcut"), {"shortcut": "none"}


def _shape_keeping(choices: Mapping[str, Any]) -> Iterator[tuple[Message, dict[str, Any]]]:
    channels = choices.get("in_channels", BlockConfig.model_fields["in_channels"].default)
    yield message("repair-no-stride"), {"stride": 1}
    yield message("repair-keep-channels", channels=channels), {"out_channels": channels}
    if choices.get("stride", 1) > 1:
        yield message("repair-keep-shape", channels=channels), {"out_channels": channels, "stride": 1}
    if choices.get("family") == "plain":
        yield message("repair-residual"), {"family": "residual"}


def _regrouping(choices: Mapping[str, Any]) -> Iterator[tuple[Message, dict[str, Any]]]:
    """The nearest numbers of groups, or group widths, that divide the bottleneck width."""
    if choices.get("family") != "resnext":
        yield message("repair-one-group"), {"cardinality": 1, "group_width": None}
        return
    setting = "group_width" if choices.get("group_width") is not None else "cardinality"
    multiplier = choices.get("bottleneck_multiplier", BlockConfig.model_fields["bottleneck_multiplier"].default)
    width = max(1, round(choices.get("out_channels", BlockConfig.model_fields["out_channels"].default) * multiplier))
    divisors = sorted((d for d in range(1, width + 1) if width % d == 0), key=lambda d: abs(d - choices[setting]))
    for divisor in divisors[:2]:
        yield message("repair-regroup", setting=setting, value=divisor), {setting: divisor}
