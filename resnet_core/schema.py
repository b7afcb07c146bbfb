"""A run's row and the tables of the run store, as this program writes them.

What an older store looked like, and how it becomes this one, is in `resnet_core/migrations`. Times are seconds since
1970. A metric's value may be NULL: it stands for NaN, which is what a diverged loss is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from types import NoneType
from typing import Annotated, Any, Literal, Self, get_args, get_origin, get_type_hints

from sqlalchemy import (
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Row,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

from resnet_core.wording import Message, from_json, to_json

State = Literal["queued", "assigned", "starting", "running", "stopping", "succeeded", "stopped", "failed", "diverged"]


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Where a task is: the part of a run's row that its worker writes."""

    phase: Message | None = None
    """What the run does now: it waits, fetches the data, trains; None when finished."""
    step: int = 0
    total_steps: int = 0
    step_seconds: float | None = None
    eta_seconds: float | None = None
    """To the end of the run; None until steps were measured."""
    images_per_second: float | None = None
    evaluation_images_per_second: float | None = None
    device: Annotated[str | None, String(200)] = None
    card_mb: int | None = None
    """Of memory that the card has in all; None on a processor."""
    peak_mb: int | None = None
    """What the run held of memory at most: of the card where it has one, else its process."""
    data: Annotated[str | None, String(32)] = None
    progress_at: float | None = None


@dataclass(frozen=True, kw_only=True)
class Shown(Progress):
    """The part of a run's row that a page shows."""

    id: Annotated[str, String(32)]
    kind: Annotated[str, String(32)]
    name: Annotated[str, String(200)]
    state: Annotated[State, String(16)]
    attempt: int
    created: float
    started: float | None
    ended: float | None
    foretold: str | None
    """As JSON: what it was expected to need when it was asked for; None for a question."""
    error_kind: Annotated[str | None, String(32)]
    message: Message | None
    """How it ended, or why it waits again."""
    detail: str


@dataclass(frozen=True, kw_only=True)
class Run(Shown):
    """One row of `runs`; its fields are the columns, and NULL may stand where None may."""

    owner: Annotated[str, String(64)]
    key: Annotated[str, String(64)]
    """Of the click that asked for the run: a second click finds the first."""
    question: Annotated[str | None, String(64)]
    """The same for questions that have the same answer: whoever asks again finds the first; None for a training."""
    config: str
    """As JSON."""
    speed_key: Annotated[str, String(64)]
    """Runs with the same one can be expected to be equally fast."""
    losses: int
    """Attempts whose process went away."""
    token: Annotated[str | None, String(32)]
    """Of the attempt that may write; None while none may."""
    ref: Annotated[str | None, String(200)]
    """Of the process, in the launcher's words."""
    queued_at: float
    heartbeat: float | None
    deleted: float | None
    """When a learner took it away; it is shown nowhere since, and purged later."""

    @classmethod
    def of(cls, row: Row[Any]) -> Self:
        """The run of a selected row."""
        return cls(**row._mapping)


class Told(TypeDecorator[Message]):
    """A message as JSON, or nothing to tell as the empty text; what holds anything else is told as it stands."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Message | None, dialect: Dialect) -> str:  # noqa: ARG002 - SQLAlchemy's name
        """From the message to the column."""
        return to_json(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Message | None:  # noqa: ARG002
        """From the column to the message."""
        return from_json(value or "")


def _columns(row: type) -> Iterator[Column[Any]]:
    """A column for each field, of the type that its annotation names, or else that of its values."""
    for name, hint in get_type_hints(row, include_extras=True).items():
        values, *named = get_args(hint) if get_origin(hint) is Annotated else (hint,)
        kinds = get_args(values) or (values,)
        column_type = named[0] if named else next(_COLUMN_TYPES[kind] for kind in kinds if kind is not NoneType)
        yield Column(name, column_type, nullable=NoneType in kinds and column_type is not Told)


_COLUMN_TYPES = {int: Integer, float: Float, str: Text, Message: Told}

metadata = MetaData()

schema_version = Table("schema_version", metadata, Column("version", Integer, primary_key=True))
"""Numbers from before the revisions: a program that only knows these refuses a store that it would spoil."""
revision = Table("alembic_version", metadata, Column("version_num", String(32), primary_key=True))
"""The revision of `resnet_core/migrations` that the store stands at."""
runs = Table(
    "runs",
    metadata,
    *_columns(Run),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("owner", "key"),
    Index("runs_by_state", "state", "owner", "queued_at"),
    Index("runs_by_age", "created"),
    Index("runs_by_question", "question", unique=True),
    Index("runs_by_speed", "speed_key", "state"),
)
metric_keys = Table(
    "metric_keys",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
)
metrics = Table(
    "metrics",
    metadata,
    Column("run_id", ForeignKey("runs.id"), primary_key=True),
    Column("key_id", ForeignKey("metric_keys.id"), primary_key=True),
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("value", Float),
    sqlite_with_rowid=False,
)
run_events = Table(
    "run_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("runs.id"), nullable=False, index=True),
    Column("at", Float, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("detail", Text, nullable=False),
)
artifacts = Table(
    "artifacts",
    metadata,
    Column("run_id", ForeignKey("runs.id"), primary_key=True),
    Column("kind", String(32), primary_key=True),
    Column("path", Text, nullable=False),  # relative to the folder of all runs
    Column("bytes", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("created", Float, nullable=False),
)
leases = Table(
    "leases",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("holder", String(200), nullable=False),
    Column("expires", Float, nullable=False),
)
rooms = Table(
    "rooms",
    metadata,
    Column("code", String(16), primary_key=True),
    Column("owner", String(64), nullable=False, index=True),
    Column("created", Float, nullable=False),
    Column("ends", Float, nullable=False),
    Column("lesson", Text, nullable=False),  # as JSON
    Column("step", Integer, nullable=False),
    Column("step_at", Float, nullable=False),
    Column("call", Integer, nullable=False),
    Column("frozen", Integer, nullable=False),
    Column("phase", String(16), nullable=False),
    Column("round", Integer, nullable=False),
    Column("version", Integer, nullable=False),
)
room_members = Table(
    "room_members",
    metadata,
    Column("room", ForeignKey("rooms.code"), primary_key=True),
    Column("seat", Integer, primary_key=True, autoincrement=False),
    Column("owner", String(64), nullable=False, index=True),
    Column("joined", Float, nullable=False),
    Column("left", Float),
    UniqueConstraint("room", "owner"),
)
room_votes = Table(
    "room_votes",
    metadata,
    Column("room", ForeignKey("rooms.code"), primary_key=True),
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("seat", Integer, primary_key=True, autoincrement=False),
    Column("option", String(64), nullable=False),
    Column("at", Float, nullable=False),
)
room_predictions = Table(
    "room_predictions",
    metadata,
    Column("room", ForeignKey("rooms.code"), primary_key=True),
    Column("seat", Integer, primary_key=True, autoincrement=False),
    Column("question", String(128), primary_key=True),
    Column("guess", String(128), nullable=False),
    Column("at", Float, nullable=False),
)
