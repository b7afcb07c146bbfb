"""A thousand who watch one training: how late its events come, what they cost the server, and the training beside it.

Claim: watching is nearly free. One process serves the real route (`server.live`) with a payload as large as a
training's; watchers are sockets on loopback, in a process of their own. An event carries the second at which it was
read, so a delivery is timed from the look at the run to the bytes in the watcher's hands. Beside it a loop of small
training steps runs in a third process, with and without the watchers.
"""

import asyncio
import json
import multiprocessing
import re
import resource
import sys
import time
from multiprocessing.synchronize import Event
from typing import Any, cast

import psutil
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route

from server.live import Live

WATCHERS = (1, 200, 500, 1000)
EVENTS = 15
"""Of each watcher; the first one, which comes at once, is not timed."""
TARGET_P95_MS, TARGET_CORE, TARGET_TRAINING = 100, 0.25, 0.95
CURVE = [[step, round(2.3 / (1 + step / 50), 4)] for step in range(1, 101)]
SENT = re.compile(rb'data: {"over":false,"at":([0-9.]+)')
NAMES = ("train_loss", "train_accuracy", "test_loss", "test_accuracy")


def state(_key: str) -> dict[str, Any]:
    """A training's state, about as large as a real one and never twice the same."""
    return {"over": False, "at": time.time(), "step": 100, "steps": 469, "curves": dict.fromkeys(NAMES, CURVE)}


def serve(port: int) -> None:
    """Serves the events until it is ended."""
    _raise_the_limit()
    route = Route("/live/{kind}/{key}", endpoint=Live({"run": state}), methods=["GET"])
    uvicorn.run(Starlette(routes=[route]), host="127.0.0.1", port=port, log_level="error", backlog=4096)


def train(until: Event, steps: Any) -> None:
    """Counts training steps of a small network on one thread."""
    import torch

    torch.set_num_threads(1)
    net = torch.nn.Sequential(torch.nn.Conv2d(1, 16, 3), torch.nn.ReLU(), torch.nn.Flatten(), torch.nn.LazyLinear(10))
    pictures, labels = torch.randn(32, 1, 28, 28), torch.randint(0, 10, (32,))
    while not until.is_set():
        torch.nn.functional.cross_entropy(net(pictures), labels).backward()
        steps.value += 1


class Watcher(asyncio.Protocol):
    """A browser that watches; it does as little as it can, for a class's browsers are on machines of their own."""

    def __init__(self, late: list[float], done: asyncio.Future[None]) -> None:
        self.late, self.done, self.seen = late, done, 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Asks for the events."""
        self.transport = cast(asyncio.Transport, transport)
        self.transport.write(b"GET /live/run/known HTTP/1.1\r\nHost: here\r\n\r\n")

    def data_received(self, data: bytes) -> None:
        """Adds the milliseconds that an event was under way, to its first bytes."""
        came = time.time()
        for sent in SENT.findall(data):
            if self.seen:
                self.late.append(1000 * (came - float(sent)))
            self.seen += 1
        if self.seen >= EVENTS:
            self.transport.close()

    def connection_lost(self, _reason: Exception | None) -> None:
        """Lets who waits for it go on."""
        self.done.set_result(None)


async def watch(port: int, late: list[float]) -> None:
    """Adds the milliseconds that each event was under way."""
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    await loop.create_connection(lambda: Watcher(late, done), "127.0.0.1", port)
    await done


async def watched(port: int, count: int, server: psutil.Process) -> dict[str, Any]:
    """How late the events of so many watchers are, and the share of a core that the server takes for them."""
    late: list[float] = []
    watchers = [asyncio.create_task(watch(port, late)) for _ in range(count)]
    await asyncio.sleep(3)
    before, begun = sum(server.cpu_times()[:2]), time.perf_counter()
    await asyncio.sleep(EVENTS - 6)
    core = (sum(server.cpu_times()[:2]) - before) / (time.perf_counter() - begun)
    await asyncio.gather(*watchers)
    late.sort()
    middle, p95 = (late[int(share * (len(late) - 1))] for share in (0.5, 0.95))
    return {"watchers": count, "median_ms": round(middle, 1), "p95_ms": round(p95, 1), "core": round(core, 3)}


def _raise_the_limit() -> None:
    """Lets this process open as many sockets as it may."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _rate(steps: Any, done: int, begun: float) -> float:
    return float(steps.value - done) / (time.perf_counter() - begun)


def measure(port: int, server: psutil.Process, steps: Any) -> list[dict[str, Any]]:
    """A row a number of watchers; the training just before, without any, is what its training is compared with."""
    rows = []
    for count in WATCHERS:
        done, begun = steps.value, time.perf_counter()
        time.sleep(EVENTS - 5)
        alone = _rate(steps, done, begun)
        done, begun = steps.value, time.perf_counter()
        row = asyncio.run(watched(port, count, server))
        rows.append(row | {"training": round(_rate(steps, done, begun) / alone, 3)})
        print(rows[-1], file=sys.stderr)
    return rows


def main() -> None:
    """Prints a row a number of watchers, and as its last line all of them as JSON."""
    _raise_the_limit()
    port, spawn = 8799, multiprocessing.get_context("spawn")
    until, steps = spawn.Event(), spawn.Value("i", 0)
    served, trained = spawn.Process(target=serve, args=(port,)), spawn.Process(target=train, args=(until, steps))
    for each in (served, trained):
        each.start()
    try:
        time.sleep(10)  # both import what they need
        rows = measure(port, psutil.Process(served.pid), steps)
    finally:
        until.set()
        served.terminate()
    most = rows[-1]
    met = most["p95_ms"] < TARGET_P95_MS and most["core"] < TARGET_CORE and most["training"] > TARGET_TRAINING
    print(json.dumps({"rows": rows, "target_met": met}))


if __name__ == "__main__":
    main()
