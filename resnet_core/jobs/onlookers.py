"""Who still waits for an answer: pages say which waiting questions they show; what nobody shows leaves the queue.

Kept in the store, since the page, the queue and the next server may be different processes. Trainings wait unseen.
"""

import time
from collections.abc import Sequence

from sqlalchemy import delete, literal, select

from resnet_core.jobs import leases, states
from resnet_core.schema import leases as held
from resnet_core.schema import runs
from resnet_core.store import Store
from resnet_core.studies.catalogue import STUDIES
from resnet_core.wording import message

SECONDS = 180.0
"""A question is waited for so long after it was last shown: browsers let a hidden tab look once a minute."""
AGAIN_SECONDS = 45.0
"""So often a page need say so."""
_NAME = "shown "


def note(store: Store, run_id: str) -> None:
    """Somebody sees this question now."""
    leases.acquire(store, _NAME + run_id, holder="a page", seconds=SECONDS)


def withdraw_forgotten(store: Store, *, since: float) -> Sequence[str]:
    """Ids of the questions that were withdrawn: waiting, and shown by nobody for a while, of which we know `since`."""
    now = time.time()
    if now - since < SECONDS:
        return ()
    with store.write() as connection:
        connection.execute(delete(held).where(held.c.name.startswith(_NAME), held.c.expires < now))
        shown = select(held.c.name).where(held.c.name == literal(_NAME) + runs.c.id).exists()
        waiting = select(runs.c.id).where(runs.c.state == "queued", runs.c.kind.in_(STUDIES))
        old = waiting.where(runs.c.queued_at < now - SECONDS, ~shown)
        forgotten = list(connection.execute(old).scalars())
        for run_id in forgotten:
            states.withdraw(connection, run_id, reason=message("outcome-withdrawn"))
    return forgotten
