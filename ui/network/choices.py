"""What the page of whole networks offers, and the network each choice stands for.

A learner starts from a published network and changes what they like. Every field's default is what that network has, so
the address holds the name and the changes only: `/network?net.base=resnet50&net.stride-on=first`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from resnet_core.analysis.layers import layer_table, totals
from resnet_core.analysis.repairs import legal
from resnet_core.config import NetworkConfig, StageConfig, parse
from resnet_core.plan.network import network_plan
from resnet_core.plan.zoo import ZOO
from ui.fields import Choice, Field, Number, Switch
from ui.spelling import (
    FAMILIES,
    FAMILIES_EXPLAINED,
    MULTIPLIERS,
    NO_SQUEEZE,
    ORDERS,
    ORDERS_EXPLAINED,
    REDUCTIONS,
    REDUCTIONS_EXPLAINED,
    SHORTCUTS,
    STEMS,
    core_word,
    page_word,
    reduction,
)

BASE = Choice(
    "net.base",
    "Start from",
    tuple(ZOO),
    "d2l_resnet18",
    "A published network, or one of the lab's own. Whatever you change below is a change of this one.",
    "select",
)
SIZE, WIDTH, CHANNELS, CLASSES = "net.size", "net.width", "net.in", "net.classes"
STEM, STEM_CHANNELS, FAMILY, SHORTCUT, ORDER = (
    "net.stem",
    "net.stem-channels",
    "net.family",
    "net.shortcut",
    "net.order",
)
NORM, BIAS, GATE, SQUEEZE, GROUPS, STRIDE_ON, STAGES = (
    "net.norm",
    "net.bias",
    "net.se",
    "net.squeeze",
    "net.groups",
    "net.stride-on",
    "net.stages",
)
MOST_STAGES, MOST_BLOCKS, MOST_CHANNELS, MOST_GROUPS = 8, 200, 4096, 64
SIDES = (8, 14, 28, 32, 64, 96, 128, 224)
SQUARE = "square"
BASE_SHOWN = "_net_base"
"""Session state: the network whose defaults the widgets hold now."""

SQUEEZED = ("bottleneck", "resnext")
"""Families with a narrow middle."""


@dataclass(frozen=True, slots=True)
class Repair:
    """Fields set to other values, mostly one, and the parameters of the network they lead to."""

    title: str
    changes: Mapping[str, Any]
    params: int


def input_fields(base: NetworkConfig) -> tuple[Field, ...]:
    """What goes in and what comes out."""
    return (
        Choice(SIZE, "Picture size, pixels", SIDES, base.input_size, look="slider"),
        Choice(CHANNELS, "Input channels", (1, 3), base.input_channels, "1 is grey, 3 is colour."),
        Choice(CLASSES, "Classes", (10, 100, 1000), base.classes),
    )


def structure_fields(base: NetworkConfig) -> tuple[Field, ...]:
    """What all blocks share, and the stem before them."""
    style = base.style
    return (
        Choice(
            FAMILY,
            "Block family",
            FAMILIES,
            style.family,
            FAMILIES_EXPLAINED,
        ),
        Choice(
            STEM,
            "Stem",
            STEMS,
            page_word(base.stem),
            "`7x7-pool`: stride 2, then max pooling, a quarter of the side. `deep-pool`: the same by three 3×3 "
            "convolutions, as in ResNet-D, whose shortcut is `pool-projection`. `3x3` keeps the side, `3x3-pool` "
            "halves it.",
        ),
        Number(STEM_CHANNELS, "Channels of the stem", 1, MOST_CHANNELS, base.stem_channels, look="select"),
        Choice(
            SHORTCUT,
            "Shortcut",
            SHORTCUTS,
            page_word(base.shortcut),
            "Used where the shape changes; elsewhere it is the identity. `none` removes them all.",
            "select",
        ),
        Choice(
            ORDER,
            "Activation order",
            ORDERS,
            page_word(style.order),
            ORDERS_EXPLAINED,
            "select",
        ),
        Number(STAGES, "Stages", 1, MOST_STAGES, len(base.stages)),
        Choice(
            GATE,
            "Squeeze-and-excitation",
            REDUCTIONS,
            NO_SQUEEZE if style.se_reduction is None else str(style.se_reduction),
            REDUCTIONS_EXPLAINED,
        ),
        Choice(
            WIDTH,
            "Picture width, pixels",
            (SQUARE, *SIDES),
            base.input_width or SQUARE,
            "Where the picture is not square; the size above is then its height.",
            "select",
        ),
        Switch(NORM, "Batch normalisation", style.norm),
        Switch(BIAS, "Bias in convolutions", style.conv_bias, "The chapter's code has them; torchvision's has not."),
    )


def squeezed_fields(base: NetworkConfig) -> tuple[Field, ...]:
    """What only a bottleneck has; the groups come last."""
    style = base.style
    return (
        Choice(
            SQUEEZE,
            "Bottleneck width, share of the output",
            MULTIPLIERS,
            style.bottleneck_multiplier,
            "Channels of the middle convolution; above 1 it is no neck but the widest part.",
        ),
        Choice(
            STRIDE_ON,
            "Stride sits in",
            ("spatial", "first"),
            style.stride_on,
            "`spatial`: the 3×3 convolution, as in torchvision. `first`: the first 1×1, as in the paper of 2015.",
        ),
        Number(
            GROUPS,
            "Groups (cardinality)",
            1,
            MOST_GROUPS,
            style.cardinality if style.family == "resnext" else 4,
            "Must divide the bottleneck width of every stage. As in the paper's networks it is the same in all, "
            "and the groups widen from stage to stage.",
            look="select",
        ),
    )


def stage_fields(base: NetworkConfig, number: int) -> tuple[Field, ...]:
    """Blocks, channels and stride of stage `number`, counted from 1; one that `base` lacks goes on as the last does."""
    beyond = number - len(base.stages)
    stage = base.stages[min(number, len(base.stages)) - 1]
    if beyond > 0:
        stage = StageConfig(blocks=stage.blocks, channels=min(MOST_CHANNELS, stage.channels * 2**beyond), stride=2)
    return (
        Number(f"net.blocks{number}", "Blocks", 1, MOST_BLOCKS, stage.blocks, look="select"),
        Number(f"net.channels{number}", "Channels", 1, MOST_CHANNELS, stage.channels, look="select"),
        Choice(f"net.stride{number}", "Stride", (1, 2, 4), stage.stride),
    )


def all_fields(base: NetworkConfig) -> tuple[Field, ...]:
    """Every field but the name itself."""
    stages = (field for number in range(1, MOST_STAGES + 1) for field in stage_fields(base, number))
    return (*input_fields(base), *structure_fields(base), *squeezed_fields(base), *stages)


def state_of(name: str, changes: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The session state of all widgets that stands for the network `name` with `changes`."""
    defaults = {field.key: field.default for field in all_fields(ZOO[name].config)}
    return {BASE.key: name, BASE_SHOWN: name, **defaults, **(changes or {})}


