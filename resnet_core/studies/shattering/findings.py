"""How far gradients have shattered: which noise they are like, from which depth on, and what takes that away."""

from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

import numpy as np

from resnet_core.analysis.noise import Values, autocorrelation, brown, white
from resnet_core.analysis.spread import Spread
from resnet_core.studies.shattering.question import LAGS, POINTS, SHOWN, Lag, Line, LineQuestion, Nearby, Shattering

UNRELATED = 0.1
"""A mean cosine below this is called unrelated."""
COLLAPSED = 0.9
"""From this mean cosine on the inputs of a net are called collapsed into one direction."""
MUCH = 0.1
"""An autocorrelation that is higher by this is clearly higher."""

Likeness = Literal["white", "brown", "between"]
"""Which noise a gradient cannot be told from, by its mean among the seeds of the noise."""
ByDepth = Sequence[tuple[int, Line]]
"""Nets of one number that differ in depth only, each with its depth."""


class Noises(NamedTuple):
    """White and brown noise on a grid of the same size, with as many seeds."""

    white: Line
    brown: Line


class Course(NamedTuple):
    """How like itself a gradient is one point further on, with the fewest layers and with the most."""

    first_depth: int
    first: float
    last_depth: int
    last: float
    white_from: int | None
    """The depth from which on it cannot be told from white noise; None where there is none."""
    is_white_once: bool
    """Whether it cannot at some depth at least."""


class WithoutNorms(NamedTuple):
    """What taking the norms away changes for a net, and what has become of its inputs."""

    depth: int
    bare: float
    """How like itself the gradient is one point further on."""
    normed: float
    outcome: Literal["no_less", "less", "collapsed", "apart"]
    """Whether it shatters less, and then whether its inputs have collapsed or stay apart, as far as that is known."""
    alike: float | None
    """Mean cosine between what different inputs have become in front of the last layer."""
    alike_normed: float | None


class Family(NamedTuple):
    """The cosine of neighbouring gradients in nets that differ in depth only."""

    first_depth: int
    first: Spread
    last_depth: int
    last: Spread
    unrelated_from: int | None
    unrelated_to: int | None
    """The least depth at which it is next to unrelated and, if there are several, the greatest."""


@cache
def noises() -> Noises:
    """Both noises, drawn anew from their seeds."""
    seeds = range(LineQuestion().seeds)
    return Noises(
        _line_of([white(POINTS, seed=seed) for seed in seeds]), _line_of([brown(POINTS, seed=seed) for seed in seeds])
    )


def spread_of(lag: Lag) -> Spread:
    """Of an autocorrelation over the seeds."""
    return Spread(lag.mean, lag.lowest, lag.highest)


def cosine(nearby: Nearby) -> Spread:
    """Of neighbouring gradients, over the seeds."""
    return Spread(sum(nearby.cosines) / len(nearby.cosines), min(nearby.cosines), max(nearby.cosines))


def at(shattering: Shattering, eps: float) -> Nearby:
    """What was measured at this amount of noise."""
    return next(nearby for nearby in shattering.nearby if nearby.eps == eps)


def likeness(line: Line) -> Likeness:
    """Which noise a gradient is like, one point further on."""
    mean = line.lags[0].mean
    if mean <= noises().white.lags[0].highest:
        return "white"
    return "brown" if mean >= noises().brown.lags[0].lowest else "between"


def course(nets: ByDepth) -> Course:
    """Where a gradient begins and ends by depth, and from which depth on it is white noise."""
    (first, begin), (last, end) = nets[0], nets[-1]
    lost = [depth for depth, line in nets if likeness(line) == "white"]
    stays = bool(lost) and all(depth in lost for depth, _ in nets if depth >= lost[0])
    return Course(first, begin.lags[0].mean, last, end.lags[0].mean, lost[0] if stays else None, bool(lost))


def without_norms(normed: ByDepth, bare: ByDepth) -> WithoutNorms:
    """At the greatest depth at which both are known."""
    depth = max(dict(normed).keys() & dict(bare).keys())
    ours, theirs = dict(bare)[depth], dict(normed)[depth]
    here, there = ours.lags[0].mean, theirs.lags[0].mean
    outcome: Literal["no_less", "less", "collapsed", "apart"]
    if here < there + MUCH:
        outcome = "no_less"
    elif ours.alike is None or theirs.alike is None:
        outcome = "less"
    else:
        outcome = "collapsed" if ours.alike >= COLLAPSED else "apart"
    return WithoutNorms(depth, here, there, outcome, ours.alike, theirs.alike)


def family(nets: Sequence[tuple[int, Shattering]], eps: float) -> Family:
    """How the cosine at one amount of noise changes from the shallowest net to the deepest."""
    cosines = [(depth, cosine(at(net, eps))) for depth, net in nets]
    (first_depth, first), (last_depth, last) = cosines[0], cosines[-1]
    unrelated = [depth for depth, spread in cosines if spread.mean < UNRELATED]
    begins = unrelated[0] if unrelated else None
    ends = unrelated[-1] if len(unrelated) > 1 else None
    return Family(first_depth, first, last_depth, last, begins, ends)


def _line_of(signals: Sequence[Values]) -> Line:
    lags = np.array([autocorrelation(signal, LAGS) for signal in signals])
    return Line(
        gradients=tuple(tuple(signal.tolist()) for signal in signals[:SHOWN]),
        lags=tuple(Lag(mean=lag.mean(), lowest=lag.min(), highest=lag.max()) for lag in lags.T),
    )
