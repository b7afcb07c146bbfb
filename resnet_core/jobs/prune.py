"""Removes for good what nobody needs any more: `python -m resnet_core.jobs.prune`, with `DRY=1` it only says what.

In this order, each by its setting:

1. A finished training older than `LAB_KEEP_DAYS`, and an answer nobody asked for since, are taken away (softly).
2. What was taken away longer ago than `LAB_TRASH_DAYS` is removed: its folder, then its rows.
3. While the folders hold more than `LAB_KEEP_MB`, the oldest runs lose their checkpoints between: the last one, from
   which a run goes on, and the weights stay. A learner's network is never taken away for want of space.

A folder without a run, left by a store that was thrown away, goes too, once it is a day old.
"""

import logging
import os
import re
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import delete, select

from resnet_core.artifacts import Artifacts
from resnet_core.errors import StoreError
from resnet_core.jobs import states
from resnet_core.schema import Run, artifacts, metrics, run_events, runs
from resnet_core.settings import Settings, settings
from resnet_core.store import Store, change_run, find_run
from resnet_core.wording import message, sentence

_log = logging.getLogger(__name__)

DAY = 24 * 3600.0
BETWEEN = ("epoch_*.safetensors", "previous.safetensors")
"""Checkpoints that neither let a run go on nor are its result."""
EVERY_SECONDS = 3600.0
_IS_RUN = re.compile("[0-9a-f]{32}")
"""What a run's folder is called; whatever else lies there is somebody else's."""


@dataclass(frozen=True)
class Step:
    """One thing to do to one run."""

    what: Literal["take-away", "remove", "trim", "orphan"]
    run_id: str
    name: str
    bytes: int
    """That become free."""


def plan(store: Store, here: Settings) -> tuple[Step, ...]:
    """What `carry_out` would do now."""
    with store.read() as connection:
        kept = [Run.of(row) for row in connection.execute(select(runs).order_by(runs.c.created))]
    steps = [*_old(kept, here), *_trash(kept, here), *_orphans(kept, here)]
    removed = {step.run_id for step in steps if step.what != "take-away"}
    held = sum(_bytes(folder) for folder in _folders(here) if folder.name not in removed)
    staying = [run for run in kept if run.id not in removed]
    return (*steps, *_between(staying, here, too_much=held - here.keep_mb * 1e6 if here.keep_mb else 0.0))


def carry_out(store: Store, here: Settings, steps: tuple[Step, ...]) -> None:
    """Does what was planned; a run that was taken up again since is left alone."""
    for step in steps:
        folder = here.runs_dir / step.run_id
        if step.what == "take-away":
            _take_away(store, step.run_id)
        elif step.what == "trim":
            for file in _between_files(folder):
                file.unlink(missing_ok=True)
        else:
            shutil.rmtree(folder, ignore_errors=True)
            Artifacts(here).forget_run(step.run_id)
            _forget(store, step.run_id)


def every_hour(store: Store, here: Settings) -> None:
    """Prunes now and again, for as long as the process lives; what goes wrong is logged."""
    while True:
        try:
            carry_out(store, here, plan(store, here))
        except (StoreError, OSError) as error:
            _log.warning("pruning: %s", error)
        time.sleep(EVERY_SECONDS)


def _old(kept: Sequence[Run], here: Settings) -> Iterator[Step]:
    before = time.time() - here.keep_days * DAY
    for run in kept:
        if here.keep_days and run.state in states.FINISHED and run.deleted is None and (run.ended or 0.0) < before:
            yield Step("take-away", run.id, run.name, 0)


def _trash(kept: Sequence[Run], here: Settings) -> Iterator[Step]:
    before = time.time() - here.trash_days * DAY
    for run in kept:
        if run.deleted is not None and run.deleted <= before:
            yield Step("remove", run.id, run.name, _bytes(here.runs_dir / run.id))


def _orphans(kept: Sequence[Run], here: Settings) -> Iterator[Step]:
    known = {run.id for run in kept}
    for folder in _folders(here):
        if folder.name not in known and _IS_RUN.fullmatch(folder.name) and folder.stat().st_mtime < time.time() - DAY:
            yield Step("orphan", folder.name, "", _bytes(folder))


def _between(kept: Sequence[Run], here: Settings, *, too_much: float) -> Iterator[Step]:
    for run in kept:
        free = sum(file.stat().st_size for file in _between_files(here.runs_dir / run.id))
        if too_much > 0 and free and run.state in states.FINISHED:
            too_much -= free
            yield Step("trim", run.id, run.name, free)


def _between_files(folder: Path) -> list[Path]:
    return [file for pattern in BETWEEN for file in folder.glob(pattern)]


def _folders(here: Settings) -> list[Path]:
    return [path for path in here.runs_dir.iterdir() if path.is_dir()] if here.runs_dir.is_dir() else []


def _bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _take_away(store: Store, run_id: str) -> None:
    with store.write() as connection:
        run = find_run(connection, run_id)
        if run.state in states.FINISHED:
            change_run(connection, run_id, deleted=time.time(), question=None)


def _forget(store: Store, run_id: str) -> None:
    with store.write() as connection:
        for table in (metrics, run_events, artifacts):
            connection.execute(delete(table).where(table.c.run_id == run_id))
        connection.execute(delete(runs).where(runs.c.id == run_id))


def main() -> None:
    """Prints what is done, or with `DRY=1` would be, and does it."""
    here = settings()
    store = Store(here.database)
    steps = plan(store, here)
    for step in steps:
        name = step.name or step.run_id
        told = message("prune-step", what=step.what, run=name, megabytes=step.bytes / 1e6)
        sys.stdout.write(f"{sentence(told)}\n")
    dry = os.environ.get("DRY", "0") not in ("", "0")
    if not dry:
        carry_out(store, here, steps)
    freed = sum(step.bytes for step in steps) / 1e6
    in_all = message("prune-in-all", runs=len(steps), megabytes=freed, dry=int(dry))
    sys.stdout.write(f"{sentence(in_all)}\n")


if __name__ == "__main__":
    main()
