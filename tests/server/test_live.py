"""Events are asked for as uvicorn hands them on: an ASGI call each, so that many can watch at once in one test."""

import asyncio
import contextlib
import json
import signal

import pytest

from resnet_core.database import StoreUnavailableError
from resnet_core.jobs import live as runs
from resnet_core.jobs import states
from resnet_core.jobs.service import Lab
from resnet_core.jobs.states import NewRun, Report
from resnet_core.schema import Progress
from resnet_core.settings import Settings
from resnet_core.store import NoRunError, Point, Store
from server import live
from server.ending import before_the_end
from server.live import Live


class Watcher:
    """A browser that watches a topic, until it is closed or everything was told."""

    def __init__(self, application, path, *, takes=True, first_taken=None):
        kind, key = path.split("/")
        self.scope = {"type": "http", "method": "GET", "headers": [], "path_params": {"kind": kind, "key": key}}
        self.status, self.bytes, self.ended = None, b"", False
        self.closed = asyncio.Event()
        self._takes, self._first_taken = takes, first_taken
        self._task = asyncio.create_task(application(self.scope, self._receive, self._send))

    async def _receive(self):
        await self.closed.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message):
        if message["type"] == "http.response.start":
            self.status = message["status"]
            return
        if not self._takes and message["body"].startswith(b"data"):
            await asyncio.Event().wait()
        self.bytes += message["body"]
        if self._first_taken is not None and self.told:
            await self._first_taken.wait()
        self.ended = not message.get("more_body", False)

    @property
    def told(self):
        return [json.loads(line[6:]) for line in self.bytes.decode().splitlines() if line.startswith("data: ")]

    async def end(self):
        await asyncio.wait_for(self._task, 5)

    async def until(self, count):
        async with asyncio.timeout(5):
            while len(self.told) < count:
                await asyncio.sleep(0.005)


class Source:
    """What is watched; each look counts."""

    def __init__(self):
        self.state, self.looks = {"step": 0, "over": False}, 0

    def __call__(self, key):
        self.looks += 1
        if key != "known":
            raise NoRunError(key)
        if isinstance(self.state, Exception):
            raise self.state
        return self.state


@pytest.fixture
def source(monkeypatch):
    monkeypatch.setattr(live, "SECONDS", 0.02)
    return Source()


def played(scene):
    """The scene, played to its end."""
    return asyncio.run(asyncio.wait_for(scene, 30))


def test_a_watcher_gets_the_state_at_once_then_what_changes_and_no_more_after_the_end(source):
    async def scene():
        watcher = Watcher(Live({"run": source}), "run/known")
        await watcher.until(1)
        source.state = {"step": 1, "over": False}
        await watcher.until(2)
        source.state = {"step": 2, "over": True}
        await watcher.end()
        return watcher

    watcher = played(scene())
    assert [state["step"] for state in watcher.told] == [0, 1, 2]
    assert (watcher.status, watcher.ended) == (200, True)


def test_a_watcher_of_a_race_is_told_every_nets_curve_as_it_grows(source, tmp_path, monkeypatch):
    monkeypatch.setattr("resnet_core.jobs.looks.VIEW_SECONDS", 0.0)
    monkeypatch.setattr("resnet_core.jobs.curves.REFRESH_SECONDS", 0.0)
    here = Settings(home=tmp_path)
    with contextlib.closing(Store(here.database)) as store:
        lab = Lab(store, here)
        race = states.submit(store, NewRun("race", "{}", "", "ada", None, ""))
        claim = states.claim_next(store, slots=1)
        states.advance(store, claim, to="running")

        def step(number):
            points = [Point(f"{net}.train_loss", number, 2.0 - net) for net in range(2)]
            states.report(store, claim, Report(Progress(step=number, total_steps=100), points))

        async def scene():
            step(1)
            watcher = Watcher(Live({"run": lambda key: runs.state(lab, key)}), f"run/{race}")
            await watcher.until(1)
            step(2)
            await watcher.until(2)
            watcher.closed.set()
            await watcher.end()
            return watcher

        first, second = played(scene()).told
    assert first["curves"] == {"0.train_loss": [[1, 2.0]], "1.train_loss": [[1, 1.0]]}
    assert second["curves"] == {"0.train_loss": [[1, 2.0], [2, 2.0]], "1.train_loss": [[1, 1.0], [2, 1.0]]}
    assert second["marks"] == first["marks"], "a page has only numbers to move"


def test_a_hundred_watchers_cost_one_look(source):
    async def scene():
        application = Live({"run": source})
        watchers = [Watcher(application, "run/known") for _ in range(100)]
        await asyncio.gather(*(watcher.until(1) for watcher in watchers))
        before = source.looks
        source.state = {"step": 1, "over": True}
        await asyncio.gather(*(watcher.end() for watcher in watchers))
        return source.looks - before, watchers

    looks, watchers = played(scene())
    assert looks <= 2
    assert {watcher.told[-1]["step"] for watcher in watchers} == {1}


def test_what_was_over_is_read_anew_for_whoever_comes_once_it_goes_on(source):
    async def scene():
        application = Live({"run": source})
        source.state = {"step": 5, "over": True}
        await Watcher(application, "run/known").end()
        source.state = {"step": 5, "over": False}
        resumed = [Watcher(application, "run/known") for _ in range(2)]
        await asyncio.gather(*(watcher.until(1) for watcher in resumed))
        source.state = {"step": 6, "over": True}
        await asyncio.gather(*(watcher.end() for watcher in resumed))
        return resumed

    for watcher in played(scene()):
        assert watcher.told == [{"step": 5, "over": False}, {"step": 6, "over": True}]


