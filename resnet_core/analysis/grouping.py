"""Grouped convolutions in numbers: what a number of groups costs, and blocks of several branches.

Cardinality C is the number of groups, group width d the channels of one (Xie et al. 2017, arXiv:1611.05431). Weights
are those of the convolutions, without norms, as in the paper's own C(256d + 9d^2 + 256d).
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from resnet_core.analysis.layers import Totals, block_cost, params
from resnet_core.config import BlockConfig
from resnet_core.plan.nodes import Conv, MaxPool, Path

PAPER_CHANNELS = 256
"""Input and output of the paper's example block (its Fig. 1 and Table 2)."""

INCEPTION_CHANNELS = 192
"""Input of GoogLeNet's block 3a."""
Form = Literal["a", "b", "c", "inception"]
"""A sum of branches, early concatenation, one grouped convolution; GoogLeNet's block 3a."""


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


ONE_PATH = Split(1, 64)
"""The bottleneck of ResNet-50, which the paper's splits are measured against."""
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


class GroupedCost(NamedTuple):
    """What a block costs with so many groups; multiply-adds on maps of one pixel, which larger maps multiply."""

    cardinality: int
    params: int
    macs: int


@cache
def grouped_costs(channels: int, width: int, most: int) -> tuple[GroupedCost, ...]:
    """Of a block of `channels` whose middle of `width` channels is split into 1 to at most `most` equal groups."""
    block = BlockConfig(
        family="resnext", in_channels=channels, out_channels=channels, bottleneck_multiplier=width / channels
    )
    every = [groups for groups in range(1, min(width, most) + 1) if width % groups == 0]
    costs = [(groups, block_cost(block.model_copy(update={"cardinality": groups}), 1)) for groups in every]
    return tuple(GroupedCost(groups, cost.params, cost.macs) for groups, cost in costs)


@lru_cache(maxsize=1024)
def nearest_split(cardinality: int, budget: int, *, channels: int = PAPER_CHANNELS) -> Split:
    """The split into `cardinality` groups whose weights come nearest to `budget`."""
    split = Split(cardinality, 1)
    while split_cost(split, channels=channels).params < budget:
        split = Split(cardinality, split.group_width + 1)
    candidates = (Split(cardinality, max(1, split.group_width - 1)), split)
    return min(candidates, key=lambda candidate: abs(split_cost(candidate, channels=channels).params - budget))


def doublings(width: int) -> tuple[Split, ...]:
    """Splits of `width` channels into 1, 2, 4, ... groups, as long as the groups stay equal."""
    splits = [Split(1, width)]
    while splits[-1].group_width % 2 == 0:
        splits.append(Split(splits[-1].cardinality * 2, splits[-1].group_width // 2))
    return tuple(splits)


@dataclass(frozen=True, slots=True)
class Branched:
    """Branches that read the same input, how they are joined, and what follows; convolutions and pools only."""

    name: Form
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
    def convolutions(self) -> tuple[Conv, ...]:
        """Those of all branches."""
        return tuple(layer for path in self.branches for layer in path if isinstance(layer, Conv))

    @property
    def ends(self) -> tuple[int, ...]:
        """With how many channels each branch ends."""
        return tuple([layer.out_channels for layer in path if isinstance(layer, Conv)][-1] for path in self.branches)

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
        Branched("a", ((reduce, transform, expand),) * split.cardinality, "add"),
        Branched("b", ((reduce, transform),) * split.cardinality, "concat", (expand_all,)),
        Branched("c", (grouped,), "none"),
    )


def inception() -> Branched:
    """The first Inception block of GoogLeNet (Szegedy et al. 2014, arXiv:1409.4842, Table 1, 3a), without biases."""
    c = INCEPTION_CHANNELS
    return Branched(
        "inception",
        (
            (Conv("1x1", c, 64, 1),),
            (Conv("reduce", c, 96, 1), Conv("3x3", 96, 128, 3, padding=1)),
            (Conv("reduce", c, 16, 1), Conv("5x5", 16, 32, 5, padding=2)),
            (MaxPool("pool", 3, 1, 1), Conv("project", c, 32, 1)),
        ),
        "concat",
        residual=False,
    )


class Meaning(NamedTuple):
    """A number of groups as one of the two writings has it, and what the other makes of the same number."""

    cardinality: int
    group_width: int
    width: int
    other_cardinality: int | None
    """None where the number does not divide the channels."""
    other_group_width: int | None


def meaning(number: int, split: Split, *, is_cardinality: bool) -> Meaning:
    """The two readings of `number`, by which a middle convolution was split so."""
    if split.width % number:
        return Meaning(split.cardinality, split.group_width, split.width, None, None)
    other = (split.width // number, number) if is_cardinality else (number, split.width // number)
    return Meaning(split.cardinality, split.group_width, split.width, *other)


class Connections(NamedTuple):
    """How many channels an output of the middle convolution reads, and what that saves."""

    cardinality: int
    group_width: int
    width: int
    weights: int
    ungrouped: int
    """Weights with one group."""


def connections(split: Split) -> Connections:
    """Of a middle convolution of 3x3 with this split."""
    width = split.width
    return Connections(split.cardinality, split.group_width, width, 9 * width * split.group_width, 9 * width * width)


class Nearness(NamedTuple):
    """How near a split comes to the cost of one path of 64, and how wide it is."""

    cardinality: int
    group_width: int
    width: int
    weights: int
    nearer: Literal["same", "more", "fewer"]
    """Weights against those of one path."""
    off: float
    """How many more or fewer, as a share of them."""
    wider: float
    """Channels of the middle, as a multiple of one path's."""


def nearness(split: Split) -> Nearness:
    """Of a block of the paper's channels with this split."""
    weights, one = split_cost(split).params, split_cost(ONE_PATH).params
    return Nearness(
        split.cardinality,
        split.group_width,
        split.width,
        weights,
        "same" if weights == one else "more" if weights > one else "fewer",
        abs(weights / one - 1),
        split.width / ONE_PATH.width,
    )


class Chosen(NamedTuple):
    """What somebody had to choose for a block of branches, and what the block can hand on."""

    branches: int
    kernels: tuple[int, ...]
    """Each size once."""
    numbers: int
    """Channel numbers: one a convolution."""
    ends: tuple[int, ...]
    out_channels: int
    """Those of all branches, side by side."""
    reads: int
    unchanged: tuple[int, ...]
    passes: int
    """Channels of the input that fit through its convolutions as they are."""
    residual: bool
    weights: int
    macs: int


def chosen(block: Branched, side: int) -> Chosen:
    """Of a block of branches, for maps of `side` x `side`."""
    convolutions = block.convolutions
    return Chosen(
        branches=len(block.branches),
        kernels=tuple(sorted({conv.kernel for conv in convolutions})),
        numbers=len(convolutions),
        ends=block.ends,
        out_channels=sum(block.ends),
        reads=convolutions[0].in_channels,
        unchanged=block.unchanged,
        passes=sum(block.unchanged),
        residual=block.residual,
        weights=block.params,
        macs=block.macs(side),
    )
