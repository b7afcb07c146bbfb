"""A class on one server: learners who browse, move controls, train, watch and ask, against what we want of it.

`make load`, or `python -m benches.load --learners 30 --seconds 60`; `--minutes 10` adds a long look at memory. Every
learner is a session of its own over a WebSocket, with a cookie of its own (benches/learner.py); only browsers are left
out. The server is a fresh one; with `--behind-nginx` two web processes, as docs/DEPLOY.md has them; or the one at
`--address`, on this machine and nowhere else. It prints a table against the goals and fails on nothing. The learners
share the cores with the server, and so does the worker.
"""

import argparse
import asyncio
import json
import os
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Iterable, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from urllib.parse import parse_qsl

import psutil

from benches.learner import Learner, Page
from benches.live_server import server, wait_until_up
from benches.site import ROOT, Site
from resnet_core.jobs import states
from resnet_core.jobs.owners import LOCAL
from resnet_core.jobs.states import NewRun
from resnet_core.presets import PRESETS
from resnet_core.store import Store

MOST_LEARNERS, MOST_SECONDS, MOST_MINUTES = 200, 300, 30
CLASS = 30
"""Learners who press the same thing at once."""
EVERY = 3.0
"""Seconds from one control to the next."""
MOVES_A_PAGE = 5
PATIENCE = 60.0
READY_SECONDS = 20.0
"""After which a worker waits again, with torch imported."""
WARM_STEPS = 20
QUEUED_FIRST, AFTER_THEM = 20, 5
TRAINING = ("train", "preset=custom&images=500")
PAGES = sorted(file.stem for file in (ROOT / "pages").glob("*.py") if file.stem not in ("home", "glossary"))
GOALS = {
    "control_p95_s": ("a control moved, 30 learners, p95", 1.0),
    "arrival_p95_s": ("first pages of 30 at once, p95", 4.0),
    "shown_last_s": ("30 presses of Train, the last shown", 2.0),
    "told_missing": ("of them without an expected start", 0),
    "answered_last_s": ("30 different questions, the last answer", 10.0),
    "errors": ("errors", 0),
}
"""What is wanted at most."""
Result = TypeVar("Result")


class Server(NamedTuple):
    """What is measured."""

    address: str
    processes: tuple[psutil.Process, ...]
    """That draw the pages."""
    store: Store | None
    """None for a server that runs already: its runs are its own."""


class Crowd(NamedTuple):
    """What learners went through who browsed for a while."""

    moved: list[float]
    opened: list[float]
    arrived: list[float]
    errors: list[str]
    cores: float
    """Of the web processes, while they browsed."""


async def crowd(here: Server, *, learners: int, seconds: float) -> Crowd:
    """Opens pages, moves a control every three seconds, and goes on to another page."""
    moved: list[float] = []
    opened: list[float] = []
    until = time.perf_counter() + seconds

    async def browse(learner: Learner, number: int) -> None:
        pages = learner.random.sample(PAGES, k=len(PAGES))
        await asyncio.sleep(EVERY * number / learners)
        while time.perf_counter() < until:
            opened.append(await learner.go(pages[0]))
            pages = [*pages[1:], pages[0]]
            for _ in range(MOVES_A_PAGE):
                await asyncio.sleep(EVERY * learner.random.uniform(0.8, 1.2))
                if time.perf_counter() > until or not learner.movable():
                    break
                moved.append(await learner.move())

    async with present(here.address, learners) as (browsing, arrived):
        began, spent = time.perf_counter(), cpu_seconds(here.processes)
        _, errors = await all_of(browsing, (browse(learner, number) for number, learner in enumerate(browsing)))
        cores = (cpu_seconds(here.processes) - spent) / (time.perf_counter() - began)
    return Crowd(moved, opened, arrived, errors, cores)


