"""Every page at addresses that nobody made by clicking: what does not fit is told or left out, and nothing starts."""

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from ui import fields
from ui.frame import PAGES

VALUES = st.one_of(
    st.sampled_from(
        ["", "nan", "-inf", "1e999", "-1", "0", "9" * 5000, "x" * 100_000, "\u202e\u0000💥", "../../etc/passwd"]
    ),
    st.integers().map(str),
    st.floats().map(str),
    st.text(max_size=50),
    st.sampled_from(["<script>alert(1)</script>", "![x](http://evil.example)", "true", "[1,2]", '{"a": 1}']),
)
OTHERS = ("run", "preset", "lesson", "hide", "prompt", "minutes", "lang", "train", "exercise", "at")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_bears_any_address_and_starts_nothing(open_page, stage, page):
    keys = sorted({*open_page(page.file).session_state[fields.DRAWN], *OTHERS})

    @settings(max_examples=2, deadline=None, database=None, derandomize=True, phases=[Phase.explicit, Phase.generate])
    @example(address=dict.fromkeys(keys, "-inf"))
    @given(address=st.fixed_dictionaries(dict.fromkeys(keys, VALUES)))
    def bears(address):
        open_page(page.file, **address)  # which fails where the page shows an exception

    bears()
    assert stage.lab.runs() == ()
