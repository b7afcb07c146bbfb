"""A name that one process at a time may hold, for a few seconds after it last said so."""

import os
import time

from sqlalchemy import delete, select

from resnet_core.jobs import processes
from resnet_core.schema import leases
from resnet_core.store import Store, upsert


def acquire(store: Store, name: str, *, holder: str, seconds: float) -> bool:
    """Whether `holder` has the lease now, for `seconds` more."""
    now = time.time()
    with store.write() as connection:
        taken = (
            upsert(connection, leases)
            .values(name=name, holder=holder, expires=now + seconds)
            .on_conflict_do_update(
                index_elements=["name"],
                set_={"holder": holder, "expires": now + seconds},
                where=(leases.c.holder == holder) | (leases.c.expires < now),
            )
            .returning(leases.c.holder)
        )
        return connection.execute(taken).one_or_none() is not None


def holder_of(store: Store, name: str) -> str | None:
    """Who holds the lease, whether or not it has run out."""
    with store.read() as connection:
        return connection.execute(select(leases.c.holder).where(leases.c.name == name)).scalar_one_or_none()


def release(store: Store, name: str, *, holder: str) -> None:
    """Frees the lease if `holder` has it."""
    with store.write() as connection:
        connection.execute(delete(leases).where(leases.c.name == name, leases.c.holder == holder))


class Lease:
    """One that this process holds or stands by for."""

    SECONDS = 6.0

    def __init__(self, store: Store, name: str) -> None:
        self._store = store
        self._name = name
        self.holder = processes.ref_of(os.getpid())

    def hold(self) -> bool:
        """Whether we have it from here on; that of a dead process of this machine is not waited out."""
        other = holder_of(self._store, self._name)
        if other not in (None, self.holder) and processes.alive(other) is False:
            release(self._store, self._name, holder=str(other))
        return acquire(self._store, self._name, holder=self.holder, seconds=self.SECONDS)

    def release(self) -> None:
        """Lets the next have it at once."""
        release(self._store, self._name, holder=self.holder)
