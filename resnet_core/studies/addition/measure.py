"""What does a block add to what? One test picture on its way through an addition, map by map and in norms.

The summands are what reaches the addition: F(x) from the main path, and from the shortcut x itself where it is the
identity. A block of the learner's own stands behind a new 3x3 stem as in the lab's networks, whose ReLU makes x >= 0;
the norms take their statistics from a small batch, as in a first step of training. A trained net runs as when
it classifies.
"""

import math
from dataclasses import dataclass
from itertools import islice

import torch
from torch import Tensor, nn

from resnet_core import gallery
from resnet_core.data.images import Dataset, normalise, resize
from resnet_core.errors import DataError, LabError
from resnet_core.models.build import ResidualBlock, assemble, build
from resnet_core.models.modes import in_mode
from resnet_core.plan.blocks import block_plan
from resnet_core.plan.network import network_plan
from resnet_core.plan.nodes import Conv, NetworkPlan, Norm, Relu, Stage
from resnet_core.studies.addition.question import AdditionQuestion, Map, Opened
from resnet_core.training.checkpoints import load_weights

BATCH = 8
"""Pictures that the norms of an untrained block see, the chosen one first."""
CHANNELS = 4
RECORDING = "quick"


@dataclass(frozen=True, slots=True)
class Sum:
    """What went into an addition and what came out of it, for one picture: `(C, H, W)` each."""

    main: Tensor
    shortcut: Tensor
    total: Tensor
    out: Tensor
    """Of the block: the sum after whatever follows it."""
    followed: Tensor
    """The shortcut's summand alone after what follows the addition: the block's output if F(x) were 0."""


def open_addition(question: AdditionQuestion, dataset: Dataset) -> Opened:
    """The addition that the question asks for; LabError where it asks for one that is not there."""
    images = dataset.test_images[question.picture :][:BATCH]
    if not len(images):
        count = len(dataset.test_images)
        raise DataError("no-such-picture", picture=question.picture, pictures=count, last=count - 1)
    name, network, size = _trained(question.number) if question.weights == "trained" else _new(question)
    block = network.get_submodule(name)
    assert isinstance(block, ResidualBlock)
    summed = observe(network, block, resize(normalise(images), size), training=question.weights != "trained")
    return _opened(name, block, summed, picture=images[0], label=int(dataset.test_labels[question.picture]))


def observe(network: nn.Module, block: ResidualBlock, images: Tensor, *, training: bool) -> Sum:
    """What the block adds for the first of `images`; the network keeps its mode and no hook."""
    assert block.add is not None, "the question's config asks for a shortcut"
    seen: dict[str, Tensor] = {}

    def keep_summands(_module: nn.Module, summands: tuple[Tensor, Tensor], total: Tensor) -> None:
        seen["main"], seen["shortcut"], seen["total"] = *summands, total

    def keep_output(_module: nn.Module, _inputs: tuple[Tensor], out: Tensor) -> None:
        seen["out"] = out

    hooks = [block.add.register_forward_hook(keep_summands), block.register_forward_hook(keep_output)]
    try:
        with in_mode(network, training=training), torch.no_grad():
            network(images)
            seen["followed"] = block.after(seen["shortcut"])
    finally:
        for hook in hooks:
            hook.remove()
    return Sum(**{name: values[0].double() for name, values in seen.items()})


def zero_last_layer(block: ResidualBlock) -> None:
    """Makes the last layer with weights on the main path give 0 for every input, so F(x) = 0."""
    last = [layer for layer in block.main if isinstance(layer, nn.Conv2d | nn.BatchNorm2d)][-1]
    for parameter in last.parameters():
        nn.init.zeros_(parameter)


def _new(question: AdditionQuestion) -> tuple[str, nn.Module, int]:
    """The learner's block behind a stem, with new weights."""
    config = question.block
    norm = (Norm("norm", config.in_channels),) if config.norm else ()
    plan = NetworkPlan(
        input_shape=(1, question.size, question.size),
        stem=(Conv("conv", 1, config.in_channels, 3, padding=1), *norm, Relu("relu")),
        stages=(Stage("stage1", (block_plan(config),)),),
        head=(),
    )
    network = build(plan, seed=question.seed)
    if question.weights == "zeroed":
        block = network.get_submodule("stage1.block")
        assert isinstance(block, ResidualBlock)
        zero_last_layer(block)
    return "stage1.block", network, question.size


def _trained(number: int) -> tuple[str, nn.Module, int]:
    """Block `number` of the recorded net."""
    weights = gallery.attachment(RECORDING, "weights.safetensors")
    if weights is None:
        raise LabError("recording-without-weights", recording=RECORDING)
    config = gallery.load(RECORDING).config.network
    network = assemble(network_plan(config))
    load_weights(weights, network)
    names = [name for name, module in network.named_modules() if isinstance(module, ResidualBlock)]
    name = next(islice(names, number - 1, None), None)
    if name is None:
        raise LabError("no-such-addition", number=number, blocks=len(names))
    return name, network, config.input_size


def _opened(name: str, block: ResidualBlock, summed: Sum, *, picture: Tensor, label: int) -> Opened:
    norm_x, norm_f = float(summed.shortcut.norm()), float(summed.main.norm())
    chosen = summed.total.flatten(1).std(1, correction=0).topk(min(CHANNELS, len(summed.total))).indices.sort().values
    tensors: dict[Map, Tensor] = {"x": summed.shortcut, "f": summed.main, "sum": summed.total, "out": summed.out}
    assert block.shortcut is not None, "an addition has two summands"
    return Opened(
        block=name,
        shape=tuple(summed.main.shape),
        identity=len(block.shortcut) == 0,
        then_relu=[type(layer) for layer in block.after] == [nn.ReLU],
        norm_x=norm_x,
        norm_f=norm_f,
        ratio=norm_f / norm_x if norm_x else None,
        degrees=_degrees(summed.shortcut, summed.main) if norm_x and norm_f else None,
        difference=float((summed.out - summed.followed).abs().max()),
        picture=_rounded(picture),
        label=label,
        channels=tuple(chosen.tolist()),
        maps={kind: tuple(_rounded(channel) for channel in values[chosen]) for kind, values in tensors.items()},
    )


def _degrees(x: Tensor, f: Tensor) -> float:
    cosine = float((x * f).sum() / (x.norm() * f.norm()))
    return math.degrees(math.acos(max(-1.0, min(1.0, cosine))))


def _rounded(values: Tensor) -> tuple[tuple[float, ...], ...]:
    """Rows of numbers, with as many digits as a picture can show."""
    return tuple(tuple(round(value, 4) for value in row) for row in values.tolist())
