"""The learner's own trainings, as an exercise asks about them."""

from collections.abc import Mapping

import streamlit as st

from resnet_core.config import RunConfig, parse
from resnet_core.course.exercises.tasks import Run
from resnet_core.jobs.looks import RunView
from ui import outage, services
from ui.say import say

MOST = 20
"""So many are offered, the newest first."""
FIELD = "ex."
"""How the keys of the fields begin in which exercises take what is entered."""


def offered() -> Mapping[str, str]:
    """What each training of this machine is called, by its id; none where the store does not answer."""
    none: dict[str, str] = {}
    return outage.quietly(_offered, none)


def is_entered(run_id: str) -> bool:
    """Whether an exercise of this session names the training."""
    return any(str(key).startswith(FIELD) and entered == run_id for key, entered in st.session_state.items())


def of(run_id: str) -> Run | None:
    """What is known of a training; None where it cannot be read."""
    return outage.quietly(lambda: _read(run_id), None)


def _offered() -> dict[str, str]:
    views = services.lab().runs(limit=MOST)
    accuracies = services.lab().last_values("test_accuracy", [view.id for view in views])
    return {view.id: _called(view, accuracies.get(view.id)) for view in views}


def _read(run_id: str) -> Run | None:
    view = services.lab().view(run_id)
    accuracy = services.lab().last_values("test_accuracy", [run_id]).get(run_id)
    return Run(parse(RunConfig, view.config), view.state, view.data, accuracy)


def _called(view: RunView, accuracy: float | None) -> str:
    return say("exercises-run", name=view.name or view.id[:8], started=view.created, accuracy=accuracy)
