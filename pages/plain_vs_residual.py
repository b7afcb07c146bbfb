"""Plain against residual: the same net with and without shortcuts, raced, and what depth does to both."""

from ui.frame import page_guard

page_guard()

import streamlit as st

from ui import fields
from ui.prose import prose
from ui.race import degradation_map, factors, map_readings, rates, twin_run
from ui.race import runs as races
from ui.race.choices import FIELDS

st.title("Plain against residual", anchor=False)
st.markdown(prose("plain_vs_residual_intro"))
fields.notices((*FIELDS, degradation_map.cell_field(map_readings.cells(races.known("race")))))
st.header("Twin run", anchor=False)
st.markdown(prose("plain_vs_residual_twins"))
twin_run.show()
degradation_map.show()
factors.show()
rates.show()
st.markdown(prose("plain_vs_residual_notice"))
