"""`runs.message` and `runs.phase` hold a message, as an id and values in JSON, in place of an English sentence.

An old sentence stays as it was written, as the value of a message that says just that; so does a phase that is none of
the fixed ones. A column of phases takes any length now: JSON is longer than the words were.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NUMBER = 2
"""For programs from before the revisions, which look at `schema_version` only: they refuse this store."""
_PHASES = {
    "waiting": "phase-waiting",
    "starting": "phase-starting",
    "training": "phase-training",
    "testing": "phase-testing",
    "loading the data": "phase-loading-data",
    "saving the results": "phase-saving-results",
}
_runs = sa.table("runs", sa.column("id"), sa.column("message"), sa.column("phase"))


def upgrade() -> None:
    """Rewrites the two texts of every run."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":  # which keeps any length in any column
        op.alter_column("runs", "phase", existing_type=sa.String(200), type_=sa.Text(), existing_nullable=False)
    for run in connection.execute(sa.select(_runs)).all():
        texts = {"message": _message(run.message), "phase": _message(run.phase, _PHASES.get(run.phase))}
        connection.execute(sa.update(_runs).where(_runs.c.id == run.id).values(texts))
    connection.execute(sa.update(sa.table("schema_version", sa.column("version"))).values(version=_NUMBER))


def _message(text: str, message_id: str | None = None) -> str:
    if not text:
        return ""
    told = {"id": "outcome-said", "values": {"text": text}} if message_id is None else {"id": message_id, "values": {}}
    return json.dumps(told)
