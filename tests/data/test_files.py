"""Files that are whole, damaged, absent, and a mirror that behaves badly."""

import gzip
import shutil
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from torchvision.datasets import FashionMNIST

from resnet_core.data import files
from tests.refusals import refused

NAMES = list(files.MD5)


class Mirror(BaseHTTPRequestHandler):
    """Serves `source`; `broken` names how often a file still comes cut short."""

    source: ClassVar[Path]
    broken: ClassVar[dict[str, int]] = {}
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        name = self.path.rsplit("/", 1)[-1]
        self.asked.append(name)
        content = (self.source / name).read_bytes()
        if self.broken.get(name, 0) > 0:
            self.broken[name] -= 1
            content = content[: len(content) // 2]
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """Nothing: the base class prints a line for each request."""


@pytest.fixture
def mirror(monkeypatch: pytest.MonkeyPatch, fashion_mnist: Path) -> Iterator[type[Mirror]]:
    Mirror.source, Mirror.broken, Mirror.asked = fashion_mnist, {}, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Mirror)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setattr(files, "MIRRORS", (f"http://127.0.0.1:{server.server_port}/",))
    yield Mirror
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setattr(files, "MIRRORS", (f"http://127.0.0.1:{free.getsockname()[1]}/",))


@pytest.fixture
def copy(fashion_mnist: Path, tmp_path: Path) -> Path:
    for name in NAMES:
        shutil.copyfile(fashion_mnist / name, tmp_path / name)
    return tmp_path


def test_our_files_and_sums_are_torchvisions():
    assert list(files.MD5.items()) == FashionMNIST.resources
    assert list(files.CLASS_NAMES) == FashionMNIST.classes


def test_images_and_labels_are_torchvisions(copy: Path):
    raw = copy / "FashionMNIST" / "raw"
    raw.mkdir(parents=True)
    for name in NAMES:
        (raw / name.removesuffix(".gz")).write_bytes(gzip.decompress((copy / name).read_bytes()))
    for split in ("train", "test"):
        theirs = FashionMNIST(str(copy), train=split == "train")
        np.testing.assert_array_equal(files.read_images(copy, split), theirs.data.numpy())
        np.testing.assert_array_equal(files.read_labels(copy, split), theirs.targets.numpy())


def test_the_stated_mean_and_deviation_are_those_of_the_training_images(fashion_mnist: Path):
    images = files.read_images(fashion_mnist, "train") / np.float32(255)
    assert images.mean(dtype=np.float64) == pytest.approx(files.MEAN, abs=5e-4)
    assert images.std(dtype=np.float64) == pytest.approx(files.STD, abs=5e-4)


def test_whole_files_are_ready(fashion_mnist: Path):
    assert files.status(fashion_mnist) == files.DataStatus("ready")


def test_an_absent_file_is_named(copy: Path):
    (copy / NAMES[3]).unlink()
    found = files.status(copy)
    assert (found.state, found.file) == ("absent", NAMES[3])


def test_a_truncated_file_is_named_before_an_absent_one(copy: Path):
    (copy / NAMES[0]).unlink()
    (copy / NAMES[1]).write_bytes((copy / NAMES[1]).read_bytes()[:-1])
    found = files.status(copy)
    assert (found.state, found.file) == ("damaged", NAMES[1])
    assert found.reason is not None
    assert found.reason.values["original"] == files.MD5[NAMES[1]]


def test_one_flipped_bit_is_found(copy: Path):
    content = bytearray((copy / NAMES[2]).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / NAMES[2]).write_bytes(content)
    assert files.status(copy).file == NAMES[2]


def test_fetch_brings_all_files_and_tells_a_rising_share(mirror: type[Mirror], tmp_path: Path):
    shares: list[float] = []
    files.fetch(tmp_path / "new", shares.append)
    assert files.status(tmp_path / "new").state == "ready"
    assert shares == sorted(shares)
    assert len(shares) > 20
    assert shares[-1] == 1.0
    assert mirror.asked == NAMES


def test_fetch_asks_only_for_what_is_damaged_or_absent(mirror: type[Mirror], copy: Path):
    (copy / NAMES[1]).write_bytes(b"not labels")
    (copy / NAMES[3]).unlink()
    files.fetch(copy)
    assert mirror.asked == [NAMES[1], NAMES[3]]
    assert files.status(copy).state == "ready"


def test_a_transfer_cut_short_is_tried_again(mirror: type[Mirror], copy: Path):
    (copy / NAMES[2]).unlink()
    mirror.broken = {NAMES[2]: 1}
    files.fetch(copy)
    assert mirror.asked == [NAMES[2]] * 2
    assert files.status(copy).state == "ready"


def test_a_file_that_never_comes_whole_is_an_error_and_leaves_nothing(mirror: type[Mirror], tmp_path: Path):
    mirror.broken = {NAMES[0]: 99}
    with refused("data-not-fetched", file=NAMES[0]):
        files.fetch(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("no_network")
def test_without_a_network_the_error_says_what_to_do(tmp_path: Path):
    with refused("data-not-fetched"):
        files.fetch(tmp_path)


@pytest.mark.usefixtures("mirror")
def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path):
    in_the_way = tmp_path / "a file"
    in_the_way.write_text("not a folder")
    with refused("data-not-written"):
        files.fetch(in_the_way)


def test_whole_files_are_used_where_they_lie_and_nothing_is_written(copy: Path):
    before = {path: path.stat().st_mtime_ns for path in [copy, *copy.iterdir()]}
    files.fetch(copy)
    assert files.read_labels(copy, "test").shape == (10_000,)
    assert {path: path.stat().st_mtime_ns for path in [copy, *copy.iterdir()]} == before


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"plain text", "data-unreadable"),
        (gzip.compress(b"\0\0\x08\x01\0\0\0\x05four"), "data-not-idx"),
        (gzip.compress(b""), "data-ends-early"),
    ],
    ids=["plain text", "four of five", "empty"],  # gzip writes the time of day, and two collectors would name two tests
)
def test_what_is_not_idx_is_refused_by_name(tmp_path: Path, content: bytes, code: str):
    (tmp_path / NAMES[3]).write_bytes(content)
    with refused(code, file=NAMES[3]):
        files.read_labels(tmp_path, "test")


@pytest.mark.parametrize("length", [0, 3, 6, 15])
def test_a_file_that_ends_within_its_header_says_so(tmp_path: Path, length: int):
    path = tmp_path / "train-images-idx3-ubyte.gz"
    path.write_bytes(gzip.compress(bytes((0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))[:length]))
    with refused("data-ends-early", file="train-images-idx3-ubyte.gz"):
        files.read_images(tmp_path, "train")
