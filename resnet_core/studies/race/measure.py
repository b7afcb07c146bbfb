"""Which net learns faster? Several train at once: same first weights, same batches, one step each in turn.

What a net does follows from its own config, the recipe and the seed, never from the nets beside it: layers that two
nets share start with the same weights, each net computes on one thread, and how many of them run at once changes no
bit. A net whose loss is no number any more stays where it is while the others go on.
"""

import math
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from resnet_core.config import RunConfig, TrainingConfig
from resnet_core.data.images import Batch, Batches
from resnet_core.models.build import build
from resnet_core.models.modes import renewed
from resnet_core.plan.network import network_plan
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.race.question import LAST_STEPS, Race, RaceQuestion, Runner
from resnet_core.studies.rounding import told
from resnet_core.studies.workbench import Workbench
from resnet_core.training.devices import Device
from resnet_core.training.evaluation import evaluate
from resnet_core.training.layout import on_device
from resnet_core.wording import Message, message

FRESH_BATCHES = 20
"""Training batches over which the statistics of the norms are taken anew."""


def race(question: RaceQuestion, bench: Workbench) -> Race:
    """All nets after all steps; their training losses are emitted as `0.train_loss`, `1.train_loss`, ..."""
    dataset = bench.images(question.data)
    batches = Batches(dataset, _run_config(question), bench.device.torch)
    runners = [_Runner(net, question, bench.device) for net in question.nets]
    with _one_thread_each(len(runners), bench.device) as pool:
        for step in range(1, question.steps + 1):
            one_step = partial(_Runner.step, batch=batches.train(step), lr=lr_at(question, step))
            losses = list(pool.map(one_step, runners))
            bench.emit(step, {f"{place}.train_loss": loss for place, loss in enumerate(losses) if loss is not None})
            bench.on_step(step, question.steps, _told(runners))
        finished = tuple(pool.map(partial(_Runner.finish, batches=batches, steps=question.steps), runners))
    return Race(seed=question.seed, data=dataset.name, runners=finished)


def start(net: SmallNet, *, seed: int) -> nn.Sequential:
    """The net with its first weights: those of its twin without projections wherever both have a layer.

    Weights are drawn in the order of the layers, so projections would give every later layer others.
    """
    network = build(network_plan(net.network), seed=seed)
    if net.shortcut == "projection_norm":
        twin = build(network_plan(net.model_copy(update={"shortcut": "zero_pad"}).network), seed=seed)
        network.load_state_dict(network.state_dict() | twin.state_dict())
    return network


def lr_at(question: RaceQuestion, step: int) -> float:
    """The learning rate of step `step`, counted from 1."""
    return question.lr * min(1.0, step / question.warm_up_steps) if question.warm_up_steps else question.lr


class _Runner:
    """A net on its way."""

    def __init__(self, net: SmallNet, question: RaceQuestion, device: Device) -> None:
        self.net = net
        self.stopped = False
        self._clip_norm = question.clip_norm
        self._network = on_device(start(net, seed=question.seed), device)
        self._optimizer = torch.optim.SGD(
            self._network.parameters(),
            lr=question.lr,
            momentum=question.momentum,
            weight_decay=question.weight_decay,
            fused=True,  # one kernel for all parameters
        )
        self._losses: list[float | None] = []
        self._accuracies: list[float | None] = []

    def step(self, batch: Batch, *, lr: float) -> float | None:
        """The loss before the step; None, and no step, once it was no number."""
        loss, accuracy = (None, None) if self.stopped else self._train(batch, lr=lr)
        self.stopped = loss is None
        self._losses.append(loss)
        self._accuracies.append(accuracy)
        return loss

    def finish(self, batches: Batches, steps: int) -> Runner:
        """How it came out, tested twice; the second time with the statistics of the last training batches."""
        as_it_is = fresh = None
        if not self.stopped:
            as_it_is = evaluate(self._network, batches)[1]
            last = _images(batches, range(max(1, steps + 1 - FRESH_BATCHES), steps + 1))
            fresh = evaluate(renewed(self._network, last), batches)[1]
        return Runner(
            net=self.net,
            params=sum(parameter.numel() for parameter in self._network.parameters()),
            losses=tuple(map(told, self._losses)),
            accuracies=tuple(map(told, self._accuracies)),
            final_loss=told(_mean(self._losses[-LAST_STEPS:])),
            test_accuracy=told(as_it_is),
            test_accuracy_fresh_norms=told(fresh),
        )

    def _train(self, batch: Batch, *, lr: float) -> tuple[float, float] | tuple[None, None]:
        images, labels = batch
        self._network.train()
        logits = self._network(images)
        loss = F.cross_entropy(logits, labels)
        if not math.isfinite(value := loss.item()):
            return None, None
        for group in self._optimizer.param_groups:
            group["lr"] = lr
        self._optimizer.zero_grad()
        torch.autograd.backward(loss)
        if self._clip_norm is not None:
            nn.utils.clip_grad_norm_(self._network.parameters(), self._clip_norm)
        self._optimizer.step()
        return value, (logits.detach().argmax(1) == labels).float().mean().item()


@contextmanager
def _one_thread_each(nets: int, device: Device) -> Iterator[ThreadPoolExecutor]:
    """A pool with as many threads as torch may use here, each of which computes alone.

    Nets this small gain little when one layer is split over two threads, and much when two nets run side by side.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with ThreadPoolExecutor(min(nets, threads) if device.kind == "cpu" else 1) as pool:
            yield pool
    finally:
        torch.set_num_threads(threads)


def _run_config(question: RaceQuestion) -> RunConfig:
    """What `Batches` asks of a run: the pictures' size, the batch and the seed."""
    training = TrainingConfig(batch_size=question.batch_size, seed=question.seed)
    return RunConfig(network=question.nets[0].network, data=question.data, training=training)


def _images(batches: Batches, steps: range) -> Iterator[Tensor]:
    return (batches.train(step)[0] for step in steps)


def _told(runners: Sequence[_Runner]) -> Message:
    stopped = tuple(
        message("phase-net", kind="plain" if runner.net.plain else "residual", depth=runner.net.depth)
        for runner in runners
        if runner.stopped
    )
    return message("phase-racing-without", nets=stopped) if stopped else message("phase-racing")


def _mean(values: Sequence[float | None]) -> float | None:
    """None where one of them is missing."""
    numbers = [value for value in values if value is not None]
    return sum(numbers) / len(numbers) if len(numbers) == len(values) else None
