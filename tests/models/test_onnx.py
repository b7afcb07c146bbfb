"""ONNX files, read back by ONNX itself and run by ONNX Runtime."""

from math import prod

import onnx
import onnxruntime
import pytest
import torch
from hypothesis import given, settings

from resnet_core.config import NetworkConfig, StageConfig
from resnet_core.errors import ShapeError
from resnet_core.models.build import assemble, build
from resnet_core.models.onnx import export
from resnet_core.plan.network import network_plan
from resnet_core.plan.shapes import walk
from resnet_core.plan.zoo import ZOO
from tests.codegen.running import scrambled
from tests.refusals import refused
from tests.strategies import networks


def small(name):
    """A network of the zoo for images that cost little."""
    config = ZOO[name].config
    return network_plan(config.model_copy(update={"input_size": min(config.input_size, 32)}))


def shapes_as_onnx_infers_them(model):
    """Shape of every edge without the batch, from the operators alone: our own notes and the weights are taken away."""
    for tensor in model.graph.initializer:
        model.graph.input.append(onnx.helper.make_tensor_value_info(tensor.name, tensor.data_type, tensor.dims))
    del model.graph.initializer[:], model.graph.value_info[:]
    onnx.checker.check_model(model)
    inferred = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True).graph
    return {
        edge.name: tuple(dimension.dim_value for dimension in edge.type.tensor_type.shape.dim[1:])
        for edge in (*inferred.value_info, *inferred.output)
    }


def logits_of_the_file(path, batch):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    return torch.from_numpy(session.run(["logits"], {"images": batch.numpy()})[0])


def assert_same_logits(plan, path):
    network = scrambled(assemble(plan))
    export(plan, path, state=network.state_dict())
    batch = torch.randn(3, *plan.input_shape, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        torch.testing.assert_close(logits_of_the_file(path, batch), network(batch), rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("name", ZOO)
def test_every_network_of_the_zoo_has_the_shapes_and_the_parameters_it_was_published_with(name, tmp_path):
    plan, path = network_plan(ZOO[name].config), tmp_path / "network.onnx"
    export(plan, path, state=assemble(plan).state_dict())
    model = onnx.load(path)
    trained = [t for t in model.graph.initializer if t.name.endswith((".weight", ".bias"))]
    assert sum(prod(tensor.dims) for tensor in trained) == ZOO[name].params
    *steps, last = walk(plan)
    shapes = shapes_as_onnx_infers_them(model)
    assert shapes.pop("logits") == last.out_shape
    assert {step.path: step.out_shape for step in steps}.items() <= shapes.items()


@pytest.mark.parametrize("name", ["quick", "plain20", "resnet20", "d2l_resnet18", "resnet50", "resnext50_32x4d"])
def test_onnx_runtime_gives_torchs_logits(name, tmp_path):
    assert_same_logits(small(name), tmp_path / "network.onnx")


@settings(max_examples=40, deadline=None)
@given(config=networks())
def test_any_network_runs_as_in_torch_or_is_refused(config, tmp_path_factory):
    plan, path = network_plan(config), tmp_path_factory.getbasetemp() / "any.onnx"
    try:
        list(walk(plan))
    except ShapeError:
        with pytest.raises(ShapeError):
            export(plan, path)
        return
    assert_same_logits(plan, path)


def test_without_weights_the_seed_draws_them(tmp_path):
    plan = small("quick")
    export(plan, tmp_path / "network.onnx", seed=3)
    batch = torch.ones(1, *plan.input_shape)
    with torch.no_grad():
        expected = build(plan, seed=3).eval()(batch)
    torch.testing.assert_close(logits_of_the_file(tmp_path / "network.onnx", batch), expected, rtol=1e-5, atol=1e-5)


def test_weights_that_no_file_can_hold_are_refused_in_words(tmp_path):
    plan = network_plan(NetworkConfig(stages=(StageConfig(blocks=4, channels=8192),)))
    with torch.device("meta"):
        state = assemble(plan).state_dict()
    with refused("onnx-too-large"):
        export(plan, tmp_path / "network.onnx", state=state)
    assert not list(tmp_path.iterdir())
