"""The views of a network below its diagram; only the one that is open computes."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from resnet_core.analysis.layers import LayerRow, layer_table, totals
from resnet_core.analysis.stages import layer_count, parts
from resnet_core.analysis.table1 import Column, first_strided_bottleneck, table1
from resnet_core.config import NetworkConfig
from resnet_core.plan.network import network_plan
from resnet_core.plan.nodes import NetworkPlan, Shape
from resnet_core.plan.zoo import ZOO
from ui import charts, fields, words
from ui.fields import Choice, Switch
from ui.network import charts as network_charts
from ui.network import exports as network_exports
from ui.network import readings as network_readings
from ui.network.choices import STRIDE_ON, on_the_same_input, state_of
from ui.prose import prose

AGAINST = Choice("net.against", "Compare with", tuple(ZOO), "resnet34", look="select")
TICKS = (
    Switch("net.count-convolutions", "Convolutions on the main path", default=True),
    Switch("net.count-projections", "Projections on shortcuts", default=False),
    Switch("net.count-gates", "Convolutions in squeeze-and-excitation", default=False),
    Switch("net.count-norms", "Batch norms", default=False),
    Switch("net.count-dense", "The dense layer", default=True),
)


class Network(NamedTuple):
    """What every view is given."""

    name: str
    config: NetworkConfig
    plan: NetworkPlan
    table: tuple[LayerRow, ...]

    @property
    def title(self) -> str:
        """The published name, with a word where more than the input and the classes was changed."""
        return self.name if self.config == on_the_same_input(self.name, self.config) else f"{self.name}, changed"


def modules(network: Network) -> None:
    """What the chapter's `layer_summary` prints, with the costs beside it."""
    shape = ", ".join(map(str, (1, *network.plan.input_shape)))
    st.markdown(
        f"One line a module, as the chapter's `net.layer_summary(({shape}))` prints them: a "
        "batch of one picture goes in, and each line is the shape that comes out."
    )
    st.table(
        pd.DataFrame(
            [
                {
                    "module": part.name,
                    "blocks": str(part.blocks or ""),
                    "output shape": f"[{', '.join(map(str, (1, *part.out_shape)))}]".replace("[", "\\["),
                    "parameters": f"{part.params:,}",
                    "multiply-adds": f"{part.macs:,}",
                    "activations": words.size(part.activation_bytes),
                }
                for part in parts(network.table)
            ]
        ),
        hide_index=True,
        alt="One row a module: output shape and costs",
    )


def costs(network: Network) -> None:
    """Where the costs sit, how the maps change, how far an output sees."""
    summed = parts(network.table)
    picture = network.plan.input_shape
    st.markdown("**Which part costs what**")
    said = network_readings.largest(summed)
    charts.draw(network_charts.shares_option(summed), key="net_shares", alt=said)
    st.markdown(said)
    left, right = st.columns(2)
    with left:
        st.markdown("**Resolution against channels**")
        said = network_readings.resolution(picture, summed)
        charts.draw(network_charts.resolution_option(picture, summed), key="net_resolution", alt=said)
        st.markdown(said)
    with right:
        st.markdown("**How far one output sees**")
        said = network_readings.sight(network.table, picture)
        charts.draw(network_charts.sight_option(network.table, picture), key="net_sight", alt=said)
        st.markdown(said)


def counter(network: Network) -> None:
    """Why 18: the layers with weights, ticked in or out."""
    st.markdown("Which layers make up the number in a network's name? Tick them in and out until the sum is right.")
    count = layer_count(network.plan)
    kinds = dict(zip(network_readings.KINDS, TICKS, strict=True))
    if not count.gates:
        del kinds["gates"]
    with st.container(horizontal=True):
        for tick in kinds.values():
            fields.draw(tick)
    held = fields.values(TICKS)
    ticked = [kind for kind, tick in kinds.items() if held[tick.key]]
    st.metric("Layers counted", sum(getattr(count, kind) for kind in ticked))
    st.markdown(network_readings.counted(count, ticked=ticked))


