"""Every kind of question, asked small: a worker's answer on the processor, and on a GPU where there is one."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from resnet_core.config import BlockConfig, Frozen
from resnet_core.data.images import load
from resnet_core.jobs.answers import MEASURES, plain
from resnet_core.saliency.table import METHODS, Settings
from resnet_core.studies.addition.question import AdditionQuestion
from resnet_core.studies.block_timing.question import BlockTimingQuestion
from resnet_core.studies.bugs.question import BugsQuestion
from resnet_core.studies.elsewhere.question import ElsewhereQuestion, OtherNet
from resnet_core.studies.gradients.question import GradientsQuestion
from resnet_core.studies.growth.question import GrowthQuestion
from resnet_core.studies.identity.question import IdentityQuestion
from resnet_core.studies.landscape.question import LandscapeQuestion
from resnet_core.studies.nets import SmallNet, new_net
from resnet_core.studies.paths.question import PathsQuestion
from resnet_core.studies.predictions.question import PredictionsQuestion
from resnet_core.studies.puzzle.question import PuzzleQuestion
from resnet_core.studies.race.question import RaceQuestion
from resnet_core.studies.saliency_checks.question import Compared, DeletionQuestion, LadderQuestion, QualityQuestion
from resnet_core.studies.saliency_inside.question import InsideQuestion
from resnet_core.studies.saliency_maps.question import SaliencyQuestion
from resnet_core.studies.saliency_nudge.question import NudgeQuestion
from resnet_core.studies.shattering.question import LineQuestion, ShatteringQuestion
from resnet_core.studies.signal.question import SignalQuestion
from resnet_core.studies.surgery.question import DeletionsQuestion, Edit, LesionsQuestion, SurgeryQuestion
from resnet_core.studies.three_forms.question import ThreeFormsQuestion
from resnet_core.studies.workbench import Workbench
from resnet_core.training.devices import choose, exact_float32

RESIDUAL, PLAIN = SmallNet(depth=8, width=4), SmallNet(depth=8, width=4, shortcut="none")
NEW = new_net(RESIDUAL.network, seed=3)
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
    "addition": AdditionQuestion(block=BLOCK, data="sketches"),
    "three_forms": ThreeFormsQuestion(channels=12, cardinality=3, group_width=2, size=5),
    "block_timing": BlockTimingQuestion(blocks=(BLOCK,), size=5, batch_size=2),
    "bugs": BugsQuestion(steps=5, source="sketches", train_images=300, test_images=50),
    "growth": GrowthQuestion(steps=5, further_steps=5, source="sketches", train_images=300, test_images=50),
    "identity": IdentityQuestion(lengths=(1, 2), steps=5),
    "saliency": SaliencyQuestion(
        net=NEW, pictures=(0, 2), data="sketches", methods=tuple(METHODS), settings=FEW_SAMPLES
    ),
    "saliency_ladder": LadderQuestion(of=COMPARED, by="stage"),
    "saliency_deletion": DeletionQuestion(of=COMPARED, steps=4),
    "saliency_quality": QualityQuestion(of=COMPARED, squares=10, shakes=2),
    "saliency_nudge": NudgeQuestion(net=NEW, data="sketches", attack="pgd"),
    "saliency_inside": InsideQuestion(net=NEW, data="sketches", layer="stage1.block1"),
    "landscape": LandscapeQuestion(nets=(NEW,), radius=0.5, points=3, images=40, source="sketches"),
    "first_gradients": GradientsQuestion(net=RESIDUAL, after=(0,), batch_size=16, source="sketches"),
    "gradients": GradientsQuestion(net=PLAIN, after=(0, 2), batch_size=16, source="sketches"),
    "signal": SignalQuestion(net=NEW, batch_size=16, source="sketches"),
    "predictions": PredictionsQuestion(net=NEW, data="sketches", pictures=50),
    "elsewhere": ElsewhereQuestion(net=OtherNet(layers=2), steps=3, batch_size=8, source="sketches", train_images=60),
    "puzzle": PuzzleQuestion(depth=8, steps=5, source="sketches"),
    "race": RaceQuestion(nets=(PLAIN, RESIDUAL), steps=5, source="sketches", train_images=300, test_images=50),
    "orders": RaceQuestion(nets=(RESIDUAL,), steps=5, source="sketches", train_images=300, test_images=50),
    "surgery": SurgeryQuestion(**TAKEN_APART, edits=(Edit(kind="delete", block=2),)),
    "lesions": LesionsQuestion(**TAKEN_APART),
    "deletions": DeletionsQuestion(**TAKEN_APART, draws=3),
    "shattering": ShatteringQuestion(net=RESIDUAL, images=5, seeds=2, source="sketches"),
    "shattering_line": LineQuestion(depth=4, seeds=3),
    "paths": PathsQuestion(net=NEW, samples=2, images=4, source="sketches"),
}

TRAINED = {"bugs", "elsewhere", "growth", "gradients", "identity", "puzzle", "race", "orders"}
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
    at = Workbench(device, lambda config: load(config, folder), folder)
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