def test_nothing_is_sent_while_nothing_changes(source):
    async def scene():
        watcher = Watcher(Live({"run": source}), "run/known")
        await watcher.until(1)
        looks = source.looks
        while source.looks < looks + 3:
            await asyncio.sleep(0.005)
        watcher.closed.set()
        await watcher.end()
        return watcher

    assert len(played(scene()).told) == 1


def test_what_nobody_watches_is_not_looked_at(source):
    async def scene():
        watcher = Watcher(Live({"run": source}), "run/known")
        await watcher.until(1)
        watcher.closed.set()
        await watcher.end()
        await asyncio.sleep(0.1)
        before = source.looks
        await asyncio.sleep(0.1)
        return source.looks - before

    assert played(scene()) == 0


def test_a_watcher_that_takes_nothing_is_let_go_and_holds_up_nobody(source, monkeypatch):
    monkeypatch.setattr(live, "SLOW_SECONDS", 0.1)

    async def scene():
        application = Live({"run": source})
        slow, quick = Watcher(application, "run/known", takes=False), Watcher(application, "run/known")
        await quick.until(1)
        source.state = {"step": 1, "over": False}
        await quick.until(2)
        await slow.end()
        quick.closed.set()
        await quick.end()
        return slow

    assert played(scene()).told == []


def test_a_watcher_that_takes_its_time_is_told_the_end_that_came_meanwhile(source):
    async def scene():
        application, taken = Live({"run": source}), asyncio.Event()
        slow, quick = Watcher(application, "run/known", first_taken=taken), Watcher(application, "run/known")
        await asyncio.gather(slow.until(1), quick.until(1))
        source.state = {"step": 1, "over": True}
        await quick.end()
        taken.set()
        await slow.end()
        return slow

    slow = played(scene())
    assert [state["step"] for state in slow.told] == [0, 1]
    assert slow.ended


def test_a_watcher_without_news_hears_that_the_server_is_still_there(source, monkeypatch):
    monkeypatch.setattr(live, "HEARTBEAT_SECONDS", 0.05)

    async def scene():
        watcher = Watcher(Live({"run": source}), "run/known")
        async with asyncio.timeout(5):
            while watcher.bytes.count(b": still here") < 2:
                await asyncio.sleep(0.005)
        watcher.closed.set()
        await watcher.end()
        return watcher

    assert len(played(scene()).told) == 1


def test_an_outage_of_the_store_is_no_end_and_no_news(source):
    async def scene():
        watcher = Watcher(Live({"run": source}), "run/known")
        await watcher.until(1)
        source.state = StoreUnavailableError("store-silent", reason="gone")
        looks = source.looks
        while source.looks < looks + 2:
            await asyncio.sleep(0.005)
        source.state = {"step": 3, "over": True}
        await watcher.end()
        return watcher

    assert [state["step"] for state in played(scene()).told] == [0, 3]


@pytest.mark.parametrize(("path", "status"), [("run/unknown", 404), ("queen/known", 404)])
def test_what_is_not_there_is_said_to_be_not_there(source, path, status):
    async def scene():
        watcher = Watcher(Live({"run": source}), path)
        await watcher.end()
        return watcher

    assert played(scene()).status == status


@pytest.mark.parametrize("key", ["\x00", "\ud800", "known\n"])
def test_a_key_that_no_database_can_look_up_is_not_looked_up(source, key):
    async def scene():
        watcher = Watcher(Live({"run": source}), f"run/{key}")
        await watcher.end()
        return watcher

    assert played(scene()).status == 404
    assert source.looks == 0


def test_a_store_that_is_away_lets_the_browser_try_again_later(source):
    source.state = StoreUnavailableError("store-silent", reason="gone")

    async def scene():
        watcher = Watcher(Live({"run": source}), "run/known")
        await watcher.end()
        return watcher

    assert played(scene()).status == 503


def test_a_server_has_room_for_so_many_watchers_and_tells_the_others(source, monkeypatch):
    monkeypatch.setattr(live, "MOST", 1)

    async def scene():
        application = Live({"run": source})
        first = Watcher(application, "run/known")
        await first.until(1)
        second = Watcher(application, "run/known")
        await second.end()
        first.closed.set()
        await first.end()
        return first.status, second.status

    assert played(scene()) == (200, 503)


def test_a_server_that_ends_lets_its_watchers_go(source):
    async def scene():
        application = Live({"run": source})
        watcher = Watcher(application, "run/known")
        await watcher.until(1)
        application.end()
        await watcher.end()
        return watcher

    assert played(scene()).ended


def test_a_signal_to_end_does_what_is_due_before_and_what_the_server_does_by_itself():
    done = []

    async def scene():
        with before_the_end(lambda: done.append("before")):
            signal.raise_signal(signal.SIGTERM)
            await asyncio.sleep(0)

    theirs = signal.signal(signal.SIGTERM, lambda *_: done.append("by itself"))
    try:
        played(scene())
    finally:
        signal.signal(signal.SIGTERM, theirs)
    assert sorted(done) == ["before", "by itself"]
