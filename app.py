"""The door: page settings, navigation, and the page that was asked for. Start it with `make run`."""

import streamlit as st

from ui import frame

page = frame.navigation()
st.set_page_config(page_title=f"{page.title} · Residual Lab", page_icon="static/favicon.svg", layout="wide")
st.logo("static/favicon.svg", size="large")
frame.run(page)
