"""A question on a page: asked once, followed while it is computed, and answered or explained."""

from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from resnet_core.errors import ConfigError
from resnet_core.jobs.places import Occupant, Place
from resnet_core.wording import message
from tests.drawn import going_on
from ui import answers, services, waiting
from ui.say import say


class Oracle:
    """A lab in which a test plays the worker."""

    def __init__(self):
        self.asked, self.state, self.message, self.stopped = [], "queued", None, []
        self.step, self.total_steps, self.phase = 0, 0, None
        self.eta_seconds: float | None = None

    def ask(self, kind, config):
        if config == {"wrong": 1}:
            raise ConfigError("wrong=1: is not a setting of the lab; leave it out")
        self.asked.append((kind, config))
        return f"run {len(self.asked)}"

    def view(self, run_id):
        finished = self.state in ("succeeded", "failed", "stopped")
        return SimpleNamespace(
            id=run_id,
            kind="three_forms",
            state=self.state,
            finished=finished,
            message=self.message,
            place=Place(2, (Occupant("race", "", 40.0),), 95.0) if self.state == "queued" else None,
            getting_ready=None,
            step=self.step,
            total_steps=self.total_steps,
            phase=self.phase,
            eta_seconds=self.eta_seconds,
            ended=len(self.asked),
            attempt=1,
            images_per_second=None,
        )

    def metrics(self, _run_id):
        return {}

    def seen(self, _run_id):
        return ""

    def paused(self):
        return False

    def may_change(self, _view):
        return True

    def results(self, run_id):
        return {"answer": 42} if run_id in self.asked_ids() else None

    def asked_ids(self):
        return [f"run {number}" for number in range(1, len(self.asked) + 1)]

    def artifact(self, run_id, kind):
        return f"{run_id}/{kind}"

    def stop(self, run_id):
        self.stopped.append(run_id)
        self.state = "stopped"


@pytest.fixture
def oracle(monkeypatch):
    oracle = Oracle()
    monkeypatch.setattr(services, "lab", lambda: oracle)
    answers._results.clear()
    return oracle


def page():
    import streamlit as st

    from ui import answers

    config = st.session_state.get("config", {"seed": 1})
    if found := answers.ask("three_forms", config):
        st.markdown(f"found {found.results} and {found.file('onnx')}")


@pytest.fixture
def app(oracle):
    return AppTest.from_function(page)


def said(app):
    assert not app.exception, [error.message for error in app.exception]
    return " ".join(element.value for kind in ("markdown", "info", "error") for element in getattr(app, kind))


def test_a_question_is_asked_once_over_many_reruns_and_its_answer_shown(app, oracle):
    assert waiting.line(oracle.view("run 1")) in said(app.run())
    oracle.state = "running"
    assert say("answer-computing") in said(app.run())
    oracle.state = "succeeded"
    assert "found {'answer': 42} and run 1/onnx" in said(app.run())
    assert oracle.asked == [("three_forms", {"seed": 1})]


def test_an_experiment_of_many_steps_shows_how_far_it_is_and_can_be_stopped(app, oracle):
    oracle.state, oracle.step, oracle.total_steps, oracle.phase = "running", 40, 900, message("phase-small-net")
    app.run()
    [bar] = going_on(app, "bar")
    assert bar["words"]["now"] == say("answer-step", step=40, steps=900, phase="the small network", left=None)
    assert (bar["state"]["step"], bar["state"]["steps"]) == (40, 900)
    oracle.eta_seconds = 21.4
    app.run()
    [bar] = going_on(app, "bar")
    assert bar["words"]["now"] == say("answer-step", step=40, steps=900, phase="the small network", left=21.4)
    assert "{left}" in bar["words"]["template"]
    app.button(key="stop_run 1").click().run()
    assert oracle.stopped == ["run 1"]


def test_another_question_is_asked_and_the_first_one_remembered(app, oracle):
    oracle.state = "succeeded"
    app.run()
    app.session_state["config"] = {"seed": 2}
    app.run()
    app.session_state["config"] = {"seed": 1}
    assert "run 1/onnx" in said(app.run())
    assert len(oracle.asked) == 2


def test_a_stopped_question_says_so_and_can_be_asked_again(app, oracle):
    app.run()
    app.button(key="stop_run 1").click()
    assert say("answer-stopped") in said(app.run())
    assert oracle.stopped == ["run 1"]
    app.button(key="again_run 1").click()
    oracle.state = "succeeded"
    assert "run 2/onnx" in said(app.run())


def test_a_failed_question_is_not_asked_again_by_itself(app, oracle):
    oracle.state, oracle.message = "failed", message("error-plain", text="picture=20: the test set has 20 pictures")
    app.run()
    assert "picture=20" in said(app.run())
    assert len(oracle.asked) == 1


def test_a_config_that_is_refused_is_explained(app, oracle):
    app.session_state["config"] = {"wrong": 1}
    assert "wrong=1: is not a setting of the lab" in said(app.run())
