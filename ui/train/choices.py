"""The choices of the training page, and the run they stand for. No Streamlit here.

Any combination may be chosen; `setup` explains the illegal ones and `repairs` finds the single changes that make them
legal.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations, islice
from typing import Any

from resnet_core.analysis import room
from resnet_core.analysis.layers import Totals, layer_table, totals
from resnet_core.analysis.repairs import legal
from resnet_core.analysis.stages import layer_count
from resnet_core.config import NetworkConfig, RunConfig, parse
from resnet_core.plan.network import network_plan
from resnet_core.plan.nodes import NetworkPlan
from resnet_core.plan.zoo import ZOO
from resnet_core.presets import PRESETS
from resnet_core.training.schedules import FEW_STEPS, lr_at
from ui import words
from ui.spelling import FAMILIES, SHORTCUTS, core_word

CUSTOM = "custom"
OWN_NETWORK = "build my own"
SIZES = (14, 28, 32, 56, 96)
MOST_GROUPS = 64
TEST_IMAGES = 10_000
FEWEST_TEST_IMAGES = 100


@dataclass(frozen=True, slots=True)
class Choices:
    """The state of all controls, in the words of the page and of its address; the defaults are the page's."""

    preset: str = "quick"
    network: str = OWN_NETWORK
    family: str = "residual"
    blocks: int = 1
    width: int = 16
    groups: int = 4
    size: int = 28
    shortcut: str = "projection-norm"
    norm: bool = True
    images: int = 60_000
    epochs: int = 1
    batch: int = 128
    lr: float = 0.1
    schedule: str = "one-cycle"
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
    config = PRESETS[choices.preset] if choices.preset in PRESETS else _custom(choices)
    plan = network_plan(config.network)
    return Setup(config, plan, totals(layer_table(plan)), layer_count(plan).in_the_name)


def repairs(choices: Choices, *, at_most: int = 2) -> tuple[Changes, ...]:
    """Changes that make `choices` legal, the smallest first: of one control, each of another, or of two where one
    does not do.
    """
    singles = [{name: value} for name, value in _trials(choices)]
    return _smallest(singles, partial(_legal, choices), at_most=at_most)


def lighter(choices: Choices, limit_mb: int, *, at_most: int = 2) -> tuple[Changes, ...]:
    """Changes with which the training surely fits into the memory limit, in the order of `repairs`."""
    if choices.preset != CUSTOM:
        return ()

    def fitting(trials: Iterable[Changes]) -> Iterator[Changes]:
        for changes, config in legal(trials, lambda changes: _custom(replace(choices, **changes))):
            if room.fits(config, limit_mb):
                yield changes

    return _smallest([{name: value} for name, value in _lighter_trials(choices)], fitting, at_most=at_most)


def title(choices: Choices) -> str:
    """A short name for the run: `quick`, or `resnet20, 5 epochs`."""
    if choices.preset != CUSTOM:
        return choices.preset
    network = choices.network
    if network == OWN_NETWORK:
        network = f"{choices.family}, {3 * choices.blocks} blocks"
    return f"{network}, {words.counted(choices.epochs, 'epoch')}"


def rates_of_few_steps(config: RunConfig) -> str:
    """What the schedule makes of a run too short for it; empty where the run is long enough."""
    steps = config.training.steps(config.data.train_images)
    if config.training.schedule == "constant" or steps >= FEW_STEPS:
        return ""
    rates = [words.measured(lr_at(config.training, step, total_steps=steps)) for step in range(1, steps + 1)]
    if steps == 1:
        return f"One step has no cycle: it is taken at the highest rate, {rates[0]}."
    return (
        f"{steps} steps leave one cycle no room: their learning rates are {words.listed(rates)}, so the last changes "
        "next to nothing. A smaller batch or more epochs make more steps; `constant` takes each at the same rate."
    )


def _custom(choices: Choices) -> RunConfig:
    return parse(
        RunConfig,
        {
            "network": _own_network(choices) if choices.network == OWN_NETWORK else _zoo_network(choices),
            "data": {
                "train_images": choices.images,
                "test_images": max(FEWEST_TEST_IMAGES, min(TEST_IMAGES, choices.images // 6)),
                "augment": core_word(choices.augment),
            },
            "training": {
                "epochs": choices.epochs,
                "batch_size": choices.batch,
                "lr": choices.lr,
                "schedule": core_word(choices.schedule),
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
        "shortcut": "none" if choices.family == "plain" else core_word(choices.shortcut),
    }


def _zoo_network(choices: Choices) -> dict[str, Any]:
    """The published network with one grey channel in and the data's ten classes out."""
    network: NetworkConfig = ZOO[choices.network].config
    return network.model_dump() | {"input_channels": 1, "classes": 10, "input_size": choices.size}


def _smallest(
    singles: list[dict[str, Any]], mending: Callable[[Iterable[Changes]], Iterator[Changes]], *, at_most: int
) -> tuple[Changes, ...]:
    """The first of `singles` of each control that is `mending`, or the first pair of two controls where none is."""
    found: dict[tuple[str, ...], Changes] = {}
    for changes in mending(singles):
        found.setdefault(tuple(changes), changes)
    if not found:
        pairs = (one | other for one, other in combinations(singles, 2) if one.keys() != other.keys())
        return tuple(islice(mending(pairs), 1))
    return tuple(islice(found.values(), at_most))


def _lighter_trials(choices: Choices) -> Iterator[tuple[str, Any]]:
    """Changes that make a training hold less, the mildest first within each control; norms want 16 pictures or more."""
    yield from (("batch", 2**power) for power in range((choices.batch - 1).bit_length() - 1, 3, -1))
    yield from (("size", size) for size in reversed(SIZES) if size < choices.size)
    if choices.network == OWN_NETWORK:
        yield from (("width", choices.width // part) for part in (2, 4, 8) if choices.width // part >= 4)
        yield from (("blocks", choices.blocks // part) for part in (2, 4, 8) if choices.blocks // part >= 1)


def _trials(choices: Choices) -> Iterator[tuple[str, Any]]:
    """Changes worth trying, nearest first within each control; `plain` mends most faults by giving up the subject."""
    yield from (("shortcut", shortcut) for shortcut in SHORTCUTS)
    yield from (("family", family) for family in FAMILIES if family not in (choices.family, "plain"))
    nearest = sorted(range(1, MOST_GROUPS + 1), key=lambda groups: abs(groups - choices.groups))
    yield from (("groups", groups) for groups in nearest)
    yield from (("size", size) for size in SIZES if size > choices.size)


def _legal(choices: Choices, trials: Iterable[Changes]) -> Iterator[Changes]:
    return (changes for changes, _setup in legal(trials, lambda changes: setup(replace(choices, **changes))))
