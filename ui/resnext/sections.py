"""The sections of the ResNeXt page: the chosen block, its three forms, splits at equal cost, Inception beside it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from resnet_core.analysis.doctor import Diagnosis
from resnet_core.analysis.grouping import (
    PAPER_CHANNELS,
    PUBLISHED,
    Split,
    inception,
    nearest_split,
    split_cost,
    split_of,
    three_forms,
)
from resnet_core.analysis.layers import block_cost
from resnet_core.config import BlockConfig
from resnet_core.plan.blocks import block_plan
from ui import charts, fields, words
from ui.diagram import diagram, pressed
from ui.diagram.scene import Scene, block_scene
from ui.prose import prose
from ui.resnext import charts as resnext_charts
from ui.resnext import words as say
from ui.resnext.choices import CHAPTER_EXAMPLE, GROUPS, PAPER_EXAMPLE, PATHS, SAYS, SIZE, groups_of, repairs
from ui.resnext.scene import branched_scene
from ui.source import source

CONV2_SIZE = 56
"""Side of the maps in the first stage of a ResNet-50 for pictures of 224 pixels, the paper's conv2."""
INCEPTION_SIZE = 28
"""Side of the maps that GoogLeNet's block 3a takes."""
MATRIX_SIDE = 340


def examples() -> None:
    """Buttons for the two blocks that the texts speak of."""
    with st.container(horizontal=True):
        fields.change_button("The chapter's block", CHAPTER_EXAMPLE, key="next_chapter", icon=":material/menu_book:")
        fields.change_button("The paper's 32×4d block", PAPER_EXAMPLE, key="next_paper", icon=":material/article:")


def refused(held: Mapping[str, Any], diagnosis: Diagnosis) -> None:
    """Why the channels cannot be shared out, and the nearest choices that can."""
    reason = say.refusal(diagnosis.explanation)
    st.error(f"**These groups do not come out even.** {reason}", icon=":material/rule:")
    with st.container(horizontal=True):
        for number, (said, changes) in enumerate(repairs(held, diagnosis).items()):
            fields.change_button(said, changes, key=f"next_repair_{number}")


def chosen_block(config: BlockConfig, held: Mapping[str, Any]) -> None:
    """Both meanings of the number, the block, its cost, and which channels read which."""
    split, size = split_of(config), held[SIZE.key]
    st.markdown(say.translation(held[GROUPS.key], held[SAYS.key], split))
    drawn, read = st.columns(2, gap="large")
    with drawn:
        shape = (config.in_channels, size, size)
        alt = f"ResNeXt block of {config.out_channels} channels with {groups_of(split)}"
        pressable(block_scene(block_plan(config), shape), key="next_diagram", alt=alt)
    with read:
        cost = block_cost(config, size)
        weights, macs = st.columns(2)
        weights.metric("Parameters", words.count(cost.params))
        macs.metric("Multiply-adds a picture", words.count(cost.macs))
        st.caption("Without biases, since a norm follows each convolution. The chapter's code keeps them.")
        source(say.code(config.out_channels, split), language="python", key="next_source")
        st.markdown("**Which channels the middle convolution connects**")
        sentence = say.connections(split)
        charts.draw(
            resnext_charts.matrix_option(split),
            width=MATRIX_SIDE,
            height=MATRIX_SIDE,
            key="next_matrix",
            alt=f"Connection matrix with {split.cardinality} squares on the diagonal. {sentence}",
        )
        st.markdown(f"{sentence} The 1×1 convolution after it reads all groups, and mixes what they found.")


def forms(config: BlockConfig, size: int) -> None:
    """The three forms of the chosen block, side by side."""
    drawn = three_forms(config.out_channels, split_of(config))
    for column, form in zip(st.columns(3), drawn, strict=True):
        with column:
            st.markdown(f"**{form.title}**")
            alt = f"Form {form.title}: {len(form.branches)} branches, {form.params:,} weights"
            scene = branched_scene(form, (config.in_channels, size, size))
            pressable(scene, key=f"next_form_{form.title[1]}", alt=alt)
    st.markdown(f"{say.same_weights(drawn)} :gray[Norms and ReLUs are left out of the pictures.]")


