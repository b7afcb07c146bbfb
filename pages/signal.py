"""Signal: what becomes of it on its way forward through a deep net."""

from ui.frame import page_guard

page_guard()

import streamlit as st

from resnet_core.probes.nets import SmallNet
from ui import charts, depth_charts, fields, small_nets, tables, words
from ui.fields import Choice, Number
from ui.prose import prose
from ui.signal import answers as signal_answers
from ui.signal import charts as signal_charts
from ui.signal import readings as signal_readings
from ui.signal.readings import Measure, Seen

KNOBS = ("shortcut", "depth", "order", "norm", "zero_init", "init")
DEFAULT = (
    SmallNet(depth=56, shortcut="projection_norm", order="full_pre"),
    SmallNet(depth=56, shortcut="none"),
    SmallNet(depth=56, shortcut="none", norm=False),
)
NO_TRAINED, LINEAR, LOG = "none", "linear", "logarithmic"
INPUT = Choice("signal.input", "Input", ("images", "noise"), "images", "Noise: each pixel from the unit Gaussian.")
MEASURE = Choice("signal.measure", "What", signal_readings.MEASURES, signal_readings.VARIANCE, look="select")
AXIS = Choice("signal.axis", "Axis", (LINEAR, LOG), LINEAR)
TRAINED = Choice(
    "signal.trained",
    "A trained net beside them",
    (NO_TRAINED, *signal_answers.SPECIMENS),
    NO_TRAINED,
    "Trained for two epochs; its norms take the statistics of the batch here, like all others.",
    "select",
)
SEED = Number(
    "signal.seed", "Seed", 0, 99, 0, help="Another seed: other first weights, and another batch.", look="select"
)
CONTROLS = (INPUT, MEASURE, AXIS, TRAINED, SEED)
FIELDS = (*small_nets.all_fields("signal", DEFAULT, knobs=KNOBS), *CONTROLS)


def by_depth(nets: list[Seen], measure: Measure, *, log: bool) -> None:
    """The measure after every block, and what it says."""
    said = signal_readings.sentences(nets, measure)
    st.markdown(f"**{measure.capitalize()}** :gray[· after every block, {LOG if log else LINEAR} axis]")
    charts.draw(
        signal_charts.option(nets, measure, log=log),
        key="signal_depth",
        alt=" ".join(said),
        height=depth_charts.height(len(nets)),
    )
    st.markdown(words.bullets(said))
    st.caption(prose("signal_what"))


def likeness(nets: list[Seen]) -> None:
    """How alike different inputs are after every block."""
    st.header("Can different inputs still be told apart?", anchor=False)
    st.markdown(prose("signal_likeness"))
    said = signal_readings.likeness(nets)
    charts.draw(
        signal_charts.likeness_option(nets),
        key="signal_likeness",
        alt=" ".join(said),
        height=depth_charts.height(len(nets)),
    )
    st.markdown(words.bullets([*said, *signal_readings.apart(nets)]))
    with st.expander("The numbers"):
        st.dataframe(tables.legible(signal_readings.table(nets)), hide_index=True)
    for badge in words.data_badges({seen.name: seen.shown.source for seen in nets if seen.shown.source != "noise"}):
        st.markdown(badge)
    st.caption(" ".join(sorted({seen.where for seen in nets})))


st.title("Signal", anchor=False)
st.markdown(prose("signal_intro"))
fields.notices(FIELDS)
with st.container(horizontal=True, vertical_alignment="bottom"):
    for field in CONTROLS:
        with st.container(width=195):
            fields.draw(field)
held = fields.values(FIELDS)
pictures, controls = st.columns([5, 3], gap="large")
with controls:
    nets = small_nets.choose("signal", DEFAULT, knobs=KNOBS)
with pictures:
    seen = [
        *signal_answers.of_nets(nets, held[INPUT.key], held[SEED.key]),
        *signal_answers.of_trained(held[TRAINED.key], held[INPUT.key], held[SEED.key]),
    ]
    if seen:
        by_depth(seen, held[MEASURE.key], log=held[AXIS.key] == LOG)
        likeness(seen)
st.markdown(prose("signal_notice"))
