"""A lab with real processes that train a tiny network on drawn sketches, and the means to harm them."""

import os
import time
from pathlib import Path

import psutil
import pytest

from resnet_core.jobs.owners import LOCAL
from resnet_core.jobs.service import Lab
from resnet_core.settings import Settings
from resnet_core.store import Store
from tests.faults.cluster import RayCluster, installed
from tests.faults.grounds import RAY, SQLITE, Ground, tried_on

PATIENCE_SECONDS = 300.0

CONFIG = {
    "network": {"stem_channels": 4, "stages": [{"blocks": 1, "channels": 4}]},
    "data": {"source": "sketches", "train_images": 2000, "test_images": 100},
}
TRAINING = {"epochs": 20, "batch_size": 50}


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.faults)
            item.add_marker(pytest.mark.timeout(900))


def pytest_generate_tests(metafunc):
    """Has each test of a scene run once on each ground that says something."""
    if "ground" in metafunc.fixturenames:
        metafunc.parametrize("ground", tried_on(metafunc.function.__name__), indirect=True, scope="session")


class Scene:
    """A lab, its home, and what a test may do to its processes."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.store = Store(settings.database)
        self.lab = Lab(self.store, settings).of(LOCAL)

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

    def same_end(self, run_id, undisturbed):
        """Whether two runs left the same weights and the same curve: no point is missing, doubled or different."""
        return self.weights(run_id) == self.weights(undisturbed) and self.curve(run_id) == self.curve(undisturbed)

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
def two_nodes():
    """A Ray cluster for the whole session; tests are skipped by name where there is no Ray, and fail in CI."""
    if not installed():
        reason = "no Ray; pip install -r requirements-cluster.txt"
        assert os.environ.get("CI") != "true", reason
        pytest.skip(reason)
    cluster = RayCluster()
    with pytest.MonkeyPatch.context() as environment:
        for name in ("RAY_AUTH_MODE", "RAY_AUTH_TOKEN", "RAY_USAGE_STATS_ENABLED", "OMP_NUM_THREADS"):
            environment.setenv(name, cluster.environment[name])
        cluster.mend()
        yield cluster
    cluster.close()


@pytest.fixture(scope="session")
def ground(request):
    """Where the runs are kept and what runs them."""
    server = None if request.param == SQLITE else request.getfixturevalue("postgresql")
    nodes = request.getfixturevalue("two_nodes") if request.param == RAY else None
    return Ground(request.param, server, nodes)


@pytest.fixture(scope="session")
def shared(ground, tmp_path_factory):
    """One lab for all tests on one ground: its spare worker saves each of them the import of torch."""
    scene = Scene(ground.settings(tmp_path_factory.mktemp("lab")))
    with ground.agents(scene.store, scene.settings):
        yield scene
    end_all(scene)


@pytest.fixture(scope="session")
def undisturbed(shared):
    """A run that nobody harmed: what every other run of the same config must come to."""
    run_id = shared.submit()
    shared.until_state(run_id, "succeeded")
    return run_id


@pytest.fixture
def scene(ground, tmp_path):
    """A lab of the test's own, without a dispatcher."""
    scene = Scene(ground.settings(tmp_path))
    yield scene
    end_all(scene)
