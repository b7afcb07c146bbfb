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
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select, update

from resnet_core.database import alone
from resnet_core.errors import StoreError
from resnet_core.jobs.outcomes import Outcome, stopped
from resnet_core.jobs.pausing import is_paused
from resnet_core.schema import Progress, Run, State, runs
from resnet_core.store import Artifact, Point, Store, add_artifact, add_event, add_points, change_run, find_run, upsert
from resnet_core.studies.catalogue import QUICK, STUDIES
from resnet_core.wording import Message, message

ACTIVE: tuple[State, ...] = ("assigned", "starting", "running", "stopping")
FINISHED: tuple[State, ...] = ("succeeded", "stopped", "failed", "diverged")
RESUMABLE: tuple[State, ...] = ("stopped", "failed")
OUTAGE_SECONDS = 600.0
"""How long a run waits for a store that does not answer before it gives up telling its end."""
WAITING, STARTING = message("phase-waiting"), message("phase-starting")

MAX_LOSSES = 3
"""A run whose process went away this often has failed: something in it kills the process."""


class Claim(NamedTuple):
    """The right to write to a run: one attempt of it, known by its token."""

    run_id: str
    token: str


class FencedError(StoreError):
    """Another attempt has taken the run over; whoever gets this must stop writing."""

    def __init__(self, claim: Claim) -> None:
        super().__init__("fenced", run=claim.run_id)


@dataclass(frozen=True)
class NewRun:
    """What a learner asks for.

    `key` makes a second submit of the same owner with the same key find the first run, `question` one of anybody.
    """

    kind: str
    config: str
    name: str
    owner: str
    key: str | None
    speed_key: str
    question: str | None = None
    foretold: str | None = None


@dataclass
class Report:
    """What a worker has to tell since its last report."""

    progress: Progress | None = None
    points: list[Point] = field(default_factory=list)
    events: list[tuple[str, str]] = field(default_factory=list)
    artifacts: list[Artifact] = field(default_factory=list)


def submit(store: Store, new: NewRun, *, check: Callable[[Connection], None] = lambda _connection: None) -> str:
    """The id of the queued run, or of the run that was submitted with the same key or question before.

    Where `check` raises, a new run is not queued.
    """
    run_id = secrets.token_hex(16)
    now = time.time()
    values = asdict(new) | {
        "id": run_id,
        "key": new.key or run_id,
        "state": "queued",
        "phase": WAITING,
        "message": None,
        "detail": "",
        **dict.fromkeys(("attempt", "losses", "step", "total_steps"), 0),
        **dict.fromkeys(("created", "queued_at"), now),
    }
    with store.write() as connection:
        inserted = upsert(connection, runs).values(values).on_conflict_do_nothing()
        if connection.execute(inserted.returning(runs.c.id)).one_or_none():
            add_event(connection, run_id, kind="submitted")
            check(connection)
            return run_id
        return str(_submitted_before(connection, new))


def asked(store: Store, question: str) -> str | None:
    """The id of the run of this question, whoever asked it, if anybody did."""
    with store.read() as connection:
        found: str | None = connection.execute(_of_question(question)).scalar_one_or_none()
        return found


def _submitted_before(connection: Connection, new: NewRun) -> str | None:
    by_key = select(runs.c.id).where(runs.c.owner == new.owner, runs.c.key == new.key)
    found: str | None = connection.execute(_of_question(new.question) if new.question else by_key).scalar_one_or_none()
    return found


def _of_question(question: str) -> Select[Any]:
    return select(runs.c.id).where(runs.c.question == question)


def queue(connection: Connection, *, quick: bool = False) -> list[str]:
    """Ids of the queued runs in the order they will start: an owner's n-th run counts as if n-1 were running.

    Questions have a queue of their own.
    """
    busy = (
        select(runs.c.owner, func.count().label("running"))
        .where(runs.c.state.in_(ACTIVE), _lane(quick))
        .group_by(runs.c.owner)
        .subquery()
    )
    rank = func.row_number().over(partition_by=runs.c.owner, order_by=(runs.c.queued_at, runs.c.id))
    turn = (rank + func.coalesce(busy.c.running, 0)).label("turn")
    waiting = (
        select(runs.c.id, runs.c.queued_at, turn)
        .outerjoin(busy, busy.c.owner == runs.c.owner)
        .where(runs.c.state == "queued", _lane(quick))
        .subquery()
    )
    order = select(waiting.c.id).order_by(waiting.c.turn, waiting.c.queued_at, waiting.c.id)
    return list(connection.execute(order).scalars())


def claim_next(
    store: Store, *, slots: int, quick: bool = False, ref: str | None = None, shared: ColumnElement[bool] | None = None
) -> Claim | None:
    """The claim of the agent `ref` on the run whose turn it is; None where nothing waits or may start.

    Slots are counted for each kind of run, among those that are `shared` with others, or else among all. Claimers go
    one after the other: whose turn it is, and whether a slot is free, depends on what the others hold.
    """
    with store.write() as connection:
        alone(connection, "claim")
        holders = select(func.count()).where(runs.c.state.in_(ACTIVE), _lane(quick))
        if shared is not None:
            holders = holders.where(shared)
        busy = connection.execute(holders).scalar_one()
        waiting = queue(connection, quick=quick) if busy < slots and not is_paused(connection) else []
        for run_id in waiting:
            claim = Claim(run_id, secrets.token_hex(8))
            if _claim(connection, claim, ref=ref):
                return claim
    return None


def beat(store: Store, claim: Claim, *, ref: str) -> Run:
    """The run as it stands, its heartbeat set to now; raises FencedError."""
    change = update(runs).where(*_held(claim)).values(heartbeat=time.time(), ref=ref).returning(runs)
    with store.write() as connection:
        row = connection.execute(change).one_or_none()
    if row is None:
        raise FencedError(claim)
    return Run.of(row)


