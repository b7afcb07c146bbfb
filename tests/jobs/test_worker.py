"""What a worker does around the task: here without torch's work, in this process."""

import signal
import subprocess
import sys

import psutil
import pytest

from resnet_core.jobs import processes, runner, worker


@pytest.fixture
def gave_way(monkeypatch, lab_settings):
    """How far the worker has stood back; its tasks do nothing."""
    gave_way = []
    monkeypatch.setattr(processes, "give_way", lambda _pid, nice: gave_way.append(nice))
    monkeypatch.setattr(worker, "settings", lambda: lab_settings)
    monkeypatch.setattr(worker, "TASKS", {"train": lambda context: context.folder.mkdir(parents=True)})
    monkeypatch.setattr(worker, "ANSWERS", {"three_forms": lambda context: context.folder.mkdir(parents=True)})
    before = signal.getsignal(signal.SIGTERM)
    yield gave_way
    signal.signal(signal.SIGTERM, before)


def test_a_training_gives_way_to_pages_and_answers(gave_way, store, submit, claim_next):
    submit()
    worker._work(claim_next(), store)
    assert gave_way == [processes.BEHIND_ANSWERS]
    assert processes.BEHIND_ANSWERS > processes.BEHIND_PAGES


def test_an_answer_that_somebody_waits_for_stands_back_no_further(gave_way, store, ask, claim_question):
    ask()
    worker._work(claim_question(), store)
    assert not gave_way


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has classes of priority, not numbers")
def test_a_worker_is_less_urgent_than_a_page_from_its_first_moment():
    started = runner.start_worker()
    try:
        assert psutil.Process(started.pid).nice() == max(processes.BEHIND_PAGES, psutil.Process().nice())
    finally:
        started.kill()
        started.communicate()


def test_nobody_minds_that_a_process_is_gone_before_it_gives_way():
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    processes.give_way(gone.pid, processes.BEHIND_PAGES)
