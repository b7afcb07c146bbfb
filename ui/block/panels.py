"""The parts of the page of one block: the doctor's verdict, both diagrams, the selected layer, costs, formula, code."""

import difflib
from collections.abc import Mapping

import numpy as np
import streamlit as st

from resnet_core.analysis.doctor import Diagnosis, branch_shapes
from resnet_core.analysis.formula import formula
from resnet_core.analysis.layers import block_cost, rows
from resnet_core.analysis.reach import read_along_one_axis, share_read
from resnet_core.codegen.pytorch import block_source
from resnet_core.config import BlockConfig
from resnet_core.plan.blocks import block_plan
from resnet_core.plan.nodes import GatedPath, Shape
from resnet_core.plan.shapes import Tap, walk_block
from ui import fields, words
from ui.block import bottleneck
from ui.block.choices import CHAPTER_EXAMPLES, address_of, plain_twin
from ui.diagram import diagram, pressed
from ui.diagram.scene import block_scene
from ui.layers import card as layer_card
from ui.layers import table as layer_table
from ui.layers.lines import lines
from ui.pixels import enlarged
from ui.source import source
from ui.spelling import in_page_words

LAYER = "block.layer"
"""In the address: the selected layer, `main.conv2`."""
SOURCE = "_block_source"
READ, UNREAD, GRID = 60, 215, 160
"""Shades of grey that are seen on light and on dark paper."""
PIXEL = 8


def verdict(diagnosis: Diagnosis) -> None:
    """What the shape doctor says, torch's own words, and the repairs with their price."""
    if diagnosis.verdict == "fits":
        return
    titles = {
        "mismatch": "**The branches do not fit.**",
        "broadcast": "**Torch would not complain, and that is the trap.**",
        "refused": "**These choices contradict each other.**",
    }
    with st.container(border=True):
        st.error(f"{titles[diagnosis.verdict]} {in_page_words(diagnosis.explanation)}", icon=":material/rule:")
        if diagnosis.torch_message:
            hidden = ", naming only one of the axes" if len(diagnosis.axes) > 1 else ""
            st.markdown(f"PyTorch says{hidden}:")
            st.code(f"RuntimeError: {diagnosis.torch_message}", language=None, wrap_lines=True)
        beside = "the block then costs" if diagnosis.verdict == "refused" else "it costs beside the main path"
        st.markdown(f"What would mend it, and what {beside}:")
        for number, repair in enumerate(diagnosis.repairs):
            if changes := address_of(repair.changes):
                price = _price(repair.params, repair.macs)
                fields.change_button(f"{repair.title} ({price})", changes, key=f"block_repair_{number}")


def drawn(config: BlockConfig, size: int, *, key: str, title: str) -> None:
    """The diagram of a block under its title; what cannot be built has none."""
    scene = block_scene(block_plan(config), _shape(config, size))
    st.markdown(f"**{title}**")
    diagram(
        scene,
        key=key,
        alt=f"{title}: {len(scene.nodes)} layers" + ("" if scene.complete else "; the branches do not fit"),
        selected=_selected(),
        on_change=lambda: _press(key),
    )


def reading(config: BlockConfig, size: int) -> None:
    """One sentence under the diagrams; with a stride also the pixels that each branch reads."""
    block = block_plan(config)
    main, shortcut = branch_shapes(block, _shape(config, size))
    if block.shortcut is None or shortcut is None:
        st.markdown(f"Without a shortcut nothing is added: the main path alone gives {words.shape(main)}.")
        return
    ours, twin = block_cost(config, size), block_cost(plain_twin(config), size)
    price = _price(ours.params - twin.params, ours.macs - twin.macs)
    st.markdown(f"Both branches bring {words.shape(main)} to the addition. The shortcut's price: {price}.")
    if config.stride > 1:
        _pixels_read({"the main path": block.main, "the shortcut": block.shortcut}, config.in_channels, size)


