"""Spares wait for one line and end with their server; refs tell one process from the next with the same number."""

import os
import socket
import subprocess
import sys

import pytest

from resnet_core.jobs import launcher, outcomes, processes
from resnet_core.jobs.launcher import Local, environment
from resnet_core.jobs.outcomes import Outcome
from resnet_core.jobs.states import Claim

TAKES_A_CLAIM = (
    "import sys; words = sys.stdin.readline().split() or ['nothing']; open(sys.argv[1], 'w').write(words[0])"
)

LISTENS = "import sys; [open(sys.argv[1], 'a').write(line) for line in sys.stdin]"


@pytest.fixture
def local(lab_settings, monkeypatch):
    """A launcher that makes its first spare at once."""
    monkeypatch.setattr(launcher, "FIRST_SPARE_SECONDS", 0.0)
    return Local(lab_settings.model_copy(update={"warm_workers": 1}))


@pytest.fixture
def told(tmp_path, monkeypatch):
    """What the runner that the launcher starts is told; it stands in for the real one, which would import torch."""
    path = tmp_path / "told"
    original = subprocess.Popen

    def popen(command, **options):
        return original([sys.executable, "-c", TAKES_A_CLAIM, str(path)], **options)

    monkeypatch.setattr("resnet_core.jobs.launcher.subprocess.Popen", popen)
    return path


@pytest.fixture
def stays(tmp_path, monkeypatch):
    """What the runners are told; each listens until its stdin closes, as after a probe."""
    path = tmp_path / "told"
    original = subprocess.Popen

    def popen(command, **options):
        return original([sys.executable, "-c", LISTENS, str(path)], **options)

    monkeypatch.setattr("resnet_core.jobs.launcher.subprocess.Popen", popen)
    return path


def end(local):
    children = list(local._children)
    local.close()
    for child in children:
        child.wait(timeout=10)


def test_a_spare_takes_the_claim_by_its_stdin(local, told):
    local.tend(busy=False)
    (spare,) = local._spares
    assert local.alive(spare.ref)
    assert local.submit(Claim("run", "token")) == spare.ref
    end(local)
    assert told.read_text() == "run"


def test_no_second_spare_is_started_while_one_waits(local, told):
    local.tend(busy=False)
    local.tend(busy=False)
    assert len(local._spares) == 1
    end(local)


def test_a_used_spare_is_replaced_at_once_when_a_slot_is_free_and_later_when_none_is(local, told):
    local.tend(busy=False)
    local.submit(Claim("run", "token"))
    local.tend(busy=True)
    assert not local._spares
    local.tend(busy=False)
    assert len(local._spares) == 1
    end(local)


ANSWERED = Outcome("succeeded")


def answered(local, claim, outcome=ANSWERED):
    """Plays the worker of the claim, which has come to its outcome."""
    folder = local._settings.runs_dir / claim.run_id
    folder.mkdir(parents=True)
    outcomes.save(folder, claim.token, outcome)


def test_a_runner_that_has_answered_a_probe_is_a_spare_again(local, stays):
    first, second, training = (Claim(name, "token") for name in ("first", "second", "training"))
    ref = local.answer(first)
    answered(local, first)
    assert local.answer(second) == ref
    answered(local, second)
    assert local.submit(training) == ref
    end(local)
    assert stays.read_text().split() == ["first", "token", "second", "token", "training", "token"]


def test_a_runner_that_still_answers_takes_nothing_else(local, stays):
    ref = local.answer(Claim("first", "token"))
    local.tend(busy=False)
    assert not local._spares, "it will be the spare, so no other is started"
    assert local.answer(Claim("second", "token")) != ref
    end(local)


def test_a_runner_whose_probe_went_wrong_is_not_used_again(local, stays):
    first = Claim("first", "token")
    ref = local.answer(first)
    answered(local, first, Outcome("failed", "gpu_oom"))
    assert local.answer(Claim("second", "token")) != ref
    end(local)


def test_no_more_runners_wait_than_the_settings_say(local, stays):
    claims = [Claim("first", "token"), Claim("second", "token")]
    for claim in claims:
        local.answer(claim)
    for claim in claims:
        answered(local, claim)
    local.tend(busy=False)
    assert len(local._spares) == 1
    end(local)


def test_a_dead_spare_is_passed_over_for_a_cold_start(local, told):
    local.tend(busy=False)
    (spare,) = local._spares
    spare.process.kill()
    spare.process.wait()
    assert local.submit(Claim("run", "token")) != spare.ref
    end(local)


def test_closing_the_launcher_ends_its_spares(local, told):
    local.tend(busy=False)
    (spare,) = local._spares
    end(local)
    assert spare.process.returncode == 0
    assert told.read_text() == "nothing"


def test_a_child_gets_every_setting_and_finds_the_package_from_anywhere(lab_settings, tmp_path):
    code = "from resnet_core.settings import settings; print(settings().model_dump_json())"
    command = [sys.executable, "-c", code]
    output = subprocess.check_output(command, env=environment(lab_settings), cwd=tmp_path, text=True)
    assert type(lab_settings).model_validate_json(output) == lab_settings


def test_a_ref_is_of_one_process_and_not_of_the_next_with_its_number():
    ref = processes.ref_of(os.getpid())
    host, pid, started = ref.rsplit(":", 2)
    assert processes.alive(ref) is True
    assert processes.alive(f"{host}:{pid}:{float(started) - 60:.2f}") is False
    assert processes.alive(None) is False


def test_of_another_machines_process_nothing_is_known():
    assert processes.alive(f"not-{socket.gethostname()}:1:0.00") is None


def test_a_process_that_has_ended_but_is_not_reaped_is_not_alive():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        ref = processes.ref_of(process.pid)
        processes.kill(ref)
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert processes.alive(ref) is False
