"""Runs get other names and go away: softly by their owners, for good by prune."""

import os
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from resnet_core.jobs import keeping, looks, prune, states
from resnet_core.jobs.keeping import LONGEST_NAME, cleaned
from resnet_core.jobs.outcomes import Outcome
from resnet_core.jobs.owners import Owner
from resnet_core.jobs.prune import DAY, carry_out, plan
from resnet_core.jobs.service import Lab
from resnet_core.jobs.states import Report
from resnet_core.schema import artifacts, metrics, run_events, runs
from resnet_core.store import Artifact, Point
from tests.refusals import refused

CONFIG = {"network": {"stages": [{"blocks": 1, "channels": 8}]}, "training": {"epochs": 2}}
FILES = ("last.safetensors", "previous.safetensors", "epoch_1.safetensors", "weights.safetensors", "log.txt")
ADA = Owner("ada")


@pytest.fixture
def desk(store, lab_settings, monkeypatch):
    monkeypatch.setattr(looks, "VIEW_SECONDS", 0.0)
    return Lab(store, lab_settings).of(ADA)


@pytest.fixture
def finished(desk, store, lab_settings, claim_next):
    """A run that has left files of a thousand bytes each, so many days ago."""

    def finished(days=0.0):
        run_id = desk.submit("train", CONFIG)
        claim = claim_next()
        told = Report(points=[Point("lr", 1, 0.1)], artifacts=[Artifact("weights", f"{run_id}/w", 1000, "")])
        states.report(store, claim, told)
        states.finish(store, claim, Outcome("succeeded"))
        folder = lab_settings.runs_dir / run_id
        folder.mkdir(parents=True)
        for name in FILES:
            (folder / name).write_bytes(bytes(1000))
        ended = time.time() - days * DAY
        with store.write() as connection:
            connection.execute(update(runs).where(runs.c.id == run_id).values(ended=ended, created=ended))
        return run_id

    return finished


def told(steps):
    return [(step.what, step.run_id) for step in steps]


def test_a_deleted_run_is_nowhere_and_its_files_wait_for_prune(desk, finished, lab_settings):
    run_id = finished()
    desk.delete(run_id)
    assert desk.runs() == ()
    with refused("no-such-run", run=run_id):
        desk.view(run_id)
    with refused("no-such-run", run=run_id):
        desk.resume(run_id)
    assert (lab_settings.runs_dir / run_id).exists()


@pytest.mark.parametrize("begun", [False, True])
def test_a_run_that_waits_or_runs_is_not_deleted(desk, claim_next, begun):
    run_id = desk.submit("train", CONFIG, name="mine")
    if begun:
        claim_next()
    with refused("not-deletable", run="mine"):
        desk.delete(run_id)
    assert desk.runs()


def test_a_deleted_question_is_asked_anew(desk, store, claim_question):
    asked = desk.ask("three_forms", {})
    states.finish(store, claim_question(), Outcome("succeeded"))
    desk.delete(asked)
    assert desk.ask("three_forms", {}) != asked


def test_a_name_is_changed_and_one_of_nothing_is_refused(desk):
    run_id = desk.submit("train", CONFIG, name="first")
    desk.rename(run_id, "  two\n words ")
    assert desk.view(run_id).name == "two words"
    with refused("name-is-empty"):
        desk.rename(run_id, " \u200b\u202e ")
    assert desk.view(run_id).name == "two words"


@given(st.text(max_size=2000))
def test_every_name_is_one_visible_line(name):
    shown = cleaned(name)
    assert len(shown) <= LONGEST_NAME
    assert shown == " ".join(shown.split())
    assert shown.isprintable()
    assert cleaned(shown) == shown


def test_what_was_taken_away_is_removed_with_every_trace_once_its_time_is_over(desk, store, finished, lab_settings):
    run_id, other = finished(), finished()
    desk.delete(run_id)
    assert plan(store, lab_settings) == ()
    soon = lab_settings.model_copy(update={"trash_days": 0.0})
    steps = plan(store, soon)
    assert told(steps) == [("remove", run_id)]
    assert steps[0].bytes == 1000 * len(FILES)
    carry_out(store, soon, steps)
    with store.read() as connection:
        for table, column in ((runs, "id"), (metrics, "run_id"), (run_events, "run_id"), (artifacts, "run_id")):
            assert set(connection.execute(select(table.c[column])).scalars()) == {other}
    assert [folder.name for folder in lab_settings.runs_dir.iterdir()] == [other]


def test_old_runs_are_taken_away_when_the_setting_says_and_softly(desk, store, finished, lab_settings):
    old, new = finished(days=40), finished(days=1)
    waiting = desk.submit("train", CONFIG)
    assert plan(store, lab_settings) == (), "nothing unless asked for"
    here = lab_settings.model_copy(update={"keep_days": 30.0})
    carry_out(store, here, plan(store, here))
    assert {view.id for view in desk.runs()} == {new, waiting}
    assert (lab_settings.runs_dir / old).exists()


def test_for_want_of_space_the_oldest_lose_their_checkpoints_between_and_keep_last_and_weights(
    store, finished, lab_settings
):
    old, new = finished(days=2), finished(days=1)
    here = lab_settings.model_copy(update={"keep_mb": 0.009})
    steps = plan(store, here)
    assert told(steps) == [("trim", old)]
    carry_out(store, here, steps)
    left = {file.name for file in (lab_settings.runs_dir / old).iterdir()}
    assert left == {"last.safetensors", "weights.safetensors", "log.txt"}
    assert len(list((lab_settings.runs_dir / new).iterdir())) == len(FILES)
    assert plan(store, here) == ()


def test_a_folder_without_a_run_goes_after_a_day_and_whatever_else_lies_there_stays(store, finished, lab_settings):
    finished()
    orphan, strange = lab_settings.runs_dir / ("0" * 32), lab_settings.runs_dir / "my notes"
    for folder in (orphan, strange):
        folder.mkdir()
        os.utime(folder, (1, 1))
    assert told(plan(store, lab_settings)) == [("orphan", orphan.name)]


def test_a_dry_run_tells_and_does_nothing(desk, store, finished, lab_settings, monkeypatch, capsys):
    run_id = finished()
    desk.rename(run_id, "the old one")
    desk.delete(run_id)
    here = lab_settings.model_copy(update={"trash_days": 0.0})
    monkeypatch.setattr(prune, "settings", lambda: here)
    monkeypatch.setattr(prune, "Store", lambda _url: store)
    monkeypatch.setenv("DRY", "1")
    prune.main()
    said = capsys.readouterr().out
    assert "the old one" in said
    assert "Nothing was done" in said
    assert plan(store, here)
    monkeypatch.setenv("DRY", "")
    prune.main()
    assert plan(store, here) == ()


def test_nobody_deletes_what_runs_even_between_the_look_and_the_deed(desk, store, claim_next):
    run_id = desk.submit("train", CONFIG)
    desk.stop(run_id)
    desk.resume(run_id)
    claim_next()
    with refused("not-deletable"):
        keeping.delete(store, run_id, owner=ADA)
