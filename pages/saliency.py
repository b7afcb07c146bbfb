"""Saliency: which pixels speak for a class, by many methods side by side, and what the layers see."""

from ui.frame import SALIENCY_CHECKS, page_guard

page_guard()

import streamlit as st

from ui import lesson
from ui.saliency import checks, integral, sections
from ui.saliency.controls import TRIES
from ui.say import say

lesson.head("saliency")
if address := checks.of_address():
    st.page_link(SALIENCY_CHECKS.file, label=say("saliency-to-checks"), icon=SALIENCY_CHECKS.icon, query_params=address)
chosen = sections.maps()
lesson.tries(*TRIES)
if chosen:
    sections.inside(chosen)
with lesson.why("saliency"):
    integral.draw()
lesson.checks("saliency")
sections.saw()
