"""Saliency maps of a few pictures by several methods."""

import base64
import zlib
from functools import cache
from typing import Annotated, Literal, Self

import numpy as np
import numpy.typing as npt
from pydantic import Field, model_validator

from resnet_core.config import Frozen
from resnet_core.errors import ConfigError
from resnet_core.presets import PRESETS, SPECIMENS
from resnet_core.probes.nets import TrainedNet
from resnet_core.probes.pictures import Spelled
from resnet_core.probes.saliency import METHODS, LayerMap, Settings, cost, layer_of, macs

MOST_MACS = 250_000_000_000
"""Of all passes of one question: some twenty seconds of a laptop's processor."""
_FULL, _SMALL = 2**15 - 1, 2**7 - 1
Class = Annotated[int, Field(ge=0, le=9)]
Number = Annotated[int, Field(ge=0, lt=10_000)]
Target = Literal["predicted", "true"] | Class
"""Whose logit is explained: of what the net says, of the truth, or of a class."""


class SaliencyProbe(Frozen):
    """Which pixels speak for a class, by each of some methods, for a few pictures and one net."""

    net: TrainedNet
    pictures: tuple[Number | Spelled, ...] = Field(min_length=1, max_length=8)
    """Numbers in the test set, or a learner's own pictures."""
    data: Literal["fashion-mnist", "sketches"] = "fashion-mnist"
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
            raise ValueError("target=true: nobody has said what your own picture shows; choose predicted or a class")
        check_contrast(self.target, self.against)
        try:
            layer_of(self.net.network, self.settings.layer)
            _check_work(self)
        except ConfigError as error:  # pydantic collects ValueErrors
            raise ValueError(str(error)) from None
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
    """The answer to a `SaliencyProbe`."""

    data: Literal["fashion-mnist", "sketches"]
    layer: LayerMap
    """What the CAM methods looked at."""
    seconds: dict[str, float]
    """By the method, for all pictures together."""
    pictures: tuple[Explained, ...]

    def of(self, methods: tuple[str, ...]) -> "SaliencyMaps":
        """The same with the maps of these methods alone."""
        pictures = tuple(
            picture.model_copy(update={"maps": tuple(found for found in picture.maps if found.method in methods)})
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
        raise ValueError(f"methods={', '.join(unknown)}: the lab has {', '.join(METHODS)}; choose some of these")
    if len(set(methods)) < len(methods):
        raise ValueError(f"methods={', '.join(methods)}: one is named twice; name each once")


def check_contrast(target: Target, against: int | None) -> None:
    """None; ValueError where `against` is no other class than a named one."""
    if against is None:
        return
    if not isinstance(target, int):
        raise ValueError(f"against={against} with target={target}: name the class that it is set against")
    if against == target:
        raise ValueError(f"target={target} and against={against}: that difference is 0; choose two classes")


def _check_work(probe: SaliencyProbe) -> None:
    network = probe.net.network
    passes = {method: cost(method, probe.settings, network).passes for method in probe.methods}
    work = sum(passes.values()) * len(probe.pictures) * macs(network)
    if work > MOST_MACS:
        heaviest = METHODS[max(passes, key=lambda method: passes[method])].name
        raise ValueError(
            f"these maps need {work / 1e9:,.0f} billion multiply-adds, and at most {MOST_MACS / 1e9:g} billion are "
            f"computed while you wait; {heaviest} takes most: lower its settings, leave it out, or take fewer pictures"
        )


FIRST_METHODS = ("saliency", "integrated_gradients", "guided_backprop", "occlusion", "grad_cam")
FIRST_PICTURES = (0, 1, 2, 3)
_QUICK = PRESETS["quick"]


def _first(network_of: str, weights: str, methods: tuple[str, ...]) -> SaliencyProbe:
    network = {**PRESETS, **SPECIMENS}[network_of].network
    return SaliencyProbe(net=TrainedNet(network=network, weights=weights), pictures=FIRST_PICTURES, methods=methods)


@cache
def recorded() -> tuple[SaliencyProbe, ...]:
    """The nets side by side and at moments of their training, with the settings that the page begins with."""
    return (
        _first("quick", "recorded:quick", tuple(METHODS)),
        _first("quick_plain", "recorded:quick_plain", tuple(METHODS)),
        *(
            _first("quick", weights, FIRST_METHODS)
            for weights in (f"new:{_QUICK.training.seed}", *(f"recorded:quick@{step}" for step in (10, 50, 150)))
        ),
    )
