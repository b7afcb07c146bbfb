"""What everybody may know of a run while it goes on, as plain data: for an event, and for the page's first picture.

`marks` changes when a page has more to draw than numbers: the run has another state or place, a quarter of it is done,
or its worker has seen something new. No text, for watchers read different languages.
"""

import math
from typing import Any

from resnet_core.analysis.curves import drawn
from resnet_core.jobs.looks import Looks, RunView

DRAWN = ("train_loss", "test_loss", "train_accuracy", "test_accuracy")
"""The curves of a training that are drawn while it goes on; of a question, all are."""
PARTS = 4
"""Parts of a run at whose end a page says so."""
WAITED_SECONDS = 10
"""After so long, what a page says of a wait is old."""
TESTED, LOSS = "test_accuracy", "train_loss"


def state(lab: Looks, run_id: str) -> dict[str, Any]:
    """The run now, with its curves; NoRunError where there is none. Seconds and places are those of this moment."""
    view = lab.view(run_id)
    curves = lab.metrics(run_id) if view.step else {}
    wanted = [name for name in curves if view.kind != "train" or name in DRAWN]
    return {
        "over": view.finished,
        "marks": marks(lab, view),
        "state": view.state,
        "phase": view.phase.id if view.phase else "",
        "step": view.step,
        "steps": view.total_steps,
        "left": _rounded(view.eta_seconds),
        "speed": _rounded(view.images_per_second),
        "before": view.place.before if view.place else None,
        "starts": _rounded(view.place.seconds) if view.place else None,
        "curves": {name: drawn(curves[name]) for name in wanted},
        "latest": {name: _finite(curves[name][1][-1]) for name in (TESTED, LOSS) if name in curves},
    }


def marks(lab: Looks, view: RunView) -> str:
    """The same for two moments between which a page has only numbers to move."""
    begun = view.step > 0
    said = view.phase.id if view.phase and view.kind == "train" and begun else view.phase
    return " ".join(
        map(
            str,
            (
                view.attempt,
                view.state,
                begun,
                PARTS * view.step // view.total_steps if view.total_steps else 0,
                said,
                view.eta_seconds is None,
                *_waits(view),
                lab.seen(view.id),
            ),
        )
    )


def _waits(view: RunView) -> tuple[int, ...]:
    """What is told of a run that has not begun, as coarsely as it is told."""
    if view.place is not None:
        return view.place.before, int((view.place.seconds or 0) // WAITED_SECONDS)
    return () if view.getting_ready is None else (int(view.getting_ready // WAITED_SECONDS),)


def _rounded(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds)


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
