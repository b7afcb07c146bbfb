"""Rooms, who sits in them, how they vote and what they predict."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds four empty tables."""
    op.create_table(
        "rooms",
        sa.Column("code", sa.String(16), primary_key=True),
        sa.Column("owner", sa.String(64), nullable=False, index=True),
        *(sa.Column(name, sa.Float, nullable=False) for name in ("created", "ends")),
        sa.Column("lesson", sa.Text, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("step_at", sa.Float, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("call", "frozen")),
        sa.Column("phase", sa.String(16), nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("round", "version")),
    )
    op.create_table(
        "room_members",
        *_of_a_room("seat"),
        sa.Column("owner", sa.String(64), nullable=False, index=True),
        sa.Column("joined", sa.Float, nullable=False),
        sa.Column("left", sa.Float),
        sa.UniqueConstraint("room", "owner"),
    )
    op.create_table(
        "room_votes",
        *_of_a_room("step", "round", "seat"),
        sa.Column("option", sa.String(64), nullable=False),
        sa.Column("at", sa.Float, nullable=False),
    )
    op.create_table(
        "room_predictions",
        *_of_a_room("seat"),
        sa.Column("question", sa.String(128), primary_key=True),
        sa.Column("guess", sa.String(128), nullable=False),
        sa.Column("at", sa.Float, nullable=False),
    )


def _of_a_room(*numbers: str) -> tuple[sa.Column[Any], ...]:
    """The columns that name a row: the room, and numbers in it."""
    room: sa.Column[Any] = sa.Column("room", sa.String(16), sa.ForeignKey("rooms.code"), primary_key=True)
    return room, *(sa.Column(name, sa.Integer, primary_key=True, autoincrement=False) for name in numbers)
