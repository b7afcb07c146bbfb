"""The inside of a net on the page: the maps of a layer, and the gradient by way of F or of the shortcut only."""

from typing import Any

import streamlit as st

from resnet_core.config import NetworkConfig, parse
from resnet_core.data.files import CLASS_NAMES
from resnet_core.errors import ConfigError
from resnet_core.studies.pictures import spell
from resnet_core.studies.saliency_inside import findings
from resnet_core.studies.saliency_inside.question import EVERY, Inside, InsideQuestion, Ways, blocks, map_layers
from resnet_core.studies.saliency_maps.findings import Named
from ui import answers, fields, numbers
from ui.core_words import in_words
from ui.fields import Choice, Field
from ui.prose import prose
from ui.saliency import grid as saliency_grid
from ui.saliency import one as saliency_one
from ui.saliency.cells import map_cell, picture_cell, strongest
from ui.saliency.classes import ClassChoice, label_of
from ui.saliency.grid import Block, Grid, Line
from ui.saliency.inputs import Chosen
from ui.saliency.sentences import named
from ui.say import say
from ui.trained_nets import Net
from ui.words import class_name

PREDICTED = "predicted"
CLASS = ClassChoice("sal.inside_class", (PREDICTED, *CLASS_NAMES), PREDICTED, look="select")
A_ROW = 4
"""Channels side by side: so many fit on a phone."""


def show(net: Net, chosen: Chosen) -> None:
    """The controls, the maps and what they say."""
    st.markdown(prose("saliency_inside"))
    own = all_fields(net.trained.network, chosen)
    saliency_one.draw(own)
    try:
        question = question_for(net, chosen, held=fields.values(own))
    except ConfigError as error:
        st.error(in_words(error), icon=":material/rule:")
        return
    found = answers.answer("saliency_inside", question, key="saliency_inside")
    if (shown := answers.settled("saliency_inside", question, found)) is None:
        return
    question, found = shown
    answer = parse(Inside, found.results)
    saliency_grid.draw(scene(question, answer), key="saliency_inside_grid")
    st.markdown(f"- {ways_reading(question, answer)}\n- {layer_reading(question, answer)}")
    st.caption(found.where)


def all_fields(network: NetworkConfig, chosen: Chosen) -> tuple[Field, ...]:
    """Every control of this look."""
    there = map_layers(network)
    block = blocks(network)
    picture = (saliency_one.picture(chosen),) if chosen.own is None else ()
    return (
        Choice("sal.inside_block", (EVERY, *block), EVERY, look="select", is_name=True),
        CLASS,
        Choice("sal.inside_layer", there, block[0], look="select", is_name=True),
        *picture,
    )


def question_for(net: Net, chosen: Chosen, *, held: dict[str, Any]) -> InsideQuestion:
    """What the worker is asked; ConfigError where it cannot be."""
    target = held[CLASS.key]
    label = label_of(target)
    return parse(
        InsideQuestion,
        {
            "net": net.trained.model_dump(),
            "picture": held["sal.one"] if chosen.own is None else spell(chosen.own),
            "data": chosen.data,
            "target": target if label is None else label,
            "layer": held["sal.inside_layer"],
            "block": held["sal.inside_block"],
        },
    )


def ways_reading(question: InsideQuestion, answer: Inside) -> str:
    """How much of the gradient takes which way, and whether both add up."""
    ways = findings.ways(answer)
    where = _where(question) if question.block == EVERY else f"`{question.block}`"
    return say("saliency-ways", ways, where=where, **{"class": class_name(ways.target)})


def layer_reading(question: InsideQuestion, answer: Inside) -> str:
    """What the layer gives out."""
    layer = findings.layer(answer)
    shape = numbers.shape(layer.shape)
    return say("saliency-gives", layer=question.layer, shape=shape, silent=layer.silent, channels=layer.channels)


def scene(question: InsideQuestion, answer: Inside) -> Grid:
    """The picture, the gradient by each way on one scale, and the layer's first channels, each on its own."""
    best = max(range(10), key=answer.probabilities.__getitem__)
    says = named(Named(best, answer.probabilities[best], wrong=False))
    title, caption = say("saliency-inside.picture"), say("saliency-inside.named", named=says)
    picture = Block(title, (Line("", (picture_cell(answer.seen, caption, alt=title),)),))
    paths = () if answer.ways is None else (_paths(question, answer, answer.ways),)
    alt = say("saliency-inside", layer=question.layer)
    return Grid(alt, (picture, *paths, _channels(question, answer)))


def _channels(question: InsideQuestion, answer: Inside) -> Block:
    cells = [
        map_cell(
            drawn,
            answer.seen,
            say("saliency-inside.channel", number=number),
            alt=say("saliency-inside.channel-alt", number=number, peak=drawn.peak),
        )
        for number, drawn in enumerate(answer.channels)
    ]
    lines = tuple(Line("", tuple(cells[start : start + A_ROW])) for start in range(0, len(cells), A_ROW))
    channels = answer.shape[0]
    which = say("saliency-inside.channels", all=len(cells) == channels, shown=len(cells), channels=channels)
    return Block(say("saliency-inside.gives", layer=question.layer), lines, which)


def _paths(question: InsideQuestion, answer: Inside, ways: Ways) -> Block:
    full = strongest(ways.whole)
    maps = {"whole": ways.whole, "main": ways.main, "shortcut": ways.shortcut}
    cells = []
    for (code, drawn), length in zip(maps.items(), ways.lengths, strict=True):
        path = say(f"saliency-inside.{code}")
        alt = say("saliency-inside.path-alt", path=path, length=length)
        cells.append(map_cell(drawn, answer.seen, path, alt=alt, full=full))
    gradient: dict[str, object] = {"class": class_name(answer.target), "where": _where(question)}
    return Block(say("saliency-inside.paths", **gradient), (Line("", tuple(cells)),), say("saliency-inside.scale"))


def _where(question: InsideQuestion) -> str:
    """Whose paths are parted: a block by its path, or every one."""
    return say("sal-inside_block.every-block") if question.block == EVERY else question.block
