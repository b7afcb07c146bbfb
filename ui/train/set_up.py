"""Before a run: the controls, what the run will take, and the button that starts it."""

import streamlit as st

from resnet_core.config import RunConfig
from resnet_core.errors import LabError
from resnet_core.jobs import admission
from resnet_core.jobs.admission import Needs
from ui import numbers, outage, services, ways
from ui.core_words import in_words
from ui.say import say
from ui.train import choices, controls, outlook, submit
from ui.train.choices import Choices, Setup
from ui.train.submit import Wanted
from ui.train.ways import to_fit
from ui.ways import Way

PART = "train.own"
"""What a lesson leaves out that shows the recorded run alone."""


def show() -> None:
    """Draws the controls, and beside them what they amount to and *Train*."""
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
        _refuse(error)
        _repairs(chosen)
        return
    _costs(setup)
    with outage.told():
        if not _is_admitted(setup, chosen):
            return
    _say_which_pictures()
    submit.button(say("train-start"), _wanted, key="train", width="stretch")


def _is_admitted(setup: Setup, chosen: Choices) -> bool:
    """Whether the machine can do it, for all that is known; says what it will need, and what would need less."""
    lab = services.lab()
    gauge, machine = lab.gauge(), lab.machine()

    def needed(config: RunConfig) -> Needs:
        return admission.needs(config, gauge, processor=machine.processor)

    def fitting() -> tuple[Way, ...]:
        return to_fit(chosen, lambda config: admission.fits(needed(config), machine))

    needs = needed(setup.config)
    try:
        admission.check(setup.config, needs, machine)
    except LabError as error:
        _refuse(error)
        ways.draw(fitting())
        return False
    outlook.show(setup, needs, machine)
    if outlook.doubts(needs, machine):
        ways.draw(fitting())
    return True


def _wanted() -> Wanted:
    chosen = controls.choices()
    return Wanted(choices.setup(chosen).config.model_dump(mode="json"), choices.title(chosen))


def _say_which_pictures() -> None:
    """Says what the run will train on where that is not sure, before it starts."""
    if services.data_status().state != "ready":
        st.caption(say("train-which-pictures"))


def _refuse(error: LabError) -> None:
    """Says why these choices do not fit, above a button that cannot be pressed."""
    st.error(in_words(error), icon=":material/rule:")
    st.button(say("train-start"), width="stretch", key="train", disabled=True)


def _repairs(chosen: Choices) -> None:
    """Draws the buttons that make the choices legal."""
    with st.container(horizontal=True):
        for changes in choices.repairs(chosen):
            controls.repair_button(changes)


def _costs(setup: Setup) -> None:
    """Says the size of the run, and what its schedule makes of so few steps."""
    config = setup.config
    steps = config.training.steps(config.data.train_images)
    st.markdown(say("train-costs", setup.totals, layers=setup.weighted_layers, steps=steps))
    if rates := choices.rates_of_few_steps(config):
        spelt = tuple(map(numbers.measured, rates))
        st.info(say("train-few-steps", steps=steps, rates=spelt), icon=":material/show_chart:")
