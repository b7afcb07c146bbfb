"""A name that one process at a time may hold, for a few seconds after it last said so."""

import time

from sqlalchemy import delete, select

from resnet_core.store import Store, leases, upsert


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
    """None; if `holder` had the lease it is free."""
    with store.write() as connection:
        connection.execute(delete(leases).where(leases.c.name == name, leases.c.holder == holder))
