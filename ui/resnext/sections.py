"""The parts of the ResNeXt page: its controls, three forms of a block, splits at equal cost, Inception beside it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from resnet_core.analysis import grouping
from resnet_core.analysis.doctor import Diagnosis
from resnet_core.analysis.grouping import (
    ONE_PATH,
    PAPER_CHANNELS,
    PUBLISHED,
    Published,
    Split,
    chosen,
    inception,
    meaning,
    split_cost,
    split_of,
    three_forms,
)
from resnet_core.analysis.layers import block_cost
from resnet_core.config import BlockConfig
from ui import dials, fields, numbers, tables
from ui.diagram import diagram, pressed
from ui.diagram.scene import Scene
from ui.prose import prose
from ui.resnext import equal_cost
from ui.resnext.controls import (
    CHAPTER_EXAMPLE,
    GROUPS,
    IN_THE_FIGURE,
    PAPER,
    SAYS,
    SIZE,
    WIDTH,
    ways_out,
)
from ui.resnext.scene import branched_scene
from ui.say import say
from ui.section import slot
from ui.source import source

CONV2_SIZE = 56
"""Side of the maps in the first stage of a ResNet-50 for pictures of 224 pixels, the paper's conv2."""
INCEPTION_SIZE = 28
"""Side of the maps that GoogLeNet's block 3a takes."""


def draw_controls() -> dict[str, DeltaGenerator]:
    """Draws every control that is no slider of the figure, which has channels and width; the place under each.

    The groups are both: there a number that comes out even, here what one writes into the code, whatever it is.
    """
    for field in IN_THE_FIGURE:
        dials.value(field)
    fields.draw(SAYS)
    slots = {}
    with st.grid(2, min_column_width=250, gap="medium") as grid:
        for entered in (GROUPS, SIZE):
            with grid.cell():
                slots[entered.key] = slot(entered)
    changes = {field.key: value for field, value in CHAPTER_EXAMPLE.items()}
    fields.change_button(say("resnext-example"), changes, key="next_chapter", icon=":material/menu_book:")
    return slots


def show_refusal(held: Mapping[str, Any], diagnosis: Diagnosis) -> None:
    """Says why the channels cannot be shared out, and offers the nearest choices that can."""
    ways = ways_out(held, diagnosis)
    nearest = sorted({way.changes[GROUPS.key] for way in ways if GROUPS.key in way.changes})
    values = {"says": held[SAYS.key], "number": held[GROUPS.key], "width": held[WIDTH.key], "nearest": nearest}
    st.error(say("resnext-uneven", **values), icon=":material/rule:")
    with st.container(horizontal=True):
        for place, way in enumerate(ways):
            fields.change_button(say("resnext-way-out", way), way.changes, key=f"next_repair_{place}")


def translate(config: BlockConfig, held: Mapping[str, Any]) -> None:
    """Says what the number of the groups means in both languages."""
    number, says = held[GROUPS.key], held[SAYS.key]
    both = meaning(number, split_of(config), is_cardinality=says == PAPER)
    st.markdown(say("resnext-translation", both, number=number, says=says))


def show_code(config: BlockConfig) -> None:
    """Shows the block in the chapter's code and its middle convolution in PyTorch's, folded."""
    with st.expander(say("resnext-code"), icon=":material/code:"):
        source(code(config.out_channels, split_of(config)), language="python", key="next_source")
        st.caption(say("resnext-code.biases"))


def code(channels: int, split: Split) -> str:
    """The same block in the chapter's code and its middle convolution in PyTorch's."""
    width = split.width
    return (
        f"# {say('resnext-code.chapter')}\n"
        f"ResNeXtBlock({channels}, groups={split.group_width}, bot_mul={width / channels:g})\n"
        f"# {say('resnext-code.torch')}\n"
        f"nn.Conv2d({width}, {width}, kernel_size=3, padding=1, groups={split.cardinality})"
    )


