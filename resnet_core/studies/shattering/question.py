"""How alike the input gradients of neighbouring inputs are, by depth (Balduzzi et al. 2017, arXiv:1702.08591).

Two questions. `LineQuestion` is the paper's own: a net of one number, whose gradient is taken over a grid.
`ShatteringQuestion` asks the same of convolutional nets and real pictures.
"""

from functools import cache
from typing import Self

from pydantic import Field, model_validator

from resnet_core.config import DataConfig, DataName, DataSource, Frozen
from resnet_core.studies.bounds import check_macs, network_macs
from resnet_core.studies.nets import DEPTHS, SmallNet

POINTS = 256
EDGE = 2.0
"""The grid has `POINTS` points from -`EDGE` to `EDGE`, as in the paper's Fig. 1."""
WIDTH = 200
"""Units of each layer, as in the paper."""
LAGS = 15
SHOWN = 3
"""Of how many seeds the gradient itself is kept."""
LINE_DEPTHS = (1, 2, 4, 10, 24, 50)
BETAS = (0.1, 1.0)


class LineQuestion(Frozen):
    """The gradient df/dx of a new fully connected net R -> R over the grid, for several seeds."""

    depth: int = Field(default=24, ge=1, le=64)
    """Layers of `WIDTH` ReLUs."""
    beta: float | None = Field(default=None, gt=0, le=2)
    """The factor of the residual branch, `h + beta * F(h)`; None for a plain net."""
    norm: bool = True
    seeds: int = Field(default=20, ge=SHOWN, le=30)


class Lag(Frozen):
    """The autocorrelation some points of the grid apart, over the seeds."""

    mean: float
    lowest: float
    highest: float


class Line(Frozen):
    """The gradient over the grid and how like itself it is a few points further on."""

    gradients: tuple[tuple[float, ...], ...]
    """Of the first `SHOWN` seeds, one value a point of the grid."""
    lags: tuple[Lag, ...]
    """From lag 1 to `LAGS`."""
    alike: float | None = None
    """Mean cosine between what different points of the grid have become in front of the last layer, over the seeds:
    near 1 they have collapsed into one direction. None for a noise, and where a point has become zero.
    """


EPSILONS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3)
"""Standard deviation of the noise on each pixel; over the training pictures a pixel has 1."""
NORM_IMAGES = 256
"""Pictures whose statistics the norms store."""
MOST_MACS = 40_000_000_000
"""Of all forward passes: some seconds of one processor core, backward passes included."""


class ShatteringQuestion(Frozen):
    """Input gradients of a new convolutional net at pictures and right beside them, for several seeds."""

    net: SmallNet = SmallNet()
    images: int = Field(default=64, ge=2, le=500)
    seeds: int = Field(default=5, ge=1, le=20)
    source: DataSource = "auto"

    @model_validator(mode="after")
    def _is_quick(self) -> Self:
        check_macs(
            network_macs(self.net.network) * self.seeds * (NORM_IMAGES + self.images * (1 + len(EPSILONS))),
            MOST_MACS,
            "all",
        )
        return self

    @property
    def data(self) -> DataConfig:
        """The images it takes."""
        return DataConfig(source=self.source, train_images=10, test_images=max(self.images, NORM_IMAGES))


class Nearby(Frozen):
    """How alike the gradients at x and at x + `eps` * noise are: 1 is the same direction, 0 is unrelated."""

    eps: float
    cosines: tuple[float, ...]
    """One a seed, the mean over the pictures."""
    low: float
    high: float
    """Four in five of all cosines, over pictures and seeds, lie between them."""


class Shattering(Frozen):
    """The answer for one net."""

    data: DataName
    nearby: tuple[Nearby, ...]
    """In the order of `EPSILONS`."""


def lines(*, norm: bool) -> tuple[LineQuestion, ...]:
    """The recorded questions on one number: plain, and residual with each factor, at every depth."""
    return tuple(LineQuestion(depth=depth, beta=beta, norm=norm) for beta in (None, *BETAS) for depth in LINE_DEPTHS)


FAMILIES = (SmallNet(shortcut="none"), SmallNet(), SmallNet(zero_init=True))
"""Plain, residual, and residual with blocks that start at zero."""


@cache
def recorded_lines() -> tuple[LineQuestion, ...]:
    """What `make record` asks of nets on a line."""
    return (*lines(norm=True), *lines(norm=False))


@cache
def recorded() -> tuple[ShatteringQuestion, ...]:
    """What `make record` asks."""
    return tuple(
        ShatteringQuestion(net=net.model_copy(update={"depth": depth})) for net in FAMILIES for depth in DEPTHS
    )
