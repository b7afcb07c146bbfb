"""Which way the gradient takes through the blocks, and what a layer gives out."""

from typing import Literal, NamedTuple

from resnet_core.studies.saliency_inside.question import Inside

ROUNDING = 1e-3
"""Two paths whose maps miss the whole one by a smaller share add up to it."""


class Ways(NamedTuple):
    """How long the gradient of a class is by way of F only and of the shortcut only, as shares of the whole one."""

    case: Literal["no_shortcut", "no_gradient", "adds_up", "mixed"]
    target: int
    main: float | None
    shortcut: float | None
    rest: float | None
    """The share of the whole map's length that both together miss."""


class Layer(NamedTuple):
    """What a layer gives out for a picture."""

    shape: tuple[int, int, int]
    silent: int
    """Of its channels, how many are 0 everywhere."""

    @property
    def channels(self) -> int:
        """How many it has."""
        return self.shape[0]


def ways(answer: Inside) -> Ways:
    """Which way the gradient takes, and whether both add up."""
    if answer.ways is None:
        return Ways("no_shortcut", answer.target, None, None, None)
    whole, main, shortcut = answer.ways.lengths
    if not whole:
        return Ways("no_gradient", answer.target, None, None, None)
    case: Literal["adds_up", "mixed"] = "adds_up" if answer.ways.rest < ROUNDING else "mixed"
    return Ways(case, answer.target, main / whole, shortcut / whole, answer.ways.rest)


def layer(answer: Inside) -> Layer:
    """What the layer gives out."""
    return Layer(answer.shape, answer.silent)
