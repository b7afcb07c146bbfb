"""Lessons that are ready to teach, as docs/TEACHING.md has them: a teacher takes one and changes what they like."""

from typing import NamedTuple
from urllib.parse import urlencode

from resnet_core.room.lesson import Lesson, Question, Step
from ui.say import say

RACE_REST = "race.steps,race.seeds,race.seed,race.width,race.size,race.norm,race.order,race.zero,race.lr,race.batch"


class Ready(NamedTuple):
    """A step whose prompt is the attribute of the same name in the message of its lesson."""

    name: str
    page: str
    minutes: int
    state: tuple[tuple[str, str], ...] = ()
    item: str = ""


READY: dict[str, tuple[Ready, ...]] = {
    "residual": (
        Ready("puzzle", "home", 5),
        Ready(
            "race",
            "plain_vs_residual",
            12,
            (
                ("race.depth", "20"),
                ("race.second", "56"),
                ("hide", f"{RACE_REST},race.warm_up,race.clip"),
            ),
            "23a",
        ),
        Ready(
            "block",
            "residual_block",
            12,
            (
                ("block.family", "residual"),
                ("block.shortcut", "identity"),
                ("hide", "block.kernel,block.order,block.se,block.norm,block.zero"),
            ),
            "4a",
        ),
        Ready(
            "surgery",
            "surgery",
            10,
            (("surgery.net", "depth_20"), ("surgery.statistics", "stored"), ("hide", "surgery.in_turn")),
            "17c",
        ),
        Ready("last", "train", 6),
    ),
    "resnext": (
        Ready("wires", "resnext", 6, (("next.channels", "32"), ("hide", "next.size")), "7a"),
        Ready("cost", "resnext", 8, (("next.channels", "256"), ("next.width", "128"), ("next.says", "paper")), "9a"),
        Ready("speed", "resnext", 6, (("hide", "next.channels,next.width,next.size"),), "9b"),
    ),
}
"""By the name of the message that has its title and prompts."""


def lesson(name: str) -> Lesson:
    """The lesson in the language of the session."""
    steps = (
        Step(
            page=ready.page,
            state=urlencode(ready.state, safe=",.:"),
            prompt=say(f"room-ready-{name}.{ready.name}"),
            minutes=ready.minutes,
            question=Question(item=ready.item) if ready.item else None,
        )
        for ready in READY[name]
    )
    return Lesson(title=say(f"room-ready-{name}"), steps=tuple(steps))


def minutes(name: str) -> int:
    """How long the lesson takes, as planned."""
    return sum(ready.minutes for ready in READY[name])
