"""Where the page on gradients gets its numbers: from the gallery, at once, or after a press."""

from collections.abc import Sequence
from functools import cache

import streamlit as st

from resnet_core.config import parse
from resnet_core.probes.gradients import AT_ONCE, COMPARED, IN_TRAINING, SEEDS, Gradients, GradientsProbe
from resnet_core.probes.nets import SmallNet
from ui import measured
from ui.gradients.readings import Course
from ui.small_nets import label, spell


def courses(nets: Sequence[SmallNet], *, seed: int, step: int) -> list[Course]:
    """What is known of each net up to `step`; a net without an answer yet shows its progress or its button here."""
    found = [_course(net, seed=seed, step=step) for net in nets]
    return [course for course in found if course is not None]


def conditions(courses: Sequence[Course]) -> str:
    """How all this was measured, and where."""
    asked = GradientsProbe()
    places = " ".join(sorted({course.where for course in courses}))
    return (
        f"{asked.batch_size} pictures of 14×14 a batch; each look takes the batch that comes next. SGD with learning "
        f"rate {asked.lr:g} and momentum {asked.momentum:g}. {places}"
    )


@cache
def recorded() -> tuple[Course, ...]:
    """All nets of the gallery, each with all its seeds; empty where nothing was recorded."""
    found = (_recorded(net, SEEDS[0]) for net in COMPARED)
    return tuple(course for course in found if course is not None)


@cache
def _recorded(net: SmallNet, first: int) -> Course | None:
    """The recorded answers, that of seed `first` first; None where that was not recorded."""
    seeds = (first, *(seed for seed in SEEDS if seed != first))
    answers = [measured.of_gallery("gradients", GradientsProbe(net=net, seed=seed)) for seed in seeds]
    if answers[0] is None:
        return None
    known = [answer for answer in answers if answer is not None]
    return Course(net, tuple(parse(Gradients, answer.results) for answer in known), known[0].where)


def _course(net: SmallNet, *, seed: int, step: int) -> Course | None:
    if (found := _recorded(net, seed)) is not None:
        return found
    at_once = step <= AT_ONCE[-1]
    question = GradientsProbe(net=net, seed=seed, after=AT_ONCE if at_once else IN_TRAINING)
    if not at_once:
        st.caption(f"*{label(net)}* with seed {seed} was not recorded so far into its training.")
    answer = measured.answer(
        "first_gradients" if at_once else "gradients",
        question,
        key=f"gradients_{spell(net)}_{seed}",
        label=f"Train {label(net)} for {IN_TRAINING[-1]} steps here",
    )
    return None if answer is None else Course(net, (parse(Gradients, answer.results),), answer.where)
