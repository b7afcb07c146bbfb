"""The diagram, the selected layer and the layer table: a press in either of them selects in both.

The selection and what is unfolded live in the address, as `net.layer` and `net.open`.
"""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from resnet_core.analysis.layers import LayerRow, rows, totals
from resnet_core.plan.nodes import NetworkPlan
from resnet_core.plan.shapes import Step, walk
from ui import network_layer, words
from ui.diagram import diagram, pressed
from ui.diagram.scene import network_scene

LAYER, OPEN = "net.layer", "net.open"
DIAGRAM, TABLE = "net_diagram", "net_table"
FIRST = "stem.conv"
MOST_STYLED = 600
"""Rows up to which the selected one is coloured: styling costs a pass over all cells."""


def broken(plan: NetworkPlan) -> None:
    """The diagram of a network that does not fit, open where it fails."""
    scene = network_scene(plan, _open())
    at = next((node.label for node in scene.nodes if node.broken), "a layer that cannot take what reaches it")
    diagram(scene, key=DIAGRAM, alt=f"The network up to where it fails: {at}", on_change=_press)


@st.fragment
def explore(plan: NetworkPlan) -> None:
    """The diagram beside the selected layer and the table; one below the other on a phone."""
    steps = tuple(walk(plan))
    table = rows(steps)
    chosen = _selected(table)
    left, right = st.columns([2, 3], gap="medium")
    with left:
        st.markdown("**The diagram** :gray[· press a dashed box to unfold it, a layer to select it]")
        diagram(
            network_scene(plan, _open()),
            key=DIAGRAM,
            alt=f"Diagram of the network: {len(table)} layers, {_stages(plan)}; selected: {table[chosen].path}",
            selected=table[chosen].path,
            on_change=_press,
        )
    with right:
        _card(steps[chosen], table[chosen], table)
        st.markdown("**Every layer** :gray[· pick a row to select its layer]")
        _layer_table(table, chosen)


def _stages(plan: NetworkPlan) -> str:
    return ", ".join(f"{stage.name} with {len(stage.blocks)} blocks" for stage in plan.stages)


def _card(step: Step, row: LayerRow, table: Sequence[LayerRow]) -> None:
    """The row of one layer, with where its numbers come from."""
    whole = totals(table)
    with st.container(border=True):
        st.markdown(f"**`{row.path}`**  \n{network_layer.title(row)}")
        st.latex(network_layer.formula(step.layer))
        lines = [f"**Kernel** {kernel}"] if (kernel := network_layer.kernel(step.layer)) else []
        lines += [
            f"**Parameters** {_counted(network_layer.params_sum(step.layer), row.params, whole.params)}",
            f"**Multiply-adds** {_counted(network_layer.macs_sum(step.layer, row.out_shape), row.macs, whole.macs)}",
            f"**Output** {words.size(row.activation_bytes)} for one picture, as 32-bit floats",
            f"**Receptive field** {network_layer.sight(row, table[0].in_shape[1])}",
        ]
        st.markdown("\n".join(f"- {line}" for line in lines))


def _counted(arithmetic: str, number: int, whole: int) -> str:
    if not number:
        return "none"
    return f"{arithmetic} = {number:,} ({number / whole:.1%} of the network)"


def _layer_table(table: Sequence[LayerRow], chosen: int) -> None:
    frame = _frame(table)
    st.session_state[TABLE] = {"selection": {"rows": [chosen], "columns": [], "cells": []}}
    st.dataframe(
        _lit(frame, chosen) if len(frame) <= MOST_STYLED else frame,
        key=TABLE,
        hide_index=True,
        height=380,
        on_select=lambda: _pick([row.path for row in table]),
        selection_mode="single-row",
        alt="Every layer of the network",
        column_config={
            name: st.column_config.NumberColumn(name, format="localized")
            for name in ("parameters", "multiply-adds", "output, bytes", "receptive field")
        },
    )


def _frame(table: Sequence[LayerRow]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "layer": [row.path for row in table],
            "what": [f"{row.kind} {row.detail}".strip() for row in table],
            "output": [words.shape(row.out_shape) for row in table],
            "parameters": [row.params for row in table],
            "multiply-adds": [row.macs for row in table],
            "output, bytes": [row.activation_bytes for row in table],
            "receptive field": [row.receptive_field for row in table],
        }
    )


def _lit(frame: pd.DataFrame, chosen: int) -> "pd.io.formats.style.Styler":
    """The table with the selected row in bold on the colour of the theme's accent, thinned."""

    def style(row: "pd.Series[str]") -> list[str]:
        return ["background-color: #14606B33; font-weight: 700" if row.name == chosen else ""] * len(row)

    return frame.style.apply(style, axis=1)


def _selected(table: Sequence[LayerRow]) -> int:
    """The index of the selected layer; the first where the address names none, or one this network does not have."""
    paths = [row.path for row in table]
    wanted = st.query_params.get(LAYER, FIRST)
    if wanted in paths:
        return paths.index(wanted)
    st.caption(f":material/info: This network has no layer `{wanted}`; the first one is shown.")
    return 0


def _open() -> tuple[str, ...]:
    return tuple(filter(None, st.query_params.get(OPEN, "").split(",")))


def _press() -> None:
    """Callback: a fold opens or closes, a layer is selected."""
    path = pressed(DIAGRAM)
    if path is None:
        return
    if not _is_fold(path):
        st.query_params[LAYER] = path
        return
    now = _open()
    _set_open(tuple(each for each in now if each != path) if path in now else (*now, path))


def _pick(paths: Sequence[str]) -> None:
    """Callback: the layer of the picked row is selected, and unfolded so that the diagram shows it."""
    picked = st.session_state[TABLE]["selection"]["rows"]
    if not picked:
        return
    path = paths[picked[0]]
    st.query_params[LAYER] = path
    stage, block, *_ = path.split(".")
    if stage.startswith("stage"):
        _set_open(tuple(dict.fromkeys((*_open(), stage, f"{stage}.{block}"))))


def _set_open(folds: tuple[str, ...]) -> None:
    if folds:
        st.query_params[OPEN] = ",".join(folds)
    else:
        st.query_params.pop(OPEN, None)


def _is_fold(path: str) -> bool:
    """Layers lie at least two dots deep in a stage."""
    return path.startswith("stage") and path.count(".") < 2
