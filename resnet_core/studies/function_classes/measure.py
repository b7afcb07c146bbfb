"""Is a bigger set of functions always at least as good? Least squares on the unit interval answers, family by family.

A family offers, for every size k, a set of functions: all weighted sums of its basis. The best fit is the projection of
the target onto that set, on `GRID` points that stand for the interval; its mean squared error is the square of the
distance from the target to the set. Only when each set holds the one before it (*nested*) can that distance never grow.
The experiment behind the section "Function Classes" of d2l.ai, chapter 8.6. No torch here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.polynomial.legendre import legvander
from numpy.typing import NDArray

from resnet_core.errors import ConfigError

Values = NDArray[np.floating[Any]]

GRID: Values = (np.arange(4000) + 0.5) / 4000
"""Midpoints of 4,000 equal pieces of [0, 1]."""
LARGEST = 20
"""The largest size on offer."""
FRESH, FRESH_SEED = 2000, 1_000_000
"""Points that nothing was fitted to, and the seed of their draw."""
ROUNDING = 1e-9
"""Two errors whose ratio is nearer to 1 are the same, and a smaller share outside is none."""


@dataclass(frozen=True, slots=True)
class Family:
    """Sets of functions, one for each size."""

    basis: Callable[[Values, int], Values]
    """At points `(n,)` and size k: the basis, `(n, coefficients)`."""
    sizes: tuple[int, ...] = tuple(range(1, LARGEST + 1))


def bins(x: Values, size: int) -> Values:
    """1 in the point's own of `size` equal bins, 0 in the others."""
    own = np.minimum((x * size).astype(int), size - 1)
    return np.asarray(own[:, None] == np.arange(size), dtype=float)


def polynomials(x: Values, size: int) -> Values:
    """Legendre polynomials up to degree `size`."""
    basis: Values = legvander(2 * x - 1, size)
    return basis


def one_frequency(x: Values, size: int) -> Values:
    """A constant, and one cosine and sine with `size` periods on the interval."""
    turns = 2 * np.pi * size * x
    return np.stack([np.ones_like(x), np.cos(turns), np.sin(turns)], axis=1)


def fourier(x: Values, size: int) -> Values:
    """A constant, and a cosine and sine of every frequency up to `size`."""
    turns = 2 * np.pi * np.outer(x, np.arange(1, size + 1))
    return np.concatenate([np.ones((len(x), 1)), np.cos(turns), np.sin(turns)], axis=1)


def bumps(x: Values, size: int) -> Values:
    """`size` radial basis functions on a grid of their own, as wide (one standard deviation) as they are apart."""
    centres = (np.arange(size) + 0.5) / size
    return np.exp(-((x[:, None] - centres) ** 2) * size**2 / 2)


FAMILIES: Mapping[str, Family] = {
    "equal_bins": Family(bins),
    "doubled_bins": Family(bins, sizes=(1, 2, 4, 8, 16)),
    "polynomials": Family(polynomials),
    "fourier": Family(fourier),
    "one_frequency": Family(one_frequency),
    "bumps": Family(bumps),
}

TARGETS: Mapping[str, Callable[[Values], Values]] = {
    "step_and_sine": lambda x: (x >= 0.5) + 0.3 * np.sin(6 * x),
    "two_waves": lambda x: 0.6 * np.sin(2 * np.pi * x) + 0.4 * np.cos(6 * np.pi * x),
    "corner": lambda x: np.abs(x - 0.4) / 0.6,
    "three_steps": lambda x: np.floor(3 * x) / 2,
    "hill": lambda x: np.exp(-(((x - 0.3) / 0.1) ** 2)),
    "chirp": lambda x: np.sin(2 * np.pi * x * (1 + 3 * x)),
}


@dataclass(frozen=True, slots=True)
class Fit:
    """The function of one set that comes nearest to the target."""

    values: Values
    error: float
    """Mean squared error on the grid."""
    coefficients: int


@dataclass(frozen=True, slots=True)
class Ladder:
    """The best reachable error at every size of a family."""

    sizes: tuple[int, ...]
    errors: tuple[float, ...]

    @property
    def worse(self) -> tuple[int, ...]:
        """Sizes whose best fit is worse than the one of the size before."""
        steps = zip(self.sizes[1:], pairwise(self.errors), strict=True)
        return tuple(size for size, (before, after) in steps if after > before * (1 + ROUNDING) + ROUNDING**2)


