"""What a learner did in this browser: kept in the session and in one cookie, read back whatever was done to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from ui import progress

texts = st.text(max_size=progress.LONGEST)


@given(st.dictionaries(st.text(min_size=1, max_size=20), texts, max_size=5), st.dictionaries(texts.filter(bool), texts))
def test_what_is_written_is_read_back(guesses, checks):
    everything = progress.read("")
    everything |= {"guesses": guesses, "checks": checks}
    text = progress.written(everything)
    if len(text) < progress.ROOM // 2:
        assert progress.read(text) == everything


@given(st.text())
def test_a_damaged_cookie_is_no_error(text):
    assert set(progress.read(text)) == {"pages", "guesses", "reasons", "checks", "exercises"}


def test_a_cookie_holds_only_what_a_cookie_may():
    everything = progress.read("") | {"reasons": {"a~b!": 'why; "not", sure?\n~'}}
    assert not set(progress.written(everything)) & set(' ",;\\\n')
    assert progress.read(progress.written(everything)) == everything


def test_where_it_grows_too_long_the_oldest_reasons_go_first():
    reasons = {f"question{place}": "x" * progress.LONGEST for place in range(60)}
    everything = progress.read("") | {"reasons": reasons, "guesses": {"paths_guess": "short"}}
    text = progress.written(everything)
    assert len(text) <= progress.ROOM
    read = progress.read(text)
    assert read["guesses"] == {"paths_guess": "short"}
    assert "question59" in read["reasons"]
    assert "question0" not in read["reasons"]


def page():
    import streamlit as st

    from ui import progress

    if st.button("keep", key="keep"):
        progress.keep("checks", "grey", "error")
    if st.button("forget", key="forget"):
        progress.forget()
    progress.store()
    st.text(progress.kept("checks", "grey") or "nothing")


@pytest.fixture
def app():
    return AppTest.from_function(page, default_timeout=20).run()


def test_what_was_kept_stays_until_it_is_forgotten(app):
    assert app.text[0].value == "nothing"
    app.button(key="keep").click().run()
    assert app.run().text[0].value == "error"
    assert app.button(key="forget").click().run().text[0].value == "nothing"