def network_config(base: NetworkConfig, held: Mapping[str, Any]) -> NetworkConfig:
    """The network that the fields stand for; ConfigError when two of them contradict each other."""
    grouped = held[FAMILY] == "resnext"
    return parse(
        NetworkConfig,
        base.model_dump()
        | {
            "input_size": held[SIZE],
            "input_width": None if held[WIDTH] in (SQUARE, held[SIZE]) else held[WIDTH],
            "input_channels": held[CHANNELS],
            "classes": held[CLASSES],
            "stem": core_word(held[STEM]),
            "stem_channels": held[STEM_CHANNELS],
            "shortcut": "none" if held[FAMILY] == "plain" else core_word(held[SHORTCUT]),
            "stages": [
                {
                    "blocks": held[f"net.blocks{number}"],
                    "channels": held[f"net.channels{number}"],
                    "stride": held[f"net.stride{number}"],
                }
                for number in range(1, held[STAGES] + 1)
            ],
            "style": base.style.model_dump()
            | {
                "family": held[FAMILY],
                "order": core_word(held[ORDER]),
                "norm": held[NORM],
                "conv_bias": held[BIAS],
                "se_reduction": reduction(held[GATE]),
                "bottleneck_multiplier": held[SQUEEZE],
                "stride_on": held[STRIDE_ON],
                "cardinality": held[GROUPS] if grouped else 1,
            },
        },
    )


def repairs(base: NetworkConfig, held: Mapping[str, Any], *, at_most: int = 4) -> tuple[Repair, ...]:
    """Single changes that make the network legal, the smallest first; pairs of changes where no single one does."""
    fields = {field.key: field for field in all_fields(base)}
    single = tuple(islice(_legal(base, held, ({field.key: value} for field, value in _trials(fields, held))), at_most))
    return single or tuple(islice(_legal(base, held, _pairs(fields, held)), at_most))


def on_the_same_input(name: str, config: NetworkConfig) -> NetworkConfig:
    """The published network `name` with the input and the classes of `config`, so that the two can be compared."""
    same = {key: getattr(config, key) for key in ("input_size", "input_width", "input_channels", "classes")}
    return ZOO[name].config.model_copy(update=same)


def _legal(base: NetworkConfig, held: Mapping[str, Any], trials: Iterable[Mapping[str, Any]]) -> Iterator[Repair]:
    labels = {field.key: field.label for field in all_fields(base)}
    for changes, params in legal(trials, lambda changes: _params(base, {**held, **changes})):
        yield Repair(", ".join(f"{labels[key]}: {value}" for key, value in changes.items()), changes, params)


def _trials(fields: Mapping[str, Field], held: Mapping[str, Any]) -> Iterator[tuple[Field, Any]]:
    """Changes worth trying, nearest first within each field; `plain` mends most faults by giving up the subject."""
    for key in (SHORTCUT, FAMILY, SQUEEZE):
        field = fields[key]
        assert isinstance(field, Choice)
        yield from ((field, option) for option in field.options if option not in (held[key], "plain"))
    for groups in sorted(range(1, MOST_GROUPS + 1), key=lambda groups: abs(groups - held[GROUPS])):
        yield fields[GROUPS], groups


def _pairs(fields: Mapping[str, Field], held: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A shortcut that fits and groups that divide: the two faults that a network can have at once."""
    trials = tuple(_trials(fields, held))
    for field, value in trials:
        if field.key == GROUPS:
            yield from ({SHORTCUT: option, GROUPS: value} for other, option in trials if other.key == SHORTCUT)


def _params(base: NetworkConfig, held: Mapping[str, Any]) -> int:
    """Parameters of the network; LabError when there is no such network."""
    return totals(layer_table(network_plan(network_config(base, held)))).params
