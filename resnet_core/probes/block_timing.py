"""How long blocks take."""

from typing import Self

from pydantic import Field, model_validator

from resnet_core.config import BlockConfig, Frozen
from resnet_core.probes.bounds import block_macs, check_macs

MOST_TIMED_MACS = 20_000_000_000


class BlockTimingProbe(Frozen):
    """How long blocks take on this machine; another `take` measures again."""

    blocks: tuple[BlockConfig, ...] = Field(min_length=1, max_length=12)
    size: int = Field(default=14, ge=1, le=112)
    batch_size: int = Field(default=8, ge=2, le=256)
    take: int = Field(default=0, ge=0, le=1000)

    @model_validator(mode="after")
    def _is_quick(self) -> Self:
        macs = self.batch_size * sum(block_macs(block, self.size) for block in self.blocks)
        check_macs(macs, MOST_TIMED_MACS, "a batch through all blocks")
        return self
