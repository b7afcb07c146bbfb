"""The colour of a net in every chart, from its name alone: cool for residual nets, warm for plain ones.

Deeper nets are further from the ground: darker on paper, lighter on the dark page. A net with particulars takes the
neighbouring hue: `residual 56, no norm`. ECharts would hand out colours in the order of drawing, so that a net changed
its colour when another was missing.
"""

import re
from itertools import cycle
from types import MappingProxyType
from typing import Any, NamedTuple

from resnet_core.probes.nets import DEPTHS

_NAME = re.compile(
    r"(?P<family>plain|residual)\b(?: (?P<depth>\d+))?"
    r"(?P<particulars>, (?!trained|intact|β).+)?(?:, β = (?P<beta>[\d.]+))?"
    r"|(?P<layers>\d+) layers"
)
"""As `small_nets.label` and the pages on shattering and races write it."""


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
LIGHT_OTHERS, DARK_OTHERS = ("#6A4C93", "#4C7A34", "#8A6500", "#5E6468"), ("#B9A0E0", "#9CCB7D", "#E3C26A", "#A5ACB0")
"""Of the theme's palette, for what is drawn beside nets and is none, such as noise."""
USUAL_DEPTH = 32
"""Of a name that says none, such as that of a whole family."""


def of(name: str, *, light: bool) -> str | None:
    """The colour of the net called `name`; None where the name is no net's."""
    found = _NAME.match(name)
    if found is None:
        return None
    family = found["family"] or "residual"  # "56 layers" is what the shortcuts do at that depth
    scale = (LIGHT if light else DARK)[family, found["particulars"] is not None]
    if found["beta"]:
        return _between(scale, float(found["beta"]))
    depth = int(found["depth"] or found["layers"] or USUAL_DEPTH)
    return _between(scale, (depth - DEPTHS[0]) / (DEPTHS[-1] - DEPTHS[0]))


def painted(option: dict[str, Any], *, light: bool) -> dict[str, Any]:
    """The chart's option with every net in its colour, and what stands beside nets in colours that no net has."""
    series = option.get("series")
    if not isinstance(series, list):
        return option
    names = dict.fromkeys(str(each.get("name", "")) for each in series)
    colours = {name: of(name, light=light) for name in names}
    if not any(colours.values()):
        return option
    others = cycle(LIGHT_OTHERS if light else DARK_OTHERS)
    found = {name: colour or next(others) for name, colour in colours.items()}
    # A palette of one colour, which lines, symbols, areas, labels and the legend take.
    return option | {"series": [each | {"color": [found[str(each.get("name", ""))]]} for each in series]}


def _between(scale: Shades, share: float) -> str:
    share = min(1.0, max(0.0, share))
    ends = ([int(end[at : at + 2], 16) for at in (1, 3, 5)] for end in scale)
    return "#" + "".join(f"{round(low + share * (high - low)):02x}" for low, high in zip(*ends, strict=True))
