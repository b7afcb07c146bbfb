"""How does the loss rise around a trained net? A walk along random directions, after Li et al. 2018.

A random direction says little by itself: weights before a norm can be ten times as large without any effect, and a step
that is short for one net is long for another. So every filter of a direction is scaled to the length of the net's own
filter at that place (arXiv:1712.09913, sec. 4), and norms and biases have no part in it. The net's own weights are
never written: `torch.func.functional_call` runs it with others.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count, product

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.func import functional_call

from resnet_core.config import RunConfig, TrainingConfig, parse
from resnet_core.data.images import Batch, Batches, Dataset, generator
from resnet_core.models.modes import in_mode
from resnet_core.studies.landscape.question import Ground, Landscape, LandscapeQuestion, Norms, Ring
from resnet_core.studies.nets import TrainedNet
from resnet_core.studies.rounding import told
from resnet_core.studies.workbench import Workbench
from resnet_core.wording import message

Tensors = Mapping[str, Tensor]
"""By the name of the parameter or buffer."""
Losses = npt.NDArray[np.float64]
"""`(rows, points)`, the centre in the middle; NaN where the loss was no finite number."""


@dataclass(frozen=True, slots=True)
class Walk:
    """The points: weights + a * first direction + b * second direction, for all distances a and b."""

    directions: tuple[Tensors, ...]
    distances: tuple[float, ...]
    norms: Norms


def survey(question: LandscapeQuestion, bench: Workbench) -> Landscape:
    """The landscapes of the question's nets, one after another."""
    dataset, steps = bench.images(question.data), distances(question.radius, question.points)
    total, done = len(question.nets) * question.points**question.directions, count(1)
    grounds: list[Ground] = []
    for trained in question.nets:
        network, batch = bench.net(trained), all_images(trained, dataset, bench)
        directions = tuple(direction(network, question.seed, axis) for axis in range(question.directions))
        walk = Walk(directions, steps, question.norms)
        grid = losses(
            network, batch, walk=walk, on_point=lambda: bench.on_step(next(done), total, message("phase-grid-points"))
        )
        _, accuracy = score(network, batch, norms=question.norms)
        grounds.append(ground(grid, accuracy=accuracy, walk=walk))
    return Landscape(data=dataset.name, steps=steps, nets=tuple(grounds))


def all_images(trained: TrainedNet, dataset: Dataset, bench: Workbench) -> Batch:
    """All training images of `dataset` in one batch, as the net takes them."""
    training = TrainingConfig(batch_size=len(dataset.train_images))
    config = parse(RunConfig, {"network": trained.network.model_dump(), "training": training.model_dump()})
    return Batches(dataset, config, bench.device.torch).train(1)


def direction(network: nn.Module, seed: int, axis: int) -> Tensors:
    """A random direction for the weights of convolutions and of the dense layer; norms and biases are left out.

    A filter is what makes one output channel. Parameters of the same name and shape get the same random numbers in any
    network, so that twins are led the same way; only the lengths are each one's own.
    """
    return {
        name: _as_long_as(
            torch.randn(weight.shape, generator=generator(seed, f"landscape {name}", axis)).to(weight.device), weight
        )
        for name, weight in network.named_parameters()
        if weight.dim() > 1
    }


def losses(network: nn.Module, batch: Batch, *, walk: Walk, on_point: Callable[[], None]) -> Losses:
    """The mean loss at every point of the walk; `on_point` hears of each and may raise. Modes and buffers are kept."""
    rows = walk.distances if len(walk.directions) == 2 else (0.0,)
    values = []
    for second, first in product(rows, walk.distances):
        weights = moved(network, walk.directions, (first, second)[: len(walk.directions)])
        loss, _ = score(network, batch, norms=walk.norms, weights=weights)
        values.append(loss if math.isfinite(loss) else math.nan)
        on_point()
    return np.array(values).reshape(len(rows), len(walk.distances))


