"""The loop is torch's plain loop, told as records."""

import itertools
from dataclasses import replace
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from torch.optim.lr_scheduler import OneCycleLR

from resnet_core.config import DataConfig, NetworkConfig, RunConfig, StageConfig, TrainingConfig
from resnet_core.data.images import Batches, Dataset, load
from resnet_core.jobs.outcomes import of_exception
from resnet_core.models.build import build
from resnet_core.plan.network import network_plan
from resnet_core.training import loop
from resnet_core.training.devices import Device, exact_float32
from resnet_core.training.evaluation import evaluate
from resnet_core.training.loop import EpochRecord, StepRecord, Trainer
from resnet_core.training.schedules import WARM_UP


def steps_of(trainer: Trainer) -> list[StepRecord]:
    return [record for record in trainer.records() if isinstance(record, StepRecord)]


def untimed(records: list[StepRecord]) -> list[StepRecord]:
    """Records without what depends on the clock."""
    return [replace(record, images_per_second=0.0) for record in records]


def test_steps_count_from_one_and_each_epoch_ends_with_its_record(trainer_of: Any):
    trainer = trainer_of(epochs=3)
    records = list(trainer.records())
    assert [record.step for record in records if isinstance(record, StepRecord)] == list(range(1, 31))
    ends = [(n, r.step, r.epoch) for n, r in enumerate(records) if isinstance(r, EpochRecord)]
    assert ends == [(10, 10, 1), (21, 20, 2), (32, 30, 3)]
    assert (trainer.step, trainer.epoch, trainer.total_steps) == (30, 3, 30)
    assert list(trainer.records()) == []


def test_the_weights_are_those_of_a_plain_torch_loop(trainer_of: Any):
    trainer = trainer_of(label_smoothing=0.1, augment="shift_flip", precision="float32", weight_decay=1e-3)
    config, batches = trainer.config, trainer.batches
    model = build(network_plan(config.network), seed=config.training.seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=1.0, momentum=0.9, nesterov=True, weight_decay=1e-3)
    schedule = OneCycleLR(optimizer, max_lr=0.05, total_steps=20, pct_start=WARM_UP, cycle_momentum=False)
    losses = []
    for step in range(1, 21):
        images, labels = batches.train(step)
        loss = F.cross_entropy(model(images), labels, label_smoothing=0.1)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        if step < 20:
            schedule.step()
    assert [record.loss for record in steps_of(trainer)] == pytest.approx(losses, rel=1e-4)
    for ours, theirs in zip(trainer.model.parameters(), model.parameters(), strict=True):
        torch.testing.assert_close(ours, theirs, rtol=1e-3, atol=1e-4)


def test_an_epoch_tells_the_means_of_its_steps_by_image_and_the_test_after_them(trainer_of: Any):
    trainer = trainer_of(epochs=1)
    *steps, epoch = list(trainer.records())
    sizes = [8] * 9 + [3]
    assert epoch.train_loss == pytest.approx(sum(r.loss * n for r, n in zip(steps, sizes, strict=True)) / 75)
    assert epoch.train_accuracy == pytest.approx(sum(r.accuracy * n for r, n in zip(steps, sizes, strict=True)) / 75)
    assert (epoch.test_loss, epoch.test_accuracy) == evaluate(trainer.model, trainer.batches, bf16=trainer.bf16)


def test_label_smoothing_is_in_the_training_loss_and_not_in_the_test_loss(trainer_of: Any):
    plain, smooth = trainer_of(lr=1e-12, epochs=1), trainer_of(lr=1e-12, epochs=1, label_smoothing=0.5)
    *plain_steps, plain_epoch = plain.records()
    *smooth_steps, smooth_epoch = smooth.records()
    assert smooth_epoch.test_loss == pytest.approx(plain_epoch.test_loss, rel=1e-4)
    assert smooth_steps[0].loss != pytest.approx(plain_steps[0].loss, rel=1e-3)


