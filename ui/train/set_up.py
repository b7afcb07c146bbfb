"""Before a run: the controls, what the run will take, and the button that starts it."""

import streamlit as st

from resnet_core import gallery
from resnet_core.analysis import room
from resnet_core.analysis.forecast import training_memory
from resnet_core.config import RunConfig
from resnet_core.errors import LabError
from resnet_core.jobs.service import check_room
from resnet_core.settings import settings
from ui import outage, services, words
from ui.spelling import in_page_words
from ui.train import choices, controls, submit
from ui.train.choices import Changes, Setup
from ui.train.submit import Wanted


def show() -> None:
    """The controls, and beside them what they amount to and *Train*."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        controls.show()
    with right:
        _summary()


def _summary() -> None:
    chosen = controls.choices()
    try:
        setup = choices.setup(chosen)
    except LabError as error:
        _explain(error, choices.repairs(chosen))
        return
    _forecast(setup)
    try:
        check_room(setup.config, settings())
    except LabError as error:
        _explain(error, choices.lighter(chosen, settings().memory_limit_mb))
        return
    _say_which_pictures()
    submit.button("Train", _wanted, key="train", width="stretch")


def _wanted() -> Wanted:
    chosen = controls.choices()
    return Wanted(choices.setup(chosen).config.model_dump(mode="json"), choices.title(chosen))


def _say_which_pictures() -> None:
    """What the run will train on where that is not sure, before it starts."""
    if services.data_status().state != "ready":
        st.caption(
            "It trains on Fashion-MNIST if the files can be fetched when it starts, else on drawn sketches; what it "
            "begins with it keeps to its end."
        )


def _explain(error: LabError, repairs: tuple[Changes, ...]) -> None:
    """Why these choices do not fit, and buttons that mend them."""
    st.error(in_page_words(str(error)), icon=":material/rule:")
    with st.container(horizontal=True):
        for changes in repairs:
            controls.repair_button(changes)
    st.button("Train", width="stretch", key="train", disabled=True)


def _forecast(setup: Setup) -> None:
    """Size, time and memory of the run, before it starts."""
    config, training = setup.config, setup.config.training
    needed = training_memory(setup.plan, batch_size=training.batch_size, momentum=training.momentum > 0)
    st.markdown(
        f"**{setup.weighted_layers} layers** with weights, {words.count(setup.totals.params)} parameters, "
        f"{words.count(setup.totals.macs)} multiply-adds a picture, "
        f"{words.counted(training.steps(config.data.train_images), 'step')}."
    )
    if remark := choices.rates_of_few_steps(config):
        st.info(remark, icon=":material/show_chart:")
    time, memory = st.columns(2)
    with time:
        value, source = _time(config)
        st.metric("Time", value)
        st.caption(source)
    with memory:
        st.metric("Memory", words.size(needed.total))
        st.caption(
            f"Parameters {words.size(needed.parameters)}, gradients {words.size(needed.gradients)}, "
            f"optimiser {words.size(needed.optimiser)}, activations {words.size(needed.activations)}; "
            "PyTorch itself comes on top."
        )
    _warn_of_memory(config)


def _warn_of_memory(config: RunConfig) -> None:
    limit = settings().memory_limit_mb
    if settings().computes_on_processor and not room.fits(config, limit):
        st.warning(
            f"A run may use {limit:,} MB here, and this one may come to need more. To be sure, "
            f"{room.way_out(config, limit)}.",
            icon=":material/memory_alt:",
        )


def _time(config: RunConfig) -> tuple[str, str]:
    """The forecast and where it comes from: runs on this machine, else a recording with its machine, else nothing."""
    speed = None
    with outage.told():
        speed = services.lab().speed(config)
    if speed:
        times = "one earlier run" if speed.runs == 1 else f"{speed.runs} earlier runs"
        return f"about {words.duration(speed.seconds(config))}", f"From {times} of this network on this machine."
    for name in gallery.names():
        run = gallery.load(name)
        if run.config == config:
            recorded = f"The recorded run took {words.duration(run.seconds)} on {run.machine}."
            return "unknown", f"Not measured here yet. {recorded}"
    return "unknown", "Not measured here yet. The first steps will tell."
