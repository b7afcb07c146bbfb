"""Home: what the lab is, a picture of it at work, and where to begin."""

from ui.frame import TRAIN, page_guard

page_guard()

import streamlit as st

from ui import recorded
from ui.prose import prose

st.title("Residual Lab", anchor=False)
st.markdown(prose("home_intro"))
st.page_link(TRAIN.file, label="Train your first network", icon=TRAIN.icon)
recorded.show("quick")