def test_not_asking_for_the_next_record_stops_the_training(trainer_of: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(loop, "FLUSH_SECONDS", 0.0)
    trainer = trainer_of()
    records = trainer.records()
    taken = list(itertools.islice(records, 4))
    records.close()
    assert trainer.step == taken[-1].step == 4


def test_records_do_not_depend_on_how_often_they_cross_over(trainer_of: Any, monkeypatch: pytest.MonkeyPatch):
    told = []
    for seconds in (0.0, 1e9):
        monkeypatch.setattr(loop, "FLUSH_SECONDS", seconds)
        told.append(untimed(steps_of(trainer_of())))
    assert told[0] == told[1]


def test_losses_cross_from_the_device_together(trainer_of: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(loop, "FLUSH_SECONDS", 1e9)
    trainer = trainer_of()
    assert next(trainer.records()).step == 1
    assert trainer.step == 10


def test_the_same_seed_trains_the_same_bits_whatever_torchs_own_generator_does(trainer_of: Any):
    torch.manual_seed(1)
    one = untimed(steps_of(trainer_of(augment="shift_flip")))
    torch.manual_seed(2)
    again = untimed(steps_of(trainer_of(augment="shift_flip")))
    other = untimed(steps_of(trainer_of(augment="shift_flip", seed=1)))
    assert one == again
    assert one != other


def test_the_gradient_norm_is_told_on_request_only(trainer_of: Any):
    assert {record.gradient_norm for record in steps_of(trainer_of(epochs=1))} == {None}
    trainer = trainer_of(epochs=1, record_gradient_norm=True, precision="float32")
    images, labels = trainer.batches.train(1)
    model = build(network_plan(trainer.config.network), seed=0)
    F.cross_entropy(model(images), labels).backward()
    by_hand = torch.cat([p.grad.flatten() for p in model.parameters() if p.grad is not None]).norm().item()
    assert steps_of(trainer)[0].gradient_norm == pytest.approx(by_hand, rel=1e-4)


def test_a_lost_run_goes_on_telling_nan(trainer_of: Any):
    trainer = trainer_of(epochs=1)
    with torch.no_grad():
        next(trainer.model.parameters()).fill_(float("nan"))
    *steps, epoch = trainer.records()
    assert len(steps) == 10
    assert all(record.loss != record.loss for record in [steps[0], steps[-1]])
    assert epoch.train_loss != epoch.train_loss
    assert epoch.test_loss != epoch.test_loss


def test_a_network_left_in_eval_mode_is_trained_in_training_mode(trainer_of: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(loop, "FLUSH_SECONDS", 0.0)
    trainer = trainer_of(epochs=1)
    for _record in itertools.islice(trainer.records(), 5):
        trainer.model.eval()
    norms = [module for module in trainer.model.modules() if isinstance(module, torch.nn.BatchNorm2d)]
    assert norms
    assert {int(norm.num_batches_tracked) for norm in norms if norm.num_batches_tracked is not None} == {5}


def test_enough_steps_learn_the_training_images_by_heart(trainer_of: Any):
    network = NetworkConfig(input_size=14, stem_channels=16, stages=(StageConfig(blocks=2, channels=16),))
    trainer = trainer_of(network=network, epochs=40, weight_decay=0.0)
    first, *_rest, last = (record for record in trainer.records() if isinstance(record, EpochRecord))
    assert first.train_accuracy < 0.5
    assert last.train_accuracy > 0.9


def test_a_network_of_the_chapter_trains_with_a_short_last_batch_at_one_pixel(trainer_of: Any):
    """Its last maps are 1 x 1 at 28 pixels: batch normalisation would refuse a batch of one."""
    network = NetworkConfig(stem="7x7_pool", stem_channels=4, stages=(StageConfig(blocks=1, channels=4, stride=4),) * 2)
    trainer = trainer_of(network=network, epochs=1, batch_size=37)  # 75 = 37 + 38
    assert [record.step for record in steps_of(trainer)] == [1, 2]


def test_bfloat16_trains_on_nearly_the_same_losses(sketches: Dataset, cpu: Device, trainer_of: Any):
    exact = trainer_of(precision="float32", epochs=1)
    config = exact.config.model_copy(
        update={"training": exact.config.training.model_copy(update={"precision": "auto"})}
    )
    rounded = Trainer(config, sketches, replace(cpu, bf16=True))
    assert rounded.bf16
    losses, near = ([record.loss for record in steps_of(trainer)] for trainer in (exact, rounded))
    assert near[0] == pytest.approx(losses[0], rel=0.02)
    assert near != losses
    assert {parameter.dtype for parameter in rounded.model.parameters()} == {torch.float32}


def test_float32_is_kept_where_it_is_asked_for(sketches: Dataset, cpu: Device, trainer_of: Any):
    assert not Trainer(trainer_of(precision="float32").config, sketches, replace(cpu, bf16=True)).bf16
    assert not Trainer(trainer_of().config, sketches, replace(cpu, bf16=False)).bf16


@pytest.mark.gpu
def test_a_gpu_trains_on_the_same_images_and_learns(trainer_of: Any, tmp_path: Any, a_gpu: Device):
    config = RunConfig(
        network=trainer_of().config.network,
        data=DataConfig(source="sketches", train_images=2000, test_images=500, augment="shift"),
        training=TrainingConfig(epochs=5, batch_size=64, lr=0.2),
    )
    dataset = load(config.data, tmp_path)
    trainer = Trainer(config, dataset, a_gpu)
    on_cpu, _labels = Batches(dataset, config, torch.device("cpu")).train(3)
    torch.testing.assert_close(trainer.batches.train(3)[0].cpu(), on_cpu)
    *_steps, last = trainer.records()
    assert {parameter.device.type for parameter in trainer.model.parameters()} == {a_gpu.kind}
    assert isinstance(last, EpochRecord)
    assert last.test_accuracy > 0.5


@pytest.mark.gpu
def test_a_gpu_draws_the_loss_curve_of_the_processor_in_float32(trainer_of: Any, sketches: Dataset, a_gpu: Device):
    exact_float32()
    on_cpu = trainer_of(precision="float32", augment="shift")
    on_gpu = Trainer(on_cpu.config, sketches, a_gpu)
    assert [record.loss for record in steps_of(on_gpu)] == pytest.approx(
        [record.loss for record in steps_of(on_cpu)], rel=1e-3
    )


@pytest.mark.gpu
def test_a_gpu_in_bfloat16_stays_near_the_curve_in_float32(trainer_of: Any, sketches: Dataset, a_gpu: Device):
    if not a_gpu.bf16:
        pytest.skip(f"{a_gpu.name} does not multiply bfloat16 in hardware")
    rounded = Trainer(trainer_of(augment="shift").config, sketches, a_gpu)
    assert rounded.bf16
    exact = trainer_of(precision="float32", augment="shift")
    assert [record.loss for record in steps_of(rounded)] == pytest.approx(
        [record.loss for record in steps_of(exact)], rel=0.05
    )


@pytest.mark.gpu
def test_a_run_too_large_for_the_gpu_is_told_and_the_next_one_trains(sketches: Dataset, trainer_of: Any, a_gpu: Device):
    if a_gpu.kind != "cuda":
        pytest.skip("only CUDA lets a process be held to a share of the memory")
    small = trainer_of()
    network = small.config.network.model_copy(update={"stem_channels": 512, "input_size": 224})
    large = trainer_of(network=network, batch_size=64)
    torch.cuda.empty_cache()
    torch.cuda.set_per_process_memory_fraction(0.01)
    try:
        with pytest.raises(torch.OutOfMemoryError) as raised:
            list(Trainer(large.config, sketches, a_gpu).records())
    finally:
        torch.cuda.set_per_process_memory_fraction(1.0)
    outcome = of_exception(raised.value, large.config.model_dump())
    assert (outcome.state, outcome.error_kind) == ("failed", "gpu_oom")
    del raised
    assert len(steps_of(Trainer(small.config, sketches, a_gpu))) == 20
