"""What a GPU gives the lab: one table from one command, `make gpu`, on a machine that has one.

Training: our loop as a run uses it (bfloat16 where the card multiplies it, channels last, the data on the card) against
the chapter's own way (benches/training.py), in one run. The share of the peak counts three passes of two operations a
multiply-add against the largest matrix product that torch does on the card in the same precision.

Several nets on one card: `quick` so many times at once, each in a process of its own, and each in a
thread of one process.

Studies: the first question that the gallery has an answer to, of every kind, once on the card, beside the seconds
that the recording took on its own machine. Whether the answers are right is for the tests that are marked `gpu`.
"""

import json
import os
import statistics
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from typing import Any, NamedTuple

import torch

from benches.training import chapter_turn, peak_macs_per_second, the_data
from resnet_core import gallery
from resnet_core.analysis.layers import network_cost
from resnet_core.config import RunConfig
from resnet_core.presets import PRESETS
from resnet_core.settings import settings
from resnet_core.studies.workbench import Workbench
from resnet_core.training.devices import choose, exact_float32, keep_freed_memory
from resnet_core.training.loop import EpochRecord, StepRecord, Trainer

AT_ONCE = (1, 2, 4, 8, 16)
SECONDS = 3.0
"""That nets side by side are counted for."""
PEAK_SIZE = 8192
"""Rows of the matrices whose product is the card's peak."""
GOALS = {"quick": "", "chapter": "at least 4 times, 3 to 5 s an epoch on an H100"}


class Row(NamedTuple):
    """One line of the table."""

    what: str
    measured: str
    goal: str = ""


class Epoch(NamedTuple):
    """How an epoch of ours went, the first one left out: kernels are chosen there."""

    images_per_second: float
    """Training alone."""
    seconds: float
    """With the test images."""
    bf16: bool


def our_epoch(config: RunConfig) -> Epoch:
    """The second of two epochs."""
    trainer = Trainer(_of_epochs(config, 2), the_data(), choose(settings().device))
    images = seconds = 0.0
    for record in trainer.records():
        if isinstance(record, StepRecord) and record.epoch == 2:
            images += config.training.batch_size
            seconds += config.training.batch_size / record.images_per_second
    assert isinstance(record, EpochRecord)
    return Epoch(images / seconds, record.seconds, trainer.bf16)


def training(name: str, other: ProcessPoolExecutor) -> tuple[Row, dict[str, Any]]:
    """Our way against the chapter's, of a preset."""
    config = PRESETS[name]
    chapter = statistics.median(other.submit(chapter_turn, name).result() for _ in range(3))
    ours = our_epoch(config)
    dtype = torch.bfloat16 if ours.bf16 else torch.float32
    macs = 3 * network_cost(config.network).macs
    peak = peak_macs_per_second(choose(settings().device).torch, dtype, size=PEAK_SIZE)
    found = {
        "images_per_second": round(ours.images_per_second),
        "seconds_an_epoch": round(ours.seconds, 2),
        "chapter_images_per_second": round(chapter),
        "ratio": round(ours.images_per_second / chapter, 2),
        "share_of_gemm_peak": round(ours.images_per_second * macs / peak, 4),
        "peak_tflops": round(2 * peak / 1e12),
    }
    told = (
        f"{found['images_per_second']:,} images/s, {found['seconds_an_epoch']} s an epoch with its test; the chapter's "
        f"way {found['chapter_images_per_second']:,}: {found['ratio']} times; {found['share_of_gemm_peak']:.1%} of "
        f"the peak of {found['peak_tflops']:,} TFLOP/s"
    )
    return Row(f"train {name}", told, GOALS[name]), found


_line: dict[int, Any] = {}
"""In a process that trains beside others: the barrier for each number of neighbours."""


def _stand_in_line(barriers: dict[int, Any]) -> None:
    """What a process does before its first net."""
    torch.set_num_threads(1)
    _line.update(barriers)


