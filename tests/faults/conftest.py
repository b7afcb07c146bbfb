"""A lab with real processes that train a tiny network on drawn sketches, and the means to harm them."""

import time
from pathlib import Path

import psutil
import pytest

from resnet_core.jobs.dispatcher import Dispatcher
from resnet_core.jobs.launcher import Local
from resnet_core.jobs.service import Lab
from resnet_core.settings import Settings
from resnet_core.store import Store

PATIENCE_SECONDS = 120.0

CONFIG = {
    "network": {"stem_channels": 4, "stages": [{"blocks": 1, "channels": 4}]},
    "data": {"source": "sketches", "train_images": 1000, "test_images": 100},
}
TRAINING = {"epochs": 40, "batch_size": 50}


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.faults)
            item.add_marker(pytest.mark.timeout(300))


class Scene:
    """A lab, its home, and what a test may do to its processes."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.store = Store(settings.database)
        self.lab = Lab(self.store, settings)

    def submit(self, **training):
        return self.lab.submit("train", {**CONFIG, "training": {**TRAINING, **training}})

    def until(self, run_id, condition):
        """The run once `condition` holds; whatever else it became is in the failure's message."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            run = self.store.run(run_id)
            if condition(run):
                return run
            time.sleep(0.02)
        raise AssertionError(f"{run}\n{self.store.events(run_id)}\n{self.log(run_id)}")

    def until_state(self, run_id, state):
        return self.until(run_id, lambda run: run.state == state)

    def until_saved(self, run_id):
        """The run once it trains and has a checkpoint."""
        saved = self.folder(run_id) / "last.safetensors"
        return self.until(run_id, lambda run: run.state == "running" and saved.exists())

    def folder(self, run_id):
        return self.settings.runs_dir / run_id

    def log(self, run_id):
        path = self.folder(run_id) / "log.txt"
        return path.read_text() if path.exists() else ""

    def weights(self, run_id):
        """The checksum of the weights the run left."""
        weights = self.store.artifact(run_id, "weights")
        assert weights
        return weights.sha256

    def curve(self, run_id):
        return self.store.points_after(run_id, {})["train_loss"]

    def kinds(self, run_id):
        return [event.kind for event in self.store.events(run_id)]

    def runner(self, run_id):
        """The process that looks after the run."""
        ref = self.store.run(run_id).ref
        assert ref
        return psutil.Process(int(ref.rsplit(":", 2)[1]))

    def worker(self, run_id):
        (worker,) = self.runner(run_id).children()
        return worker


def end_all(scene):
    """None; no process of the scene is left, however its test ended."""
    for process in psutil.process_iter(["cmdline"]):
        command = process.info["cmdline"] or []
        if (
            any(argument.startswith("resnet_core.jobs") for argument in command)
            and _home(process) == scene.settings.home
        ):
            process.kill()
    scene.store.close()


def _home(process):
    try:
        return Path(process.environ().get("LAB_HOME", ""))
    except psutil.Error:
        return None


@pytest.fixture(scope="session")
def shared(tmp_path_factory):
    """One lab for all tests of a session: its spare worker saves each of them the import of torch."""
    home = tmp_path_factory.mktemp("lab")
    scene = Scene(Settings(home=home, data_dir=home / "none", warm_workers=1, threads=1, device="cpu"))
    dispatcher = Dispatcher(scene.store, Local(scene.settings), scene.settings)
    dispatcher.start()
    yield scene
    dispatcher.stop(drain=False)
    end_all(scene)


@pytest.fixture(scope="session")
def undisturbed(shared):
    """A run that nobody harmed: what every other run of the same config must come to."""
    run_id = shared.submit()
    shared.until_state(run_id, "succeeded")
    return run_id


@pytest.fixture
def scene(tmp_path):
    """A lab of the test's own, without a dispatcher."""
    scene = Scene(Settings(home=tmp_path, data_dir=tmp_path / "none", warm_workers=1, threads=1, device="cpu"))
    yield scene
    end_all(scene)
