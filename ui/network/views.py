"""The views of a network below its diagram; only the one that is open computes."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from resnet_core.analysis import network_findings as findings
from resnet_core.analysis.layers import LayerRow, layer_table, totals
from resnet_core.analysis.stages import Part, layer_count, layer_counts, parts
from resnet_core.analysis.table1 import Column, first_strided_bottleneck, table1
from resnet_core.config import NetworkConfig
from resnet_core.plan.network import network_plan
from resnet_core.plan.nodes import NetworkPlan
from ui import charts, fields, numbers, tables
from ui.network import explorer, exports, figures
from ui.network.controls import AGAINST, BASE, STRIDE_ON, TICKS, VIEW, on_the_same_input, state_of
from ui.network.figures import part_name
from ui.prose import prose
from ui.say import say

OPENED = "_net_closer"
"""Session state: whether an address has asked for a view, which then stand open."""


class Network(NamedTuple):
    """What every view is given."""

    name: str
    config: NetworkConfig
    plan: NetworkPlan
    table: tuple[LayerRow, ...]

    @property
    def is_changed(self) -> bool:
        """Whether more than the input and the classes is not as published."""
        return self.config != on_the_same_input(self.name, self.config)

    @property
    def title(self) -> str:
        """The published name, with a word where it is changed."""
        name = BASE.said(self.name)
        return say("network-changed", name=name) if self.is_changed else name


def show(network: Network) -> None:
    """Draws the views, folded unless the address asks for one."""
    st.session_state[OPENED] = st.session_state.get(OPENED, False) or VIEW.key in st.query_params
    with st.expander(say("network-closer"), icon=":material/zoom_in:", expanded=st.session_state[OPENED]):
        _tabs(network)


def _tabs(network: Network) -> None:
    """Draws a tab for each view; a closed one computes nothing."""
    labels = [VIEW.said(view) for view in DRAWN]
    view = fields.values([VIEW])[VIEW.key]
    if st.session_state.get(VIEW.key, labels[0]) not in labels:  # the session has changed its language
        st.session_state[VIEW.key] = VIEW.said(view)
    st.session_state.setdefault(fields.DRAWN, {})[VIEW.key] = VIEW
    tabs = st.tabs(labels, key=VIEW.key, on_change="rerun", bind="query-params")
    for tab, drawn in zip(tabs, DRAWN.values(), strict=True):
        if tab.open:
            with tab:
                drawn(network)


def modules(network: Network) -> None:
    """Shows what the chapter's `layer_summary` prints, with the costs beside it."""
    shape = ", ".join(map(str, (1, *network.plan.input_shape)))
    st.markdown(say("network-modules", call=f"net.layer_summary(({shape}))"))
    rows = pd.DataFrame(map(_module, parts(network.table)))
    tables.draw(rows, hide_index=True, alt=say("network-modules.alt"))


def where(network: Network) -> None:
    """Shows how the maps change, and how far an output sees."""
    summed, picture = parts(network.table), network.plan.input_shape
    left, right = st.columns(2)
    with left:
        st.markdown(say("network-resolution"))
        said = resolution(findings.shrinking(picture, summed))
        charts.draw(figures.resolution_option(picture, summed), key="net_resolution", alt=said)
        st.markdown(said)
    with right:
        st.markdown(say("network-sight"))
        said = say("network-sees", findings.sight(network.table, picture), picture=numbers.sides(picture))
        charts.draw(figures.sight_option(network.table, picture), key="net_sight", alt=said)
        st.markdown(said)


def counter(network: Network) -> None:
    """Shows how many layers with weights each part has, of each kind."""
    counts = layer_counts(network.plan)
    whole = layer_count(network.plan)
    kinds = {kind: tick for kind, tick in TICKS.items() if getattr(whole, kind)}
    table = {tick.label: [getattr(count, kind) for count in (*counts.values(), whole)] for kind, tick in kinds.items()}
    index = [*map(part_name, counts), say("network-counter.total")]
    tables.draw(pd.DataFrame(table, index=index), alt=say("network-counter.alt"))
    st.markdown(say("network-counter", whole, in_the_name=whole.in_the_name))