def side_by_side(begin: Any) -> float:
    """Images a second of one `quick`, counted from when all its neighbours are at `begin`."""
    config = _of_epochs(PRESETS["quick"], 100)
    trainer = Trainer(config, the_data(), choose(settings().device))
    records = trainer.records()
    next(records)
    begin.wait()
    before, started, seconds = trainer.step, time.perf_counter(), 0.0
    for _record in records:
        if (seconds := time.perf_counter() - started) >= SECONDS:
            break
    return (trainer.step - before) * config.training.batch_size / seconds


def alone(nets: int) -> float:
    """The same in a process of its own, one of so many."""
    return side_by_side(_line[nets])


def in_processes(pool: ProcessPoolExecutor, nets: int) -> float:
    """Images a second of so many nets in processes of their own, all together."""
    return sum(pool.map(alone, [nets] * nets))


def in_threads(nets: int) -> float:
    """Images a second of so many nets in threads of this process, all together."""
    with ThreadPoolExecutor(nets) as pool:
        return sum(pool.map(side_by_side, [threading.Barrier(nets, timeout=120)] * nets))


def several() -> tuple[list[Row], dict[str, Any]]:
    """`quick` on one card, so many times at once."""
    context = get_context("spawn")
    barriers = {nets: context.Barrier(nets, timeout=120) for nets in AT_ONCE}
    with ProcessPoolExecutor(max(AT_ONCE), context, _stand_in_line, (barriers,)) as pool:
        in_processes(pool, max(AT_ONCE))  # all have read the data and made their kernels
        speeds = {nets: in_processes(pool, nets) for nets in AT_ONCE}
    found = {nets: {"processes": round(speeds[nets]), "threads": round(in_threads(nets))} for nets in AT_ONCE}
    rows = [
        Row(
            f"{nets} x quick at once",
            f"{speeds['processes']:,} images/s in processes, {speeds['threads']:,} in threads of one process",
        )
        for nets, speeds in found.items()
    ]
    return rows, {str(nets): speeds for nets, speeds in found.items()}


def studies() -> tuple[list[Row], dict[str, Any]]:
    """Every kind of measurement once, on its first recorded question."""
    from resnet_core.jobs.answers import MEASURES  # here because they load Captum, which nets side by side do without
    from resnet_core.jobs.record import KINDS, images

    device = choose(settings().device)
    at = Workbench(device, images, settings().runs_dir)
    rows, found = [], {}
    for kind, asked in KINDS.items():
        question = asked.recorded()[0]
        started = time.perf_counter()
        MEASURES[kind](question, at)
        seconds = time.perf_counter() - started
        recorded = gallery.measurements(kind)
        before = recorded.entries[0].seconds
        found[kind] = {"seconds": round(seconds, 2), "recorded_seconds": before}
        rows.append(Row(f"study {kind}", f"{seconds:.1f} s; the recording took {before} s on {recorded.machine}"))
    return rows, found


def _of_epochs(config: RunConfig, epochs: int) -> RunConfig:
    return config.model_copy(update={"training": config.training.model_copy(update={"epochs": epochs})})


def main() -> None:
    """Prints the table, and as its last line the same as JSON."""
    device = choose(settings().device)
    if device.kind != "cuda":
        print(f"no NVIDIA GPU here ({device.name}: {device.why}): nothing to measure")
        print(json.dumps({"device": None}))
        return
    keep_freed_memory()
    exact_float32()
    report: dict[str, Any] = {"device": device.name, "torch": torch.__version__, "cores": os.cpu_count()}
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
        rows = []
        for name in GOALS:
            row, report[name] = training(name, other)
            rows.append(row)
            print(f"... {row.what}: {row.measured}", file=sys.stderr, flush=True)
    for part, measure in (("several", several), ("studies", studies)):
        more, report[part] = measure()
        rows += more
        print(*(f"... {row.what}: {row.measured}" for row in more), sep="\n", file=sys.stderr, flush=True)
    print(f"{device.name}, torch {torch.__version__}, {os.cpu_count()} cores, {the_data().name}")
    for row in rows:
        print(f"| {row.what} | {row.measured} | {row.goal} |")
    print(json.dumps(report))


if __name__ == "__main__":
    main()
