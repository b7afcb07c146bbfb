"""What the page of whole networks shows first: the network and its four numbers, or why there is none."""

import streamlit as st

from resnet_core.analysis.layers import totals
from resnet_core.analysis.network_findings import maps
from resnet_core.analysis.stages import LayerCount, idle_weights, layer_count
from resnet_core.config import NetworkConfig
from resnet_core.errors import ConfigError, ShapeError
from resnet_core.plan.network import network_plan
from resnet_core.plan.zoo import ZOO
from ui import fields, numbers
from ui.core_words import in_words
from ui.network import explorer
from ui.network.controls import CHAPTER, SIZE, STEM, Repair, all_fields, repairs
from ui.network.explorer import Sizes
from ui.network.views import Network
from ui.predict import Prediction
from ui.say import say

LARGE_PICTURE = 96
LEFT_OUT = Prediction("network-left-out", ("ends", "module", "projections"), key="network_left_out")
"""Which layers of the chapter's network its name does not count."""


def show(network: Network, sizes: Sizes) -> None:
    """Shows a network that fits together."""
    _warn_of_one_pixel(network)
    explorer.explore(network.plan, sizes)
    _say_whose(network)


def ask_what_counts() -> None:
    """Asks which layers the name of the chapter's network leaves out, and says so."""
    count = layer_count(network_plan(ZOO[CHAPTER].config))
    asked = {"name": count.in_the_name, "all": count.convolutions + count.projections, "dense": count.dense}
    guess = LEFT_OUT.ask(**asked)
    if guess is not None:
        LEFT_OUT.reply(guess, left_out(count), count, name=count.in_the_name)


def left_out(count: LayerCount) -> str:
    """Which layers the name leaves out."""
    return "projections" if count.convolutions + count.dense == count.in_the_name else "others"


def refuse(error: ConfigError | ShapeError, base: NetworkConfig) -> None:
    """Says why there is no such network, and offers the single changes that make one."""
    st.error(in_words(error), icon=":material/rule:")
    held = fields.values(all_fields(base))
    with st.container(horizontal=True):
        for number, repair in enumerate(repairs(base, held)):
            fields.change_button(repair_label(repair, base), repair.changes, key=f"net_repair_{number}")


def repair_label(repair: Repair, base: NetworkConfig) -> str:
    """Which fields a repair sets to what, and what the network then weighs."""
    known = {field.key: field for field in all_fields(base)}
    changes = [
        say("network-change", field=known[key].label, value=known[key].said(value))
        for key, value in repair.changes.items()
    ]
    return say("network-repair", changes=changes, params=repair.params)


def _say_whose(network: Network) -> None:
    """Says where the network comes from."""
    published = network.config == ZOO[network.name].config
    state = "published" if published else "changed" if network.is_changed else "other_input"
    st.caption(say("network-summary", title=network.title, state=state, source=ZOO[network.name].source))


def _warn_of_one_pixel(network: Network) -> None:
    """Says what follows when the picture has shrunk to one pixel before the head, and offers what helps."""
    shapes = maps(network.table)
    if max(shapes[-1][1:]) > 1:
        return
    idle, weights = idle_weights(network.plan), totals(network.table).params
    path, picture = " → ".join(map(numbers.sides, shapes)), numbers.shape(shapes[0][1:])
    warning = say("network-one-pixel", path=path, picture=picture, idle=idle, share=idle / weights)
    st.warning(warning, icon=":material/filter_center_focus:")
    with st.container(horizontal=True):
        if network.config.stem != "3x3":
            fields.change_button(say("network-one-pixel.stem"), {STEM: "3x3"}, key="net_small_stem")
        if network.config.input_size < LARGE_PICTURE:
            larger = say("network-one-pixel.size", size=LARGE_PICTURE)
            fields.change_button(larger, {SIZE: LARGE_PICTURE}, key="net_large_picture")
