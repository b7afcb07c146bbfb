"""Surgery: what a trained net can still do when blocks are taken out of it, cut or exchanged."""

from ui.frame import PATHS, page_guard

page_guard()

import streamlit as st

from ui import fields
from ui.prose import prose
from ui.surgery import deletions as surgery_deletions
from ui.surgery import in_turn as surgery_in_turn
from ui.surgery import nets as surgery_nets
from ui.surgery import operate as surgery_operate

st.title("Surgery", anchor=False)
st.markdown(prose("surgery_intro"))
own = surgery_nets.own_runs()
which = surgery_nets.field(own)
fields.notices((which, surgery_nets.STATISTICS, *surgery_in_turn.FIELDS, *surgery_operate.FIELDS))
with st.container(horizontal=True, vertical_alignment="bottom"):
    nets = surgery_nets.cases(fields.draw(which), own)
    statistics = fields.draw(surgery_nets.STATISTICS)
st.header("One block at a time", anchor=False)
st.markdown(prose("surgery_in_turn"))
surgery_in_turn.show(nets, statistics)
st.header("Your own operation", anchor=False)
st.markdown(prose("surgery_operate"))
surgery_operate.show(nets, statistics)
st.header("Several blocks at random", anchor=False)
st.markdown(prose("surgery_deletions"))
surgery_deletions.show(nets, statistics)
st.page_link(PATHS.file, label="How long are the paths of the gradient?", icon=PATHS.icon)
st.markdown(prose("surgery_notice"))
