"""How long the paths are that the gradient takes through a residual net (Veit et al. 2016, arXiv:1605.06431, sec. 5).

Each block is passed through its main path or through its shortcut: n blocks make 2^n paths. The *length* of a path is
the number of main paths on it.
"""

from functools import cache
from typing import Self

from pydantic import Field, model_validator

from resnet_core.config import DataConfig, DataName, DataSource, Frozen
from resnet_core.errors import ConfigError
from resnet_core.studies.bounds import check_macs, network_macs
from resnet_core.studies.nets import SmallNet, TrainedNet, new_net, recorded_net

NORM_IMAGES = 256
"""Pictures whose statistics the norms of an untrained net store."""
MOST_MACS = 1_000_000_000_000
"""Of all forward passes: some minutes of one processor core."""


class PathsQuestion(Frozen):
    """The gradient of the loss at the input of a net, path by path and length by length."""

    net: TrainedNet
    samples: int = Field(default=16, ge=1, le=500)
    """Paths drawn of each length; all of them where there are no more."""
    images: int = Field(default=32, ge=1, le=500)
    seed: int = Field(default=0, ge=0, le=2**31 - 1)
    """Of the draw."""
    source: DataSource = "auto"

    @model_validator(mode="after")
    def _has_paths_and_ends(self) -> Self:
        if self.net.network.shortcut == "none":
            raise ConfigError("one-path-only")
        check_macs(self.macs, MOST_MACS, "all")
        return self

    @property
    def macs(self) -> int:
        """Multiply-adds of all forward passes."""
        return network_macs(self.net.network) * self.images * (self.samples + 2) * (self.blocks + 1)

    @property
    def blocks(self) -> int:
        """How many a path leads through, one way or the other."""
        return sum(stage.blocks for stage in self.net.network.stages)

    @property
    def data(self) -> DataConfig:
        """The images it takes."""
        return DataConfig(source=self.source, train_images=10, test_images=max(self.images, NORM_IMAGES))


class PathLength(Frozen):
    """The paths of one length; gradients are those of the loss at the input, their lengths means over the pictures."""

    length: int
    paths: int
    """How many there are."""
    sampled: int
    one: float
    """Length of the gradient of one path, the mean over those sampled."""
    lowest: float
    highest: float
    """Over those sampled."""
    together: float
    """Length of the sum of the gradients of all paths, none left out; as they cancel, no more than `paths` * `one`."""
    along: float
    """What all these paths add to the whole gradient, along it and as a share of it; over all lengths the sum is 1."""


class Paths(Frozen):
    """The answer for one net."""

    data: DataName
    gradient: float
    """Length of the whole gradient, the mean over the pictures."""
    lengths: tuple[PathLength, ...]
    """From 0, all shortcuts, to the number of blocks, all main paths."""


def untrained(depth: int, *, seed: int = 0) -> TrainedNet:
    """A residual net of that depth with new weights."""
    return new_net(SmallNet(depth=depth).network, seed=seed)


UNTRAINED_DEPTHS = (8, 14, 20, 32, 44, 56)
SEEDS = (0, 1, 2)
"""Of the first weights of the untrained nets."""


@cache
def recorded() -> tuple[PathsQuestion, ...]:
    """What `make record` asks."""
    return (
        *(PathsQuestion(net=recorded_net(name)) for name in ("residual56", "residual20")),
        *(PathsQuestion(net=untrained(depth, seed=seed)) for seed in SEEDS for depth in UNTRAINED_DEPTHS),
    )
