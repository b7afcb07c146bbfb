"""Which pixels speak for a class? Maps of a few pictures by the methods of `probes.saliency`."""

import time
from collections.abc import Sequence
from typing import Literal, NamedTuple, Protocol

import torch
from torch import Tensor, nn

from resnet_core.config import DataConfig
from resnet_core.data.files import MEAN, STD
from resnet_core.data.images import normalise, resize
from resnet_core.errors import DataError
from resnet_core.experiments.digits import significant
from resnet_core.experiments.surroundings import Surroundings
from resnet_core.probes import pictures as own
from resnet_core.probes.nets import TrainedNet
from resnet_core.probes.saliency import METHODS, layer_of
from resnet_core.probes.saliency_maps import Explained, Map, SaliencyMaps, SaliencyProbe, Target
from resnet_core.saliency.baselines import baseline
from resnet_core.saliency.methods import attribute
from resnet_core.saliency.targets import pairs, score


class Pictured(Protocol):
    """A question about a net and pictures, of whatever kind."""

    @property
    def net(self) -> TrainedNet:
        """Whose inputs the pictures become."""

    @property
    def pictures(self) -> Sequence[int | str]:
        """Numbers in the test set, or spelled as `probes.pictures` has it."""

    @property
    def data(self) -> Literal["fashion-mnist", "sketches"]:
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


def explain(probe: SaliencyProbe, at: Surroundings) -> SaliencyMaps:
    """The maps; DataError where a picture or the net's weights are not there."""
    network, shown = at.net(probe.net), pictures(probe, at)
    settings = probe.settings.at(probe.net.network)
    nothing = baseline(settings.baseline, shown.inputs)
    target = target_of(probe, network, shown)
    found, of_nothing = (_scores(network, inputs, target) for inputs in (shown.inputs, nothing))
    maps, seconds = {}, {}
    for done, method in enumerate(probe.methods):
        at.on_step(done, len(probe.methods), METHODS[method].name)
        started = time.perf_counter()
        maps[method] = attribute(method, network, shown.inputs, target=target, settings=settings).cpu()
        seconds[method] = round(time.perf_counter() - started, 4)
    return SaliencyMaps(
        data=probe.data,
        layer=layer_of(probe.net.network, settings.layer),
        seconds=seconds,
        pictures=tuple(
            _explained(index, shown, target, found=found, of_nothing=of_nothing).model_copy(
                update={"maps": _packed(index, maps, difference=found.score - of_nothing.score)}
            )
            for index in range(len(shown.labels))
        ),
    )


def pictures(probe: Pictured, at: Surroundings) -> Shown:
    """The pictures as the net takes them; DataError where the test set ends before one of them."""
    images, labels = grey(probe, at)
    network = probe.net.network
    inputs = resize(normalise(images), network.input_size).expand(-1, network.input_channels, -1, -1).contiguous()
    return Shown(inputs, labels)


def grey(probe: Pictured, at: Surroundings) -> tuple[Tensor, tuple[int | None, ...]]:
    """The pictures `(B, 28, 28)` as uint8 on the device, and their true classes; DataError as `pictures`."""
    numbers = [picture for picture in probe.pictures if isinstance(picture, int)]
    found: dict[int | str, Tensor] = {
        picture: torch.from_numpy(own.read(picture).copy()) for picture in probe.pictures if isinstance(picture, str)
    }
    labels: dict[int | str, int] = {}
    if numbers:
        count = max(10, max(numbers) + 1)
        test = at.images(DataConfig(source=probe.data, train_images=10, test_images=count))
        if (there := len(test.test_images)) <= max(numbers):
            raise DataError(f"picture={max(numbers)}: the test set has {there} pictures; choose 0 to {there - 1}")
        found |= {number: test.test_images[number] for number in numbers}
        labels |= {number: int(test.test_labels[number]) for number in numbers}
    images = torch.stack([found[picture] for picture in probe.pictures]).to(at.device.torch)
    return images, tuple(labels.get(picture) for picture in probe.pictures)


def target_of(probe: Targeted, network: nn.Module, shown: Shown) -> Tensor:
    """The target `(B,)`, or `(B, 2)` for "A, not B", of `saliency.targets`."""
    device = shown.inputs.device
    if probe.target == "predicted":
        with torch.no_grad():
            predicted: Tensor = network(shown.inputs).argmax(1)
        return predicted
    if probe.target == "true":
        return torch.tensor(shown.labels, device=device)
    wanted = torch.full((len(shown.labels),), probe.target, device=device)
    return wanted if probe.against is None else pairs(wanted, torch.full_like(wanted, probe.against))


def seen(picture: Tensor) -> str:
    """The grey pixels of one input `(C, H, W)`, two hexadecimal digits each."""
    pixels = (picture[0].cpu() * STD + MEAN) * 255
    return pixels.round().clamp(0, 255).to(torch.uint8).numpy().tobytes().hex()


def _scores(network: nn.Module, inputs: Tensor, target: Tensor) -> _Scores:
    with torch.no_grad():
        return _Scores(network(inputs).cpu(), score(network, inputs, target).cpu())


def _explained(index: int, shown: Shown, target: Tensor, *, found: _Scores, of_nothing: _Scores) -> Explained:
    """One picture, without its maps."""
    return Explained(
        label=shown.labels[index],
        seen=seen(shown.inputs[index]),
        size=shown.inputs.shape[-1],
        logits=_rounded(found.logits[index]),
        probabilities=_rounded(found.logits[index].softmax(0)),
        target=int(target[index].flatten()[0]),
        score=float(found.score[index]),
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
