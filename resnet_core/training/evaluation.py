"""How well a trained network does on the test images, and where it errs."""

from dataclasses import asdict, dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from resnet_core.data.images import Batches
from resnet_core.models.modes import in_mode

SHOWN_ERRORS = 24


@dataclass(frozen=True, slots=True)
class WrongExample:
    """A test image that got the wrong class, and how sure the network was of it."""

    index: int
    label: int
    predicted: int
    probability: float


@dataclass(frozen=True, slots=True)
class Results:
    """A trained network on the test images.

    `confusion[label][predicted]` counts images; `wrong` holds the most confident mistakes first.
    """

    test_loss: float
    test_accuracy: float
    class_accuracy: tuple[float, ...]
    confusion: tuple[tuple[int, ...], ...]
    wrong: tuple[WrongExample, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain lists and numbers, ready for `json.dumps`."""
        return asdict(self)


def evaluate(model: nn.Module, batches: Batches, *, bf16: bool = False) -> tuple[float, float]:
    """Mean loss, without label smoothing, and accuracy over the test images; the model's mode is kept."""
    logits, labels = predict(model, batches, bf16=bf16), batches.test_labels
    loss = F.cross_entropy(logits, labels)
    accuracy = (logits.argmax(1) == labels).float().mean()
    return loss.item(), accuracy.item()


def results(model: nn.Module, batches: Batches, *, bf16: bool = False) -> Results:
    """Loss, accuracy, confusion matrix and wrong examples over the test images; the model's mode is kept."""
    logits, labels = predict(model, batches, bf16=bf16).cpu(), batches.test_labels.cpu()
    confusion = _confusion(labels, logits.argmax(1), logits.shape[1])
    counts = confusion.sum(1).clamp(min=1)
    return Results(
        test_loss=F.cross_entropy(logits, labels).item(),
        test_accuracy=confusion.diagonal().sum().item() / len(labels),
        class_accuracy=tuple((confusion.diagonal() / counts).tolist()),
        confusion=tuple(tuple(row) for row in confusion.tolist()),
        wrong=_most_confident_errors(logits, labels),
    )


def predict(model: nn.Module, batches: Batches, *, bf16: bool = False) -> Tensor:
    """Logits `(N, classes)` of the test images in float32, in eval mode; the model's mode is kept."""
    device = batches.test_labels.device.type
    with torch.inference_mode(), in_mode(model, training=False), torch.autocast(device, torch.bfloat16, enabled=bf16):
        return torch.cat([model(images).float() for images in batches.test()])


def _confusion(labels: Tensor, predicted: Tensor, classes: int) -> Tensor:
    return torch.bincount(labels * classes + predicted, minlength=classes**2).reshape(classes, classes)


def _most_confident_errors(logits: Tensor, labels: Tensor) -> tuple[WrongExample, ...]:
    probabilities, predicted = logits.softmax(1).max(1)
    wrong = (predicted != labels).nonzero().flatten()
    order = probabilities[wrong].argsort(descending=True, stable=True)[:SHOWN_ERRORS]
    return tuple(
        WrongExample(index, int(labels[index]), int(predicted[index]), float(probabilities[index]))
        for index in wrong[order].tolist()
    )
