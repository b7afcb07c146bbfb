"""The script that Streamlit runs for every visitor: page settings, navigation, and the page that was asked for."""

import streamlit as st

from ui import frame
from ui.turns import turn

page = frame.navigation()
st.set_page_config(page_title=f"{page.title} · Residual Lab", page_icon="static/favicon.svg", layout="wide")
st.logo("static/favicon.svg", size="large")
with turn():
    frame.run(page)
