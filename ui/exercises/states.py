"""Where the lab takes an exercise up: a page, with its fields set."""

from collections.abc import Mapping
from typing import NamedTuple

from resnet_core.plan.zoo import ZOO
from ui.arrival import AT
from ui.block.controls import FAMILY, IN, NORM, OUT, SHORTCUT, SIZE, STRIDE
from ui.fields import Field, Value
from ui.frame import (
    FUNCTION_CLASSES,
    NETWORK,
    ORDERS,
    PATHS,
    PLAIN_VS_RESIDUAL,
    RESIDUAL_BLOCK,
    RESNEXT,
    TRAIN,
    Entry,
)
from ui.functions.controls import FAMILY as FUNCTIONS
from ui.functions.controls import SIZE as GROWN
from ui.network.controls import BASE, VIEW, size_field
from ui.train.controls import PRESET

SMALL = size_field(ZOO[str(BASE.default)].config)
"""The side of the pictures of a network."""


class State(NamedTuple):
    """A page as an exercise needs it."""

    page: Entry
    at: str
    """The key of the element to land on; empty for the top."""
    held: Mapping[Field, Value] = {}
    """What the fields of the page hold, as codes; the others are at their defaults."""

    @property
    def address(self) -> dict[str, str]:
        """What the page's address holds."""
        fields = {field.key: str(value).lower() for field, value in self.held.items()}
        return fields | ({AT: self.at} if self.at else {})


STATES: Mapping[str, State] = {
    "inception": State(RESNEXT, "next_inception"),
    "table": State(NETWORK, "net-view", {BASE: "resnet18", VIEW: "table_1"}),
    "bottleneck": State(RESIDUAL_BLOCK, "block_diagram", {FAMILY: "bottleneck", IN: 256, OUT: 256, SIZE: 14}),
    "order": State(ORDERS, ""),
    "nested": State(FUNCTION_CLASSES, "fc_points", {FUNCTIONS: "polynomials", GROWN: 20}),
    "layers": State(NETWORK, "net_flow", {BASE: "resnet50"}),
    "groups": State(RESNEXT, "next_wires"),
    "cost": State(RESNEXT, "next_equal_cost"),
    "paths": State(PATHS, "paths_share"),
    "sight": State(NETWORK, "net-view", {BASE: "resnet18", VIEW: "where"}),
    "memory": State(TRAIN, "", {PRESET: "chapter"}),
    "stride": State(RESIDUAL_BLOCK, "block_diagram", {SHORTCUT: "projection", IN: 3, OUT: 6, SIZE: 8, STRIDE: 2}),
    "grey": State(RESIDUAL_BLOCK, "block_diagram", {IN: 1, OUT: 3, SIZE: 6}),
    "tiny": State(NETWORK, "net-view", {SMALL: 28, VIEW: "where"}),
    "single": State(NETWORK, "net-view", {VIEW: "where"}),
    "plus": State(RESIDUAL_BLOCK, "block_diagram", {IN: 3, OUT: 3, SIZE: 6}),
    "sleep": State(RESIDUAL_BLOCK, "block_diagram", {NORM: False}),
    "identity": State(RESIDUAL_BLOCK, "block_diagram", {FAMILY: "plain", NORM: False, IN: 6, OUT: 6, SIZE: 8}),
    "grow": State(FUNCTION_CLASSES, "fc_points"),
    "reading": State(PLAIN_VS_RESIDUAL, ""),
    "clinic": State(ORDERS, ""),
    "card": State(TRAIN, "", {PRESET: "quick"}),
}
"""By the name of the exercise."""
