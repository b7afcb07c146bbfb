"""The process that does the work of one run: `python -m resnet_core.jobs.worker`, started by `runner` only.

It prepares itself (torch, data, a first step of a tiny network), then reads `RUN_ID TOKEN` from stdin. A warm worker
has done that long before the line comes, a cold one finds the line waiting: there is one path. After a probe it waits
for the next line. When stdin closes, its runner is gone and so is the worker, at once and on every operating system.
"""

import contextlib
import json
import os
import signal
import sys
import threading
from pathlib import Path
from queue import SimpleQueue

import torch

from resnet_core.jobs import outcomes, states
from resnet_core.jobs.answers import ANSWERS
from resnet_core.jobs.context import Context, Interrupted, Reporter
from resnet_core.jobs.outcomes import FENCED, INTERRUPTED, Outcome
from resnet_core.jobs.states import Claim, FencedError
from resnet_core.jobs.tasks import TASKS, prepare
from resnet_core.probes.catalogue import QUICK
from resnet_core.settings import Settings, settings
from resnet_core.store import Run, Store

_STDIN = 0


def main() -> int:
    """The exit code: 0 when an outcome was written, INTERRUPTED or FENCED else."""
    claims: SimpleQueue[Claim] = SimpleQueue()
    threading.Thread(target=_read_claims, args=(claims,), name="runner watch", daemon=True).start()
    torch.set_num_threads(settings().threads_per_run)
    prepare(settings())
    while True:
        claim = claims.get()
        _log_to(settings().runs_dir / claim.run_id)
        try:
            code, again = _work(claim, settings())
        except FencedError:
            return FENCED
        if not again:
            return code


def read_claim() -> Claim | None:
    """The next claim from stdin; None when it closes first.

    By `os.read` and not `sys.stdin`: a thread in a buffered read blocks the interpreter's end.
    """
    line = b""
    while not line.endswith(b"\n"):
        byte = os.read(_STDIN, 1)
        if not byte:
            return None
        line += byte
    return Claim(*line.decode().split())


def _work(claim: Claim, settings: Settings) -> tuple[int, bool]:
    """The exit code, and whether to wait for another claim instead of leaving with it."""
    store = Store(settings.database)
    run = store.run(claim.run_id)
    states.advance(store, claim, to="running", detail=f"torch {torch.__version__}, process {os.getpid()}")
    reporter = Reporter(store, claim, run)
    context = Context(run, json.loads(run.config), settings=settings, reporter=reporter)
    signal.signal(signal.SIGTERM, context.ask_stop)
    try:
        outcome = _outcome(context, run)
    except Interrupted:
        reporter.close()
        return INTERRUPTED, False
    reporter.close()
    store.close()
    outcomes.save(context.folder, claim.token, outcome)
    return 0, run.kind in QUICK and outcomes.leaves_worker_fit(outcome)


def _outcome(context: Context, run: Run) -> Outcome:
    """How the task ended; whatever it raises is a way to end, told to the learner."""
    try:
        (TASKS | ANSWERS)[run.kind](context)
    except (Interrupted, FencedError):
        raise
    except Exception as error:  # noqa: BLE001 - kept whole: message, kind and traceback go to the store
        return outcomes.of_exception(error, context.config)
    return Outcome("succeeded")


def _read_claims(claims: SimpleQueue[Claim]) -> None:
    """None; never returns: when stdin closes, the runner is gone, and so is this process."""
    with contextlib.suppress(OSError):
        while claim := read_claim():
            claims.put(claim)
    os._exit(1)


def _log_to(folder: Path) -> None:
    """None; from here on, what this process and the C libraries in it print goes to the run's own log."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "log.txt").open("a") as log:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
            os.dup2(log.fileno(), stream.fileno())


if __name__ == "__main__":
    sys.exit(main())
