"""One layer in words and mathematics: what it computes, and where its counts come from. No Streamlit here."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from resnet_core.analysis.layers import LayerRow, kind
from resnet_core.plan.nodes import (
    Add,
    AvgPool,
    Conv,
    Flatten,
    GlobalAvgPool,
    Layer,
    Linear,
    MaxPool,
    Norm,
    Relu,
    Scale,
    Shape,
    Sigmoid,
    ZeroPad,
)
from ui import language, numbers
from ui.say import say

TINY = 0.001
"""Smaller shares are only said to be smaller."""


def formula(layer: Layer) -> str:
    """LaTeX of what the layer computes; `o` is an output channel, `g(o)` the input channels of its group."""
    match layer:
        case Conv():
            sources = r"i \in g(o)" if layer.groups > 1 else "i"
            return rf"y_o = \sum_{{{sources}}} W_{{o,i}} * x_i" + (" + b_o" if layer.bias else "")
        case Norm():
            return r"y_c = \gamma_c\,\frac{x_c - \mu_c}{\sqrt{\sigma_c^2 + \epsilon}} + \beta_c"
        case Relu():
            return r"y = \max(x, 0)"
        case MaxPool():
            return rf"y = \max_{{{layer.kernel} \times {layer.kernel}}} x"
        case AvgPool():
            return rf"y = \operatorname{{mean}}_{{{layer.kernel} \times {layer.kernel}}} x"
        case GlobalAvgPool():
            return r"y_c = \operatorname{mean}_{h,w} x_{c,h,w}"
        case ZeroPad():
            return rf"y = [\,x_{{{layer.stride}h,\,{layer.stride}w}};\ 0\,]"
        case Flatten():
            return r"y = \operatorname{vec}(x)"
        case Linear():
            return r"y = W x + b"
        case Sigmoid():
            return r"y = \frac{1}{1 + e^{-x}}"
        case Scale():
            return r"y_c = s_c\,x_c"
        case Add():
            return r"y = F(x) + \text{shortcut}(x)"


def what(layer: Layer) -> str:
    """What the layer is, with its kernel, stride and groups: `convolution 3×3, stride 2`."""
    return _what(layer, "layer-what", language.current())


def short(layer: Layer) -> str:
    """The same where room is scarce: `conv 3×3, stride 2`."""
    return _what(layer, "layer-what.short", language.current())


def named(layer: Layer) -> str:
    """The kind alone: `batch norm`."""
    return say("layer-kind", kind=kind(layer))


def kernel(layer: Layer) -> str:
    """The kernel in words; empty for a layer without one."""
    match layer:
        case Conv():
            depth = layer.in_channels // layer.groups
            return say("layer-kernels", layer, shape=numbers.shape((depth, layer.kernel, layer.kernel)))
        case MaxPool() | AvgPool():
            return say("layer-windows", layer)
        case Linear():
            return say("layer-matrix", shape=numbers.shape((layer.out_features, layer.in_features)))
        case _:
            return ""


def params_sum(layer: Layer) -> str:
    """How the parameters are counted: `3 · 3 · 64 · 128`; empty for a layer without any."""
    match layer:
        case Conv():
            bias = f" + {layer.out_channels}" if layer.bias else ""
            return f"{_product(_weights(layer))}{bias}"
        case Norm():
            return _product((2, layer.channels))
        case Linear():
            return f"{_product((layer.in_features, layer.out_features))} + {layer.out_features}"
        case _:
            return ""


def macs_sum(layer: Layer, out_shape: Shape) -> str:
    """How the multiply-adds are counted: each weight once for every pixel it computes; empty where none count."""
    match layer:
        case Conv():
            return _product((*_weights(layer), *out_shape[1:]))
        case Linear():
            return _product((layer.in_features, layer.out_features))
        case _:
            return ""


def sight(row: LayerRow, sides: Shape) -> str:
    """How far one output sees of an input of these two sides."""
    field = row.receptive_field
    return say("layer-sight", field=field, input=numbers.shape(sides), everything=field >= max(sides))


def title(row: LayerRow) -> str:
    """Kind, place and shapes in one sentence."""
    whole = say("layer-title", what=what(row.layer), place=row.branch, **shapes(row))
    return whole[:1].upper() + whole[1:]


def spoken(row: LayerRow) -> str:
    """The layer for a screen reader: path, kind, shapes, parameters."""
    return f"{row.path}: {_spoken(what(row.layer), language.current(), params=row.params, **shapes(row))}"


def shapes(row: LayerRow) -> dict[str, str]:
    """What a layer receives and gives, for a message."""
    return {"received": numbers.shape(row.in_shape), "given": numbers.shape(row.out_shape)}


def counted(arithmetic: str, number: int, *, whole: int, of: Literal["network", "block"]) -> str:
    """A count with how it comes about and its share of the whole network or block; `none` for nothing."""
    share = number / whole if number else 0.0
    return say("layer-counted", arithmetic=arithmetic, number=number, share=share, of=of, tiny=share < TINY)


@lru_cache(maxsize=4096)
def _spoken(what: str, _language: str, *, params: int, received: str, given: str) -> str:
    return say("layer-spoken", what=what, params=params, received=received, given=given)


@lru_cache(maxsize=4096)
def _what(layer: Layer, message: str, _language: str) -> str:
    match layer:
        case Conv():
            return say(message, layer, kind=kind(layer), depth=layer.in_channels // layer.groups)
        case ZeroPad():
            return say(message, layer, kind=kind(layer), added=layer.out_channels - layer.in_channels)
        case _:
            return say(message, layer, kind=kind(layer))


def _weights(conv: Conv) -> tuple[int, ...]:
    return conv.kernel, conv.kernel, conv.in_channels // conv.groups, conv.out_channels


def _product(factors: Sequence[int]) -> str:
    return " · ".join(map(str, factors))
