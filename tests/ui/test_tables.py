"""Tables: which columns stand at the right, and that every table can be drawn."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from ui import numbers, tables

CELLS = {
    "share": ["89.2%", "−3.4%", numbers.MISSING],
    "span": ["4.6 (4.5 to 4.7)", "< 1", ""],
    "shape": ["\\[1, 64, 24, 24]", "7×7", "10"],
    "name": ["plain 20", "residual 56", "2 blocks"],
    "count": [1, 2, 3],
    "empty": ["", numbers.MISSING, None],
    "none": pd.Series([None, None, None], dtype="Int64"),
}


def test_columns_of_numbers_written_as_text_are_found():
    assert tables.written(pd.DataFrame(CELLS), names_rows=False) == [0, 1]


def test_the_column_that_names_the_rows_is_none_of_them():
    assert tables.written(pd.DataFrame(CELLS), names_rows=True) == [1]


def page() -> None:
    import pandas as pd

    from ui import tables

    facts = pd.DataFrame(
        [["18", "0.5%"], ["1.2 million", "7%"]], columns=["ours", "other"], index=["layers", "weights"]
    )
    tables.draw(facts, alt="two nets")
    tables.show(pd.DataFrame({"block": [1, 2], "accuracy": ["40.1%", "85.3%"]}))


@pytest.fixture
def drawn() -> AppTest:
    return AppTest.from_function(page).run()


def test_a_table_has_its_numbers_and_what_stands_above_them_at_the_right(drawn):
    assert not drawn.exception
    styles = drawn.table[0].proto.arrow_data.styler.styles
    for place in (0, 1):
        assert f"td.col{place} {{ text-align: right !important" in " ".join(styles.split())
        assert f"th.col_heading.col{place}" in styles


def test_a_grid_has_written_numbers_at_the_right_too(drawn):
    assert '"alignment": "right"' in drawn.dataframe[0].proto.columns


def test_counts_have_their_thousands_apart_and_a_dash_stands_for_none():
    shown = tables.legible(pd.DataFrame({"params": pd.Series([645216, None], dtype="Int64"), "block": ["1", "2"]}))
    html = shown.to_html()
    assert "645,216" in html
    assert numbers.MISSING in html
