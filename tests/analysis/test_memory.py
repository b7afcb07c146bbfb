"""What is refused cannot fit, and what is proposed does, by the forecast that refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resnet_core.analysis import memory
from resnet_core.analysis.forecast import training_memory
from resnet_core.config import DataConfig, NetworkConfig, RunConfig, StageConfig, TrainingConfig
from resnet_core.errors import ConfigError
from resnet_core.plan.network import network_plan
from resnet_core.presets import PRESETS
from tests.refusals import refused

MEGABYTE = 2**20


def run(*, batch=1024, width=64, size=96, blocks=18, images=60_000):
    stages = tuple(StageConfig(blocks=blocks, channels=width * 2**i, stride=1 if i == 0 else 2) for i in range(3))
    network = NetworkConfig(input_size=size, stem_channels=width, stages=stages)
    training = TrainingConfig(batch_size=batch)
    return RunConfig(network=network, data=DataConfig(train_images=images), training=training)


def check(config, limit, *, bf16):
    memory.check(config, memory.of_process(config, bf16=bf16), limit)


def forecast(config, batch):
    return training_memory(network_plan(config.network), batch_size=batch).total


runs = st.builds(
    run,
    batch=st.integers(2, 1024),
    width=st.sampled_from((4, 16, 64)),
    size=st.sampled_from((14, 28, 96)),
    blocks=st.integers(1, 3),
)


def test_the_largest_network_is_refused_with_number_limit_and_a_batch_that_fits():
    config = run()
    with pytest.raises(ConfigError) as caught:
        check(config, 8000, bf16=True)
    values = caught.value.values
    assert (caught.value.code, values["limit_mb"]) == ("batch-needs-memory", 8000)
    batch = values["fitting"]
    assert 3.1 * forecast(config, batch) < 8000 * MEGABYTE < 3.1 * forecast(config, 2 * batch) + 1000 * MEGABYTE


@settings(max_examples=40, deadline=None)
@given(config=runs, limit=st.integers(1000, 20_000))
def test_the_proposed_batch_is_the_largest_power_of_two_that_fits(config, limit):
    batch = memory.batch_that_fits(config, limit)
    if batch is None:
        return
    assert batch < config.training.batch_size
    training = config.training
    proposed, twice = (
        config.model_copy(update={"training": training.model_copy(update={"batch_size": size})})
        for size in (batch, 2 * batch)
    )
    assert memory.fits(proposed, limit)
    assert 2 * batch >= training.batch_size or not memory.fits(twice, limit)
    check(proposed, limit, bf16=False)


@settings(max_examples=20, deadline=None)
@given(config=runs)
def test_what_fits_for_sure_is_never_refused(config):
    for limit in (1000, 8000):
        if memory.fits(config, limit):
            check(config, limit, bf16=False)


def test_bfloat16_may_hold_twice_as_much():
    config = run(batch=64, size=28, width=16, blocks=3)
    limit = 250 + forecast(config, 64) // MEGABYTE
    check(config, limit, bf16=True)
    with pytest.raises(ConfigError):
        check(config, limit, bf16=False)


def test_a_batch_is_never_larger_than_the_pictures_there_are():
    few = run(images=100, size=28, width=16, blocks=1)
    assert memory.fits(few, 2000)
    assert not memory.fits(run(size=28, width=16, blocks=1), 1200)


def test_where_no_batch_fits_something_smaller_is_asked_for():
    with refused("net-needs-memory", limit_mb=1000):
        check(run(), 1000, bf16=True)


@pytest.mark.parametrize("name", PRESETS)
def test_the_presets_fit_the_limit_that_is_set_by_default(name):
    assert memory.fits(PRESETS[name], 8000)


def test_a_peak_below_the_machine_that_has_less_free_than_a_run_may_use_is_told_so():
    config = run()
    needed = memory.of_process(config, bf16=False)
    with refused("batch-needs-memory", bound="free", needed_mb=needed.least, limit_mb=6000):
        memory.check(config, needed, 6000, bound="free")
