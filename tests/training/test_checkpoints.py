"""A run cut anywhere goes on to the bit; a file that is damaged or foreign is refused and nothing is touched."""

import itertools
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import nn

from resnet_core.config import NetworkConfig, StageConfig
from resnet_core.errors import CheckpointError
from resnet_core.plan.zoo import ZOO
from resnet_core.training import checkpoints, loop
from resnet_core.training.checkpoints import export_weights, load, load_weights, save
from resnet_core.training.devices import Device
from resnet_core.training.loop import EpochRecord, StepRecord, Trainer

Record = StepRecord | EpochRecord


@pytest.fixture(autouse=True)
def every_step_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "FLUSH_SECONDS", 0.0)


def untimed(record: Record) -> Record:
    if isinstance(record, StepRecord):
        return replace(record, images_per_second=0.0)
    return replace(record, seconds=0.0)


def fingerprint(trainer: Trainer) -> dict[str, list[float]]:
    """Every number that training changes."""
    state = {name: tensor.flatten().tolist() for name, tensor in trainer.model.state_dict().items()}
    for name, parameter in trainer.model.named_parameters():
        momentum = trainer.optimizer.state.get(parameter, {}).get("momentum_buffer")
        state[f"momentum {name}"] = [] if momentum is None else momentum.flatten().tolist()
    return state


RUNS: dict[str, dict[str, Any]] = {
    "one cycle": {"schedule": "one_cycle"},
    "constant, as in the chapter": {"schedule": "constant", "momentum": 0.0, "nesterov": False, "weight_decay": 0.0},
    "constant with momentum": {"schedule": "constant", "nesterov": False, "record_gradient_norm": True},
}


@pytest.mark.parametrize("augment", ["none", "shift", "shift_flip"])
@pytest.mark.parametrize("run", RUNS)
def test_a_run_cut_at_any_record_goes_on_to_the_bit(trainer_of: Any, tmp_path: Path, run: str, augment: str):
    """Two epochs of ten steps: 22 records, the ends of the epochs with and without their test among them."""
    unbroken = trainer_of(augment=augment, **RUNS[run])
    records: list[Record] = []
    for record in unbroken.records():
        save(tmp_path / f"{len(records)}", unbroken)
        records.append(untimed(record))
    assert len(records) == 22
    for cut in range(22):
        torch.manual_seed(cut)
        torch.rand(cut)  # whatever else draws numbers in this process
        resumed = trainer_of(augment=augment, **RUNS[run])
        assert load(tmp_path / f"{cut}", resumed) == ""
        assert [untimed(record) for record in resumed.records()] == records[cut + 1 :]
        assert fingerprint(resumed) == fingerprint(unbroken)


def test_two_threads_and_the_quick_network_go_on_to_the_bit_too(trainer_of: Any, tmp_path: Path):
    torch.set_num_threads(2)  # the fixture gives them back
    quick = {"network": ZOO["quick"].config, "batch_size": 24, "augment": "shift"}
    unbroken, resumed = trainer_of(**quick), trainer_of(**quick)
    for record in unbroken.records():
        if record.step == 2:
            save(tmp_path / "last", unbroken)
    assert load(tmp_path / "last", resumed) == ""
    *_records, last = resumed.records()
    assert untimed(last) == untimed(record)
    assert fingerprint(resumed) == fingerprint(unbroken)


def test_the_untrained_network_can_be_saved(trainer_of: Any, tmp_path: Path):
    save(tmp_path / "start", trainer_of())
    moved = trainer_of()
    list(itertools.islice(moved.records(), 12))
    load(tmp_path / "start", moved)
    assert (moved.step, moved.epoch) == (0, 0)
    assert fingerprint(moved) == fingerprint(trainer_of())


def test_saving_changes_nothing_and_memory_layout_is_kept(trainer_of: Any, tmp_path: Path):
    trainer = trainer_of()
    list(itertools.islice(trainer.records(), 3))
    before = fingerprint(trainer)
    save(tmp_path / "last", trainer)
    assert fingerprint(trainer) == before
    resumed = trainer_of()
    load(tmp_path / "last", resumed)
    for ours, theirs in zip(resumed.model.parameters(), trainer.model.parameters(), strict=True):
        assert ours.stride() == theirs.stride()
        momentum = [t.optimizer.state[p]["momentum_buffer"] for t, p in ((resumed, ours), (trainer, theirs))]
        assert momentum[0].stride() == momentum[1].stride()


@pytest.fixture
def saved(trainer_of: Any, tmp_path: Path) -> Path:
    trainer = trainer_of()
    list(itertools.islice(trainer.records(), 13))
    save(tmp_path / "last.safetensors", trainer)
    return tmp_path / "last.safetensors"


def refused(path: Path, trainer: Trainer, match: str) -> None:
    """Asserts that `path` is refused by name and leaves `trainer` as it was."""
    before = fingerprint(trainer)
    with pytest.raises(CheckpointError, match=match):
        load(path, trainer)
    assert fingerprint(trainer) == before
    assert (trainer.step, trainer.epoch) == (0, 0)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_any_flipped_bit_is_found(saved: Path, trainer_of: Any, place: float, bit: int):
    content = bytearray(saved.read_bytes())
    content[int(place * len(content))] ^= 1 << bit
    flipped = saved.with_name("flipped.safetensors")
    flipped.write_bytes(content)
    refused(flipped, trainer_of(), r"flipped.safetensors .*start the run again, or go on from an earlier checkpoint")


@pytest.mark.parametrize("kept", [0.0, 0.01, 0.5, 0.999])
def test_a_truncated_file_is_refused(saved: Path, trainer_of: Any, kept: float):
    content = saved.read_bytes()
    saved.write_bytes(content[: int(kept * len(content))])
    refused(saved, trainer_of(), "cannot be read")


