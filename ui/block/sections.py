"""The parts of the page of one block: controls, the doctor's verdict, diagram, selected layer, costs, formula, code."""

import difflib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st

from resnet_core.analysis.bottleneck import saved
from resnet_core.analysis.doctor import Diagnosis, branch_shapes, diagnose
from resnet_core.analysis.formula import formula
from resnet_core.analysis.layers import block_cost, rows
from resnet_core.analysis.reach import read_along_one_axis, share_read
from resnet_core.codegen.pytorch import block_source
from resnet_core.config import BlockConfig, parse
from resnet_core.errors import ConfigError, ShapeError
from resnet_core.plan.blocks import block_plan
from resnet_core.plan.nodes import GatedPath, Shape
from resnet_core.plan.shapes import Step, Tap, walk_block
from ui import dials, fields, language, numbers
from ui.block.controls import (
    CHAPTER_EXAMPLES,
    DIALS,
    FAMILY,
    GATE,
    GROUPS,
    KERNEL,
    NORM,
    ORDER,
    SHORTCUT,
    SIZE,
    SQUEEZED,
    WIDTH,
    ZERO,
    address_of,
    block_choices,
    plain_twin,
)
from ui.core_words import in_words
from ui.diagram import Drawn, diagram, dialed, drawn, pressed
from ui.diagram.scene import block_scene
from ui.layers import card as layer_card
from ui.layers import table as layer_table
from ui.layers.lines import lines
from ui.pixels import enlarged
from ui.predict import Prediction
from ui.say import say
from ui.source import source

LAYER = "block.layer"
"""In the address: the selected layer, `main.conv2`."""
SOURCE = "_block_source"
DIAGRAM = "block_diagram"
BROKEN = BlockConfig(in_channels=64, out_channels=128, stride=2)
"""A block that is asked for half the size and twice the channels, and keeps the identity as its shortcut."""
BREAKS = Prediction("block-breaks", ("nothing", "channels", "sides", "all"), key="block_breaks")
"""What PyTorch's message will name of it."""
READ, UNREAD, GRID = 60, 215, 160
"""Shades of grey that are seen on light and on dark paper."""
PIXEL = 8


def show_verdict(diagnosis: Diagnosis) -> None:
    """Shows what the shape doctor says, torch's own words, and the repairs with their price."""
    if diagnosis.verdict == "fits":
        return
    with st.container(border=True):
        assert diagnosis.explanation is not None, "whatever does not fit is explained"
        reason = in_words(diagnosis.explanation)
        st.error(say("block-verdict", verdict=diagnosis.verdict, reason=reason), icon=":material/rule:")
        if diagnosis.torch_message:
            st.markdown(say("block-torch", axes=len(diagnosis.axes)))
            st.code(f"RuntimeError: {diagnosis.torch_message}", language=None, wrap_lines=True)
        st.markdown(say("block-repairs", verdict=diagnosis.verdict))
        for number, repair in enumerate(diagnosis.repairs):
            if changes := address_of(repair.changes):
                price = say("block-price", params=repair.params, macs=repair.macs)
                label = say("block-repair", title=in_words(repair.title), price=price)
                fields.change_button(label, changes, key=f"block_repair_{number}")


def show_diagram(held: Mapping[str, Any]) -> None:
    """Draws the block, both branches open, with the sliders of its stride and channels; no block that is refused."""
    scenes = {field: [_drawing({**held, field.key: option}) for option in field.options] for field in DIALS}
    dialed(
        _drawing(held),
        scenes,
        key=DIAGRAM,
        selected=_selected(),
        on_change=_press,
    )


def _drawing(held: Mapping[str, Any]) -> Drawn | None:
    return _drawn(tuple(block_choices(held).items()), held[SIZE.key], language.current())


@lru_cache(maxsize=1024)
def _drawn(settings: tuple[tuple[str, Any], ...], size: int, _language: str) -> Drawn | None:
    """Asked of every option of every slider whenever one is let go."""
    try:
        config = parse(BlockConfig, dict(settings))
        scene = block_scene(block_plan(config), _shape(config, size))
    except (ConfigError, ShapeError):
        return None
    return drawn(scene, say("block-diagram.alt", layers=len(scene.nodes), fits=scene.complete))


def show_reading(config: BlockConfig, size: int) -> None:
    """Writes what both branches bring; with a stride also draws the pixels that each of them reads."""
    block = block_plan(config)
    main, shortcut = branch_shapes(block, _shape(config, size))
    if block.shortcut is None or shortcut is None:
        st.markdown(say("block-alone", shape=numbers.shape(main)))
        return
    ours, twin = block_cost(config, size), block_cost(plain_twin(config), size)
    price = say("block-price", params=ours.params - twin.params, macs=ours.macs - twin.macs)
    st.markdown(say("block-both", shape=numbers.shape(main), price=price))
    if config.stride > 1:
        _show_pixels_read({"main": block.main, "shortcut": block.shortcut}, config.in_channels, size)


def _show_pixels_read(paths: Mapping[str, GatedPath], channels: int, size: int) -> None:
    """Draws the input with the pixels filled that a path reads."""
    for column, (name, path) in zip(st.columns(2, gap="medium"), paths.items(), strict=True):
        rows_read = np.array(read_along_one_axis(path, channels, size))
        mask = np.where(np.outer(rows_read, rows_read), READ, UNREAD).astype(np.uint8)
        picture = enlarged(mask, PIXEL)
        picture[::PIXEL] = picture[:, ::PIXEL] = GRID
        caption = say("block-reads", path=name, share=share_read(path, channels, size))
        with column:
            st.image(picture, caption=caption, output_format="PNG", width=200)


