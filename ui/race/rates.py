"""Whether it is just the learning rate, on the page: guessed first, then both pairs at every rate."""

import streamlit as st

from ui import charts
from ui.prose import prose
from ui.race import charts as race_charts
from ui.race import rate_readings
from ui.race import runs as races
from ui.race.rate_readings import GUESSES


def show() -> None:
    """The whole section; nothing where no rate was raced."""
    found = rate_readings.at_rates(races.known("race"))
    if not found:
        return
    st.header("Is it just the learning rate?", anchor=False)
    st.markdown(prose("plain_vs_residual_rates"))
    deep = found[0].deep_plain.net.depth
    guess: str | None = st.segmented_control(
        f"Predict first: at a lower rate, what does the plain network of {deep} layers do beside the residual one?",
        GUESSES,
        key="race_rates_guess",
        persist_state="session",
        wrap=True,
    )
    if not guess:
        return
    if said := rate_readings.reply(guess, found):
        st.info(said, icon=":material/psychology_alt:")
    verdict = rate_readings.verdict(found)
    charts.draw(race_charts.rates_option(found), key="race_rates", alt=verdict.replace("*", ""), height=320)
    st.caption(prose("plain_vs_residual_rates_figure"))
    st.markdown(verdict)
