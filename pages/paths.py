"""Paths: how long the paths are that the gradient takes through a residual net."""

from ui.frame import SURGERY, page_guard

page_guard()

import streamlit as st

from resnet_core.config import parse
from resnet_core.probes.paths import Paths, PathsProbe
from ui import charts, fields, measured, words
from ui.fields import Choice, Field, Number
from ui.paths import answers as paths_answers
from ui.paths import charts as paths_charts
from ui.paths import readings
from ui.prose import prose
from ui.section import Held

USUAL = PathsProbe(net=next(iter(paths_answers.NETS.values())))
NET = Choice("paths.net", "Net", tuple(paths_answers.NETS), next(iter(paths_answers.NETS)), look="select")
SAMPLES = Choice("paths.samples", "Paths drawn of each length", (4, 16, 64), USUAL.samples)
SEED = Number("paths.seed", "Seed of the draw", 0, 99, USUAL.seed, "Another seed draws other paths.", look="select")
FIELDS: tuple[Field, ...] = (NET, SAMPLES, SEED)


def question(held: Held) -> PathsProbe:
    """What the controls ask."""
    return paths_answers.question(held[NET.key], samples=held[SAMPLES.key], seed=held[SEED.key])


def two_factors(found: Paths) -> None:
    """How many paths there are of each length, and how long the gradient of one is."""
    many, one = st.columns(2, gap="medium")
    with many:
        said = readings.number_of_paths(found)
        st.markdown("**How many paths there are** :gray[· share of all]")
        charts.draw(paths_charts.count_option(found), key="paths_count", alt=said)
        st.markdown(said)
    with one:
        said = readings.one_path(found)
        st.markdown("**The gradient of one path** :gray[· logarithmic axis]")
        charts.draw(paths_charts.one_option(found), key="paths_one", alt=said)
        st.markdown(said)


def guess(net: str) -> str | None:
    """What the learner expects of this net; None until they have said so."""
    answer: str | None = st.segmented_control(
        f"Predict first, for *{net}*: which paths carry most of the gradient?",
        readings.GUESSES,
        key=f"paths_guess.{net}",
        persist_state="session",
        wrap=True,
    )
    return answer


def product(found: Paths, guessed: str) -> None:
    """Where the gradient comes from, and the guess beside it."""
    verdict = readings.verdict(guessed, found)
    if verdict:
        st.info(verdict, icon=":material/psychology_alt:")
    said = readings.whole(found)
    st.markdown("**Where the gradient comes from** :gray[· share of the whole]")
    charts.draw(paths_charts.share_option(found), key="paths_share", alt=said, height=340)
    st.markdown(f"- {said}\n- {readings.estimate(found)}")
    with st.expander("The numbers"):
        st.dataframe(readings.numbers(found), hide_index=True)


def every_net() -> None:
    """All recorded nets in one table."""
    recorded = paths_answers.recorded()
    if recorded:
        st.header("Does it depend on the depth?", anchor=False)
        st.markdown(prose("paths_depth"))
        st.table(readings.table(recorded))
        st.markdown(readings.compared(recorded))


st.title("Paths", anchor=False)
st.markdown(prose("paths_intro"))
fields.notices(FIELDS)
section = measured.section("paths", FIELDS, question)
with st.container(border=True):
    held = section.draw()
measured.answer("paths", question(held), key="paths_measure", label=f"Measure {held[NET.key]} here")
shown = section.settled(held)
answered = measured.known("paths", question(shown)) if shown else None
if shown and answered:
    seen = parse(Paths, answered.results)
    two_factors(seen)
    st.markdown(prose("paths_predict"))
    if guessed := guess(shown[NET.key]):
        product(seen, guessed)
        every_net()
    asked = readings.conditions(seen, images=USUAL.images)
    st.markdown(words.data_badge(seen.data))
    st.caption(f"{asked} {answered.where}")
with st.expander("How this is measured, and what is approximate"):
    st.markdown(prose("paths_how"))
st.page_link(SURGERY.file, label="Take blocks out of a trained net", icon=SURGERY.icon)
st.markdown(prose("paths_notice"))
