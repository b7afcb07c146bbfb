"""From functions to networks: one block in a small network, and a trained net that grows."""

import pandas as pd
import streamlit as st

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.errors import DataError
from resnet_core.experiments.one_more_block import insertions
from resnet_core.probes.growth import Growth, GrowthProbe
from ui import charts, fields, probe, recorded, words
from ui.block import addition as addition_panel
from ui.fields import Number
from ui.frame import RESIDUAL_BLOCK, SURGERY
from ui.functions import charts as function_charts
from ui.functions import growth_readings
from ui.functions import readings as function_readings
from ui.prose import prose

GROWTH_SEED = Number(
    "fc.growth_seed", "Seed of the run here", 0, 99, 3, help="Other machines round a little differently."
)


def one_block(target: str) -> None:
    """One more block in a small network: which kind leaves it as it was."""
    st.header("From functions to networks", anchor=False)
    st.markdown(prose("function_classes_networks"))
    rows = insertions(target)
    st.table(pd.DataFrame([function_readings.insertion_row(row) for row in rows]).set_index("block put in"))
    st.markdown(function_readings.insertion(rows))
    zeroed = {addition_panel.OPEN.key: "true", addition_panel.WEIGHTS.key: "zeroed"}
    st.page_link(RESIDUAL_BLOCK.file, label="See a convolutional block do this, opened", query_params=zeroed)


def growth() -> None:
    """A trained net that grows, as recorded, and on this machine when wished."""
    st.header("A trained net grows", anchor=False)
    st.markdown(prose("function_classes_growth"))
    try:
        measured = gallery.measurements("growth")
    except DataError as error:
        st.info(str(error), icon=":material/search_off:")
    else:
        growths = tuple(parse(Growth, entry.answer) for entry in measured.entries)
        _show(growths, further_steps=GrowthProbe().further_steps, key="fc_growth_recorded")
        st.caption(f"{recorded.measured_where(measured)} {growth_readings.conditions(GrowthProbe())}")
    _here()
    st.page_link(SURGERY.file, label="Take blocks out of a trained net", icon=SURGERY.icon)


def _here() -> None:
    """The same experiment on this machine."""
    with st.container(border=True):
        fields.draw(GROWTH_SEED)
        config = {"seed": fields.values((GROWTH_SEED,))[GROWTH_SEED.key]}
        found = probe.answer_when_pressed("growth", config, label="Run it again here", key="fc_growth")
        if found is not None:
            grown = parse(Growth, found.results)
            st.markdown(f"{words.data_badge(grown.data)} :gray-badge[seed {grown.seed}]")
            _show((grown,), further_steps=GrowthProbe().further_steps, key="fc_growth_here")


def _show(growths: tuple[Growth, ...], *, further_steps: int, key: str) -> None:
    said = growth_readings.furthest(growths, further_steps=further_steps)
    charts.draw(function_charts.growth_option(growths, further_steps=further_steps), key=key, alt=said.replace("*", ""))
    st.markdown(said)
    st.table(growth_readings.table(growths, further_steps=further_steps))
    st.markdown(
        f"- {growth_readings.identity(growths)}\n"
        f"- {growth_readings.hidden_identity(growths)}\n"
        f"- {growth_readings.afterwards(growths, further_steps=further_steps)}"
    )
