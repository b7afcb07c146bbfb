"""What a layer gives out for a picture, and which pixels a class reaches through F alone and the shortcut alone."""

from functools import cache
from itertools import groupby
from typing import Literal, Self

from pydantic import model_validator

from resnet_core.config import DataName, Frozen, NetworkConfig
from resnet_core.errors import ConfigError
from resnet_core.plan.network import network_plan
from resnet_core.plan.shapes import walk
from resnet_core.studies.nets import TrainedNet
from resnet_core.studies.pictures import Spelled
from resnet_core.studies.saliency_checks.question import QUICK_NET
from resnet_core.studies.saliency_maps.question import Class, Map, Number

MOST_CHANNELS = 16
"""Maps of a layer that an answer holds: those of its first channels."""
EVERY = "every block"


class InsideQuestion(Frozen):
    """One picture on its way through a net, and the gradient of a class's logit on its way back."""

    net: TrainedNet
    picture: Number | Spelled = 0
    data: DataName = "fashion-mnist"
    target: Literal["predicted"] | Class = "predicted"
    layer: str
    """A layer that gives maps, by its path."""
    block: str = EVERY
    """The block whose two paths are parted, or `EVERY`."""

    @model_validator(mode="after")
    def _is_in_this_net(self) -> Self:
        network = self.net.network
        if self.layer not in (known := map_layers(network)):
            raise ConfigError("no-such-maps", layer=self.layer, layers=tuple(known))
        if self.block not in (choices := (EVERY, *blocks(network))):
            raise ConfigError("no-such-block", block=self.block, blocks=choices)
        return self

    @property
    def pictures(self) -> tuple[int | str, ...]:
        """The one picture."""
        return (self.picture,)


class Ways(Frozen):
    """Gradients of one logit by the pixels, by way of some paths only; the forward pass is the whole net's."""

    whole: Map
    main: Map
    """Through F only."""
    shortcut: Map
    """Through the shortcut only."""
    lengths: tuple[float, float, float]
    """Euclidean, of the three maps in this order."""
    rest: float
    """|whole - main - shortcut| / |whole|: 0 up to rounding where one block is parted."""


class Inside(Frozen):
    """The answer to an `InsideQuestion`."""

    label: int | None
    seen: str
    """The grey pixels as the net sees them, two hexadecimal digits each."""
    probabilities: tuple[float, ...]
    target: int
    shape: tuple[int, int, int]
    """Of what the layer gives: channels, height, width."""
    channels: tuple[Map, ...]
    """Of the first channels."""
    silent: int
    """Of all channels, how many are 0 everywhere."""
    ways: Ways | None
    """None where the net has no shortcuts."""


def map_layers(network: NetworkConfig) -> tuple[str, ...]:
    """The layers that give maps, blocks among them after their own layers, in the order of computation."""
    paths: list[str] = []
    for block, steps in groupby(walk(network_plan(network)), key=lambda step: _block_of(step.path)):
        paths += [step.path for step in steps if len(step.out_shape) == 3 and step.out_shape[1:] != (1, 1)]
        paths += [block] if block else []
    return tuple(paths)


def blocks(network: NetworkConfig) -> tuple[str, ...]:
    """The paths of the blocks, in the order of computation."""
    return tuple(dict.fromkeys(block for step in walk(network_plan(network)) if (block := _block_of(step.path))))


def _block_of(path: str) -> str | None:
    """`stage1.block2` of `stage1.block2.main.conv1`; None for stem and head."""
    return ".".join(path.split(".")[:2]) if path.startswith("stage") else None


@cache
def recorded() -> tuple[InsideQuestion, ...]:
    """What `make record` asks."""
    return tuple(
        InsideQuestion(net=QUICK_NET, layer=layer) for layer in ("stage1.block1", "stage2.block1", "stage3.block1")
    )
