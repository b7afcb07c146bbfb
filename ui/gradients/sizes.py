"""How large the gradients of one run are, on their way back and by themselves, and what that is called.

The ratio of two layers' gradients says neither what came back through the blocks, since a weight's gradient is made of
the signal going in as well, nor whether anything is of a size to learn from. So three things are judged: the gradient
of the weights from end to end, the gradient of the blocks' outputs from end to end, and how far one step moves a layer.
"""

import math
from collections.abc import Sequence
from typing import Literal

from resnet_core.probes.gradients import Gradients, GradientsProbe, Layer, Snapshot

EVEN = 10.0
"""Up to this factor from end to end a gradient is called even: there are no sharp borders."""
FAR = 100.0
"""From this factor on it explodes or vanishes; below, it grows or shrinks."""
TINY = 1e-4
"""Gradients are tiny where a step moves no layer of a block by this share of its length."""
HUGE = 1.0
"""And huge where it moves one by its whole length."""
LEARNING_RATE = GradientsProbe().lr
GUESSING = math.log(10)
"""The loss of a net that gives each of ten classes the same chance."""
BETTER = 0.95
"""A loss below this share of guessing is better than guessing; less is chance on one batch."""

Way = Literal["explodes", "grows", "even", "shrinks", "vanishes"]


def called(times: float) -> Way:
    """The name for a gradient that is `times` as large in the first block as in the last."""
    if EVEN < times < FAR:
        return "grows"
    if 1 / FAR < times < 1 / EVEN:
        return "shrinks"
    if times >= FAR:
        return "explodes"
    return "vanishes" if times <= 1 / FAR else "even"


def looked(found: Gradients, step: int) -> Snapshot | None:
    """The look after `step` steps; None when there was none."""
    return next((snapshot for snapshot in found.snapshots if snapshot.step == step), None)


def ratio(found: Gradients, step: int) -> float | None:
    """|dL/dW| of the first block's first convolution over that of the last block's last; None where one is missing."""
    snapshot = looked(found, step)
    return _over(*ends(found, snapshot.weights)) if snapshot else None


def came_back(snapshot: Snapshot) -> float | None:
    """|dL/dh| behind the first block over that behind the last; None where one is missing or 0."""
    return _over(snapshot.outputs[0], snapshot.outputs[-1])


def furthest(found: Gradients, snapshot: Snapshot) -> float | None:
    """The largest share of its length by which a step of `LEARNING_RATE` moves a layer on a block's main path."""
    values = zip(found.layers, snapshot.weights, snapshot.lengths, strict=True)
    moved = [
        LEARNING_RATE * gradient / length if gradient is not None and length else None
        for layer, gradient, length in values
        if layer.branch == "main"
    ]
    known = [each for each in moved if each is not None]
    return max(known) if len(known) == len(moved) else None


def only_guesses(snapshot: Snapshot) -> bool:
    """Whether the loss is no better than that of guessing."""
    return snapshot.loss is None or snapshot.loss > BETTER * GUESSING


def on_the_way(found: Gradients, values: Sequence[float | None]) -> list[tuple[Layer, float | None]]:
    """Layers of the main path and their values: all but the projections."""
    return [pair for pair in zip(found.layers, values, strict=True) if pair[0].branch != "shortcut"]


def ends(found: Gradients, values: Sequence[float | None]) -> tuple[float | None, float | None]:
    """Of the first convolution in a block and of the last."""
    inside = [value for layer, value in on_the_way(found, values) if layer.branch == "main"]
    return inside[0], inside[-1]


def _over(first: float | None, last: float | None) -> float | None:
    return first / last if first and last else None
