"""Alembic's side of a migration: the revisions run on the connection, and in the transaction, that it is handed."""

from alembic import context

from resnet_core.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
