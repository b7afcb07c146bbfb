"""The device is chosen by asking."""

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
