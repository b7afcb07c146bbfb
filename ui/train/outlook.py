"""What a run will need: one line before it starts, with what it rests on folded away, and after it what it took."""

import streamlit as st

from resnet_core import gallery
from resnet_core.analysis.forecast import training_memory
from resnet_core.config import RunConfig
from resnet_core.jobs import admission
from resnet_core.jobs.admission import Needs
from resnet_core.jobs.looks import RunView
from resnet_core.jobs.machine import Machine
from ui import numbers, services
from ui.say import say
from ui.train.choices import Setup

_MEGABYTE = 1e6
"""Needs are shown in the megabytes in which limits are set and refusals are told."""


def show(setup: Setup, needs: Needs, machine: Machine) -> None:
    """Says in one line how long the run takes and what it holds; where that comes from can be unfolded."""
    st.markdown(f":material/schedule: {say('needs', **_said(needs))}")
    for doubt in doubts(needs, machine):
        st.warning(say(f"needs-may-exceed-{doubt}", memory=_limit(machine), seconds=machine.seconds))
    with st.expander(say("needs-why")):
        st.markdown(_time(setup.config, needs))
        st.markdown(_memory(setup, needs))
        st.markdown(
            say("needs-limits", memory=_limit(machine), seconds=machine.seconds, disk=needs.disk_mb * _MEGABYTE)
        )


def beside(view: RunView) -> None:
    """Says in one quiet line what a finished run took, beside what was foretold, and why where they differ by much."""
    took = services.lab().took(view)
    if took is None:
        return
    peak = None if took.peak_mb is None else took.peak_mb * _MEGABYTE
    line = say("took", **_said(took.needs), seconds=took.seconds, peak=peak)
    if took.slower or took.faster:
        why = "others" if took.slower and took.others else took.needs.seconds and took.needs.seconds.basis
        line = f"{line} {say('took-why', slower=took.slower, why=why, others=took.others)}"
    st.caption(line)


def doubts(needs: Needs, machine: Machine) -> tuple[str, ...]:
    """Which bounds of the machine the run may come to exceed."""
    beyond = {"memory": admission.beyond_memory(needs, machine), "time": admission.beyond_time(needs, machine)}
    return tuple(bound for bound, is_beyond in beyond.items() if is_beyond)


def _said(needs: Needs) -> dict[str, object]:
    """What the sentence of a forecast is given."""
    seconds = needs.seconds
    times: dict[str, object] = {"basis": None} if seconds is None else seconds._asdict()
    if seconds is not None and seconds.basis != "measured" and _is_one(seconds.least, seconds.most):
        times["basis"] = "brief"
    return times | {"memory": needs.memory.most * _MEGABYTE}


def _is_one(least: float, most: float) -> bool:
    """Whether both are written as the same time."""
    return numbers.duration(least) == numbers.duration(most)


def _limit(machine: Machine) -> float | None:
    """Bytes of memory that a run may hold; None where a card's are not known."""
    limit = machine.process_mb if machine.processor else machine.card_mb
    return None if limit is None else limit * _MEGABYTE


def _time(config: RunConfig, needs: Needs) -> str:
    """Where the time comes from: runs of this network, other networks, or recorded ones."""
    recorded = next((run for run in map(gallery.load, gallery.names()) if run.config == config), None)
    also = "" if recorded is None else say("needs-recorded", seconds=recorded.seconds, machine=recorded.machine)
    if needs.seconds is None:
        return f"{say('needs-time-unknown')} {also}"
    if needs.seconds.basis == "measured":
        return say("needs-time-measured", needs.seconds)
    return f"{say(f'needs-time-{needs.seconds.basis}')} {also}"


def _memory(setup: Setup, needs: Needs) -> str:
    """What the memory is made of, and where its bounds come from."""
    training = setup.config.training
    parts = training_memory(setup.plan, batch_size=training.batch_size, momentum=training.momentum > 0)
    least, most = (bound * _MEGABYTE for bound in needs.memory)
    return say("needs-memory", parts, runs=needs.memory_runs, least=least, most=most)
