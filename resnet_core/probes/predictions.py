"""What a net says about every picture of the test set, or about a learner's own."""

from functools import cache
from typing import Literal, Self

from pydantic import Field, model_validator

from resnet_core.config import DataConfig, Frozen, NetworkConfig
from resnet_core.presets import PRESETS, SPECIMENS
from resnet_core.probes.bounds import network_macs
from resnet_core.probes.nets import TrainedNet
from resnet_core.probes.pictures import Spelled

MOST_MACS = 60_000_000_000
"""Of all pictures together: a few seconds of one core."""
PICTURES = 2000
"""Of the test set, where the net is small enough."""
WHOLE = 10_000
"""Parts that a probability is told in."""


class PredictionsProbe(Frozen):
    """What the net says about the first `pictures` of the test set, or about `own` alone."""

    net: TrainedNet
    data: Literal["fashion-mnist", "sketches"] = "fashion-mnist"
    pictures: int = Field(default=PICTURES, ge=10, le=10_000)
    own: Spelled | None = None
    """A learner's picture."""

    @model_validator(mode="after")
    def _is_answered_while_one_waits(self) -> Self:
        most = affordable(self.net.network, 10_000)
        if self.own is None and self.pictures > most:
            raise ValueError(f"pictures={self.pictures}: this net is large; ask about {most} or fewer")
        return self

    @property
    def images(self) -> DataConfig:
        """The test set up to the last picture that is asked about."""
        return DataConfig(source=self.data, train_images=10, test_images=self.pictures)


class Predictions(Frozen):
    """The answer, one entry a picture."""

    data: Literal["fashion-mnist", "sketches"]
    predicted: tuple[int, ...]
    shares: tuple[tuple[int, ...], ...]
    """The probability of every class, in parts of `WHOLE`."""

    @property
    def sure(self) -> tuple[float, ...]:
        """The probability of the predicted class."""
        return tuple(shares[said] / WHOLE for said, shares in zip(self.predicted, self.shares, strict=True))


def affordable(network: NetworkConfig, most: int = PICTURES) -> int:
    """How many pictures may be asked about at once, at least ten."""
    return max(10, min(most, MOST_MACS // network_macs(network)))


def _recorded(name: str) -> PredictionsProbe:
    network = {**PRESETS, **SPECIMENS}[name].network
    return PredictionsProbe(net=TrainedNet(network=network, weights=f"recorded:{name}"))


@cache
def recorded() -> tuple[PredictionsProbe, ...]:
    """Of every net that the gallery keeps, as its training left it."""
    return tuple(map(_recorded, ("quick", "quick_plain", *(name for name in SPECIMENS if name != "quick_plain"))))