async def train_at_once(address: str, learners: int = CLASS) -> dict[str, Any]:
    """Presses *Train* for all in one moment: seconds until each sees its run, and is told when it starts."""

    async def press(learner: Learner) -> tuple[float, float | None]:
        begun = time.perf_counter()
        await learner.press("train")
        await learner.until(shows_run, seconds=PATIENCE)
        shown = time.perf_counter() - begun
        state = await learner.event(f"run/{run_of(learner)}")
        told = state.get("starts") is not None or state.get("state") != "queued"
        return shown, time.perf_counter() - begun if told else None

    async with present(address, learners, page=TRAINING) as (here, _):
        waited, errors = await all_of(here, map(press, here))
        await all_of(here, (learner.press("stop") for learner in here))
    shown, told = zip(*waited, strict=True) if waited else ((), ())
    return {"shown": list(shown), "told": [each for each in told if each is not None], "errors": errors}


async def ask_at_once(address: str, learners: int = CLASS, *, first: int = 100) -> dict[str, Any]:
    """Asks for the maps of another picture for each in one moment: seconds until each has its answer."""

    async def ask(learner: Learner, number: int) -> float:
        begun = time.perf_counter()
        await learner.go("saliency", f"sal.pictures={first + number}")
        while time.perf_counter() - begun < PATIENCE and (waits := asked_by(learner.page)):
            await learner.event(f"run/{waits}", over=True)
            await learner.again()
        return time.perf_counter() - begun

    async with present(address, learners) as (here, _):
        answered, errors = await all_of(here, (ask(learner, number) for number, learner in enumerate(here)))
    return {"answered": answered, "errors": errors}


async def queue_first(address: str) -> dict[str, Any]:
    """Lets one learner queue twenty runs before others press *Train* once: how many were taken, and others' places."""
    async with present(address, 1 + AFTER_THEM, page=TRAINING) as (here, _):
        eager, *others = here
        taken = 0
        for _ in range(QUEUED_FIRST):
            await eager.press("train")
            if not shows_run(eager.page):
                break
            taken += 1
            await eager.go(*TRAINING)
        await all_of(others, (learner.press("train") for learner in others))
        states_of_others, _ = await all_of(others, (learner.event(f"run/{run_of(learner)}") for learner in others))
        places = [state.get("before") for state in states_of_others]
        await all_of(others, (learner.press("stop") for learner in others))
        return {"taken": taken, "places": places, "errors": [error for learner in here for error in learner.errors]}


async def training_rate(store: Store, run_id: str, seconds: float) -> float:
    """Steps a second of the run."""
    begun, first = time.perf_counter(), store.run(run_id).step
    await asyncio.sleep(seconds)
    return (store.run(run_id).step - first) / (time.perf_counter() - begun)


@asynccontextmanager
async def present(
    address: str, learners: int, *, page: tuple[str, str] = ("", "")
) -> AsyncIterator[tuple[list[Learner], list[float]]]:
    """So many learners on a page, and how long each waited for its first; their tabs are closed on the way out."""
    here = [Learner(address, seed=number) for number in range(learners)]
    try:
        yield here, list(await asyncio.gather(*(learner.arrive(*page) for learner in here)))
    finally:
        await asyncio.gather(*(learner.leave() for learner in here), return_exceptions=True)


async def all_of(here: Sequence[Learner], what: Iterable[Awaitable[Result]]) -> tuple[list[Result], list[str]]:
    """What came of each, and what went wrong for anybody."""
    came = await asyncio.gather(*what, return_exceptions=True)
    failed = [repr(each) for each in came if isinstance(each, BaseException)]
    return [each for each in came if not isinstance(each, BaseException)], failed + [
        error for learner in here for error in learner.errors
    ]


def shows_run(page: Page) -> bool:
    """Whether the page is that of a run."""
    return not page.controls().keys().isdisjoint(("stop", "set_up"))


def run_of(learner: Learner) -> str:
    """The run that the page is about; empty where it is about none."""
    return dict(parse_qsl(learner.query)).get("run", "")


