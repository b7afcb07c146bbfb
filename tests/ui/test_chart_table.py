"""The table under a chart holds what the chart shows."""

import pytest

from ui import chart_table, charts
from ui.chart_table import Table

LINE = {"type": "line", "name": "a", "data": [[0, 1.5], [1, 2.25]]}


def drawn(series, *, x=None, y=None):
    return charts.base(series, x=x or charts.axis("step"), y=y or charts.axis("loss"))


def test_lines_share_their_places():
    other = {"type": "line", "name": "b", "data": [[1, 7], [3, None]]}
    assert chart_table.of(drawn([LINE, other])) == Table(
        "step", ("a", "b"), (0, 1, 3), ((1.5, None), (2.25, 7), (None, None))
    )


def test_what_stands_behind_a_line_is_left_out():
    faint = LINE | {"data": [[0, 9]]}
    silent = {"type": "line", "name": "band", "silent": True, "data": [[0, 9]]}
    untold = {"type": "scatter", "name": "chosen", "tooltip": {"show": False}, "data": [[0, 9]]}
    assert chart_table.of(drawn([LINE, faint, silent, untold])) == chart_table.of(drawn([LINE]))


def test_places_with_names_keep_their_order_whether_told_by_number_or_by_name():
    x = charts.categories(("z", "y"), "layers")
    series = [
        {"type": "bar", "name": "a", "data": [3, {"value": 4}]},
        {"type": "line", "name": "b", "data": [[0, 5], [1, 6]]},
        {"type": "scatter", "name": "c", "data": [["y", 8]]},
    ]
    table = chart_table.of(drawn(series, x=x))
    assert table == Table("layers", ("a", "b", "c"), ("z", "y"), ((3, 5, None), (4, 6, 8)))


def test_a_chart_that_lies_on_its_side_is_read_from_there():
    series = [{"type": "scatter", "name": "a", "data": [[0.5, "first"], [0.25, "second"]]}]
    table = chart_table.of(drawn(series, y=charts.categories(("first", "second"))))
    assert table == Table("", ("a",), ("first", "second"), ((0.5,), (0.25,)))


def test_powers_are_told_as_numbers():
    powers = charts.axis(axisLabel={"formatter": "10{e|{value}}"})
    table = chart_table.of(drawn([{"type": "line", "name": "a", "data": [[1, -2]]}], y=powers))
    assert table is not None
    assert table.cells == ((0.01,),)


def test_squares_are_rows_and_columns_and_say_what_is_written_on_them():
    squares = [{"value": [0, 1, 2.5]}, {"value": [1, 0, 4], "label": {"formatter": "lost"}}]
    series = [{"type": "heatmap", "data": squares}, {"type": "scatter", "data": [[0, 0]], "silent": True}]
    option = drawn(series, x=charts.categories(("20", "56"), "layers"), y=charts.categories(("plain", "residual")))
    assert chart_table.of(option) == Table("", ("20", "56"), ("plain", "residual"), ((None, "lost"), (2.5, None)))


def test_a_long_line_is_told_in_part_and_no_number_is_told_as_missing():
    long = {"type": "line", "name": "a", "data": [[at, float("nan")] for at in range(950)]}
    table = chart_table.of(drawn([long]))
    assert table is not None
    assert 0.5 * chart_table.MOST_ROWS < len(table.places) <= chart_table.MOST_ROWS
    assert table.cells[0] == (None,)


@pytest.mark.parametrize("series", [[], [{"type": "scatter", "data": [], "markArea": {}}]])
def test_a_chart_without_numbers_has_no_table(series):
    assert chart_table.of(drawn(series)) is None
