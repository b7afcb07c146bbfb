"""What one block adds up."""

from collections.abc import Mapping
from functools import cache
from typing import Literal, Self

from pydantic import Field, model_validator

from resnet_core.config import BlockConfig, DataName, Frozen
from resnet_core.errors import ConfigError
from resnet_core.studies.bounds import block_macs, check_macs

MOST_MACS = 4_000_000_000
"""Multiply-adds of one picture through one block: about a second for the few pictures that a question takes."""


Map = Literal["x", "f", "sum", "out"]
"""What the shortcut brings, what the main path adds, their sum, and what leaves the block."""


class AdditionQuestion(Frozen):
    """What one block adds up for one test picture.

    `random` and `zeroed` take `block` behind a new 3x3 stem, at `size` pixels; `trained` takes block `number` of the
    recorded net instead.
    """

    weights: Literal["random", "zeroed", "trained"] = "random"
    data: DataName = "fashion-mnist"
    picture: int = Field(default=0, ge=0, lt=10_000)
    """Its number in the test set."""
    block: BlockConfig = BlockConfig()
    size: int = Field(default=28, ge=1, le=64)
    number: int = Field(default=1, ge=1, le=3)
    seed: int = Field(default=0, ge=0, le=2**31 - 1)

    @model_validator(mode="after")
    def _has_an_addition(self) -> Self:
        if self.block.shortcut == "none":
            raise ConfigError("block-adds-nothing")
        check_macs(block_macs(self.block, self.size), MOST_MACS, "picture")
        return self


class Opened(Frozen):
    """One addition in numbers. Maps are those of the channels that vary most in the sum, as rows of numbers."""

    block: str
    shape: tuple[int, ...]
    """Of each summand: channels, height, width."""
    identity: bool
    """Whether the shortcut hands on x itself."""
    then_relu: bool
    """Whether a ReLU, and nothing else, follows the addition."""
    norm_x: float
    norm_f: float
    ratio: float | None
    """|F(x)| / |x|; None where x is 0."""
    degrees: float | None
    """Angle between x and F(x); None where one of them is 0."""
    difference: float
    """Largest |output - ReLU(x)|, or what takes ReLU's place in this block."""
    picture: tuple[tuple[float, ...], ...]
    label: int
    channels: tuple[int, ...]
    maps: Mapping[Map, tuple[tuple[tuple[float, ...], ...], ...]] = Field(repr=False)
    """A map a channel, for each."""


@cache
def recorded() -> tuple[AdditionQuestion, ...]:
    """What `make record` asks: the block on which the page opens, with new weights and with F = 0; the recorded net."""
    return (
        AdditionQuestion(),
        AdditionQuestion(weights="zeroed"),
        *(AdditionQuestion(weights="trained", number=number) for number in (1, 2, 3)),
    )
