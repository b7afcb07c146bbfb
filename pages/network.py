"""Networks: a published one or your own, layer by layer: shapes, costs, receptive fields, and its source code."""

from ui.frame import page_guard

page_guard()

import streamlit as st

from resnet_core.analysis.layers import layer_table, totals
from resnet_core.analysis.stages import idle_weights, layer_count
from resnet_core.config import NetworkConfig
from resnet_core.errors import ConfigError, ShapeError
from resnet_core.plan.network import network_plan
from resnet_core.plan.nodes import NetworkPlan
from resnet_core.plan.zoo import ZOO
from ui import fields, words
from ui.network import editor as network_editor
from ui.network import explorer as network_explorer
from ui.network import exports as network_exports
from ui.network import views as network_views
from ui.network.choices import BASE, SIZE, STEM, all_fields, network_config, repairs
from ui.network.views import Network
from ui.prose import prose
from ui.spelling import in_page_words


def refuse(error: ConfigError | ShapeError, base: NetworkConfig) -> None:
    """Why there is no such network, and the single changes that make one."""
    st.error(in_page_words(str(error)), icon=":material/rule:")
    held = fields.values(all_fields(base))
    with st.container(horizontal=True):
        for number, repair in enumerate(repairs(base, held)):
            label = f"{repair.title} ({repair.params:,} parameters)"
            fields.change_button(label, repair.changes, key=f"net_repair_{number}")


def summary(network: Network) -> None:
    """Where the network comes from, and its four numbers."""
    sums = totals(network.table)
    entry = ZOO[network.name]
    state = (
        " as published" if network.config == entry.config else "" if network.title != network.name else " on your input"
    )
    st.markdown(f"**{network.title}**{state} · :gray[{entry.source}]")
    with st.grid(4, min_column_width=160):
        st.metric("Layers, as names count", layer_count(network.plan).in_the_name)
        st.metric("Parameters", words.count(sums.params))
        st.metric("Multiply-adds a picture", words.count(sums.macs))
        st.metric("Activations a picture", words.size(sums.activation_bytes))


def warn_of_one_pixel(network: Network) -> None:
    """What follows when the picture has shrunk to one pixel before the head."""
    maps = network_views.maps(network.table)
    if max(maps[-1][1:]) > 1:
        return
    idle, weights = idle_weights(network.plan), totals(network.table).params
    st.warning(
        prose("network_one_pixel").format(
            path=" → ".join(map(words.sides, maps)),
            picture=words.shape(maps[0][1:]),
            idle=f"{idle:,}",
            share=idle / weights,
        ),
        icon=":material/filter_center_focus:",
    )
    with st.container(horizontal=True):
        if network.config.stem != "3x3":
            fields.change_button("Use the 3×3 stem", {STEM: "3x3"}, key="net_small_stem")
        if network.config.input_size < 96:
            fields.change_button("Use pictures of 96 pixels", {SIZE: 96}, key="net_large_picture")


def show(name: str, config: NetworkConfig, plan: NetworkPlan) -> None:
    """A network that fits together."""
    network = Network(name, config, plan, layer_table(plan))
    summary(network)
    warn_of_one_pixel(network)
    network_explorer.explore(plan)
    network_views.show(network)


st.title("Whole networks", anchor=False)
st.markdown(prose("network_intro"))
fields.notices((BASE, *network_views.FIELDS, network_exports.SHOWN))
name = network_editor.show()
base = ZOO[name].config
try:
    config = network_config(base, fields.values(all_fields(base)))
except ConfigError as error:
    refuse(error, base)
else:
    plan = network_plan(config)
    try:
        show(name, config, plan)
    except ShapeError as error:
        refuse(error, base)
        network_explorer.broken(plan)
st.header("What to notice", anchor=False)
st.markdown(prose("network_notice"))
