"""DeepLift, guided backpropagation and deconvolution against a walk over the layers by hand, and against their promise.

The walk knows nothing of autograd: a linear layer is the matrix that it makes of the unit vectors, a ReLU and a max
pooling are written out number by number, and where a tensor feeds two paths, what comes back from both is added.
"""

import numpy as np
import pytest
import torch
from captum import attr
from hypothesis import assume, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from resnet_core import gallery
from resnet_core.config import BlockStyle, DataConfig, NetworkConfig, StageConfig
from resnet_core.data.images import load, normalise, resize
from resnet_core.errors import LabError
from resnet_core.models.build import Gated, ResidualBlock, Scaling, assemble, build
from resnet_core.plan.network import network_plan
from resnet_core.presets import RECORDED
from resnet_core.saliency import rules
from resnet_core.saliency.baselines import baseline
from resnet_core.saliency.request import Request
from resnet_core.saliency.table import BASELINES, Settings
from resnet_core.saliency.targets import pairs, score
from resnet_core.training.checkpoints import load_weights
from tests.strategies import ORDERS, networks
from tests.worn_nets import wear_in

pytestmark = [pytest.mark.usefixtures("one_thread"), pytest.mark.filterwarnings("ignore:Setting|Input Tensor 0")]

CLASS = 3
METHODS = {
    "deep_lift": rules.deep_lift,
    "guided_backprop": rules.guided_backprop,
    "deconvolution": rules.deconvolution,
}
STYLES = [(order, norm) for order in ORDERS for norm in (True, False)]


def a_net(order="original", *, norm=True, stem="3x3_pool", shortcut="zero_pad", se=None):
    """Two stages; the second block of the first has an identity shortcut whatever the others have."""
    config = NetworkConfig(
        input_channels=1,
        input_size=12,
        stem=stem,
        stem_channels=4,
        stages=(StageConfig(blocks=2, channels=4), StageConfig(blocks=1, channels=6, stride=2)),
        style=BlockStyle(order=order, norm=norm, se_reduction=se),
        shortcut=shortcut,
    )
    return wear_in(build(network_plan(config), seed=1)).double().eval()


def pictures(count=1, shape=(1, 12, 12)):
    return torch.randn(count, *shape, generator=torch.Generator().manual_seed(1), dtype=torch.float64)


def request_of(network, inputs, *, fill="black", target=CLASS):
    return Request.of(network, inputs, torch.full((len(inputs),), target), settings=Settings(baseline=fill))


# by hand: `x` and `reference` are arrays, `m` is what has come back to a layer's output


def linear(layer, x, m):
    """Back through a layer that is linear but for a constant."""
    with torch.no_grad():
        units = torch.eye(x.size, dtype=torch.float64).view(-1, *x.shape)
        matrix = layer(units) - layer(torch.zeros_like(units[:1]))
    return (matrix.flatten(1).numpy() @ m.ravel()).reshape(x.shape)


