"""A lesson rehearsed on this machine: how long each step keeps a class waiting, and where a recorded answer is.

Somebody opens each step's page as a learner would (`Look`) and tells what it asks. What is foretold to take a moment is
really run, once, and its answer kept, so that in class it is there at once. Longer work is foretold: from what was
measured here where there is any, behind the queue as it stands now. A question has one answer, whoever asks, so it is
counted once; everybody's training is their own.
"""

import contextlib
import json
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, NamedTuple
from urllib.parse import parse_qsl, urlencode

from resnet_core.errors import LabError
from resnet_core.jobs.gauge import Seconds
from resnet_core.jobs.looks import checked
from resnet_core.jobs.service import Desk
from resnet_core.room.lesson import Lesson, Step

LIMIT_SECONDS = 60.0
"""Nobody in a class waits longer without doing something else."""
FEW_SECONDS = 6.0
"""What is foretold to take no longer is run."""
PATIENCE_SECONDS = 90.0
"""What takes so long in spite of it is left to itself, and foretold."""
MOST_TRIED = 12
"""Other states of a page that are looked at in search of one without a wait."""
HIDE = "hide"
_AGAIN_SECONDS = 0.2

Basis = Literal["run", "measured", "rough", "recorded", "unknown", "refused"]
"""Of a wait: run in this rehearsal; foretold from equal work here; from other work here; from another machine's; not
known; or the work cannot be done here.
"""
Cause = Literal["trainings", "question", "pages"]
Doing = Literal["opening", "running", "searching"]


class Asked(NamedTuple):
    """A question of a page, or a training that it offers."""

    kind: str
    config: Mapping[str, Any]
    pressed: bool
    """Whether only once a button was pressed."""


class Looked(NamedTuple):
    """A page as one learner met it."""

    seconds: float
    """Of the processor, to draw it."""
    asked: tuple[Asked, ...] = ()
    """What has no answer at hand."""
    parts: tuple[str, ...] = ()
    """What a lesson can leave out."""
    failed: bool = False


Look = Callable[[Step], Looked]


class Work(NamedTuple):
    """One thing that a step asks of the machine."""

    kind: str
    pressed: bool
    times: int
    each: float | None
    """Seconds of one; None where nothing says it."""
    wait: float | None
    """Seconds until the last learner has what they asked for; 0 for an answer that is kept now."""
    basis: Basis


class Instead(NamedTuple):
    """The step in a state that shows what is recorded."""

    step: Step
    seconds: float
    left_out: bool
    """Whether it is a part of the page that is left out; else other settings."""


class Rehearsed(NamedTuple):
    """One step as it would go for the slowest of all learners."""

    step: Step
    pages: float
    """Seconds until everybody's page stands there."""
    works: tuple[Work, ...]
    instead: Instead | None = None
    """Where a minute is too long for the step, and there is another state of its page without such a wait."""
    failed: bool = False
    """Whether the page broke."""

    @property
    def waits(self) -> tuple[float | None, float | None]:
        """The wait for what the page asks by itself, and the longest of those that a press begins; None: not known."""
        opening = [work.wait for work in self.works if not work.pressed]
        presses: dict[str, list[float | None]] = {}
        for work in self.works:
            if work.pressed:
                presses.setdefault(work.kind, []).append(work.wait)
        sums = [_sum(waits) for waits in presses.values()]
        return _sum(opening), None if None in sums else max((each or 0.0 for each in sums), default=0.0)

    @property
    def seconds(self) -> float | None:
        """The longest that a learner sits and waits at this step; None where part of it is not known."""
        opening, pressed = self.waits
        return None if opening is None or pressed is None else max(self.pages + opening, pressed)

    @property
    def too_long(self) -> bool:
        """Whether that is more than a class can bear, or may be for all that is known."""
        return self.seconds is None or self.seconds > LIMIT_SECONDS

    @property
    def slowest(self) -> Work | None:
        """The work that is waited for longest; None where there is none, or it is the pages that are."""
        slowest = max(self.works, key=_wait, default=None)
        return None if slowest is None or _wait(slowest) < self.pages else slowest


