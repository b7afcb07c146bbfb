"""Questions that a learner has moved on from do not stand before the one they ask now."""

import pytest

PAGE = "pages/signal.py"


@pytest.fixture
def states(stage):
    """The states of all quick questions, oldest first."""

    def states():
        return [run.state for run in reversed(stage.store.recent(50, without=("train",)))]

    return states


@pytest.fixture
def ask(open_page):
    """The page on signals with one net of a seed that was not recorded."""

    def ask(seed):
        return open_page(PAGE, **{"signal.seed": str(seed), "signal.nets": "1"})

    return ask


def move_to(app, seed):
    return app.number_input(key="signal.seed").set_value(seed).run()


def test_only_the_newest_question_of_a_session_waits(ask, states):
    app = move_to(move_to(ask(50), 51), 52)
    assert not app.exception
    assert states() == ["stopped", "stopped", "queued"]


def test_a_question_that_another_session_waits_for_is_kept(ask, states):
    ask(50)
    app = ask(50)
    move_to(app, 51)
    assert states() == ["queued", "queued"]


def test_a_withdrawn_question_is_asked_again_when_the_learner_comes_back(ask, states, said):
    app = move_to(move_to(ask(50), 51), 50)
    assert states() == ["queued", "stopped"]
    assert "Stopped before" not in said(app)


def test_leaving_the_page_withdraws_what_it_waited_for(ask, states):
    app = ask(50)
    app.query_params.clear()
    app.switch_page("pages/train.py").run()
    assert states() == ["stopped"]


def test_what_a_worker_has_begun_is_left_to_end(ask, states, stage):
    app = ask(50)
    stage.start(quick=True)
    move_to(app, 51)
    assert states() == ["running", "queued"]
