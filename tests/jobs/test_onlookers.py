"""Questions that nobody waits for any more leave the queue; all others stay in it."""

import time

import pytest

from resnet_core.jobs import looks, onlookers
from resnet_core.jobs.onlookers import SECONDS, withdraw_forgotten
from resnet_core.jobs.service import Lab
from resnet_core.wording import message
from tests.postgresql import BOTH

DATABASES = BOTH
LONG_AGO = 0.0


@pytest.fixture
def later(monkeypatch):
    """Lets this many seconds pass for whoever asks which questions are forgotten."""

    def later(seconds):
        now = time.time() + seconds
        monkeypatch.setattr("resnet_core.jobs.onlookers.time.time", lambda: now)

    return later


def test_a_question_that_nobody_shows_is_withdrawn_and_says_so(store, ask, later):
    forgotten = ask()
    later(SECONDS + 1)
    assert withdraw_forgotten(store, since=LONG_AGO) == [forgotten]
    run = store.run(forgotten)
    assert run.state == "stopped"
    assert run.message == message("outcome-withdrawn")
    assert withdraw_forgotten(store, since=LONG_AGO) == []


def test_a_question_that_was_just_asked_is_not_forgotten(store, ask, later):
    ask()
    later(SECONDS - 10)
    assert withdraw_forgotten(store, since=LONG_AGO) == []


def test_whoever_looks_at_a_question_keeps_it(store, ask, later, lab_settings, monkeypatch):
    monkeypatch.setattr(looks, "VIEW_SECONDS", 0.0)
    monkeypatch.setattr(onlookers, "AGAIN_SECONDS", 0.0)
    seen, forgotten = ask(), ask()
    later(SECONDS + 1)
    Lab(store, lab_settings).view(seen)
    assert withdraw_forgotten(store, since=LONG_AGO) == [forgotten]
    later(3 * SECONDS)
    assert withdraw_forgotten(store, since=LONG_AGO) == [seen]


def test_a_training_waits_unseen_and_so_does_what_a_worker_has_begun(store, ask, submit, claim_question, later):
    submit()
    ask()
    claim_question()
    later(SECONDS + 1)
    assert withdraw_forgotten(store, since=LONG_AGO) == []


def test_a_server_that_has_just_come_back_lets_the_pages_say_what_they_show(store, ask, later):
    ask()
    later(SECONDS + 1)
    assert withdraw_forgotten(store, since=time.time() - SECONDS + 10) == ()


def test_one_onlooker_is_noted_once_in_a_while(store, ask, lab_settings, monkeypatch):
    monkeypatch.setattr(looks, "VIEW_SECONDS", 0.0)
    noted = []
    monkeypatch.setattr(onlookers, "note", lambda _store, run_id: noted.append(run_id))
    lab, run_id = Lab(store, lab_settings), ask()
    for _ in range(3):
        lab.view(run_id)
    assert noted == [run_id]
