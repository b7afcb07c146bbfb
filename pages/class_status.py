"""How the whole lab stands, for the teacher: not in the menu of anybody else, and nothing there for them."""

from ui.frame import page_guard

page_guard()

import streamlit as st

from ui import class_status
from ui.say import say

st.title(say("status-title"), anchor=False)
st.markdown(say("status-hook"))
class_status.show()