def published() -> None:
    """The paper's splits: what they cost by our count, and the errors that the paper reports."""
    one = split_cost(say.ONE_PATH)
    st.table(
        [
            {
                "paths C × width d": f"{each.cardinality} × {each.group_width}",
                "C·d": str(each.width),
                "weights": f"{(cost := split_cost(each, size=CONV2_SIZE)).params:,}",
                "against 1 × 64": "0%" if cost.params == one.params else f"{cost.params / one.params - 1:+.1%}",
                "multiply-adds": words.count(cost.macs),
                "error, 50 layers": f"{each.error_50_layers}%",
                "error, 101 layers": f"{each.error_101_layers}%",
            }
            for each in PUBLISHED
        ],
        hide_index=True,
        border="horizontal",
        alt="The paper's five splits at about equal cost, with their ImageNet errors",
    )
    st.caption(
        f"Weights and multiply-adds: counted here, for one block of {PAPER_CHANNELS} channels on maps of "
        f"{CONV2_SIZE}×{CONV2_SIZE}. Errors: ImageNet-1K top-1 of whole networks, from "
        "[Xie et al. 2017](https://arxiv.org/abs/1611.05431), Table 3; not measured here."
    )


def equal_cost() -> None:
    """Choose C; the group width that costs nearest to one path of 64 follows."""
    budget = split_cost(say.ONE_PATH).params
    with st.container(border=True):
        cardinality = fields.draw(PATHS)
    splits = [nearest_split(int(option), budget) for option in PATHS.options]
    chosen = nearest_split(PATHS.read(cardinality) or int(PATHS.default), budget)
    sentence = say.nearness(chosen)
    charts.draw(
        resnext_charts.width_option(splits, chosen),
        height=280,
        key="next_widths",
        alt=f"Width of the middle against the number of paths at equal weights. {sentence}",
    )
    st.markdown(sentence)


def beside_inception() -> None:
    """An Inception block and a ResNeXt block as sums or stacks of branches, and what tells them apart."""
    theirs, ours = inception(), three_forms(PAPER_CHANNELS, Split(32, 4))[0]
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(f"**{theirs.title}**")
        scene = branched_scene(theirs, (192, INCEPTION_SIZE, INCEPTION_SIZE))
        pressable(scene, key="next_inception", alt=f"Inception block: 4 different branches, {theirs.params:,} weights")
    with right:
        st.markdown("**ResNeXt, 32 paths of 4**")
        scene = branched_scene(ours, (PAPER_CHANNELS, INCEPTION_SIZE, INCEPTION_SIZE))
        pressable(scene, key="next_beside", alt=f"ResNeXt block: 32 equal branches, {ours.params:,} weights")
    st.markdown(words.bullets(say.differences(theirs, ours)))
    basic = block_cost(BlockConfig(in_channels=PAPER_CHANNELS, out_channels=PAPER_CHANNELS, norm=False), INCEPTION_SIZE)
    st.markdown(words.bullets(say.compared(theirs, ours, basic, side=INCEPTION_SIZE)))
    st.markdown(prose("resnext_accuracy"))


def pressable(scene: Scene, *, key: str, alt: str) -> None:
    """A diagram that says what the box pressed last is."""
    held = f"_{key}"
    labels = {node.id: node.label for node in scene.nodes}
    selected = st.session_state.get(held)
    diagram(scene, key=key, alt=alt, selected=selected, on_change=partial(_hold, key))
    if selected in labels:
        st.caption(labels[selected])


def _hold(key: str) -> None:
    if pressed(key):
        st.session_state[f"_{key}"] = pressed(key)
