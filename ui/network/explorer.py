"""The diagram, the selected layer and the layer table: a press in either of them selects, or folds, in both.

What is selected and unfolded lives in the address, as `net.layer` and `net.open`.
"""

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import NamedTuple

import streamlit as st

from resnet_core.analysis import network_findings as findings
from resnet_core.analysis.doctor import first_misfit
from resnet_core.analysis.layers import LayerRow, rows, totals
from resnet_core.analysis.stages import Part, layer_count, parts
from resnet_core.config import NetworkConfig
from resnet_core.errors import ShapeError
from resnet_core.plan.network import network_plan
from resnet_core.plan.nodes import NetworkPlan
from resnet_core.plan.shapes import walk
from ui import charts, dials, language, lesson, numbers
from ui.diagram import Drawn, diagram, dialed, drawn, pressed
from ui.diagram.scene import block_scene, network_scene
from ui.fields import Choice
from ui.layers import card as layer_card
from ui.layers import table as layer_table
from ui.layers import words as layer_words
from ui.layers.folding import ALL, folds, long_runs, opened, rows_of, toggled
from ui.layers.lines import lines
from ui.network import figures
from ui.network.figures import part_name
from ui.say import say

LAYER, OPEN = "net.layer", "net.open"
DIAGRAM, TABLE = "net_diagram", "net_table"
FIRST = "stem.conv"
MOST_BOXES = 60
"""Of a diagram that is sent for every size of the picture: some 10 kB each."""
BESIDE = "net_beside"
"""The key of what stands beside the diagram; the styles let it go along when a long one is scrolled."""


class Sizes(NamedTuple):
    """The size of the picture, and the network with each of them."""

    field: Choice
    networks: tuple[NetworkConfig | None, ...]


def broken(plan: NetworkPlan, sizes: Sizes) -> None:
    """Shows the diagram of a network that does not fit, open where it fails, and beside it the block to blame."""
    misfit = first_misfit(plan)
    assert misfit is not None, "the network fits"
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown(say("network-misfit"))
        _diagram(plan, sizes)
    with right:
        st.markdown(say("network-misfit-block", path=misfit.path, received=numbers.shape(misfit.shape)))
        diagram(
            block_scene(misfit.block, misfit.shape),
            key="net_misfit",
            alt=say("network-misfit-block.alt", path=misfit.path),
        )


@st.fragment
def explore(plan: NetworkPlan, sizes: Sizes) -> None:
    """Shows the diagram beside the network's sums and the selected layer, and folded beneath them every layer."""
    if dials.value(sizes.field) != plan.input_shape[-2]:
        st.rerun()  # the slider was let go: the whole page has another network
    steps = tuple(walk(plan))
    table = rows(steps)
    chosen = _selected(plan, table)
    left, right = st.columns([2, 3], gap="large")
    with left:
        _diagram(plan, sizes, chosen)
    with right, st.container(key=BESIDE):
        _summary(plan, table)
        st.caption(say("network-diagram.how"))
        at = next((at for at, row in enumerate(table) if row.path == chosen), None)
        if at is None:
            _sum_card(plan, chosen, table)
        else:
            layer_card.show(steps[at], table, of="network")
        st.markdown(say("network-shares"))
        shares(parts(table), key="net_shares", height=260)
    lesson.numbers(_layer_table, plan, table, chosen)


def _diagram(plan: NetworkPlan, sizes: Sizes, chosen: str | None = None) -> None:
    """Draws the network below a slider of the picture's size, which it follows unless it has too many boxes."""
    now, drawing = network_scene(plan, _open(plan)), partial(_drawn, _open(plan), chosen, language.current())
    dialed(
        drawn(now, _alt(plan, chosen)),
        {sizes.field: [] if len(now.nodes) > MOST_BOXES else list(map(drawing, sizes.networks))},
        key=DIAGRAM,
        selected=chosen,
        on_change=lambda: _press(plan),
    )


@lru_cache(maxsize=256)
def _drawn(
    unfolded: tuple[str, ...], chosen: str | None, _language: str, network: NetworkConfig | None
) -> Drawn | None:
    """The scene of a network; None where it contradicts itself or the picture is too small for it."""
    if network is None:
        return None
    plan = network_plan(network)
    try:
        return drawn(network_scene(plan, unfolded), _alt(plan, chosen))
    except ShapeError:
        return None


