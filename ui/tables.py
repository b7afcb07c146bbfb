"""Tables as a page shows them: numbers at the right of their column and whole, in three digits where they are decimals.

Apart from `numbers`, since pages without tables need not load pandas.
"""

import re
from functools import partial
from typing import Any, Literal

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from ui import numbers

_BEGINS_AS_NUMBER = re.compile(r"[+−<≥≤±]?\s?\d")
_AT_THE_RIGHT = "text-align: right !important;"
"""Streamlit says in each cell itself that text stands at the left, which only this overrules."""
_WHOLE = "white-space: nowrap;"
"""Of all within a cell: what is written there has looks of its own."""
_NAMES_A_ROW = "min-width: 7rem;"
"""Two lines are enough for it, however little room the numbers leave."""


def show(table: pd.DataFrame, *, key: str | None = None, hide_index: bool = True) -> None:
    """Draws the table as a grid that can be sorted and scrolls, a dash where there is no number."""
    right = st.column_config.TextColumn(alignment="right")
    config = {table.columns[place]: right for place in written(table, names_rows=hide_index)}
    st.dataframe(
        legible(table), hide_index=hide_index, placeholder=numbers.MISSING, column_config=config or None, key=key
    )


def draw(
    table: pd.DataFrame,
    *,
    alt: str | None = None,
    hide_index: bool | None = None,
    border: bool | Literal["horizontal"] = True,
) -> None:
    """Draws the whole table as a part of the page."""
    right = {*written(table, names_rows=bool(hide_index)), *_of_numbers(table)}
    styles: list[Any] = [
        {"selector": f"{cell}.col{place}", "props": _AT_THE_RIGHT}
        for place in sorted(right)
        for cell in ("td", "th.col_heading")
    ]
    styles += [{"selector": f"td.col{place} *", "props": _WHOLE} for place in {*right, *written(table)}]
    if not _is_written(table.index.to_series()):
        styles.append({"selector": "th.row_heading", "props": _NAMES_A_ROW})
    st.table(legible(table).set_table_styles(styles), hide_index=hide_index, border=border, alt=alt)


def legible(table: pd.DataFrame) -> Styler:
    """The table with its decimal numbers as `numbers.measured` writes them, in three digits, and counts with their
    thousands apart; they sort as numbers.
    """
    decimals, counts = (table.select_dtypes(kind).columns for kind in ("float", "integer"))
    styled = table.style.format(partial(numbers.measured, digits=3), subset=decimals, na_rep=numbers.MISSING)
    return styled.format(partial(numbers.whole), subset=counts, na_rep=numbers.MISSING)


def written(table: pd.DataFrame, *, names_rows: bool = False) -> list[int]:
    """The places of columns that hold numbers written as text: `89.2%`, `4.6 (4.5 to 4.7)`; where the first column
    `names_rows`, that is none of them.
    """
    places = range(1 if names_rows else 0, table.shape[1])
    return [place for place in places if _is_written(table.iloc[:, place])]


def _is_written(column: "pd.Series[Any]") -> bool:
    cells = [cell for cell in column.dropna() if cell not in ("", numbers.MISSING)]
    return bool(cells) and all(isinstance(cell, str) and _BEGINS_AS_NUMBER.match(cell) for cell in cells)


def _of_numbers(table: pd.DataFrame) -> list[int]:
    """The places of columns of numbers, which Streamlit sets to the right, but not what stands above them."""
    return [place for place, kind in enumerate(table.dtypes) if pd.api.types.is_numeric_dtype(kind)]
