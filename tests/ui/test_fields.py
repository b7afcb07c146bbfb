"""Values of an address that no field takes are told until the field is set."""

import pytest
from streamlit.testing.v1 import AppTest


def page():
    import streamlit as st

    from ui import fields
    from ui.fields import Choice, Number

    shown = (Choice("toy.colour", "Colour", ("red", "blue"), "red"), Number("toy.size", "Size", 1, 9, 3))
    fields.notices(shown)
    for field in shown:
        fields.draw(field)
    st.button("Again")


@pytest.fixture
def app():
    app = AppTest.from_function(page)
    app.query_params["toy.colour"] = "green"
    app.query_params["toy.size"] = "99"
    return app.run()


def told(app):
    return [warning.value.split(":")[0] for warning in app.warning]


def test_each_refused_value_is_told(app):
    assert told(app) == ["toy.colour=green", "toy.size=99"]


def test_a_rerun_that_nobody_asked_for_loses_no_notice(app):
    app.query_params.clear()
    app.run()
    assert told(app) == ["toy.colour=green", "toy.size=99"]


def test_a_field_that_is_set_is_not_spoken_of_any_more(app):
    app.slider(key="toy.size").set_value(5).run()
    app.query_params.clear()
    app.run()
    assert told(app) == ["toy.colour=green"]
