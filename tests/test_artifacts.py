"""Files of runs: on one machine nothing is copied; at a place elsewhere each machine finds what another kept."""

import json

import pytest

from resnet_core.artifacts import Artifacts
from resnet_core.database import StoreUnavailableError
from resnet_core.jobs import states, tasks
from resnet_core.jobs.context import Context, Interrupted, Reporter
from resnet_core.jobs.states import NewRun
from resnet_core.settings import Settings
from resnet_core.store import Store
from tests.refusals import refused

CONFIG = {
    "network": {"stem_channels": 4, "stages": [{"blocks": 1, "channels": 4}]},
    "data": {"source": "sketches", "train_images": 50, "test_images": 20},
    "training": {"epochs": 4, "batch_size": 10},
}
RUN = "a" * 32


@pytest.fixture(params=["file", "memory"])
def machines(request, tmp_path):
    """Two machines without a common disk, which keep what runs leave at the same place."""
    place = f"file://{tmp_path / 'place'}" if request.param == "file" else f"memory://{tmp_path.name}"
    url = f"sqlite:///{tmp_path / 'lab.db'}"
    return [
        Settings(home=tmp_path / name, data_dir=tmp_path / "none", database_url=url, artifact_url=place, device="cpu")
        for name in ("one", "two")
    ]


def written(settings, content=b"abc", name="weights.safetensors"):
    path = settings.runs_dir / RUN / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_on_one_machine_the_file_itself_is_kept_and_nothing_is_copied(tmp_path):
    settings = Settings(home=tmp_path, artifact_url="")
    kept = Artifacts(settings)
    path = written(settings)
    artifact = kept.keep("weights", path)
    assert (artifact.path, artifact.bytes) == (f"{RUN}/weights.safetensors", 3)
    assert kept.find(artifact) == path
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [path]
    path.unlink()
    assert kept.find(artifact) is None


def test_what_one_machine_keeps_another_finds_whole_and_fetches_once(machines):
    one, two = (Artifacts(settings) for settings in machines)
    artifact = one.keep("weights", written(machines[0]))
    found = two.find(artifact)
    assert found.read_bytes() == b"abc"
    one.forget(artifact)
    assert two.find(artifact) == found, "from its cache"
    assert one.find(artifact) is None


def test_a_newer_file_leaves_the_older_one_as_the_store_knows_it(machines):
    one, two = (Artifacts(settings) for settings in machines)
    older = one.keep("last", written(machines[0], b"older"))
    newer = one.keep("last", written(machines[0], b"newer"))
    assert [two.find(each).read_bytes() for each in (older, newer)] == [b"older", b"newer"]


def test_a_file_that_is_not_what_the_store_says_is_not_taken(machines):
    one, two = (Artifacts(settings) for settings in machines)
    artifact = one.keep("weights", written(machines[0]))
    assert two.find(artifact._replace(sha256="0" * 64)) is None


def test_what_a_run_put_away_goes_with_it(machines):
    one, two = (Artifacts(settings) for settings in machines)
    artifact = one.keep("weights", written(machines[0]))
    one.forget_run(RUN)
    assert two.find(artifact) is None


def test_a_place_that_cannot_be_used_is_told(tmp_path):
    nowhere = Artifacts(Settings(home=tmp_path, artifact_url="nonsense://bucket"))
    with refused("artifacts-no-place"):
        nowhere.keep("weights", written(Settings(home=tmp_path)))


def test_a_place_that_does_not_answer_is_told_as_an_outage(machines, monkeypatch):
    one, two = (Artifacts(settings) for settings in machines)
    artifact = one.keep("weights", written(machines[0]))

    def fail(*_given, **_named):
        raise ConnectionError("no route")

    monkeypatch.setattr(two._place[0], "get_file", fail, raising=True)
    with pytest.raises(StoreUnavailableError):
        two.find(artifact)


def trained(store, settings, run_id, *, monkeypatch=None, stop_at=None):
    """Whether the run came to its end, done as a worker of this machine does it."""
    claim = states.claim_next(store, slots=1)
    assert claim.run_id == run_id
    reporter = Reporter(store, claim, store.run(run_id))
    context = Context(store.run(run_id), json.loads(store.run(run_id).config), settings=settings, reporter=reporter)
    if stop_at:
        told = context.emit

        def emit(step, values):
            told(step, values)
            if step >= stop_at:
                context.ask_stop()

        monkeypatch.setattr(context, "emit", emit)
    try:
        tasks.train(context)
    except Interrupted:
        ended = False
    else:
        ended = True
    reporter.close()
    states.requeue(store, claim, reason=states.WAITING, lost=False)
    return ended


@pytest.mark.usefixtures("one_thread")
def test_a_run_that_began_on_one_machine_goes_on_on_another_to_the_same_weights(machines, monkeypatch):
    store = Store(machines[0].database)
    whole, cut = (
        states.submit(store, NewRun("train", json.dumps(CONFIG), name, "ada", None, "s")) for name in ("whole", "cut")
    )
    assert trained(store, machines[0], whole)
    states.ask_stop(store, whole)
    assert not trained(store, machines[0], cut, monkeypatch=monkeypatch, stop_at=7)
    assert trained(store, machines[1], cut)
    events = [(event.kind, event.detail) for event in store.events(cut)]
    assert ("checkpoint read", "goes on from step 7") in events
    assert store.artifact(cut, "weights").sha256 == store.artifact(whole, "weights").sha256
    assert store.points_after(cut, {})["train_loss"] == store.points_after(whole, {})["train_loss"]
    weights = Artifacts(machines[0]).find(store.artifact(cut, "weights"))
    assert weights.stat().st_size == store.artifact(cut, "weights").bytes, "read where it was not made"
    store.close()
