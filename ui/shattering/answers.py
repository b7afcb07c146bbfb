"""Where the page on shattered gradients gets its numbers: from the gallery, else measured here at once."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from resnet_core.analysis.noise import autocorrelation, brown, white
from resnet_core.config import parse
from resnet_core.probes.nets import DEPTHS, SmallNet
from resnet_core.probes.shattering import (
    BETAS,
    FAMILIES,
    LAGS,
    LINE_DEPTHS,
    POINTS,
    SHOWN,
    Lag,
    Line,
    LineProbe,
    Shattering,
    ShatteringProbe,
)
from ui import measured, small_nets

WHITE, BROWN = "white noise", "brown noise"


class OnLine(NamedTuple):
    """A net of one number, or a noise, along the grid."""

    name: str
    line: Line
    where: str = ""
    """A sentence on when and on which machine."""
    plain: bool = False
    noise: bool = False


ByDepth = tuple[tuple[int, OnLine], ...]
"""Nets of one number that differ in depth only, each with its depth."""


class Seen(NamedTuple):
    """A convolutional net and what was found for it."""

    net: SmallNet
    found: Shattering
    where: str


class Family(NamedTuple):
    """Nets that differ in depth only, from the gallery."""

    name: str
    plain: bool
    seen: tuple[Seen, ...]


def name_of(beta: float | None) -> str:
    """The net of one number in legends and sentences."""
    return "plain" if beta is None else f"residual, β = {beta:g}"


def on_line(beta: float | None, *, depth: int, norm: bool) -> OnLine | None:
    """The net of one number; None while it is measured."""
    answer = measured.answer("shattering_line", LineProbe(beta=beta, depth=depth, norm=norm), key="shattering_line")
    return None if answer is None else _on_line(beta, answer)


@cache
def noises() -> tuple[OnLine, OnLine]:
    """White and brown noise on a grid of the same size, with as many seeds."""
    kinds = {WHITE: white, BROWN: brown}
    first, second = (
        OnLine(name, _line_of([noise(POINTS, seed=seed) for seed in range(LineProbe().seeds)]), noise=True)
        for name, noise in kinds.items()
    )
    return first, second


@cache
def lines_by_depth(*, norm: bool) -> tuple[ByDepth, ...]:
    """The recorded nets of one number: plain, and residual with each factor."""
    found = [
        [
            (depth, beta, measured.of_gallery("shattering_line", LineProbe(beta=beta, depth=depth, norm=norm)))
            for depth in LINE_DEPTHS
        ]
        for beta in (None, *BETAS)
    ]
    return tuple(
        tuple((depth, _on_line(beta, answer)) for depth, beta, answer in nets if answer is not None) for nets in found
    )


@cache
def families() -> tuple[Family, ...]:
    """The recorded convolutional nets: plain, residual, and residual with blocks that start at zero."""
    names = ("plain", "residual", "residual, zero start")
    return tuple(
        Family(
            name,
            net.plain,
            tuple(seen for depth in DEPTHS if (seen := _recorded(net.model_copy(update={"depth": depth}))) is not None),
        )
        for name, net in zip(names, FAMILIES, strict=True)
    )


def of_nets(nets: Sequence[SmallNet]) -> list[Seen]:
    """What is known of each net; one that is still measured shows its progress here."""
    found = [(net, measured.answer("shattering", ShatteringProbe(net=net), key=small_nets.spell(net))) for net in nets]
    return [_seen(net, answer) for net, answer in found if answer is not None]


def _recorded(net: SmallNet) -> Seen | None:
    answer = measured.of_gallery("shattering", ShatteringProbe(net=net))
    return None if answer is None else _seen(net, answer)


def _seen(net: SmallNet, answer: measured.Answered) -> Seen:
    return Seen(net, parse(Shattering, answer.results), answer.where)


def _on_line(beta: float | None, answer: measured.Answered) -> OnLine:
    return OnLine(name_of(beta), parse(Line, answer.results), answer.where, plain=beta is None)


def _line_of(signals: Sequence[np.ndarray[tuple[int], np.dtype[np.float64]]]) -> Line:
    lags = np.array([autocorrelation(signal, LAGS) for signal in signals])
    return Line(
        gradients=tuple(tuple(signal.tolist()) for signal in signals[:SHOWN]),
        lags=tuple(Lag(mean=each.mean(), lowest=each.min(), highest=each.max()) for each in lags.T),
    )
