"""PyTorch source of single layers and of a class: what the block, the network and the flat module are written with."""

from collections.abc import Iterable

from resnet_core.codegen.pattern import NO_NAMES, Names, called
from resnet_core.codegen.text import docstring_source, indented
from resnet_core.config import Init
from resnet_core.plan.nodes import (
    Add,
    AvgPool,
    Conv,
    Flatten,
    Gate,
    GlobalAvgPool,
    Layer,
    Linear,
    MaxPool,
    Norm,
    Path,
    Relu,
    Scale,
    Shape,
    Sigmoid,
    ZeroPad,
)
from resnet_core.plan.shapes import Step


def layer_source(layer: Layer | Gate, names: Names = NO_NAMES) -> str:
    """The call that makes the module of `layer`."""
    match layer:
        case Conv():
            return f"nn.Conv2d({', '.join(_conv_arguments(layer, names))})"
        case Norm(_, channels):
            return f"nn.BatchNorm2d({called(channels, names.channels)})"
        case Relu():
            return "nn.ReLU()"
        case MaxPool(_, kernel, stride, padding):
            return f"nn.MaxPool2d(kernel_size={kernel}, stride={stride}, padding={padding})"
        case AvgPool(_, _, stride):
            return f"nn.AvgPool2d({called(stride, names.stride)}, ceil_mode=True, count_include_pad=False)"
        case GlobalAvgPool():
            return "nn.AdaptiveAvgPool2d(1)"
        case Flatten():
            return "nn.Flatten()"
        case Linear(_, in_features, out_features):
            return f"nn.Linear({in_features}, {out_features})"
        case Sigmoid():
            return "nn.Sigmoid()"
        case Gate(_, (_, Conv(_, channels, width), *_)):
            return f"{GATE_NAME}({called(channels, names.channels)}, {called(width, names.squeezed)})"
        case Add() | Scale() | ZeroPad() | Gate():
            raise AssertionError(f"{layer.name}: written out in `forward`, without a module")


GATE_NAME = "SqueezeExcitation"
GATE_SOURCE = '''\
class SqueezeExcitation(nn.Module):
    """A factor for each channel, from the means of all (Hu et al. 2017, arXiv:1709.01507, Fig. 3)."""

    def __init__(self, channels, width):
        super().__init__()
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.reduce = nn.Conv2d(channels, width, kernel_size=1)
        self.relu = nn.ReLU()
        self.expand = nn.Conv2d(width, channels, kernel_size=1)
        self.sigmoid = nn.Sigmoid()

    def forward(self, x):
        return x * self.sigmoid(self.expand(self.relu(self.reduce(self.pool(x)))))'''


def path_source(path: Path, names: Names) -> list[str]:
    """The module of a straight path: the layer itself where there is one, else a Sequential."""
    if len(path) == 1:
        return [layer_source(path[0], names)]
    return ["nn.Sequential(", *(f"    {layer_source(layer, names)}," for layer in path), ")"]


def pad_source(layer: ZeroPad, stride: str | None = None, extra: str | None = None) -> str:
    """The expression for option A: every `stride`-th pixel, `extra` zero channels behind; by number unless named."""
    stride = stride or ("" if layer.stride == 1 else str(layer.stride))
    extra = extra or str(layer.out_channels - layer.in_channels)
    space = "" if stride.isdecimal() else " "
    pixels = f"x[:, :, ::{space}{stride}, ::{space}{stride}]" if stride else "x"
    return pixels if extra == "0" else f"F.pad({pixels}, (0, 0, 0, 0, 0, {extra}))"


def shape_comment(in_shape: Shape, out_shape: Shape) -> str:
    """A trailing comment with the shape, if the line changes it."""
    return "" if in_shape == out_shape else f"  # {batch(out_shape)}"


def step_comment(step: Step) -> str:
    """The `shape_comment` of one layer."""
    return shape_comment(step.in_shape, step.out_shape)


def batch(shape: Shape) -> str:
    """`shape` with the batch in front."""
    return f"({', '.join(('B', *map(str, shape)))})"


def init_lines(init: Init) -> list[str]:
    """The body of `init_weights` for layers, empty where torch's own draw stays."""
    match init:
        case "kaiming":
            return [
                "if isinstance(module, nn.Conv2d):",
                '    nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")',
            ]
        case "xavier":
            return ["if isinstance(module, nn.Conv2d | nn.Linear):", "    nn.init.xavier_uniform_(module.weight)"]
        case "torch":
            return []


INIT_SUMMARIES: dict[Init, tuple[str, ...]] = {
    "kaiming": ("Kaiming normal for convolutions (He et al. 2015, arXiv:1502.01852).",),
    "xavier": ("Xavier uniform for convolutions and the dense layer (Glorot & Bengio 2010).",),
    "torch": (),
}


def init_function(docstring: tuple[str, ...], body: list[str]) -> str:
    """The function that `apply` calls with every module."""
    return "\n".join(["def init_weights(module):", *indented([*docstring_source(docstring), *body], 4)])


def class_source(
    name: str, docstring: tuple[str, ...], *, init: list[str], forward: list[str], parameters: str = ""
) -> str:
    """An nn.Module of these two method bodies; `parameters` are those of `__init__` after `self`."""
    return "\n".join(
        [
            f"class {name}(nn.Module):",
            *indented(docstring_source(docstring), 4),
            "",
            f"    def __init__(self{parameters}):",
            *indented(["super().__init__()", *init], 8),
            "",
            "    def forward(self, x):",
            *indented(forward, 8),
        ]
    )


def imports_source(layers: Iterable[Layer]) -> str:
    """What a module of these layers needs from torch."""
    functional = any(isinstance(layer, ZeroPad) for layer in layers)
    return "from torch import nn" + ("\nfrom torch.nn import functional as F" if functional else "")


def _conv_arguments(conv: Conv, names: Names) -> list[str]:
    arguments = [called(channels, names.channels) for channels in (conv.in_channels, conv.out_channels)]
    arguments.append(f"kernel_size={conv.kernel}")
    if conv.stride != 1:
        arguments.append(f"stride={called(conv.stride, names.stride)}")
    if conv.padding:
        arguments.append(f"padding={conv.padding}")
    if conv.groups != 1:
        arguments.append(f"groups={called(conv.groups, names.groups)}")
    if not conv.bias:
        arguments.append("bias=False")
    return arguments
