"""The store from before the revisions. Nothing changes: a store without a revision stands here."""

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Leaves the store as it is."""
