"""What happens to a fitted network when one more block is put into it? Residual against plain, zero against random.

A small network of one input: `WIDTH` ReLU features and a linear readout, fitted by least squares. The new block stands
between the two and nothing is trained afterwards. After a ReLU no feature is negative, so relu(h + 0) is h: a residual
block whose last layer is zero hands its input on, as does a plain one whose layers are the identity, and the larger
network computes what the smaller one did.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from resnet_core.studies.function_classes.measure import GRID, TARGETS, Values

WIDTH = 32
SEED = 0

Block = Callable[[Values], Values]


@dataclass(frozen=True, slots=True)
class Insertion:
    """A network before and after one block was put into it."""

    block: str
    """Its code: plain or residual, and how it starts."""
    error_before: float
    error_after: float
    """Mean squared errors."""
    largest_change: float
    """Of the output, over the grid; 0.0 means not one bit moved."""


def relu(x: Values) -> Values:
    """Negative values become 0."""
    return np.maximum(x, 0.0)


@lru_cache(maxsize=32)
def insertions(target: str, *, seed: int = SEED) -> tuple[Insertion, ...]:
    """Five blocks, each put into the same fitted network."""
    rng = np.random.default_rng(seed)
    values = TARGETS[target](GRID)
    features = relu(np.outer(GRID, rng.choice([-1.0, 1.0], WIDTH)) + rng.uniform(-1.0, 1.0, WIDTH))
    readout = _fit(features, values)
    before = _read(features, readout)
    return tuple(
        Insertion(
            name,
            float(np.mean((before - values) ** 2)),
            float(np.mean((after - values) ** 2)),
            float(np.abs(after - before).max()),
        )
        for name, block in _blocks(rng).items()
        for after in [_read(block(features), readout)]
    )


def _blocks(rng: np.random.Generator) -> dict[str, Block]:
    """Two layers each, with He's initialisation where they are not zero."""
    first, random = rng.normal(0, np.sqrt(2 / WIDTH), (2, WIDTH, WIDTH))
    zero, same = np.zeros_like(random), np.eye(WIDTH)
    return {
        "residual_zero": lambda h: relu(h + relu(h @ first) @ zero),
        "residual_random": lambda h: relu(h + relu(h @ first) @ random),
        "plain_zero": lambda h: relu(relu(h @ first) @ zero),
        "plain_identity": lambda h: relu(relu(h @ same) @ same),
        "plain_random": lambda h: relu(relu(h @ first) @ random),
    }


def _fit(features: Values, values: Values) -> Values:
    weights: Values = np.linalg.lstsq(_with_bias(features), values, rcond=None)[0]
    return weights


def _read(features: Values, readout: Values) -> Values:
    return _with_bias(features) @ readout


def _with_bias(features: Values) -> Values:
    return np.concatenate([features, np.ones((len(features), 1))], axis=1)
