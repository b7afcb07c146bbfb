"""The store away, damaged or another program's: pages say its sentence, do all else, and come back by themselves."""

import sqlite3

import pytest

from resnet_core.database import StoreUnavailableError
from resnet_core.jobs.owners import LOCAL
from resnet_core.jobs.service import Lab
from resnet_core.migrations import HEAD
from resnet_core.presets import PRESETS
from resnet_core.store import Store
from ui import services
from ui.frame import PAGES
from ui.say import say

TRAIN = "pages/train.py"
REAL_LAB = services.lab


def lock(path):
    """Another process holds the whole file."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA locking_mode=EXCLUSIVE")
    connection.execute("BEGIN EXCLUSIVE")
    return connection.close


def change(statement, back):
    def wrong(path):
        def run(statement):
            with sqlite3.connect(path) as connection:
                connection.execute(statement)
            connection.close()

        run(statement)
        return lambda: run(back)

    return wrong


WRONGS = {
    "locked": (lock, "does not answer"),
    "without a column": (
        change("ALTER TABLE runs RENAME COLUMN phase TO phases", "ALTER TABLE runs RENAME COLUMN phases TO phase"),
        "lacks what this program needs",
    ),
    "without a table": (
        change("ALTER TABLE runs RENAME TO walks", "ALTER TABLE walks RENAME TO runs"),
        "lacks what this program needs",
    ),
    "another schema": (
        change("UPDATE alembic_version SET version_num = '7'", f"UPDATE alembic_version SET version_num = '{HEAD}'"),
        "has schema version 7",
    ),
}


@pytest.fixture
def database(stage, monkeypatch):
    """The file of a store that pages open anew whenever they ask it, as a server does that finds it wrong."""
    stage.store.close()
    monkeypatch.setattr("resnet_core.database._BUSY_SECONDS", 0.05)
    monkeypatch.setattr(services, "lab", lambda: Lab(Store(stage.settings.database), stage.settings).of(LOCAL))
    return stage.settings.home / "lab.db"


def away():
    raise StoreUnavailableError("the run store does not answer (a test)")


def sentences(app):
    return [error.value for error in app.error]


@pytest.mark.parametrize("wrong", WRONGS)
def test_the_training_page_says_what_is_wrong_keeps_its_controls_and_comes_back(open_page, database, said, wrong):
    make, words = WRONGS[wrong]
    mend = make(database)
    app = open_page(TRAIN, preset="custom")
    assert sentences(app)
    assert all(words in sentence for sentence in sentences(app))
    app.number_input(key="epochs").set_value(3).run()
    assert "1,407 steps" in said(app)
    assert say("train-hook") in said(app)
    app.button(key="train").click().run()
    assert not app.exception
    assert any(words in toast.value for toast in app.toast)
    mend()
    assert not sentences(app.run())
    app.button(key="train").click().run()
    assert "epochs" in services.lab().runs()[0].name


@pytest.mark.parametrize("file", [page.file for page in PAGES])
def test_every_page_opens_without_the_store(open_page, stage, monkeypatch, file):
    with_store = open_page(file)
    monkeypatch.setattr(services, "lab", away)
    app = open_page(file)
    assert len(app.title) == 1
    assert app.markdown[-1].value == with_store.markdown[-1].value, "the end of the page is missing"


def test_the_page_of_a_run_says_it_in_its_place_and_comes_back(open_page, stage, database, said):
    store = Store(stage.settings.database)
    run_id = Lab(store, stage.settings).of(LOCAL).submit("train", PRESETS["quick"].model_dump(mode="json"), name="mine")
    store.close()
    mend = lock(database)
    app = open_page(TRAIN, run=run_id)
    assert "does not answer" in sentences(app)[0]
    mend()
    assert "mine" in said(app.run())
    assert not sentences(app)


def test_a_store_that_is_only_read_shows_its_runs_and_starts_none(open_page, stage, database, monkeypatch, said):
    services.lab().submit("train", PRESETS["quick"].model_dump(mode="json"), name="mine")
    url = f"sqlite:///file:{database}?mode=ro&uri=true"
    monkeypatch.setattr(services, "lab", lambda: Lab(Store(url), stage.settings).of(LOCAL))
    app = open_page(TRAIN)
    assert not sentences(app)
    app.button(key="train").click().run()
    assert any("readonly" in toast.value for toast in app.toast)
    assert len(services.lab().runs()) == 1


def test_a_store_that_does_not_answer_is_not_waited_for_by_every_place_of_a_page(open_page, monkeypatch, data):
    asked = []

    def opened():
        asked.append(1)
        away()

    services._outage.clear()
    monkeypatch.setattr(services, "OUTAGE_SECONDS", 60.0)
    monkeypatch.setattr(services, "this_lab", opened)
    monkeypatch.setattr(services, "lab", REAL_LAB)
    app = open_page(TRAIN)
    assert len(sentences(app)) >= 2
    assert len(asked) == 1
    services._outage.clear()
