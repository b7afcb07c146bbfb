"""What training a plan will hold in memory, before any of it is allocated.

Float32 throughout. `activations` is what backward needs: the tensors that torch's layers save, each counted once
however many layers read it. The process holds more at its peak: torch itself, workspaces, and gradients of activations
on their way; measured peaks on a CPU are 1.3 to 1.7 times the forecast.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

from resnet_core.analysis.layers import FLOAT32_BYTES, params
from resnet_core.plan.nodes import AvgPool, Conv, Linear, MaxPool, NetworkPlan, Norm, Relu, Scale, Sigmoid
from resnet_core.plan.shapes import Step, walk

INDEX_BYTES = 8
"""Max pooling remembers which pixel won, as int64."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes held while training, by what they are for."""

    parameters: int
    gradients: int
    optimiser: int
    activations: int

    @property
    def total(self) -> int:
        """Bytes in all."""
        return self.parameters + self.gradients + self.optimiser + self.activations


def training_memory(plan: NetworkPlan, *, batch_size: int, momentum: bool = True) -> Memory:
    """Memory of one SGD step; ShapeError where the plan does not fit together."""
    weights = kept = fixed = 0
    saved: dict[str, int] = {}
    for step in walk(plan):
        weights += params(step.layer) * FLOAT32_BYTES
        fixed += 2 * step.layer.channels * FLOAT32_BYTES if isinstance(step.layer, Norm) else 0  # batch mean, deviation
        saved.update(_saved_tensors(step))
        kept += prod(step.out_shape) * INDEX_BYTES if isinstance(step.layer, MaxPool) else 0
    activations = (kept + sum(saved.values())) * batch_size + fixed
    return Memory(weights, weights, weights if momentum else 0, activations)


def _saved_tensors(step: Step) -> Iterator[tuple[str, int]]:
    """(who gave it, bytes per image) of the tensors this layer keeps for backward."""
    if isinstance(step.layer, Conv | Norm | Linear | MaxPool | AvgPool | Scale):
        yield step.inputs[0], prod(step.in_shape) * FLOAT32_BYTES
    if isinstance(step.layer, Relu | Sigmoid):
        yield step.path, prod(step.out_shape) * FLOAT32_BYTES
