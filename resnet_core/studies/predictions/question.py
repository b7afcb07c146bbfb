"""What a net says about every picture of the test set, or about a learner's own."""

from functools import cache
from typing import Self

from pydantic import Field, model_validator

from resnet_core.config import DataConfig, DataName, Frozen, NetworkConfig
from resnet_core.errors import ConfigError
from resnet_core.presets import SPECIMENS
from resnet_core.studies.bounds import network_macs
from resnet_core.studies.nets import TrainedNet, recorded_net
from resnet_core.studies.pictures import Spelled

MOST_MACS = 60_000_000_000
"""Of all pictures together: a few seconds of one core."""
PICTURES = 2000
"""Of the test set, where the net is small enough."""
WHOLE = 10_000
"""Parts that a probability is told in."""


class PredictionsQuestion(Frozen):
    """What the net says about the first `pictures` of the test set, or about `own` alone."""

    net: TrainedNet
    data: DataName = "fashion-mnist"
    pictures: int = Field(default=PICTURES, ge=10, le=10_000)
    own: Spelled | None = None
    """A learner's picture."""

    @model_validator(mode="after")
    def _is_answered_while_one_waits(self) -> Self:
        most = affordable(self.net.network, 10_000)
        if self.own is None and self.pictures > most:
            raise ConfigError("too-many-pictures", pictures=self.pictures, most=most)
        return self

    @property
    def images(self) -> DataConfig:
        """The test set up to the last picture that is asked about."""
        return DataConfig(source=self.data, train_images=10, test_images=self.pictures)


class Predictions(Frozen):
    """The answer, one entry a picture."""

    data: DataName
    predicted: tuple[int, ...]
    shares: tuple[tuple[int, ...], ...]
    """The probability of every class, in parts of `WHOLE`."""

    @property
    def sure(self) -> tuple[float, ...]:
        """The probability of the predicted class."""
        return tuple(shares[predicted] / WHOLE for predicted, shares in zip(self.predicted, self.shares, strict=True))


def affordable(network: NetworkConfig, most: int = PICTURES) -> int:
    """How many pictures may be asked about at once, at least ten."""
    return max(10, min(most, MOST_MACS // network_macs(network)))


@cache
def recorded() -> tuple[PredictionsQuestion, ...]:
    """Of every net that the gallery keeps, as its training left it."""
    names = ("quick", "quick_plain", *(name for name in SPECIMENS if name != "quick_plain"))
    return tuple(PredictionsQuestion(net=recorded_net(name)) for name in names)
