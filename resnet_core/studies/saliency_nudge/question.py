"""A picture changed as little as can be so that the net calls it something else, and its map before and after."""

from functools import cache
from typing import Literal, Self

from pydantic import Field, model_validator

from resnet_core.config import DataName, Frozen
from resnet_core.errors import ConfigError
from resnet_core.saliency.table import METHODS, Settings, cost, layer_of
from resnet_core.studies.bounds import check_macs, network_macs
from resnet_core.studies.nets import TrainedNet
from resnet_core.studies.pictures import Spelled
from resnet_core.studies.saliency_checks.question import QUICK_NET
from resnet_core.studies.saliency_maps.question import Class, Map, Number

MOST_MACS = 250_000_000_000
ROUNDS = 10
"""Steps of PGD."""
DRAWS = 100
"""Pictures with noise of the same size, for comparison."""
NOISY_MAPS = 5
"""Of these pictures, how many are explained."""


class NudgeQuestion(Frozen):
    """FGSM (arXiv:1412.6572) or PGD (arXiv:1706.06083) on one picture, away from the class the net names now."""

    net: TrainedNet
    picture: Number | Spelled = 0
    data: DataName = "fashion-mnist"
    method: str = "saliency"
    settings: Settings = Settings()
    attack: Literal["fgsm", "pgd"] = "fgsm"
    levels: int = Field(default=8, ge=1, le=64)
    """The most that a pixel may change, in grey levels of 255."""
    towards: Class | None = None
    """The class that the net should name; None for any other."""

    @model_validator(mode="after")
    def _can_be_answered(self) -> Self:
        if self.method not in METHODS:
            raise ConfigError("no-such-method", method=self.method, known=tuple(METHODS))
        network = self.net.network
        layer_of(network, self.settings.layer)
        maps = (2 + NOISY_MAPS) * cost(self.method, self.settings, network).passes
        check_macs((maps + 3 * ROUNDS + DRAWS) * network_macs(network), MOST_MACS, "picture")
        return self

    @property
    def pictures(self) -> tuple[int | str, ...]:
        """The one picture."""
        return (self.picture,)


class Nudged(Frozen):
    """The answer to a `NudgeQuestion`."""

    label: int | None
    """Its true class; None for a learner's own picture."""
    before: str
    """The picture `(28, 28)`, two hexadecimal digits a pixel."""
    after: str
    probabilities_before: tuple[float, ...]
    probabilities_after: tuple[float, ...]
    map_before: Map
    """For the class that was named before, as is the next."""
    map_after: Map
    likeness: float | None
    """Rank correlation of the sizes of both maps' values."""
    noisy_likeness: float | None
    """The same with the maps of `NOISY_MAPS` pictures with noise of the same size, the mean."""
    same_noise: int
    """Of `DRAWS` pictures with random signs in place of the gradient's, how many keep their name."""


@cache
def recorded() -> tuple[NudgeQuestion, ...]:
    """What `make record` asks."""
    return tuple(
        NudgeQuestion(net=QUICK_NET, attack=attack, levels=levels)
        for attack in ("fgsm", "pgd")
        for levels in (2, 4, 8, 16)
    )
