"""Every kind of probe, asked small: a worker's answer on the processor, and on a GPU where there is one."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from resnet_core.config import BlockConfig, Frozen
from resnet_core.data.images import load
from resnet_core.experiments.surroundings import Surroundings
from resnet_core.jobs.answers import MEASURES, plain
from resnet_core.probes.addition import AdditionProbe
from resnet_core.probes.block_timing import BlockTimingProbe
from resnet_core.probes.gradients import GradientsProbe
from resnet_core.probes.growth import GrowthProbe
from resnet_core.probes.landscape import LandscapeProbe
from resnet_core.probes.nets import SmallNet, TrainedNet
from resnet_core.probes.paths import PathsProbe
from resnet_core.probes.predictions import PredictionsProbe
from resnet_core.probes.race import RaceProbe
from resnet_core.probes.saliency import METHODS, Settings
from resnet_core.probes.saliency_checks import Compared, DeletionProbe, LadderProbe, QualityProbe
from resnet_core.probes.saliency_inside import InsideProbe
from resnet_core.probes.saliency_maps import SaliencyProbe
from resnet_core.probes.saliency_nudge import NudgeProbe
from resnet_core.probes.shattering import LineProbe, ShatteringProbe
from resnet_core.probes.signal import SignalProbe
from resnet_core.probes.surgery import DeletionsProbe, Edit, LesionsProbe, SurgeryProbe
from resnet_core.probes.three_forms import ThreeFormsProbe
from resnet_core.training.devices import choose, exact_float32

RESIDUAL, PLAIN = SmallNet(depth=8, width=4), SmallNet(depth=8, width=4, shortcut="none")
NEW = TrainedNet(network=RESIDUAL.network, weights="new:3")
BLOCK = BlockConfig(in_channels=16, out_channels=16)
FEW_SAMPLES = Settings(steps=5, samples=3, seed=1)
COMPARED = Compared(
    net=NEW,
    methods=("saliency", "integrated_gradients", "grad_cam"),
    pictures=(0, 1, 4),
    data="sketches",
    settings=FEW_SAMPLES,
)
TAKEN_APART: dict[str, Any] = {"net": NEW, "source": "sketches", "test_images": 60}

QUESTIONS: dict[str, Frozen] = {
    "addition": AdditionProbe(block=BLOCK, data="sketches"),
    "three_forms": ThreeFormsProbe(channels=12, cardinality=3, group_width=2, size=5),
    "block_timing": BlockTimingProbe(blocks=(BLOCK,), size=5, batch_size=2),
    "growth": GrowthProbe(steps=5, further_steps=5, source="sketches", train_images=300, test_images=50),
    "saliency": SaliencyProbe(net=NEW, pictures=(0, 2), data="sketches", methods=tuple(METHODS), settings=FEW_SAMPLES),
    "saliency_ladder": LadderProbe(of=COMPARED, by="stage"),
    "saliency_deletion": DeletionProbe(of=COMPARED, steps=4),
    "saliency_quality": QualityProbe(of=COMPARED, squares=10, shakes=2),
    "saliency_nudge": NudgeProbe(net=NEW, data="sketches", attack="pgd"),
    "saliency_inside": InsideProbe(net=NEW, data="sketches", layer="stage1.block1"),
    "landscape": LandscapeProbe(nets=(NEW,), radius=0.5, points=3, images=40, source="sketches"),
    "first_gradients": GradientsProbe(net=RESIDUAL, after=(0,), batch_size=16, source="sketches"),
    "gradients": GradientsProbe(net=PLAIN, after=(0, 2), batch_size=16, source="sketches"),
    "signal": SignalProbe(net=NEW, batch_size=16, source="sketches"),
    "predictions": PredictionsProbe(net=NEW, data="sketches", pictures=50),
    "race": RaceProbe(nets=(PLAIN, RESIDUAL), steps=5, source="sketches", train_images=300, test_images=50),
    "orders": RaceProbe(nets=(RESIDUAL,), steps=5, source="sketches", train_images=300, test_images=50),
    "surgery": SurgeryProbe(**TAKEN_APART, edits=(Edit(kind="delete", block=2),)),
    "lesions": LesionsProbe(**TAKEN_APART),
    "deletions": DeletionsProbe(**TAKEN_APART, draws=3),
    "shattering": ShatteringProbe(net=RESIDUAL, images=5, seeds=2, source="sketches"),
    "shattering_line": LineProbe(depth=4, seeds=3),
    "paths": PathsProbe(net=NEW, samples=2, images=4, source="sketches"),
}

TRAINED = {"growth", "gradients", "race", "orders"}
"""Kinds that train before they look: every step enlarges what rounding began."""
UNLIKE = {"packed", "peak", "seconds"}
"""Durations, and maps as they are packed: the rounding of one pixel changes the letters. Their sums are compared."""
IMAGES = 50
"""Test images of a small question, at least: one of them may be named otherwise where rounding decides."""


@pytest.fixture(autouse=True)
def _one_thread(one_thread):
    """All nets here are small."""


def answer(kind, device, folder):
    """The answer as JSON has it."""
    at = Surroundings(device, lambda config: load(config, folder), folder)
    return json.loads(json.dumps(plain(MEASURES[kind](QUESTIONS[kind], at))))


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every leaf of an answer and where it stands."""
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from leaves(inside, f"{path}.{key}")
    elif isinstance(value, list):
        for number, inside in enumerate(value):
            yield from leaves(inside, f"{path}[{number}]")
    else:
        yield path, value


def test_every_kind_that_a_worker_can_answer_is_asked_here():
    assert QUESTIONS.keys() == MEASURES.keys()


@pytest.mark.parametrize("kind", QUESTIONS)
def test_a_worker_answers_with_finite_numbers(kind, tmp_path):
    found = answer(kind, choose("cpu"), tmp_path)
    assert "NaN" not in json.dumps(found)
    assert "Infinity" not in json.dumps(found)
    assert any(isinstance(value, float | int) for _path, value in leaves(found))


@pytest.mark.gpu
@pytest.mark.parametrize("kind", QUESTIONS)
def test_a_gpu_answers_as_the_processor_does(kind, tmp_path, a_gpu):
    exact_float32()
    expected = dict(leaves(answer(kind, choose("cpu"), tmp_path)))
    found = dict(leaves(answer(kind, a_gpu, tmp_path)))
    assert found.keys() == expected.keys()
    wrong = {
        path: (expected[path], value)
        for path, value in found.items()
        if kind != "block_timing"
        and not UNLIKE & set(re.split(r"[.\[\]]", path))
        and not _near(path, value, expected[path], kind)
    }
    assert not wrong


def _near(path, value, expected, kind):
    """Whether two leaves agree: words exactly, numbers as nearly as the kind's arithmetic allows."""
    if "accuracy" in path and kind in TRAINED:
        return value == pytest.approx(expected, abs=5 / IMAGES)
    if value is None or expected is None:  # the likeness of a map that is constant, but for rounding on one device
        return abs(value or 0) + abs(expected or 0) < 1e-4
    if not isinstance(value, float) or not isinstance(expected, float):
        return value == expected
    return value == pytest.approx(expected, rel=0.02 if kind in TRAINED else 1e-3, abs=1e-3)