def show_layers(config: BlockConfig, size: int) -> None:
    """Draws the table of all layers; a click on a line explains the layer."""
    table = rows(_steps(config, size))
    layer_table.draw(lines(table, ()), _selected(), key="block_table", on_pick=_choose)


def show_layer(config: BlockConfig, size: int) -> None:
    """Explains the selected layer of a block that fits, or says how to select one."""
    steps, selected = _steps(config, size), _selected()
    step = next((step for step in steps if step.path == selected), None)
    if step is None:
        st.caption(say("block-press"))
    else:
        layer_card.show(step, rows(steps), of="block")


def show_numbers(config: BlockConfig, size: int) -> None:
    """Shows what the whole block costs, what it reads of its input, and every layer of both branches."""
    show_costs(config, size)
    show_reading(config, size)
    show_layers(config, size)


def show_costs(config: BlockConfig, size: int) -> None:
    """Shows parameters, multiply-adds and activation memory of the whole block; of a bottleneck, what it saves."""
    cost = block_cost(config, size)
    params, macs, activations = st.columns(3)
    params.metric(say("block-cost.params"), numbers.count(cost.params))
    macs.metric(say("block-cost.macs"), numbers.count(cost.macs))
    activations.metric(say("block-cost.activations"), numbers.size(cost.activation_bytes))
    if config.family == "bottleneck":
        st.markdown(say("block-saved", saved(config, size)))


def draw_controls() -> str:
    """Draws the controls that matter most and are not in the diagram; returns the family."""
    family: str = fields.draw(FAMILY)
    if family != "plain":
        fields.draw(SHORTCUT)
    for field in DIALS:
        dials.value(field)
    return family


def draw_other_controls(family: str) -> None:
    """Draws every other control, and a button for each block that the chapter tries."""
    with st.grid(3, min_column_width=230, gap="medium"):
        for field in (SIZE, KERNEL, ORDER, GATE):
            fields.draw(field)
        if family in SQUEEZED:
            fields.draw(WIDTH)
        if family == "resnext":
            fields.draw(GROUPS)
        fields.draw(NORM)
        fields.draw(ZERO)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(say("block-examples"), width="content")
        for number, (call, changes) in enumerate(CHAPTER_EXAMPLES.items()):
            fields.change_button(f"`{call}`", changes, key=f"block_chapter_{number}", icon=":material/menu_book:")


def ask_what_breaks() -> None:
    """Asks what PyTorch's message will name; then shows the branches of that block, and what it does name."""
    guess = BREAKS.ask()
    if guess is None:
        return
    size = SIZE.default
    assert isinstance(size, int), "a number of pixels"
    diagnosis = diagnose(BROKEN.model_dump(), size)
    assert diagnosis.main is not None, "the main path has a shape"
    assert diagnosis.shortcut is not None, "the identity has one too"
    drawn, told = st.columns((2, 3), gap="medium")
    with drawn:
        scene = block_scene(block_plan(BROKEN), _shape(BROKEN, size))
        alt = say("block-diagram.alt", layers=len(scene.nodes), fits=scene.complete)
        diagram(scene, key="block_broken", alt=alt)
    with told:
        main, shortcut = numbers.shape(diagnosis.main), numbers.shape(diagnosis.shortcut)
        axes = len(diagnosis.axes)
        BREAKS.reply(guess, diagnosis.named, main=main, shortcut=shortcut, axes=axes)
        st.markdown(f"`RuntimeError: {diagnosis.torch_message}`")


def show_formulas(config: BlockConfig) -> None:
    """Writes the block as formulas."""
    for line in formula(block_plan(config)):
        st.latex(line)


def show_code(config: BlockConfig) -> None:
    """Shows the block as PyTorch source, with the lines marked that the last change of a control changed."""
    written = block_source(config)
    before, now = st.session_state.get(SOURCE, (written, written))
    if written != now:
        before, now = now, written
    st.session_state[SOURCE] = (before, now)
    if before == now:
        source(now, language="python", key="block_source")
        return
    st.caption(say("block-source"))
    changes = difflib.ndiff(before.splitlines(), now.splitlines())
    marked = "\n".join(line for line in changes if not line.startswith("?"))
    source(marked, language="diff", key="block_source")


def _press() -> None:
    """Callback: the layer that was pressed in the diagram is selected."""
    layer_table.renew()
    if path := pressed(DIAGRAM):
        _choose(path)


def _choose(path: str) -> None:
    """Callback: the layer is selected, in the diagram and the table."""
    st.query_params[LAYER] = path.removeprefix("block.")


def _selected() -> str:
    """The path of the layer that the address names, whether this block has it or not."""
    return f"block.{st.query_params.get(LAYER, 'main.conv1')}"


def _steps(config: BlockConfig, size: int) -> tuple[Step, ...]:
    return walk_block(block_plan(config), "block", Tap("input", _shape(config, size))).whole()


def _shape(config: BlockConfig, size: int) -> Shape:
    return config.in_channels, size, size
