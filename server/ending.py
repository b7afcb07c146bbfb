"""What is done when the process is asked to end, before the web server waits until its connections are closed."""

import asyncio
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def before_the_end(do: Callable[[], None]) -> Iterator[None]:
    """Does this in the running loop once a signal to end has come, beside what the web server does then by itself.

    An answer that goes on for as long as somebody listens would keep uvicorn waiting for ever, and it tells nobody.
    """
    if threading.current_thread() is not threading.main_thread():  # no signals come here
        yield
        return
    loop = asyncio.get_running_loop()
    before = {number: handler for number in SIGNALS if callable(handler := signal.getsignal(number))}

    def asked(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(do)
        before[signal.Signals(number)](number, frame)

    for number in before:
        signal.signal(number, asked)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
