"""The box of one layer in a picture: its colour, its height, and the two lines in it."""

from typing import Literal

from resnet_core.analysis.layers import LayerRow
from resnet_core.plan.nodes import AvgPool, Conv, Layer, Linear, MaxPool, Norm, Relu, Sigmoid, ZeroPad

Kind = Literal["conv", "norm", "relu", "pool", "linear", "reshape", "add", "scale", "fold"]
TALL, LOW = 42, 26
"""Heights of a box with two lines and with one."""

_KINDS: dict[type, Kind] = {
    Conv: "conv",
    Norm: "norm",
    Relu: "relu",
    MaxPool: "pool",
    AvgPool: "pool",
    Linear: "linear",
    Sigmoid: "relu",
}


def kind(layer: Layer) -> Kind:
    """By which the style sheet colours it."""
    return _KINDS.get(type(layer), "reshape")


def height(layer: Layer) -> float:
    """Of its box."""
    return TALL if isinstance(layer, Conv | Linear | MaxPool | AvgPool | ZeroPad) else LOW


def title(layer: Layer, row: LayerRow) -> str:
    """Its first line."""
    match layer:
        case Conv():
            return f"conv {layer.kernel}×{layer.kernel}, {layer.out_channels}"
        case Linear():
            return f"dense, {layer.out_features}"
        case _:
            return row.kind


def subtitle(layer: Layer, row: LayerRow) -> str:
    """Its second line; empty in a low box."""
    match layer:
        case Conv():
            said = [f"stride {layer.stride}"] if layer.stride != 1 else []
            said += [f"{layer.groups} groups"] if layer.groups != 1 else []
            return ", ".join([*said, f"{row.params:,} params"])
        case Linear():
            return f"{row.params:,} params"
        case MaxPool() | AvgPool():
            return f"{layer.kernel}×{layer.kernel}, stride {layer.stride}"
        case ZeroPad():
            return f"+{layer.out_channels - layer.in_channels} zero channels"
        case _:
            return ""
