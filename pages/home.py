"""Home: what the lab is, a picture of it at work, and where to begin."""

from ui.frame import SECTIONS, TRAIN, page_guard

page_guard()

import streamlit as st

from ui import exercises, recorded, this_machine
from ui.prose import prose
from ui.words import on_primary

st.title("Residual Lab", anchor=False)
st.markdown(prose("home_intro"))
if st.button(on_primary("Train your first network"), type="primary"):
    st.switch_page(TRAIN.file)

recorded.show("quick")

for section, pages in SECTIONS.items():
    if not section:
        continue
    st.header(section, anchor=False)
    with st.grid(3, min_column_width=260, border=True) as grid:
        for page in pages:
            with grid.cell():
                st.page_link(page.file, label=page.title, icon=page.icon)
                st.markdown(page.help)

st.header("The chapter's five exercises", anchor=False)
exercises.show()

st.header("This machine", anchor=False)
this_machine.show()
