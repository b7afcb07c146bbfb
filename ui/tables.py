"""Tables of numbers as a page shows them. Apart from `words`, since pages without tables need not load pandas."""

from functools import partial

import pandas as pd
from pandas.io.formats.style import Styler

from ui.words import measured


def legible(table: pd.DataFrame) -> Styler:
    """The table with its decimal numbers spelt like `measured`, in three digits; they sort as numbers."""
    numbers = table.select_dtypes("float").columns
    return table.style.format(partial(measured, digits=3), subset=numbers, na_rep="none")
