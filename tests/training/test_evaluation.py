"""Counts and wrong examples that can be worked out by hand; modes that survive."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from resnet_core.training import evaluation
from resnet_core.training.evaluation import evaluate, predict, results

LOGITS = torch.tensor([[2.0, 0.0, 0.0], [0.0, 3.0, 0.0], [0.0, 0.0, 1.0], [5.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
LABELS = torch.tensor([0, 0, 2, 1, 1])


class Two:
    """Stands for Batches: five test images in two batches, which are their own logits."""

    test_labels = LABELS

    def test(self) -> Iterator[Tensor]:
        yield LOGITS[:3]
        yield LOGITS[3:]


@pytest.fixture
def batches() -> Any:
    return Two()


def test_the_confusion_matrix_counts_labels_down_and_predictions_across(batches: Any):
    found = results(nn.Identity(), batches)
    assert found.confusion == ((1, 1, 0), (1, 1, 0), (0, 0, 1))
    assert found.class_accuracy == (0.5, 0.5, 1.0)
    assert found.test_accuracy == pytest.approx(3 / 5)


def test_the_most_confident_mistake_comes_first(batches: Any):
    wrong = results(nn.Identity(), batches).wrong
    assert [(example.index, example.label, example.predicted) for example in wrong] == [(3, 1, 0), (1, 0, 1)]
    assert wrong[0].probability == pytest.approx(LOGITS[3].softmax(0)[0].item())


def test_no_more_mistakes_are_kept_than_are_shown(batches: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(evaluation, "SHOWN_ERRORS", 1)
    assert [example.index for example in results(nn.Identity(), batches).wrong] == [3]


def test_loss_and_accuracy_are_torchs_over_all_images_at_once(batches: Any):
    loss, accuracy = evaluate(nn.Identity(), batches)
    assert loss == pytest.approx(F.cross_entropy(LOGITS, LABELS).item())
    assert accuracy == pytest.approx(0.6)


def test_a_class_without_images_has_no_accuracy_but_breaks_nothing(batches: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Two, "test_labels", torch.tensor([0, 0, 0, 1, 1]))
    assert results(nn.Identity(), batches).class_accuracy[2] == 0.0


def test_results_survive_json(batches: Any):
    found = results(nn.Identity(), batches)
    back = json.loads(json.dumps(found.as_json()))
    assert back["confusion"] == [list(row) for row in found.confusion]
    assert back["wrong"][0] == {"index": 3, "label": 1, "predicted": 0, "probability": found.wrong[0].probability}


class Watching(nn.Module):
    """Notes how it is called; breaks when told to."""

    def __init__(self, *, broken: bool = False) -> None:
        super().__init__()
        self.norm = nn.BatchNorm1d(3)
        self.frozen = nn.BatchNorm1d(3).eval()
        self.broken = broken
        self.modes: set[tuple[bool, bool, bool]] = set()

    def forward(self, x: Tensor) -> Tensor:
        self.modes.add((self.training, self.norm.training, torch.is_grad_enabled()))
        if self.broken:
            raise RuntimeError("broken")
        normed: Tensor = self.frozen(self.norm(x))
        return normed


def test_a_network_is_tested_in_eval_mode_without_gradients_and_keeps_its_modes(batches: Any):
    model = Watching()
    predict(model, batches)
    assert model.modes == {(False, False, False)}
    assert (model.training, model.norm.training, model.frozen.training) == (True, True, False)
    assert model.norm.num_batches_tracked == 0


def test_modes_are_given_back_after_an_error(batches: Any):
    model = Watching(broken=True)
    with pytest.raises(RuntimeError, match="broken"):
        predict(model, batches)
    assert (model.training, model.norm.training, model.frozen.training) == (True, True, False)
    assert torch.is_grad_enabled()
    assert not torch.is_inference_mode_enabled()
