"""More and more blocks deleted at random, as in Fig. 5 of Veit et al. 2016."""

from collections.abc import Sequence

import streamlit as st

from resnet_core.config import parse
from resnet_core.probes.surgery import Deletions, DeletionsProbe, Statistics, UnderBoth
from ui import charts, measured, words
from ui.measured import Answered
from ui.surgery import charts as surgery_charts
from ui.surgery import damage, readings
from ui.surgery import nets as surgery_nets
from ui.surgery.readings import Case, Fall


def show(nets: Sequence[Case], statistics: Statistics) -> None:
    """How far each net falls with every number of deleted blocks."""
    asked = [(case, _ask(case)) for case in nets]
    falls = [
        Fall(case, parse(UnderBoth[Deletions], answer.results), statistics)
        for case, answer in asked
        if answer is not None
    ]
    if len(falls) < len(asked):
        return
    said = [readings.falls(fall) for fall in falls]
    option = surgery_charts.deletions_option(falls)
    charts.draw(option, key="surgery_deletions", alt=" ".join(said), height=340)
    st.caption(
        "Lines: the mean over the draws. Bands: from the lowest to the highest. Twins lose the same blocks. "
        f"{'Faint: with stored statistics. ' * (statistics == 'fresh')}{readings.manners()}"
    )
    st.markdown(words.bullets([*said, *map(damage.of_many_deletions, falls)]))
    with st.expander("The numbers"):
        st.dataframe(readings.fall_table(falls))
    st.caption(surgery_nets.where([answer for _case, answer in asked if answer is not None]))


def _ask(case: Case) -> Answered | None:
    return measured.answer(
        "deletions",
        parse(DeletionsProbe, {"net": case.net, "source": case.source, "test_images": case.pictures}),
        key=f"surgery_deletions_{'plain' if case.plain else 'residual'}",
        label=f"Delete more and more blocks of {case.name}",
    )
