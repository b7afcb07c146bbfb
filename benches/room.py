"""A room of 300 phones: how long a vote takes to count, and how long after the press each phone knows the votes.

Phones are connections of this process to a real server: each listens to the room's events and posts its vote, as the
page's script does. The teacher's press is a change of the store, as the page makes it; whoever measures it on a busy
machine measures the machine, so its load is printed with the numbers.
"""

import asyncio
import json
import os
import secrets
import statistics
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from benches.live_server import server, wait_until_up
from resnet_core.jobs.owners import Owner
from resnet_core.jobs.visitors import OWNER_COOKIE, owner_id
from resnet_core.room import rooms
from resnet_core.room.lesson import Lesson, Question, Step
from resnet_core.room.rooms import Room
from resnet_core.store import Store

PHONES = 300
ROUNDS = 5
ABREAST = 50
"""Votes that are under way at once: people do not press in the same millisecond."""
TEACHER = Owner("teacher", teacher=True)
LESSON = Lesson(steps=(Step(question=Question(text="Which?", options=("one", "two", "three"), right="a")),))


class Phone:
    """One connection that listens, and what it has heard."""

    def __init__(self, address: str, code: str) -> None:
        self.host, self.port = urlsplit(address).hostname or "", urlsplit(address).port or 80
        self.code, self.token = code, secrets.token_urlsafe(32)
        self.heard: dict[tuple[int, str], float] = {}

    async def listen(self) -> None:
        """Keeps when each version of the room was heard of."""
        reader, writer = await asyncio.open_connection(self.host, self.port)
        writer.write(f"GET /live/room/{self.code} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n\r\n".encode())
        async for line in reader:
            if line.startswith(b"data: "):
                state = json.loads(line[6:])
                self.heard.setdefault((state["version"], state["phase"]), time.perf_counter())

    async def vote(self, option: str) -> float:
        """Seconds until the vote was counted."""
        begun = time.perf_counter()
        body = json.dumps({"code": self.code, "step": 1, "round": 1, "option": option})
        reader, writer = await asyncio.open_connection(self.host, self.port)
        head = (
            f"POST /rooms/vote HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nConnection: close\r\n"
            f"Cookie: {OWNER_COOKIE}={self.token}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        writer.write((head + body).encode())
        answer = await reader.read()
        writer.close()
        assert b" 200 " in answer.split(b"\r\n", 1)[0], answer[:300]
        return time.perf_counter() - begun


async def main() -> None:
    """Prints the table and a line of JSON."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"LAB_DATABASE_URL": f"sqlite:///{Path(folder) / 'lab.db'}", "LAB_TEACHER_KEY": "bench"}
        store = Store(os.environ["LAB_DATABASE_URL"])
        with server() as (address, process):
            wait_until_up(address)
            await _measure(store, address, process)
        store.close()


async def _measure(store: Store, address: str, process: psutil.Process) -> None:
    room = rooms.go_to(store, rooms.open_room(store, LESSON, by=TEACHER, hours=1), 1, by=TEACHER)
    phones = [Phone(address, room.code) for _ in range(PHONES)]
    for phone in phones:
        rooms.enter(store, room.code, owner_id(phone.token))
    listening = [asyncio.create_task(phone.listen()) for phone in phones]
    while any(not phone.heard for phone in phones):
        await asyncio.sleep(0.1)
    votes, reveals = [], []
    before, begun = process.cpu_times(), time.perf_counter()
    for _ in range(ROUNDS):
        room = rooms.open_vote(store, room, by=TEACHER)
        votes += await _vote(phones)
        room, seconds = await _reveal(store, room, phones)
        reveals += seconds
        room = rooms.reset(store, room, by=TEACHER)
    after, wall = process.cpu_times(), time.perf_counter() - begun
    for task in listening:
        task.cancel()
    busy = (after.user + after.system - before.user - before.system) / wall
    _tell(votes, reveals, busy)


async def _vote(phones: list[Phone]) -> list[float]:
    gate = asyncio.Semaphore(ABREAST)

    async def one(place: int, phone: Phone) -> float:
        async with gate:
            return await phone.vote("abc"[place % 3])

    return await asyncio.gather(*(one(place, phone) for place, phone in enumerate(phones)))


async def _reveal(store: Store, room: Room, phones: list[Phone]) -> tuple[Room, list[float]]:
    """The revealed room, and for each phone the seconds from the press until it knew."""
    pressed = time.perf_counter()
    room = await asyncio.to_thread(rooms.reveal, store, room, by=TEACHER)
    wanted = (room.version, "revealed")
    while any(wanted not in phone.heard for phone in phones):
        assert time.perf_counter() - pressed < 30, "some phones never heard of it"
        await asyncio.sleep(0.02)
    return room, [phone.heard[wanted] - pressed for phone in phones]


def _tell(votes: list[float], reveals: list[float], busy: float) -> None:
    spreads = {"vote_ms": _spread(votes), "reveal_ms": _spread(reveals)}
    found = {
        "phones": PHONES,
        "rounds": ROUNDS,
        "load": round(os.getloadavg()[0], 1),
        "busy_of_one_core": round(busy, 2),
    }
    for name, spread in spreads.items():
        print(f"{name:10} p50 {spread['p50']:6} p95 {spread['p95']:6} max {spread['max']:6}")
    print(json.dumps(found | spreads))


def _spread(seconds: list[float]) -> dict[str, int]:
    cuts = statistics.quantiles(seconds, n=100)
    return {name: round(1000 * value) for name, value in (("p50", cuts[49]), ("p95", cuts[94]), ("max", max(seconds)))}


if __name__ == "__main__":
    asyncio.run(main())
