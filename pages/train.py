"""Train: choose a network, start it, watch its curves, see what it gets wrong."""

from ui.frame import page_guard

page_guard()

import streamlit as st

from ui import recorded
from ui.prose import prose
from ui.train import run_panel, run_table, set_up

st.title("Train a network", anchor=False)
st.markdown(prose("train_intro"))

if run_id := st.query_params.get("run"):
    run_panel.show(run_id)
    run_table.show(opened=run_id)
else:
    set_up.show()
    run_table.show()
    recorded.show("quick")
    recorded.show_results_of("quick")
    st.markdown(prose("train_notice"))
