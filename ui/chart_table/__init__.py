"""The numbers of a chart as a table under it, for whoever cannot see it, or wants to read off a value.

The table is read from the chart's own option, so no chart can be without; the browser writes it when it is unfolded.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from ui import language
from ui.say import say
from ui.sketch import component

Option = dict[str, Any]
Cell = float | str | None

MOST_ROWS = 100
"""Of a line with more points, every second, third, ... is told."""
DIGITS = 5
"""That are sent of a number; the browser writes four."""
_COMPONENT = component("chart_table", Path(__file__).parent, html="<details><summary></summary></details>")


@dataclass(frozen=True, slots=True)
class Table:
    """One line of `cells` a place; the first column says which place."""

    across: str
    """What the places are."""
    columns: tuple[str, ...]
    places: tuple[Cell, ...]
    cells: tuple[tuple[Cell, ...], ...]


def draw(option: Option, *, key: str, alt: str) -> None:
    """The table of the chart, folded; nothing where the chart shows no numbers."""
    if (table := of(option)) is not None:
        show(table, key=key, alt=alt)


def show(table: Table, *, key: str, alt: str) -> None:
    """The table of a figure, folded; `alt` says what the figure shows."""
    words = {"unfold": say("chart-table"), "about": alt, "place": say("chart-table-place")}
    # The table below the first level, where Streamlit does not take it for a frame of pandas.
    _COMPONENT(key=key, data={"table": asdict(table), "words": words, "locale": _locale()})


def of(option: Option) -> Table | None:
    """What the chart shows; of several series of one name the first, behind which the others stand faintly."""
    series = option["series"]
    if series and series[0]["type"] == "heatmap":
        return _matrix(option, series[0])
    told = {line["name"]: line for line in reversed(series) if line.get("name") and not _is_behind(line)}
    lines = [line for line in told.values() if line["data"]]
    if not lines:
        return None
    return _lines(option, lines[::-1])


def _locale() -> str:
    """As a browser calls it."""
    return language.locale().replace("_", "-")


def _is_behind(line: Option) -> bool:
    return bool(line.get("silent")) or line.get("tooltip", {}).get("show") is False


def _lines(option: Option, lines: Sequence[Option]) -> Table:
    """A column a series."""
    lies = option["yAxis"]["type"] == "category"
    places, numbers = (option["yAxis"], option["xAxis"]) if lies else (option["xAxis"], option["yAxis"])
    of_ten = str(numbers.get("axisLabel", {}).get("formatter", "")).startswith("10{")
    columns = [_points(line["data"], places.get("data"), lies=lies) for line in lines]
    values = dict.fromkeys(place for column in columns for place in column)
    known: list[Any] = list(values) if "data" in places else sorted(values)
    rows = known[:: -(-len(known) // MOST_ROWS)]
    return Table(
        across=places.get("name", ""),
        columns=tuple(line["name"] for line in lines),
        places=tuple(map(_cell, rows)),
        cells=tuple(tuple(_value(column.get(row), of_ten=of_ten) for column in columns) for row in rows),
    )


def _points(data: Sequence[Any], labels: Sequence[str] | None, *, lies: bool) -> dict[Any, Any]:
    """The values by place; with `labels`, a place is one of them, by itself or by its number."""
    points = {}
    for at, item in enumerate(data):
        value = item["value"] if isinstance(item, dict) else item
        place: Any = at
        if isinstance(value, list | tuple):
            place, value = (value[1], value[0]) if lies else (value[0], value[1])
        points[labels[place] if labels is not None and isinstance(place, int) else place] = value
    return points


def _matrix(option: Option, squares: Option) -> Table:
    """A row a line of squares; what is written on a square is its cell."""
    columns, rows = option["xAxis"]["data"], option["yAxis"]["data"]
    cells: list[list[Cell]] = [[None] * len(columns) for _ in rows]
    for square in squares["data"]:
        column, row, value = square["value"] if isinstance(square, dict) else square
        label = square.get("label", {}) if isinstance(square, dict) else {}
        words = label.get("formatter") if label.get("show", True) else None
        cells[row][column] = words or _cell(value)
    return Table(option["yAxis"].get("name", ""), tuple(columns), tuple(rows), tuple(map(tuple, cells)))


def _value(value: Any, *, of_ten: bool) -> Cell:
    return _cell(10**value if of_ten and isinstance(value, int | float) else value)


def _cell(value: Any) -> Cell:
    if value is None or isinstance(value, str):
        return value
    return float(f"{value:.{DIGITS}g}") if isfinite(value) else None
