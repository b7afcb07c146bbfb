"""Exercises about shapes: what a stride reads, grey pictures, small pictures, a batch of one."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from resnet_core.analysis.doctor import branch_shapes, diagnose
from resnet_core.analysis.layers import layer_table, network_cost
from resnet_core.analysis.reach import read_along_one_axis
from resnet_core.analysis.stages import idle_weights, parts
from resnet_core.config import BlockConfig, NetworkConfig
from resnet_core.course.exercises.tasks import RIGHT, Built, Choice, Exercise, Number, Task, Verdict
from resnet_core.plan.blocks import block_plan
from resnet_core.plan.network import network_plan
from resnet_core.plan.nodes import Norm
from resnet_core.plan.shapes import walk
from resnet_core.plan.zoo import ZOO

CHAPTER_NET = "d2l_resnet18"
SMALL, MIDDLE, LARGE = 28, 96, 224
"""Sides of pictures, in pixels: as they are, as the chapter has them, as ImageNet has them."""
GREY = {"family": "residual", "in_channels": 1, "out_channels": 3, "shortcut": "identity"}
"""The chapter's Residual(3) that is given one channel."""
GREY_SIZE = 6


def pixels_read(*, stride: int, size: int, main: bool = False) -> int:
    """How many pixels of a map of `size` x `size` a 1x1 projection with this stride reads, or the 3x3 beside it."""
    block = block_plan(BlockConfig(in_channels=1, out_channels=2, stride=stride, shortcut="projection"))
    path = block.main[:1] if main else block.shortcut
    assert path is not None, "a projection is a shortcut"
    return sum(read_along_one_axis(path, 1, size)) ** 2


@cache
def _stride() -> Mapping[str, Any]:
    return {
        "eight": pixels_read(stride=2, size=8),
        "six": pixels_read(stride=3, size=6),
        "seven": pixels_read(stride=2, size=7),
        "threes": pixels_read(stride=2, size=8, main=True),
    }


def _stride_tasks() -> tuple[Task, ...]:
    facts = _stride()
    return (
        Number("stride-six", facts["six"], {"third": 12, "half": 18, "all": 36}),
        Number("stride-seven", facts["seven"], {"floor": 9, "all": 49}),
        Number("stride-main", facts["threes"], {"quarter": 16, "outputs": 9 * 16}),
        Built("stride-built", "residual_block", reads_everything),
    )


def reads_everything(config: BlockConfig) -> Verdict:
    """Whether a block with a stride has a shortcut that reads every pixel of a map of 8x8."""
    if config.stride == 1:
        return Verdict("stride")
    shortcut = block_plan(config).shortcut
    if shortcut is None:
        return Verdict("no-shortcut")
    block = block_plan(config)
    main, short = branch_shapes(block, (config.in_channels, 8, 8))
    if main != short:
        return Verdict("misfit")
    read = sum(read_along_one_axis(shortcut, config.in_channels, 8)) ** 2
    return Verdict(RIGHT if read == 64 else "reads", {"read": read, "of": 64})


@cache
def _grey() -> Mapping[str, Any]:
    found = diagnose(GREY, GREY_SIZE)
    assert found.main is not None
    return {"verdict": found.verdict, "channels": found.main[0], "size": GREY_SIZE}


def _grey_tasks() -> tuple[Task, ...]:
    facts = _grey()
    return (
        Choice("grey-happens", facts["verdict"], ("mismatch", "broadcast", "one")),
        Number("grey-copies", facts["channels"], {"one": 1, "four": 4}),
        Choice("grey-guard", "shapes", ("rank", "sides", "shapes")),
    )


def last_side(size: int) -> int:
    """Side of the maps that leave the last stage of the chapter's network, for pictures of `size` x `size`."""
    table = layer_table(network_plan(_sized(size)))
    return [part.out_shape[1] for part in parts(table) if part.blocks][-1]


def fewest_values(size: int) -> int:
    """The fewest values a channel that any batch norm of the chapter's network meets, of one picture."""
    steps = walk(network_plan(_sized(size)))
    return min(step.out_shape[1] * step.out_shape[2] for step in steps if isinstance(step.layer, Norm))


def _sized(size: int) -> NetworkConfig:
    return ZOO[CHAPTER_NET].config.model_copy(update={"input_size": size})


@cache
def _tiny() -> Mapping[str, Any]:
    small, gentle = _sized(SMALL), _sized(SMALL).model_copy(update={"stem": "3x3"})
    idle, params = idle_weights(network_plan(small)), network_cost(small).params
    return {
        "side": last_side(SMALL),
        "stem": layer_table(network_plan(small))[3].out_shape[1],
        "middle": last_side(MIDDLE),
        "large": last_side(LARGE),
        "idle": idle,
        "params": params,
        "share": idle / params,
        "gentle": [part.out_shape[1] for part in parts(layer_table(network_plan(gentle))) if part.blocks][-1],
    }


def _tiny_tasks() -> tuple[Task, ...]:
    facts = _tiny()
    return (
        Number("tiny-side", facts["side"], {"stem": facts["stem"], "stride": 2, "zero": 0}),
        Number("tiny-used", 1, {"all": 9, "four": 4}),
        Number("tiny-gentle", facts["gentle"], {"as-before": facts["side"], "stem": SMALL}),
    )


@cache
def _single() -> Mapping[str, Any]:
    return {
        "small": fewest_values(SMALL),
        "middle": fewest_values(MIDDLE),
        "large": fewest_values(LARGE),
        "side": last_side(LARGE),
        "pictures": 60_000,
        "batch": 128,
        "left": 60_000 % 128,
    }


def _single_tasks() -> tuple[Task, ...]:
    facts = _single()
    return (
        Number("single-large", facts["large"], {"side": facts["side"], "picture": LARGE**2}),
        Number("single-small", facts["small"], {"none": 0, "stem": 49}),
        Choice("single-happens", "error", ("works", "error", "zeros")),
        Number("single-left", facts["left"], {"whole": facts["batch"], "batches": 60_000 // 128}),
    )


SHAPES = (
    Exercise("stride", _stride_tasks, _stride),
    Exercise("grey", _grey_tasks, _grey),
    Exercise("tiny", _tiny_tasks, _tiny),
    Exercise("single", _single_tasks, _single),
)
