"""The charts of the page on paths, as ECharts options; `ui/paths/readings.py` says them in words."""

import math
from collections.abc import Sequence
from typing import Any

from resnet_core.probes.paths import Paths
from ui.paths.readings import AGAINST, counted, estimated, exact

ACROSS = "length: main paths on the path"
POWER_OF_TEN = {"formatter": "10{raised|{value}}", "rich": {"raised": {"fontSize": 9, "padding": [0, 0, 9, 1]}}}
"""Of an axis of exponents."""
ADDS, ESTIMATE, COUNTED = "what they add, exactly", "the paper's estimate", "how many there are"


def count_option(found: Paths) -> dict[str, Any]:
    """The share of all paths that have each length: the binomial."""
    shares = [counted(entry, found) for entry in found.lengths]
    return _by_length(found, [_bars(COUNTED, shares)]) | {"yAxis": _percent()}


def one_option(found: Paths) -> dict[str, Any]:
    """The gradient of one path as a power of ten, its mean and its range over those drawn.

    The exponents are drawn, since a logarithmic axis writes out all the zeros of its numbers.
    """
    looks = {"mean": ("solid", "circle"), "lowest": ("dotted", "emptyCircle"), "highest": ("dotted", "triangle")}
    values = {
        "mean": [entry.one for entry in found.lengths],
        "lowest": [entry.lowest for entry in found.lengths],
        "highest": [entry.highest for entry in found.lengths],
    }
    series = [
        _line(name, [_exponent(value) for value in values[name]], dash=dash, symbol=symbol)
        for name, (dash, symbol) in looks.items()
    ]
    option = _by_length(found, series)
    option["tooltip"]["valueFormatter"] = "10 to the power of %.1f"
    return option | {"yAxis": {"type": "value", "scale": True, "axisLabel": POWER_OF_TEN}}


def share_option(found: Paths) -> dict[str, Any]:
    """Where the gradient comes from: exactly, as the paper estimates it, and beside both how many paths there are."""
    lines = {ESTIMATE: (estimated(found), "dashed", "diamond"), COUNTED: (_counts(found), "dotted", "emptyCircle")}
    series = [
        _bars(ADDS, exact(found)),
        *(
            _line(name, [_share(value) for value in values], dash=dash, symbol=symbol)
            for name, (values, dash, symbol) in lines.items()
        ),
    ]
    lowest = {} if min(exact(found)) < AGAINST else {"min": 0}
    return _by_length(found, series) | {"yAxis": _percent() | lowest}


def _counts(found: Paths) -> tuple[float, ...]:
    return tuple(counted(entry, found) for entry in found.lengths)


def _by_length(found: Paths, series: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "animation": False,
        "grid": {"left": 4, "right": 14, "top": 60, "bottom": 26, "containLabel": True},
        "legend": {"top": 0, "left": 0, "itemWidth": 26, "data": [each["name"] for each in series]},
        "tooltip": {"trigger": "axis", "valueFormatter": "%.2f"},
        "xAxis": {
            "type": "category",
            "data": [str(entry.length) for entry in found.lengths],
            "name": ACROSS,
            "nameLocation": "middle",
            "nameGap": 26,
        },
        "series": series,
    }


def _bars(name: str, shares: Sequence[float]) -> dict[str, Any]:
    return {"type": "bar", "name": name, "data": [_share(share) for share in shares]}


def _line(name: str, values: Sequence[float | None], *, dash: str, symbol: str) -> dict[str, Any]:
    return {
        "type": "line",
        "name": name,
        "data": list(values),
        "symbol": symbol,
        "symbolSize": 6,
        "lineStyle": {"width": 2, "type": dash},
    }


def _percent() -> dict[str, Any]:
    return {"type": "value", "axisLabel": {"formatter": "{value}%"}}


def _exponent(value: float) -> float | None:
    return round(math.log10(value), 2) if value > 0 else None


def _share(share: float) -> float:
    """In percent, with as many digits as a picture can show."""
    return round(100 * share, 3)
