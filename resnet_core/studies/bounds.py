"""How much a page may ask for while the learner waits."""

from typing import Literal, NamedTuple, Protocol, runtime_checkable

from resnet_core.analysis.layers import block_cost, network_cost
from resnet_core.config import BlockConfig, NetworkConfig
from resnet_core.errors import ConfigError, ShapeError


@runtime_checkable
class Counted(Protocol):
    """A question that knows how much work it asks for, so that its time can be foretold from that of recorded ones."""

    @property
    def macs(self) -> int:
        """Multiply-adds of all forward passes."""


class Batch(NamedTuple):
    """A step of training that a question takes."""

    network: NetworkConfig
    pictures: int


@runtime_checkable
class Trains(Protocol):
    """A question that trains, so that the memory it will hold can be foretold."""

    @property
    def batches(self) -> tuple[Batch, ...]:
        """A step of each net; one net is trained at a time."""


def block_macs(block: BlockConfig, size: int) -> int:
    """Multiply-adds for one picture; a validator may raise ConfigErrors only, so a ShapeError is passed on as one."""
    try:
        return block_cost(block, size).macs
    except ShapeError as error:
        raise ConfigError(error.code, **error.values) from None


def network_macs(network: NetworkConfig) -> int:
    """Multiply-adds for one picture; a ConfigError as for `block_macs`."""
    try:
        return network_cost(network).macs
    except ShapeError as error:
        raise ConfigError(error.code, **error.values) from None


def check_macs(macs: int, most: int, of: Literal["picture", "form", "batch", "all"]) -> None:
    """Raises ConfigError when `macs`, `of` what they are counted, are more than `most`."""
    if macs > most:
        raise ConfigError("too-many-macs", billions=round(macs / 1e9, 1), of=of, most=most / 1e9)
