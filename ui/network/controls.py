"""What the page of whole networks offers, and the network each choice stands for.

A learner starts from a published network and changes what they like. Every field's default is what that network has, so
the address holds the name and the changes only: `/network?net.base=resnet50&net.stride-on=first`.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple, get_args

from resnet_core.analysis.layers import network_cost
from resnet_core.analysis.repairs import legal
from resnet_core.config import NetworkConfig, StageConfig, StrideOn, parse
from resnet_core.errors import ConfigError
from resnet_core.plan.zoo import ZOO
from ui.codes import FAMILIES, MULTIPLIERS, NO_SQUEEZE, ORDERS, REDUCTIONS, SHORTCUTS, STEMS, reduction
from ui.fields import Choice, Field, Number, Switch

CHAPTER = "d2l_resnet18"
BASE = Choice("net.base", tuple(ZOO), CHAPTER, "select", message="network-base", is_name=True)
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
VIEWS = ("modules", "where", "counter", "compare", "table_1", "take_along")
VIEW = Choice("net.view", VIEWS, "modules", message="network-view", earlier=(("Where it sits", "where"),))
AGAINST = Choice(
    "net.against", tuple(ZOO), "resnet34", "select", message="network-against", words="network-base", is_name=True
)
TICKS = {
    "convolutions": Switch("net.count-convolutions", default=True, message="network-count-convolutions"),
    "projections": Switch("net.count-projections", default=False, message="network-count-projections"),
    "gates": Switch("net.count-gates", default=False, message="network-count-gates"),
    "norms": Switch("net.count-norms", default=False, message="network-count-norms"),
    "dense": Switch("net.count-dense", default=True, message="network-count-dense"),
}
"""Which kinds of a `LayerCount` the figure begins with; it is no widget, but an address may say so."""
EXPORTS = ("chapter", "flat", "keras", "notebook", "json")
EXPORT = Choice("net.export", EXPORTS, "chapter", message="network-export")
BASE_SHOWN = Choice("_net_base", BASE.options, BASE.default, is_name=True)
"""Session state alone: the network whose defaults the widgets hold now."""

SQUEEZED = ("bottleneck", "resnext")
"""Families with a narrow middle."""


class Repair(NamedTuple):
    """Fields set to other values, mostly one, and the parameters of the network they lead to."""

    changes: Mapping[str, Any]
    params: int


def size_field(base: NetworkConfig) -> Choice:
    """How large the picture is, which is a slider of the diagram."""
    return Choice(SIZE, SIDES, base.input_size, "slider", message="network-size")


def output_fields(base: NetworkConfig) -> tuple[Field, ...]:
    """What else goes in, and what comes out."""
    return (
        Choice(CHANNELS, (1, 3), base.input_channels, message="network-in"),
        Choice(CLASSES, (10, 100, 1000), base.classes, message="network-classes"),
    )


def structure_fields(base: NetworkConfig) -> tuple[Field, ...]:
    """What all blocks share, and the stem before them."""
    style = base.style
    return (
        Choice(FAMILY, FAMILIES, style.family, message="family"),
        Choice(STEM, STEMS, base.stem, message="stem"),
        Number(STEM_CHANNELS, 1, MOST_CHANNELS, base.stem_channels, look="select", message="network-stem-channels"),
        Choice(SHORTCUT, SHORTCUTS, base.shortcut, "select", message="network-shortcut", words="shortcut"),
        Choice(ORDER, ORDERS, style.order, "select", message="order"),
        Number(STAGES, 1, MOST_STAGES, len(base.stages), message="network-stages"),
        Choice(GATE, REDUCTIONS, style.se_reduction or NO_SQUEEZE, message="squeeze"),
        Choice(WIDTH, (SQUARE, *SIDES), base.input_width or SQUARE, "select", message="network-width"),
        Switch(NORM, style.norm, message="norm"),
        Switch(BIAS, style.conv_bias, message="network-bias"),
    )


def squeezed_fields(base: NetworkConfig) -> tuple[Field, ...]:
    """What only a bottleneck has; the groups come last."""
    style = base.style
    groups = style.cardinality if style.family == "resnext" else 4
    return (
        Choice(SQUEEZE, MULTIPLIERS, style.bottleneck_multiplier, message="bottleneck-width"),
        Choice(STRIDE_ON, get_args(StrideOn), style.stride_on, message="network-stride-on"),
        Number(GROUPS, 1, MOST_GROUPS, groups, look="select", message="network-groups"),
    )


def stage_fields(base: NetworkConfig, number: int) -> tuple[Field, ...]:
    """Blocks, channels and stride of stage `number`, counted from 1; one that `base` lacks goes on as the last does."""
    beyond = number - len(base.stages)
    stage = base.stages[min(number, len(base.stages)) - 1]
    if beyond > 0:
        stage = StageConfig(blocks=stage.blocks, channels=min(MOST_CHANNELS, stage.channels * 2**beyond), stride=2)
    channels = Number(
        f"net.channels{number}", 1, MOST_CHANNELS, stage.channels, look="select", message="network-channels"
    )
    return (
        Number(f"net.blocks{number}", 1, MOST_BLOCKS, stage.blocks, look="select", message="network-blocks"),
        channels,
        Choice(f"net.stride{number}", (1, 2, 4), stage.stride, message="network-stride"),
    )


def all_fields(base: NetworkConfig) -> tuple[Field, ...]:
    """Every field but the name itself."""
    stages = (field for number in range(1, MOST_STAGES + 1) for field in stage_fields(base, number))
    return (size_field(base), *output_fields(base), *structure_fields(base), *squeezed_fields(base), *stages)


def state_of(name: str, changes: Mapping[str, Any] | None = None) -> dict[Field, Any]:
    """Every field as it stands for the network `name` with `changes`, which go by their keys."""
    changed = changes or {}
    values = {field: changed.get(field.key, field.default) for field in all_fields(ZOO[name].config)}
    return {BASE: name, BASE_SHOWN: name, **values}


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
            "stem": held[STEM],
            "stem_channels": held[STEM_CHANNELS],
            "shortcut": "none" if held[FAMILY] == "plain" else held[SHORTCUT],
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
                "order": held[ORDER],
                "norm": held[NORM],
                "conv_bias": held[BIAS],
                "se_reduction": reduction(held[GATE]),
                "bottleneck_multiplier": held[SQUEEZE],
                "stride_on": held[STRIDE_ON],
                "cardinality": held[GROUPS] if grouped else 1,
            },
        },
    )


def at_every_size(base: NetworkConfig, held: Mapping[str, Any]) -> tuple[NetworkConfig | None, ...]:
    """The network that the fields stand for with each size of the picture; None where two of them contradict."""

    def of(side: int) -> NetworkConfig | None:
        try:
            return network_config(base, {**held, SIZE: side})
        except ConfigError:
            return None

    return tuple(map(of, SIDES))


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
    for changes, params in legal(trials, lambda changes: _params(base, {**held, **changes})):
        yield Repair(changes, params)


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
    return network_cost(network_config(base, held)).params
