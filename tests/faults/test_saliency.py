"""Maps that real workers draw at the same time are the maps that each of them draws alone."""

import pytest

from resnet_core.config import parse
from resnet_core.data.images import load
from resnet_core.experiments import saliency
from resnet_core.experiments.surroundings import Surroundings
from resnet_core.jobs.dispatcher import Dispatcher
from resnet_core.jobs.launcher import Local
from resnet_core.probes.nets import SmallNet
from resnet_core.probes.saliency_maps import SaliencyMaps, SaliencyProbe
from resnet_core.settings import Settings
from resnet_core.training.devices import choose
from tests.faults.conftest import Scene, end_all

METHODS = ("saliency", "guided_backprop", "deep_lift", "gradient_shap", "grad_cam")
QUESTIONS = tuple(
    {
        "net": {"network": SmallNet(depth=8, size=28).network.model_dump(mode="json"), "weights": f"new:{seed}"},
        "pictures": [number],
        "data": "sketches",
        "methods": METHODS,
        "settings": {"draws": 5, "seed": seed},
    }
    for seed in (1, 2)
    for number in (0, 1, 2)
)


@pytest.fixture
def two_workers(tmp_path):
    """A lab with a slot for each of two questions."""
    settings = Settings(
        home=tmp_path, data_dir=tmp_path / "none", warm_workers=2, probe_slots=2, threads=1, device="cpu"
    )
    scene = Scene(settings)
    dispatcher = Dispatcher(scene.store, Local(settings), settings)
    dispatcher.start()
    yield scene
    dispatcher.stop(drain=False)
    end_all(scene)


@pytest.mark.usefixtures("one_thread")
def test_two_workers_that_draw_maps_at_once_never_mix_them(two_workers, tmp_path):
    asked = [two_workers.lab.ask("saliency", question) for question in QUESTIONS]
    for run_id in asked:
        two_workers.until_state(run_id, "succeeded")
    workers = {event.detail for each in asked for event in two_workers.store.events(each) if event.kind == "running"}
    assert len(workers) == 2, "process ids"
    at = Surroundings(choose("cpu"), lambda config: load(config, tmp_path), tmp_path)
    for run_id, question in zip(asked, QUESTIONS, strict=True):
        found = parse(SaliencyMaps, two_workers.lab.results(run_id))
        alone = saliency.explain(parse(SaliencyProbe, question), at)
        assert found.pictures == alone.pictures
