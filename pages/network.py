"""Networks: a published one or your own, layer by layer: shapes, costs, receptive fields, and its source code."""

from ui.frame import page_guard

page_guard()

import streamlit as st

from resnet_core.analysis.layers import layer_table
from resnet_core.errors import ConfigError, ShapeError
from resnet_core.plan.network import network_plan
from resnet_core.plan.zoo import ZOO
from ui import fields, lesson
from ui.network import editor, explorer, flow, lessons, sections, views
from ui.network.controls import AGAINST, BASE, EXPORT, VIEW, all_fields, at_every_size, network_config, size_field
from ui.network.explorer import Sizes
from ui.network.views import Network

lesson.head("network")
fields.notices((BASE, VIEW, AGAINST, EXPORT))
name = editor.draw_main()
base = ZOO[name].config
figure, tried = st.container(), st.container(gap="medium")
with lesson.more():
    editor.draw_others(base)
with tried:
    sections.ask_what_counts()
    lesson.tries(*lessons.TRIES)

fits = None
with figure:
    try:
        held = fields.values(all_fields(base))
        config = network_config(base, held)
    except ConfigError as error:
        sections.refuse(error, base)
    else:
        plan, sizes = network_plan(config), Sizes(size_field(base), at_every_size(base, held))
        try:
            fits = Network(name, config, plan, layer_table(plan))
        except ShapeError as error:
            sections.refuse(error, base)
            explorer.broken(plan, sizes)
        else:
            sections.show(fits, sizes)
if fits is not None:
    views.show(fits)

with lesson.why("network"):
    flow.show(name, base if fits is None else fits.config)
lesson.checks("network")
lesson.saw("network", *lessons.asked())