def advance(store: Store, claim: Claim, *, to: Literal["starting", "running"], detail: str = "") -> None:
    """Moves the run on, unless it is `stopping`: the wish to stop is not overwritten. Raises FencedError."""
    before: Sequence[State] = ("assigned",) if to == "starting" else ("assigned", "starting")
    with store.write() as connection:
        run = _held_run(connection, claim)
        if run.state in before:
            change_run(connection, run.id, state=to, started=run.started or time.time())
            add_event(connection, run.id, kind=to, detail=detail)


def report(store: Store, claim: Claim, told: Report) -> bool:
    """Whether the run is wanted to stop. The whole report is kept or nothing of it; raises FencedError."""
    with store.write() as connection:
        run = _held_run(connection, claim)
        if told.progress is not None:
            change_run(connection, run.id, **vars(told.progress))
        add_points(connection, run.id, points=told.points)
        for kind, detail in told.events:
            add_event(connection, run.id, kind=kind, detail=detail)
        for artifact in told.artifacts:
            add_artifact(connection, run.id, artifact=artifact)
    return run.state == "stopping"


def finish(store: Store, claim: Claim, outcome: Outcome) -> None:
    """Puts the run into its final state. Raises FencedError."""
    with store.write() as connection:
        run = _held_run(connection, claim)
        _finish(connection, run, outcome)


def requeue(store: Store, claim: Claim, *, reason: Message, lost: bool) -> State:
    """The run's new state: `queued`, `stopped` when it was asked to stop, `failed` when it was `lost` too often."""
    with store.write() as connection:
        run = _held_run(connection, claim)
        losses = run.losses + lost
        add_event(connection, run.id, kind="lost" if lost else "drained", detail=str(reason))
        if run.state == "stopping":
            return _finish(connection, run, stopped(run.step, forced=lost, saved=run.kind not in STUDIES))
        if losses >= MAX_LOSSES:
            given_up = message("outcome-given-up", reason=reason, losses=losses)
            return _finish(connection, run, Outcome("failed", "worker_lost", given_up, run.detail))
        change_run(
            connection, run.id, state="queued", token=None, ref=None, losses=losses, phase=WAITING, eta_seconds=None
        )
        again = message("outcome-starts-anew", reason=reason)
        goes_on = message("outcome-goes-on", reason=reason, step=run.step)
        change_run(connection, run.id, message=again if run.kind in STUDIES else goes_on)
        return "queued"


def ask_stop(store: Store, run_id: str) -> State:
    """The run's state after the wish: `stopped` at once when it was waiting; a finished run is left as it is."""
    with store.write() as connection:
        run = find_run(connection, run_id)
        if run.state == "queued":
            return withdraw(connection, run_id, reason=message("outcome-stopped-waiting"))
        if run.state in ("assigned", "starting", "running"):
            change_run(connection, run_id, state="stopping")
            add_event(connection, run_id, kind="stop asked")
            return "stopping"
        return run.state


def withdraw(connection: Connection, run_id: str, *, reason: Message) -> State:
    """The state of a run that waited and now does no more; one that was claimed in this moment goes on."""
    run = find_run(connection, run_id)
    return _finish(connection, run, Outcome("stopped", message=reason)) if run.state == "queued" else run.state


def resume(
    store: Store,
    run_id: str,
    *,
    again_for: str | None = None,
    check: Callable[[Connection], None] = lambda _connection: None,
) -> None:
    """Queues the stopped or failed run for its next attempt; even one that succeeded, `again_for` its new owner.

    Twice is once. Where `check` raises, the run stays as it is.
    """
    with store.write() as connection:
        run = find_run(connection, run_id)
        if run.state in ("queued", *ACTIVE):
            return
        if run.state not in RESUMABLE and again_for is None:
            raise StoreError("not-resumable", run=run.name or run_id, state=run.state)
        change_run(connection, run_id, state="queued", queued_at=time.time(), losses=0, phase=WAITING, ended=None)
        change_run(connection, run_id, error_kind=None, message=None, detail="")
        change_run(connection, run_id, owner=again_for or run.owner)
        add_event(connection, run_id, kind="resumed", detail=f"from step {run.step}")
        check(connection)


def active(store: Store) -> tuple[Run, ...]:
    """The runs that hold a slot."""
    with store.read() as connection:
        return tuple(Run.of(row) for row in connection.execute(select(runs).where(runs.c.state.in_(ACTIVE))))


def _lane(quick: bool) -> ColumnElement[bool]:
    """Quick questions, or all other runs: neither waits for the other."""
    return runs.c.kind.in_(QUICK) if quick else runs.c.kind.not_in(QUICK)


def _claim(connection: Connection, claim: Claim, *, ref: str | None) -> Row[Any] | None:
    """The claimed row, or None when somebody else was faster."""
    change = (
        update(runs)
        .where(runs.c.id == claim.run_id, runs.c.state == "queued")
        .values(state="assigned", token=claim.token, attempt=runs.c.attempt + 1, heartbeat=time.time(), ref=ref)
        .values(phase=STARTING, progress_at=time.time())
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


def _finish(connection: Connection, run: Run, outcome: Outcome) -> State:
    change_run(
        connection, run.id, state=outcome.state, token=None, ref=None, ended=time.time(), eta_seconds=None, phase=None
    )
    change_run(connection, run.id, error_kind=outcome.error_kind, message=outcome.message, detail=outcome.detail)
    add_event(connection, run.id, kind=outcome.state, detail=str(outcome.message or ""))
    return outcome.state
