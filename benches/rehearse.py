"""Rehearses a room's lesson as the teacher's page does, and prints a line a step: what a class would wait for here.

    python -m benches.rehearse T77J --learners 30

The room's own lab has to run on this machine, with the same LAB_* settings: it runs what takes a moment.
"""

import argparse
import json
import sys

from resnet_core.jobs.owners import LOCAL
from resnet_core.jobs.service import Lab
from resnet_core.room import rooms
from resnet_core.room.rehearsal import LIMIT_SECONDS, Rehearsal, Rehearsed
from resnet_core.room.rehearsing import Process
from resnet_core.settings import settings
from resnet_core.store import Store


def main() -> None:
    """Prints what was found, the trouble last in each line."""
    said = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    said.add_argument("code", help="of the room whose lesson is rehearsed")
    said.add_argument("--learners", type=int, default=30)
    asked = said.parse_args()
    store = Store(settings().database)
    desk = Lab(store, settings()).of(LOCAL)
    lesson = rooms.find(store, rooms.spelt(asked.code)).lesson
    print(f"{asked.learners} learners, limit {LIMIT_SECONDS:.0f} s a step")
    found = []
    with Process((sys.executable, "-m", "ui.room.looker")) as look:
        for number, step in enumerate(Rehearsal(desk, look, learners=asked.learners).steps(lesson), 1):
            found.append(step)
            print(_line(number, step))
    print(json.dumps({"learners": asked.learners, "seconds": [step.seconds for step in found]}))
    store.close()


def _line(number: int, step: Rehearsed) -> str:
    seconds = "  unknown" if step.seconds is None else f"{step.seconds:7.1f} s"
    works = ", ".join(f"{work.times} x {work.kind} ({work.basis})" for work in step.works)
    instead = f"; recorded: {step.instead.step.address}" if step.instead else ""
    return f"{number}  {step.step.page:20} {seconds}  {works}{'  too long' if step.too_long else ''}{instead}".rstrip()


if __name__ == "__main__":
    main()
