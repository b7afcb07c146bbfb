"""What a run was expected to need when it was asked for, what it held at most, and the memory of the card it had.

Runs of before keep none: nothing was foretold to whoever started them, and nobody looked how much they held.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the three columns, empty."""
    op.add_column("runs", sa.Column("card_mb", sa.Integer()))
    op.add_column("runs", sa.Column("peak_mb", sa.Integer()))
    op.add_column("runs", sa.Column("foretold", sa.Text()))
