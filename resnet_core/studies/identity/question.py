"""A row of blocks is taught y = x: how long it takes plain and residual blocks, by the length of the row."""

from functools import cache
from typing import Literal

from pydantic import Field

from resnet_core.config import BlockStyle, Frozen, NetworkConfig, StageConfig

Kind = Literal["plain", "residual", "zero"]
PLAIN: Kind = "plain"
RESIDUAL: Kind = "residual"
ZERO: Kind = "zero"
KINDS: tuple[Kind, ...] = (PLAIN, RESIDUAL, ZERO)
"""Blocks without shortcuts, with them, and with them while the last convolution of each block starts at zero."""
CHANNELS = 6
SIDE = 8
"""Pixels of a side of the maps."""
TOLERANCE = 1e-3
"""What has learned y = x: its squared error is at most this share of the squared input."""
EVERY = 20
"""Steps from one error that is kept to the next."""


class Attempt(Frozen):
    """One row of blocks, and how it came closer to y = x."""

    kind: Kind
    blocks: int
    errors: tuple[float | None, ...]
    """As a share of the squared input, before the first step and after every `EVERY`; None where it was no number."""
    reached: int | None
    """After how many steps the error was within `TOLERANCE`; None where it never was."""
    last: float | None
    """The error when it ended; None where it was no number."""


class Attempts(Frozen):
    """All rows, from the same seed."""

    seed: int
    attempts: tuple[Attempt, ...]


class IdentityQuestion(Frozen):
    """Every kind at every length, trained on the same inputs until it has learned y = x or has had its steps."""

    lengths: tuple[int, ...] = Field(default=(1, 2, 4, 8), min_length=1, max_length=8)
    """Blocks in a row; each has two 3x3 convolutions without norms."""
    steps: int = Field(default=2000, ge=1, le=10_000)
    """At most."""
    seed: int = Field(default=0, ge=0, le=2**31 - 1)


def row(kind: Kind, blocks: int) -> NetworkConfig:
    """A network whose first stage is this row."""
    return NetworkConfig(
        input_size=SIDE,
        stem_channels=CHANNELS,
        stages=(StageConfig(blocks=blocks, channels=CHANNELS),),
        style=BlockStyle(family="plain" if kind == PLAIN else "residual", norm=False, zero_init_residual=kind == ZERO),
        shortcut="none" if kind == PLAIN else "projection",
    )


@cache
def recorded() -> tuple[IdentityQuestion, ...]:
    """What `make record` asks."""
    return tuple(IdentityQuestion(seed=seed) for seed in range(3))
