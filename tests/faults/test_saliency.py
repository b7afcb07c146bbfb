"""Maps that real workers draw at the same time are the maps that each of them draws alone."""

import pytest

from resnet_core.config import parse
from resnet_core.data.images import load
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.saliency_maps import measure as saliency
from resnet_core.studies.saliency_maps.question import SaliencyMaps, SaliencyQuestion
from resnet_core.studies.workbench import Workbench
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
def two_workers(ground, tmp_path):
    """A lab with a slot for each of two questions."""
    scene = Scene(ground.settings(tmp_path, warm_workers=2, quick_slots=2))
    with ground.agents(scene.store, scene.settings):
        yield scene
    end_all(scene)


@pytest.mark.usefixtures("one_thread")
def test_two_workers_that_draw_maps_at_once_never_mix_them(two_workers, tmp_path):
    asked = [two_workers.lab.ask("saliency", question) for question in QUESTIONS]
    for run_id in asked:
        two_workers.until_state(run_id, "succeeded")
    workers = {event.detail for each in asked for event in two_workers.store.events(each) if event.kind == "running"}
    assert len(workers) == 2, "process ids"
    at = Workbench(choose("cpu"), lambda config: load(config, tmp_path), tmp_path)
    for run_id, question in zip(asked, QUESTIONS, strict=True):
        found = parse(SaliencyMaps, two_workers.lab.results(run_id))
        alone = saliency.explain(parse(SaliencyQuestion, question), at)
        assert found.pictures == alone.pictures
