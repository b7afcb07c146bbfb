"""Which device trains, found by asking the machine, and in words for the page."""

import ctypes
import platform
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import torch

from resnet_core.errors import ConfigError

Kind = Literal["cuda", "mps", "cpu"]
Setting = Literal["auto", "cuda", "mps", "cpu"]


_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # malloc.h
_KEEP = {_M_MMAP_THRESHOLD: 2**30, _M_TRIM_THRESHOLD: 2**31 - 1}


@dataclass(frozen=True, slots=True)
class Device:
    """A device and what it does well."""

    kind: Kind
    name: str
    """The product, such as `NVIDIA H100` or the processor's own name."""
    bf16: bool
    """Whether it multiplies bfloat16 matrices in hardware."""
    description: str
    """For the page: `CPU, 2 threads` or the GPU's name."""
    why: str
    """Why this one was taken."""

    @property
    def torch(self) -> torch.device:
        """As torch wants it."""
        return torch.device(self.kind)


def choose(setting: Setting = "auto") -> Device:
    """The device to train on; ConfigError when `setting` names one that this machine has not."""
    available = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    if setting != "auto":
        if not available[setting]:
            kinds = tuple(kind for kind, there in available.items() if there)
            raise ConfigError("no-such-device", device=setting, torch=str(torch.__version__), devices=kinds)
        return _describe(setting, f"LAB_DEVICE={setting}")
    if available["cuda"]:
        return _describe("cuda", "an NVIDIA GPU is here")
    if available["mps"]:
        return _describe("mps", "an Apple GPU is here")
    return _describe("cpu", "torch finds no GPU here")


def card_mb(device: Device) -> int | None:
    """Megabytes of memory that the card has in all; None where there is no card of its own."""
    if device.kind != "cuda":
        return None
    return int(torch.cuda.get_device_properties(device.torch).total_memory // 2**20)


def peak_mb(device: Device) -> int:
    """Megabytes of the card's memory that this process has held at most; 0 where torch does not count it."""
    return int(torch.cuda.max_memory_reserved() // 2**20) if device.kind == "cuda" else 0


def exact_float32() -> None:
    """Has the convolutions of this process keep all 24 bits of a float32 on an NVIDIA GPU.

    cuDNN rounds their inputs to the 11 bits of TF32 otherwise, and a measurement or a run in float32 differs from the
    processor's in the third digit. Training that may round takes bfloat16, which is faster still.
    """
    torch.backends.cudnn.allow_tf32 = False


def keep_freed_memory() -> bool:
    """Whether the memory that this process frees now stays with it, for the next step of training.

    glibc gives large blocks back to the system at once, so each step on a CPU pays for thousands of page faults, a
    seventh of its time or more (docs/LOG.md). For a process that trains and ends; does nothing without glibc.
    """
    try:
        libc = ctypes.CDLL("libc.so.6")
    except OSError:
        return False
    return all(libc.mallopt(option, value) == 1 for option, value in _KEEP.items())


def _describe(kind: Kind, why: str) -> Device:
    if kind == "cuda":
        name = torch.cuda.get_device_name()
        return Device(kind, name, torch.cuda.is_bf16_supported(including_emulation=False), name, why)
    if kind == "mps":
        return Device(kind, _processor(), False, f"{_processor()} GPU", why)
    threads = torch.get_num_threads()
    description = f"CPU, {threads} thread{'s' if threads > 1 else ''}"
    return Device(kind, _processor(), _cpu_multiplies_bf16(), description, why)


def _cpu_multiplies_bf16() -> bool:
    """Only AMX: without matrix units oneDNN's bfloat16 loses to float32, on AVX2 tenfold."""
    return bool(torch.cpu._is_amx_tile_supported())


@cache
def _processor() -> str:
    """The processor's name; Linux tells it in a file only."""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()
