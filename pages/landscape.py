"""Landscape: the loss around a trained residual net and around its plain twin."""

from ui.frame import page_guard

page_guard()

import streamlit as st

from ui import fields
from ui.landscape import panel as landscape_panel
from ui.prose import prose

st.title("Landscape", anchor=False)
st.markdown(prose("landscape_intro"))
fields.notices(landscape_panel.FIELDS)
landscape_panel.show()
st.header("How it is measured", anchor=False)
st.markdown(prose("landscape_how"))
st.markdown(prose("landscape_notice"))
