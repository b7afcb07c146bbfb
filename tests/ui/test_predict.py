"""A question before a figure waits for a guess, and says how the guess came out."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.predictions import lock
from ui import language, progress, say
from ui.predict import JUST_SHOW


def page():
    import streamlit as st

    from ui.predict import Prediction

    prediction = Prediction("toy-predict", ("short", "long", 56), key="toy_guess")
    if "skip" in st.query_params:
        prediction.skip()
    if guess := prediction.ask(net="residual 20"):
        prediction.reply(guess, "long", share=0.25)
        st.markdown("the figure")


@pytest.fixture
def toy(monkeypatch, tmp_path):
    """The page, with a question of its own."""
    (tmp_path / "en").mkdir()
    (tmp_path / "en/predict.ftl").write_text((say.CONTENT / "en/predict.ftl").read_text())
    (tmp_path / "en/toy.ftl").write_text(
        "toy-predict = Which paths of { $net }?\n"
        "    .short = the short ones\n"
        "    .long = the long ones\n"
        "    .reply = You said { $guess }; it came out as { $came }, { PERCENT($share) }.\n"
        "    .refutes = You may have read of { $guess }.\n"
        "    .further = One step further.\n"
    )
    monkeypatch.setattr(say, "CONTENT", tmp_path)
    say._bundle.cache_clear()
    yield AppTest.from_function(page, default_timeout=20)
    say._bundle.cache_clear()


def shown(app):
    return [text.value for text in app.markdown]


def test_nothing_is_shown_before_a_prediction_is_locked_in(toy):
    [question] = toy.run().segmented_control
    assert question.label == "Which paths of residual 20?"
    assert question.options == ["the short ones", "the long ones", "56"]
    assert toy.button(key="toy_guess_lock").disabled
    question.set_value("long").run()
    assert shown(toy) == []
    assert not toy.button(key="toy_guess_lock").disabled


@pytest.mark.parametrize(("option", "said"), [("short", "the short ones"), (56, "56")])
def test_a_wrong_prediction_is_refuted_beside_the_figure(toy, option, said):
    app = lock(toy.run(), "toy_guess", option)
    [reply] = app.info
    assert reply.value == (f"You said {said}; it came out as the long ones, 25.0%.\n\nYou may have read of {said}.")
    assert shown(app) == ["the figure"]


def test_a_right_prediction_leads_one_step_further(toy):
    app = lock(toy.run(), "toy_guess", "long")
    [reply] = app.success
    assert reply.value.endswith("One step further.")
    assert shown(app) == ["the figure"]


def test_a_locked_prediction_cannot_be_changed_and_keeps_its_reason(toy):
    app = toy.run()
    app.segmented_control(key="toy_guess").set_value("short").run()
    app.text_input(key="toy_guess_reason").set_value("they are *many*").run()
    app.button(key="toy_guess_lock").click().run()
    assert not app.segmented_control
    assert "the short ones" in app.caption[0].value
    assert app.text[0].value == "Because: they are *many*"
    assert app.session_state[progress._STATE]["reasons"] == {"toy_guess": "they are *many*"}


def test_a_prediction_of_an_earlier_visit_is_known_at_once(toy):
    toy.session_state[progress._STATE] = progress.read("g:toy_guess~56")
    assert shown(toy.run()) == ["the figure"]


def test_an_option_that_is_no_more_is_asked_again(toy):
    toy.session_state[progress._STATE] = progress.read("g:toy_guess~gone")
    assert shown(toy.run()) == []


def test_who_will_not_predict_sees_the_figure_without_an_answer(toy):
    app = lock(toy.run(), "toy_guess", JUST_SHOW)
    assert shown(app) == ["the figure"]
    assert not app.info
    assert not app.success


def test_a_link_to_what_is_behind_the_question_needs_no_prediction(toy):
    toy.query_params["skip"] = "1"
    assert shown(toy.run()) == ["the figure"]


def test_a_prediction_stays_when_the_language_changes(toy):
    app = lock(toy.run(), "toy_guess", "long")
    app.session_state[language.PARAMETER] = "x-pseudo"
    assert shown(app.run()) == ["the figure"]
