"""A plan with weights as an ONNX file.

Written from the plan, a node a layer, under the plan's names and with a shape on every edge. Torch's own exporters were
tried first: both fold each batch norm into the convolution before it, so that the file would show another network than
the page, and the current one takes 3 to 10 seconds. The file holds the network in eval mode, for any number of images.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import onnx
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor

from resnet_core.errors import ConfigError
from resnet_core.models.build import build
from resnet_core.plan import nodes
from resnet_core.plan.nodes import Layer, NetworkPlan, Shape
from resnet_core.plan.shapes import Step, walk

OPSET, IR_VERSION = 20, 9
"""What ONNX Runtime reads since 1.17 of January 2024."""

MOST_BYTES = 2**31 - 2**24
"""A protobuf message ends at 2 GiB; some of that is for the graph."""


def export(plan: NetworkPlan, path: Path, *, state: Mapping[str, Tensor] | None = None, seed: int = 0) -> None:
    """Writes the network to `path`, with the weights of `state` or else those drawn from `seed`.

    ShapeError where the plan does not fit, ConfigError where the weights are more than a file can hold.
    """
    steps = tuple(walk(plan))
    state = build(plan, seed=seed).state_dict() if state is None else state
    _check_size(state)
    path.write_bytes(_model(plan, steps, state).SerializeToString())


def _check_size(state: Mapping[str, Tensor]) -> None:
    total = sum(4 * values.numel() for values in state.values())
    if total > MOST_BYTES:
        raise ConfigError("onnx-too-large", gibibytes=round(total / 2**30, 1))


def _model(plan: NetworkPlan, steps: tuple[Step, ...], state: Mapping[str, Tensor]) -> onnx.ModelProto:
    edges = {"input": "images", steps[-1].path: "logits"}
    graph = helper.make_graph(
        [node for step in steps for node in _nodes(step, state, edges)],
        "network",
        inputs=[_edge("images", plan.input_shape)],
        outputs=[_edge("logits", steps[-1].out_shape)],
        initializer=[
            numpy_helper.from_array(values.detach().cpu().float().numpy(), name)
            for name, values in state.items()
            if values.ndim  # a norm's count of batches is a scalar, and only training needs it
        ],
        value_info=[_edge(step.path, step.out_shape) for step in steps[:-1]],
    )
    opsets = [helper.make_opsetid("", OPSET)]
    return helper.make_model(graph, producer_name="residual-lab", opset_imports=opsets, ir_version=IR_VERSION)


def _edge(name: str, shape: Shape) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", *shape])


def _nodes(step: Step, state: Mapping[str, Tensor], edges: Mapping[str, str]) -> Iterator[onnx.NodeProto]:
    """The node of one layer; option A is a slice and a pad, whose numbers are nodes too."""
    received = [edges.get(source, source) for source in step.inputs]
    given = edges.get(step.path, step.path)
    if isinstance(step.layer, nodes.ZeroPad):
        yield from _zero_pad(step, received[0])
        return
    operator, attributes = _operator(step.layer)
    weights = [name for part in _WEIGHTS if (name := f"{step.path}.{part}") in state]
    yield helper.make_node(operator, [*received, *weights], [given], name=step.path, **attributes)


_WEIGHTS = ("weight", "bias", "running_mean", "running_var")
"""In the order in which Conv, Gemm and BatchNormalization take them."""


def _operator(layer: Layer) -> tuple[str, dict[str, Any]]:
    """The ONNX operator of `layer`, and its attributes."""
    match layer:
        case nodes.Conv(_, _, _, kernel, stride, padding):
            return "Conv", {**_window(kernel, stride, padding), "group": layer.groups}
        case nodes.Norm():
            return "BatchNormalization", {"epsilon": 1e-5}
        case nodes.Relu():
            return "Relu", {}
        case nodes.MaxPool(_, kernel, stride, padding):
            return "MaxPool", _window(kernel, stride, padding)
        case nodes.AvgPool(_, kernel, stride):
            return "AveragePool", {**_window(kernel, stride, 0), "ceil_mode": 1}
        case nodes.GlobalAvgPool():
            return "GlobalAveragePool", {}
        case nodes.Flatten():
            return "Flatten", {}
        case nodes.Linear():
            return "Gemm", {"transB": 1}
        case nodes.Sigmoid():
            return "Sigmoid", {}
        case nodes.Scale():
            return "Mul", {}
        case nodes.Add():
            return "Add", {}
        case nodes.ZeroPad():
            raise AssertionError("more than one node; see `_zero_pad`")


def _window(kernel: int, stride: int, padding: int) -> dict[str, Any]:
    return {"kernel_shape": [kernel] * 2, "strides": [stride] * 2, "pads": [padding] * 4}


def _zero_pad(step: Step, received: str) -> Iterator[onnx.NodeProto]:
    """Every stride-th pixel, then zero channels behind; never the last layer, so its edge keeps its name."""
    layer, path = step.layer, step.path
    assert isinstance(layer, nodes.ZeroPad)
    numbers = {
        "starts": [0, 0],
        "ends": list(step.in_shape[1:]),
        "axes": [2, 3],
        "steps": [layer.stride] * 2,
        "pads": [0] * 5 + [layer.out_channels - layer.in_channels] + [0] * 2,
    }
    for name, values in numbers.items():
        yield helper.make_node("Constant", [], [f"{path}.{name}"], name=f"{path}.{name}", value_ints=values)
    *places, pads = (f"{path}.{name}" for name in numbers)
    yield helper.make_node("Slice", [received, *places], [f"{path}.pixels"], name=f"{path}.pixels")
    yield helper.make_node("Pad", [f"{path}.pixels", pads], [path], name=path)
