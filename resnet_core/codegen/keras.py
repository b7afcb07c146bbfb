"""Keras 3 source of a network, for any of its backends.

Functional, channels last whatever a keras.json says, padded as PyTorch pads: Keras' "same" adds the odd row on the far
side where the stride is 2, which is another network. Biases start at zero, as Keras has it; all other weights as the
config says.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial

import numpy as np
import numpy.typing as npt

from resnet_core.codegen.pattern import (
    NETWORK_NAMES,
    NO_NAMES,
    Names,
    Pattern,
    called,
    composed,
    gate_of,
    lines_of,
    pattern,
    summary,
    zero_initialised,
)
from resnet_core.codegen.text import docstring_source, file_source, indented
from resnet_core.config import Init, NetworkConfig
from resnet_core.plan import nodes
from resnet_core.plan.network import network_plan
from resnet_core.plan.nodes import Gate, Layer, Shape
from resnet_core.plan.shapes import Step, walk

Array = npt.NDArray[np.generic]

_TORCH_DRAW = 'VarianceScaling(1 / 3, "fan_in", "uniform")'
_CONV_DRAW: dict[Init, str] = {
    "kaiming": 'VarianceScaling(2, "fan_out", "untruncated_normal")  # He et al. 2015, arXiv:1502.01852',
    "xavier": "",  # what Keras does by itself
    "torch": _TORCH_DRAW,
}
_DENSE_DRAW: dict[Init, str] = {"kaiming": _TORCH_DRAW, "xavier": "", "torch": _TORCH_DRAW}

_NORM = '''\
def norm(x{parameter}):
    """Batch norm with PyTorch's constants; its momentum of 0.1 is 0.9 in Keras."""
    return layers.BatchNormalization(momentum=0.9, epsilon=1e-5{argument})(x)'''

_RELU = '''\
def relu(x):
    """max(x, 0)."""
    return layers.ReLU()(x)'''

_MEAN_POOL = '''\
def mean_pool(x, stride):
    """The mean of each window; a window cut by the border averages what is there."""
    border = ((0, 0), (0, -x.shape[1] % stride), (0, -x.shape[2] % stride), (0, 0))
    mean = layers.AveragePooling2D(stride, data_format="channels_last")
    return mean(ops.pad(x, border)) / mean(ops.pad(ops.ones_like(x), border))'''

_KINDS: dict[type[Layer], str] = {nodes.Conv: "conv2d", nodes.Norm: "batch_normalization", nodes.Linear: "dense"}
_PARTS = {
    "conv2d": {"weight": "kernel", "bias": "bias"},
    "batch_normalization": {
        "weight": "gamma",
        "bias": "beta",
        "running_mean": "moving_mean",
        "running_var": "moving_variance",
    },
    "dense": {"weight": "kernel", "bias": "bias"},
}
_AXES = {1: (0,), 2: (1, 0), 4: (2, 3, 1, 0)}

_WIDTH = 120
"""Columns of a line."""
_CHANNELS_LAST = 'data_format="channels_last"'


def keras_source(config: NetworkConfig) -> str:
    """Source of a function that returns `config` as a keras.Model; ShapeError where the network does not fit."""
    steps = tuple(walk(network_plan(config)))
    common = pattern(config)
    zero = zero_initialised(common.block.main)
    body = [
        _conv_function(config, common, start=isinstance(zero, nodes.Conv)),
        *([_norm_function(start=isinstance(zero, nodes.Norm))] if config.style.norm else []),
        _RELU,
        *([_gate_function(config)] if gate_of(common.block) else []),
        *([_MEAN_POOL] if _cuts_windows(steps) else []),
        _block_function(config, common, steps),
        _stage_function(config),
        _network_function(config, steps),
    ]
    return file_source(_imports("\n".join(body)), *body)


def keras_weights(config: NetworkConfig, weights: Mapping[str, Array]) -> dict[str, Array]:
    """PyTorch's `weights`, named by the plan, as `keras_source` has them: path in the model to values.

    A fresh session of Keras numbers the layers of each kind as they are made; kernels are (H, W, in, out).
    """
    made: Counter[str] = Counter()
    variables: dict[str, Array] = {}
    for step in walk(network_plan(config)):
        if kind := _KINDS.get(type(step.layer)):
            layer = f"{kind}_{made[kind]}" if made[kind] else kind
            made[kind] += 1
            for ours, theirs in _PARTS[kind].items():
                if (values := weights.get(f"{step.path}.{ours}")) is not None:
                    variables[f"{layer}/{theirs}"] = np.ascontiguousarray(values.transpose(_AXES[values.ndim]))
    return variables


def _imports(body: str) -> str:
    lines = ["import keras", f"from keras import {'layers, ops' if 'ops.' in body else 'layers'}"]
    lines += ["from keras.initializers import VarianceScaling"] if "VarianceScaling" in body else []
    return "\n".join(lines)


def _cuts_windows(steps: tuple[Step, ...]) -> bool:
    return any(
        isinstance(step.layer, nodes.AvgPool) and any(side % step.layer.stride for side in step.in_shape[1:])
        for step in steps
    )


def _conv_function(config: NetworkConfig, common: Pattern, *, start: bool) -> str:
    grouped = any(isinstance(layer, nodes.Conv) and layer.groups != 1 for layer in common.block.main)
    gated = gate_of(common.block) is not None
    draw = _CONV_DRAW[config.init]
    if start:
        draw = f"start or {draw}" if draw else 'start or "glorot_uniform"'
    arguments = ["channels", "kernel", "stride", _CHANNELS_LAST]
    arguments += ["groups=groups"] if grouped else []
    arguments += [] if config.style.conv_bias else ["use_bias=bias" if gated else "use_bias=False"]
    arguments += ["kernel_initializer=draw"] if draw else []
    parameters = ["x", "channels", "kernel", "stride=1"]
    parameters += ["groups=1"] if grouped else []
    parameters += ["bias=False"] if gated and not config.style.conv_bias else []
    parameters += ["start=None"] if start else []
    return "\n".join(
        [
            f"def conv({', '.join(parameters)}):",
            '    """A convolution padded alike on all sides, as PyTorch does; "same" is not, where the stride is 2."""',
            "    if kernel > 1:",
            f"        x = layers.ZeroPadding2D(kernel // 2, {_CHANNELS_LAST})(x)",
            *([f"    draw = {draw}"] if draw else []),
            *indented(_call("convolution = layers.Conv2D", ", ".join(arguments)), 4),
            "    return convolution(x)",
        ]
    )


def _call(function: str, arguments: str) -> list[str]:
    """A line of a function's body that ends with a call, or three where one would be too long."""
    whole = f"{function}({arguments})"
    return [whole] if len(whole) <= _WIDTH - 4 else [f"{function}(", f"    {arguments}", ")"]


def _norm_function(*, start: bool) -> str:
    parameter, argument = (', start="ones"', ", gamma_initializer=start") if start else ("", "")
    return _NORM.format(parameter=parameter, argument=argument)


def _gate_function(config: NetworkConfig) -> str:
    biased = "" if config.style.conv_bias else ", bias=True"
    return f'''\
