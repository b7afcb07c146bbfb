"""Are the three forms of a ResNeXt block one function? Built apart from the same weights, and compared.

(a) sums C paths, (b) joins them before the last convolution, (c) is one grouped convolution: Xie et al. 2017
(arXiv:1611.05431), Fig. 3. Norms are left out; each works on one channel, so (b) and (c) share theirs as well. Only the
order of the additions differs, so the outputs agree up to rounding: about 1e-13 in float64.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from resnet_core.studies.three_forms.question import Comparison, ThreeForms, ThreeFormsQuestion


@dataclass(frozen=True, slots=True)
class Weights:
    """Of the grouped form; the others take their parts of the same tensors."""

    reduce: Tensor
    transform: Tensor
    expand: Tensor
    cardinality: int

    @property
    def branches(self) -> tuple[tuple[Tensor, Tensor, Tensor], ...]:
        """The three weights of each path: `(d, c, 1, 1)`, `(d, d, 3, 3)`, `(c, d, 1, 1)`."""
        parts = self.reduce.chunk(self.cardinality), self.transform.chunk(self.cardinality)
        return tuple(zip(*parts, self.expand.chunk(self.cardinality, dim=1), strict=True))

    def to(self, dtype: torch.dtype) -> "Weights":
        """The same weights, rounded to `dtype`."""
        return Weights(self.reduce.to(dtype), self.transform.to(dtype), self.expand.to(dtype), self.cardinality)


def sum_of_branches(x: Tensor, weights: Weights) -> Tensor:
    """Form (a): C paths of three convolutions, added up."""
    paths = [F.conv2d(_branch(x, reduce, transform), expand) for reduce, transform, expand in weights.branches]
    return F.relu(x + torch.stack(paths).sum(0))


def early_concatenation(x: Tensor, weights: Weights) -> Tensor:
    """Form (b): C paths of two convolutions, joined before the last one."""
    paths = [_branch(x, reduce, transform) for reduce, transform, _expand in weights.branches]
    return F.relu(x + F.conv2d(torch.cat(paths, dim=1), weights.expand))


def grouped(x: Tensor, weights: Weights) -> Tensor:
    """Form (c): three convolutions, the middle one in C groups."""
    y = F.relu(F.conv2d(x, weights.reduce))
    y = F.relu(F.conv2d(y, weights.transform, padding=1, groups=weights.cardinality))
    return F.relu(x + F.conv2d(y, weights.expand))


FORMS: dict[str, Callable[[Tensor, Weights], Tensor]] = {"a": sum_of_branches, "b": early_concatenation, "c": grouped}


def compare(question: ThreeFormsQuestion) -> ThreeForms:
    """The three forms on one random picture, on the processor, where float64 is at hand everywhere."""
    source = torch.Generator().manual_seed(question.seed)
    x = torch.randn(1, question.channels, question.size, question.size, dtype=torch.float64, generator=source)
    weights = draw(question, source)
    of_paths = sum(part.numel() for branch in weights.branches for part in branch)
    of_grouped = sum(part.numel() for part in (weights.reduce, weights.transform, weights.expand))
    return ThreeForms(
        float64=_compared(x, weights),
        float32=_compared(x.float(), weights.to(torch.float32)),
        params={"a": of_paths, "b": of_paths, "c": of_grouped},
    )


def draw(question: ThreeFormsQuestion, source: torch.Generator) -> Weights:
    """He's initialisation by fan-in, in float64."""
    c, d, width = question.channels, question.group_width, question.cardinality * question.group_width

    def normal(*shape: int) -> Tensor:
        deviation = math.sqrt(2 / math.prod(shape[1:]))
        return torch.randn(*shape, dtype=torch.float64, generator=source) * deviation

    return Weights(normal(width, c, 1, 1), normal(width, d, 3, 3), normal(c, width, 1, 1), question.cardinality)


def _branch(x: Tensor, reduce: Tensor, transform: Tensor) -> Tensor:
    return F.relu(F.conv2d(F.relu(F.conv2d(x, reduce)), transform, padding=1))


def _compared(x: Tensor, weights: Weights) -> Comparison:
    a, b, c = (form(x, weights) for form in FORMS.values())
    return Comparison(a_b=_largest(a - b), b_c=_largest(b - c), a_c=_largest(a - c), largest_output=_largest(c))


def _largest(values: Tensor) -> float:
    return float(values.abs().max())
