"""The inside of a net on the page: the maps of a layer, and the gradient by way of F or of the shortcut only."""

from typing import Any

import streamlit as st

from resnet_core.config import NetworkConfig, parse
from resnet_core.data.files import CLASS_NAMES
from resnet_core.errors import ConfigError
from resnet_core.probes.pictures import spell
from resnet_core.probes.saliency_inside import EVERY, Inside, InsideProbe, Ways, blocks, map_layers
from ui import fields, measured, words
from ui.fields import Choice, Field
from ui.prose import prose
from ui.saliency import grid as saliency_grid
from ui.saliency import one as saliency_one
from ui.saliency.cells import map_cell, picture_cell, strongest
from ui.saliency.grid import Block, Grid, Line
from ui.saliency.inputs import Chosen
from ui.trained_nets import Net

PREDICTED = "what the net says"
CLASS = Choice("sal.inside_class", "Gradient of", (PREDICTED, *CLASS_NAMES), PREDICTED, look="select")
ROUNDING = 1e-3
"""Two paths whose maps miss the whole one by a smaller share add up to it."""
A_ROW = 4
"""Channels side by side: so many fit on a phone."""


def show(net: Net, chosen: Chosen) -> None:
    """The controls, the maps and what they say."""
    st.markdown(prose("saliency_inside"))
    own = all_fields(net.trained.network, chosen)
    saliency_one.draw(own)
    try:
        probe = question(net, chosen, held=fields.values(own))
    except ConfigError as error:
        st.error(str(error), icon=":material/rule:")
        return
    found = measured.answer("saliency_inside", probe, key="saliency_inside")
    if found is None:
        return
    answer = parse(Inside, found.results)
    saliency_grid.draw(scene(probe, answer), key="saliency_inside_grid")
    st.markdown(f"- {ways_reading(probe, answer)}\n- {layer_reading(probe, answer)}")
    st.caption(found.where)


def all_fields(network: NetworkConfig, chosen: Chosen) -> tuple[Field, ...]:
    """Every control of this look."""
    there = map_layers(network)
    block = blocks(network)
    picture = (saliency_one.picture(chosen),) if chosen.own is None else ()
    return (
        Choice("sal.inside_block", "Paths of", (EVERY, *block), EVERY, look="select"),
        CLASS,
        Choice("sal.inside_layer", "Maps of the layer", there, block[0], look="select"),
        *picture,
    )


def question(net: Net, chosen: Chosen, *, held: dict[str, Any]) -> InsideProbe:
    """What the worker is asked; ConfigError where it cannot be."""
    target = held[CLASS.key]
    return parse(
        InsideProbe,
        {
            "net": net.trained.model_dump(),
            "picture": held["sal.one"] if chosen.own is None else spell(chosen.own),
            "data": chosen.data,
            "target": "predicted" if target == PREDICTED else CLASS_NAMES.index(target),
            "layer": held["sal.inside_layer"],
            "block": held["sal.inside_block"],
        },
    )


def ways_reading(probe: InsideProbe, found: Inside) -> str:
    """How much of the gradient takes which way, and whether both add up."""
    ways = found.ways
    if ways is None:
        return "There is no shortcut here, so the gradient has one way only: through the layers. Choose a residual net."
    whole, main, shortcut = ways.lengths
    if not whole:
        return "The gradient is 0 everywhere for this class and picture."
    where = "every block" if probe.block == EVERY else f"`{probe.block}`"
    lengths = (
        f"Through F only in {where}, the gradient of *{CLASS_NAMES[found.target]}* is **{main / whole:.0%}** as long "
        f"as the whole one; through the shortcut only, **{shortcut / whole:.0%}**."
    )
    if ways.rest < ROUNDING:
        return f"{lengths} Pixel by pixel the two add up to the whole map, to within {ways.rest:.0e} of its length."
    return (
        f"{lengths} They do not add up: {ways.rest:.0%} of the whole map's length is missing. It came by mixed ways, "
        "F in one block and the shortcut in another."
    )


def layer_reading(probe: InsideProbe, found: Inside) -> str:
    """What the layer gives out."""
    channels = found.shape[0]
    silent = (
        "none of its channels is silent"
        if not found.silent
        else f"{found.silent} of its {channels} channels {'is' if found.silent == 1 else 'are'} 0 everywhere"
    )
    return f"`{probe.layer}` gives {words.shape(found.shape)}; for this picture {silent}."


def scene(probe: InsideProbe, found: Inside) -> Grid:
    """The picture, the gradient by each way on one scale, and the layer's first channels, each on its own."""
    best = max(range(10), key=found.probabilities.__getitem__)
    names = f"the net says\n{CLASS_NAMES[best]}, {found.probabilities[best]:.0%}"
    picture = Block("The picture", (Line("", (picture_cell(found.seen, names, alt="The picture"),)),))
    paths = () if found.ways is None else (_paths(probe, found, found.ways),)
    cells = [
        map_cell(each, found.seen, f"channel {number}", alt=f"Channel {number}: at most {each.peak:.2g}")
        for number, each in enumerate(found.channels)
    ]
    lines = tuple(Line("", tuple(cells[start : start + A_ROW])) for start in range(0, len(cells), A_ROW))
    first = f"the first {len(cells)} of {found.shape[0]} channels" if len(cells) < found.shape[0] else "all channels"
    layer = Block(f"What {probe.layer} gives out", lines, f"{first.capitalize()}, each on its own scale.")
    return Grid(f"Gradients by both paths, and maps of {probe.layer}", (picture, *paths, layer))


def _paths(probe: InsideProbe, found: Inside, ways: Ways) -> Block:
    full = strongest(ways.whole)
    where = "every block" if probe.block == EVERY else probe.block
    cells = tuple(
        map_cell(each, found.seen, caption, alt=f"{caption}: length {length:.2g}", full=full)
        for each, caption, length in zip(
            (ways.whole, ways.main, ways.shortcut),
            ("every way", "F only", "shortcut only"),
            ways.lengths,
            strict=True,
        )
    )
    title = f"Gradient of {CLASS_NAMES[found.target]}, by the paths of {where}"
    return Block(title, (Line("", cells),), "All on one scale.")
