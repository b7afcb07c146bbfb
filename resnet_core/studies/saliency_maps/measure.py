"""Which pixels speak for a class? Maps of a few pictures by the methods of `saliency.table`."""

import time
from collections.abc import Sequence
from typing import NamedTuple, Protocol

import torch
from torch import Tensor, nn

from resnet_core.config import DataConfig, DataName
from resnet_core.data.files import MEAN, STD
from resnet_core.data.images import normalise, resize
from resnet_core.errors import DataError
from resnet_core.saliency.baselines import baseline
from resnet_core.saliency.methods import attribute
from resnet_core.saliency.table import METHODS, layer_of
from resnet_core.saliency.targets import pairs, score
from resnet_core.studies import pictures as own
from resnet_core.studies.nets import TrainedNet
from resnet_core.studies.rounding import significant
from resnet_core.studies.saliency_maps.question import Explained, Map, SaliencyMaps, SaliencyQuestion, Target
from resnet_core.studies.workbench import Workbench
from resnet_core.wording import message


class Pictured(Protocol):
    """A question about a net and pictures, of whatever kind."""

    @property
    def net(self) -> TrainedNet:
        """Whose inputs the pictures become."""

    @property
    def pictures(self) -> Sequence[int | str]:
        """Numbers in the test set, or spelled as `studies.pictures` has it."""

    @property
    def data(self) -> DataName:
        """Which test set."""


class Targeted(Protocol):
    """A question about one class, or one rather than another."""

    @property
    def target(self) -> Target:
        """Whose logit is explained."""

    @property
    def against(self) -> int | None:
        """Whose logit is subtracted."""


class Shown(NamedTuple):
    """The pictures of a question."""

    inputs: Tensor
    """`(B, C, H, W)`, as the net takes them."""
    labels: tuple[int | None, ...]
    """None for a learner's own."""


class _Scores(NamedTuple):
    """What the net makes of some pictures: `(B, 10)` logits and the `(B,)` numbers that are explained."""

    logits: Tensor
    score: Tensor


def explain(question: SaliencyQuestion, bench: Workbench) -> SaliencyMaps:
    """The maps; DataError where a picture or the net's weights are not there."""
    network, shown = bench.net(question.net), pictures(question, bench)
    settings = question.settings.at(question.net.network)
    nothing = baseline(settings.baseline, shown.inputs)
    target = target_of(question, network, shown)
    scores, of_nothing = (_scores(network, inputs, target) for inputs in (shown.inputs, nothing))
    maps, seconds = {}, {}
    for done, method in enumerate(question.methods):
        bench.on_step(done, len(question.methods), message("phase-method", method=method))
        started = time.perf_counter()
        maps[method] = attribute(method, network, shown.inputs, target=target, settings=settings).cpu()
        seconds[method] = round(time.perf_counter() - started, 4)
    return SaliencyMaps(
        data=question.data,
        layer=layer_of(question.net.network, settings.layer),
        seconds=seconds,
        pictures=tuple(
            _explained(index, shown, target, scores=scores, of_nothing=of_nothing).model_copy(
                update={"maps": _packed(index, maps, difference=scores.score - of_nothing.score)}
            )
            for index in range(len(shown.labels))
        ),
    )


def pictures(question: Pictured, bench: Workbench) -> Shown:
    """The pictures as the net takes them; DataError where the test set ends before one of them."""
    images, labels = grey(question, bench)
    network = question.net.network
    inputs = resize(normalise(images), network.input_size).expand(-1, network.input_channels, -1, -1).contiguous()
    return Shown(inputs, labels)


def grey(question: Pictured, bench: Workbench) -> tuple[Tensor, tuple[int | None, ...]]:
    """The pictures `(B, 28, 28)` as uint8 on the device, and their true classes; DataError as `pictures`."""
    numbers = [picture for picture in question.pictures if isinstance(picture, int)]
    images_of: dict[int | str, Tensor] = {
        picture: torch.from_numpy(own.read(picture).copy()) for picture in question.pictures if isinstance(picture, str)
    }
    labels: dict[int | str, int] = {}
    if numbers:
        count = max(10, max(numbers) + 1)
        test = bench.images(DataConfig(source=question.data, train_images=10, test_images=count))
        if (there := len(test.test_images)) <= max(numbers):
            raise DataError("no-such-picture", picture=max(numbers), pictures=there, last=there - 1)
        images_of |= {number: test.test_images[number] for number in numbers}
        labels |= {number: int(test.test_labels[number]) for number in numbers}
    images = torch.stack([images_of[picture] for picture in question.pictures]).to(bench.device.torch)
    return images, tuple(labels.get(picture) for picture in question.pictures)


def target_of(question: Targeted, network: nn.Module, shown: Shown) -> Tensor:
    """The target `(B,)`, or `(B, 2)` for "A, not B", of `saliency.targets`."""
    device = shown.inputs.device
    if question.target == "predicted":
        with torch.no_grad():
            predicted: Tensor = network(shown.inputs).argmax(1)
        return predicted
    if question.target == "true":
        return torch.tensor(shown.labels, device=device)
    wanted = torch.full((len(shown.labels),), question.target, device=device)
    return wanted if question.against is None else pairs(wanted, torch.full_like(wanted, question.against))


def seen(picture: Tensor) -> str:
    """The grey pixels of one input `(C, H, W)`, two hexadecimal digits each."""
    pixels = (picture[0].cpu() * STD + MEAN) * 255
    return pixels.round().clamp(0, 255).to(torch.uint8).numpy().tobytes().hex()


def _scores(network: nn.Module, inputs: Tensor, target: Tensor) -> _Scores:
    with torch.no_grad():
        return _Scores(network(inputs).cpu(), score(network, inputs, target).cpu())


def _explained(index: int, shown: Shown, target: Tensor, *, scores: _Scores, of_nothing: _Scores) -> Explained:
    """One picture, without its maps."""
    return Explained(
        label=shown.labels[index],
        seen=seen(shown.inputs[index]),
        size=shown.inputs.shape[-1],
        logits=_rounded(scores.logits[index]),
        probabilities=_rounded(scores.logits[index].softmax(0)),
        target=int(target[index].flatten()[0]),
        score=float(scores.score[index]),
        baseline_probabilities=_rounded(of_nothing.logits[index].softmax(0)),
        baseline_score=float(of_nothing.score[index]),
        maps=(),
    )


def _packed(index: int, maps: dict[str, Tensor], *, difference: Tensor) -> tuple[Map, ...]:
    return tuple(
        Map.pack(
            values[index, 0].double().numpy(),
            method=method,
            difference=float(difference[index]) if METHODS[method].complete else None,
        )
        for method, values in maps.items()
    )


def _rounded(values: Tensor) -> tuple[float, ...]:
    return tuple(significant(value) for value in values.tolist())
