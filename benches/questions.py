"""Thirty learners ask a different saliency question each in the same moment: how long until the last has its answer.

Claim: on two cores all are answered within ten seconds, one after the other, by one warm worker. The work itself is
timed in this process first, to tell what goes from hand to hand from what is computed. No browser takes part.
"""

import json
import statistics
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import torch

from resnet_core.config import parse
from resnet_core.data.images import load
from resnet_core.jobs.owners import LOCAL
from resnet_core.jobs.service import Desk, open_lab
from resnet_core.settings import Settings
from resnet_core.store import Store
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.saliency_maps import measure
from resnet_core.studies.saliency_maps.question import SaliencyQuestion
from resnet_core.studies.workbench import Workbench
from resnet_core.training.devices import choose

LEARNERS = 30
TARGET_SECONDS = 10.0
METHODS = ("saliency", "integrated_gradients", "smooth_grad", "grad_cam")


def question(number: int) -> dict[str, Any]:
    """One that nobody else asks."""
    network = SmallNet(depth=8, size=28).network.model_dump(mode="json")
    return {
        "net": {"network": network, "weights": f"new:{number}"},
        "pictures": [number],
        "data": "sketches",
        "methods": METHODS,
    }


def work(home: Path) -> float:
    """Seconds that one answer takes by itself, on one thread."""
    torch.set_num_threads(1)
    bench = Workbench(choose("cpu"), lambda config: load(config, home), home)
    seconds = []
    for number in range(100, 106):
        started = time.perf_counter()
        measure.explain(parse(SaliencyQuestion, question(number)), bench)
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


def answered(lab: Desk, store: Store, numbers: Iterable[int]) -> list[float]:
    """Seconds from the moment in which all ask until each has its answer, in the order of the answers."""
    started = time.time()
    waiting = {lab.ask("saliency", question(number)) for number in numbers}
    ended: list[float] = []
    while waiting:
        time.sleep(0.2)
        done = {run.id: run.ended for run in store.recent(LEARNERS) if run.id in waiting and run.ended}
        ended += done.values()
        waiting -= done.keys()
    return sorted(moment - started for moment in ended)


def main() -> None:
    """Prints the table, and as its last line the same as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        alone = work(home)
        settings = Settings(home=home, data_dir=home, threads=1, device="cpu")
        lab, store = open_lab(settings).of(LOCAL), Store(settings.database)
        answered(lab, store, [LEARNERS])  # a worker is warm from here on
        seconds = answered(lab, store, range(LEARNERS))
    report = {
        "work_s": round(alone, 3),
        "first_s": round(seconds[0], 2),
        "median_s": round(statistics.median(seconds), 2),
        "last_s": round(seconds[-1], 2),
        "hand_over_s": round(seconds[-1] / LEARNERS - alone, 3),
        "target_met": seconds[-1] <= TARGET_SECONDS,
    }
    print(
        f"{LEARNERS} questions of {report['work_s']} s each: first {report['first_s']} s, last {report['last_s']} s; "
        f"{report['hand_over_s']} s a question from hand to hand"
    )
    print(json.dumps(report))


if __name__ == "__main__":
    main()