def _pixels_read(paths: Mapping[str, GatedPath], channels: int, size: int) -> None:
    """The input with the pixels filled that a path reads."""
    for column, (name, path) in zip(st.columns(2, gap="medium"), paths.items(), strict=True):
        rows_read = np.array(read_along_one_axis(path, channels, size))
        mask = np.where(np.outer(rows_read, rows_read), READ, UNREAD).astype(np.uint8)
        picture = enlarged(mask, PIXEL)
        picture[::PIXEL] = picture[:, ::PIXEL] = GRID
        share = f"{name} reads {share_read(path, channels, size):.0%} of its input's pixels"
        with column:
            st.image(picture, caption=share[0].upper() + share[1:] + " (dark)", output_format="PNG", width=200)


def layers(config: BlockConfig, size: int) -> None:
    """The selected layer of a block that fits, explained beside the table of all."""
    steps = tuple(walk_block(block_plan(config), "block", Tap("input", _shape(config, size))))
    table, selected = rows(steps), _selected()
    step = next((step for step in steps if step.path == selected), None)
    card, beside = st.columns((2, 3), gap="medium")
    with card:
        if step is None:
            st.markdown("Press a layer in a diagram or a row of the table to see what it does.")
        else:
            layer_card.show(step, table, of="block")
    with beside:
        layer_table.draw(lines(table, ()), selected, key="block_table", on_pick=_choose)


def costs(config: BlockConfig, size: int) -> None:
    """Parameters, multiply-adds and activation memory of the whole block."""
    cost = block_cost(config, size)
    for column, (label, value) in zip(
        st.columns(3),
        (
            ("Parameters", words.count(cost.params)),
            ("Multiply-adds a picture", words.count(cost.macs)),
            ("Activations a picture", words.size(cost.activation_bytes)),
        ),
        strict=True,
    ):
        column.metric(label, value)


def saved(config: BlockConfig, size: int) -> None:
    """For a bottleneck: what it saves."""
    if config.family == "bottleneck":
        st.markdown(bottleneck.saving(config, size))


def examples() -> None:
    """A button for each block that the chapter tries."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("The chapter tries, on four pictures of 3×6×6:", width="content")
        for number, (said, changes) in enumerate(CHAPTER_EXAMPLES.items()):
            fields.change_button(f"`{said}`", changes, key=f"block_chapter_{number}", icon=":material/menu_book:")


def mathematics(config: BlockConfig) -> None:
    """The block as formulas."""
    for line in formula(block_plan(config)):
        st.latex(line)


def code(config: BlockConfig) -> None:
    """The block as PyTorch source, with the lines marked that the last change of a control changed."""
    written = block_source(config)
    before, now = st.session_state.get(SOURCE, (written, written))
    if written != now:
        before, now = now, written
    st.session_state[SOURCE] = (before, now)
    if before == now:
        source(now, language="python", key="block_source")
        return
    st.caption("Lines with + are new since your last change, lines with - are gone.")
    changes = difflib.ndiff(before.splitlines(), now.splitlines())
    marked = "\n".join(line for line in changes if not line.startswith("?"))
    source(marked, language="diff", key="block_source")


def _press(key: str) -> None:
    """Callback: the layer that was pressed in diagram `key` is selected."""
    layer_table.renew()
    if path := pressed(key):
        _choose(path)


def _choose(path: str) -> None:
    """Callback: the layer is selected, in both diagrams and the table."""
    st.query_params[LAYER] = path.removeprefix("block.")


def _selected() -> str:
    """The path of the layer that the address names, whether this block has it or not."""
    return f"block.{st.query_params.get(LAYER, 'main.conv1')}"


def _shape(config: BlockConfig, size: int) -> Shape:
    return config.in_channels, size, size


def _price(params: int, macs: int) -> str:
    if params == macs == 0:
        return "free"
    return f"{params:+,} parameters, {macs:+,} multiply-adds"
