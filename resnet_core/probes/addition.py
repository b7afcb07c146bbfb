"""What one block adds up."""

from typing import Literal, Self

from pydantic import Field, model_validator

from resnet_core.config import BlockConfig, Frozen
from resnet_core.probes.bounds import block_macs, check_macs

MOST_MACS = 4_000_000_000
"""Multiply-adds of one picture through one block: about a second for the few pictures that a probe takes."""


class AdditionProbe(Frozen):
    """What one block adds up for one test picture.

    `random` and `zeroed` take `block` behind a new 3x3 stem, at `size` pixels; `trained` takes block `number` of the
    recorded net instead.
    """

    weights: Literal["random", "zeroed", "trained"] = "random"
    data: Literal["fashion-mnist", "sketches"] = "fashion-mnist"
    picture: int = Field(default=0, ge=0, lt=10_000)
    """Its number in the test set."""
    block: BlockConfig = BlockConfig()
    size: int = Field(default=28, ge=1, le=64)
    number: int = Field(default=1, ge=1, le=3)
    seed: int = Field(default=0, ge=0, le=2**31 - 1)

    @model_validator(mode="after")
    def _has_an_addition(self) -> Self:
        if self.block.shortcut == "none":
            raise ValueError("shortcut=none: this block adds nothing; choose shortcut=identity or a projection")
        check_macs(block_macs(self.block, self.size), MOST_MACS, "a picture")
        return self
