"""Writes `digests.json` anew: `python -m resnet_core.course.exercises.record_cells`. With torch, unlike its neighbours.

The reference modules are built from the plan, and the digests are taken by the cell's own functions.
"""

import json
from typing import Any

from torch import nn

from resnet_core.config import BlockConfig, NetworkConfig
from resnet_core.course.exercises.cell import CELLS, DIGESTS, FUNCTIONS, Cell
from resnet_core.models.build import ResidualBlock, assemble
from resnet_core.plan.blocks import block_plan
from resnet_core.plan.network import network_plan


def functions() -> dict[str, Any]:
    """What a cell defines, by name."""
    held: dict[str, Any] = {}
    exec(FUNCTIONS, held)
    return held


def module(config: BlockConfig | NetworkConfig) -> nn.Module:
    """The module that a config stands for."""
    if isinstance(config, BlockConfig):
        return ResidualBlock(block_plan(config))
    return assemble(network_plan(config))


def recorded(cell: Cell) -> dict[str, Any]:
    """The digests of one cell."""
    held = functions()

    def output(config: BlockConfig | NetworkConfig) -> str:
        y = held["filled"](module(config))(held["batch"](cell.shape)).detach()
        return str(held["digest"]((tuple(y.shape), held["sums"](y))))

    return {
        "params": [held["digest"](count) for count in _parameters(cell.right)],
        "output": output(cell.right),
        "wrong": {output(config): said for said, config in cell.wrong.items()},
    }


def _parameters(config: BlockConfig | NetworkConfig) -> tuple[int, int]:
    """Without biases in the convolutions, and with."""
    biased = (
        config.model_copy(update={"conv_bias": True})
        if isinstance(config, BlockConfig)
        else config.model_copy(update={"style": config.style.model_copy(update={"conv_bias": True})})
    )
    bare, with_bias = (sum(p.numel() for p in module(each).parameters()) for each in (config, biased))
    return bare, with_bias


def main() -> None:
    """Writes the file."""
    held = {name: recorded(cell) for name, cell in CELLS.items()}
    DIGESTS.write_text(json.dumps(held, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
