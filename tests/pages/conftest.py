"""The whole app without a server: real pages over a real lab in which no worker runs, so a test plays the worker."""

import json
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from resnet_core.data.files import DataStatus
from resnet_core.jobs import looks, states
from resnet_core.jobs.outcomes import Outcome
from resnet_core.jobs.owners import LOCAL
from resnet_core.jobs.service import Lab
from resnet_core.jobs.states import Claim, Report
from resnet_core.schema import Progress
from resnet_core.settings import Settings
from resnet_core.store import Artifact, Point, Store
from resnet_core.wording import message
from tests.drawn import going_on
from ui import lesson, progress, services

ROOT = Path(__file__).resolve().parents[2]
DEVICE = "Testing Machine (CPU, 1 thread)"


class Stage:
    """A lab, and what a worker would do in it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.store = Store(settings.database)
        self.lab = Lab(self.store, settings).of(LOCAL)
        self._claim: Claim | None = None
        self._progress = Progress()

    @property
    def claim(self) -> Claim:
        """The right to write to the run that was started last."""
        assert self._claim is not None, "start a run first"
        return self._claim

    def run_id(self):
        return self.lab.runs()[0].id

    def start(self, *, data="fashion-mnist", total_steps=100, quick=False, state="running"):
        """The waiting run, or question, is claimed and begins, unless it stays `assigned`."""
        self._claim = states.claim_next(self.store, slots=1, quick=quick)
        self._progress = Progress(phase=message("phase-training"), total_steps=total_steps, device=DEVICE, data=data)
        if state == "assigned":
            return
        states.advance(self.store, self.claim, to="running")
        self.tell(step=0)

    def tell(self, *, step, values=(), **progress):
        """The run is at `step`; `values` are its metrics there."""
        told = replace(self._progress, step=step, progress_at=time.time(), **progress)
        points = [Point(key, step, value) for key, value in dict(values).items()]
        states.report(self.store, self.claim, Report(progress=told, points=points))

    def leave(self, kind, name, write):
        """A file of the run, as a worker leaves it."""
        folder = self.settings.runs_dir / self.claim.run_id
        folder.mkdir(parents=True, exist_ok=True)
        write(folder / name)
        artifact = Artifact(kind, f"{self.claim.run_id}/{name}", 1, "")
        states.report(self.store, self.claim, Report(artifacts=[artifact]))

    def leave_results(self):
        matrix = (np.eye(10, dtype=int) * 9).tolist()
        matrix[6][0] = 4
        wrong = [{"index": 3, "label": 6, "predicted": 0, "probability": 0.97}]
        self.leave(
            "results", "results.json", lambda path: path.write_text(json.dumps({"confusion": matrix, "wrong": wrong}))
        )
        self.leave("wrong_images", "wrong.npy", lambda path: np.save(path, np.full((1, 28, 28), 128, np.uint8)))
        self.leave("weights", "weights.safetensors", lambda path: path.write_bytes(b"weights"))

    def finish(self, outcome=None):
        states.finish(self.store, self.claim, outcome or Outcome("succeeded"))


@pytest.fixture
def data():
    """What the web process finds where the data should be; a test may change it."""
    return [DataStatus("ready")]


@pytest.fixture
def stage(tmp_path, monkeypatch, data):
    stage = Stage(Settings(home=tmp_path, warm_workers=0))
    monkeypatch.setattr(services, "lab", lambda: stage.lab)
    monkeypatch.setattr(services, "owner", lambda: stage.lab.owner)
    monkeypatch.setattr(services, "data_status", lambda: data[0])
    monkeypatch.setattr(looks, "VIEW_SECONDS", 0.0)
    monkeypatch.setattr("resnet_core.jobs.curves.REFRESH_SECONDS", 0.0)
    yield stage
    stage.store.close()


class ServersPagesManager(PagesManager):
    """AppTest resets the class's flag at every run, as if each were a server's first; it resets this one's instead."""


@pytest.fixture(scope="session")
def registered_pages():
    """What AppTest knows of the pages once main.py has run: saves each test a visit to Home."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ui.frame.run", lambda _page: None)
        return AppTest.from_file(str(ROOT / "main.py"), default_timeout=20).run()._registered_pages


@pytest.fixture
def open_page(stage, registered_pages, monkeypatch):
    """Opens a page of the app, through main.py as a browser does, at an address; `kept` is the cookie of progress.

    Its folds are open, so that a test finds all that the page has to say, unless they are left `folded`.
    """
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    monkeypatch.setattr("streamlit.testing.v1.app_test.PagesManager", ServersPagesManager)

    def open_page(file=None, *, kept="", folded=False, **address):
        if not folded:
            monkeypatch.setattr(lesson, "is_open", lambda _fold: True)
        app = AppTest.from_file(str(ROOT / "main.py"), default_timeout=20)
        app._bidi_component_manager = (
            BidiComponentManager()
        )  # else every test asks all installed packages for components
        for name, value in address.items():
            app.query_params[name] = value
        app.session_state[progress._STATE] = progress.read(kept)
        if file is not None:
            app._registered_pages = registered_pages
            app.switch_page(file)
        app.run()
        assert not app.exception, [error.message for error in app.exception]
        return app

    return open_page


@pytest.fixture
def asked(stage, monkeypatch):
    """The questions that the page asks a worker: their kinds and configs."""
    asked, ask = [], stage.lab.ask

    def listen(kind, config):
        asked.append((kind, config))
        return ask(kind, config)

    monkeypatch.setattr(stage.lab, "ask", listen)
    return asked


@pytest.fixture
def said():
    """Everything a page says, in one text."""

    def said(app):
        parts = [element.value for kind in ("title", "header", "markdown", "caption") for element in app.get(kind)]
        parts += [element.value for kind in ("warning", "error", "info", "success") for element in getattr(app, kind)]
        parts += [f"{metric.label} {metric.value}" for metric in app.metric]
        parts += [bar.proto.text for bar in app.get("progress")]
        parts += [bar["words"]["now"] for bar in going_on(app, "bar")]
        parts += [link.proto.label for link in app.get("page_link")]
        return "\n".join(map(str, parts))

    return said


@pytest.fixture
def train(open_page):
    """The page on training, at an address."""

    def train(**address):
        return open_page("pages/train.py", **address)

    return train


@pytest.fixture
def submitted(stage, train):
    """The page after *Train* was pressed."""
    app = train()
    app.button(key="train").click().run()
    assert not app.exception
    return app


@pytest.fixture
def on_processor(monkeypatch):
    """A machine without a graphics card."""
    monkeypatch.setattr("shutil.which", lambda _name: None)
