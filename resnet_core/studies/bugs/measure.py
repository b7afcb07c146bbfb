"""What does a bug cost? One ResNet-8 is trained as it should be, and once with each mistake that learners make.

Every net starts from the same weights and takes the same steps on the same batches, so only the bug sets them apart.
"""

import math
from collections.abc import Iterable

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from resnet_core.config import DataConfig, RunConfig, TrainingConfig
from resnet_core.data.images import Batches, Dataset
from resnet_core.models.build import ResidualBlock, build
from resnet_core.plan.network import network_plan
from resnet_core.studies.bugs.question import (
    BUGS,
    NORM_TWICE,
    PLAIN_LIST,
    SOFTMAX,
    ZERO_GRAD,
    BugsQuestion,
    Patient,
    Ward,
)
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.workbench import Workbench
from resnet_core.training.evaluation import evaluate
from resnet_core.training.layout import on_device
from resnet_core.wording import message

NETWORK = SmallNet(depth=8, width=8).network
"""Half the size of the pictures and half the paper's width, so that a processor needs half a minute for all."""
BATCH_SIZE = 128
LR = 0.05
LAST = 50
"""Steps at the end over which the loss is averaged."""


class _Unseen(nn.Module):
    """Modules one after another, kept in a list of Python: torch finds none of their weights and norms."""

    def __init__(self, modules: Iterable[nn.Module]) -> None:
        super().__init__()
        self.unseen = [*modules]

    def forward(self, x: Tensor) -> Tensor:
        for module in self.unseen:
            x = module(x)
        return x


def admit(question: BugsQuestion, bench: Workbench) -> Ward:
    """Every net trained and tested."""
    dataset = bench.images(question.data)
    batches = batches_of(question, dataset, bench)
    patients = tuple(_patient(question, batches, bench, bug=bug) for bug in BUGS)
    return Ward(seed=question.seed, data=dataset.name, patients=patients)


def batches_of(question: BugsQuestion, dataset: Dataset, bench: Workbench) -> Batches:
    """What every net is trained on, step by step."""
    training = TrainingConfig(batch_size=BATCH_SIZE, seed=question.seed)
    run = RunConfig(network=NETWORK, data=DataConfig(source=dataset.name), training=training)
    return Batches(dataset, run, bench.device.torch)


def infect(network: nn.Sequential, bug: str) -> None:
    """Puts into a network what is wrong with its modules; a bug of the training loop changes nothing here."""
    if bug == PLAIN_LIST:
        for name, module in [*network.named_children()]:
            if name.startswith("stage"):
                network.set_submodule(name, _Unseen(module.children()))
    if bug == NORM_TWICE:
        for block in [module for module in network.modules() if isinstance(module, ResidualBlock)]:
            first, *others = [name for name, layer in block.main.named_children() if isinstance(layer, nn.BatchNorm2d)]
            for name in others:
                block.main.set_submodule(name, block.main.get_submodule(first))


def train(network: nn.Module, batches: Batches, bug: str, *, steps: int) -> Iterable[float]:
    """The loss of every step, as the code with this bug reckons it; the last is that which is no number, if one is."""
    optimizer = torch.optim.SGD(network.parameters(), lr=LR, momentum=0.9, nesterov=True, weight_decay=5e-4)
    network.train()
    for step in range(1, steps + 1):
        images, labels = batches.train(step)
        outputs = network(images)
        loss = F.cross_entropy(outputs.softmax(1) if bug == SOFTMAX else outputs, labels)
        if bug != ZERO_GRAD:
            optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
        yield loss.item()
        if not math.isfinite(loss.item()):
            return


def _patient(question: BugsQuestion, batches: Batches, bench: Workbench, *, bug: str) -> Patient:
    """A new net with this bug, trained and tested."""
    network = on_device(build(network_plan(NETWORK), seed=question.seed), bench.device)
    infect(network, bug)
    before, total = BUGS.index(bug) * question.steps, len(BUGS) * question.steps
    losses: list[float] = []
    for loss in train(network, batches, bug, steps=question.steps):
        losses.append(loss)
        bench.on_step(before + len(losses), total, message("phase-bug", bug=bug))
    _, accuracy = evaluate(network, batches)
    last = losses[-LAST:]
    ended = math.isfinite(losses[-1])
    return Patient(
        bug=bug,
        params=_params(network),
        loss=sum(last) / len(last) if ended else None,
        accuracy=accuracy,
        stopped_at=None if ended else len(losses),
    )


def _params(network: nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())
