"""What is told of a run is coarse: a few texts on its whole way, and one at its end."""

from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from ui import announce
from ui.say import say


def view(**known):
    return SimpleNamespace(**({"id": "a", "place": None, "state": "running", "step": 0, "total_steps": 200} | known))


def test_a_whole_way_is_told_in_a_few_texts():
    told = [announce.said(view(step=step)) for step in range(201)]
    assert 3 <= len(set(told)) <= announce.STEPS + 1
    assert told == sorted(told, key=told.index)


@pytest.mark.parametrize(
    ("known", "state"),
    [({"place": object()}, "waits"), ({"state": "queued"}, "waits"), ({"state": "starting"}, "starts")],
)
def test_a_run_that_has_not_begun_says_what_it_waits_for(known, state):
    assert announce.said(view(**known)) == say("announce-run", state=state, done=0.0)


def test_a_run_of_unknown_length_is_told_to_have_begun():
    assert announce.said(view(step=7, total_steps=None)) == say("announce-run", state="runs", done=0.0)


def page():
    import streamlit as st

    from ui import announce

    if st.button("end"):
        announce.announce_next("it is over")
        st.rerun()
    announce.region()


def test_the_end_is_told_by_the_run_after_and_again_when_another_ends():
    app = AppTest.from_function(page).run()
    first = app.button[0].click().run().get("bidi_component")[0].proto.json
    assert "it is over" in first
    assert app.run().get("bidi_component")[0].proto.json == first
    assert app.button[0].click().run().get("bidi_component")[0].proto.json != first