def squeeze_excitation(x, width):
    """A factor for each channel, from the means of all (Hu et al. 2017, arXiv:1709.01507, Fig. 3)."""
    channels = x.shape[-1]
    factors = layers.GlobalAveragePooling2D(data_format="channels_last", keepdims=True)(x)
    factors = relu(conv(factors, width, 1{biased}))
    factors = conv(factors, channels, 1{biased})
    return layers.Multiply()([x, layers.Activation("sigmoid")(factors)])'''


def _block_function(config: NetworkConfig, common: Pattern, steps: tuple[Step, ...]) -> str:
    block = common.block
    through = partial(_source, names=common.names, cut=_cuts_windows(steps))
    lines = list(common.locals)
    lines += [f"shared = {composed(block.before, 'x', through)}"] if block.before else []
    beside = at = "shared" if block.before else "x"
    for layers in lines_of(block.main):
        lines.append(f"y = {composed(layers, at, through)}")
        at = "y"
    if block.shortcut is None:
        total = lines.pop().removeprefix("y = ")
    else:
        total = "layers.Add()([y, x])"
        lines += _shortcut(composed(block.shortcut, beside, through), common)
    docstring = docstring_source(summary(config.style, has_shortcut=block.shortcut is not None))
    body = indented([*docstring, *lines, f"return {composed(block.after, total, through)}"], 4)
    return "\n".join([f"def {_block_name(config)}(x, channels, stride=1):", *body])


def _shortcut(source: str, common: Pattern) -> list[str]:
    if source == "x":
        return []
    if common.projects_sometimes:
        return ["if stride != 1 or x.shape[-1] != channels:", f"    x = {source}"]
    return [f"x = {source}"]


def _source(layer: Layer | Gate, x: str, *, names: Names, cut: bool) -> str:
    """The expression that sends `x` through `layer`."""
    match layer:
        case nodes.Conv():
            return f"conv({', '.join([x, *_conv_arguments(layer, names)])})"
        case nodes.Norm():
            return f'norm({x}, start="zeros")' if layer.zero_init else f"norm({x})"
        case nodes.Relu():
            return f"relu({x})"
        case nodes.AvgPool(_, _, stride):
            by = called(stride, names.stride)
            return f"mean_pool({x}, {by})" if cut else f"layers.AveragePooling2D({by}, {_CHANNELS_LAST})({x})"
        case nodes.ZeroPad():
            pad = "((0, 0), (0, 0), (0, 0), (0, channels - x.shape[-1]))"
            return f"ops.pad({x}[:, ::stride, ::stride], {pad})"
        case nodes.GlobalAvgPool():
            return f"layers.GlobalAveragePooling2D({_CHANNELS_LAST})({x})"
        case Gate(_, (_, nodes.Conv(_, _, width), *_)):
            return f"squeeze_excitation({x}, {called(width, names.squeezed)})"
        case _:
            raise AssertionError(f"{layer.name}: not a layer of a block, stem or head by itself")


def _conv_arguments(conv: nodes.Conv, names: Names) -> Iterator[str]:
    yield called(conv.out_channels, names.channels)
    yield str(conv.kernel)
    if conv.stride != 1:
        yield called(conv.stride, names.stride)
    if conv.groups != 1:
        yield f"groups={called(conv.groups, names.groups)}"
    if conv.zero_init:
        yield 'start="zeros"'


def _block_name(config: NetworkConfig) -> str:
    return f"{config.style.family}_block"


def _stage_function(config: NetworkConfig) -> str:
    return f'''\
