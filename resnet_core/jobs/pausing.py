"""The class paused by a teacher: what runs goes on, and nothing new starts until a teacher says so, or half a day."""

import time

from sqlalchemy import Connection, delete, select

from resnet_core.jobs import leases
from resnet_core.schema import leases as held
from resnet_core.store import Store

SECONDS = 12 * 3600.0
"""A pause that was forgotten ends by itself."""
_NAME = "class paused"


def pause(store: Store) -> None:
    """Lets nothing new start. Twice is once, and begins the time anew."""
    leases.acquire(store, _NAME, holder="a teacher", seconds=SECONDS)


def go_on(store: Store) -> None:
    """Lets runs start again. Twice is once."""
    with store.write() as connection:
        connection.execute(delete(held).where(held.c.name == _NAME))


def is_paused(connection: Connection) -> bool:
    """Whether the class is paused now."""
    paused = select(held.c.name).where(held.c.name == _NAME, held.c.expires > time.time())
    return connection.execute(paused).one_or_none() is not None
