"""The device is chosen by asking."""

import subprocess
import sys
from pathlib import Path

import pytest
import torch

from resnet_core.errors import ConfigError
from resnet_core.training.devices import choose


@pytest.fixture
def no_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)


@pytest.mark.usefixtures("no_gpu")
def test_without_a_gpu_the_cpu_trains_and_its_threads_are_told():
    device = choose("auto")
    assert device.kind == "cpu"
    assert device.description.startswith(f"CPU, {torch.get_num_threads()} thread")
    assert "no GPU" in device.why
    assert device.name


@pytest.mark.usefixtures("no_gpu")
@pytest.mark.parametrize("kind", ["cuda", "mps"])
def test_a_device_that_is_not_there_is_refused_with_a_way_out(kind: str):
    with pytest.raises(ConfigError, match=rf"LAB_DEVICE={kind}.*only cpu; set LAB_DEVICE=auto"):
        choose(kind)  # type: ignore[arg-type]  # the parameter holds exactly these


def test_the_cpu_can_be_asked_for_where_there_is_a_gpu(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    device = choose("cpu")
    assert (device.kind, device.why) == ("cpu", "LAB_DEVICE=cpu")


@pytest.mark.parametrize("matrix_units", [True, False])
def test_a_cpu_takes_bfloat16_only_with_matrix_units(monkeypatch: pytest.MonkeyPatch, matrix_units: bool):
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: matrix_units)
    assert choose("cpu").bf16 is matrix_units


FAULTS = """
import resource
import torch
from resnet_core.training.devices import keep_freed_memory

def faults():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(10):
        torch.ones(16 << 20, dtype=torch.uint8)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

before = faults()
kept = keep_freed_memory()
faults()
print(int(kept), before, faults())
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="page faults are glibc's, on Linux")
def test_memory_that_is_kept_needs_no_new_pages():
    """In a process of its own, as the setting cannot be taken back; 16 MB are 4,096 small pages or 8 large ones."""
    root = Path(__file__).resolve().parents[2]
    told = subprocess.run([sys.executable, "-c", FAULTS], cwd=root, capture_output=True, text=True, check=True).stdout
    kept, before, after = map(int, told.split())
    if not kept:
        pytest.skip("no glibc here")
    assert before >= 80
    assert after < before / 10