def compare(network: Network) -> None:
    """A second network on the same pictures."""
    other = fields.draw(AGAINST)
    config = on_the_same_input(other, network.config)
    plan = network_plan(config)
    second = Network(other, config, plan, layer_table(plan))
    st.markdown(network_readings.compared((network.title, other), (totals(network.table), totals(second.table))))
    st.table(
        pd.DataFrame([_facts(network), _facts(second)], index=[network.title, second.title]).T,
        alt="The two networks, fact by fact",
    )
    summed = parts(network.table), parts(second.table)
    for each, each_parts in zip((network, second), summed, strict=True):
        st.markdown(f"**{each.title}**")
        said = network_readings.largest(each_parts)
        key = f"net_compare_{'ours' if each is network else 'other'}"
        charts.draw(network_charts.shares_option(each_parts), key=key, alt=said, height=240)
        st.markdown(said)


def published(network: Network) -> None:
    """Table 1 of He et al. 2015, made from the zoo."""
    del network
    columns = table1()
    st.markdown(prose("network_table1"))
    st.table(_table1(columns), alt="Table 1 of He et al. 2015, made from the zoo, with our counts below")
    st.markdown(network_readings.published(columns))
    st.markdown(network_readings.moved_stride(first_strided_bottleneck("resnet50")))
    fields.change_button(
        "Show ResNet-50 with the paper's stride",
        state_of("resnet50", {STRIDE_ON: "first"}),
        key="net_paper_stride",
        icon=":material/history_edu:",
    )


def take_away(network: Network) -> None:
    """The network as source code and as data."""
    network_exports.show(network.name, network.config)


VIEWS: Mapping[str, Callable[[Network], None]] = {
    "Modules": modules,
    "Where it sits": costs,
    "Why 18?": counter,
    "Compare": compare,
    "Table 1": published,
    "Take it with you": take_away,
}
VIEW = Choice("net.view", "View", tuple(VIEWS), "Modules")
FIELDS = (VIEW, AGAINST, *TICKS)


def show(network: Network) -> None:
    """The tabs; a closed one computes nothing."""
    tabs = st.tabs(list(VIEWS), key=VIEW.key, on_change="rerun", bind="query-params")
    for tab, view in zip(tabs, VIEWS.values(), strict=True):
        if tab.open:
            with tab:
                view(network)


def maps(table: Sequence[LayerRow]) -> tuple[Shape, ...]:
    """The picture, and the maps after the stem and after each stage."""
    return (table[0].in_shape, *(part.out_shape for part in parts(table) if part.name != "head"))


def _facts(network: Network) -> dict[str, str]:
    sums, count = totals(network.table), layer_count(network.plan)
    last = [part for part in parts(network.table) if part.blocks][-1]
    return {
        "layers in the name": str(count.in_the_name),
        "projections": str(count.projections),
        "parameters": f"{sums.params:,}",
        "multiply-adds": f"{sums.macs:,}",
        "activations, one picture": words.size(sums.activation_bytes),
        "last maps": words.shape(last.out_shape),
        "receptive field of the last stage": f"{last.receptive_field} pixels",
    }


def _table1(columns: Sequence[Column]) -> pd.DataFrame:
    places = ["conv1", *(f"conv{number}_x" for number in range(2, 2 + len(columns[0].sides) - 1))]
    index = [f"{place}, {side}×{side}" for place, side in zip(places, columns[0].sides, strict=True)]
    index += [
        "multiply-adds, published",
        "ours, stride as in the paper",
        "ours, stride as in torchvision",
        "parameters, ours",
    ]
    return pd.DataFrame(
        {
            f"{column.layers} layers": [
                *(recipe.replace("[", "\\[") for recipe in column.recipes),
                _billion(column.published_macs, 1),
                _billion(column.macs_as_in_the_paper, 2),
                _billion(column.macs_as_in_torchvision, 2),
                f"{column.params:,}",
            ]
            for column in columns
        },
        index=index,
    )


def _billion(macs: float, digits: int) -> str:
    return f"{macs / 1e9:.{digits}f} billion"
