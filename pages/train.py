"""Train: choose a network, start it, watch its curves, see what it gets wrong."""

from ui.frame import page_guard

page_guard()

import streamlit as st

from ui import recorded
from ui.prose import prose
from ui.train import run_panel, set_up

st.title("Train a network", anchor=False)
st.markdown(prose("train_intro"))

if run_id := st.query_params.get("run"):
    run_panel.show(run_id)
    run_panel.recent_runs(besides=run_id)
else:
    set_up.show()
    run_panel.recent_runs()
    recorded.show("quick")
    recorded.show_results_of("quick")
    st.markdown(prose("train_notice"))
