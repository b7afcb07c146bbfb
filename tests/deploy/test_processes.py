"""Two web processes behind nginx, as deploy/ has them: a session stays in one, and its learner outlives that one."""

import asyncio
import os
import re
import signal
import time
from collections.abc import Callable

import pytest

from benches.learner import Learner
from benches.site import NGINX, PATIENCE_SECONDS, Site
from resnet_core.jobs import leases
from resnet_core.jobs.dispatcher import LEASE
from resnet_core.store import Store

TRAINING = "preset=custom&images=500"
pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]


@pytest.fixture
def site(tmp_path):
    if NGINX is None:
        reason = "no nginx; install the package nginx-light"
        assert os.environ.get("CI") != "true", reason
        pytest.skip(reason)
    site = Site(tmp_path, LAB_WARM_WORKERS="0", LAB_TEACHER_KEY="chalk")
    try:
        site.wait()
        yield site
    finally:
        site.end()


def test_a_class_is_served_by_two_processes_as_by_one(site):
    asyncio.run(_a_class(site))


async def _a_class(site: Site) -> None:
    learners = [Learner(site.address, seed=number) for number in range(8)]
    for learner in learners:
        await learner.arrive("network")
    await asyncio.gather(*(learner.move("net.width") for learner in learners))
    assert [error for learner in learners for error in learner.errors] == []

    # a run that is started through one process is seen through the other
    first = learners[0]
    await first.go("train", TRAINING)
    await first.press("train")
    (run_id,) = re.findall(r"run=(\w+)", first.query)
    for port in site.ports:
        other = Learner(f"http://127.0.0.1:{port}")
        await other.arrive("train", f"run={run_id}")
        await other.until(lambda page: any("Custom" in text or "residual" in text for text in page.told()))
        await other.leave()

    # one of the two starts runs
    store = Store(f"sqlite:///{site.home}/lab.db")
    await _until(lambda: _leader(store) in {process.pid for process in site.processes.values()})
    await _until(lambda: store.run(run_id).token is not None or store.run(run_id).state != "queued")

    # each learner stays with one process, and both have learners
    for learner in learners[1:]:
        await learner.drop()
    await asyncio.sleep(1)
    homes = {learner: site.served_by(learner.cookies["lab_owner"]) for learner in learners}
    assert {len(ports) for ports in homes.values()} == {1}
    assert set.union(*homes.values()) == set(site.ports)

    # one process is killed: its learners come back to the other, and a control moves there
    killed = next(iter(homes[learners[1]]))
    os.killpg(site.processes[killed].pid, signal.SIGKILL)
    site.processes[killed].wait()
    for learner in learners[1:]:
        learner.errors.clear()
        await learner.reconnect()
        await learner.move("net.width")
        assert learner.errors == []
    (left,) = set(site.ports) - {killed}
    await _until(lambda: _leader(store) == site.processes[left].pid)
    for learner in learners:
        await learner.leave()


async def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "not within two minutes"
        await asyncio.sleep(0.2)


def _leader(store: Store) -> int | None:
    """The process that starts runs; None while there is none."""
    holder = leases.holder_of(store, LEASE)
    return int(holder.rsplit(":", 2)[1]) if holder else None