def moved(network: nn.Module, directions: Sequence[Tensors], steps: Sequence[float]) -> Tensors:
    """The weights at one point of the walk, those that no direction moves left out."""
    own = dict(network.named_parameters())
    with torch.inference_mode():
        return {
            name: own[name] + sum(step * towards[name] for step, towards in zip(steps, directions, strict=True))
            for name in directions[0]
        }


def score(network: nn.Module, batch: Batch, *, norms: Norms, weights: Tensors | None = None) -> tuple[float, float]:
    """Mean loss and accuracy with other weights, or with the network's own; modes and buffers are kept."""
    images, labels = batch
    statistics = {name: buffer.clone() for name, buffer in network.named_buffers()}  # a norm writes into its own
    with torch.inference_mode(), _norms_take(network, norms):
        logits = functional_call(network, {**statistics, **(weights or {})}, (images,)).float()
    return F.cross_entropy(logits, labels).item(), (logits.argmax(1) == labels).float().mean().item()


def ground(grid: Losses, *, accuracy: float, walk: Walk) -> Ground:
    """What the grid of one net shows, in numbers that can be sent."""
    return Ground(
        accuracy=accuracy,
        losses=tuple(tuple(told(loss) for loss in row) for row in grid),
        rings=rings(grid, walk.distances),
        falling=told(falling_share(grid)),
        angle=told(_angle(*walk.directions)) if len(walk.directions) == 2 else None,
    )


def distances(radius: float, points: int) -> tuple[float, ...]:
    """From -radius to radius in equal steps; the middle one is exactly 0."""
    half = points // 2
    return tuple(round(radius * step / half, 10) for step in range(-half, half + 1))


def rings(grid: Losses, steps: Sequence[float]) -> tuple[Ring, ...]:
    """The losses by their distance from the centre, rounded to whole steps; none lies outside the grid's circle."""
    half = len(steps) // 2
    rows = np.arange(grid.shape[0]) - grid.shape[0] // 2
    away = np.rint(np.hypot(rows[:, None], np.arange(-half, half + 1)))
    return tuple(_ring(grid[away == step], distance=steps[half + step]) for step in range(1, half + 1))


def falling_share(grid: Losses) -> float:
    """Share of the inner points where the discrete Laplacian is negative; NaN where it is a number nowhere.

    A negative Laplacian means that the loss curves down along one of the two directions at least, and more than it
    curves up along the other. A convex function has none.
    """
    across = grid[:, :-2] - 2 * grid[:, 1:-1] + grid[:, 2:]
    if len(grid) > 1:
        across = across[1:-1] + grid[:-2, 1:-1] - 2 * grid[1:-1, 1:-1] + grid[2:, 1:-1]
    known = across[np.isfinite(across)]
    return float((known < 0).mean()) if known.size else math.nan


def _as_long_as(random: Tensor, weight: Tensor) -> Tensor:
    """`random`, each filter as long as that of `weight`."""
    over = tuple(range(1, weight.dim()))
    own, drawn = (torch.linalg.vector_norm(filters, dim=over, keepdim=True) for filters in (weight.detach(), random))
    longer: Tensor = own / drawn
    return random * longer


@contextmanager
def _norms_take(network: nn.Module, norms: Norms) -> Iterator[None]:
    """The network in eval mode, its norms alone in training mode for the statistics of the batch; then as before."""
    with in_mode(network, training=False):
        for module in network.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.training = norms == "batch"
        yield


def _ring(on_ring: Losses, *, distance: float) -> Ring:
    """The summary of one ring; numpy lets a single NaN through to all three."""
    mean, low, high = (told(float(summary(on_ring))) for summary in (np.mean, np.min, np.max))
    return Ring(distance=distance, points=on_ring.size, mean=mean, low=low, high=high)


def _angle(direction: Tensors, other: Tensors) -> float:
    """Between two directions, in degrees."""
    first, second = (torch.cat([towards[name].flatten() for name in direction]) for towards in (direction, other))
    return math.degrees(math.acos(F.cosine_similarity(first, second, dim=0).clamp(-1, 1).item()))
