"""Does the same plus help where there are no convolutions? One look at a net before any step, then a short training."""

import math
from collections.abc import Iterator

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from resnet_core.config import RunConfig, TrainingConfig
from resnet_core.data.images import Batch, Batches, generator
from resnet_core.studies.elsewhere.question import (
    CLASSES,
    HEADS,
    LAST_STEPS,
    PATCH,
    PATCHES,
    SIDE,
    WIDER,
    Elsewhere,
    ElsewhereQuestion,
    Layer,
    NormPlace,
    OtherNet,
)
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.rounding import told
from resnet_core.studies.signal.measure import likeness
from resnet_core.studies.workbench import Workbench
from resnet_core.wording import message


def measure(question: ElsewhereQuestion, bench: Workbench) -> Elsewhere:
    """The net's first gradients and its training losses, which are emitted as `train_loss`."""
    dataset = bench.images(question.data)
    batches = Batches(dataset, _run_config(question), bench.device.torch)
    network = build(question.net, seed=question.seed).to(bench.device.torch)
    layers = look(network, batches.train(1))
    losses: list[float | None] = []
    for step, loss in enumerate(_training(network, batches, question), start=1):
        losses.append(told(loss))
        bench.emit(step, {"train_loss": loss})
        bench.on_step(step, question.steps, message("phase-training"))
    losses += [None] * (question.steps - len(losses))
    return Elsewhere(
        data=dataset.name,
        params=sum(parameter.numel() for parameter in network.parameters()),
        layers=layers,
        losses=tuple(losses),
        final_loss=_mean(losses[-LAST_STEPS:]),
    )


def build(net: OtherNet, *, seed: int) -> "Network":
    """The net with its first weights: those of its twin, for a shortcut has none and draws nothing."""
    source = generator(seed, "elsewhere", 0)
    network = Network(net)
    for module in network.modules():
        if isinstance(module, nn.Linear):
            nn.init.xavier_uniform_(module.weight, generator=source)
            nn.init.zeros_(module.bias)
    if network.places is not None:
        nn.init.normal_(network.places, std=0.02, generator=source)
    return network


def look(network: "Network", batch: Batch) -> tuple[Layer, ...]:
    """What the loss of this batch asks of every layer, and how alike the layer makes its pictures."""
    images, labels = batch
    outputs = network.outputs(images)
    weights = [list(layer.parameters()) for layer in network.layers]
    loss = F.cross_entropy(network.scores(outputs[-1]), labels)
    asked = torch.autograd.grad(loss, [*outputs, *(each for layer in weights for each in layer)])
    of_weights = iter(asked[len(outputs) :])
    return tuple(
        Layer(
            gradient=told(_length([gradient])),
            weights=told(_length([next(of_weights) for _ in layer])),
            cosine=told(likeness(output.detach())),
        )
        for output, gradient, layer in zip(outputs, asked, weights, strict=False)
    )


class Network(nn.Module):
    """The net of a config: pictures `(B, 1, 14, 14)` in, scores of the classes out."""

    def __init__(self, net: OtherNet) -> None:
        super().__init__()
        is_mlp = net.kind == "mlp"
        self.stem = nn.Linear(SIDE**2 if is_mlp else PATCH**2, net.width)
        self.places = None if is_mlp else nn.Parameter(torch.zeros(PATCHES, net.width))
        self.layers = nn.ModuleList(_layer(net) for _ in range(net.layers))
        self.last_norm = nn.LayerNorm(net.width) if net.norm == "pre" else nn.Identity()
        self.head = nn.Linear(net.width, CLASSES)

    def forward(self, images: Tensor) -> Tensor:
        """The scores of the classes."""
        return self.scores(self.outputs(images)[-1])

    def outputs(self, images: Tensor) -> list[Tensor]:
        """What every layer hands on, in turn."""
        signal = self.stem(images.flatten(1)) if self.places is None else self.stem(patches(images)) + self.places
        passed = []
        for layer in self.layers:
            signal = layer(signal)
            passed.append(signal)
        return passed

    def scores(self, signal: Tensor) -> Tensor:
        """The scores that the head gives what the last layer hands on, for all patches together."""
        signal = self.last_norm(signal)
        scores: Tensor = self.head(signal if self.places is None else signal.mean(1))
        return scores


class Added(nn.Module):
    """A main path F with its norm, and the plus: x + F(norm(x)), norm(x + F(x)), or either without x."""

    def __init__(self, main: nn.Module, net: OtherNet) -> None:
        super().__init__()
        self.main, self.norm = main, nn.LayerNorm(net.width)
        self._place: NormPlace = net.norm
        self._shortcut = net.shortcut

    def forward(self, x: Tensor) -> Tensor:
        """What the layer, or this half of it, hands on."""
        if self._place == "pre":
            out: Tensor = self.main(self.norm(x))
            return x + out if self._shortcut else out
        out = self.main(x)
        normed: Tensor = self.norm(x + out if self._shortcut else out)
        return normed


class Attention(nn.Module):
    """Every patch takes a weighted mean over all patches, in several heads (Vaswani et al. 2017, sec. 3.2)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))

    def forward(self, x: Tensor) -> Tensor:
        """What every patch makes of all of them."""
        query, key, value = (_in_heads(each(x)) for each in (self.query, self.key, self.value))
        seen = F.scaled_dot_product_attention(query, key, value)
        out: Tensor = self.out(seen.transpose(1, 2).flatten(2))
        return out


def patches(images: Tensor) -> Tensor:
    """Pictures `(B, 1, 14, 14)` as rows of patches `(B, 49, 4)`."""
    return F.unfold(images, PATCH, stride=PATCH).transpose(1, 2)


def _layer(net: OtherNet) -> nn.Module:
    if net.kind == "mlp":
        return Added(_perceptron(net.width, net.width), net)
    return nn.Sequential(Added(Attention(net.width), net), Added(_perceptron(net.width, WIDER * net.width), net))


def _perceptron(width: int, inner: int) -> nn.Module:
    return nn.Sequential(nn.Linear(width, inner), nn.ReLU(), nn.Linear(inner, width))


def _in_heads(signal: Tensor) -> Tensor:
    return signal.reshape(*signal.shape[:2], HEADS, -1).transpose(1, 2)


def _training(network: nn.Module, batches: Batches, question: ElsewhereQuestion) -> Iterator[float]:
    """The loss of every step before the weights move, as long as it is a number."""
    optimizer = torch.optim.Adam(network.parameters(), lr=question.lr, fused=True)
    for step in range(1, question.steps + 1):
        images, labels = batches.train(step)
        loss = F.cross_entropy(network(images), labels)
        if not math.isfinite(value := loss.item()):
            return
        for group in optimizer.param_groups:
            group["lr"] = question.lr * min(1.0, step / question.warm_up_steps if question.warm_up_steps else 1.0)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
        yield value


def _run_config(question: ElsewhereQuestion) -> RunConfig:
    """What `Batches` asks of a run: the pictures' size, the batch and the seed."""
    training = TrainingConfig(batch_size=question.batch_size, seed=question.seed)
    return RunConfig(network=SmallNet(size=SIDE).network, data=question.data, training=training)


def _length(gradients: list[Tensor]) -> float:
    return math.sqrt(sum(float(gradient.double().square().sum()) for gradient in gradients))


def _mean(values: list[float | None]) -> float | None:
    """None where one of them is missing."""
    known = [value for value in values if value is not None]
    return told(sum(known) / len(known)) if len(known) == len(values) else None
