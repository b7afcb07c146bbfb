"""Fields whose control a figure draws: in the address as widgets are, set by places that a script tells."""

import pytest
from streamlit.testing.v1 import AppTest

from ui import dials, fields
from ui.fields import Choice, Number

DEPTH = Choice("race.layers", (8, 20, 56), 56)
SIZE = Number("fc.k", 1, 20, 2)


def script():
    import streamlit as st

    from tests.ui.test_dials import DEPTH
    from ui import dials, fields

    st.button("put", key="put", on_click=fields.put, args=({DEPTH.key: 20},))
    st.text(dials.value(DEPTH))


def opened(**address):
    app = AppTest.from_function(script)
    for key, text in address.items():
        app.query_params[key] = text
    return app.run()


def state(app):
    """What is held, and what the address says of it."""
    said = app.query_params.get(DEPTH.key)
    return app.text[0].value, said[0] if isinstance(said, list) else said


@pytest.mark.parametrize(("text", "held"), [("8", ("8", "8")), ("56", ("56", None)), ("9", ("56", None))])
def test_a_field_holds_what_its_address_says_and_a_default_or_a_mistake_leaves_it(text, held):
    assert state(opened(**{DEPTH.key: text})) == held


def test_what_a_button_sets_stands_in_the_address_and_another_address_replaces_it():
    app = opened()
    assert state(app) == ("56", None)
    assert state(app.button(key="put").click().run()) == ("20", "20")
    app.query_params[DEPTH.key] = "8"
    assert state(app.run()) == ("8", "8")
    del app.query_params[DEPTH.key]
    assert state(app.run()) == ("56", None)


@pytest.mark.parametrize(
    ("told", "put"),
    [
        ({DEPTH.key: 1}, {DEPTH.key: 20}),
        ({SIZE.key: 4}, {SIZE.key: 5}),
        ({DEPTH.key: 2, SIZE.key: 19}, {DEPTH.key: 56, SIZE.key: 20}),
        ({SIZE.key: 20}, {}),
        ({DEPTH.key: 3}, {}),
        ({DEPTH.key: -1}, {}),
        ({DEPTH.key: "1"}, {}),
        (None, {}),
    ],
)
def test_the_places_that_a_script_tells_become_options_and_nothing_else_does(monkeypatch, told, put):
    taken: dict[str, object] = {}
    monkeypatch.setattr(dials, "chosen", {"figure": told}.get)
    monkeypatch.setattr(fields, "put", taken.update)
    dials.take("figure", DEPTH, SIZE)
    assert taken == put
