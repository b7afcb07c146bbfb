"""Exercises about counts: layers, groups, equal costs, paths, sight, memory."""

from collections.abc import Mapping
from functools import cache
from math import comb
from typing import Any

from resnet_core import gallery
from resnet_core.analysis.forecast import training_memory
from resnet_core.analysis.grouping import ONE_PATH, PUBLISHED, Split, nearest_split, split_cost
from resnet_core.analysis.layers import layer_table, network_cost
from resnet_core.analysis.stages import layer_count, parts
from resnet_core.config import NetworkConfig, parse
from resnet_core.course.exercises.tasks import Choice, Exercise, Number, Task
from resnet_core.errors import DataError
from resnet_core.plan.network import network_plan
from resnet_core.plan.zoo import ZOO, cifar
from resnet_core.studies.paths.findings import origin
from resnet_core.studies.paths.question import Paths, recorded

OWN_WIDTH, OWN_GROUPS = 128, 32
"""The middle of ResNeXt's 32x4d, and its groups."""
BATCH = 128
MEGABYTE = 1e6
DRAWN, ASKED = 4, 8
"""Blocks of the drawn tree of paths, and of ResNet-18."""
LENGTH = 4


def _counts(config: NetworkConfig) -> tuple[int, int]:
    """Convolutions on the longest way, and projections beside it."""
    counted = layer_count(network_plan(config))
    return counted.convolutions, counted.projections


@cache
def _layers() -> Mapping[str, Any]:
    long18, projections18 = _counts(ZOO["resnet18"].config)
    long50, projections50 = _counts(ZOO["resnet50"].config)
    long20, _ = _counts(cifar(20))
    return {
        "long18": long18,
        "projections18": projections18,
        "modules18": long18 + projections18,
        "long50": long50,
        "projections50": projections50,
        "modules50": long50 + projections50,
        "long20": long20,
        "modules20": long20 + 2,
        "blocks110": sum(stage.blocks for stage in cifar(110).stages) // 3,
    }


def _layers_tasks() -> tuple[Task, ...]:
    facts = _layers()
    wrong18 = {"longest": facts["long18"], "named": facts["long18"] + 1, "dense": facts["modules18"] + 1}
    wrong50 = {"longest": facts["long50"], "named": facts["long50"] + 1, "three": facts["modules50"] - 1}
    return (
        Number("layers-n", facts["blocks110"], {"all": 3 * facts["blocks110"], "twice": 2 * facts["blocks110"]}),
        Number("layers-18", facts["modules18"], wrong18),
        Number("layers-50", facts["modules50"], wrong50),
    )


@cache
def _groups() -> Mapping[str, Any]:
    each = OWN_WIDTH // OWN_GROUPS
    return {
        "width": OWN_WIDTH,
        "groups": OWN_GROUPS,
        "each": each,
        "weights": 9 * OWN_WIDTH * each,
        "ungrouped": 9 * OWN_WIDTH**2,
        "mixed": 9 * OWN_WIDTH * OWN_GROUPS,
        "one": 9 * each**2,
    }


