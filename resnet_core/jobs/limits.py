"""How much one visitor may ask of the lab, and all of them together. Each refusal tells the number and the way out.

Counted in the transaction that queues a run, which is undone by a refusal, so that a thousand presses at once find the
same limit. A teacher has none, and so has whoever sits at the machine.
"""

from collections.abc import Callable

from sqlalchemy import ColumnElement, Connection, func, select

from resnet_core.config import RunConfig
from resnet_core.errors import RefusedError
from resnet_core.jobs import states
from resnet_core.jobs.owners import Owner
from resnet_core.schema import artifacts, runs
from resnet_core.settings import Settings

Check = Callable[[Connection], None]
"""Raises RefusedError where the transaction has asked for too much."""
_TRAINS = runs.c.kind == "train"
_WAITS = runs.c.state == "queued"
_UNDER_WAY = runs.c.state.in_(("queued", *states.ACTIVE))


def check_size(owner: Owner, config: RunConfig, settings: Settings) -> None:
    """Raises RefusedError when the training has more steps than a learner may ask for."""
    steps = config.training.steps(config.data.train_images)
    if owner.teacher or steps <= settings.owner_steps:
        return
    epochs = settings.owner_steps * config.training.epochs // steps
    raise RefusedError("limit-steps", steps=steps, most=settings.owner_steps, epochs=epochs)


def check_queue(owner: Owner, settings: Settings) -> Check:
    """For a run that is being queued: the owner's part of the queue, what the owner keeps, and the queue of all."""

    def check(connection: Connection) -> None:
        if owner.teacher:
            return
        _check_waiting(connection, owner, settings)
        _check_kept(connection, owner, settings)
        if _count(connection, _WAITS) > settings.queue:
            raise RefusedError("limit-queue", most=settings.queue)

    return check


def _check_waiting(connection: Connection, owner: Owner, settings: Settings) -> None:
    mine = runs.c.owner == owner.id
    if _count(connection, mine, _TRAINS, _WAITS) > settings.owner_queued:
        raise RefusedError("limit-trainings", most=settings.owner_queued)
    if _count(connection, mine, ~_TRAINS, _UNDER_WAY) > settings.owner_questions:
        raise RefusedError("limit-questions", most=settings.owner_questions)


def _check_kept(connection: Connection, owner: Owner, settings: Settings) -> None:
    mine = runs.c.owner == owner.id, _TRAINS, runs.c.deleted.is_(None)
    if _count(connection, *mine) > settings.owner_runs:
        raise RefusedError("limit-runs", most=settings.owner_runs)
    held = select(func.coalesce(func.sum(artifacts.c.bytes), 0)).join(runs).where(*mine)
    kept = connection.execute(held).scalar_one() / 1e6
    if kept > settings.owner_mb:
        raise RefusedError("limit-bytes", kept=round(kept), most=settings.owner_mb)


def _count(connection: Connection, *which: ColumnElement[bool]) -> int:
    return int(connection.execute(select(func.count()).select_from(runs).where(*which)).scalar_one())
