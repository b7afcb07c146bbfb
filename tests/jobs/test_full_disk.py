"""A real disk is full in mid-run: the run trains on or ends with the reason, and nothing on it is half-written."""

import errno
import math
import subprocess
from contextlib import suppress

import pytest

from resnet_core.jobs import outcomes, tasks
from resnet_core.jobs.context import Unsaved
from tests.jobs.test_tasks import Listener, train


class Filling(Listener):
    """A run on a disk that has no room left, to the last page, from one step on until another."""

    def __init__(self, folder, *, until=math.inf, **known):
        super().__init__(folder, **known)
        self.full = range(6, 11 if until == math.inf else until)
        self.ballast = folder / "ballast"

    def progress(self, **changes):
        super().progress(**changes)
        if changes.get("step") == self.full.start:
            with suppress(OSError), self.ballast.open("wb", buffering=0) as file:
                while True:
                    file.write(bytes(4096))
        if changes.get("step") == self.full.stop:
            self.ballast.unlink()


@pytest.fixture
def disk(tmp_path):
    """A file system of a megabyte; skipped by name where tests may not mount one, which no CI need allow."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip("no file system can be mounted here; run the tests as root")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def whole(tmp_path, monkeypatch):
    """The weights of a run that had room, with a checkpoint after every step."""
    monkeypatch.setattr(tasks, "CHECKPOINT_SECONDS", 0.0)
    monkeypatch.setattr(tasks, "BOUNDARY_SECONDS", 0.0)
    undisturbed = Listener(tmp_path / "room")
    train(undisturbed)
    return undisturbed.artifacts["weights"].read_bytes()


def goes_on(disk):
    """The weights of the run once there is room, and where it went on."""
    (disk / "ballast").unlink(missing_ok=True)
    again = Listener(disk)
    train(again)
    return again.artifacts["weights"].read_bytes(), again.events[0]


def half_written(disk):
    return [path.name for path in disk.iterdir() if path.suffix in (".tmp", ".part", ".fresh")]


def test_a_run_whose_disk_is_full_for_a_while_trains_on_to_the_same_weights(disk, whole):
    run = Filling(disk, until=9)
    train(run)
    assert ("checkpoint skipped", "step 7: No space left on device") in run.events
    assert run.artifacts["weights"].read_bytes() == whole
    assert half_written(disk) == []


def test_a_run_that_finds_no_room_for_its_results_ends_with_that_reason_and_goes_on_later(disk, whole):
    run = Filling(disk)
    with pytest.raises(OSError, match="No space left") as ended:
        train(run)
    assert ended.value.errno == errno.ENOSPC
    assert outcomes.of_exception(ended.value, run.config) == outcomes.disk_full()
    assert half_written(disk) == []
    assert not {"weights", "results"} & run.artifacts.keys()
    assert goes_on(disk) == (whole, ("checkpoint read", "goes on from step 6"))


def test_a_run_stopped_on_a_full_disk_says_that_it_is_not_saved_and_goes_on_later(disk, whole):
    with pytest.raises(Unsaved):
        train(Filling(disk, stop_at=8))
    assert half_written(disk) == []
    assert goes_on(disk) == (whole, ("checkpoint read", "goes on from step 6"))
