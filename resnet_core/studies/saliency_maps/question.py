"""Saliency maps of a few pictures by several methods."""

import base64
import zlib
from functools import cache
from typing import Annotated, Literal, Self

import numpy as np
import numpy.typing as npt
from pydantic import Field, model_validator

from resnet_core.config import DataName, Frozen
from resnet_core.errors import ConfigError
from resnet_core.presets import PRESETS
from resnet_core.saliency.table import METHODS, LayerMap, Settings, cost, layer_of
from resnet_core.studies.bounds import network_macs
from resnet_core.studies.nets import TrainedNet, new_net, recorded_net
from resnet_core.studies.pictures import Spelled

MOST_MACS = 250_000_000_000
"""Of all passes of one question: some twenty seconds of a laptop's processor."""
_FULL, _SMALL = 2**15 - 1, 2**7 - 1
Class = Annotated[int, Field(ge=0, le=9)]
Number = Annotated[int, Field(ge=0, lt=10_000)]
Target = Literal["predicted", "true"] | Class
"""Whose logit is explained: of what the net says, of the truth, or of a class."""


class SaliencyQuestion(Frozen):
    """Which pixels speak for a class, by each of some methods, for a few pictures and one net."""

    net: TrainedNet
    pictures: tuple[Number | Spelled, ...] = Field(min_length=1, max_length=8)
    """Numbers in the test set, or a learner's own pictures."""
    data: DataName = "fashion-mnist"
    """Which test set the numbers belong to."""
    target: Target = "predicted"
    against: Class | None = None
    """The B of "A, not B", whose logit is subtracted."""
    methods: tuple[str, ...] = Field(min_length=1, max_length=len(METHODS))
    settings: Settings = Settings()

    @model_validator(mode="after")
    def _can_be_answered(self) -> Self:
        _check_methods(self.methods)
        if self.target == "true" and any(isinstance(picture, str) for picture in self.pictures):
            raise ConfigError("own-picture-has-no-label")
        check_contrast(self.target, self.against)
        layer_of(self.net.network, self.settings.layer)
        _check_work(self)
        return self


class Map(Frozen):
    """What one method says about one picture."""

    method: str
    total: float
    """The sum of its values."""
    gap: float | None
    """(sum - difference of the scores) / |difference|, where the method should be complete; None elsewhere."""
    size: int
    peak: float
    """The largest size of a value."""
    shades: int = Field(default=_FULL, ge=1, le=_FULL)
    """The whole number that `peak` is kept as."""
    packed: str
    """The values row by row as whole numbers of 16 bits, or of 8 where the shades fit; zlib, base64."""

    @classmethod
    def pack(
        cls, values: npt.NDArray[np.floating], *, method: str, difference: float | None, shades: int = _FULL
    ) -> "Map":
        """The map `(H, H)`; `difference` is what it should sum to, None where that is not promised."""
        total, peak = float(values.sum()), float(np.abs(values).max())
        whole = np.rint(values / (peak or 1.0) * shades).astype(_kept(shades))
        return cls(
            method=method,
            total=_told(total),
            gap=_told((total - difference) / abs(difference)) if difference else None,
            size=len(values),
            peak=peak,
            shades=shades,
            packed=base64.b64encode(zlib.compress(whole.tobytes(), 9)).decode("ascii"),
        )

    @property
    def whole(self) -> tuple[npt.NDArray[np.int16], float]:
        """`(size, size)` whole numbers, and what one of them stands for."""
        whole = np.frombuffer(zlib.decompress(base64.b64decode(self.packed)), _kept(self.shades)).astype(np.int16)
        return whole.reshape(self.size, self.size), self.peak / self.shades

    @property
    def values(self) -> npt.NDArray[np.float64]:
        """`(size, size)`, to half a shade."""
        whole, unit = self.whole
        return np.asarray(whole * unit, np.float64)


class Explained(Frozen):
    """One picture: what the net makes of it, and the maps."""

    label: int | None
    """Its true class; None for a learner's own picture."""
    seen: str
    """The grey pixels as the net sees them, `size` a side, two hexadecimal digits each."""
    size: int
    logits: tuple[float, ...]
    probabilities: tuple[float, ...]
    target: int
    score: float
    """The number that the maps explain."""
    baseline_probabilities: tuple[float, ...]
    """What the net makes of the baseline."""
    baseline_score: float
    maps: tuple[Map, ...]
    """In the order of the question's methods."""

    @property
    def pixels(self) -> npt.NDArray[np.uint8]:
        """`(size, size)`."""
        return np.frombuffer(bytes.fromhex(self.seen), np.uint8).reshape(self.size, self.size)


class SaliencyMaps(Frozen):
    """The answer to a `SaliencyQuestion`."""

    data: DataName
    layer: LayerMap
    """What the CAM methods looked at."""
    seconds: dict[str, float]
    """By the method, for all pictures together."""
    pictures: tuple[Explained, ...]

    def of(self, methods: tuple[str, ...]) -> "SaliencyMaps":
        """The same with the maps of these methods alone."""
        pictures = tuple(
            picture.model_copy(update={"maps": tuple(map_ for map_ in picture.maps if map_.method in methods)})
            for picture in self.pictures
        )
        return self.model_copy(update={"pictures": pictures})


def _kept(shades: int) -> str:
    """The numbers of a packed map, as numpy names them."""
    return "<i1" if shades <= _SMALL else "<i2"


def _told(value: float) -> float:
    return float(f"{value:.5g}")


def _check_methods(methods: tuple[str, ...]) -> None:
    if unknown := [method for method in methods if method not in METHODS]:
        raise ConfigError("no-such-methods", methods=tuple(unknown), known=tuple(METHODS))
    if len(set(methods)) < len(methods):
        raise ConfigError("named-twice", setting="methods", values=methods)


def check_contrast(target: Target, against: int | None) -> None:
    """Raises ConfigError unless `against` is another class than a named one."""
    if against is None:
        return
    if not isinstance(target, int):
        raise ConfigError("against-needs-class", against=against, target=target)
    if against == target:
        raise ConfigError("against-itself", against=against, target=target)


def _check_work(question: SaliencyQuestion) -> None:
    network = question.net.network
    passes = {method: cost(method, question.settings, network).passes for method in question.methods}
    work = sum(passes.values()) * len(question.pictures) * network_macs(network)
    if work > MOST_MACS:
        heaviest = max(passes, key=lambda method: passes[method])
        billions, most = round(work / 1e9), MOST_MACS / 1e9
        raise ConfigError("maps-too-large", billions=billions, most=most, heaviest=heaviest)


FIRST_METHODS = ("saliency", "integrated_gradients", "guided_backprop", "occlusion", "grad_cam")
FIRST_PICTURES = (244, 0, 1, 2)
"""A mistake first: a shirt that the net takes for a pullover."""
_QUICK = PRESETS["quick"]


def _first(net: TrainedNet, methods: tuple[str, ...]) -> SaliencyQuestion:
    return SaliencyQuestion(net=net, pictures=FIRST_PICTURES, methods=methods)


@cache
def recorded() -> tuple[SaliencyQuestion, ...]:
    """The nets side by side and at moments of their training, with the settings that the page begins with."""
    return (
        _first(recorded_net("quick"), tuple(METHODS)),
        _first(recorded_net("quick_plain"), tuple(METHODS)),
        _first(new_net(_QUICK.network, seed=_QUICK.training.seed), FIRST_METHODS),
        *(_first(recorded_net("quick", after=step), FIRST_METHODS) for step in (10, 50, 150)),
    )
