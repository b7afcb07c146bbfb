"""What a layer gives out, against the same layers run by hand; and no hook stays, whatever happens."""

import pytest
import torch

from resnet_core.errors import LabError
from resnet_core.saliency.inside import activation
from tests.refusals import refused


def test_it_is_what_the_layers_before_give_when_run_by_hand(network, inputs):
    with torch.no_grad():
        stem = network.stem(inputs)
        main = network.stage1.block1.main(stem)
        block = network.stage1.block1(stem)
    torch.testing.assert_close(activation(network, "stem", inputs), stem)
    torch.testing.assert_close(activation(network, "stage1.block1.main", inputs), main)
    torch.testing.assert_close(activation(network, "stage1.block1", inputs), block)


@pytest.mark.parametrize(("layer", "code"), [("stage9", "no-such-layer"), ("head.fc", "layer-without-maps")])
def test_a_layer_without_maps_is_refused_with_the_way_out(network, inputs, layer, code):
    with refused(code, layer=layer):
        activation(network, layer, inputs)


def test_the_network_is_as_it_was_also_when_it_raises(network, inputs, state):
    before = state(network)
    activation(network, "stage2", inputs)
    with pytest.raises(RuntimeError, match="channels"):
        activation(network, "stage2", torch.zeros(1, 7, 28, 28))
    with pytest.raises(LabError):
        activation(network, "head.fc", inputs)
    assert state(network) == before
