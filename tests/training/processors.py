"""Gradients of strided 1x1 convolutions on the processors that this one can stand for; run as a script.

oneDNN and ATen choose their kernels once in a process, at its first use of them: each instruction set gets a process of
its own, forked from this one before it has computed anything. A name above what the processor has means its best.
Prints a line a process: both names, and the largest error of a gradient as a share of what is tolerated; or how the
process ended.
"""

import os
import sys
from collections.abc import Iterator
from copy import deepcopy
from itertools import product

import torch

from resnet_core.config import BlockConfig
from resnet_core.models.build import ResidualBlock
from resnet_core.plan.blocks import block_plan
from resnet_core.training.devices import Device
from resnet_core.training.layout import on_device

KERNELS = (
    ("SSE41", "default"),
    ("AVX2", "avx2"),
    ("AVX2_VNNI", "avx2"),
    ("AVX512_CORE", "avx512"),
    ("AVX512_CORE_VNNI", "avx512"),
    ("AVX512_CORE_BF16", "avx512"),
    ("AVX512_CORE_FP16", "avx512"),
    ("AVX512_CORE_AMX", "avx512"),
    ("AVX512_CORE_AMX", "avx2"),
    ("AVX2", "default"),
)
"""ONEDNN_MAX_CPU_ISA and ATEN_CPU_CAPABILITY."""
CHANNELS = range(1, 25)
SIZE = 64
"""With AVX-512 the fault needs pictures larger than 28 pixels; with AVX2 it shows in these too."""
TOLERANCE = {torch.float32: 1e-5, torch.bfloat16: 0.2}
CPU = Device("cpu", "", bf16=False, description="", why="")


def errors() -> Iterator[float]:
    """Of the gradient of every parameter: its distance from the one in float64, as a share of what is tolerated."""
    for channels, precision in product(CHANNELS, TOLERANCE):
        config = BlockConfig(in_channels=channels, out_channels=16, stride=2, shortcut="projection", norm=False)
        first = config.model_copy(update={"family": "bottleneck", "stride_on": "first"})  # two narrow ones
        block = on_device(ResidualBlock(block_plan(first)), CPU)
        images = torch.randn(2, channels, SIZE, SIZE)
        yield from (error / TOLERANCE[precision] for error in _errors(block, images, precision))


def _errors(block: ResidualBlock, images: torch.Tensor, precision: torch.dtype) -> Iterator[float]:
    exact = deepcopy(block).double().to(memory_format=torch.contiguous_format)
    with torch.autocast("cpu", precision, enabled=precision != torch.float32):
        given = block(images)
    expected = exact(images.double())
    direction = torch.randn_like(expected)
    torch.autograd.backward(given, direction.to(given.dtype))
    torch.autograd.backward(expected, direction)
    for ours, theirs in zip(block.parameters(), exact.parameters(), strict=True):
        assert ours.grad is not None
        assert theirs.grad is not None
        yield ((ours.grad - theirs.grad).norm() / theirs.grad.norm()).item()


def main() -> None:
    """Prints what each process found, one after another."""
    for onednn, aten in KERNELS:
        child = os.fork()
        if child == 0:
            os.environ |= {"ONEDNN_MAX_CPU_ISA": onednn, "ATEN_CPU_CAPABILITY": aten}
            torch.set_num_threads(1)
            torch.manual_seed(0)
            sys.stdout.write(f"{onednn} {aten} {max(errors()):.3f}\n")
            sys.stdout.flush()
            os._exit(0)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if status:
            sys.stdout.write(f"{onednn} {aten} ended with {status}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