def windows(layer, x):
    """Of every window its place in the output and the places of its pixels in the input."""
    side, step, edge = layer.kernel_size, layer.stride, layer.padding
    channels, height, width = x.shape
    for channel in range(channels):
        for row in range((height + 2 * edge - side) // step + 1):
            for column in range((width + 2 * edge - side) // step + 1):
                rows, columns = (range(at * step - edge, at * step - edge + side) for at in (row, column))
                inside = [(channel, r, c) for r in rows for c in columns if 0 <= r < height and 0 <= c < width]
                yield (channel, row, column), inside


def pooled(layer, x, reference, m):
    """DeepLift's back through a max pooling: each window owes its change to one place, of picture or reference."""
    owed, gradient = np.zeros_like(x), np.zeros_like(x)
    for out, inside in windows(layer, x):
        largest, other = max(inside, key=x.__getitem__), max(inside, key=reference.__getitem__)
        change = x[largest] - reference[other]
        owed[largest if change > 0 else other] += m[out] * change
        gradient[largest] += m[out]
    difference = x - reference
    return np.divide(owed, difference, out=gradient, where=np.abs(difference) > 1e-10)


def pooled_gradient(layer, x, _reference, m):
    found = np.zeros_like(x)
    for out, inside in windows(layer, x):
        found[max(inside, key=x.__getitem__)] += m[out]
    return found


def rescaled(_layer, x, reference, m):
    difference = x - reference
    change = np.maximum(x, 0) - np.maximum(reference, 0)
    return m * np.divide(change, difference, out=1.0 * (x > 0), where=np.abs(difference) > 1e-10)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def rescaled_sigmoid(_layer, x, reference, m):
    return m * (sigmoid(x) - sigmoid(reference)) / (x - reference)


def sigmoid_gradient(_layer, x, _reference, m):
    return m * sigmoid(x) * (1 - sigmoid(x))


BY_HAND = {
    "deep_lift": {torch.nn.ReLU: rescaled, torch.nn.MaxPool2d: pooled, torch.nn.Sigmoid: rescaled_sigmoid},
    "guided_backprop": {
        torch.nn.ReLU: lambda _layer, x, _reference, m: np.where((x > 0) & (m > 0), m, 0),
        torch.nn.MaxPool2d: pooled_gradient,
        torch.nn.Sigmoid: sigmoid_gradient,
    },
    "deconvolution": {
        torch.nn.ReLU: lambda _layer, _x, _reference, m: np.where(m > 0, m, 0),
        torch.nn.MaxPool2d: pooled_gradient,
        torch.nn.Sigmoid: sigmoid_gradient,
    },
}


def forward(layers, both):
    """The steps of a straight path, each with what came into it, and what comes out of the last."""
    steps = []
    for layer in layers:
        steps.append((layer, both))
        with torch.no_grad():
            both = layer(both)
    return steps, both


def back(steps, m, rule):
    for layer, both in reversed(steps):
        if isinstance(layer, ResidualBlock):
            m = back_block(layer, both, m, rule)
        elif isinstance(layer, Gated):
            m = back_gate(layer, both, m, rule)
        else:
            x, reference = both.numpy()
            m = back_layer(layer, x, reference, m, rule)
    return m


def back_gate(gate, both, m, rule):
    """From a map times its factors: what comes back to the map itself, and what by way of the factors."""
    steps, factors = forward(list(gate)[:-1], both)
    kept = slice(0, 2) if rule is BY_HAND["deep_lift"] else slice(0, 1)  # the mean of both, or the picture's own
    maps, scales = (each.numpy()[kept].mean(0) for each in (both, factors))
    return m * scales + back(steps, (m * maps).sum((1, 2), keepdims=True), rule)


def back_layer(layer, x, reference, m, rule):
    return rule[type(layer)](layer, x, reference, m) if type(layer) in rule else linear(layer, x, m)


def back_block(block, both, m, rule):
    """What comes back from the main path, and what comes back from the shortcut."""
    before, split = forward(block.before, both)
    main, summand = forward(block.main, split)
    if block.shortcut is None:
        after, _ = forward(block.after, summand)
        return back(before, back(main, back(after, m, rule), rule), rule)
    shortcut, other = forward(block.shortcut, split)
    after, _ = forward(block.after, summand + other)
    m = back(after, m, rule)
    return back(before, back(main, m, rule) + back(shortcut, m, rule), rule)


def by_hand(method, network, inputs, fill="black"):
    """The map of one picture, from the class's unit vector back to the pixels."""
    both = torch.cat([inputs, baseline(fill, inputs)])
    blocks = [block for name, stage in network.named_children() if name.startswith("stage") for block in stage]
    steps, _ = forward([*network.stem, *blocks, *network.head], both)
    multipliers = back(steps, np.eye(10)[CLASS], BY_HAND[method])
    difference = (both[0] - both[1]).numpy() if method == "deep_lift" else 1.0
    return torch.from_numpy(multipliers * difference)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("stem", ["3x3", "3x3_pool"])
@pytest.mark.parametrize(("order", "norm"), STYLES)
def test_a_map_is_the_one_worked_out_by_hand_where_paths_fork(method, stem, order, norm):
    network, inputs = a_net(order, norm=norm, stem=stem), pictures()
    found = METHODS[method](request_of(network, inputs))[0]
    assert found.abs().sum() > 0
    torch.testing.assert_close(found, by_hand(method, network, inputs))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("order", ["original", "full_pre"])
def test_a_map_is_the_one_worked_out_by_hand_behind_squeeze_and_excitation(method, order):
    network, inputs = a_net(order, se=2), pictures()
    torch.testing.assert_close(METHODS[method](request_of(network, inputs))[0], by_hand(method, network, inputs))


@pytest.mark.parametrize("fill", BASELINES)
@pytest.mark.parametrize("shortcut", ["none", "projection", "pool_projection"])
@pytest.mark.parametrize("order", ["original", "relu_only_pre"])
def test_deep_lift_is_the_one_worked_out_by_hand_from_every_baseline(order, shortcut, fill):
    network, inputs = a_net(order, shortcut=shortcut), pictures()
    found = rules.deep_lift(request_of(network, inputs, fill=fill))[0]
    torch.testing.assert_close(found, by_hand("deep_lift", network, inputs, fill))


@pytest.mark.parametrize("layer", [torch.nn.ReLU(), torch.nn.MaxPool2d(1)])
def test_a_unit_that_does_not_differ_from_its_reference_hands_back_its_gradient(layer):
    """It sees 1 - first + second: two pixels that rise alike are owed a fall and a rise."""
    network = torch.nn.Sequential(torch.nn.Conv2d(1, 1, (1, 2)), layer, torch.nn.Flatten()).double().eval()
    network[0].weight.data = torch.tensor([[[[-1.0, 1.0]]]]).double()
    network[0].bias.data = torch.ones(1).double()
    inputs = torch.full((1, 1, 1, 2), 2.0).double()
    found = rules.deep_lift(request_of(network, inputs, fill="mean grey", target=0))
    assert found.flatten().tolist() == [-2.0, 2.0]


def test_a_product_shares_its_change_between_maps_and_factors():
    """Two maps of two pixels: Shapley's value of each factor, from all four products by hand."""
    maps, reference = torch.tensor([[1.0, 2.0], [3.0, -1.0]]), torch.tensor([[0.0, 1.0], [1.0, 1.0]])
    factors, other = torch.tensor([0.5, 0.8]), torch.tensor([0.1, 0.9])
    both = torch.stack([maps, reference])[..., None].requires_grad_()
    scales = torch.stack([factors, other])[..., None, None].requires_grad_()
    product = rules._RESCALED[Scaling](Scaling())(both, scales)
    of_maps, of_factors = torch.autograd.grad(product[:1].sum(), (both, scales))
    owed_to_maps = (of_maps[0] * (both[0] - both[1])).detach().flatten().tolist()
    owed_to_factors = (of_factors[0] * (scales[0] - scales[1])).detach().flatten().tolist()
    first = [
        ((x - r) * f + (x - r) * o) / 2
        for xs, rs, f, o in zip(maps, reference, factors, other, strict=True)
        for x, r in zip(xs, rs, strict=True)
    ]
    second = [
        ((x * (f - o)).sum() + (r * (f - o)).sum()) / 2
        for x, r, f, o in zip(maps, reference, factors, other, strict=True)
    ]
    assert owed_to_maps == pytest.approx([float(value) for value in first])
    assert owed_to_factors == pytest.approx([float(value) for value in second])
    assert sum(owed_to_maps) + sum(owed_to_factors) == pytest.approx(float((product[0] - product[1]).sum().detach()))


def gap(network, inputs, *, fill, target):
    """How far the maps of DeepLift sum from what they explain, and what that is."""
    with torch.no_grad():
        explained = score(network, inputs, target) - score(network, baseline(fill, inputs), target)
    settings = Settings(baseline=fill)
    found = rules.deep_lift(Request.of(network, inputs, target, settings=settings)).sum((1, 2, 3))
    return (found - explained).abs(), explained.abs()


TARGETS = (torch.tensor([0, 1]), pairs(torch.tensor([0, 1]), torch.tensor([1, 0])))


@hypothesis_settings(max_examples=40, deadline=None)
@given(
    networks(),
    st.sampled_from(BASELINES),
    st.sampled_from(TARGETS),
)
def test_deep_lift_sums_to_what_it_explains_in_any_net(config, fill, target):
    plan = network_plan(config)
    try:
        network = wear_in(build(plan, seed=0)).double().eval()
    except LabError:
        assume(False)
    inputs = pictures(2, plan.input_shape)
    off, explained = gap(network, inputs, fill=fill, target=target)
    assert (off <= 1e-6 * explained + 1e-9).all(), (off, explained)


@pytest.mark.parametrize(
    "weights",
    sorted(gallery.GALLERY.glob("*/weights*.safetensors")),
    ids=lambda path: f"{path.parent.name} {path.stem}",
)
def test_deep_lift_sums_to_what_it_explains_in_every_net_of_the_gallery(weights, tmp_path):
    config = RECORDED[weights.parent.name].network
    network = assemble(network_plan(config))
    load_weights(weights, network.eval())
    images = load(DataConfig(source="sketches", train_images=10, test_images=12), tmp_path).test_images
    inputs = resize(normalise(images), config.input_size).expand(-1, config.input_channels, -1, -1).contiguous()
    target = network(inputs).argmax(1)
    for fill in BASELINES:
        off, explained = gap(network, inputs, fill=fill, target=target)
        assert (off < 1e-3 * explained.clamp(min=0.05)).all(), (fill, off / explained)


@pytest.mark.parametrize("method", METHODS)
def test_a_map_behind_a_max_pooling_does_not_depend_on_the_pictures_beside_it(method):
    network, inputs = a_net(), pictures(3)
    inputs[2] = baseline("black", inputs[2:])[0]  # one that differs from its reference nowhere
    together = METHODS[method](request_of(network, inputs))
    for place in range(3):
        torch.testing.assert_close(together[place], METHODS[method](request_of(network, inputs[place : place + 1]))[0])


def test_a_layer_without_a_rule_is_no_silent_gap():
    network = a_net()
    network.head.append(torch.nn.Softmax(1))
    with pytest.raises(AssertionError, match=r"no rule for .*Softmax"):
        rules.deep_lift(request_of(network, pictures()))


@pytest.mark.parametrize("method", METHODS)
def test_the_network_itself_keeps_its_layers_and_the_copy_its_weights(method):
    network, inputs = a_net("relu_only_pre"), pictures()
    layers = [type(module) for module in network.modules()]
    METHODS[method](request_of(network, inputs))
    assert [type(module) for module in network.modules()] == layers
    copy = rules.following(rules._GUIDED, network)
    assert all(one is other for one, other in zip(copy.parameters(), network.parameters(), strict=True))
    assert torch.equal(copy(inputs), network(inputs))


CAPTUM = {
    "deep_lift": lambda network, x: attr.DeepLift(network).attribute(x, baseline("black", x), target=CLASS),
    "guided_backprop": lambda network, x: attr.GuidedBackprop(network).attribute(x, target=CLASS),
    "deconvolution": lambda network, x: attr.Deconvolution(network).attribute(x, target=CLASS),
}


@pytest.mark.parametrize("method", METHODS)
def test_captum_agrees_where_no_tensor_is_hooked_twice_and_none_that_is_hooked_forks(method):
    network, inputs = a_net(stem="3x3"), pictures(3)
    torch.testing.assert_close(METHODS[method](request_of(network, inputs)), CAPTUM[method](network, inputs))


@pytest.mark.parametrize(
    ("method", "order", "norm", "stem"),
    [
        ("deep_lift", "original", True, "3x3_pool"),  # the ReLU's hook hides the pooling's, captum#1104
        ("deep_lift", "full_pre", True, "3x3_pool"),  # nothing hides it: windows overwrite one another
        *((method, "relu_only_pre", True, "3x3") for method in METHODS),  # the ReLU's input is the shortcut too
        *((method, "full_pre", False, "3x3") for method in METHODS),
    ],
)
def test_captum_still_hands_something_else_back(method, order, norm, stem):
    """Falls when Captum has mended its hooks or its pooling: then look whether `saliency.rules` can go."""
    network, inputs = a_net(order, norm=norm, stem=stem), pictures()
    assert not torch.allclose(CAPTUM[method](network, inputs), METHODS[method](request_of(network, inputs)), rtol=1e-2)
