"""A run never changes its pictures: it goes on with those it began with, or ends with the reason."""

import pytest
import torch

from resnet_core.config import DataConfig
from resnet_core.data import files
from resnet_core.data.images import checksum, load
from resnet_core.errors import DataError
from resnet_core.jobs import pictures, tasks
from resnet_core.jobs.context import Interrupted
from tests.jobs.test_tasks import Listener, train
from tests.refusals import refused

pytestmark = pytest.mark.usefixtures("one_thread")

DAMAGED = "t10k-labels-idx1-ubyte.gz"


@pytest.fixture(autouse=True)
def unreachable(monkeypatch):
    def fetch(_directory, _on_progress=None):
        raise DataError("the files could not be fetched; connect to the network")

    monkeypatch.setattr(files, "fetch", fetch)
    monkeypatch.setattr(tasks, "_ready", {})


@pytest.fixture
def own_files(tmp_path, fashion_mnist):
    """A folder with the four real files, which a test may damage."""
    folder = tmp_path / "data"
    folder.mkdir()
    for name in files.MD5:
        (folder / name).write_bytes((fashion_mnist / name).read_bytes())
    return folder


@pytest.fixture
def attempt(tmp_path, own_files):
    """Makes one attempt of the run in a folder, on whatever pictures are at hand."""

    def attempt(name, **settings):
        listener = Listener(tmp_path / name, **settings)
        listener.settings = listener.settings.model_copy(update={"data_dir": own_files})
        listener.config["data"]["source"] = "auto"
        return listener

    return attempt


def test_a_run_that_began_on_fashion_mnist_ends_with_the_reason_when_a_file_is_damaged_and_goes_on_when_it_is_back(
    attempt, own_files
):
    whole, first, second, third = (attempt(name) for name in ("whole", "cut", "cut", "cut"))
    train(whole)
    first.stop_at = 1
    with pytest.raises(Interrupted):
        train(first)
    content = (own_files / DAMAGED).read_bytes()
    (own_files / DAMAGED).write_bytes(content[:-1] + b"?")
    with pytest.raises(DataError, match=f"began with Fashion-MNIST.*never changes.*{DAMAGED}: md5.*then resume"):
        train(second)
    assert second.curves == {}, "no step was made on other pictures"
    (own_files / DAMAGED).write_bytes(content)
    train(third)
    assert third.events[0][0] == "checkpoint read"
    assert third.artifacts["weights"].read_bytes() == whole.artifacts["weights"].read_bytes()


def test_a_run_without_a_checkpoint_keeps_its_pictures_too(attempt, own_files):
    first = attempt("cut", stop_at=1)
    with pytest.raises(Interrupted):
        train(first)
    (first.folder / "last.safetensors").unlink()
    (own_files / DAMAGED).unlink()
    with pytest.raises(DataError, match="is not in"):
        train(attempt("cut"))


def test_a_run_that_began_on_sketches_stays_with_them_when_the_files_have_come(attempt, own_files):
    content = (own_files / DAMAGED).read_bytes()
    (own_files / DAMAGED).unlink()
    first, second = attempt("cut", stop_at=1), attempt("cut")
    with pytest.raises(Interrupted):
        train(first)
    (own_files / DAMAGED).write_bytes(content)
    train(second)
    assert (first.now["data"], second.now["data"]) == ("sketches", "sketches")


def test_a_run_that_begins_may_fall_back_and_tells_it(attempt, own_files):
    (own_files / DAMAGED).unlink()
    listener = attempt("new")
    train(listener)
    assert listener.now["data"] == "sketches"
    assert [kind for kind, _detail in listener.events] == ["sketches instead"]


def test_pictures_of_another_checksum_are_refused(tmp_path):
    sketches = load(DataConfig(source="sketches", train_images=20, test_images=10), tmp_path)
    pictures.hold(tmp_path, sketches)
    pictures.hold(tmp_path, sketches)
    sketches.train_images[3, 14, 14] ^= 1
    with refused("other-pictures"):
        pictures.hold(tmp_path, sketches)


def test_a_checksum_follows_pictures_and_labels(tmp_path):
    def drawn():
        return load(DataConfig(source="sketches", train_images=20, test_images=10), tmp_path)

    one, other = drawn(), drawn()
    assert checksum(one) == checksum(other)
    other.test_labels[0] = (other.test_labels[0] + 1) % 10
    assert checksum(one) != checksum(other)
    assert torch.equal(one.train_images, other.train_images)
