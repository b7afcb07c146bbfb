"""The diagram, the selected layer and the layer table: a press in either of them selects, or folds, in both.

What is selected and unfolded lives in the address, as `net.layer` and `net.open`.
"""

from collections.abc import Sequence

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from resnet_core.analysis.doctor import first_misfit
from resnet_core.analysis.layers import LayerRow, rows, totals
from resnet_core.plan.nodes import NetworkPlan
from resnet_core.plan.shapes import Step, walk
from ui import network_layer, words
from ui.diagram import diagram, pressed
from ui.diagram.scene import block_scene, network_scene
from ui.network_lines import ALL, Line, folds, lines, toggled

LAYER, OPEN = "net.layer", "net.open"
DIAGRAM, TABLE = "net_diagram", "net_table"
PRESSES = "_net_presses"
"""Session state: how often the diagram was pressed."""
FIRST = "stem.conv"
LIT = "background-color: #14606B40"
"""The theme's accent, thinned, so that both themes' text stays readable on it."""
MOST_LIT = 200
"""Lines up to which the selected one is coloured: a style is a pass over all cells."""


def broken(plan: NetworkPlan) -> None:
    """The diagram of a network that does not fit, open where it fails, and beside it the block that is to blame."""
    misfit = first_misfit(plan)
    assert misfit is not None, "the network fits"
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown("**The network, up to where it fails**")
        diagram(
            network_scene(plan, _open(plan)),
            key=DIAGRAM,
            alt=f"The network up to {misfit.path}, whose branches do not fit",
            on_change=lambda: _press(plan),
        )
    with right:
        st.markdown(f"**`{misfit.path}`**, which receives {words.shape(misfit.shape)}")
        diagram(
            block_scene(misfit.block, misfit.shape),
            key="net_misfit",
            alt=f"The two branches of {misfit.path}, which do not fit",
        )


@st.fragment
def explore(plan: NetworkPlan) -> None:
    """The diagram beside the selected layer and the table; one below the other on a phone."""
    steps = tuple(walk(plan))
    table = rows(steps)
    chosen = _selected(plan, table)
    left, right = st.columns([2, 3], gap="medium")
    with left:
        st.markdown("**The diagram**  \n:gray[Press a dashed box to unfold it, a layer to select it.]")
        diagram(
            network_scene(plan, _open(plan)),
            key=DIAGRAM,
            alt=f"Diagram of the network: {len(table)} layers, {_stages(plan)}; selected: {chosen}",
            selected=chosen,
            on_change=lambda: _press(plan),
        )
    with right:
        at = next((at for at, row in enumerate(table) if row.path == chosen), None)
        if at is None:
            _sum_card(plan, chosen, table)
        else:
            _card(steps[at], table[at], table)
        st.markdown("**Every layer**  \n:gray[Click a row, or walk through them with the arrow keys.]")
        _layer_table(plan, table, chosen)


def _stages(plan: NetworkPlan) -> str:
    return ", ".join(
        f"{stage.name} with {len(stage.blocks)} block{'s' if len(stage.blocks) > 1 else ''}" for stage in plan.stages
    )


def _card(step: Step, row: LayerRow, table: Sequence[LayerRow]) -> None:
    """One layer, with where its numbers come from."""
    whole = totals(table)
    with st.container(border=True):
        st.markdown(f"**`{row.path}`**  \n{network_layer.title(row)}")
        st.latex(network_layer.formula(step.layer))
        facts = [f"**Kernel** {kernel}"] if (kernel := network_layer.kernel(step.layer)) else []
        facts += [
            f"**Parameters** {_counted(network_layer.params_sum(step.layer), row.params, whole.params)}",
            f"**Multiply-adds** {_counted(network_layer.macs_sum(step.layer, row.out_shape), row.macs, whole.macs)}",
            f"**Output** {words.size(row.activation_bytes)} for one picture, as 32-bit floats",
            f"**Receptive field** {network_layer.sight(row, table[0].in_shape[1])}",
        ]
        st.markdown("\n".join(f"- {fact}" for fact in facts))