def _groups_tasks() -> tuple[Task, ...]:
    facts = _groups()
    wrong = {name: facts[name] for name in ("ungrouped", "mixed", "one")}
    return (
        Number("groups-chapter", 64 // 8, {"width": 64, "twice": 2}),
        Number("groups-torch", facts["groups"], {"each": facts["each"], "width": facts["width"]}),
        Number("groups-book", facts["each"], {"groups": facts["groups"]}),
        Number("groups-weights", facts["weights"], wrong),
    )


@cache
def _cost() -> Mapping[str, Any]:
    budget = split_cost(ONE_PATH).params
    eight, four = nearest_split(8, budget), nearest_split(4, budget)
    last = PUBLISHED[-1]
    return {
        "budget": budget,
        "two": split_cost(Split(2, 40)).params,
        "four": four.group_width,
        "cost4": split_cost(four).params,
        "dense4": split_cost(Split(1, four.width)).params,
        "eight": eight.group_width,
        "cost8": split_cost(eight).params,
        "thin8": split_cost(Split(8, 8)).params,
        "width8": eight.width,
        "width32": last.width,
        "error": PUBLISHED[0].error_50_layers / 100,
        "error32": last.error_50_layers / 100,
    }


def _cost_tasks() -> tuple[Task, ...]:
    facts = _cost()
    return (
        Number(
            "cost-four", facts["cost4"], {"once": 256 * 24 + 9 * 24**2 + 256 * 24, "dense": 9 * 96**2 + 2 * 256 * 96}
        ),
        Number("cost-eight", facts["eight"], {"shared": 8, "one": 64}),
        Choice("cost-gain", "wider", ("fewer", "wider", "faster")),
    )


@cache
def _paths() -> Mapping[str, Any]:
    facts: dict[str, Any] = {
        "drawn": DRAWN,
        "blocks": ASKED,
        "paths": 2**ASKED,
        "without": 2 ** (ASKED - 1),
        "longest": comb(ASKED, LENGTH),
        "length": LENGTH,
    }
    try:
        answer = gallery.measurements("paths").answer(recorded()[0])
    except DataError:
        answer = None
    found = None if answer is None else origin(parse(Paths, answer))
    blocks = sum(stage.blocks for stage in ZOO["resnet56"].config.stages)
    return facts | {
        "deep": blocks,
        "mean": None if found is None else found.length,
        "half": None if found is None else found.half,
    }


def _paths_tasks() -> tuple[Task, ...]:
    facts = _paths()
    return (
        Number("paths-all", facts["paths"], {"sum": 2 * ASKED, "square": ASKED**2, "fewer": 2**ASKED - 1}),
        Number("paths-length", facts["longest"], {"quarter": facts["paths"] // 4, "product": LENGTH * ASKED}),
        Number("paths-without", facts["without"], {"one-less": facts["paths"] - 1, "none": 0, "share": 7 * 32}),
    )


@cache
def _sight() -> Mapping[str, Any]:
    table = layer_table(network_plan(ZOO["resnet18"].config))
    fields = {row.path: row.receptive_field for row in table}
    stages = {part.name: part.receptive_field for part in parts(table) if part.blocks}
    return {
        "stem": fields["stem.conv"],
        "pool": fields["stem.pool"],
        "first": fields["stage1.block1.main.conv1"],
        "stage1": stages["stage1"],
        "stage2": stages["stage2"],
        "last": stages["stage4"],
    }


def _sight_tasks() -> tuple[Task, ...]:
    facts = _sight()
    return (
        Number("sight-first", facts["first"], {"no-jump": facts["pool"] + 2, "kernel": facts["pool"] + 3 * 4}),
        Number("sight-stage", facts["stage1"], {"one-block": facts["first"] + 8, "no-jump": facts["pool"] + 8}),
        Choice("sight-last", "beyond", ("part", "exactly", "beyond")),
    )


@cache
def _memory() -> Mapping[str, Any]:
    plan = network_plan(ZOO["d2l_resnet18"].config)
    held = training_memory(plan, batch_size=BATCH, momentum=False)
    with_momentum = training_memory(plan, batch_size=BATCH)
    return {
        "params": network_cost(ZOO["d2l_resnet18"].config).params,
        "params34": network_cost(ZOO["resnet34"].config).params,
        "megabytes34": 4 * network_cost(ZOO["resnet34"].config).params / MEGABYTE,
        "parameters": held.parameters,
        "megabytes": held.parameters / MEGABYTE,
        "fixed": (with_momentum.parameters + with_momentum.gradients + with_momentum.optimiser) / MEGABYTE,
        "activations": held.activations,
        "total": held.total,
        "share": held.activations / held.total,
        "half": training_memory(plan, batch_size=BATCH // 2, momentum=False).total,
        "batch": BATCH,
    }


def _memory_tasks() -> tuple[Task, ...]:
    facts = _memory()
    params = facts["params"] / MEGABYTE
    return (
        Number(
            "memory-weights", facts["megabytes"], {"bytes": params, "double": 8 * params, "bits": 32 * params}, 0.02
        ),
        Number(
            "memory-momentum",
            facts["fixed"],
            {"once": facts["megabytes"], "twice": 2 * facts["megabytes"], "adam": 4 * facts["megabytes"]},
            0.02,
        ),
        Choice("memory-most", "activations", ("weights", "optimiser", "activations")),
    )


COUNTING = (
    Exercise("layers", _layers_tasks, _layers),
    Exercise("groups", _groups_tasks, _groups, cells=("resnext",)),
    Exercise("cost", _cost_tasks, _cost),
    Exercise("paths", _paths_tasks, _paths),
    Exercise("sight", _sight_tasks, _sight),
    Exercise("memory", _memory_tasks, _memory),
)
