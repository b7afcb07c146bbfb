"""Generated PyTorch source, run and held against the plan's own module; and read by ruff."""

import itertools
import subprocess
import sys

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from resnet_core.codegen.keras import keras_source
from resnet_core.codegen.pytorch import block_source, chapter_names, chapter_style, flat_module, flat_names
from resnet_core.config import BlockConfig, BlockStyle, NetworkConfig, StageConfig
from resnet_core.errors import ShapeError
from resnet_core.models.build import ResidualBlock
from resnet_core.plan.blocks import block_plan
from resnet_core.plan.network import block_configs, network_plan
from resnet_core.plan.nodes import Conv, Norm
from resnet_core.plan.shapes import Tap, walk, walk_block
from resnet_core.plan.zoo import ZOO
from tests.codegen.running import definitions, images, network_of, reference, scrambled, with_weights_of
from tests.strategies import FAMILIES, ORDERS, SHORTCUTS, networks, styles

SMALL = 32
"""Side of the images where only the arithmetic matters; every net of the zoo takes them."""


def sources(config):
    return {"chapter": chapter_style(config), "flat": flat_module(network_plan(config))}


def names(config):
    return {"chapter": chapter_names(config), "flat": flat_names(network_plan(config))}


def assert_same_network(config, style, *sides):
    """With the plan's weights, under the names that the source gives them."""
    plan = network_plan(config)
    expected, called = reference(plan), names(config)[style]
    with torch.device("meta"):
        network = network_of(sources(config)[style])().double()
    assert [p.shape for p in network.parameters()] == [p.shape for p in expected.parameters()]
    parts = {name: name.rpartition(".") for name in expected.state_dict()}
    state = {f"{called[parts[name][0]]}.{parts[name][2]}": values for name, values in expected.state_dict().items()}
    network.load_state_dict(state, assign=True)
    batch = images(plan.input_shape[0], *(sides or plan.input_shape[1:]))
    with torch.no_grad():
        torch.testing.assert_close(network.eval()(batch), expected(batch), rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("style", ["chapter", "flat"])
@pytest.mark.parametrize("name", ZOO)
def test_every_network_of_the_zoo_has_the_output_and_the_parameters_it_was_published_with(name, style):
    plan = network_plan(ZOO[name].config)
    with torch.device("meta"):
        network = network_of(sources(ZOO[name].config)[style])().eval()
    with torch.no_grad():
        logits = network(torch.empty(2, *plan.input_shape, device="meta"))
    assert logits.shape == (2, ZOO[name].config.classes)
    assert sum(p.numel() for p in network.parameters()) == ZOO[name].params


@pytest.mark.parametrize("style", ["chapter", "flat"])
@pytest.mark.parametrize("name", [name for name in ZOO if ZOO[name].params < 30e6])
def test_logits_equal_the_plans_after_copying_the_weights(name, style):
    assert_same_network(ZOO[name].config, style, SMALL, SMALL)


@settings(max_examples=80, deadline=None)
@given(networks())
def test_any_network_is_written_exactly_or_refused(config):
    plan = network_plan(config)
    try:
        list(walk(plan))
    except ShapeError:
        for write in (lambda: chapter_style(config), lambda: flat_module(plan)):
            with pytest.raises(ShapeError):
                write()
        return
    for style in ("chapter", "flat"):
        assert_same_network(config, style)


@pytest.mark.parametrize("multiplier", [0.25, 0.3, 0.01, 0.99, 1.5, 2.0, 4.0])
def test_the_bottleneck_width_follows_from_the_channels_however_it_is_rounded(multiplier):
    config = NetworkConfig(
        input_size=8,
        stages=tuple(StageConfig(blocks=1, channels=channels) for channels in (10, 30, 51, 6)),
        style=BlockStyle(family="bottleneck", bottleneck_multiplier=multiplier),
    )
    assert_same_network(config, "chapter")


@pytest.mark.parametrize("group_width", [4, 8])
@pytest.mark.parametrize("multiplier", [0.5, 1.0])
def test_a_group_width_that_is_one_group_in_the_first_stage_splits_the_next(group_width, multiplier):
    config = NetworkConfig(
        input_size=8,
        stages=tuple(StageConfig(blocks=2, channels=channels) for channels in (16, 32)),
        style=BlockStyle(family="resnext", group_width=group_width, bottleneck_multiplier=multiplier),
    )
    assert_same_network(config, "chapter")


@st.composite
def blocks(draw):
    style = draw(styles())
    return BlockConfig(
        **style.model_dump(),
        in_channels=draw(st.sampled_from((1, 8, 24))),
        out_channels=draw(st.sampled_from((8, 16, 24))),
        stride=draw(st.integers(1, 3)),
        shortcut="none" if style.family == "plain" else draw(st.sampled_from(SHORTCUTS)),
    )


@settings(max_examples=150, deadline=None)
@given(blocks(), st.integers(1, 9))
def test_the_source_of_any_block_is_that_block(config, size):
    source = block_source(config)
    try:
        walk_block(block_plan(config), "block", Tap("x", (config.in_channels, size, size))).whole()
    except ShapeError:
        return  # the page shows this source too; what it then does is torch's to say
    expected = scrambled(ResidualBlock(block_plan(config)).double())
    block = with_weights_of(network_of(source)().double(), expected)
    batch = images(config.in_channels, size, size)
    with torch.no_grad():
        torch.testing.assert_close(block(batch), expected(batch), rtol=1e-10, atol=1e-10)


def test_a_block_whose_branches_do_not_fit_fails_in_torchs_own_words():
    block = network_of(block_source(BlockConfig(in_channels=4, out_channels=8)))()
    with pytest.raises(RuntimeError, match="must match the size"):
        block(torch.zeros(2, 4, 6, 6))


def test_option_a_says_where_it_would_drop_channels_in_silence():
    config = BlockConfig(in_channels=8, out_channels=4, shortcut="zero_pad")
    assert network_of(block_source(config))()(torch.zeros(2, 8, 6, 6)).shape == (2, 4, 6, 6)
    assert "cannot drop channels" in block_source(config)
    assert "cannot drop channels" not in block_source(BlockConfig(in_channels=4, out_channels=8, shortcut="zero_pad"))


def test_moving_the_stride_changes_only_the_lines_that_carry_it():
    slow, fast = (
        block_source(BlockConfig(in_channels=8, out_channels=8, shortcut="projection", stride=stride)).splitlines()
        for stride in (1, 2)
    )
    changed = [new.strip().split(" = ")[0] for old, new in zip(slow, fast, strict=True) if old != new]
    assert changed == ["(B, 8, H, W) -> (B, 8, H/2, W/2)", "self.conv1", "self.shortcut"]


@pytest.mark.parametrize("style", ["chapter", "flat"])
@pytest.mark.parametrize("name", ["quick", "resnet20", "resnext50_32x4d"])
def test_each_relu_of_the_source_is_a_module_used_once(name, style):
    network = network_of(sources(ZOO[name].config)[style])().eval()
    relus = [module for module in network.modules() if isinstance(module, nn.ReLU)]
    calls: list[nn.Module] = []
    for module in relus:
        module.register_forward_hook(lambda module, _inputs, _output: calls.append(module))
    with torch.no_grad():
        network(torch.zeros(1, ZOO[name].config.input_channels, SMALL, SMALL))
    assert sorted(map(id, calls)) == sorted(map(id, relus))


@pytest.mark.parametrize(
    ("init", "variance"), [("kaiming", 2 / (9 * 128)), ("xavier", 2 / (9 * 256)), ("torch", 1 / (3 * 9 * 128))]
)
def test_the_source_draws_its_weights_as_the_plan_does(init, variance):
    config = NetworkConfig(stages=(StageConfig(blocks=1, channels=128),), stem_channels=128, init=init)
    for source in sources(config).values():
        weight = next(p for p in network_of(source)().parameters() if p.shape == (128, 128, 3, 3))
        assert weight.var().item() == pytest.approx(variance, rel=0.05)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("norm", [True, False])
@pytest.mark.parametrize("init", ["kaiming", "torch"])
def test_the_source_starts_the_same_layers_at_zero_as_the_plan(order, norm, init):
    config = NetworkConfig(
        stages=(StageConfig(blocks=2, channels=8),),
        stem_channels=8,
        style=BlockStyle(order=order, norm=norm, zero_init_residual=True),
        init=init,
    )
    marked = [step.layer.zero_init for step in walk(network_plan(config)) if isinstance(step.layer, Conv | Norm)]
    for source in sources(config).values():
        layers = (module for module in network_of(source)().modules() if isinstance(module, nn.Conv2d | nn.BatchNorm2d))
        assert [not layer.weight.any().item() for layer in layers] == marked
    assert sum(marked) == 2
    block = network_of(block_source(BlockConfig(**config.style.model_dump(), in_channels=8, out_channels=8)))()
    assert sum(not p.any().item() for name, p in block.named_parameters() if name.endswith("weight")) == 1


def every_kind_of_network():
    for family, order, shortcut, norm in itertools.product(FAMILIES, ORDERS, SHORTCUTS, (True, False)):
        style = BlockStyle(
            family=family,
            order=order,
            norm=norm,
            zero_init_residual=norm,
            group_width=2 if family == "resnext" else None,
            se_reduction=4 if shortcut == "projection" else 16 if shortcut == "none" else None,
        )
        last = StageConfig(blocks=2, channels=16, stride=2)
        if shortcut == "identity":
            last = StageConfig(blocks=1, channels=8)
        yield NetworkConfig(
            stem_channels=8,
            stages=(StageConfig(blocks=2, channels=8), last),
            style=style,
            stem="deep_pool" if order == "full_pre" else "3x3",
            shortcut="none" if family == "plain" else shortcut,
        )


def widest_network():
    """The longest names and numbers that a config can hold."""
    return NetworkConfig(
        input_size=1024,
        stem_channels=8192,
        stages=tuple(StageConfig(blocks=101 if i == 7 else 1, channels=8192 - 8 * (i % 2)) for i in range(8)),
        style=BlockStyle(
            family="resnext",
            kernel=7,
            group_width=8,
            zero_init_residual=True,
            bottleneck_multiplier=1,
            se_reduction=1024,
        ),
        shortcut="pool_projection",
    )


def test_ruff_finds_nothing_to_correct_or_reformat(tmp_path):
    for number, config in enumerate([*every_kind_of_network(), widest_network()]):
        block = block_configs(config, config.stages[-1], config.stages[0].channels)[0]
        for name, source in {**sources(config), "block": block_source(block), "keras": keras_source(config)}.items():
            (tmp_path / f"{name}{number}.py").write_text(source)
    for command in (["check", "--select", "F,E"], ["format", "--check"]):
        ruff = [sys.executable, "-m", "ruff", *command, "--isolated", "--line-length", "120", str(tmp_path)]
        done = subprocess.run(ruff, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout[-3000:]


def test_a_shape_stands_only_on_lines_that_change_it():
    plan = network_plan(ZOO["quick"].config)
    lines = [line for line in flat_module(plan).splitlines() if "  # (B, " in line]
    changing = [step for step in walk(plan) if step.in_shape != step.out_shape]
    assert [line.split("  # (B, ")[1].rstrip(")") for line in lines] == [
        ", ".join(map(str, step.out_shape)) for step in changing
    ]


def test_the_flat_module_takes_the_name_it_is_given():
    assert "Twin" in definitions(flat_module(network_plan(ZOO["quick"].config), name="Twin"))


def test_the_source_imports_nothing_but_torch():
    for source in sources(ZOO["resnet20"].config).values():
        lines = (line for line in source.splitlines() if line.startswith(("import", "from")))
        imported = {line.split()[1].split(".")[0] for line in lines}
        assert imported == {"torch"}
