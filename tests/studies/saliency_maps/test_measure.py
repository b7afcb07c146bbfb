"""The question of saliency maps, from the question to the answer, on drawn sketches and an untrained net."""

import numpy as np
import pytest
import torch

from resnet_core.config import DataConfig
from resnet_core.data.files import MEAN, STD
from resnet_core.data.images import load, normalise, resize
from resnet_core.presets import PRESETS
from resnet_core.saliency.methods import attribute
from resnet_core.saliency.table import Settings
from resnet_core.studies.nets import SmallNet, new_net, recorded_net
from resnet_core.studies.pictures import spell
from resnet_core.studies.saliency_maps import measure as saliency
from resnet_core.studies.saliency_maps.question import SaliencyMaps, SaliencyQuestion
from resnet_core.studies.workbench import Workbench
from resnet_core.training.devices import choose
from resnet_core.wording import message
from tests.refusals import refused

pytestmark = pytest.mark.usefixtures("one_thread")

NET = new_net(PRESETS["quick"].network, seed=3)


@pytest.fixture
def at(tmp_path):
    return Workbench(choose("cpu"), lambda config: load(config, tmp_path), tmp_path)


def asked(**changes):
    return SaliencyQuestion(
        **{"net": NET, "pictures": (0, 2), "data": "sketches", "methods": ("saliency", "grad_cam")} | changes
    )


def test_a_map_in_the_answer_is_the_map_that_attribute_gives(at):
    question = asked(methods=("saliency", "integrated_gradients", "grad_cam"), target=4)
    found = saliency.explain(question, at)
    network = at.net(NET)
    shown = saliency.pictures(question, at)
    for place, method in enumerate(question.methods):
        expected = attribute(
            method,
            network,
            shown.inputs,
            target=torch.tensor([4, 4]),
            settings=question.settings.at(NET.network),
        )
        for picture, values in zip(found.pictures, expected, strict=True):
            assert picture.maps[place].method == method
            np.testing.assert_allclose(
                picture.maps[place].values, values[0], atol=2e-5 * float(values.abs().max()), rtol=0
            )
    assert SaliencyMaps.model_validate_json(found.model_dump_json()) == found


def test_logits_probabilities_and_target_are_those_of_the_net(at):
    question = asked()
    found = saliency.explain(question, at)
    with torch.no_grad():
        logits = at.net(NET)(saliency.pictures(question, at).inputs)
    for picture, row in zip(found.pictures, logits, strict=True):
        assert picture.logits == pytest.approx(row.tolist(), rel=1e-3)
        assert sum(picture.probabilities) == pytest.approx(1, abs=1e-4)
        assert picture.target == int(row.argmax())
        assert picture.score == pytest.approx(float(row.max()), rel=1e-4)


@pytest.mark.parametrize("target", ["true", 7])
def test_the_target_is_the_one_asked_for(at, target):
    for picture in saliency.explain(asked(target=target), at).pictures:
        assert picture.target == (picture.label if target == "true" else target)
        assert picture.score == pytest.approx(picture.logits[picture.target], rel=1e-3)


def test_a_contrast_explains_the_difference_of_two_logits(at):
    for picture in saliency.explain(asked(target=7, against=2), at).pictures:
        assert picture.score == pytest.approx(picture.logits[7] - picture.logits[2], abs=1e-4)


def test_the_gap_of_a_complete_method_is_measured_against_the_baselines_score(at):
    found = saliency.explain(asked(methods=("integrated_gradients", "saliency"), settings=Settings(steps=5)), at)
    for picture in found.pictures:
        integrated, gradient = picture.maps
        promised = picture.score - picture.baseline_score
        assert integrated.gap == pytest.approx((integrated.total - promised) / abs(promised), abs=1e-3)
        assert gradient.gap is None


def test_the_baselines_own_prediction_is_told(at):
    black, white = (
        saliency.explain(asked(methods=("deep_lift",), settings=Settings(baseline=name)), at)
        for name in ("black", "white")
    )
    for found, grey in ((black, 0.0), (white, 1.0)):
        flat = torch.full((1, 1, 28, 28), (grey - MEAN) / STD)
        expected = at.net(NET)(flat).softmax(1)[0].tolist()
        assert found.pictures[0].baseline_probabilities == pytest.approx(expected, rel=1e-3)


def test_a_learners_own_picture_is_seen_as_the_net_sees_it(at):
    pixels = np.random.default_rng(0).integers(0, 256, (28, 28), dtype=np.uint8)
    net = new_net(SmallNet(depth=8).network, seed=0)
    picture = saliency.explain(asked(net=net, pictures=(spell(pixels),)), at).pictures[0]
    assert picture.label is None
    assert picture.pixels.shape == (14, 14)
    expected = resize(normalise(torch.from_numpy(pixels)[None]), 14)[0, 0] * STD + MEAN
    np.testing.assert_allclose(picture.pixels / 255, expected, atol=1 / 255)


def test_a_picture_past_the_test_set_is_refused_with_those_there_are(tmp_path):
    few = load(DataConfig(source="sketches", train_images=10, test_images=10), tmp_path)
    with refused("no-such-picture", picture=40, pictures=10, last=9):
        saliency.explain(asked(pictures=(40,)), Workbench(choose("cpu"), lambda _config: few, tmp_path))


def test_every_method_is_told_before_it_starts_and_a_wish_to_stop_is_met_there(at):
    told = []

    def stop_at_the_second(done, total, what):
        told.append((done, total, what))
        if done == 1:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        saliency.explain(asked(), Workbench(at.device, at.images, at.runs_dir, stop_at_the_second))
    assert told == [
        (place, 2, message("phase-method", method=method)) for place, method in enumerate(("saliency", "grad_cam"))
    ]


def test_the_layer_that_was_looked_at_is_told(at):
    assert saliency.explain(asked(), at).layer.path == "stage2.block1"
    found = saliency.explain(asked(settings=Settings(layer="stage3.block1")), at)
    assert (found.layer.path, found.layer.size) == ("stage3.block1", 4)


def test_the_recorded_nets_are_there(at):
    for name in ("quick", "quick_plain"):
        assert at.net(recorded_net(name))
