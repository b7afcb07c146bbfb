"""An item: a question of the course with a few options, and where its right answer comes from.

An item is data. What is right is never written down: `ask` finds it in what the item is `about`, a config, a recorded
answer or a recorded run. So are the wrong options wherever they are numbers: each is what one mistake leads to.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from resnet_core import gallery
from resnet_core.config import Frozen, parse
from resnet_core.course.misconceptions import MISCONCEPTIONS, Misconception

RIGHT = "right"
"""The code of the right option where the options are numbers."""
_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Asked(NamedTuple):
    """The options of an item in the order in which they are shown, and which is right."""

    options: tuple[str, ...]
    """Codes; where the options are numbers, each but `RIGHT` names the mistake that leads to it."""
    right: str
    numbers: Mapping[str, float] = _NOTHING
    """By option, where the options are numbers."""
    values: Mapping[str, Any] = _NOTHING
    """What the words need besides."""


def among(options: tuple[str, ...], right: str, **values: Any) -> Asked:
    """What is asked where the options are codes."""
    assert right in options, (right, options)
    return Asked(options, right, values=values)


def number(right: float, /, values: Mapping[str, Any] = _NOTHING, **wrong: float) -> Asked:
    """What is asked where the options are numbers, from the smallest to the largest."""
    numbers = {RIGHT: right, **wrong}
    return Asked(tuple(sorted(numbers, key=numbers.__getitem__)), RIGHT, numbers, values)


@dataclass(frozen=True, slots=True)
class Recorded:
    """Answers that the gallery keeps to some questions of one kind."""

    kind: str
    questions: tuple[Frozen, ...]
    model: type[Frozen]

    def read(self) -> tuple[Any, ...]:
        """The answers as `model`, in the order of the questions."""
        recorded = gallery.measurements(self.kind)
        return tuple(parse(self.model, recorded.answer(question)) for question in self.questions)


@dataclass(frozen=True, slots=True)
class Runs:
    """Trainings that the gallery keeps."""

    names: tuple[str, ...]

    def read(self) -> tuple[gallery.Recording, ...]:
        """The recordings, in the order of their names."""
        return tuple(map(gallery.load, self.names))


@dataclass(frozen=True, slots=True)
class Item:
    """One variant of a question about a misconception; the three variants of one are twins."""

    id: str
    """The number of the misconception and a letter: `4b`. Its words are the message `check-4b`."""
    page: str
    """Where it fits best; a twin may come elsewhere."""
    about: Any
    """Configs or other plain data, or `Recorded` or `Runs`, which are read when the item is asked."""
    ask: Callable[[Any], Asked]

    @property
    def misconception(self) -> Misconception:
        """What it is to find out."""
        return MISCONCEPTIONS[int(self.id[:-1])]

    @property
    def asked(self) -> Asked:
        """Its options, and the right one."""
        return _asked(self)


@cache
def _asked(item: Item) -> Asked:
    about = item.about
    return item.ask(about.read() if isinstance(about, Recorded | Runs) else about)
