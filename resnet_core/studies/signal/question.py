"""What becomes of the signal on its way through a net: its variance, its mean, and how alike different inputs get."""

from functools import cache
from typing import Literal

from pydantic import Field

from resnet_core.config import DataConfig, DataSource, Frozen
from resnet_core.studies.nets import SmallNet, TrainedNet, new_net, recorded_net


class SignalQuestion(Frozen):
    """One batch sent forward through one net, whose norms take the statistics of that batch."""

    net: TrainedNet = new_net(SmallNet().network, seed=0)
    input: Literal["noise", "images"] = "images"
    """Noise is drawn from the unit Gaussian, every pixel by itself."""
    batch_size: int = Field(default=64, ge=2, le=256)
    seed: int = Field(default=0, ge=0, le=2**31 - 1)
    """Of the noise, or of the choice of pictures; the seed of new weights stands in `net`."""
    source: DataSource = "auto"

    @property
    def data(self) -> DataConfig:
        """The pictures it takes."""
        return DataConfig(source=self.source, train_images=20_000, test_images=10)


class Place(Frozen):
    """The signal `(B, C, H, W)` at one place; what is no finite number is None."""

    path: str
    """`input`, `stem`, or a block: `stage1.block2`."""
    variance: float | None
    """Over batch and pixels, the mean over channels (Brock et al. 2021, arXiv:2101.08692, sec. 3)."""
    squared_mean: float | None
    """Of each channel over batch and pixels, squared; the mean over channels."""
    cosine: float | None
    """Between two different inputs, the mean over all pairs; None also where one is zero everywhere."""
    main_variance: float | None = None
    """Of what the main path hands to the addition; None where nothing is added."""
    shortcut_variance: float | None = None
    """Of what the shortcut hands to the addition."""


class Signal(Frozen):
    """What `studies.signal` found for one net."""

    source: Literal["noise", "fashion-mnist", "sketches"]
    places: tuple[Place, ...]
    """In the order of computation, the input first."""


TRAINED = ("residual20", "plain20", "residual56", "plain56")
COMPARED = (
    SmallNet(depth=56, shortcut="projection_norm", order="full_pre"),
    SmallNet(depth=56, shortcut="projection_norm", order="full_pre", norm=False),
    SmallNet(depth=56),
    SmallNet(depth=56, norm=False),
    SmallNet(depth=56, zero_init=True),
    SmallNet(depth=56, shortcut="none"),
    SmallNet(depth=56, shortcut="none", norm=False),
)
SEEDS = (0, 1, 2)
INPUTS: tuple[Literal["noise", "images"], ...] = ("noise", "images")


@cache
def recorded() -> tuple[SignalQuestion, ...]:
    """What `make record` asks."""
    return (
        *(
            SignalQuestion(net=new_net(net.network, seed=seed), input=kind, seed=seed)
            for net in COMPARED
            for kind in INPUTS
            for seed in SEEDS
        ),
        *(SignalQuestion(net=recorded_net(name), input=kind) for name in TRAINED for kind in INPUTS),
    )
