"""Shattered gradients: what the gradient at one input says about the gradient right beside it."""

from ui.frame import GRADIENTS, page_guard

page_guard()

import streamlit as st

from ui import fields, lesson
from ui.prose import prose
from ui.say import say
from ui.shattering import kinks, sections
from ui.shattering.controls import EPS, FIELDS, TRIES

lesson.head("shattering")
fields.notices(FIELDS)
sections.on_a_line()
lesson.tries(*TRIES)
with lesson.why("shattering"):
    kinks.draw()
lesson.heading("shattering-pictures-title")
st.markdown(prose("shattering_pictures"))
eps = fields.draw(EPS)
sections.by_depth(eps)
sections.own_nets(eps)
lesson.checks("shattering")
sections.saw()
st.page_link(GRADIENTS.file, label=say("shattering-to-gradients"), icon=GRADIENTS.icon)
