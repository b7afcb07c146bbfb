"""Where the page on gradients gets its numbers: from the gallery, at once, or after a press."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import streamlit as st

from resnet_core.config import parse
from resnet_core.studies.gradients.findings import Runs
from resnet_core.studies.gradients.question import AT_ONCE, COMPARED, IN_TRAINING, SEEDS, Gradients, GradientsQuestion
from resnet_core.studies.nets import SmallNet
from ui import answers, language
from ui.say import say
from ui.small_nets import label, spell


class Seen(NamedTuple):
    """What is known of one net, and where it was measured."""

    runs: Runs
    where: str
    """A sentence on when and on which machine."""


def of_nets(nets: Sequence[SmallNet], *, seed: int, step: int) -> list[Seen]:
    """What is known of each net up to `step`; a net without an answer yet shows its progress or its button here."""
    known = [_of_net(net, seed=seed, step=step) for net in nets]
    return [seen for seen in known if seen is not None]


def recorded() -> tuple[Seen, ...]:
    """All nets of the gallery, each with all its seeds; empty where nothing was recorded."""
    known = (_recorded(net, SEEDS[0], language.current()) for net in COMPARED)
    return tuple(seen for seen in known if seen is not None)


def is_recorded(net: SmallNet, *, seed: int) -> bool:
    """Whether the gallery has it."""
    return _recorded(net, seed, language.current()) is not None


def is_known(net: SmallNet, *, seed: int, step: int) -> bool:
    """Whether it is at hand up to `step`, recorded or measured here."""
    return is_recorded(net, seed=seed) or answers.known(*_question(net, seed=seed, step=step)) is not None


@lru_cache(maxsize=256)
def _recorded(net: SmallNet, first: int, spoken: str) -> Seen | None:  # noqa: ARG001 - `where` is in that language
    """The recorded answers, that of seed `first` first; None where that was not recorded."""
    seeds = (first, *(seed for seed in SEEDS if seed != first))
    recorded = [answers.of_gallery("gradients", GradientsQuestion(net=net, seed=seed)) for seed in seeds]
    if recorded[0] is None:
        return None
    known = [answer for answer in recorded if answer is not None]
    return Seen(Runs(net, tuple(parse(Gradients, answer.results) for answer in known)), known[0].where)


def _question(net: SmallNet, *, seed: int, step: int) -> tuple[str, GradientsQuestion]:
    """The kind of question that a worker is asked, and the question."""
    if step <= AT_ONCE[-1]:
        return "first_gradients", GradientsQuestion(net=net, seed=seed, after=AT_ONCE)
    return "gradients", GradientsQuestion(net=net, seed=seed, after=IN_TRAINING)


def _of_net(net: SmallNet, *, seed: int, step: int) -> Seen | None:
    if (known := _recorded(net, seed, language.current())) is not None:
        return known
    kind, question = _question(net, seed=seed, step=step)
    if step > AT_ONCE[-1] and not is_known(net, seed=seed, step=step):
        st.caption(say("gradients-not-so-far", net=label(net), seed=seed))
    answer = answers.answer(
        kind,
        question,
        key=f"gradients_{spell(net)}_{seed}",
        label=say("gradients-train", net=label(net), steps=IN_TRAINING[-1]),
    )
    return None if answer is None else Seen(Runs(net, (parse(Gradients, answer.results),)), answer.where)
