"""Grouped convolutions in numbers: what a number of groups costs, and blocks of several branches.

Cardinality C is the number of groups, group width d the channels of one (Xie et al. 2017, arXiv:1611.05431). Weights
are those of the convolutions, without norms, as in the paper's own C(256d + 9d^2 + 256d).
"""

from dataclasses import dataclass
from typing import Literal

from resnet_core.analysis.layers import Totals, block_cost, params
from resnet_core.config import BlockConfig
from resnet_core.plan.nodes import Conv, MaxPool, Path

PAPER_CHANNELS = 256
"""Input and output of the paper's example block (its Fig. 1 and Table 2)."""


@dataclass(frozen=True, slots=True)
class Split:
    """A middle convolution of `cardinality` groups, each `group_width` wide."""

    cardinality: int
    group_width: int

    @property
    def width(self) -> int:
        """Channels of all groups together."""
        return self.cardinality * self.group_width


@dataclass(frozen=True, slots=True)
class Published(Split):
    """A split with the ImageNet-1K top-1 errors, in percent, that the paper reports for networks of its blocks."""

    error_50_layers: float
    error_101_layers: float


PUBLISHED = (
    Published(1, 64, 23.9, 22.0),
    Published(2, 40, 23.0, 21.7),
    Published(4, 24, 22.6, 21.4),
    Published(8, 14, 22.3, 21.3),
    Published(32, 4, 22.2, 21.2),
)
"""Xie et al. 2017, Table 3: five splits at about the same cost."""


def split_of(config: BlockConfig) -> Split:
    """How the middle convolution of a ResNeXt block is split."""
    groups = config.groups(config.out_channels)
    return Split(groups, config.bottleneck_width(config.out_channels) // groups)


def split_cost(split: Split, *, channels: int = PAPER_CHANNELS, size: int = 1) -> Totals:
    """Cost of a block of `channels` in and out with this split, without norms, for maps of `size` x `size`."""
    config = BlockConfig(
        family="resnext",
        in_channels=channels,
        out_channels=channels,
        bottleneck_multiplier=split.width / channels,
        cardinality=split.cardinality,
        norm=False,
    )
    return block_cost(config, size)


def nearest_split(cardinality: int, budget: int, *, channels: int = PAPER_CHANNELS) -> Split:
    """The split into `cardinality` groups whose weights come nearest to `budget`."""
    split = Split(cardinality, 1)
    while split_cost(split, channels=channels).params < budget:
        split = Split(cardinality, split.group_width + 1)
    candidates = (Split(cardinality, max(1, split.group_width - 1)), split)
    return min(candidates, key=lambda each: abs(split_cost(each, channels=channels).params - budget))


def doublings(width: int) -> tuple[Split, ...]:
    """Splits of `width` channels into 1, 2, 4, ... groups, as long as the groups stay equal."""
    splits = [Split(1, width)]
    while splits[-1].group_width % 2 == 0:
        splits.append(Split(splits[-1].cardinality * 2, splits[-1].group_width // 2))
    return tuple(splits)


@dataclass(frozen=True, slots=True)
class Branched:
    """Branches that read the same input, how they are joined, and what follows; convolutions and pools only."""

    title: str
    branches: tuple[Path, ...]
    join: Literal["add", "concat", "none"]
    tail: Path = ()
    residual: bool = True

    @property
    def params(self) -> int:
        """Weights of all branches and of what follows."""
        return sum(params(layer) for path in (*self.branches, self.tail) for layer in path)

    def macs(self, side: int) -> int:
        """Multiply-adds on maps of `side` x `side`, which every layer here keeps: each weight meets each pixel once."""
        return self.params * side * side

    @property
    def unchanged(self) -> tuple[int, ...]:
        """How many channels of the input each branch without a pool can hand on as they are: its narrowest layer's."""
        convolutions = [path for path in self.branches if all(isinstance(layer, Conv) for layer in path)]
        return tuple(min(layer.out_channels for layer in path if isinstance(layer, Conv)) for path in convolutions)


def three_forms(channels: int, split: Split) -> tuple[Branched, Branched, Branched]:
    """The three forms of Xie et al. 2017, Fig. 3, of one block: sum of branches, early concatenation, groups."""
    c, d, width = channels, split.group_width, split.width
    reduce, transform = Conv("reduce", c, d, 1), Conv("transform", d, d, 3, padding=1)
    expand, expand_all = Conv("expand", d, c, 1), Conv("expand", width, c, 1)
    grouped = (
        Conv("reduce", c, width, 1),
        Conv("transform", width, width, 3, padding=1, groups=split.cardinality),
        expand_all,
    )
    return (
        Branched("(a) sum of branches", ((reduce, transform, expand),) * split.cardinality, "add"),
        Branched("(b) concatenated early", ((reduce, transform),) * split.cardinality, "concat", (expand_all,)),
        Branched("(c) one grouped convolution", (grouped,), "none"),
    )


def inception() -> Branched:
    """The first Inception block of GoogLeNet (Szegedy et al. 2014, arXiv:1409.4842, Table 1, 3a), without biases."""
    c = 192
    return Branched(
        "Inception (GoogLeNet, 3a)",
        (
            (Conv("1x1", c, 64, 1),),
            (Conv("reduce", c, 96, 1), Conv("3x3", 96, 128, 3, padding=1)),
            (Conv("reduce", c, 16, 1), Conv("5x5", 16, 32, 5, padding=2)),
            (MaxPool("pool", 3, 1, 1), Conv("project", c, 32, 1)),
        ),
        "concat",
        residual=False,
    )
