"""The board of a room: accuracy against what a network costs, as a picture and a table. No people on it."""

import pandas as pd
import streamlit as st

from resnet_core.config import NetworkConfig
from resnet_core.plan.zoo import ZOO
from resnet_core.room import board
from resnet_core.room.board import Cost, Entry
from resnet_core.room.rooms import Room
from ui import charts, numbers, tables
from ui.network.controls import BASE
from ui.room import here
from ui.say import say

COSTS: tuple[Cost, ...] = ("params", "macs", "seconds")
ROOM = ("12%", "12%")
"""Beside the outermost points of an axis, so that none lies on the frame and its name outside."""


def draw(room: Room) -> None:
    """Draws the networks that were trained in the room, the most accurate first."""
    entries = board.board(board.raced_in(here.store(), room))
    if not entries:
        st.caption(say("room-board-empty"))
        return
    cost: Cost = st.segmented_control(
        say("room-board-cost"), COSTS, default="params", required=True, key="room_cost", format_func=_cost
    )
    best = board.unbeaten(entries, cost)
    alt = say("room-board-alt", count=len(entries), best=_name(entries[0].network), accuracy=entries[0].accuracy)
    charts.draw(_picture(entries, best, cost), key="room_board", alt=alt)
    st.caption(alt)
    tables.show(_table(entries), key="room_board_rows")


def _picture(entries: tuple[Entry, ...], best: tuple[Entry, ...], cost: Cost) -> charts.Option:
    series = [
        {
            "type": "scatter",
            "name": say(f"room-board-{name}"),
            "symbol": symbol,
            "symbolSize": 13,
            "data": [
                {"name": _name(entry.network), "value": [entry.cost(cost), round(100 * entry.accuracy, 2)]}
                for entry in entries
                if (entry in best) == (name == "unbeaten")
            ],
            "label": {"show": True, "position": "top", "formatter": "{b}", "fontSize": 12},
            "labelLayout": {"hideOverlap": True},
        }
        for name, symbol in (("unbeaten", "diamond"), ("beaten", "circle"))
    ]
    option = charts.base(
        [each for each in series if each["data"]],
        x=charts.axis(_cost(cost), kind="log" if cost != "seconds" else "value", scale=True, boundaryGap=ROOM),
        y=charts.axis(say("room-board-accuracy"), scale=True, boundaryGap=ROOM, max=100),
        legend=charts.Legend([str(each["name"]) for each in series if each["data"]]),
        tooltip=charts.tip(trigger="item"),
    )
    option["grid"] |= {"right": 44}  # half of the last number of the axis
    return option


def _table(entries: tuple[Entry, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            say("room-board-network"): [_name(entry.network) for entry in entries],
            say("room-board-accuracy"): [round(100 * entry.accuracy, 2) for entry in entries],
            _cost("params"): [entry.params for entry in entries],
            _cost("macs"): [entry.macs for entry in entries],
            _cost("seconds"): [round(entry.seconds, 1) for entry in entries],
            say("room-board-runs"): [entry.runs for entry in entries],
        }
    )


def _name(network: NetworkConfig) -> str:
    """A published network by its name, any other by its family, blocks and first width."""
    published = next((name for name, net in ZOO.items() if net.config == network), None)
    if published is not None:
        return BASE.said(published)
    family = say(f"family.{network.style.family}")
    blocks, width = sum(stage.blocks for stage in network.stages), network.stages[0].channels
    return say("room-board-name", family=family, blocks=blocks, width=numbers.count(width))


def _cost(cost: Cost) -> str:
    return say(f"room-board-cost.{cost}")
