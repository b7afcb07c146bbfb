"""What a worker does around the task: here without torch's work, in this process."""

import signal
import subprocess
import sys

import psutil
import pytest

from resnet_core.jobs import processes, worker


@pytest.fixture
def gave_way(monkeypatch, lab_settings):
    """How often the worker has given way to others; its tasks do nothing."""
    gave_way = []
    monkeypatch.setattr(processes, "give_way", lambda: gave_way.append(True))
    monkeypatch.setattr(worker, "settings", lambda: lab_settings)
    monkeypatch.setattr(worker, "TASKS", {"train": lambda context: context.folder.mkdir(parents=True)})
    monkeypatch.setattr(worker, "ANSWERS", {"three_forms": lambda context: context.folder.mkdir(parents=True)})
    before = signal.getsignal(signal.SIGTERM)
    yield gave_way
    signal.signal(signal.SIGTERM, before)


def test_a_training_gives_way_to_pages_and_answers(gave_way, store, submit, claim_next):
    submit()
    worker._work(claim_next(), store)
    assert gave_way


def test_an_answer_that_somebody_waits_for_does_not(gave_way, store, ask, claim_question):
    ask()
    worker._work(claim_question(), store)
    assert not gave_way


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has classes of priority, not numbers")
def test_a_process_that_gives_way_is_less_urgent_than_this_one():
    tell = "from resnet_core.jobs import processes; import psutil; processes.give_way(); print(psutil.Process().nice())"
    told = subprocess.run([sys.executable, "-c", tell], capture_output=True, check=True, text=True).stdout
    assert int(told) > psutil.Process().nice()
