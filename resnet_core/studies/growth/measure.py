"""What happens to a trained net when blocks are put into it? A ResNet-8 becomes 20 layers deep, in four ways.

After each of its blocks two more are put in, by plan and state dict alone: the trained weights are copied by name, and
the new blocks start as their insertion says. Every net then takes the same steps on the same batches. Norms matter
here: in eval mode they use what they have stored, in training the statistics of the batch, so a plain block of
identity kernels is the identity in the first case only.
"""

import math
from copy import deepcopy
from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from resnet_core.config import BlockConfig, DataConfig, NetworkConfig, RunConfig, TrainingConfig
from resnet_core.data.images import Batches, Dataset
from resnet_core.errors import LabError
from resnet_core.models.build import build
from resnet_core.plan.blocks import block_plan
from resnet_core.plan.network import network_plan
from resnet_core.plan.nodes import Block, NetworkPlan
from resnet_core.studies.growth.question import IDENTITY, NOTHING, PLAIN, RANDOM, ZERO, Grown, Growth, GrowthQuestion
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.workbench import Workbench
from resnet_core.training.evaluation import predict
from resnet_core.training.layout import on_device
from resnet_core.wording import Message, message

NETWORK = SmallNet(depth=8, width=8).network
"""Half the size of the pictures and half the paper's width, so that a processor needs half a minute for all."""
PUT_IN = 2
"""New blocks after each trained one: 8 layers become 20."""
BATCH_SIZE = 128
LR = 0.05
FIRST_LOSSES = 5


@dataclass(frozen=True, slots=True)
class Insertion:
    """How the blocks that are put in look and start."""

    residual: bool
    zero: bool = False
    """The last layer of the main path starts at zero."""
    dirac: bool = False
    """Every kernel starts as the identity."""


INSERTIONS = {
    ZERO: Insertion(residual=True, zero=True),
    RANDOM: Insertion(residual=True),
    PLAIN: Insertion(residual=False),
    IDENTITY: Insertion(residual=False, dirac=True),
}


def total_steps(config: GrowthQuestion) -> int:
    """Training steps of the whole experiment: the small net, then it and each larger one."""
    return config.steps + (1 + len(INSERTIONS)) * config.further_steps


def grow(config: GrowthQuestion, bench: Workbench) -> Growth:
    """The small net trained, grown in every way, and each trained further. LabError where a loss is no number."""
    dataset = bench.images(config.data)
    course = _Course(config, dataset, bench)
    network = course.on_device(build(network_plan(NETWORK), seed=config.seed))
    course.train(network, steps=config.steps, after=0, what=message("phase-small-net"))
    before = course.logits(network)
    nets = {NOTHING: deepcopy(network)} | {
        name: course.on_device(insert(network, NETWORK, insertion, seed=config.seed))
        for name, insertion in INSERTIONS.items()
    }
    return Growth(
        seed=config.seed,
        data=dataset.name,
        params_before=_params(network),
        params_after=_params(nets[ZERO]),
        nets=tuple(_grown(course, name, net, before=before) for name, net in nets.items()),
    )


def insert(network: nn.Module, config: NetworkConfig, insertion: Insertion, *, seed: int = 0) -> nn.Sequential:
    """The larger network: the weights of `network`, which follows `config`, and new blocks after each of its blocks."""
    larger = build(larger_plan(config, insertion), seed=seed)
    weights = larger.state_dict() | {_moved(name): tensor for name, tensor in network.state_dict().items()}
    larger.load_state_dict(weights)
    if insertion.dirac:
        _start_as_identity(larger, config)
    return larger


def larger_plan(config: NetworkConfig, insertion: Insertion) -> NetworkPlan:
    """The plan of `config` with `PUT_IN` blocks after each of its blocks; the old ones are numbered anew."""
    plan = network_plan(config)
    stages = []
    for stage, sizes in zip(plan.stages, config.stages, strict=True):
        new = _new_block(config, sizes.channels, insertion)
        blocks = [block for old in stage.blocks for block in (old, *[new] * PUT_IN)]
        named = tuple(replace(block, name=f"block{number}") for number, block in enumerate(blocks, start=1))
        stages.append(replace(stage, blocks=named))
    return replace(plan, stages=tuple(stages))


