"""Networks lie in memory where the processor's kernels are sound, and else where they are quick."""

import platform
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from torch import nn

from resnet_core.config import BlockConfig, NetworkConfig
from resnet_core.errors import LabError
from resnet_core.models.build import ResidualBlock, build
from resnet_core.plan.blocks import block_plan
from resnet_core.plan.network import network_plan
from resnet_core.plan.nodes import Conv
from resnet_core.plan.shapes import walk
from resnet_core.presets import PRESETS
from resnet_core.studies.block_timing.measure import _Subject
from resnet_core.studies.block_timing.question import BlockTimingQuestion
from resnet_core.training.devices import Device
from resnet_core.training.layout import layout, on_device
from tests.strategies import networks
from tests.training.processors import KERNELS

ROOT = Path(__file__).resolve().parents[2]
X86 = platform.machine() in ("x86_64", "AMD64")


def reaches_the_faulty_kernel(config: NetworkConfig) -> bool:
    """Whether the plan has a strided 1x1 convolution with fewer channels than any processor takes at once."""
    convs = [step.layer for step in walk(network_plan(config)) if isinstance(step.layer, Conv)]
    return any(conv.kernel == 1 and conv.stride > 1 and conv.in_channels < 16 for conv in convs)


def block(**choices: Any) -> ResidualBlock:
    return ResidualBlock(block_plan(BlockConfig.model_validate(choices)))


@settings(max_examples=100, deadline=None)
@given(config=networks())
def test_no_plan_reaches_the_faulty_kernel_and_every_other_one_keeps_the_quick_layout(config: NetworkConfig):
    cpu = Device("cpu", "", bf16=False, description="", why="")
    try:
        network = build(network_plan(config))
    except LabError:
        return
    faulty = reaches_the_faulty_kernel(config)
    assert layout(network, cpu) == (torch.contiguous_format if faulty else torch.channels_last)
    assert layout(network, replace(cpu, kind="cuda")) == torch.channels_last


@settings(max_examples=25, deadline=None)
@given(config=networks())
def test_what_flows_into_a_narrow_projection_is_contiguous_whatever_stands_before_it(config: NetworkConfig):
    try:
        network = on_device(build(network_plan(config)), Device("cpu", "", bf16=False, description="", why=""))
    except LabError:
        return
    seen: list[bool] = []

    def look(module: nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
        if isinstance(module, nn.Conv2d) and module.kernel_size == (1, 1) and module.stride != (1, 1):
            wide = module.in_channels >= 16
            seen.append(wide or (inputs[0].is_contiguous() and module.weight.is_contiguous()))

    for module in network.modules():
        module.register_forward_pre_hook(look)
    size = config.input_size
    network(torch.randn(2, config.input_channels, size, size))
    assert all(seen)


@pytest.mark.parametrize("name", PRESETS)
def test_the_presets_keep_the_quick_layout(name: str, cpu: Device):
    network = on_device(build(network_plan(PRESETS[name].network)), cpu)
    weights = [module.weight for module in network.modules() if isinstance(module, nn.Conv2d)]
    assert len(weights) > 5
    assert all(weight.is_contiguous(memory_format=torch.channels_last) for weight in weights)


def test_a_block_that_is_timed_lies_as_it_would_be_trained(cpu: Device):
    narrow, wide = (
        BlockConfig(in_channels=channels, out_channels=16, stride=2, shortcut="projection") for channels in (12, 16)
    )
    question = BlockTimingQuestion(blocks=(narrow, wide), size=8, batch_size=2)
    for config, quick in ((narrow, False), (wide, True)):
        subject = _Subject(config, question, cpu)
        assert subject.x.is_contiguous(memory_format=torch.channels_last) is quick
        assert subject.block.main.conv1.weight.is_contiguous(memory_format=torch.channels_last) is quick  # type: ignore[union-attr, operator]


def test_a_first_projection_of_a_bottleneck_and_a_kernel_of_one_pixel_are_narrow_too(cpu: Device):
    quick, narrow = torch.channels_last, torch.contiguous_format
    shape = {"in_channels": 8, "out_channels": 32, "stride": 2, "shortcut": "none"}
    assert layout(block(**shape), cpu) == quick
    assert layout(block(**shape, kernel=1), cpu) == narrow
    assert layout(block(**shape, family="bottleneck"), cpu) == quick
    assert layout(block(**shape, family="bottleneck", stride_on="first"), cpu) == narrow


def test_no_other_module_of_the_library_chooses_a_layout():
    sources = (ROOT / "resnet_core").rglob("*.py")
    assert [path.name for path in sources if "torch.channels_last" in path.read_text()] == ["layout.py"]


@pytest.mark.slow
@pytest.mark.timeout(600)  # one of the faults is a hang
@pytest.mark.skipif(not (X86 and sys.platform.startswith("linux")), reason="instruction sets of x86, forked on Linux")
def test_gradients_are_right_with_every_instruction_set_that_this_processor_has():
    command = [sys.executable, "-m", "tests.training.processors"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=500)
    lines = told.stdout.splitlines()
    assert [tuple(line.split()[:2]) for line in lines] == list(KERNELS), told.stderr
    wrong = [line for line in lines if not (line.split()[2][0].isdigit() and float(line.split()[2]) < 1)]
    assert not wrong, told.stderr
