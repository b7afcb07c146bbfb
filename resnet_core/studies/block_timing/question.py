"""How long blocks take."""

from typing import Literal, Self

from pydantic import Field, model_validator

from resnet_core.config import BlockConfig, Frozen
from resnet_core.studies.bounds import block_macs, check_macs

MOST_TIMED_MACS = 20_000_000_000
Clock = Literal["forward", "training"]
"""What is timed: a batch as when classifying, or forward and backward."""


class BlockTimingQuestion(Frozen):
    """How long blocks take on this machine; another `take` measures again."""

    blocks: tuple[BlockConfig, ...] = Field(min_length=1, max_length=12)
    size: int = Field(default=14, ge=1, le=112)
    batch_size: int = Field(default=8, ge=2, le=256)
    take: int = Field(default=0, ge=0, le=1000)

    @model_validator(mode="after")
    def _is_quick(self) -> Self:
        macs = self.batch_size * sum(block_macs(block, self.size) for block in self.blocks)
        check_macs(macs, MOST_TIMED_MACS, "batch")
        return self


class Milliseconds(Frozen):
    """Of one batch: the median over the rounds, and its quartiles."""

    median: float
    lower: float
    upper: float

    def overlaps(self, other: "Milliseconds") -> bool:
        """Whether the two may differ by chance only."""
        return self.lower <= other.upper and other.lower <= self.upper


class BlockTime(Frozen):
    """One block: `forward` as when classifying, `training` forward and backward, input gradient included."""

    params: int
    macs: int
    """For one picture."""
    forward: Milliseconds
    training: Milliseconds


class Timing(Frozen):
    """The times of all blocks, in their order, and what they were measured on."""

    machine: str
    device: str
    threads: int
    torch: str
    batch_size: int
    size: int
    rounds: int
    blocks: tuple[BlockTime, ...]
