"""The diagram, the selected layer and the layer table: a press in either of them selects, or folds, in both.

What is selected and unfolded lives in the address, as `net.layer` and `net.open`.
"""

from collections.abc import Sequence

import streamlit as st

from resnet_core.analysis.doctor import first_misfit
from resnet_core.analysis.layers import LayerRow, rows, totals
from resnet_core.plan.nodes import NetworkPlan
from resnet_core.plan.shapes import walk
from ui import words
from ui.diagram import diagram, pressed
from ui.diagram.scene import block_scene, network_scene
from ui.layers import card as layer_card
from ui.layers import table as layer_table
from ui.layers import words as layer_words
from ui.layers.folding import ALL, folds, long_runs, opened, rows_of, toggled
from ui.layers.lines import lines

LAYER, OPEN = "net.layer", "net.open"
DIAGRAM, TABLE = "net_diagram", "net_table"
FIRST = "stem.conv"


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
            layer_card.show(steps[at], table, of="network")
        st.markdown("**Every layer**  \n:gray[Click a row, or walk through them with the arrow keys.]")
        _layer_table(plan, table, chosen)


def _stages(plan: NetworkPlan) -> str:
    return ", ".join(f"{stage.name} with {words.counted(len(stage.blocks), 'block')}" for stage in plan.stages)


def _sum_card(plan: NetworkPlan, fold: str, table: Sequence[LayerRow]) -> None:
    """A stage, a run or a block: the sums over its layers, and the button that unfolds it."""
    inside = rows_of(fold, plan, table)
    sums, whole = totals(inside), totals(table)
    change = f"{words.shape(inside[0].in_shape)} → {words.shape(inside[-1].out_shape)}"
    with st.container(border=True):
        st.markdown(
            f"**`{fold}`**  \n{len(inside)} layers: {change}\n"
            f"- **Parameters** {layer_words.counted('sum', sums.params, whole=whole.params, of='network')}\n"
            f"- **Multiply-adds** {layer_words.counted('sum', sums.macs, whole=whole.macs, of='network')}\n"
            f"- **Outputs** {words.size(sums.activation_bytes)} for one picture, as 32-bit floats\n"
            f"- **Receptive field** {layer_words.sight(inside[-1], table[0].in_shape[1:])}"
        )
        is_open = fold in (now := _open(plan))
        st.button(
            "Fold" if is_open else "Unfold",
            key="net_toggle",
            icon=":material/unfold_less:" if is_open else ":material/unfold_more:",
            on_click=_set_open,
            args=(toggled(now, fold),),
        )


def _layer_table(plan: NetworkPlan, table: Sequence[LayerRow], chosen: str) -> None:
    layer_table.draw(lines(table, _open(plan), long_runs(plan)), chosen, key=TABLE, on_pick=_choose)
    with st.container(horizontal=True):
        st.button("Unfold all", key="net_unfold", icon=":material/unfold_more:", on_click=_set_open, args=((ALL,),))
        st.button("Fold all", key="net_fold", icon=":material/unfold_less:", on_click=_set_open, args=((),))


def _selected(plan: NetworkPlan, table: Sequence[LayerRow]) -> str:
    """The path of the selected layer, stage or block; the first layer where this network does not have it."""
    wanted = st.query_params.get(LAYER, FIRST)
    if wanted in folds(plan) or wanted in [row.path for row in table]:
        return wanted
    st.warning(f"{LAYER}={wanted}: this network has no such layer; the page shows {FIRST}", icon=":material/link_off:")
    return FIRST


def _open(plan: NetworkPlan) -> tuple[str, ...]:
    """What is unfolded, in this network."""
    return opened(plan, st.query_params.get(OPEN, "").split(","))


def _press(plan: NetworkPlan) -> None:
    """Callback: a fold opens or closes, a layer is selected."""
    path = pressed(DIAGRAM)
    layer_table.renew()
    if path in folds(plan):
        _set_open(toggled(_open(plan), path))
    elif path is not None:
        _choose(path)


def _choose(path: str) -> None:
    """Callback: the layer, stage or block is selected."""
    st.query_params[LAYER] = path


def _set_open(wanted: tuple[str, ...]) -> None:
    if wanted:
        st.query_params[OPEN] = ",".join(wanted)
    else:
        st.query_params.pop(OPEN, None)