class Rehearsal:
    """For a class of so many, on the machine and with the rights of this desk."""

    def __init__(self, desk: Desk, look: Look, *, learners: int) -> None:
        self._desk = desk
        self._look = look
        self._learners = learners
        self.doing: Doing = "opening"
        self.stopped = False

    def steps(self, lesson: Lesson) -> Iterator[Rehearsed]:
        """Each step in turn, as long as nobody has stopped it."""
        for step in lesson.steps:
            if self.stopped:
                return
            yield self._step(step)

    def stop(self) -> None:
        """Ends it after what it does now; a run of its own is withdrawn."""
        self.stopped = True

    def _step(self, step: Step) -> Rehearsed:
        self.doing = "opening"
        looked = self._look(step)
        self.doing = "running"
        measured = {_spelt(asked): self._run(asked) for asked in looked.asked if self._is_short(asked)}
        rehearsed = self._rehearsed(step, looked, measured)
        if not rehearsed.too_long or self.stopped:
            return rehearsed
        self.doing = "searching"
        return rehearsed._replace(instead=self._instead(step, looked))

    def _rehearsed(self, step: Step, looked: Looked, measured: Mapping[str, float | None]) -> Rehearsed:
        works = tuple(self._work(asked, measured.get(_spelt(asked))) for asked in looked.asked)
        return Rehearsed(step, self._learners * looked.seconds, works, failed=looked.failed)

    def _work(self, asked: Asked, measured: float | None) -> Work:
        """What the class waits for it; a question that was run is answered for everybody."""
        times = self._learners if asked.kind == "train" else 1
        work = Work(asked.kind, asked.pressed, times, measured, 0.0, "run")
        if measured is not None and asked.kind != "train":
            return work
        try:
            each = self._expected(asked)
        except LabError:
            return work._replace(each=None, wait=0.0, basis="refused")
        if each is None:
            return work._replace(each=None, wait=None, basis="unknown")
        each = each if measured is None else each._replace(likely=measured)
        whole = self._desk.lane(asked.kind).after(each, times=times, room=self._desk.room(asked.kind)).likely
        wait = whole if whole < float("inf") else None
        return work._replace(each=each.likely, wait=wait, basis="run" if measured is not None else each.basis)

    def _expected(self, asked: Asked) -> Seconds | None:
        """How long one takes here; LabError where it cannot be done."""
        config = checked(asked.kind, dict(asked.config))
        self._desk.admit(asked.kind, config)
        return self._desk.lane(asked.kind).pace.of(asked.kind, config.model_dump_json())

    def _is_short(self, asked: Asked) -> bool:
        with contextlib.suppress(LabError):
            each = self._expected(asked)
            return each is not None and each.likely <= FEW_SECONDS
        return False

    def _run(self, asked: Asked) -> float | None:
        """Seconds of one that is really run; None where it did not come to its end."""
        run_id = self._begin(asked)
        began = time.monotonic()
        while not (view := self._desk.view(run_id)).finished:
            if self.stopped or time.monotonic() - began > PATIENCE_SECONDS:
                self._withdraw(run_id)
                return None
            time.sleep(_AGAIN_SECONDS)
        if asked.kind == "train":
            self._desk.delete(run_id)
        if view.state != "succeeded" or view.ended is None or view.started is None:
            return None
        return view.ended - view.started

    def _begin(self, asked: Asked) -> str:
        if asked.kind == "train":
            return self._desk.submit("train", dict(asked.config))
        return self._desk.ask(asked.kind, dict(asked.config))

    def _withdraw(self, run_id: str) -> None:
        if self._desk.view(run_id).owner == self._desk.owner.id:
            self._desk.stop(run_id)

    def _instead(self, step: Step, looked: Looked) -> Instead | None:
        """The first state near the prepared one in which nobody waits too long; None where none was found."""
        for state, left_out in _nearby(step.state, looked.parts)[:MOST_TRIED]:
            if self.stopped:
                return None
            near = step.model_copy(update={"state": state})
            found = self._rehearsed(near, self._look(near), {})
            if not found.too_long and not found.failed:
                return Instead(near, found.seconds or 0.0, left_out)
        return None


def _nearby(state: str, parts: tuple[str, ...]) -> list[tuple[str, bool]]:
    """States of the page that are as near to this one as can be: without a part, without one setting, without any;
    and whether it is a part that they lack.
    """
    said = parse_qsl(state, keep_blank_values=True)
    hidden = [key for name, value in said if name == HIDE for key in value.split(",") if key]
    names = list(dict.fromkeys(name for name, _ in said if name != HIDE))
    rests = [[each for each in said if each[0] not in (HIDE, name)] for name in names]
    every = [each for each in said if each[0] != HIDE]
    states = [(_state(every, [*hidden, part]), True) for part in parts if part not in hidden]
    states += [(_state(rest, hidden), False) for rest in rests]
    return [*states, (_state([], hidden), False)] if len(names) > 1 else states


def _state(said: list[tuple[str, str]], hidden: list[str]) -> str:
    whole = [*said, *([(HIDE, ",".join(hidden))] if hidden else [])]
    return urlencode(whole, safe=",.:")


def _spelt(asked: Asked) -> str:
    return json.dumps([asked.kind, asked.config], sort_keys=True)


def _sum(waits: list[float | None]) -> float | None:
    return None if None in waits else sum(wait or 0.0 for wait in waits)


def _wait(work: Work) -> float:
    return float("inf") if work.wait is None else work.wait
