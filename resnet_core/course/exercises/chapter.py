"""The five exercises at the end of the chapter, second halves included."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from resnet_core.analysis.grouping import chosen, inception
from resnet_core.analysis.layers import block_cost, network_cost, params
from resnet_core.analysis.spread import Spread
from resnet_core.analysis.stages import layer_count
from resnet_core.config import BlockConfig, NetworkConfig
from resnet_core.course.exercises.blocks_in_code import pre_activation, read_block
from resnet_core.course.exercises.recorded import order_losses, twin_losses
from resnet_core.course.exercises.tasks import RIGHT, Built, Choice, Code, Exercise, Number, Task, Verdict
from resnet_core.plan.network import network_plan
from resnet_core.plan.nodes import Block, Path, Relu
from resnet_core.plan.zoo import ZOO
from resnet_core.studies.function_classes.findings import generalised
from resnet_core.studies.function_classes.measure import LARGEST, draw_sample, fresh_sample, generalisation
from resnet_core.studies.orders.question import TABLE2

SIDE = 28
"""Of the maps that Inception 3a works on."""
WIDE, NARROW = 256, 64
"""Of the bottleneck in He et al. 2015, Fig. 5."""
OWN_WIDTH, CHEAPER = 128, 10
"""Channels of the bottleneck to be built, and how many times cheaper than the basic block it has to be."""
NOISY_FAMILY, NOISY_TARGET = "polynomials", "step_and_sine"
POINTS, NOISE, SEED = 30, 0.2, 0
"""The sample of the fifth exercise, as the page of function classes has it by default."""


def _weights(path: Path) -> int:
    return sum(params(layer) for layer in path)


@cache
def _inception() -> Mapping[str, Any]:
    block = inception()
    threes, fives = block.branches[1], block.branches[2]
    residual = BlockConfig(in_channels=192, out_channels=192, norm=False)
    facts = chosen(block, SIDE)
    return facts._asdict() | {
        "narrowing": params(threes[0]),
        "three": params(threes[-1]),
        "threes": _weights(threes),
        "fives": _weights(fives),
        "direct": 25 * facts.reads * facts.ends[2],
        "last": params(fives[-1]),
        "residual": block_cost(residual, SIDE).params,
    }


def _inception_tasks() -> tuple[Task, ...]:
    facts = _inception()
    return (
        Number("inception-fives", facts["fives"], {"direct": facts["direct"], "last": facts["last"]}),
        Number("inception-passes", facts["passes"], {"ends": facts["out_channels"], "all": facts["reads"]}),
        Choice("inception-left", "projection", ("plain", "bottleneck", "projection", "resnext")),
        Choice("inception-difference", "shortcut", ("join", "sizes", "shortcut", "costs")),
    )


@cache
def _table() -> Mapping[str, Any]:
    blocks = {name: [stage.blocks for stage in ZOO[name].config.stages] for name in ("resnet34", "resnet50")}
    deep = ZOO["resnet101"].config.stages
    return {
        "convolutions18": 2 * sum(stage.blocks for stage in ZOO["resnet18"].config.stages),
        "blocks34": sum(blocks["resnet34"]),
        "params34": network_cost(ZOO["resnet34"].config).params,
        "params50": network_cost(ZOO["resnet50"].config).params,
        "macs34": network_cost(ZOO["resnet34"].config).macs,
        "macs50": network_cost(ZOO["resnet50"].config).macs,
        "third": deep[2].blocks,
        "blocks101": sum(stage.blocks for stage in deep),
    }


def _table_tasks() -> tuple[Task, ...]:
    facts = _table()
    rest = facts["blocks101"] - facts["third"]
    return (
        Number("table-blocks", facts["blocks34"], {"convolutions": 2 * facts["blocks34"], "stages": 4}),
        Number("table-third", facts["third"], {"all": facts["blocks101"], "twos": 99 // 2 - rest}),
        Built("table-built", "network", table_row),
    )


def table_row(config: NetworkConfig) -> Verdict:
    """Whether a network is ResNet-34 of Table 1, whatever its input and its classes; else the first that differs."""
    wanted = ZOO["resnet34"].config
    if config.style.family != wanted.style.family:
        return Verdict("family", {"family": config.style.family})
    if config.stem != wanted.stem:
        return Verdict("stem", {"stem": config.stem})
    if len(config.stages) != len(wanted.stages):
        return Verdict("stages", {"stages": len(config.stages), "wanted": len(wanted.stages)})
    for number, (built, right) in enumerate(zip(config.stages, wanted.stages, strict=True), start=1):
        if built.channels != right.channels or built.stride != right.stride:
            return Verdict("shape", {"stage": number, "channels": built.channels, "stride": built.stride})
    layers = layer_count(network_plan(config)).in_the_name
    built_blocks, right_blocks = ([stage.blocks for stage in net.stages] for net in (config, wanted))
    if built_blocks != right_blocks:
        first = next(i for i, pair in enumerate(zip(built_blocks, right_blocks, strict=True)) if pair[0] != pair[1])
        return Verdict("blocks", {"stage": first + 1, "blocks": built_blocks[first], "layers": layers})
    if config.shortcut not in ("projection", "projection_norm"):
        return Verdict("shortcut", {"shortcut": config.shortcut})
    return Verdict(RIGHT, {"layers": layers, "params": network_cost(config).params})


@cache
def _bottleneck() -> Mapping[str, Any]:
    block = BlockConfig(family="bottleneck", in_channels=WIDE, out_channels=WIDE, shortcut="none")
    narrow = BlockConfig(in_channels=NARROW, out_channels=NARROW, shortcut="none")
    basic = block.model_copy(update={"family": "residual"})
    bare = block.model_copy(update={"norm": False})
    own = BlockConfig(in_channels=OWN_WIDTH, out_channels=OWN_WIDTH)
    return {
        "down": WIDE * NARROW,
        "middle": 9 * NARROW**2,
        "weights": block_cost(bare, 1).params,
        "norm": 2 * NARROW,
        "params": block_cost(block, 1).params,
        "basic": block_cost(basic, 1).params,
        "narrow": block_cost(narrow, 1).params,
        "times": block_cost(basic, 1).params / block_cost(block, 1).params,
        "own": block_cost(own, 1).params,
        "width": OWN_WIDTH,
        "cheaper": CHEAPER,
    }


def _bottleneck_tasks() -> tuple[Task, ...]:
    facts = _bottleneck()
    one_each = facts["weights"] + (facts["params"] - facts["weights"]) // 2
    wrong = {"bare": facts["weights"], "one-each": one_each, "basic": facts["basic"], "narrow": facts["narrow"]}
    return (
        Number("bottleneck-up", facts["down"], {"three": 9 * facts["down"], "square": NARROW**2}),
        Number("bottleneck-params", facts["params"], wrong),
        Built("bottleneck-built", "residual_block", cheap_bottleneck),
    )


def cheap_bottleneck(config: BlockConfig) -> Verdict:
    """Whether a block is a bottleneck of the width asked for that costs little enough beside the basic block."""
    if config.family != "bottleneck":
        return Verdict("family", {"family": config.family})
    if (config.in_channels, config.out_channels) != (OWN_WIDTH, OWN_WIDTH):
        return Verdict("channels", {"reads": config.in_channels, "gives": config.out_channels})
    if config.stride != 1 or config.shortcut != "identity":
        return Verdict("shape", {"stride": config.stride})
    ours, theirs = block_cost(config, 1).params, _bottleneck()["own"]
    facts = {"params": ours, "times": theirs / ours, "middle": config.bottleneck_width(OWN_WIDTH)}
    return Verdict(RIGHT if ours * CHEAPER <= theirs else "dear", facts)


def relus_of_the_clean_path(config: NetworkConfig) -> int:
    """How many ReLUs a signal passes between stem and head that takes every shortcut."""
    blocks: tuple[Block, ...] = tuple(block for stage in network_plan(config).stages for block in stage.blocks)
    return sum(
        isinstance(layer, Relu) for block in blocks for layer in (*block.before, *(block.shortcut or ()), *block.after)
    )


def _overlap(one: Spread | None, two: Spread | None) -> bool:
    """Whether neither range lies below the other; so too where one is not known."""
    return one is None or two is None or (one.low <= two.high and two.low <= one.high)


@cache
def _orders() -> Mapping[str, Any]:
    net = ZOO["resnet18"].config
    pre = net.model_copy(update={"style": net.style.model_copy(update={"order": "full_pre"})})
    blocks = sum(stage.blocks for stage in net.stages)
    losses = order_losses(56)
    return {
        "blocks": blocks,
        "clean": relus_of_the_clean_path(net),
        "clean_pre": relus_of_the_clean_path(pre),
        "relus": 2 * blocks,
        "loss": losses["original"],
        "loss_pre": losses["full_pre"],
        "overlap": _overlap(losses["original"], losses["full_pre"]),
        "paper": TABLE2["original"].resnet110 / 100,
        "paper_pre": TABLE2["full_pre"].resnet110 / 100,
    }


def _order_tasks() -> tuple[Task, ...]:
    facts = _orders()
    return (
        Choice("order-next", "convolution", ("addition", "norm", "convolution")),
        Number("order-clean", facts["clean"], {"all": facts["relus"], "none": 0, "stem": facts["clean"] + 1}),
        Number("order-clean-pre", facts["clean_pre"], {"none": 0, "as-before": facts["clean"]}),
        Code("order-code", lambda source: read_block(source, pre_activation)),
    )


@cache
def _nested() -> Mapping[str, Any]:
    sample = draw_sample(NOISY_TARGET, POINTS, noise=NOISE, seed=SEED)
    measured = generalisation(NOISY_FAMILY, train=sample, test=fresh_sample(NOISY_TARGET, noise=NOISE))
    return generalised(measured, noise=NOISE)._asdict() | {"points": POINTS} | dict(twin_losses(56))


def _nested_tasks() -> tuple[Task, ...]:
    facts = _nested()
    points = facts["points"]
    return (
        Number("nested-degree", points - 1, {"coefficients": points, "largest": LARGEST}),
        Number("nested-best", facts["best"], {"largest": facts["last"]}),
        Choice("nested-promise", "best", ("fresh", "found", "best")),
    )


CHAPTER = (
    Exercise("inception", _inception_tasks, _inception, chapter=1),
    Exercise("table", _table_tasks, _table, chapter=2, cells=("resnet34", "resnet50")),
    Exercise("bottleneck", _bottleneck_tasks, _bottleneck, chapter=3, cells=("bottleneck",)),
    Exercise("order", _order_tasks, _orders, chapter=4, cells=("full_pre",)),
    Exercise("nested", _nested_tasks, _nested, chapter=5),
)
