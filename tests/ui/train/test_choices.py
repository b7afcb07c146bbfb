"""From the words of the page to a run."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resnet_core.config import RunConfig
from resnet_core.errors import LabError
from resnet_core.plan.zoo import ZOO
from resnet_core.presets import PRESETS
from ui.codes import FAMILIES, SHORTCUTS
from ui.train import choices
from ui.train.choices import CUSTOM, SIZES, Choices

custom = st.builds(
    Choices,
    preset=st.just(CUSTOM),
    family=st.sampled_from(FAMILIES),
    blocks=st.integers(1, 4),
    width=st.integers(4, 64),
    groups=st.integers(1, 64),
    size=st.sampled_from(SIZES),
    shortcut=st.sampled_from(SHORTCUTS),
    norm=st.booleans(),
)


def is_legal(chosen):
    try:
        choices.setup(chosen)
    except LabError:
        return False
    return True


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_is_the_run_of_that_name(preset):
    assert choices.setup(Choices(preset=preset)).config == PRESETS[preset]


@pytest.mark.parametrize("network", ZOO)
def test_every_published_network_can_be_trained_on_the_ten_classes(network):
    config = choices.setup(Choices(preset=CUSTOM, network=network)).config.network
    assert (config.input_channels, config.input_size, config.classes) == (1, 28, 10)
    assert config.stages == ZOO[network].config.stages


@pytest.mark.parametrize(("network", "layers"), [("resnet18", 18), ("resnet50", 50), ("resnet20", 20), ("plain56", 56)])
def test_weighted_layers_are_those_of_the_networks_name(network, layers):
    assert choices.setup(Choices(preset=CUSTOM, network=network)).weighted_layers == layers


@settings(max_examples=60, deadline=None)
@given(custom)
def test_what_does_not_fit_says_why_and_every_repair_mends_it(chosen):
    if is_legal(chosen):
        return
    found = choices.repairs(chosen)
    assert found
    for changes in found:
        assert is_legal(replace(chosen, **changes))


def test_two_faults_are_mended_together():
    chosen = Choices(preset=CUSTOM, family="resnext", width=4, groups=3, shortcut="identity")
    (changes,) = choices.repairs(chosen)
    assert len(changes) == 2
    assert is_legal(replace(chosen, **changes))


@settings(max_examples=60, deadline=None)
@given(custom)
def test_the_page_never_fails_otherwise_than_with_a_message(chosen):
    try:
        setup = choices.setup(chosen)
    except LabError:
        return  # any other error fails the test
    assert RunConfig.model_validate(setup.config.model_dump(mode="json")) == setup.config


@pytest.mark.parametrize(
    ("images", "batch", "epochs"), [(60_000, 128, 2), (500, 500, 1), (500, 499, 3), (1_000, 333, 1), (500, 1024, 2)]
)
def test_the_steps_foretold_are_the_steps_of_the_trainer(images, batch, epochs):
    torch = pytest.importorskip("torch")
    from resnet_core.data.images import Batches, Dataset

    network = Choices()
    config = choices.setup(replace(network, preset=CUSTOM, images=images, batch=batch, epochs=epochs)).config
    pictures, labels = torch.zeros((images, 28, 28), dtype=torch.uint8), torch.zeros(images, dtype=torch.int64)
    batches = Batches(Dataset("sketches", pictures, labels, pictures, labels), config, torch.device("cpu"))
    assert config.training.steps(images) == epochs * batches.steps_per_epoch


def test_a_run_too_short_for_its_schedule_has_few_rates_of_which_the_last_is_next_to_nothing():
    short = Choices(preset=CUSTOM, images=500, batch=1024, lr=0.1)
    assert choices.rates_of_few_steps(choices.setup(short).config) == (0.1,)
    two = choices.rates_of_few_steps(choices.setup(replace(short, epochs=2)).config)
    assert len(two) == 2
    assert two[-1] < 1e-3 * two[0]


@pytest.mark.parametrize("changes", [{"batch": 50}, {"schedule": "constant"}])
def test_a_run_that_its_schedule_suits_has_no_rates_to_warn_of(changes):
    short = Choices(preset=CUSTOM, images=500, batch=1024)
    assert choices.rates_of_few_steps(choices.setup(replace(short, **changes)).config) == ()


def test_titles_tell_runs_apart():
    runs = [
        Choices(),
        Choices(preset=CUSTOM, network="resnet20", epochs=5),
        Choices(preset=CUSTOM, network="resnet20"),
        Choices(preset=CUSTOM, family="plain", blocks=3),
        Choices(preset=CUSTOM, blocks=3),
    ]
    titles = [choices.title(run) for run in runs]
    assert titles[0] == "quick"
    assert "resnet20" in titles[1]
    assert len(set(titles)) == len(titles)
