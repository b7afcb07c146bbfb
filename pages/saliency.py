"""Saliency: which pixels speak for a class, by many methods side by side, and what such maps are worth."""

from ui.frame import page_guard

page_guard()

import streamlit as st

from ui.prose import prose
from ui.saliency import checks as saliency_checks
from ui.saliency import controls as saliency_controls
from ui.saliency import figure as saliency_figure
from ui.saliency import inputs as saliency_inputs

st.title("Saliency", anchor=False)
st.markdown(prose("saliency_intro"))
figure, controls = st.columns([3, 2], gap="large")  # on a phone the figure comes first
with controls:
    chosen = saliency_inputs.choose()
    asked = chosen and saliency_controls.choose(tuple(net.trained.network for net in chosen.nets))
if chosen and asked:
    with figure:
        saliency_figure.show(chosen, asked)
    saliency_checks.show(chosen, asked)
st.header("What to notice", anchor=False)
st.markdown(prose("saliency_notice"))
