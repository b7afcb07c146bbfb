"""What is kept of a run: its name, which may be changed, and the run itself until it is taken away.

Taking away is soft: the run is shown nowhere and nothing asks for it, and `prune` removes it for good later.
"""

import time
import unicodedata

from resnet_core.errors import RefusedError
from resnet_core.jobs import states
from resnet_core.jobs.owners import Owner
from resnet_core.store import Store, add_event, change_run, find_run

LONGEST_NAME = 80


def cleaned(name: str) -> str:
    """The name as a page shows it: one line, without what is invisible or turns the line around."""
    shown = "".join(" " if letter.isspace() else letter for letter in name[: 4 * LONGEST_NAME])
    visible = "".join(letter for letter in shown if not unicodedata.category(letter).startswith("C"))
    return " ".join(visible.split())[:LONGEST_NAME].rstrip()


def rename(store: Store, run_id: str, *, name: str, owner: Owner) -> None:
    """Gives the run the name, cleaned; RefusedError for one of which nothing is left, and for another's run."""
    with store.write() as connection:
        owner.check(find_run(connection, run_id))
        if not cleaned(name):
            raise RefusedError("name-is-empty")
        change_run(connection, run_id, name=cleaned(name))
        add_event(connection, run_id, kind="renamed")


def delete(store: Store, run_id: str, *, owner: Owner) -> None:
    """Takes the run away; RefusedError while it waits or runs, and for another's run."""
    with store.write() as connection:
        run = find_run(connection, run_id)
        owner.check(run)
        if run.state not in states.FINISHED:
            raise RefusedError("not-deletable", run=run.name or run_id)
        change_run(connection, run_id, deleted=time.time(), question=None)
        add_event(connection, run_id, kind="deleted")