def show_forms(config: BlockConfig, size: int) -> None:
    """Draws the three forms of the chosen block, side by side."""
    st.markdown(say("resnext-forms.intro"))
    blocks = three_forms(config.out_channels, split_of(config))
    for column, block in zip(st.columns(3), blocks, strict=True):
        with column:
            title = say(f"resnext-form.{block.name}")
            st.markdown(f"**{title}**")
            alt = say("resnext-form.alt", title=title, branches=len(block.branches), weights=block.params)
            scene = branched_scene(block, (config.in_channels, size, size))
            _pressable(scene, key=f"next_form_{block.name}", alt=alt)
    sentence = say("resnext-forms", branches=len(blocks[0].branches), weights=blocks[0].params)
    st.markdown(f"{sentence} {say('resnext-forms.pictures')}")


def show_published() -> None:
    """Writes the paper's splits: what they cost by our count, and the errors that the paper reports."""
    tables.draw(
        pd.DataFrame(map(_published_row, PUBLISHED)),
        hide_index=True,
        border="horizontal",
        alt=say("resnext-published.alt"),
    )
    st.caption(say("resnext-published.source", channels=PAPER_CHANNELS, size=CONV2_SIZE))


def _published_row(split: Published) -> dict[str, str]:
    cost, one = split_cost(split, size=CONV2_SIZE), split_cost(ONE_PATH)
    return {
        say("resnext-published.split"): f"{split.cardinality} × {split.group_width}",
        "C·d": numbers.count(split.width),
        say("resnext-published.weights"): say("resnext-cell", number=cost.params),
        say("resnext-published.against"): say("resnext-cell.against", more=cost.params / one.params - 1),
        say("resnext-published.macs"): say("resnext-cell.count", number=cost.macs),
        say("resnext-published.error", layers=50): numbers.percent(split.error_50_layers / 100),
        say("resnext-published.error", layers=101): numbers.percent(split.error_101_layers / 100),
    }


def show_equal_cost() -> None:
    """Lets the learner choose C; the group width that costs nearest to one path of 64 follows."""
    st.markdown(say("resnext-splits"))
    equal_cost.show()


def beside_inception() -> None:
    """Shows an Inception block and a ResNeXt block as sums or stacks of branches, and what tells them apart."""
    st.markdown(prose("resnext_inception"))
    theirs, ours = inception(), three_forms(PAPER_CHANNELS, Split(32, 4))[0]
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(f"**{say('resnext-form.inception')}**")
        scene = branched_scene(theirs, (grouping.INCEPTION_CHANNELS, INCEPTION_SIZE, INCEPTION_SIZE))
        _pressable(scene, key="next_inception", alt=say("resnext-inception.alt", weights=theirs.params))
    with right:
        st.markdown(f"**{say('resnext-beside')}**")
        scene = branched_scene(ours, (PAPER_CHANNELS, INCEPTION_SIZE, INCEPTION_SIZE))
        _pressable(scene, key="next_beside", alt=say("resnext-beside.alt", weights=ours.params))
    _show_differences(chosen(theirs, INCEPTION_SIZE), chosen(ours, INCEPTION_SIZE))
    st.markdown(prose("resnext_accuracy"))


def _show_differences(theirs: grouping.Chosen, ours: grouping.Chosen) -> None:
    config = BlockConfig(in_channels=PAPER_CHANNELS, out_channels=PAPER_CHANNELS, norm=False)
    basic = block_cost(config, INCEPTION_SIZE)
    sums = {"ends": " + ".join(map(str, theirs.ends)), "unchanged": " + ".join(map(str, theirs.unchanged))}
    others = {"paths": ours.branches, "adds": ours.residual, "our_weights": ours.weights, "our_macs": ours.macs}
    basics = {"channels": PAPER_CHANNELS, "basic_weights": basic.params, "basic_macs": basic.macs}
    values = theirs._asdict() | sums | others | basics | {"side": INCEPTION_SIZE}
    st.markdown(say("resnext-differences", **values))
    st.markdown(say("resnext-differences.compared", **values))


def _pressable(scene: Scene, *, key: str, alt: str) -> None:
    """Draws a diagram that says what the box pressed last is."""
    kept = f"_{key}"
    labels = {node.id: node.label for node in scene.nodes}
    selected = st.session_state.get(kept)
    diagram(scene, key=key, alt=alt, selected=selected, on_change=partial(_keep, key))
    if selected in labels:
        st.caption(labels[selected])


def _keep(key: str) -> None:
    """Callback: the box that was pressed in diagram `key` stays selected."""
    if pressed(key):
        st.session_state[f"_{key}"] = pressed(key)
