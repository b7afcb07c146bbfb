"""Function classes: when is a larger set of functions sure to fit at least as well."""

from ui.frame import page_guard

page_guard()

import streamlit as st

from resnet_core.errors import ConfigError
from resnet_core.experiments import function_classes as core
from ui import charts, fields
from ui.fields import Choice, Number
from ui.functions import charts as function_charts
from ui.functions import networks as function_networks
from ui.functions import readings as function_readings
from ui.functions import sets as function_sets
from ui.prose import prose

FRESH, FRESH_SEED = 2000, 1_000_000

FAMILY = Choice("fc.family", "Family of functions", tuple(core.FAMILIES), "equal bins", look="select")
TARGET = Choice("fc.target", "Target f*", tuple(core.TARGETS), "step and sine", look="select")
SIZE = Number("fc.k", "Size k", 1, core.LARGEST, 2)
COUNT = Number("fc.points", "Points", 10, 200, 30, step=5)
NOISE = Number("fc.noise", "Noise", 0.0, 0.5, 0.2, step=0.05, help="Standard deviation of what is added to each point.")
SEED = Number("fc.seed", "Seed", 0, 99, 0, help="Another seed draws other points.")
FIELDS = (FAMILY, TARGET, SIZE, COUNT, NOISE, SEED, function_networks.GROWTH_SEED)


def choose() -> None:
    """The controls of the first figure."""
    with st.container(border=True):
        for field in (FAMILY, TARGET, SIZE):
            fields.draw(field)
        st.caption(core.FAMILIES[fields.values(FIELDS)[FAMILY.key]].meaning)


def explain(error: ConfigError, family: str, size: int) -> None:
    """Why the family has no such set, and buttons to the nearest it has."""
    st.error(str(error), icon=":material/rule:")
    with st.container(horizontal=True):
        for near in core.neighbours(family, size):
            fields.change_button(f"Use k = {near}", {SIZE.key: near}, key=f"fc_repair_{near}")


def best_fit(target: str, family: str, size: int) -> None:
    """The target and the nearest function of the chosen set."""
    try:
        fit = core.best_fit(target, family, size)
    except ConfigError as error:
        explain(error, family, size)
        fit = None
    said = f"The target {target}" if fit is None else function_readings.fit(family, size, fit)
    charts.draw(function_charts.fit_option(target, fit), key="fc_fit", alt=said)
    if fit is not None:
        st.markdown(said.replace("f*", "$f^*$"))


def guess(family: str) -> str | None:
    """What the learner expects of this family; None until they have said so."""
    answer: str | None = st.segmented_control(
        f"Predict first, for *{family}*: will each size fit this target at least as well as the size before?",
        function_readings.GUESSES,
        key=f"fc_guess.{family}",
        persist_state="session",
        wrap=True,
    )
    return answer


def error_curve(measured: core.Ladder, family: str, size: int, *, guessed: str) -> None:
    """The best reachable error at every size, what it says, and the guess beside it."""
    outside = core.steps_outside(family)
    verdict = function_readings.verdict(guessed, measured, nested=max(outside) < core.ROUNDING)
    if verdict:
        st.info(verdict, icon=":material/psychology_alt:")
    charts.draw(
        function_charts.ladder_option(measured, size),
        key="fc_ladder",
        alt=function_readings.ladder_alt(family, measured),
    )
    st.markdown(function_readings.ladder(family, measured))
    st.markdown(function_readings.nesting(family, outside))
    with st.expander("The numbers"):
        st.dataframe(function_readings.table(measured, outside), hide_index=True)


def sets(target: str, family: str, size: int) -> None:
    """The sets and f*, drawn from the errors."""
    st.header("The sets, drawn from these errors", anchor=False)
    st.markdown(prose("function_classes_sets"))
    measured, shown = core.ladder(target, family), function_sets.shown_sizes(core.FAMILIES[family].sizes, size)
    unit = function_sets.scale(measured, target)
    drawn = function_sets.regions(measured, shown, family=family, unit=unit)
    function_sets.draw(drawn, chosen=size, unit=unit, key="fc_sets")
    st.markdown(function_sets.reading(drawn).replace("f*", "$f^*$"))


def noisy(target: str, family: str, size: int) -> None:
    """The same family on a few noisy points."""
    st.header("A few noisy points", anchor=False)
    st.markdown(prose("function_classes_noise"))
    with st.container(border=True):
        for column, field in zip(st.columns(3), (COUNT, NOISE, SEED), strict=True):
            with column:
                fields.draw(field)
    chosen = fields.values(FIELDS)
    noise = chosen[NOISE.key]
    train = core.draw_sample(target, chosen[COUNT.key], noise=noise, seed=chosen[SEED.key])
    test = core.draw_sample(target, FRESH, noise=noise, seed=FRESH_SEED)
    measured = core.generalisation(family, train=train, test=test)
    said = function_readings.generalisation(measured, noise)
    fitted = core.fit_sample(family, size, sample=train) if size in measured.sizes else None
    points, errors = st.columns(2)
    with points:
        option = function_charts.sample_option(target, fitted, train)
        charts.draw(option, key="fc_points", alt=f"{len(train.x)} noisy points, the target and the best fit")
    with errors:
        charts.draw(function_charts.generalisation_option(measured, size), key="fc_noise_errors", alt=said)
    st.markdown(said)


st.title("Function classes", anchor=False)
st.markdown(prose("function_classes_intro"))
fields.notices(FIELDS)
controls, picture = st.columns([2, 3], gap="large")
with controls:
    choose()
values = fields.values(FIELDS)
target, family, size = values[TARGET.key], values[FAMILY.key], values[SIZE.key]
with picture:
    best_fit(target, family, size)
st.header("Does more always fit better?", anchor=False)
st.markdown(prose("function_classes_predict"))
if guessed := guess(family):
    error_curve(core.ladder(target, family), family, size, guessed=guessed)
    sets(target, family, size)
noisy(target, family, size)
function_networks.one_block(target)
function_networks.growth()
st.markdown(prose("function_classes_notice"))
