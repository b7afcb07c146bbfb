"""What does a block add to what? One test picture on its way through an addition, map by map and in norms.

The summands are what reaches the addition: F(x) from the main path, and from the shortcut x itself where it is the
identity. A block of the learner's own stands behind a new 3x3 stem as in the lab's networks, whose ReLU makes x >= 0;
the norms take their statistics from a small batch, as in a first step of training. A trained net runs as when
it classifies.
"""

import math
from dataclasses import dataclass, field
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
from resnet_core.probes.addition import AdditionProbe
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


@dataclass(frozen=True, slots=True)
class Opened:
    """One addition in numbers. Maps are those of the channels that vary most in the sum, as rows of numbers."""

    block: str
    shape: tuple[int, ...]
    """Of each summand: channels, height, width."""
    identity: bool
    """Whether the shortcut hands on x itself."""
    then_relu: bool
    """Whether a ReLU, and nothing else, follows the addition."""
    norm_x: float
    norm_f: float
    ratio: float | None
    """|F(x)| / |x|; None where x is 0."""
    degrees: float | None
    """Angle between x and F(x); None where one of them is 0."""
    difference: float
    """Largest |output - ReLU(x)|, or what takes ReLU's place in this block."""
    picture: list[list[float]]
    label: int
    channels: tuple[int, ...]
    maps: dict[str, list[list[list[float]]]] = field(repr=False)
    """`x`, `f`, `sum` and `out`, each a map a channel."""


def open_addition(probe: AdditionProbe, dataset: Dataset) -> Opened:
    """The addition that the probe asks for; LabError where it asks for one that is not there."""
    images = dataset.test_images[probe.picture :][:BATCH]
    if not len(images):
        count = len(dataset.test_images)
        raise DataError(f"picture={probe.picture}: the test set has {count} pictures; choose 0 to {count - 1}")
    name, network, size = _trained(probe.number) if probe.weights == "trained" else _new(probe)
    block = network.get_submodule(name)
    assert isinstance(block, ResidualBlock)
    found = observe(network, block, resize(normalise(images), size), training=probe.weights != "trained")
    return _opened(name, block, found, picture=images[0], label=int(dataset.test_labels[probe.picture]))


def observe(network: nn.Module, block: ResidualBlock, images: Tensor, *, training: bool) -> Sum:
    """What the block adds for the first of `images`; the network keeps its mode and no hook."""
    assert block.add is not None, "the probe's config asks for a shortcut"
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
    """None; the last layer with weights on the main path gives 0 for every input, so F(x) = 0."""
    last = [layer for layer in block.main if isinstance(layer, nn.Conv2d | nn.BatchNorm2d)][-1]
    for parameter in last.parameters():
        nn.init.zeros_(parameter)


def _new(probe: AdditionProbe) -> tuple[str, nn.Module, int]:
    """The learner's block behind a stem, with new weights."""
    config = probe.block
    norm = (Norm("norm", config.in_channels),) if config.norm else ()
    plan = NetworkPlan(
        input_shape=(1, probe.size, probe.size),
        stem=(Conv("conv", 1, config.in_channels, 3, padding=1), *norm, Relu("relu")),
        stages=(Stage("stage1", (block_plan(config),)),),
        head=(),
    )
    network = build(plan, seed=probe.seed)
    if probe.weights == "zeroed":
        block = network.get_submodule("stage1.block")
        assert isinstance(block, ResidualBlock)
        zero_last_layer(block)
    return "stage1.block", network, probe.size


def _trained(number: int) -> tuple[str, nn.Module, int]:
    """Block `number` of the recorded net."""
    weights = gallery.attachment(RECORDING, "weights.safetensors")
    if weights is None:
        raise LabError(
            f"The recorded net {RECORDING} has no weights here; record it again with make record, "
            "or choose random weights."
        )
    config = gallery.load(RECORDING).config.network
    network = assemble(network_plan(config))
    load_weights(weights, network)
    names = [name for name, module in network.named_modules() if isinstance(module, ResidualBlock)]
    name = next(islice(names, number - 1, None), None)
    if name is None:
        raise LabError(f"number={number}: the recorded net has {len(names)} blocks; choose 1 to {len(names)}")
    return name, network, config.input_size


def _opened(name: str, block: ResidualBlock, found: Sum, *, picture: Tensor, label: int) -> Opened:
    norm_x, norm_f = float(found.shortcut.norm()), float(found.main.norm())
    chosen = found.total.flatten(1).std(1, correction=0).topk(min(CHANNELS, len(found.total))).indices.sort().values
    tensors = {"x": found.shortcut, "f": found.main, "sum": found.total, "out": found.out}
    assert block.shortcut is not None, "an addition has two summands"
    return Opened(
        block=name,
        shape=tuple(found.main.shape),
        identity=len(block.shortcut) == 0,
        then_relu=[type(layer) for layer in block.after] == [nn.ReLU],
        norm_x=norm_x,
        norm_f=norm_f,
        ratio=norm_f / norm_x if norm_x else None,
        degrees=_degrees(found.shortcut, found.main) if norm_x and norm_f else None,
        difference=float((found.out - found.followed).abs().max()),
        picture=_rounded(picture),
        label=label,
        channels=tuple(chosen.tolist()),
        maps={kind: [_rounded(each) for each in values[chosen]] for kind, values in tensors.items()},
    )


def _degrees(x: Tensor, f: Tensor) -> float:
    cosine = float((x * f).sum() / (x.norm() * f.norm()))
    return math.degrees(math.acos(max(-1.0, min(1.0, cosine))))


def _rounded(values: Tensor) -> list[list[float]]:
    """Rows of numbers, with as many digits as a picture can show."""
    return [[round(value, 4) for value in row] for row in values.tolist()]
