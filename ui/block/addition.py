"""The addition of a block, opened on one test picture: maps, lengths, and that F = 0 leaves ReLU(x)."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from resnet_core.config import BlockConfig, parse
from resnet_core.errors import ConfigError
from resnet_core.studies.addition.findings import Summands, summands
from resnet_core.studies.addition.question import AdditionQuestion, Opened
from ui import answers, fields, numbers, services
from ui.block.addition_maps import grey, scale_of, sheet
from ui.fields import Choice, Field, Number, Switch
from ui.say import say

OPEN = Switch("add.open", default=True)
IMAGE = Number("add.image", 0, 99, 0)
WEIGHTS = Choice("add.weights", ("random", "zeroed", "trained"), "random")
NUMBER = Choice("add.block", (1, 2, 3), 1)

PICTURE = 76
"""Pixels that the test picture is wide, beside what is said of its maps."""

FIELDS: tuple[Field, ...] = (OPEN, IMAGE, WEIGHTS, NUMBER)


def draw_controls() -> None:
    """Draws the controls that need not stand beside the maps."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        fields.draw(OPEN)
        fields.draw(IMAGE)


def show(config: BlockConfig, size: int) -> None:
    """Draws the addition of the block on a test picture: which weights, maps, lengths and what they say."""
    if not fields.values([OPEN])[OPEN.key]:
        return
    weights = fields.draw(WEIGHTS)
    if weights == "trained":
        fields.draw(NUMBER)
    held = fields.values(FIELDS)
    if held[WEIGHTS.key] != "trained" and config.shortcut == "none":
        st.info(say("block-addition-none"))
    elif answer := _answer(question_for(held, config, size)):
        _show_opened(parse(Opened, answer.results), held)


def question_for(held: Mapping[str, Any], config: BlockConfig, size: int) -> dict[str, Any]:
    """The config of the question; what does not matter for the answer is left out, so that it is not asked twice."""
    data = "fashion-mnist" if services.data_status().state == "ready" else "sketches"
    question = {"weights": held[WEIGHTS.key], "picture": held[IMAGE.key], "data": data}
    if held[WEIGHTS.key] == "trained":
        return question | {"number": held[NUMBER.key]}
    return question | {"block": config.model_dump(mode="json"), "size": size}


def _answer(question: Mapping[str, Any]) -> answers.Answer | None:
    """What the gallery has, else what a worker finds in about a second; a refusal is told."""
    try:
        recorded = answers.of_gallery("addition", parse(AdditionQuestion, question))
    except ConfigError:
        recorded = None
    return recorded or answers.ask("addition", question)


def _show_opened(opened: Opened, held: Mapping[str, Any]) -> None:
    both = summands(opened)
    _show_maps(opened, both, number=held[IMAGE.key])
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.image(grey(opened.picture), width=PICTURE, alt=say("block-addition-picture.alt"))
        st.markdown(say("block-addition-reading", both), width="stretch")
    st.caption(say("block-addition-lengths", both))


def _show_maps(opened: Opened, both: Summands, *, number: int) -> None:
    scale = scale_of(opened.maps)
    sketch = services.data_status().state != "ready"
    with st.grid(2, min_column_width=130, gap="small"):
        for place, maps in opened.maps.items():
            caption = say("block-addition-map", both, map=place)
            alt = say("block-addition-map.alt", both, map=place, channels=len(opened.channels))
            st.image(sheet(maps, scale), caption=caption, alt=alt)
    picture = say("block-addition-picture", number=number, sketch=sketch, label=opened.label)
    channels = numbers.listed(opened.channels)
    st.caption(say("block-addition-scale", picture=picture, channels=channels, all=opened.shape[0], scale=scale))
