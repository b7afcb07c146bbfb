"""`runs.question` makes a question one run whoever asks it, and `runs.deleted` is when a learner took a run away.

Questions of before keep none: what they were asked of was other code, so nobody asks the same again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the two columns, empty, and what keeps a question single."""
    op.add_column("runs", sa.Column("question", sa.String(64)))
    op.add_column("runs", sa.Column("deleted", sa.Float()))
    op.create_index("runs_by_question", "runs", ["question"], unique=True)
