"""Where the tests find Fashion-MNIST: LAB_DATA_DIR, or `../shared/fashion-mnist` beside the clone."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgresql import Cluster, binaries, running

_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "fashion-mnist"
if "LAB_DATA_DIR" not in os.environ and _BESIDE.is_dir():
    os.environ["LAB_DATA_DIR"] = str(_BESIDE)


LONGEST = ("test_training.py", "test_landscape.py", "test_every_page.py", "test_first_two_hours.py", "test_room.py")
"""Files of tests/browser that take minutes: two workers that begin with them end at about the same time."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the longest files first, and marks as one group what shares a lab: the faults on one ground, or one file."""
    items.sort(key=lambda item: item.path.parent.name != "browser" or item.path.name not in LONGEST)
    for item in items:
        callspec = getattr(item, "callspec", None)
        ground = callspec.params.get("ground") if callspec else None
        item.add_marker(pytest.mark.xdist_group(str(ground or item.path.stem)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Shows why a test failed that was then tried again: it passed by luck, or failed by it."""
    for report in terminalreporter.getreports("rerun"):
        terminalreporter.section(f"RERUN {report.nodeid} ({report.when})")
        terminalreporter.write_line(report.longreprtext)


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


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """A PostgreSQL server of our own; tests are skipped by name where none is installed, and fail in CI."""
    found = binaries()
    if found is None:
        reason = "no PostgreSQL server; install the package postgresql"
        assert os.environ.get("CI") != "true", reason
        pytest.skip(reason)
    with running(found) as cluster:
        yield cluster


@pytest.fixture
def database(request, tmp_path) -> Iterator[str]:
    """The address of an empty database. A module that names its DATABASES has each of its tests run on each of them."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield f"sqlite:///{tmp_path / 'lab.db'}"
    else:
        cluster = request.getfixturevalue("postgresql")
        url = cluster.new_database()
        yield url
        cluster.drop(url)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Runs a test once a database, where its module asks for that."""
    if "database" in metafunc.fixturenames and hasattr(metafunc.module, "DATABASES"):
        metafunc.parametrize("database", metafunc.module.DATABASES, indirect=True)
