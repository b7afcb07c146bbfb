"""What a page may ask a worker to compute in about a second, with its bounds. No torch.

A probe is a run whose config says all: asked twice, it is computed once. Its answer is the JSON artifact `results`.
"""

from types import MappingProxyType
from typing import Literal, Self

from pydantic import Field, model_validator

from resnet_core.analysis.layers import block_cost
from resnet_core.config import BlockConfig, Frozen, NetworkConfig
from resnet_core.errors import ShapeError

MOST_MACS = 4_000_000_000
"""Multiply-adds of one picture through one block: about a second for the few pictures that a probe takes."""
MOST_TIMED_MACS = 20_000_000_000
MOST_FORM_MACS = 1_000_000_000


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
        _check_macs(_macs(self.block, self.size), MOST_MACS, "a picture")
        return self


class ThreeFormsProbe(Frozen):
    """The three forms of one ResNeXt block (Xie et al. 2017, arXiv:1611.05431, Fig. 3) on one random input."""

    channels: int = Field(default=64, ge=1, le=1024)
    cardinality: int = Field(default=8, ge=1, le=128)
    group_width: int = Field(default=4, ge=1, le=256)
    size: int = Field(default=14, ge=1, le=56)
    seed: int = Field(default=0, ge=0, le=2**31 - 1)

    @model_validator(mode="after")
    def _is_small(self) -> Self:
        width = self.cardinality * self.group_width
        macs = width * (2 * self.channels + 9 * self.group_width) * self.size**2
        _check_macs(macs, MOST_FORM_MACS, "a form")
        return self


class BlockTimingProbe(Frozen):
    """How long blocks take on this machine; another `take` measures again."""

    blocks: tuple[BlockConfig, ...] = Field(min_length=1, max_length=12)
    size: int = Field(default=14, ge=1, le=112)
    batch_size: int = Field(default=8, ge=2, le=256)
    take: int = Field(default=0, ge=0, le=1000)

    @model_validator(mode="after")
    def _is_quick(self) -> Self:
        macs = self.batch_size * sum(_macs(block, self.size) for block in self.blocks)
        _check_macs(macs, MOST_TIMED_MACS, "a batch through all blocks")
        return self


class OnnxProbe(Frozen):
    """A network with new weights as an ONNX file, left as the artifact `onnx`."""

    network: NetworkConfig
    seed: int = Field(default=0, ge=0, le=2**31 - 1)


PROBES: MappingProxyType[str, type[Frozen]] = MappingProxyType(
    {
        "addition": AdditionProbe,
        "three_forms": ThreeFormsProbe,
        "block_timing": BlockTimingProbe,
        "onnx": OnnxProbe,
    }
)
"""Kind of run to the model of its config."""


def _macs(block: BlockConfig, size: int) -> int:
    """Multiply-adds for one picture; pydantic collects ValueErrors, so a ShapeError is passed on as one."""
    try:
        return block_cost(block, size).macs
    except ShapeError as error:
        raise ValueError(str(error)) from None


def _check_macs(macs: int, most: int, of_what: str) -> None:
    if macs > most:
        raise ValueError(
            f"this needs {macs / 1e9:.1f} billion multiply-adds {of_what}, and at most {most / 1e9:g} billion are "
            "computed while you wait; choose fewer channels or a smaller size"
        )
