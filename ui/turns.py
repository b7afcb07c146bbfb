"""Pages are drawn one after the other: whoever comes meanwhile waits for a turn.

A script sends hundreds of messages, and at each it lets go of the one lock that Python has for all threads. Thirty
scripts at once hand that lock round thirty times for a message each, and all are done late. One after the other they
are done as soon, and most of them sooner (docs/decisions/0020).
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE_SECONDS = 2.0
"""Who has waited so long is drawn all the same: a script that waits for its store must not hold up everybody."""
_TURN = threading.Lock()


@contextmanager
def turn() -> Iterator[None]:
    """What stands inside runs when it is its turn. Not for a fragment within: it would wait for its own page."""
    has = _TURN.acquire(timeout=PATIENCE_SECONDS)
    try:
        yield
    finally:
        if has:
            _TURN.release()
