"""The charts of the saliency checks, as ECharts options; `ui/saliency/check_readings.py` says them in words."""

from collections.abc import Sequence
from typing import Any

from resnet_core.probes.saliency_checks import CONTROLS, Climbed, Deletion, Emptied, Ladder, Quality, name_of
from ui.saliency.check_numbers import average

EVERYWHERE, GARMENT, BRIGHT, CHANCE = "all pixels", "garment only", "bright pixels, garment", "chance, garment"
UNEXPLAINED, CHANGE = "left unexplained", "largest change"
SYMBOLS = ("circle", "rect", "triangle", "diamond", "roundRect", "pin")
DOTS = ("circle", "diamond", "triangle", "rect")
DASHES: dict[str, str | list[int]] = {"edges": "dotted", "bright": "dashed", "away": [12, 4, 3, 4], "chance": [3, 8]}
"""Controls are never solid, and each breaks its line in its own way."""
BROKEN_ICON = "path://M0,4 L7,4 L7,6 L0,6 Z M10,4 L17,4 L17,6 L10,6 Z M20,4 L27,4 L27,6 L20,6 Z"
ROW_PIXELS = 26


def left_option(ladder: Ladder) -> dict[str, Any]:
    """How alike each map is when all weights are random, and to the controls: a symbol for each.

    The controls are compared with the same map of the trained net.
    """
    rows = _ordered([row for row in ladder.climbed if row.method not in CONTROLS])
    last = {row.method: row.rungs[-1] for row in rows}
    return _dots(
        [row.method for row in rows],
        {
            EVERYWHERE: [average(last[row.method].everywhere) for row in rows],
            GARMENT: [average(last[row.method].garment) for row in rows],
            BRIGHT: [average(row.bright.garment) for row in rows],
            CHANCE: [average(row.chance.garment) for row in rows],
        },
        axis="rank correlation",
        low=-0.2,
    )


def curves_option(found: Deletion, methods: Sequence[str], way: str) -> dict[str, Any]:
    """The mean probability of the named class while pixels go, or come; controls are dashed."""
    rows = [row for row in found.emptied if row.method in methods or row.method in CONTROLS]
    going = "gone" if way == "deletion" else "shown"
    return {
        "animation": False,
        "grid": {"left": 4, "right": 14, "top": 88, "bottom": 24, "containLabel": True},
        "legend": {"top": 0, "left": 0, "itemWidth": 28, "data": [_entry(row) for row in rows]},
        "tooltip": {"trigger": "axis", "valueFormatter": "%.2f"},
        "xAxis": {
            "type": "value",
            "min": 0,
            "max": 100,
            "name": f"percent of the pixels {going}",
            "nameLocation": "middle",
            "nameGap": 26,
        },
        "yAxis": {"type": "value", "min": 0, "max": 1},
        "series": [_curve(row, place, way) for place, row in enumerate(rows)],
    }


def quality_option(found: Quality) -> dict[str, Any]:
    """Both measures of every map: a circle for what is left unexplained, a diamond for the largest change."""
    rows = sorted(found.rated, key=lambda row: -(average(row.unexplained) or 0.0))
    return _dots(
        [row.method for row in rows],
        {
            UNEXPLAINED: [average(row.unexplained) for row in rows],
            CHANGE: [average(row.change) for row in rows],
        },
        axis="both: small is good",
        low=0.0,
    )


def dots_height(rows: int) -> int:
    """Pixels that a chart of `_dots` needs."""
    return 114 + ROW_PIXELS * rows


def _dots(methods: list[str], columns: dict[str, list[float | None]], *, axis: str, low: float) -> dict[str, Any]:
    """A row a method, the last on top, with one symbol a column."""
    return {
        "animation": False,
        "grid": {"left": 4, "right": 14, "top": 56, "bottom": 24, "containLabel": True},
        "legend": {"top": 0, "left": 0},
        "tooltip": {"trigger": "axis", "axisPointer": {"type": "shadow"}, "valueFormatter": "%.2f"},
        "xAxis": {"type": "value", "min": low, "name": axis, "nameLocation": "middle", "nameGap": 26},
        "yAxis": {"type": "category", "data": [name_of(method) for method in methods]},
        "series": [
            {
                "type": "scatter",
                "name": name,
                "symbol": symbol,
                "symbolSize": 12,
                "data": [_told(value) for value in values],
            }
            for (name, values), symbol in zip(columns.items(), DOTS, strict=False)
        ],
    }


def _curve(row: Emptied, place: int, way: str) -> dict[str, Any]:
    mean = (row.deletion if way == "deletion" else row.insertion).mean
    points = [[round(100 * step / (len(mean) - 1), 1), value] for step, value in enumerate(mean)]
    control = row.method in CONTROLS
    look: dict[str, Any] = (
        {"symbol": "none", "lineStyle": {"type": DASHES[row.method], "width": 2}}
        if control
        else {"symbol": SYMBOLS[place % len(SYMBOLS)], "symbolSize": 6, "lineStyle": {"width": 2}}
    )
    return {"type": "line", "name": name_of(row.method), "data": points, **look}


def _entry(row: Emptied) -> dict[str, Any]:
    """In the legend a control has a broken stroke without a symbol, as its line has none."""
    name = name_of(row.method)
    return {"name": name, "icon": BROKEN_ICON} if row.method in CONTROLS else {"name": name}


def _ordered(rows: list[Climbed]) -> list[Climbed]:
    """Least alike on the garment last, which a category axis draws on top."""
    return sorted(rows, key=lambda row: -(average(row.rungs[-1].garment) or 0.0))


def _told(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
