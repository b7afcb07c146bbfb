"""The process that does the work of a run: `python -m resnet_core.jobs.worker`, started by an agent only.

It prepares itself (torch, data, a first step of a tiny network), then reads `RUN_ID TOKEN` from stdin. A warm worker
has done that long before the line comes, a cold one finds the line waiting: there is one path. After an answer it
waits for the next line. When stdin closes, its agent is gone and so is the worker, at once and on every operating
system.
"""

import contextlib
import json
import os
import signal
import sys
import threading
from functools import cache
from pathlib import Path
from queue import SimpleQueue

import torch

from resnet_core.jobs import outcomes, processes, states
from resnet_core.jobs.answers import ANSWERS
from resnet_core.jobs.context import Context, Interrupted, Reporter, Unsaved
from resnet_core.jobs.outcomes import FENCED, FULL, INTERRUPTED, Outcome
from resnet_core.jobs.states import Claim, FencedError
from resnet_core.jobs.tasks import TASKS, prepare
from resnet_core.schema import Run
from resnet_core.settings import settings
from resnet_core.store import Store
from resnet_core.studies.catalogue import QUICK

_STDIN = 0


def main() -> int:
    """The exit code: 0 when an outcome was written, INTERRUPTED, FENCED or FULL else."""
    claims: SimpleQueue[Claim] = SimpleQueue()
    threading.Thread(target=_read_claims, args=(claims,), name="agent watch", daemon=True).start()
    torch.set_num_threads(settings().threads_per_run)
    prepare(settings())
    while True:
        claim = claims.get()
        try:
            _log_to(settings().runs_dir / claim.run_id)
            code, again = _work(claim, _store())
        except FencedError:
            return FENCED
        except OSError as error:
            if not outcomes.is_full_disk(error):
                raise
            return FULL
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


def _work(claim: Claim, store: Store) -> tuple[int, bool]:
    """The exit code, and whether to wait for another claim instead of leaving with it."""
    run = store.run(claim.run_id)
    if run.kind not in QUICK:
        processes.give_way(os.getpid(), processes.BEHIND_ANSWERS)  # it takes its minutes anyway
    states.advance(store, claim, to="running", detail=f"torch {torch.__version__}, process {os.getpid()}")
    reporter = Reporter(store, claim, run)
    context = Context(run, json.loads(run.config), settings=settings(), reporter=reporter)
    signal.signal(signal.SIGTERM, context.ask_stop)
    try:
        outcome = _outcome(context, run)
    except Interrupted as left:
        reporter.close()
        return FULL if isinstance(left, Unsaved) else INTERRUPTED, False
    reporter.close()
    outcomes.save(context.folder, claim.token, outcome)
    return 0, run.kind in QUICK and outcomes.leaves_worker_fit(outcome)


@cache
def _store() -> Store:
    """Opened with the first claim, and kept for the next."""
    return Store(settings().database)


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
    """Hands on every claim and never returns: when stdin closes, the agent is gone, and so is this process."""
    with contextlib.suppress(OSError):
        while claim := read_claim():
            claims.put(claim)
    os._exit(1)


def _log_to(folder: Path) -> None:
    """Sends what this process and the C libraries in it print to the run's own log, and keeps its files private."""
    os.umask(0o077)  # what a learner trains is nobody else's on this machine
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "log.txt").open("a") as log:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
            os.dup2(log.fileno(), stream.fileno())


if __name__ == "__main__":
    sys.exit(main())
