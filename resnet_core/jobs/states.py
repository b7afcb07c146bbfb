"""The states of a run, and every change between them.

    queued -> assigned -> starting -> running -> succeeded, failed or diverged
    stop:    queued -> stopped; assigned, starting or running -> stopping -> stopped
    resume:  stopped or failed -> queued
    a process went away, or its machine drains: back to queued; failed when it went away too often

A change is a compare-and-swap: it names the states it may start from, or the token of the attempt that may write, and
it writes the run's history in the same transaction. A writer whose token is no longer the run's is `FencedError`.
"""

import secrets
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select, update

from resnet_core.errors import StoreError
from resnet_core.jobs.outcomes import Outcome, stopped
from resnet_core.probes.catalogue import PROBES, QUICK
from resnet_core.store import (
    Artifact,
    Point,
    Run,
    Store,
    add_artifact,
    add_event,
    add_points,
    find_run,
    runs,
    upsert,
)

State = Literal["queued", "assigned", "starting", "running", "stopping", "succeeded", "stopped", "failed", "diverged"]
ACTIVE: tuple[State, ...] = ("assigned", "starting", "running", "stopping")
FINISHED: tuple[State, ...] = ("succeeded", "stopped", "failed", "diverged")
RESUMABLE: tuple[State, ...] = ("stopped", "failed")
OUTAGE_SECONDS = 600.0
"""How long a run waits for a store that does not answer before it gives up telling its end."""

MAX_LOSSES = 3
"""A run whose process went away this often has failed: something in it kills the process."""


class Claim(NamedTuple):
    """The right to write to a run: one attempt of it, known by its token."""

    run_id: str
    token: str


class FencedError(StoreError):
    """Another attempt has taken the run over; whoever gets this must stop writing."""

    def __init__(self, claim: Claim) -> None:
        super().__init__(f"run {claim.run_id}: another attempt has taken over; this one stops")


@dataclass(frozen=True)
class NewRun:
    """What a learner asks for. `key` makes a second submit with the same key find the first run."""

    kind: str
    config: str
    name: str
    owner: str
    key: str | None
    speed_key: str


@dataclass(frozen=True)
class Progress:
    """Where a task is; the names are columns of `runs`."""

    phase: str = ""
    step: int = 0
    total_steps: int = 0
    step_seconds: float | None = None
    eta_seconds: float | None = None
    images_per_second: float | None = None
    evaluation_images_per_second: float | None = None
    device: str | None = None
    data: str | None = None
    progress_at: float = 0.0


@dataclass
class Report:
    """What a worker has to tell since its last report."""

    progress: Progress | None = None
    points: list[Point] = field(default_factory=list)
    events: list[tuple[str, str]] = field(default_factory=list)
    artifacts: list[Artifact] = field(default_factory=list)


def submit(store: Store, new: NewRun) -> str:
    """The id of the queued run, or of the run that the same owner submitted with the same key before."""
    run_id = secrets.token_hex(16)
    now = time.time()
    values = asdict(new) | {
        "id": run_id,
        "key": new.key or run_id,
        "state": "queued",
        "phase": "waiting",
        **dict.fromkeys(("attempt", "losses", "step", "total_steps"), 0),
        **dict.fromkeys(("message", "detail"), ""),
        **dict.fromkeys(("created", "queued_at"), now),
    }
    with store.write() as connection:
        inserted = upsert(connection, runs).values(values).on_conflict_do_nothing(index_elements=["owner", "key"])
        if connection.execute(inserted.returning(runs.c.id)).one_or_none():
            add_event(connection, run_id, kind="submitted")
            return run_id
        return str(connection.execute(_with_key(new.owner, new.key)).scalar_one())


def submitted(store: Store, owner: str, key: str) -> str | None:
    """The id of the run that the owner submitted with this key, if any."""
    with store.read() as connection:
        found: str | None = connection.execute(_with_key(owner, key)).scalar_one_or_none()
        return found