def _sum_card(plan: NetworkPlan, fold: str, table: Sequence[LayerRow]) -> None:
    """A stage or a block: the sums over its layers, and the button that unfolds it."""
    inside = [row for row in table if row.path.startswith(f"{fold}.")]
    sums, whole = totals(inside), totals(table)
    change = f"{words.shape(inside[0].in_shape)} → {words.shape(inside[-1].out_shape)}"
    with st.container(border=True):
        st.markdown(
            f"**`{fold}`**  \n{len(inside)} layers: {change}\n"
            f"- **Parameters** {_counted('sum', sums.params, whole.params)}\n"
            f"- **Multiply-adds** {_counted('sum', sums.macs, whole.macs)}\n"
            f"- **Outputs** {words.size(sums.activation_bytes)} for one picture, as 32-bit floats\n"
            f"- **Receptive field** {network_layer.sight(inside[-1], table[0].in_shape[1])}"
        )
        opened = _open(plan)
        st.button(
            "Fold" if fold in opened else "Unfold",
            key="net_toggle",
            icon=":material/unfold_less:" if fold in opened else ":material/unfold_more:",
            on_click=_set_open,
            args=(toggled(opened, fold),),
        )


def _counted(arithmetic: str, number: int, whole: int) -> str:
    if not number:
        return "none"
    share = number / whole
    return f"{arithmetic} = {number:,} ({'under 0.1%' if share < 0.001 else f'{share:.1%}'} of the network)"


def _layer_table(plan: NetworkPlan, table: Sequence[LayerRow], chosen: str) -> None:
    """Cells are picked, not rows: a picked row would stay ticked when another is selected in the diagram.

    Where something else than a pick changed the table it is a new one, under a new key: Streamlit 1.67 loses the first
    click on a table that was changed in its place.
    """
    shown = lines(table, _open(plan))
    ids = [line.id for line in shown]
    frame, key = _frame(shown), f"{TABLE}_{hash((shown, st.session_state.get(PRESSES, 0)))}"
    st.dataframe(
        _lit(frame, ids.index(chosen)) if chosen in ids and len(frame) <= MOST_LIT else frame,
        key=key,
        hide_index=True,
        height=400,
        on_select=lambda: _pick(key, ids),
        selection_mode="single-cell",
        alt="The layers of the network, folded as in the diagram",
        column_config={
            "layer": st.column_config.TextColumn(width=128),
            "what": st.column_config.TextColumn(width=160),
            "output": st.column_config.TextColumn(width=86),
            "parameters": st.column_config.NumberColumn(format="localized", width=86),
            "multiply-adds": st.column_config.NumberColumn(format="localized", width=102),
            "sees, px": st.column_config.NumberColumn(format="localized", width=60),
        },
    )
    with st.container(horizontal=True):
        st.button("Unfold all", key="net_unfold", icon=":material/unfold_more:", on_click=_set_open, args=((ALL,),))
        st.button("Fold all", key="net_fold", icon=":material/unfold_less:", on_click=_set_open, args=((),))


def _frame(shown: Sequence[Line]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "layer": [line.label for line in shown],
            "what": [line.what for line in shown],
            "output": [words.shape(line.out_shape) for line in shown],
            "parameters": [line.params for line in shown],
            "multiply-adds": [line.macs for line in shown],
            "sees, px": [line.receptive_field for line in shown],
        }
    )


def _lit(frame: pd.DataFrame, at: int) -> Styler:
    """The table with the selected line coloured."""
    return frame.style.apply(lambda row: [LIT if row.name == at else ""] * len(row), axis=1)


def _selected(plan: NetworkPlan, table: Sequence[LayerRow]) -> str:
    """The path of the selected layer, stage or block; the first layer where this network does not have it."""
    wanted = st.query_params.get(LAYER, FIRST)
    if wanted in folds(plan) or wanted in [row.path for row in table]:
        return wanted
    st.warning(f"{LAYER}={wanted}: this network has no such layer; the page shows {FIRST}", icon=":material/link_off:")
    return FIRST


def _open(plan: NetworkPlan) -> tuple[str, ...]:
    """What is unfolded, in this network."""
    wanted = st.query_params.get(OPEN, "").split(",")
    return tuple(fold for fold in folds(plan) if fold in wanted or ALL in wanted)


def _press(plan: NetworkPlan) -> None:
    """Callback: a fold opens or closes, a layer is selected."""
    path = pressed(DIAGRAM)
    st.session_state[PRESSES] = st.session_state.get(PRESSES, 0) + 1
    if path in folds(plan):
        _set_open(toggled(_open(plan), path))
    elif path is not None:
        st.query_params[LAYER] = path


def _pick(key: str, ids: Sequence[str]) -> None:
    """Callback: what the picked cell's line stands for is selected."""
    cells = st.session_state[key]["selection"]["cells"]
    if cells:
        st.query_params[LAYER] = ids[cells[0][0]]


def _set_open(opened: tuple[str, ...]) -> None:
    if opened:
        st.query_params[OPEN] = ",".join(opened)
    else:
        st.query_params.pop(OPEN, None)
