"""The colour of a net in every chart, from its code alone: cool for residual nets, warm for plain ones.

A series of a chart says under `net` whose it is (`small_nets.spell`), or under `means` which other thing of fixed
colour it shows (`MEANINGS`); the browser is not told. Deeper nets are further from the ground: darker on paper, lighter
on the dark page. A net with particulars takes the neighbouring hue: `residual-56-no_norm`. ECharts would hand out
colours in the order of drawing, so that a net changed its colour when another was missing. What is no net never has a
net's hue: the theme's palette holds none.
"""

import re
from collections.abc import Collection
from itertools import cycle
from types import MappingProxyType
from typing import Any, NamedTuple

from resnet_core.studies.nets import DEPTHS

_CODE = re.compile(
    r"(?P<family>plain|residual)(?:-beta-(?P<beta>[\d.]+)|(?:-(?P<depth>\d+))?(?P<particulars>(?:-[a-z0-9_]+)*))"
)
"""As `small_nets.spell` writes it; the family alone; or a net of one number with its factor, `residual-beta-0.3`."""


class Shades(NamedTuple):
    """The ends of a scale: the shallowest net and the deepest one."""

    shallow: str
    deep: str


LIGHT = MappingProxyType(
    {
        ("residual", False): Shades("#4A98A4", "#0B4F5C"),
        ("residual", True): Shades("#6C8FD0", "#1E3F86"),
        ("plain", False): Shades("#D27022", "#8F3D05"),
        ("plain", True): Shades("#D4695F", "#7E1F17"),
    }
)
DARK = MappingProxyType(
    {
        ("residual", False): Shades("#3F95A3", "#93E1EC"),
        ("residual", True): Shades("#6284CE", "#AFC5FF"),
        ("plain", False): Shades("#C77A36", "#FFC78A"),
        ("plain", True): Shades("#CF6A60", "#FFB0A6"),
    }
)
"""By family and whether the net has particulars."""
LIGHT_OTHERS = ("#6A4C93", "#4C7A34", "#A8437A", "#8A6500", "#5E6468", "#8A6FB8", "#6E8C2E")
DARK_OTHERS = ("#B9A0E0", "#9CCB7D", "#E58FBF", "#E3C26A", "#A5ACB0", "#957FC8", "#7FA65C")
"""The theme's palette, for what is no net: violet, green, magenta, ochre, grey, lilac, lime."""
VIOLET, GREEN, MAGENTA, OCHRE, GREY = range(5)
MEANINGS = MappingProxyType(
    {
        "white": VIOLET,
        "brown": GREEN,
        "target": GREY,
        "best": VIOLET,
        "points": GREEN,
        "worse": MAGENTA,
        "counted": GREY,
        "estimate": VIOLET,
        "norm_after_add": MAGENTA,
        "relu_before_add": VIOLET,
        "relu_only_pre": GREEN,
        "full_pre": OCHRE,
    }
)
"""Place in the palette, of what keeps its colour whichever others are drawn."""
USUAL_DEPTH = 32
"""Of a code that says none, such as that of a whole family."""


def of(code: str, *, light: bool) -> str | None:
    """The colour of the net of that code; None where it is no net's."""
    net = _CODE.fullmatch(code)
    if net is None:
        return None
    scale = (LIGHT if light else DARK)[net["family"], bool(net["particulars"])]
    if net["beta"]:
        return _between(scale, float(net["beta"]))
    depth = int(net["depth"] or USUAL_DEPTH)
    return _between(scale, (depth - DEPTHS[0]) / (DEPTHS[-1] - DEPTHS[0]))


def painted(option: dict[str, Any], *, light: bool) -> dict[str, Any]:
    """The chart's option with every net in its colour, and all else in colours that no net has."""
    series = option.get("series")
    if not isinstance(series, list):
        return option
    colours = _colours(dict.fromkeys(map(_whose, series)), light=light)
    if not colours:
        return option
    # A palette of one colour, which lines, symbols, areas, labels and the legend take.
    return option | {"series": [_bare(line) | {"color": [colours[_whose(line)]]} for line in series]}


class _Owner(NamedTuple):
    """Whose colour a series has: a net's code, a code of `MEANINGS`, or no more than a name."""

    kind: str
    code: str


def _colours(owners: Collection[_Owner], *, light: bool) -> dict[_Owner, str]:
    """By owner; empty where none has a colour of its own, and the palette may be handed out in order."""
    others = LIGHT_OTHERS if light else DARK_OTHERS
    meant = {owner: others[MEANINGS[owner.code]] for owner in owners if owner.kind == "means"}
    nets = {owner: colour for owner in owners if owner.kind == "net" and (colour := of(owner.code, light=light))}
    own = meant | nets
    free = cycle(colour for colour in others if colour not in meant.values())
    return {owner: own.get(owner) or next(free) for owner in owners} if own else {}


def _whose(series: dict[str, Any]) -> _Owner:
    kind = next((kind for kind in ("net", "means") if kind in series), "name")
    return _Owner(kind, str(series.get(kind, "")))


def _bare(series: dict[str, Any]) -> dict[str, Any]:
    """As ECharts is to have it."""
    return {key: value for key, value in series.items() if key not in ("net", "means")}


def _between(scale: Shades, share: float) -> str:
    share = min(1.0, max(0.0, share))
    ends = ([int(end[at : at + 2], 16) for at in (1, 3, 5)] for end in scale)
    return "#" + "".join(f"{round(low + share * (high - low)):02x}" for low, high in zip(*ends, strict=True))
