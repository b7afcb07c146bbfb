"""What does a signal keep of itself on its way through a net? One batch forward, looked at after every block.

The signal propagation plots of Brock et al. 2021 (arXiv:2101.08692, sec. 3), and beside them how alike different
inputs become. Norms take the statistics of the batch, for trained nets too: so a net is seen as in its next step.
"""

from contextlib import ExitStack
from functools import partial

import torch
from torch import Tensor, nn

from resnet_core.config import NetworkConfig, RunConfig, TrainingConfig
from resnet_core.data.images import Batches, generator
from resnet_core.models.branches import Summands, blocks_of
from resnet_core.models.modes import batch_statistics
from resnet_core.studies.rounding import told
from resnet_core.studies.signal.question import Place, Signal, SignalQuestion
from resnet_core.studies.workbench import Workbench


def measure(question: SignalQuestion, bench: Workbench) -> Signal:
    """The signal of the question's net at every place."""
    config = question.net.network
    if question.input == "noise":
        source, images = "noise", _noise(config, question)
    else:
        dataset = bench.images(question.data)
        training = TrainingConfig(batch_size=question.batch_size, seed=question.seed)
        images, _labels = Batches(dataset, RunConfig(network=config, training=training), bench.device.torch).train(1)
        source = dataset.name
    return Signal(source=source, places=follow(bench.net(question.net), images.to(bench.device.torch)))


@torch.no_grad()
def follow(network: nn.Sequential, images: Tensor) -> tuple[Place, ...]:
    """The places on the way of `images`; the network keeps its modes, its stored statistics and no hook."""
    blocks = blocks_of(network)
    places: list[Place] = [_place("input", images, None)]
    summands: dict[str, Summands] = {}

    def keep(name: str, _module: nn.Module, _inputs: tuple[Tensor], out: Tensor) -> None:
        places.append(_place(name, out, summands.pop(name, None)))

    def keep_summands(name: str, _module: nn.Module, inputs: Summands, _out: Tensor) -> None:
        summands[name] = inputs

    with ExitStack() as hooks, batch_statistics(network):
        for name, module in {"stem": network.get_submodule("stem"), **blocks}.items():
            hooks.callback(module.register_forward_hook(partial(keep, name)).remove)
        for name, block in blocks.items():
            if block.add is not None:
                hooks.callback(block.add.register_forward_hook(partial(keep_summands, name)).remove)
        network(images)
    return tuple(places)


def channel_variance(signal: Tensor) -> float:
    """Mean over the channels of `(B, C, H, W)` of the variance over batch and pixels."""
    return float(signal.double().var((0, 2, 3), correction=0).mean())


def squared_mean(signal: Tensor) -> float:
    """Mean over the channels of `(B, C, H, W)` of the squared mean over batch and pixels."""
    return float(signal.double().mean((0, 2, 3)).square().mean())


def likeness(signal: Tensor) -> float:
    """Mean cosine between two different inputs of `(B, C, H, W)`; nan where one is zero everywhere."""
    flat = signal.double().flatten(1)
    unit = flat / flat.norm(dim=1, keepdim=True)
    count = len(unit)
    pairs = float(unit.sum(0).square().sum()) - count  # of each with each, less each with itself
    return pairs / (count * (count - 1))


def _noise(config: NetworkConfig, question: SignalQuestion) -> Tensor:
    shape = (question.batch_size, config.input_channels, config.input_size, config.input_size)
    return torch.randn(shape, generator=generator(question.seed, "signal", 0))


def _place(name: str, signal: Tensor, summands: Summands | None) -> Place:
    main, shortcut = (None, None) if summands is None else (told(channel_variance(summand)) for summand in summands)
    return Place(
        path=name,
        variance=told(channel_variance(signal)),
        squared_mean=told(squared_mean(signal)),
        cosine=told(likeness(signal)),
        main_variance=main,
        shortcut_variance=shortcut,
    )
