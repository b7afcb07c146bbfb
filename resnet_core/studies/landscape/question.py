"""The loss around a trained net, along random directions that are as long as the net's own filters."""

from functools import cache
from typing import Literal, Self

from pydantic import Field, model_validator

from resnet_core.analysis import relief
from resnet_core.config import DataConfig, DataName, DataSource, Frozen
from resnet_core.errors import ConfigError
from resnet_core.studies.bounds import network_macs
from resnet_core.studies.nets import TrainedNet, recorded_net

Norms = Literal["running", "batch"]
"""What the norms normalise with: the statistics that training left, or those of the images at hand."""

MOST_LANDSCAPE_MACS = 20_000_000_000_000
"""Of a whole landscape: about ten minutes of one core."""
SEEDS = {1: (0, 1, 2, 3, 4), 2: (0, 1, 2)}
"""Recorded for each number of directions."""
POINTS = {1: 41, 2: 21}
RADII = (0.5, 1.0)


class Ring(Frozen):
    """The points of a landscape that are nearest to one distance from its centre."""

    distance: float
    points: int
    mean: float | None
    """Of their losses; None where one of them is not a number."""
    low: float | None
    high: float | None


class Ground(Frozen):
    """The landscape of one net; its weights are the centre. Losses have five significant digits."""

    accuracy: float
    """At the centre, on the same images."""
    losses: tuple[tuple[float | None, ...], ...]
    """A row for each step along the second direction, one row without it; None where a loss is not a number."""
    rings: tuple[Ring, ...]
    """One for each step of the grid, outwards."""
    falling: float | None
    """Share of the inner points whose discrete Laplacian is negative: there the loss curves down more than up. So it is
    not convex there, which does not make it rough. None where every inner point has a neighbour whose loss is not a
    number."""
    angle: float | None
    """Between the two directions, in degrees; None where there is one."""

    @property
    def centre(self) -> float | None:
        """The loss of the net as it was trained."""
        middle = self.losses[len(self.losses) // 2]
        return middle[len(middle) // 2]

    @property
    def highest(self) -> float | None:
        """The largest loss that is a number."""
        return max((loss for row in self.losses for loss in row if loss is not None), default=None)

    @property
    def minima(self) -> int:
        """Inner points lower than all their neighbours; the net's own valley is one of them."""
        return relief.minima(self.losses)

    @property
    def turns(self) -> int:
        """How often the loss goes up and down again along the rows and columns."""
        return relief.turns(self.losses)

    @property
    def lines(self) -> int:
        """Rows and columns along which `turns` are counted."""
        return relief.lines(self.losses)

    @property
    def descents(self) -> tuple[int, int]:
        """Steps that lead down on the straight lines outward from the net, and all steps there."""
        return relief.descents(self.losses)

    @property
    def missing(self) -> int:
        """Points whose loss is not a number."""
        return sum(loss is None for row in self.losses for loss in row)


class Landscape(Frozen):
    """The landscapes of several nets: same images, same random numbers, same distances."""

    data: DataName
    steps: tuple[float, ...]
    """The distances along each direction; in the middle stands 0."""
    nets: tuple[Ground, ...]


class LandscapeQuestion(Frozen):
    """The loss of trained nets at the points of a line or a plane through their weights.

    Li et al. 2018 (arXiv:1712.09913), sec. 4: each filter of a direction is a random one, scaled to the length of the
    net's own; norms and biases stay as they are.
    """

    nets: tuple[TrainedNet, ...] = Field(min_length=1, max_length=2)
    norms: Norms = "running"
    directions: Literal[1, 2] = 2
    radius: float = Field(default=1.0, ge=0.01, le=4)
    """Where the grid ends; at 1 the direction is as long as the weights."""
    points: int = Field(default=21, ge=3, le=101)
    """Along each direction."""
    images: int = Field(default=256, ge=16, le=1024)
    """The first so many of the training set, without augmentation; all in one batch."""
    source: DataSource = "auto"
    seed: int = Field(default=0, ge=0, le=2**31 - 1)

    @model_validator(mode="after")
    def _has_a_centre_and_an_end(self) -> Self:
        if self.points % 2 == 0:
            raise ConfigError("points-odd", points=self.points, below=self.points - 1, above=self.points + 1)
        if self.macs > MOST_LANDSCAPE_MACS:
            trillions = round(self.macs / 1e12, 1)
            raise ConfigError("landscape-too-large", trillions=trillions, most=MOST_LANDSCAPE_MACS / 1e12)
        return self

    @property
    def macs(self) -> int:
        """Multiply-adds of all forward passes."""
        points: int = self.points**self.directions
        return sum(network_macs(net.network) for net in self.nets) * self.images * points

    @property
    def data(self) -> DataConfig:
        """The images it takes."""
        return DataConfig(source=self.source, train_images=self.images, test_images=10)


def twins(depth: int) -> tuple[TrainedNet, TrainedNet]:
    """The recorded residual net of this depth, then the plain one."""
    residual, plain = (f"{family}{depth}" for family in ("residual", "plain"))
    return recorded_net(residual), recorded_net(plain)


def question(depth: int, *, norms: Norms, directions: Literal[1, 2], radius: float, seed: int) -> LandscapeQuestion:
    """What the page asks about the recorded twins."""
    return LandscapeQuestion(
        nets=twins(depth),
        norms=norms,
        directions=directions,
        radius=radius,
        points=POINTS[directions],
        seed=seed,
    )


@cache
def recorded() -> tuple[LandscapeQuestion, ...]:
    """What `make record` asks."""
    directions: tuple[Literal[1, 2], ...] = (1, 2)
    norms: tuple[Norms, ...] = ("running", "batch")
    return tuple(
        question(depth, norms=statistics, directions=count, radius=radius, seed=seed)
        for depth in (56, 20)
        for statistics in norms
        for count in directions
        for radius in RADII
        for seed in SEEDS[count]
    )
