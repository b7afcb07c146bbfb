"""How much a page may ask for while the learner waits."""

from functools import lru_cache
from typing import Protocol, runtime_checkable

from resnet_core.analysis.layers import block_cost, layer_table, totals
from resnet_core.config import BlockConfig, NetworkConfig
from resnet_core.errors import ShapeError
from resnet_core.plan.network import network_plan


@runtime_checkable
class Counted(Protocol):
    """A question that knows how much work it asks for, so that its time can be foretold from that of recorded ones."""

    @property
    def macs(self) -> int:
        """Multiply-adds of all forward passes."""


def block_macs(block: BlockConfig, size: int) -> int:
    """Multiply-adds for one picture; pydantic collects ValueErrors, so a ShapeError is passed on as one."""
    try:
        return block_cost(block, size).macs
    except ShapeError as error:
        raise ValueError(str(error)) from None


@lru_cache(maxsize=256)
def network_macs(network: NetworkConfig) -> int:
    """Multiply-adds for one picture; a ValueError as for `block_macs`."""
    try:
        return totals(layer_table(network_plan(network))).macs
    except ShapeError as error:
        raise ValueError(str(error)) from None


def check_macs(macs: int, most: int, of_what: str) -> None:
    """None; ValueError when `macs` are more than `most`, with the way out."""
    if macs > most:
        raise ValueError(
            f"this needs {macs / 1e9:.1f} billion multiply-adds {of_what}, and at most {most / 1e9:g} billion are "
            "computed while you wait; choose fewer channels or a smaller size"
        )