def _with_key(owner: str, key: str | None) -> Select[Any]:
    return select(runs.c.id).where(runs.c.owner == owner, runs.c.key == key)


def queue(connection: Connection, *, probes: bool = False) -> list[str]:
    """Ids of the queued runs in the order they will start: an owner's n-th run counts as if n-1 were running.

    Probes have a queue of their own.
    """
    busy = (
        select(runs.c.owner, func.count().label("running"))
        .where(runs.c.state.in_(ACTIVE), _lane(probes))
        .group_by(runs.c.owner)
        .subquery()
    )
    rank = func.row_number().over(partition_by=runs.c.owner, order_by=(runs.c.queued_at, runs.c.id))
    turn = (rank + func.coalesce(busy.c.running, 0)).label("turn")
    waiting = (
        select(runs.c.id, runs.c.queued_at, turn)
        .outerjoin(busy, busy.c.owner == runs.c.owner)
        .where(runs.c.state == "queued", _lane(probes))
        .subquery()
    )
    order = select(waiting.c.id).order_by(waiting.c.turn, waiting.c.queued_at, waiting.c.id)
    return list(connection.execute(order).scalars())


def claim_next(store: Store, *, slots: int, probes: bool = False) -> Claim | None:
    """The claim on the run whose turn it is; None when nothing waits or all slots of its kind are taken."""
    with store.write() as connection:
        holders = select(func.count()).where(runs.c.state.in_(ACTIVE), _lane(probes))
        busy = connection.execute(holders).scalar_one()
        waiting = queue(connection, probes=probes) if busy < slots else []
        for run_id in waiting:
            claim = Claim(run_id, secrets.token_hex(8))
            if _claim(connection, claim):
                return claim
    return None


def beat(store: Store, claim: Claim, *, ref: str) -> Run:
    """The run as it stands, its heartbeat set to now; raises FencedError."""
    change = update(runs).where(*_held(claim)).values(heartbeat=time.time(), ref=ref).returning(runs)
    with store.write() as connection:
        row = connection.execute(change).one_or_none()
    if row is None:
        raise FencedError(claim)
    return Run(**row._mapping)


def advance(store: Store, claim: Claim, *, to: Literal["starting", "running"], detail: str = "") -> None:
    """None; a run that is `stopping` stays so: the wish to stop is not overwritten. Raises FencedError."""
    before: Sequence[State] = ("assigned",) if to == "starting" else ("assigned", "starting")
    with store.write() as connection:
        run = _held_run(connection, claim)
        if run.state in before:
            _set(connection, run.id, state=to, started=run.started or time.time())
            add_event(connection, run.id, kind=to, detail=detail)


def report(store: Store, claim: Claim, told: Report) -> bool:
    """Whether the run is wanted to stop. The whole report is kept or nothing of it; raises FencedError."""
    with store.write() as connection:
        run = _held_run(connection, claim)
        if told.progress is not None:
            _set(connection, run.id, **asdict(told.progress))
        add_points(connection, run.id, points=told.points)
        for kind, detail in told.events:
            add_event(connection, run.id, kind=kind, detail=detail)
        for artifact in told.artifacts:
            add_artifact(connection, run.id, artifact=artifact)
    return run.state == "stopping"


def finish(store: Store, claim: Claim, outcome: Outcome) -> None:
    """None; the run is in its final state. Raises FencedError."""
    with store.write() as connection:
        run = _held_run(connection, claim)
        _finish(connection, run, outcome)


def requeue(store: Store, claim: Claim, *, reason: str, lost: bool) -> State:
    """The run's new state: `queued`, `stopped` when it was asked to stop, `failed` when it was `lost` too often."""
    with store.write() as connection:
        run = _held_run(connection, claim)
        losses = run.losses + lost
        add_event(connection, run.id, kind="lost" if lost else "drained", detail=reason)
        if run.state == "stopping":
            return _finish(connection, run, stopped(run.step, forced=lost, saved=run.kind not in PROBES))
        if losses >= MAX_LOSSES:
            message = f"{reason} This happened {losses} times, so it is not tried again; see the details."
            return _finish(connection, run, Outcome("failed", "worker_lost", message, run.detail))
        _set(connection, run.id, state="queued", token=None, ref=None, losses=losses, phase="waiting", eta_seconds=None)
        goes_on = "starts anew" if run.kind in PROBES else f"goes on from step {run.step} or a little before"
        _set(connection, run.id, message=f"{reason} It {goes_on}.")
        return "queued"


