"""Do gradients vanish or explode on their way back through a net? Their norm in every layer, as SGD trains it.

He et al. 2015 (arXiv:1512.03385, sec. 4.1) write that the gradients of their plain nets have healthy norms; Yang et
al. 2019 (arXiv:1902.08129) that batch normalisation makes them explode at the start. Each look takes the batch that
comes next, with the statistics of that batch, and moves nothing.
"""

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from resnet_core.config import RunConfig, TrainingConfig
from resnet_core.data.images import Batch, Batches, Dataset
from resnet_core.models.branches import blocks_of
from resnet_core.models.build import build
from resnet_core.models.modes import batch_statistics
from resnet_core.plan.network import network_plan
from resnet_core.plan.nodes import Conv, Linear, NetworkPlan
from resnet_core.plan.shapes import walk
from resnet_core.studies.gradients.question import Gradients, GradientsQuestion, Layer, Snapshot
from resnet_core.studies.rounding import told
from resnet_core.studies.workbench import Workbench
from resnet_core.wording import message


def measure(question: GradientsQuestion, bench: Workbench) -> Gradients:
    """The gradients of the question's net at each of its looks."""
    dataset = bench.images(question.data)
    plan = network_plan(question.net.network)
    network = build(plan, seed=question.seed).to(bench.device.torch)
    batches = _batches(question, dataset, bench)
    layers = weighted_layers(plan)
    optimizer = torch.optim.SGD(network.parameters(), lr=question.lr, momentum=question.momentum)
    last = question.after[-1]
    snapshots = []
    for step in range(last + 1):
        batch = batches.train(step + 1)
        if step in question.after:
            snapshots.append(look(network, layers, batch, step=step))
        if step < last:
            _train(network, optimizer, batch)
            bench.on_step(step + 1, last, message("phase-training"))
    return Gradients(data=dataset.name, layers=layers, snapshots=tuple(snapshots))


def look(network: nn.Module, layers: tuple[Layer, ...], batch: Batch, *, step: int) -> Snapshot:
    """The gradient's norms on one batch; weights, stored statistics and modes stay, and no hook or `.grad` is left."""
    images, labels = batch
    outputs: list[Tensor] = []

    def keep(_module: nn.Module, _inputs: tuple[Tensor], out: Tensor) -> None:
        outputs.append(out)

    hooks = [block.register_forward_hook(keep) for block in blocks_of(network).values()]
    try:
        with batch_statistics(network), torch.enable_grad():
            loss = F.cross_entropy(network(images), labels)
            weights = [network.get_parameter(f"{layer.path}.weight") for layer in layers]
            gradients = torch.autograd.grad(loss, [*weights, *outputs])
    finally:
        for hook in hooks:
            hook.remove()
    return Snapshot(
        step=step,
        loss=told(loss.item()),
        weights=_norms(gradients[: len(layers)]),
        outputs=_norms(gradients[len(layers) :]),
        lengths=_norms(weights),
    )


def weighted_layers(plan: NetworkPlan) -> tuple[Layer, ...]:
    """Every convolution and the last layer, in the order of computation."""
    layers: list[Layer] = []
    blocks: list[str] = []
    depth = 0
    for step in walk(plan):
        name = ".".join(step.path.split(".")[:2])
        inside = step.branch not in ("stem", "head")
        if inside and name not in blocks:
            blocks.append(name)
        if isinstance(step.layer, Conv | Linear):
            assert step.branch in ("stem", "main", "shortcut", "head"), step
            depth += step.branch != "shortcut"
            layers.append(Layer(path=step.path, branch=step.branch, block=len(blocks) if inside else None, depth=depth))
    return tuple(layers)


def _norms(tensors: Sequence[Tensor]) -> tuple[float | None, ...]:
    return tuple(told(tensor.detach().double().norm().item()) for tensor in tensors)


def _batches(question: GradientsQuestion, dataset: Dataset, bench: Workbench) -> Batches:
    training = TrainingConfig(batch_size=question.batch_size, seed=question.seed)
    return Batches(dataset, RunConfig(network=question.net.network, training=training), bench.device.torch)


def _train(network: nn.Module, optimizer: torch.optim.Optimizer, batch: Batch) -> None:
    """Trains one step, on a loss that is no number too: the next look tells what becomes of it."""
    images, labels = batch
    network.train()
    optimizer.zero_grad()
    torch.autograd.backward(F.cross_entropy(network(images), labels))
    optimizer.step()
