"""Server-sent events: what many watch is read once a second for all, and sent to each as the same bytes.

A *topic* is a kind and a key, `run/<id>` or `room/<code>`, at `/live/<kind>/<key>`. While somebody watches it, one task
reads it and wakes the watchers when it has changed. A watcher that takes its time misses what was overtaken meanwhile,
never the newest; one that takes nothing for `SLOW_SECONDS` is let go, and its browser comes back by itself. Whoever
comes gets the present state at once, so nothing need be remembered between two connections.
"""

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from resnet_core.database import StoreUnavailableError
from resnet_core.errors import LabError
from resnet_core.jobs import live as runs
from resnet_core.jobs.service import this_lab
from server import rooms

_log = logging.getLogger(__name__)

Read = Callable[[str], dict[str, Any]]
"""From a key to what is told of it, `over` when nothing more will come; LabError where there is nothing of this key."""

SECONDS = 1.0
"""Between two looks at what is watched."""
SOONER = {"room": 0.25, "question": 0.25}
"""The same for what a class, or a learner, waits for."""
HEARTBEAT_SECONDS = 15.0
"""Proxies take a connection that is silent for longer for a dead one."""
SLOW_SECONDS = 20.0
RETRY_MILLISECONDS = 2000
MOST = 4000
"""Watchers of one server."""
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # nginx would gather events before it sends them
]


class Topic:
    """What is watched now, by how many, and what they were told last."""

    def __init__(self, read: Callable[[], dict[str, Any]], *, seconds: float = SECONDS) -> None:
        self.read = read
        self.seconds = seconds
        self.due = 0.0
        self.told = b""
        self.over = self.ended = False
        self.watchers = 0
        self.woken = time.monotonic()
        self.changed = asyncio.Event()

    def tell(self, state: Mapping[str, Any]) -> None:
        """Wakes the watchers if this is news to them."""
        told = f"data: {json.dumps(state, separators=(',', ':'))}\n\n".encode()
        if told != self.told:
            self.told, self.over = told, bool(state.get("over"))
            self.wake()

    def wake(self) -> None:
        """Lets those who wait look."""
        self.woken = time.monotonic()
        self.changed.set()
        self.changed.clear()


class Live:
    """All topics of a server; an ASGI application that answers with events."""

    def __init__(self, kinds: Mapping[str, Read]) -> None:
        self._kinds = kinds
        self._topics: dict[tuple[str, str], Topic] = {}
        self._looking: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends the topic's state now and after every change, until it is over or nobody listens."""
        kind, key = scope["path_params"]["kind"], scope["path_params"]["key"]
        if sum(topic.watchers for topic in self._topics.values()) >= MOST:
            await JSONResponse({"reason": "full"}, 503, {"retry-after": "10"})(scope, receive, send)
        elif kind not in self._kinds or not key.isprintable():  # PostgreSQL takes no text with a NUL in it
            await JSONResponse({"reason": "no-such-topic"}, 404)(scope, receive, send)
        else:
            await self._answer((kind, key), scope=scope, receive=receive, send=send)

    def end(self) -> None:
        """Lets all watchers go, for the server ends; their browsers come back to the next one by themselves."""
        for topic in self._topics.values():
            topic.ended = True
            topic.wake()

    async def _answer(self, name: tuple[str, str], *, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            topic = await self._topic(name)
        except LabError as error:
            away = isinstance(error, StoreUnavailableError)
            await JSONResponse({"reason": error.code}, 503 if away else 404)(scope, receive, send)
            return
        topic.watchers += 1
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            await _write(send, f"retry: {RETRY_MILLISECONDS}\n\n".encode())
            await _follow(topic, receive, send)
        finally:
            topic.watchers -= 1

    async def _topic(self, name: tuple[str, str]) -> Topic:
        """The topic, read at least once and read on while it is watched; one that was over may go on by now."""
        if (topic := self._topics.get(name)) is None or topic.over:
            kind, key = name
            again = Topic(lambda: self._kinds[kind](key), seconds=SOONER.get(kind, SECONDS))
            state = await run_in_threadpool(again.read)
            if self._topics.get(name) in (None, topic):  # nobody else came and read it meanwhile
                self._topics[name] = again
                again.tell(state)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        return self._topics[name]

    async def _look(self) -> None:
        """Reads what is watched once a second or sooner, and ends when nothing is."""
        while self._topics:
            await asyncio.sleep(min(topic.seconds for topic in self._topics.values()))
            self._topics = {name: topic for name, topic in self._topics.items() if topic.watchers}
            now = time.monotonic()
            watched = [topic for topic in self._topics.values() if not topic.over and topic.due <= now]
            for topic, state in zip(watched, await run_in_threadpool(_states, watched), strict=True):
                topic.due = now + 0.9 * topic.seconds
                if state is not None:
                    topic.tell(state)
            for topic in self._topics.values():
                if now - topic.woken > HEARTBEAT_SECONDS:
                    topic.wake()


def _states(topics: list[Topic]) -> list[dict[str, Any] | None]:
    """The state of each; None for one that cannot be read now, which its watchers are not told."""
    return [_state(topic) for topic in topics]


def _state(topic: Topic) -> dict[str, Any] | None:
    try:
        return topic.read()
    except LabError as error:
        _log.debug("%s", error)
        return None
    except Exception:  # noqa: BLE001 - one topic's bug must not silence all others; it is logged whole
        _log.exception("a topic could not be read")
        return None


async def _follow(topic: Topic, receive: Receive, send: Send) -> None:
    """Writes what is new until it is over, the watcher leaves, or takes nothing."""
    told = asyncio.create_task(_tell(topic, send))
    gone = asyncio.create_task(_until_gone(receive))
    try:
        await asyncio.wait((told, gone), return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (told, gone):
            task.cancel()
    with contextlib.suppress(asyncio.CancelledError, TimeoutError):
        await told


async def _tell(topic: Topic, send: Send) -> None:
    """Writes each state that is new by the time the last one was taken; who is woken without news hears a heartbeat."""
    told, last = b"", False
    while not last:
        if topic.told != told:
            told, last = topic.told, topic.over
            await _write(send, told, last=last)
        elif topic.ended:
            last = True
            await _write(send, b"", last=True)
        else:
            await topic.changed.wait()
            if topic.told == told and not topic.ended:
                await _write(send, b": still here\n\n")


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _write(send: Send, told: bytes, *, last: bool = False) -> None:
    """Hands the bytes on; TimeoutError when the watcher takes none."""
    async with asyncio.timeout(SLOW_SECONDS):
        await send({"type": "http.response.body", "body": told, "more_body": not last})


def _run(key: str) -> dict[str, Any]:
    return runs.state(this_lab(), key)


LIVE = Live({"run": _run, "question": _run, "room": rooms.state})
ROUTES = (Route("/live/{kind}/{key}", endpoint=LIVE, methods=["GET"]),)
