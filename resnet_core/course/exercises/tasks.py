"""What a learner enters, and the verdict on it: right, or which mistake it is.

A task knows its right answer and the answers that usual mistakes lead to, all of them computed from the plan, from
findings or by arithmetic. What a verdict says is a message; here it is a code with facts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

from resnet_core.config import RunConfig

RIGHT, OTHER, EMPTY = "right", "other", "empty"
"""Codes of verdicts besides those of known mistakes: right, wrong in no known way, nothing entered."""
ROUNDING = 1e-9
NOTHING: Mapping[str, Any] = MappingProxyType({})


class Verdict(NamedTuple):
    """What an answer is, and the facts that its message takes."""

    code: str
    facts: Mapping[str, Any] = NOTHING

    @property
    def right(self) -> bool:
        """Whether nothing is to be mended."""
        return self.code == RIGHT


@dataclass(frozen=True, slots=True)
class Number:
    """A number to be entered."""

    name: str
    right: float
    wrong: Mapping[str, float] = field(default_factory=dict)
    """What usual mistakes lead to, by the code of the mistake; those that lead to the right number here are no help."""
    within: float = ROUNDING
    """How far off an answer may be, as a share of the right one."""

    @property
    def whole(self) -> bool:
        """Whether the answer is a count."""
        return isinstance(self.right, int)

    def judge(self, entered: float | None) -> Verdict:
        """The verdict on a number; `low` and `high` where it is no known mistake."""
        if entered is None:
            return Verdict(EMPTY)
        if self._is_near(entered, self.right):
            return Verdict(RIGHT, {"entered": entered})
        known = next((code for code, number in self.wrong.items() if self._is_near(entered, number)), None)
        return Verdict(known or OTHER, {"entered": entered, "low": entered < self.right})

    def _is_near(self, entered: float, number: float) -> bool:
        return abs(entered - number) <= max(self.within * abs(number), ROUNDING)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few statements; a wrong one is its own mistake."""

    name: str
    right: str
    options: tuple[str, ...]

    def judge(self, entered: str | None) -> Verdict:
        """The verdict on a statement's code."""
        if entered is None:
            return Verdict(EMPTY)
        return Verdict(RIGHT if entered == self.right else entered)


@dataclass(frozen=True, slots=True)
class Code:
    """Python source to be pasted, which is read and never run."""

    name: str
    read: Callable[[str], Verdict]

    def judge(self, entered: str | None) -> Verdict:
        """The verdict on the source."""
        return self.read(entered) if entered and entered.strip() else Verdict(EMPTY)


@dataclass(frozen=True, slots=True)
class Built:
    """What a learner built on another page, whose link they paste."""

    name: str
    page: str
    """Name of that page."""
    look: Callable[[Any], Verdict]
    """The verdict on the config that the link stands for."""

    def judge(self, entered: Any | None) -> Verdict:
        """The verdict on a config; one that is none, a `Verdict` already, stays as it is."""
        if entered is None:
            return Verdict(EMPTY)
        return entered if isinstance(entered, Verdict) else self.look(entered)


class Run(NamedTuple):
    """What is known of a training of the learner's own."""

    config: RunConfig
    state: str
    data: str | None
    """The pictures it saw; None before it began."""
    accuracy: float | None
    """On the test pictures; None where it was not tested."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A training of the learner's own, to be chosen among those of this machine."""

    name: str
    look: Callable[[Run], Verdict]

    def judge(self, entered: Run | None) -> Verdict:
        """The verdict on a run."""
        return Verdict(EMPTY) if entered is None else self.look(entered)


Task = Number | Choice | Code | Built | Ran


@dataclass(frozen=True, slots=True)
class Exercise:
    """What is asked under one name, in the order in which it is done: a faded example first, then one's own work."""

    name: str
    tasks: Callable[[], tuple[Task, ...]]
    """Computed when the exercise is opened."""
    facts: Callable[[], Mapping[str, Any]] = dict
    """What example, hints and answer are about."""
    hints: int = 2
    chapter: int | None = None
    """Its number in the chapter; None for one of ours."""
    cells: tuple[str, ...] = ()
    """Names of the check cells that go with it."""