def test_a_file_that_is_no_checkpoint_is_refused(saved: Path, trainer_of: Any):
    saved.write_bytes(b"PK\3\4 a zip, perhaps a pickle")
    refused(saved, trainer_of(), "cannot be read")
    export_weights(saved, trainer_of().model)
    refused(saved, trainer_of(), "damaged")
    refused(saved.with_name("nowhere"), trainer_of(), "nowhere cannot be read")


def test_a_run_with_other_settings_is_refused_and_they_are_named(saved: Path, trainer_of: Any):
    refused(
        saved, trainer_of(lr=0.06, seed=1), r"training.lr: 0.05 before, 0.06 now and training.seed: 0 before, 1 now"
    )


def test_settings_newer_than_the_file_count_with_their_defaults(saved: Path, trainer_of: Any):
    rewrite(saved, lambda state: state["config"]["training"].pop("label_smoothing"))
    load(saved, trainer_of())


def test_settings_that_the_lab_no_longer_has_are_named(saved: Path, trainer_of: Any):
    rewrite(saved, lambda state: state["config"]["training"].update(dampening=0.1))
    refused(saved, trainer_of(), r"another version of the lab \(training.dampening")


def test_a_format_of_the_future_is_refused(saved: Path, trainer_of: Any):
    rewrite(saved, lambda state: state.update(format=99))
    refused(saved, trainer_of(), "has format 99")


def rewrite(path: Path, change: Any) -> None:
    """Changes the JSON of a checkpoint and signs it anew, as another version of the lab would have written it."""
    with safe_open(path, framework="pt") as file:
        state = json.loads(file.metadata()["state"])
    change(state)
    tensors, text = load_file(path), json.dumps(state)
    save_file(tensors, path, {"state": text, "sha256": checkpoints._checksum(tensors, text)})


@pytest.mark.parametrize("what", ["torch", "device", "threads", "precision"])
def test_another_machine_is_told(saved: Path, trainer_of: Any, what: str):
    rewrite(saved, lambda state: state["machine"].update({what: "elsewhere"}))
    assert load(saved, trainer_of()).startswith(
        f"the last digits may differ from an unbroken run: {what} elsewhere before"
    )


@pytest.mark.parametrize("broken", ["os.fsync", "pathlib.Path.replace"])
def test_a_disk_that_fails_leaves_the_file_before_whole(
    saved: Path, trainer_of: Any, monkeypatch: pytest.MonkeyPatch, broken: str
):
    def fail(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    before = saved.read_bytes()
    trainer = trainer_of()
    list(itertools.islice(trainer.records(), 2))
    monkeypatch.setattr(broken, fail)
    with pytest.raises(OSError, match="No space"):
        save(saved, trainer, previous=saved.with_name("previous"))
    assert saved.read_bytes() == before
    assert list(saved.parent.iterdir()) == [saved]


def test_exported_weights_give_the_same_logits_in_another_network(trainer_of: Any, tmp_path: Path):
    trained, fresh = trainer_of(), trainer_of(seed=7)
    list(trained.records())
    export_weights(tmp_path / "weights.safetensors", trained.model)
    load_weights(tmp_path / "weights.safetensors", fresh.model)
    assert trained.results() == fresh.results()
    assert set(load_file(tmp_path / "weights.safetensors")) == set(trained.model.state_dict())


OTHER = NetworkConfig(
    input_size=14,
    stem_channels=4,
    stages=(StageConfig(blocks=1, channels=4), StageConfig(blocks=1, channels=16, stride=2)),
)
DEEPER = OTHER.model_copy(update={"stages": (*OTHER.stages, StageConfig(blocks=1, channels=16))})


@pytest.mark.parametrize(
    ("network", "why"),
    [(OTHER, r"shape of .* is \(16, .* there and \(8, "), (DEEPER, "unknown stage3"), (None, "type of")],
)
def test_weights_of_another_network_are_refused_and_nothing_is_loaded(
    trainer_of: Any, tmp_path: Path, network: NetworkConfig | None, why: str
):
    path = tmp_path / "weights.safetensors"
    if network:
        export_weights(path, trainer_of(network=network).model)
    else:
        export_weights(path, trainer_of(seed=1).model.half())
    model = trainer_of().model
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    with pytest.raises(CheckpointError, match=rf"of another network: .*{why}"):
        load_weights(path, model)
    assert all(torch.equal(before[name], tensor) for name, tensor in model.state_dict().items())


def test_a_pickle_is_never_opened_as_weights(tmp_path: Path):
    torch.save(nn.Linear(2, 2).state_dict(), tmp_path / "weights.pt")
    with pytest.raises(CheckpointError, match=r"weights.pt is not a whole safetensors file"):
        load_weights(tmp_path / "weights.pt", nn.Linear(2, 2))


@pytest.mark.gpu
def test_a_run_goes_on_from_its_checkpoint_on_a_gpu(trainer_of: Any, sketches: Any, tmp_path: Path, a_gpu: Device):
    config = trainer_of(augment="shift").config
    unbroken, resumed = Trainer(config, sketches, a_gpu), Trainer(config, sketches, a_gpu)
    for record in unbroken.records():
        if record.step == 7:
            save(tmp_path / "last", unbroken)
    assert "GPU" in load(tmp_path / "last", resumed)
    *_records, last = resumed.records()
    assert isinstance(record, EpochRecord)
    assert isinstance(last, EpochRecord)
    assert last.train_loss == pytest.approx(record.train_loss, rel=0.05)