def stage(x, channels, blocks, stride=1):
    """Blocks in a row: the first may change channels and resolution, the others keep them."""
    x = {_block_name(config)}(x, channels, stride)
    for _ in range(blocks - 1):
        x = {_block_name(config)}(x, channels)
    return x'''


def _network_function(config: NetworkConfig, steps: tuple[Step, ...]) -> str:
    shape = _channels_last(steps[0].in_shape)
    lines = [
        f'"""(B, {", ".join(map(str, shape))}) -> (B, {config.classes}), without a softmax."""',
        f"inputs = keras.Input({shape})",
        *_straight(steps, "stem", at="inputs", init=config.init),
        *_stages(config, steps),
        *_straight(steps, "head", at="x", init=config.init),
        "return keras.Model(inputs, x)",
    ]
    return "\n".join([f"def {NETWORK_NAMES[config.style.family].lower()}():", *indented(lines, 4)])


def _straight(steps: tuple[Step, ...], branch: str, *, at: str, init: Init) -> Iterator[str]:
    """Stem or head, a layer a line."""
    positive = False
    for step in steps:
        if step.branch == branch and not isinstance(step.layer, nodes.Flatten):  # the pooling of Keras flattens
            for source in _layer_lines(step.layer, at, init=init, positive=positive):
                yield f"x = {source}"
            at, positive = "x", isinstance(step.layer, nodes.Relu)


def _layer_lines(layer: Layer, x: str, *, init: Init, positive: bool) -> list[str]:
    match layer:
        case nodes.MaxPool(_, kernel, stride, padding):
            return [
                _max_pool_border(x, padding, positive=positive),
                f"layers.MaxPooling2D({kernel}, {stride}, {_CHANNELS_LAST})(x)",
            ]
        case nodes.Linear(_, _, out_features):
            draw = f", kernel_initializer={_DENSE_DRAW[init]}" if _DENSE_DRAW[init] else ""
            return [f"layers.Dense({out_features}{draw})({x})"]
        case _:
            return [_source(layer, x, names=NO_NAMES, cut=False)]


def _max_pool_border(x: str, padding: int, *, positive: bool) -> str:
    """A border that never wins: zeros do behind a ReLU, elsewhere it takes minus infinity."""
    if positive:
        return f"layers.ZeroPadding2D({padding}, {_CHANNELS_LAST})({x})"
    border = f"((0, 0), ({padding}, {padding}), ({padding}, {padding}), (0, 0))"
    return f'ops.pad({x}, {border}, constant_values=float("-inf"))'


def _stages(config: NetworkConfig, steps: tuple[Step, ...]) -> Iterator[str]:
    for number, stage in enumerate(config.stages, start=1):
        inside = [step for step in steps if step.path.startswith(f"stage{number}.")]
        stride = f", stride={stage.stride}" if stage.stride != 1 else ""
        changed = inside[0].in_shape != inside[-1].out_shape
        comment = f"  # (B, {', '.join(map(str, _channels_last(inside[-1].out_shape)))})" if changed else ""
        yield f"x = stage(x, {stage.channels}, blocks={stage.blocks}{stride}){comment}"


def _channels_last(shape: Shape) -> Shape:
    return (*shape[1:], shape[0])
