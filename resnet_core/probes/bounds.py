"""How much a page may ask for while the learner waits."""

from resnet_core.analysis.layers import block_cost
from resnet_core.config import BlockConfig
from resnet_core.errors import ShapeError


def block_macs(block: BlockConfig, size: int) -> int:
    """Multiply-adds for one picture; pydantic collects ValueErrors, so a ShapeError is passed on as one."""
    try:
        return block_cost(block, size).macs
    except ShapeError as error:
        raise ValueError(str(error)) from None


def check_macs(macs: int, most: int, of_what: str) -> None:
    """None; ValueError when `macs` are more than `most`, with the way out."""
    if macs > most:
        raise ValueError(
            f"this needs {macs / 1e9:.1f} billion multiply-adds {of_what}, and at most {most / 1e9:g} billion are "
            "computed while you wait; choose fewer channels or a smaller size"
        )