def asked_by(page: Page) -> str:
    """The run whose answer the page waits for; empty where it waits for none."""
    return next((key.removeprefix("stop_") for key in page.controls() if key.startswith("stop_")), "")


def cpu_seconds(processes: Iterable[psutil.Process]) -> float:
    """What the processes have spent on all cores."""
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def megabytes(processes: Iterable[psutil.Process]) -> float:
    """What the processes hold resident."""
    return sum(process.memory_info().rss for process in processes) / 1e6


def p95(values: Sequence[float]) -> float | None:
    """The value that one in twenty exceeds; None of none."""
    return sorted(values)[min(len(values) - 1, int(0.95 * len(values)))] if values else None


async def soak(here: Server, minutes: float) -> dict[str, float]:
    """A class that browses for minutes; megabytes at the start, at the end, and more an hour in the second half."""
    held: list[tuple[float, float]] = []

    async def watch() -> None:
        while True:
            held.append((time.perf_counter() / 3600, megabytes(here.processes)))
            await asyncio.sleep(10)

    watching = asyncio.create_task(watch())
    seen = await crowd(here, learners=CLASS, seconds=minutes * 60)
    watching.cancel()
    hours, sizes = zip(*held[len(held) // 2 :], strict=True)
    slope = statistics.linear_regression(hours, sizes).slope if len(sizes) > 1 else 0.0
    return {"first_mb": held[0][1], "last_mb": held[-1][1], "mb_an_hour": slope, "errors": len(seen.errors)}


async def measure(here: Server, asked: argparse.Namespace) -> dict[str, Any]:
    """Everything that was asked for, in seconds; the crowds are printed as they come."""
    report: dict[str, Any] = {
        "machine": f"{os.cpu_count()} cores",
        "mb_before": megabytes(here.processes),
        "crowds": {},
    }
    for learners in asked.learners:
        seen = told_of(await crowd(here, learners=learners, seconds=asked.seconds))
        report["crowds"][learners] = seen
        print(learners, "learners:", json.dumps(seen), flush=True)
    report |= await press_and_ask(here.address)
    if here.store is not None:
        report["beside_training"] = await beside_training(here, here.store, asked.seconds)
    if asked.minutes:
        report["soak"] = await soak(here, asked.minutes)
    of_class = report["crowds"].get(CLASS, {})
    report |= {name: of_class.get(name) for name in ("control_p95_s", "arrival_p95_s")}
    report["errors"] += sum(seen["errors"] for seen in report["crowds"].values())
    return report | {"mb_after": megabytes(here.processes)}


def told_of(seen: Crowd) -> dict[str, Any]:
    """A crowd in a few numbers."""
    return {
        "control_p50_s": statistics.median(seen.moved) if seen.moved else None,
        "control_p95_s": p95(seen.moved),
        "open_p95_s": p95(seen.opened),
        "arrival_p95_s": p95(seen.arrived),
        "controls": len(seen.moved),
        "cores": seen.cores,
        "errors": len(seen.errors),
        "first_errors": seen.errors[:3],
    }


async def press_and_ask(address: str) -> dict[str, Any]:
    """The same thing by all at once, and one who queues twenty first; a training would take the worker that waits."""
    await asyncio.sleep(READY_SECONDS)
    asked, pressed = await ask_at_once(address), await train_at_once(address)
    first = await queue_first(address)
    errors = pressed["errors"] + asked["errors"] + first["errors"]
    return {
        "shown_last_s": max(pressed["shown"], default=None),
        "shown": len(pressed["shown"]),
        "told_last_s": max(pressed["told"], default=None),
        "told_missing": CLASS - len(pressed["told"]),
        "answered_last_s": max(asked["answered"], default=None),
        "answered": len(asked["answered"]),
        "queued_first": first["taken"],
        "places_of_others": first["places"],
        "errors": len(errors),
        "first_errors": errors[:5],
    }


async def beside_training(here: Server, store: Store, seconds: float) -> dict[str, Any] | None:
    """A class beside a training, and the share of its speed that it leaves it; None where none began.

    That share is no goal: a training gives way to whoever waits for a page.
    """
    config = PRESETS["quick"]
    config = config.model_copy(update={"training": config.training.model_copy(update={"epochs": 50})})
    for waiting in store.recent(4 * CLASS):
        states.ask_stop(store, waiting.id)
    run_id = states.submit(store, NewRun("train", config.model_dump_json(), "load", LOCAL.id, None, ""))
    until = time.perf_counter() + PATIENCE
    while store.run(run_id).step < WARM_STEPS:
        if time.perf_counter() > until:
            return None
        await asyncio.sleep(0.5)
    alone = await training_rate(store, run_id, min(seconds, 20))
    beside, seen = await asyncio.gather(
        training_rate(store, run_id, seconds), crowd(here, learners=CLASS, seconds=seconds)
    )
    states.ask_stop(store, run_id)
    return told_of(seen) | {"training_kept": beside / alone}


def table(report: dict[str, Any]) -> str:
    """The goals, what was measured, and whether it is met."""
    rows = []
    for name, (what, most) in GOALS.items():
        value = report.get(name)
        met = "not measured" if value is None else "met" if value <= most else "NOT met"
        rows.append(f"{what:45} {'' if value is None else round(value, 2):>8}  at most {most:<5} {met}")
    return "\n".join(rows)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--address", help="of a server that runs on this machine")
    parser.add_argument("--behind-nginx", action="store_true", help="two web processes, as docs/DEPLOY.md has them")
    parser.add_argument("--pid", type=int, help="of that server, to see what it spends")
    parser.add_argument("--learners", type=int, nargs="*", default=[1, 10, 30, 100])
    parser.add_argument("--seconds", type=float, default=40.0)
    parser.add_argument("--minutes", type=float, default=0.0)
    asked = parser.parse_args()
    if max(asked.learners, default=0) > MOST_LEARNERS or asked.seconds > MOST_SECONDS or asked.minutes > MOST_MINUTES:
        parser.error(f"at most {MOST_LEARNERS} learners, {MOST_SECONDS} seconds a crowd and {MOST_MINUTES} minutes")
    if asked.address and not asked.pid:
        parser.error("--address needs --pid")
    return asked


@contextmanager
def serving(asked: argparse.Namespace) -> Iterator[Server]:
    """The server that was asked for, every page opened once."""
    if asked.address:
        yield Server(asked.address, (psutil.Process(asked.pid),), None)
        return
    with tempfile.TemporaryDirectory() as home:
        store = f"sqlite:///{home}/lab.db"
        with ExitStack() as ended:
            if asked.behind_nginx:
                site = Site(Path(home), LAB_TEACHER_KEY="load")
                ended.callback(site.end)
                site.wait()
                addresses = [f"http://127.0.0.1:{port}" for port in site.ports]
                here = Server(
                    site.address, tuple(psutil.Process(one.pid) for one in site.processes.values()), Store(store)
                )
            else:
                address, process = ended.enter_context(server(LAB_HOME=home, LAB_TEACHER_KEY="load"))
                wait_until_up(address)
                addresses, here = [address], Server(address, (process,), Store(store))
            for each in addresses:
                asyncio.run(_warm(each))
            yield here


def main() -> None:
    """Prints what was seen, the table, and as its last line everything as JSON."""
    asked = _asked()
    with serving(asked) as here:
        report = asyncio.run(measure(here, asked))
    print(table(report))
    print(json.dumps(report))


async def _warm(address: str) -> None:
    """Opens every page once, as the teacher does before the class."""
    async with present(address, 1) as (here, _):
        for page in PAGES:
            await here[0].go(page)


if __name__ == "__main__":
    main()
