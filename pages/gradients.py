"""Gradients: do they vanish on their way back through a deep net, or explode."""

from ui.frame import SHATTERING, page_guard

page_guard()

import streamlit as st

from resnet_core.probes.gradients import IN_TRAINING
from resnet_core.probes.nets import SmallNet
from ui import charts, depth_charts, fields, small_nets, tables, words
from ui.fields import Choice, Number
from ui.gradients import answers as gradient_answers
from ui.gradients import census as gradient_census
from ui.gradients import charts as gradient_charts
from ui.gradients import readings as gradient_readings
from ui.gradients.readings import Course, Measure
from ui.prose import prose

DEFAULT = (
    SmallNet(depth=56, shortcut="none"),
    SmallNet(depth=56),
    SmallNet(depth=56, shortcut="none", norm=False),
)
LOOKS = tuple(map(gradient_readings.when, IN_TRAINING))
WHEN = Choice("gradients.when", "When", LOOKS, LOOKS[0], look="slider")
MEASURE = Choice("gradients.measure", "What", gradient_readings.MEASURES, gradient_readings.WEIGHTS, look="select")
SEED = Number(
    "gradients.seed", "Seed", 0, 99, 0, help="Another seed: other first weights, and other batches.", look="select"
)
FIELDS = (*small_nets.all_fields("gradients", DEFAULT), WHEN, MEASURE, SEED)


def by_depth(courses: list[Course], step: int, measure: Measure) -> None:
    """The chosen quantity by depth, a line a net, and what it says."""
    st.markdown(f"**{measure.capitalize()}** :gray[· {gradient_readings.when(step)} · Euclidean length]")
    charts.draw(
        gradient_charts.option(courses, step, measure),
        key="gradients_depth",
        alt=gradient_readings.alt(courses, step, measure),
        height=depth_charts.height(len(courses)),
    )
    st.markdown(words.bullets(gradient_readings.at_step(courses, step, measure)))
    with st.expander("Every layer"):
        st.dataframe(tables.legible(gradient_readings.every_layer(courses, step)), hide_index=True)
    for badge in words.data_badges({small_nets.label(course.net): course.shown.data for course in courses}):
        st.markdown(badge)
    st.caption(gradient_answers.conditions(courses))


def in_training(courses: list[Course]) -> None:
    """The ratio of first to last block at each look."""
    st.header("The first step, and the next hundred", anchor=False)
    st.markdown(prose("gradients_training"))
    said = gradient_readings.in_training(courses)
    charts.draw(
        gradient_charts.ratio_option(courses),
        key="gradients_ratio",
        alt=" ".join(said),
        height=depth_charts.height(len(courses)),
    )
    st.markdown(words.bullets(said))


def ten_nets(step: int) -> None:
    """What was recorded, three runs a net, and what it says on vanishing gradients."""
    recorded = gradient_answers.recorded()
    if not recorded:
        return
    st.header("Ten nets, three runs each", anchor=False)
    st.markdown(prose("gradients_claims"))
    st.markdown(words.bullets(gradient_census.verdict(recorded, step)))
    st.markdown(f"Gradients of the weights, {gradient_readings.when(step)}: geometric means, and lowest to highest.")
    st.table(gradient_readings.table(recorded, step))
    st.caption(recorded[0].where)


st.title("Gradients", anchor=False)
st.markdown(prose("gradients_intro"))
fields.notices(FIELDS)
with st.container(horizontal=True, vertical_alignment="bottom"):
    for field in (WHEN, MEASURE, SEED):
        with st.container(width=300):
            fields.draw(field)
held = fields.values(FIELDS)
step = IN_TRAINING[LOOKS.index(held[WHEN.key])]
pictures, controls = st.columns([5, 3], gap="large")
with controls:
    nets = small_nets.choose("gradients", DEFAULT)
with pictures:
    courses = gradient_answers.courses(nets, seed=held[SEED.key], step=step)
    if courses:
        by_depth(courses, step, held[MEASURE.key])
        in_training(courses)
ten_nets(step)
st.page_link(SHATTERING.file, label="Do neighbouring gradients still agree?", icon=SHATTERING.icon)
st.markdown(prose("gradients_notice"))
