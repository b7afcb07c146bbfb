"""A network lent in another mode comes back as it was."""

import pytest
from torch import nn

from resnet_core.models.modes import in_mode


@pytest.fixture
def mixed():
    network = nn.Sequential(nn.ReLU(), nn.Sequential(nn.BatchNorm2d(1), nn.ReLU()))
    network.train()
    network[1].eval()
    return network


def modes(network):
    return [module.training for module in network.modules()]


@pytest.mark.parametrize("training", [True, False])
def test_all_of_it_is_in_the_mode_and_each_part_gets_its_own_back(mixed, training):
    before = modes(mixed)
    with in_mode(mixed, training=training):
        assert modes(mixed) == [training] * len(before)
    assert modes(mixed) == before
    assert len(set(before)) == 2


def test_an_error_inside_leaves_no_trace(mixed):
    before = modes(mixed)
    with pytest.raises(ZeroDivisionError), in_mode(mixed, training=False):
        raise ZeroDivisionError
    assert modes(mixed) == before
