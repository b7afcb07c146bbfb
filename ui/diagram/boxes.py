"""The box of one layer in a picture: its colour, its height, and the two lines in it."""

from functools import lru_cache
from typing import Literal

from resnet_core.plan.nodes import AvgPool, Conv, Layer, Linear, MaxPool, Norm, Relu, Sigmoid, ZeroPad
from ui import language
from ui.layers import words as layer_words
from ui.say import say

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


def lines(layer: Layer, params: int) -> tuple[str, str]:
    """The two lines in its box; the second is empty in a low box."""
    return _lines(layer, params, language.current())


@lru_cache(maxsize=4096)
def _lines(layer: Layer, params: int, _language: str) -> tuple[str, str]:
    match layer:
        case Conv():
            return say("box-convolution", layer), say("box-convolution.cost", layer, params=params)
        case Linear():
            return say("box-dense", layer), say("box-params", params=params)
        case MaxPool() | AvgPool():
            return layer_words.named(layer), say("layer-pool", layer)
        case ZeroPad():
            return layer_words.named(layer), say("box-zero-pad", added=layer.out_channels - layer.in_channels)
        case _:
            return layer_words.named(layer), ""
