"""What learners get wrong about residual networks, as codes, and the pages on which each is put right.

The first 22 were found in questions and issues that people wrote about ResNets; the last two are what the chapter
itself is about. The words for each are the message `misconception-<code>`.
"""

from types import MappingProxyType
from typing import NamedTuple

ORDER = (
    "plain_vs_residual",
    "function_classes",
    "residual_block",
    "network",
    "train",
    "gradients",
    "signal",
    "paths",
    "surgery",
    "resnext",
    "saliency",
    "saliency_checks",
    "before_and_after",
    "shattering",
    "landscape",
    "orders",
)
"""The pages that ask, in the order of the course; electives come last."""


class Misconception(NamedTuple):
    """One confusion."""

    number: int
    code: str
    pages: tuple[str, ...]
    """Where it belongs, in the order of the course. Its items come first on these, and return on later ones."""


def _known(*confusions: Misconception) -> MappingProxyType[int, Misconception]:
    return MappingProxyType({confusion.number: confusion for confusion in confusions})


MISCONCEPTIONS = _known(
    Misconception(1, "projection-spoils", ("network", "gradients", "paths")),
    Misconception(2, "stride-discards", ("residual_block",)),
    Misconception(3, "norm-on-shortcut", ("residual_block", "orders")),
    Misconception(4, "when-projection", ("residual_block", "network")),
    Misconception(5, "one-axis-named", ("residual_block",)),
    Misconception(6, "no-error", ("residual_block",)),
    Misconception(7, "groups-or-width", ("resnext",)),
    Misconception(8, "any-groups", ("resnext",)),
    Misconception(9, "fewer-is-faster", ("resnext", "before_and_after")),
    Misconception(10, "vanishing", ("gradients", "signal", "shattering")),
    Misconception(11, "shallow-plain", ("plain_vs_residual", "shattering")),
    Misconception(12, "add-or-concatenate", ("residual_block", "paths", "surgery")),
    Misconception(13, "relu-place", ("residual_block", "signal", "before_and_after", "orders")),
    Misconception(14, "why-18", ("network",)),
    Misconception(15, "large-stem", ("network", "saliency", "saliency_checks")),
    Misconception(16, "one-value", ("train",)),
    Misconception(17, "train-or-eval", ("function_classes", "train", "surgery")),
    Misconception(18, "lazy-layers", ("network",)),
    Misconception(19, "memory", ("train",)),
    Misconception(20, "slow-processor", ("train",)),
    Misconception(21, "convincing-map", ("saliency", "saliency_checks")),
    Misconception(22, "wrong-data", ("train",)),
    Misconception(23, "overfitting", ("plain_vs_residual", "landscape")),
    Misconception(24, "held-or-found", ("function_classes", "landscape")),
)
"""By number."""
LEADING = MappingProxyType({"residual_block": (12, 4), "network": (14, 15), "train": (17, 19)})
"""Where many belong to one page, those that its first visitors are asked about."""
