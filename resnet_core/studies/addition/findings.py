"""What an opened addition shows: how long its summands are, and which way F(x) points."""

from math import prod
from typing import Literal, NamedTuple

from resnet_core.studies.addition.question import Opened

ALONG, AGAINST = 80.0, 100.0
"""Between these angles in degrees F(x) is called nearly at right angles to x."""

Direction = Literal["nothing", "alone", "along", "across", "against"]
"""Of F(x): it is 0; the shortcut brings 0; it points where x points, at right angles to it, or the other way."""


class Summands(NamedTuple):
    """The two sides of an addition, compared over all channels."""

    direction: Direction
    ratio: float | None
    degrees: float | None
    norm_x: float
    norm_f: float
    identity: bool
    """Whether the shortcut brings x itself."""
    then_relu: bool
    values: int
    """How many numbers are added."""
    difference: float
    """The largest, of any of them, between the block's output and that of its shortcut alone."""


def summands(answer: Opened) -> Summands:
    """The comparison that the answer holds."""
    return Summands(
        direction=_direction(answer),
        ratio=answer.ratio,
        degrees=answer.degrees,
        norm_x=answer.norm_x,
        norm_f=answer.norm_f,
        identity=answer.identity,
        then_relu=answer.then_relu,
        values=prod(answer.shape),
        difference=answer.difference,
    )


def _direction(answer: Opened) -> Direction:
    if answer.norm_f == 0:
        return "nothing"
    if answer.degrees is None:
        return "alone"
    if answer.degrees < ALONG:
        return "along"
    return "against" if answer.degrees > AGAINST else "across"
