"""Values of an address that no field takes are told until the field is set."""

import pytest
from streamlit.testing.v1 import AppTest

from ui import pseudo, say


def page():
    import streamlit as st

    from ui import fields
    from ui.fields import Choice, Number

    shown = (
        Choice("toy.colour", ("red", "blue"), "red", message="field-link", is_name=True),
        Number("toy.size", 1, 9, 3, message="field-link"),
    )
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


def spoken_page():
    import streamlit as st

    from ui import addresses, fields
    from ui.fields import Choice, Switch

    shown = (Choice("toy.kind", ("zero_pad", "none"), "none"), Switch("toy.norm", default=True))
    fields.notices(shown)
    for field in shown:
        fields.draw(field)
    st.markdown(f"{fields.values(shown)} {addresses.link()}")


@pytest.fixture
def spoken(monkeypatch, tmp_path):
    """Opens a page whose choice has other labels than codes, in a language of the address."""
    (tmp_path / "en").mkdir()
    (tmp_path / "en/fields.ftl").write_text((say.CONTENT / "en/fields.ftl").read_text())
    (tmp_path / "en/toy.ftl").write_text(
        "toy-kind = Kind\n    .zero_pad = padded with zeros\n    .none = nothing\ntoy-norm = Norm\n"
    )
    monkeypatch.setattr(say, "CONTENT", tmp_path)
    forget = (say._bundle.cache_clear, say.spellings.cache_clear)
    for clear in forget:
        clear()

    def spoken(language="en", **address):
        app = AppTest.from_function(spoken_page)
        app.session_state["lang"] = language
        for key, text in address.items():
            app.query_params[key.replace("_", ".")] = text
        app.run()
        assert not app.exception, app.exception
        return app

    yield spoken
    for clear in forget:
        clear()


@pytest.mark.parametrize("text", ["zero_pad", "zero-pad", "padded with zeros", pseudo.accented("padded with zeros")])
@pytest.mark.parametrize("language", ["en", pseudo.LANGUAGE])
def test_an_address_holds_a_code_or_a_label_of_any_language(spoken, language, text):
    app = spoken(language, toy_kind=text)
    assert "'toy.kind': 'zero_pad'" in app.markdown[0].value
    assert not app.warning
    label = "padded with zeros"
    assert app.query_params["toy.kind"] == (label if language == "en" else pseudo.accented(label))


def test_a_word_that_no_language_has_is_refused(spoken):
    app = spoken(toy_kind="padded")
    assert "'toy.kind': 'none'" in app.markdown[0].value
    assert told(app) == ["toy.kind=padded"]


def test_a_link_holds_the_code_of_every_field_defaults_too(spoken):
    assert "?toy.kind=zero_pad&toy.norm=true" in spoken(toy_kind="padded with zeros").markdown[0].value
