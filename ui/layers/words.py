"""One layer in words and mathematics: what it computes, and where its counts come from. No Streamlit here."""

import re
from collections.abc import Sequence

from resnet_core.analysis.layers import LayerRow
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
from ui import words

PLACES = {
    "stem": "in the stem",
    "before": "before the fork, shared by both branches",
    "main": "on the main path",
    "gate": "in squeeze-and-excitation, beside the main path",
    "shortcut": "on the shortcut",
    "add": "where main path and shortcut meet",
    "after": "after the addition",
    "head": "in the head",
}
"""Branch of a layer, in words."""


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


def kernel(layer: Layer) -> str:
    """The kernel in words; empty for a layer without one."""
    match layer:
        case Conv():
            depth = layer.in_channels // layer.groups
            stride = f", every {layer.stride} pixels" if layer.stride > 1 else ""
            grouped = f" in {layer.groups} groups" if layer.groups > 1 else ""
            return f"{layer.out_channels} kernels of {depth}×{layer.kernel}×{layer.kernel}{grouped}{stride}"
        case MaxPool() | AvgPool():
            return f"windows of {layer.kernel}×{layer.kernel}, every {layer.stride} pixels"
        case Linear():
            return f"a matrix of {layer.out_features}×{layer.in_features}, and a bias"
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
    field, whole = row.receptive_field, words.shape(sides)
    if field >= max(sides):
        return f"{field}×{field} pixels, at least as far as the whole input of {whole}"
    return f"{field}×{field} pixels of the {whole} of the input"


def title(row: LayerRow) -> str:
    """Kind, place and shapes in one sentence."""
    what = times(f"{row.kind} {row.detail}".strip())
    return (
        f"{what[0].upper()}{what[1:]}, {PLACES[row.branch]}: {words.shape(row.in_shape)} → {words.shape(row.out_shape)}"
    )


def counted(arithmetic: str, number: int, *, whole: int, of: str) -> str:
    """A count with how it comes about and its share of the whole network or block; `none` for nothing."""
    if not number:
        return "none"
    share = number / whole
    return f"{arithmetic} = {number:,} ({'under 0.1%' if share < 0.001 else f'{share:.1%}'} of the {of})"


def times(text: str) -> str:
    """`3x3` as `3×3`."""
    return re.sub(r"(?<=\d)x(?=\d)", "×", text)


def _weights(conv: Conv) -> tuple[int, ...]:
    return conv.kernel, conv.kernel, conv.in_channels // conv.groups, conv.out_channels


def _product(factors: Sequence[int]) -> str:
    return " · ".join(map(str, factors))
