"""Where the tests find Fashion-MNIST: LAB_DATA_DIR, or `../shared/fashion-mnist` beside the clone."""

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "fashion-mnist"
if "LAB_DATA_DIR" not in os.environ and _BESIDE.is_dir():
    os.environ["LAB_DATA_DIR"] = str(_BESIDE)


@pytest.fixture
def one_thread():
    """A network this small gains nothing from a second thread, and loses much when the machine has other work."""
    import torch  # here: tests of the pages need none of it

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def a_gpu():
    """The GPU that the lab would train on; tests that need one are skipped by name elsewhere."""
    from resnet_core.training.devices import choose  # here: tests of the pages need no torch

    device = choose("auto")
    if device.kind == "cpu":
        pytest.skip("no GPU here; torch finds neither CUDA nor MPS")
    return device


@pytest.fixture(scope="session")
def fashion_mnist() -> Path:
    """The folder of the four real files; tests that need them are skipped by name elsewhere, and fail in CI."""
    directory = Path(os.environ.get("LAB_DATA_DIR", "no LAB_DATA_DIR"))
    if not (directory / "train-images-idx3-ubyte.gz").is_file():
        reason = f"no Fashion-MNIST in {directory}; set LAB_DATA_DIR to the folder of the four files"
        assert os.environ.get("CI") != "true", reason
        pytest.skip(reason)
    return directory