def _alt(plan: NetworkPlan, chosen: str | None) -> str:
    """What the diagram shows."""
    if (misfit := first_misfit(plan)) is not None:
        return say("network-misfit.alt", path=misfit.path)
    return say("network-diagram.alt", layers=len(tuple(walk(plan))), stages=_stages(plan), selected=chosen or "")


def shares(network: Sequence[Part], *, key: str, height: int) -> None:
    """Shows how the parts of a network share its costs, and which has most of each."""
    most = findings.costliest(network)
    names = {field: part_name(getattr(most, field)) for field in ("params_part", "macs_part", "activations_part")}
    said = say("network-costliest", most, **names)
    charts.draw(figures.shares_option(network), key=key, alt=said, height=height)
    st.markdown(said)


def _summary(plan: NetworkPlan, table: Sequence[LayerRow]) -> None:
    """Shows the network's four numbers."""
    sums = totals(table)
    with st.grid(4, min_column_width=130):
        st.metric(say("network-summary.layers"), layer_count(plan).in_the_name)
        st.metric(say("network-summary.params"), numbers.count(sums.params))
        st.metric(say("network-summary.macs"), numbers.count(sums.macs))
        st.metric(say("network-summary.activations"), numbers.size(sums.activation_bytes))


def _stages(plan: NetworkPlan) -> list[str]:
    return [say("network-stage", stage=part_name(stage.name), blocks=len(stage.blocks)) for stage in plan.stages]


def _sum_card(plan: NetworkPlan, fold: str, table: Sequence[LayerRow]) -> None:
    """Shows of a stage, a run or a block the sums over its layers, and the button that unfolds it."""
    inside = rows_of(fold, plan, table)
    sums, whole = totals(inside), totals(table)
    received, given = numbers.shape(inside[0].in_shape), numbers.shape(inside[-1].out_shape)
    facts = {
        "params": layer_words.counted(say("network-sum.arithmetic"), sums.params, whole=whole.params, of="network"),
        "macs": layer_words.counted(say("network-sum.arithmetic"), sums.macs, whole=whole.macs, of="network"),
        "output": numbers.size(sums.activation_bytes),
        "field": layer_words.sight(inside[-1], table[0].in_shape[1:]),
    }
    bullets = "".join(f"\n- {say('layer-fact', fact=fact, text=text)}" for fact, text in facts.items())
    with st.container(border=True):
        heading = say("network-sum", count=len(inside), received=received, given=given)
        st.markdown(f"**`{fold}`**  \n{heading}{bullets}")
        is_open = fold in (now := _open(plan))
        st.button(
            say("network-fold", open=is_open),
            key="net_toggle",
            icon=":material/unfold_less:" if is_open else ":material/unfold_more:",
            on_click=_set_open,
            args=(toggled(now, fold),),
        )


def _layer_table(plan: NetworkPlan, table: Sequence[LayerRow], chosen: str) -> None:
    """Shows every layer in a row, folded as in the diagram, and two buttons for all folds."""
    st.markdown(f"{say('network-layers')}  \n:gray[{say('network-layers.how')}]")
    layer_table.draw(lines(table, _open(plan), long_runs(plan)), chosen, key=TABLE, on_pick=_choose)
    with st.container(horizontal=True):
        st.button(
            say("network-fold.unfold-all"),
            key="net_unfold",
            icon=":material/unfold_more:",
            on_click=_set_open,
            args=((ALL,),),
        )
        st.button(
            say("network-fold.fold-all"), key="net_fold", icon=":material/unfold_less:", on_click=_set_open, args=((),)
        )


def _selected(plan: NetworkPlan, table: Sequence[LayerRow]) -> str:
    """The path of the selected layer, stage or block; the first layer where this network does not have it."""
    wanted = st.query_params.get(LAYER, FIRST)
    if wanted in folds(plan) or wanted in [row.path for row in table]:
        return wanted
    missing = say("network-no-layer", key=LAYER, value=wanted, shown=FIRST)
    st.warning(missing, icon=":material/link_off:")
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
