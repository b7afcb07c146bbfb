"""Three ways to write one ResNeXt block."""

from typing import Self

from pydantic import Field, model_validator

from resnet_core.config import Frozen
from resnet_core.studies.bounds import check_macs

MOST_FORM_MACS = 1_000_000_000


class ThreeFormsQuestion(Frozen):
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
        check_macs(macs, MOST_FORM_MACS, "form")
        return self


class Comparison(Frozen):
    """Largest absolute differences between the outputs of two forms, at one precision."""

    a_b: float
    b_c: float
    a_c: float
    largest_output: float


class ThreeForms(Frozen):
    """The comparison at both precisions, and the weights that each form holds."""

    float64: Comparison
    float32: Comparison
    params: dict[str, int]