class _Course:
    """Same batches, same steps and the same test for every net."""

    def __init__(self, config: GrowthQuestion, dataset: Dataset, bench: Workbench) -> None:
        self.config = config
        self._device = bench.device
        self._on_step = bench.on_step
        self._total = total_steps(config)
        self._done = 0
        training = TrainingConfig(batch_size=BATCH_SIZE, seed=config.seed)
        run = RunConfig(network=NETWORK, data=DataConfig(source=dataset.name), training=training)
        self._batches = Batches(dataset, run, bench.device.torch)

    def on_device(self, network: nn.Module) -> nn.Module:
        """The network where the images are."""
        return on_device(network, self._device)

    def train(self, network: nn.Module, *, steps: int, after: int, what: Message) -> list[float]:
        """The loss of every step, each before the weights moved; batches go on after step `after`."""
        optimizer = torch.optim.SGD(network.parameters(), lr=LR, momentum=0.9, nesterov=True, weight_decay=5e-4)
        losses: list[float] = []
        network.train()
        for step in range(after + 1, after + steps + 1):
            images, labels = self._batches.train(step)
            loss = F.cross_entropy(network(images), labels)
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            optimizer.step()
            losses.append(loss.item())
            if not math.isfinite(losses[-1]):
                raise LabError("growth-diverged", net=what, step=step)
            self._done += 1
            self._on_step(self._done, self._total, what)
        return losses

    def logits(self, network: nn.Module) -> Tensor:
        """Of the test images, in eval mode."""
        return predict(network, self._batches)

    def score(self, logits: Tensor) -> tuple[float, float]:
        """Mean loss and accuracy over the test images."""
        labels = self._batches.test_labels
        return F.cross_entropy(logits, labels).item(), (logits.argmax(1) == labels).float().mean().item()


def _grown(course: _Course, name: str, network: nn.Module, *, before: Tensor) -> Grown:
    """One net measured as it was put together, and after its further steps."""
    config, logits = course.config, course.logits(network)
    loss, accuracy = course.score(logits)
    losses = course.train(
        network, steps=config.further_steps, after=config.steps, what=message("phase-growing", net=name)
    )
    later_loss, later_accuracy = course.score(course.logits(network))
    return Grown(
        put_in=name,
        loss=loss,
        accuracy=accuracy,
        largest_change=(logits - before).abs().max().item(),
        first_losses=tuple(losses[:FIRST_LOSSES]),
        later_loss=later_loss,
        later_accuracy=later_accuracy,
    )


def _new_block(config: NetworkConfig, channels: int, insertion: Insertion) -> Block:
    style = config.style.model_dump() | {
        "family": config.style.family if insertion.residual else "plain",
        "zero_init_residual": insertion.zero,
    }
    shortcut = "identity" if insertion.residual else "none"
    return block_plan(BlockConfig(**style, in_channels=channels, out_channels=channels, shortcut=shortcut))


def _moved(name: str) -> str:
    """Where a tensor of the small net belongs in the large one: `stage1.block2.x` becomes `stage1.block4.x`."""
    first, _, rest = name.partition(".block")
    if not rest:
        return name
    number, _, inside = rest.partition(".")
    return f"{first}.block{_place(int(number))}.{inside}"


def _place(number: int) -> int:
    """Of the old block `number` among old and new ones."""
    return 1 + (number - 1) * (1 + PUT_IN)


def _start_as_identity(larger: nn.Module, config: NetworkConfig) -> None:
    """Makes every kernel of the new blocks hand its input on."""
    for stage_number, stage in enumerate(config.stages, start=1):
        old = {_place(number) for number in range(1, stage.blocks + 1)}
        for number in set(range(1, stage.blocks * (1 + PUT_IN) + 1)) - old:
            for module in larger.get_submodule(f"stage{stage_number}.block{number}").modules():
                if isinstance(module, nn.Conv2d):
                    nn.init.dirac_(module.weight)


def _params(network: nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())
