"""The choices of the training page, and the run they stand for. Nothing is drawn here.

Any combination may be chosen; `setup` explains the illegal ones and `repairs` finds the single changes that make them
legal.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations, islice
from typing import Any

from resnet_core.analysis.layers import Totals, network_cost
from resnet_core.analysis.repairs import legal
from resnet_core.analysis.stages import layer_count
from resnet_core.config import NetworkConfig, RunConfig, parse
from resnet_core.plan.network import network_plan
from resnet_core.plan.nodes import NetworkPlan
from resnet_core.plan.zoo import ZOO
from resnet_core.presets import PRESETS
from resnet_core.training.schedules import FEW_STEPS, lr_at
from ui.codes import FAMILIES, SHORTCUTS
from ui.say import say

CUSTOM = "custom"
OWN_NETWORK = "own"
SIZES = (14, 28, 32, 56, 96)
IMAGES = (500, 1_000, 5_000, 10_000, 30_000, 60_000)
MOST_GROUPS = 64
TEST_IMAGES = 10_000
FEWEST_TEST_IMAGES = 100


@dataclass(frozen=True, slots=True)
class Choices:
    """The state of all controls, as codes; the defaults are the page's."""

    preset: str = "quick"
    network: str = OWN_NETWORK
    family: str = "residual"
    blocks: int = 1
    width: int = 16
    groups: int = 4
    size: int = 28
    shortcut: str = "projection_norm"
    norm: bool = True
    images: int = 60_000
    epochs: int = 1
    batch: int = 128
    lr: float = 0.1
    schedule: str = "one_cycle"
    augment: str = "none"
    smoothing: float = 0.0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Setup:
    """A run that could start, with what its network costs."""

    config: RunConfig
    plan: NetworkPlan
    totals: Totals
    weighted_layers: int
    """Convolutions and dense layers on the longest way through, as in "ResNet-18"."""


Changes = Mapping[str, Any]
"""Controls to set to other values, by name."""


def setup(choices: Choices) -> Setup:
    """The run that `choices` stand for; a LabError says what does not fit."""
    config = PRESETS[choices.preset] if choices.preset in PRESETS else custom(choices)
    plan = network_plan(config.network)
    return Setup(config, plan, network_cost(config.network), layer_count(plan).in_the_name)


def repairs(choices: Choices, *, at_most: int = 2) -> tuple[Changes, ...]:
    """Changes that make `choices` legal, the smallest first: of one control, each of another, or of two where one
    does not do.
    """
    singles = [{name: value} for name, value in _trials(choices)]
    return _smallest(singles, choices, at_most=at_most)


def title(choices: Choices) -> str:
    """A short name for the run: `quick`, or `resnet20, 5 epochs`."""
    if choices.preset != CUSTOM:
        return choices.preset
    return say(
        "train-run-name",
        network=choices.network,
        family=say(f"family.{choices.family}"),
        blocks=3 * choices.blocks,
        epochs=choices.epochs,
    )


def rates_of_few_steps(config: RunConfig) -> tuple[float, ...]:
    """The learning rates that the schedule gives to a run too short for it; none where the run is long enough."""
    steps = config.training.steps(config.data.train_images)
    if config.training.schedule == "constant" or steps >= FEW_STEPS:
        return ()
    return tuple(lr_at(config.training, step, total_steps=steps) for step in range(1, steps + 1))


def custom(choices: Choices) -> RunConfig:
    """The run that the controls behind `custom` stand for."""
    return parse(
        RunConfig,
        {
            "network": _own_network(choices) if choices.network == OWN_NETWORK else _zoo_network(choices),
            "data": {
                "train_images": choices.images,
                "test_images": max(FEWEST_TEST_IMAGES, min(TEST_IMAGES, choices.images // 6)),
                "augment": choices.augment,
            },
            "training": {
                "epochs": choices.epochs,
                "batch_size": choices.batch,
                "lr": choices.lr,
                "schedule": choices.schedule,
                "label_smoothing": choices.smoothing,
                "seed": choices.seed,
            },
        },
    )


def _own_network(choices: Choices) -> dict[str, Any]:
    """Three stages, each half as large and twice as wide as the one before (He et al. 2015, sec. 4.2)."""
    wide = choices.family in ("bottleneck", "resnext")
    channels = choices.width * (4 if wide else 1)
    style: dict[str, Any] = {"family": choices.family, "norm": choices.norm}
    if choices.family == "resnext":
        style |= {"bottleneck_multiplier": 0.5, "cardinality": choices.groups}
    return {
        "input_size": choices.size,
        "stem": "3x3",
        "stem_channels": choices.width,
        "stages": [
            {"blocks": choices.blocks, "channels": channels * 2**i, "stride": 1 if i == 0 else 2} for i in range(3)
        ],
        "style": style,
        "shortcut": "none" if choices.family == "plain" else choices.shortcut,
    }


def _zoo_network(choices: Choices) -> dict[str, Any]:
    """The published network with one grey channel in and the data's ten classes out."""
    network: NetworkConfig = ZOO[choices.network].config
    return network.model_dump() | {"input_channels": 1, "classes": 10, "input_size": choices.size}


def _smallest(singles: list[dict[str, Any]], choices: Choices, *, at_most: int) -> tuple[Changes, ...]:
    """The first of `singles` of each control that mends, or the first pair of two controls where none does."""
    found: dict[tuple[str, ...], Changes] = {}
    for changes in _legal(choices, singles):
        found.setdefault(tuple(changes), changes)
    if not found:
        pairs = (one | other for one, other in combinations(singles, 2) if one.keys() != other.keys())
        return tuple(islice(_legal(choices, pairs), 1))
    return tuple(islice(found.values(), at_most))


def _trials(choices: Choices) -> Iterator[tuple[str, Any]]:
    """Changes worth trying, nearest first within each control; `plain` mends most faults by giving up the subject."""
    yield from (("shortcut", shortcut) for shortcut in SHORTCUTS)
    yield from (("family", family) for family in FAMILIES if family not in (choices.family, "plain"))
    nearest = sorted(range(1, MOST_GROUPS + 1), key=lambda groups: abs(groups - choices.groups))
    yield from (("groups", groups) for groups in nearest)
    yield from (("size", size) for size in SIZES if size > choices.size)


def _legal(choices: Choices, trials: Iterable[Changes]) -> Iterator[Changes]:
    return (changes for changes, _setup in legal(trials, lambda changes: setup(replace(choices, **changes))))