@dataclass(frozen=True, slots=True)
class Sample:
    """Noisy points from a target."""

    x: Values
    y: Values


@dataclass(frozen=True, slots=True)
class Generalisation:
    """What least squares on a sample reaches at every size: on its own points, and on fresh ones."""

    sizes: tuple[int, ...]
    train: tuple[float, ...]
    test: tuple[float, ...]

    @property
    def best(self) -> int:
        """The size with the smallest test error."""
        return self.sizes[int(np.argmin(self.test))]


def check_size(family: str, size: int) -> None:
    """Raises ConfigError when the family has no set of that size."""
    sizes = FAMILIES[family].sizes
    if size not in sizes:
        near = neighbours(family, size)
        raise ConfigError("no-such-set-size", size=size, sizes=tuple(sizes), near=near, count=len(near))


def neighbours(family: str, size: int) -> tuple[int, ...]:
    """The family's next sizes below and above `size`."""
    sizes = FAMILIES[family].sizes
    below, above = [s for s in sizes if s < size], [s for s in sizes if s > size]
    return (*below[-1:], *above[:1])


@cache
def space(family: str, size: int) -> Values:
    """An orthonormal basis `(len(GRID), coefficients)` of the set, as functions on the grid; shared, so read-only.

    All sets of all families are 38 MB; to find those of one anew takes longer than to draw the page.
    """
    basis = np.linalg.qr(FAMILIES[family].basis(GRID, size))[0]
    basis.setflags(write=False)
    return basis


def project(target: Values, onto: Values) -> Fit:
    """The best fit to the target's values in a space with that orthonormal basis."""
    values = onto @ (onto.T @ target)
    return Fit(values, float(np.mean((target - values) ** 2)), onto.shape[1])


def best_fit(target: str, family: str, size: int) -> Fit:
    """The nearest function to the target in the family's set of that size."""
    check_size(family, size)
    return project(TARGETS[target](GRID), space(family, size))


@lru_cache(maxsize=128)
def ladder(target: str, family: str, sizes: tuple[int, ...] = ()) -> Ladder:
    """The best reachable error at each of the family's sizes, or at those given."""
    values = TARGETS[target](GRID)
    chosen = sizes or FAMILIES[family].sizes
    return Ladder(chosen, tuple(project(values, space(family, size)).error for size in chosen))


def outside(small: Values, large: Values) -> float:
    """The share of a space that lies outside another, 0 to 1: of its orthonormal basis, what the other cannot reach.

    The mean squared sine of the principal angles between the two; 0 means that the first lies inside the second.
    """
    reached = float(np.sum((large.T @ small) ** 2))
    return max(0.0, 1 - reached / int(small.shape[1]))


@lru_cache(maxsize=2000)
def share_outside(family: str, small: int, large: int) -> float:
    """`outside` of the family's set of one size against the one of another."""
    return outside(space(family, small), space(family, large))


def steps_outside(family: str) -> tuple[float, ...]:
    """`outside` of every set against the family's next; all 0 when the family is nested."""
    return tuple(share_outside(family, small, large) for small, large in pairwise(FAMILIES[family].sizes))


def draw_sample(target: str, count: int, *, noise: float, seed: int) -> Sample:
    """`count` points of the target, uniform on the interval, each value with Gaussian noise of that deviation."""
    rng = np.random.default_rng(seed)
    x = np.sort(rng.uniform(size=count))
    return Sample(x, TARGETS[target](x) + noise * rng.normal(size=count))


def fresh_sample(target: str, *, noise: float) -> Sample:
    """The points on which every fit to a sample is judged a second time."""
    return draw_sample(target, FRESH, noise=noise, seed=FRESH_SEED)


def fit_sample(family: str, size: int, *, sample: Sample, at: Values = GRID) -> Values:
    """The least-squares fit to a sample, evaluated `at` points; of several, the one of least coefficients."""
    basis = FAMILIES[family].basis
    weights = np.linalg.lstsq(basis(sample.x, size), sample.y, rcond=None)[0]
    values: Values = basis(at, size) @ weights
    return values


def generalisation(family: str, *, train: Sample, test: Sample) -> Generalisation:
    """Training and test error of the family's fit at every size."""
    sizes = FAMILIES[family].sizes

    def error(size: int, on: Sample) -> float:
        return float(np.mean((fit_sample(family, size, sample=train, at=on.x) - on.y) ** 2))

    return Generalisation(sizes, tuple(error(k, train) for k in sizes), tuple(error(k, test) for k in sizes))