def compare(network: Network) -> None:
    """Sets a second network beside it, on the same pictures."""
    other = fields.draw(AGAINST)
    config = on_the_same_input(other, network.config)
    plan = network_plan(config)
    second = Network(other, config, plan, layer_table(plan))
    ratios = findings.ratios(totals(network.table), totals(second.table))
    st.markdown(say("network-compared", ratios, ours=network.title, other=second.title))
    facts = pd.DataFrame({beside.title: _facts(beside) for beside in (network, second)})
    tables.draw(facts, alt=say("network-compared.alt"))
    for beside, key in ((network, "net_compare_ours"), (second, "net_compare_other")):
        st.markdown(f"**{beside.title}**")
        explorer.shares(parts(beside.table), key=key, height=240)


def published(_network: Network) -> None:
    """Shows Table 1 of He et al. 2015, made from the zoo."""
    columns = table1()
    st.markdown(prose("network_table1"))
    tables.draw(_table1(columns), alt=say("network-table1.alt"))
    st.markdown(say("network-published", findings.published(columns)))
    st.markdown(say("network-moved-stride", findings.moved_stride(first_strided_bottleneck("resnet50"))))
    fields.change_button(
        say("network-paper-stride"),
        {field.key: value for field, value in state_of("resnet50", {STRIDE_ON: "first"}).items()},
        key="net_paper_stride",
        icon=":material/history_edu:",
    )


def take_along(network: Network) -> None:
    """Offers the network as source code and as data."""
    exports.show(network.name, network.config)


DRAWN: Mapping[str, Callable[[Network], None]] = {
    "modules": modules,
    "where": where,
    "counter": counter,
    "compare": compare,
    "table_1": published,
    "take_along": take_along,
}


def resolution(shrinking: findings.Shrinking) -> str:
    """How the picture shrinks while it deepens, in a sentence."""
    (channels, *_), (channels_end, *sides_end) = shrinking.picture, shrinking.end
    return say(
        "network-shrinks",
        shrinking,
        channels=channels,
        sides=numbers.sides(shrinking.picture),
        channels_end=channels_end,
        sides_end=numbers.sides(shrinking.end),
        pixels_end=max(sides_end),
    )


def _module(part: Part) -> dict[str, str]:
    return {
        say("network-modules.module"): part_name(part.name),
        say("network-modules.blocks"): str(part.blocks or ""),
        say("network-modules.shape"): f"\\[{', '.join(map(str, (1, *part.out_shape)))}]",
        say("network-modules.params"): numbers.whole(part.params),
        say("network-modules.macs"): numbers.whole(part.macs),
        say("network-modules.activations"): numbers.size(part.activation_bytes),
    }


def _facts(network: Network) -> dict[str, str]:
    sums, count = totals(network.table), layer_count(network.plan)
    last = [part for part in parts(network.table) if part.blocks][-1]
    return {
        say("network-facts.layers"): str(count.in_the_name),
        say("network-facts.projections"): str(count.projections),
        say("network-facts.params"): numbers.whole(sums.params),
        say("network-facts.macs"): numbers.whole(sums.macs),
        say("network-facts.activations"): numbers.size(sums.activation_bytes),
        say("network-facts.maps"): numbers.shape(last.out_shape),
        say("network-facts.field"): say("network-facts.pixels", field=last.receptive_field),
    }


def _table1(columns: Sequence[Column]) -> pd.DataFrame:
    places = ["conv1", *(f"conv{number}_x" for number in range(2, 2 + len(columns[0].recipes)))]
    index = [f"{place}, {side}×{side}" for place, side in zip(places, columns[0].sides, strict=True)]
    costs = ("published", "paper", "torchvision", "params")
    return pd.DataFrame(
        {
            say("network-table1.layers", layers=column.layers): [
                say("network-table1.stem", convolution=column.stem, stride=column.stem_stride),
                *(recipe.replace("[", "\\[") for recipe in column.recipes),
                numbers.count(column.published_macs),
                numbers.count(column.macs_as_in_the_paper),
                numbers.count(column.macs_as_in_torchvision),
                numbers.whole(column.params),
            ]
            for column in columns
        },
        index=[*index, *(say(f"network-table1.{cost}") for cost in costs)],
    )
