"""The signal by depth: against plain sums over a net run piece by piece, and with nothing left behind."""

import itertools

import pytest
import torch
import torch.nn.functional as F

from resnet_core.config import DataConfig, RunConfig, TrainingConfig
from resnet_core.data.images import Batches, load
from resnet_core.models.build import build
from resnet_core.plan.network import network_plan
from resnet_core.studies.nets import SmallNet, new_net
from resnet_core.studies.signal.measure import channel_variance, follow, likeness, measure, squared_mean
from resnet_core.studies.signal.question import SignalQuestion
from resnet_core.studies.workbench import Workbench
from resnet_core.training.devices import choose

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture(scope="module")
def sketches(tmp_path_factory):
    return load(DataConfig(source="sketches", train_images=100, test_images=10), tmp_path_factory.mktemp("none"))


@pytest.fixture
def at(sketches, tmp_path):
    return Workbench(choose("cpu"), lambda _config: sketches, tmp_path)


@pytest.fixture
def batch():
    return 2 + torch.randn(4, 3, 5, 5, generator=torch.Generator().manual_seed(1))


def test_variance_and_mean_are_those_of_each_channels_numbers_put_in_one_list(batch):
    lists = [[float(value) for image in batch for value in image[channel].flatten()] for channel in range(3)]
    means = [sum(numbers) / len(numbers) for numbers in lists]
    variances = [
        sum((number - mean) ** 2 for number in numbers) / len(numbers)
        for numbers, mean in zip(lists, means, strict=True)
    ]
    assert channel_variance(batch) == pytest.approx(sum(variances) / 3)
    assert squared_mean(batch) == pytest.approx(sum(mean**2 for mean in means) / 3)


def test_likeness_is_the_mean_over_all_pairs_of_different_inputs(batch):
    pairs = [
        float(F.cosine_similarity(one.flatten(), other.flatten(), dim=0))
        for one, other in itertools.combinations(batch, 2)
    ]
    assert likeness(batch) == pytest.approx(sum(pairs) / len(pairs), rel=1e-5)
    assert likeness(torch.ones(3, 2, 4, 4)) == pytest.approx(1)


@pytest.mark.parametrize("shortcut", ["zero_pad", "projection_norm", "none"])
@pytest.mark.parametrize("order", ["original", "full_pre"])
def test_every_place_agrees_with_the_net_run_piece_by_piece(at, sketches, shortcut, order):
    net = SmallNet(depth=8, width=4, shortcut=shortcut, order=order)
    found = measure(SignalQuestion(net=new_net(net.network, seed=2), batch_size=16, seed=5), at)
    assert found.source == "sketches"
    network = build(network_plan(net.network), seed=2).train()
    run = RunConfig(network=net.network, training=TrainingConfig(batch_size=16, seed=5))
    x = Batches(sketches, run, torch.device("cpu")).train(1)[0]
    with torch.no_grad():
        for place in found.places:
            main = beside = None
            if place.path.startswith("stage"):
                block = network.get_submodule(place.path)
                before = block.get_submodule("before")(x)
                main = block.get_submodule("main")(before)
                if block.shortcut is not None:
                    beside = block.get_submodule("shortcut")(before)
                x = block(x)
            elif place.path == "stem":
                x = network.get_submodule("stem")(x)
            expected = (channel_variance(x), squared_mean(x), likeness(x))
            assert (place.variance, place.squared_mean, place.cosine) == pytest.approx(expected, rel=1e-3)
            assert (place.main_variance is None) == (beside is None)
            if main is not None and beside is not None:
                assert place.main_variance == pytest.approx(channel_variance(main), rel=1e-3)
                assert place.shortcut_variance == pytest.approx(channel_variance(beside), rel=1e-3)
    assert [place.path for place in found.places] == ["input", "stem", *(f"stage{n}.block1" for n in (1, 2, 3))]


def test_an_activation_that_works_in_place_changes_no_answer(at):
    net = SmallNet(depth=8, width=4)
    images = torch.randn(8, 1, 14, 14, generator=torch.Generator().manual_seed(0))
    network = build(network_plan(net.network))
    expected = follow(network, images.clone())
    for module in network.modules():
        if isinstance(module, torch.nn.ReLU):
            module.inplace = True
    assert follow(network, images.clone()) == expected


def test_blocks_that_start_at_zero_add_nothing(at):
    net = SmallNet(depth=8, width=4, zero_init=True)
    places = measure(SignalQuestion(net=new_net(net.network, seed=0), batch_size=8), at).places
    assert [place.main_variance for place in places[2:]] == [0, 0, 0]
    assert places[2].variance == pytest.approx(places[1].variance)


def test_noise_is_the_unit_gaussian_its_seed_matters_and_needs_no_pictures(at):
    def no_pictures(config):
        raise AssertionError("nobody should ask for pictures")

    alone = Workbench(at.device, no_pictures, at.runs_dir)
    net = new_net(SmallNet(depth=8, width=4).network, seed=0)
    found = [measure(SignalQuestion(net=net, input="noise", seed=seed), alone) for seed in (0, 0, 1)]
    assert found[0].source == "noise"
    assert found[0].places[0].variance == pytest.approx(1, abs=0.05)
    assert found[0] == found[1] != found[2]


def test_an_input_that_is_zero_everywhere_has_no_likeness():
    network = build(network_plan(SmallNet(depth=8, width=4, norm=False).network))
    assert {place.cosine for place in follow(network, torch.zeros(2, 1, 14, 14))} == {None}


def test_the_network_keeps_no_hook_and_its_own_modes_even_when_it_raises():
    network = build(network_plan(SmallNet(depth=8, width=4).network)).eval()
    network.get_submodule("stage2").train()

    def state():
        return [(module.training, len(module._forward_hooks)) for module in network.modules()]

    before = state()
    follow(network, torch.randn(2, 1, 14, 14))
    assert state() == before
    with pytest.raises(RuntimeError, match="channels"):
        follow(network, torch.zeros(2, 3, 14, 14))
    assert state() == before