def ask_stop(store: Store, run_id: str) -> State:
    """The run's state after the wish: `stopped` at once when it was waiting; a finished run is left as it is."""
    with store.write() as connection:
        run = find_run(connection, run_id)
        if run.state == "queued":
            return withdraw(connection, run_id, reason="Stopped before it started.")
        if run.state in ("assigned", "starting", "running"):
            _set(connection, run_id, state="stopping")
            add_event(connection, run_id, kind="stop asked")
            return "stopping"
        return run.state  # type: ignore[return-value]  # the column holds nothing but states


def withdraw(connection: Connection, run_id: str, *, reason: str) -> State:
    """The state of a run that waited and now does no more."""
    return _finish(connection, find_run(connection, run_id), Outcome("stopped", message=reason))


def resume(store: Store, run_id: str, *, again: bool = False) -> None:
    """None; the stopped or failed run waits for its next attempt, `again` even one that succeeded. Twice is once."""
    with store.write() as connection:
        run = find_run(connection, run_id)
        if run.state in ("queued", *ACTIVE):
            return
        if run.state not in RESUMABLE and not again:
            raise StoreError(
                f"run {run.name or run_id} is {run.state}: only a stopped or failed run can go on; start a new one"
            )
        _set(connection, run_id, state="queued", queued_at=time.time(), losses=0, phase="waiting", ended=None)
        _set(connection, run_id, error_kind=None, message="", detail="")
        add_event(connection, run_id, kind="resumed", detail=f"from step {run.step}")


def active(store: Store) -> tuple[Run, ...]:
    """The runs that hold a slot."""
    with store.read() as connection:
        return tuple(Run(**row._mapping) for row in connection.execute(select(runs).where(runs.c.state.in_(ACTIVE))))


def _lane(probes: bool) -> ColumnElement[bool]:
    """Quick probes, or all other runs: neither waits for the other."""
    return runs.c.kind.in_(QUICK) if probes else runs.c.kind.not_in(QUICK)


def _claim(connection: Connection, claim: Claim) -> Row[Any] | None:
    """The claimed row, or None when somebody else was faster."""
    change = (
        update(runs)
        .where(runs.c.id == claim.run_id, runs.c.state == "queued")
        .values(state="assigned", token=claim.token, attempt=runs.c.attempt + 1, heartbeat=time.time(), ref=None)
        .values(phase="starting", progress_at=time.time())
        .returning(runs.c.attempt)
    )
    row = connection.execute(change).one_or_none()
    if row is not None:
        add_event(connection, claim.run_id, kind="assigned", detail=f"attempt {row.attempt}")
    return row


def _held(claim: Claim) -> tuple[Any, ...]:
    return runs.c.id == claim.run_id, runs.c.token == claim.token, runs.c.state.in_(ACTIVE)


def _held_run(connection: Connection, claim: Claim) -> Run:
    run = find_run(connection, claim.run_id)
    if run.token != claim.token or run.state not in ACTIVE:
        raise FencedError(claim)
    return run


def _set(connection: Connection, run_id: str, **columns: Any) -> None:
    connection.execute(update(runs).where(runs.c.id == run_id).values(**columns))


def _finish(connection: Connection, run: Run, outcome: Outcome) -> State:
    _set(connection, run.id, state=outcome.state, token=None, ref=None, ended=time.time(), eta_seconds=None, phase="")
    _set(connection, run.id, error_kind=outcome.error_kind, message=outcome.message, detail=outcome.detail)
    add_event(connection, run.id, kind=outcome.state, detail=outcome.message)
    return outcome.state
