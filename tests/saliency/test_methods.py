"""Every method of the table against a direct call of Captum, or a formula of a few lines; and its promises."""

import threading
import warnings

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from captum import attr

from resnet_core.config import BlockStyle, NetworkConfig, StageConfig
from resnet_core.data.files import STD
from resnet_core.models.build import build
from resnet_core.plan.network import network_plan
from resnet_core.saliency.baselines import baseline
from resnet_core.saliency.methods import attribute
from resnet_core.saliency.table import BASELINES, METHODS, Settings
from resnet_core.saliency.targets import pairs, score
from tests.refusals import refused

pytestmark = pytest.mark.usefixtures("one_thread")

SETTINGS = Settings(
    layer="stage2.block1", steps=12, samples=6, draws=6, permutations=2, coalitions=60, window=4, stride=3, patch=4
)
RANDOM = [method for method, row in METHODS.items() if row.random]


def small_net(*, channels=1, seed=0, stem="3x3", se_reduction=None):
    config = NetworkConfig(
        input_channels=channels,
        input_size=12,
        stem=stem,
        stem_channels=4,
        stages=(StageConfig(blocks=1, channels=4), StageConfig(blocks=1, channels=6, stride=2)),
        style=BlockStyle(se_reduction=se_reduction),
    )
    network = build(network_plan(config), seed=seed)
    generator = torch.Generator().manual_seed(seed)
    for module in network.modules():  # statistics that are not 0 and 1, as after some training
        if isinstance(module, torch.nn.BatchNorm2d):
            module.get_buffer("running_mean").add_(0.1 * torch.randn(module.num_features, generator=generator))
            module.get_buffer("running_var").mul_(1 + torch.rand(module.num_features, generator=generator))
    with torch.no_grad():  # logits as far apart as a trained net's: LIME's sparse model sees nothing else
        network.get_parameter("head.fc.weight").mul_(20)
    return network.eval()


@pytest.fixture
def network():
    return small_net()


@pytest.mark.parametrize("method", METHODS)
def test_every_method_looks_through_squeeze_and_excitation_and_leaves_the_net_as_it_was(method, inputs):
    network = small_net(se_reduction=2)
    layers = [type(module) for module in network.modules()]
    found = attribute(method, network, inputs, target=TARGET, settings=SETTINGS)
    assert found.shape == (3, 1, 12, 12)
    assert found.isfinite().all()
    assert found.abs().sum() > 0
    assert [type(module) for module in network.modules()] == layers
    assert not any(module._forward_hooks or module._backward_hooks for module in network.modules())


@pytest.fixture
def inputs():
    return torch.randn(3, 1, 12, 12, generator=torch.Generator().manual_seed(1))


TARGET = torch.tensor([3, 0, 7])


def each(call, inputs):
    """Captum's answer for each picture by itself, from the same seed."""
    found = []
    for index in range(len(inputs)):
        torch.manual_seed(0)
        np.random.seed(0)
        found.append(call(inputs[index : index + 1], int(TARGET[index])))
    return torch.cat(found)


def patches():
    """Nine squares of 4x4, numbered along the rows."""
    return torch.tensor([[(row // 4) * 3 + column // 4 for column in range(12)] for row in range(12)])[None, None]


def upsampled(maps):
    return F.interpolate(maps, (12, 12), mode="bilinear")


def layer_and_gradient(network, inputs):
    """The layer's maps and the gradients of the logits there, by running the network in two halves."""
    with torch.no_grad():
        maps = network[2](network[1](network[0](inputs)))
    maps.requires_grad_()
    logits = network[3](maps)
    (gradients,) = torch.autograd.grad(logits.gather(1, TARGET[:, None]).sum(), maps)
    return maps.detach(), gradients


def smooth_grad(network, x, target):
    tunnel = attr.NoiseTunnel(attr.Saliency(network))
    return tunnel.attribute(x, nt_samples=6, nt_samples_batch_size=6, stdevs=0.15 / STD, target=target, abs=False)


def score_cam(network, inputs):
    maps, _ = layer_and_gradient(network, inputs)
    black, found = baseline("black", inputs), []
    for index, picture in enumerate(inputs):
        total, weights = torch.zeros(maps.shape[-2:]), []
        for channel in maps[index]:
            mask = upsampled(channel[None, None])[0, 0]
            span = mask.max() - mask.min()
            mask = (mask - mask.min()) / span if span > 0 else torch.zeros_like(mask)
            seen = mask * picture + (1 - mask) * black[index]
            weights.append(network(seen[None])[0, TARGET[index]].detach())
        for weight, channel in zip(torch.stack(weights).softmax(0), maps[index], strict=True):
            total += weight * channel
        found.append(upsampled(total.relu()[None, None]))
    return torch.cat(found)


def eigen_cam(network, inputs):
    maps, _ = layer_and_gradient(network, inputs)
    found = []
    for picture in maps:
        places = picture.flatten(1).T.double()
        vectors = torch.linalg.eigh(places.T @ places).eigenvectors
        projected = places @ vectors[:, -1]
        found.append((projected * projected.sum().sign()).reshape(1, 1, *picture.shape[1:]))
    return upsampled(torch.cat(found).clamp(min=0)).float()


def ours(formula):
    def call(network, inputs):
        maps, gradients = layer_and_gradient(network, inputs)
        return upsampled(formula(maps, gradients))

    return call


DIRECT = {
    "saliency": lambda net, x: attr.Saliency(net).attribute(x, target=TARGET, abs=False),
    "input_x_gradient": lambda net, x: attr.InputXGradient(net).attribute(x, target=TARGET),
    "integrated_gradients": lambda net, x: attr.IntegratedGradients(net).attribute(
        x, baseline("black", x), target=TARGET, n_steps=12
    ),
    "smooth_grad": lambda net, x: each(lambda one, target: smooth_grad(net, one, target), x),
    "gradient_shap": lambda net, x: each(
        lambda one, target: attr.GradientShap(net).attribute(one, baseline("black", one), n_samples=6, target=target), x
    ),
    "deep_lift": lambda net, x: attr.DeepLift(net).attribute(x, baseline("black", x), target=TARGET),
    "guided_backprop": lambda net, x: attr.GuidedBackprop(net).attribute(x, target=TARGET),
    "deconvolution": lambda net, x: attr.Deconvolution(net).attribute(x, target=TARGET),
    "occlusion": lambda net, x: attr.Occlusion(net).attribute(
        x, (1, 4, 4), strides=(1, 3, 3), baselines=baseline("black", x), target=TARGET
    ),
    "feature_ablation": lambda net, x: (
        attr.FeatureAblation(net).attribute(x, baseline("black", x), target=TARGET, feature_mask=patches()) / 16
    ),
    "shapley_sampling": lambda net, x: (
        each(
            lambda one, target: attr.ShapleyValueSampling(net).attribute(
                one, baseline("black", one), target=target, feature_mask=patches(), n_samples=2
            ),
            x,
        )
        / 16
    ),
    "kernel_shap": lambda net, x: (
        each(
            lambda one, target: attr.KernelShap(net).attribute(
                one, baseline("black", one), target=target, feature_mask=patches(), n_samples=60
            ),
            x,
        )
        / 16
    ),
    "lime": lambda net, x: (
        each(
            lambda one, target: attr.Lime(net).attribute(
                one, baseline("black", one), target=target, feature_mask=patches(), n_samples=60
            ),
            x,
        )
        / 16
    ),
    "grad_cam": lambda net, x: upsampled(
        attr.LayerGradCam(net, net[2][0]).attribute(x, target=TARGET, relu_attributions=True)
    ),
    "guided_grad_cam": lambda net, x: attr.GuidedGradCam(net, net[2][0]).attribute(
        x, target=TARGET, interpolate_mode="bilinear"
    ),
    "layer_cam": ours(lambda maps, gradients: (gradients.clamp(min=0) * maps).sum(1, keepdim=True).clamp(min=0)),
    "hires_cam": ours(lambda maps, gradients: (gradients * maps).sum(1, keepdim=True)),
    "eigen_cam": eigen_cam,
    "score_cam": score_cam,
}


@pytest.mark.parametrize("method", METHODS)
def test_a_map_equals_what_captum_or_the_papers_formula_gives_for_the_same_module(method, network, inputs):
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Setting|Input Tensor 0")
        expected = DIRECT[method](network, inputs.clone()).detach()
    found = attribute(method, network, inputs, target=TARGET, settings=SETTINGS)
    assert found.shape == (3, 1, 12, 12)
    assert found.dtype == torch.float32
    assert found.abs().sum() > 0
    torch.testing.assert_close(found, expected, rtol=1e-4, atol=1e-6)


def test_grad_cam_is_the_papers_formula_too(network, inputs):
    maps, gradients = layer_and_gradient(network, inputs)
    expected = upsampled((gradients.mean((2, 3), keepdim=True) * maps).sum(1, keepdim=True).relu())
    found = attribute("grad_cam", network, inputs, target=TARGET, settings=SETTINGS)
    torch.testing.assert_close(found, expected)


@pytest.mark.parametrize("method", METHODS)
def test_a_contrast_is_a_map_of_the_difference_of_two_logits(method, network, inputs):
    """Methods that are linear in the score give the difference of the two maps; the others differ from it."""
    wanted, against = TARGET, (TARGET + 1) % 10
    found = attribute(method, network, inputs, target=pairs(wanted, against), settings=SETTINGS)
    parts = [attribute(method, network, inputs, target=target, settings=SETTINGS) for target in (wanted, against)]
    linear = {"guided_backprop", "deconvolution", "grad_cam", "guided_grad_cam", "layer_cam", "eigen_cam", "score_cam"}
    if method in METHODS.keys() - linear - {"lime"}:
        torch.testing.assert_close(found, parts[0] - parts[1], rtol=1e-3, atol=1e-5)
    assert found.shape == parts[0].shape
    assert found.abs().sum() > 0


@pytest.mark.parametrize("method", RANDOM)
def test_the_same_seed_gives_the_same_bits_and_another_seed_others(method, network, inputs):
    first, again, other = (
        attribute(method, network, inputs, target=TARGET, settings=SETTINGS.model_copy(update={"seed": seed}))
        for seed in (5, 5, 6)
    )
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


@pytest.mark.parametrize("method", METHODS)
def test_the_random_numbers_of_the_process_go_on_as_if_nothing_had_been_drawn(method, network, inputs):
    torch.manual_seed(3)
    np.random.seed(3)
    expected = torch.rand(3), np.random.rand(3)
    torch.manual_seed(3)
    np.random.seed(3)
    attribute(method, network, inputs, target=TARGET, settings=SETTINGS)
    assert torch.equal(torch.rand(3), expected[0])
    assert np.array_equal(np.random.rand(3), expected[1])


@pytest.mark.parametrize("method", METHODS)
def test_the_map_of_a_picture_does_not_depend_on_the_pictures_beside_it(method, network, inputs):
    together = attribute(method, network, inputs, target=TARGET, settings=SETTINGS)
    alone = attribute(method, network, inputs[1:2], target=TARGET[1:2], settings=SETTINGS)
    torch.testing.assert_close(together[1:2], alone, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("method", [method for method, row in METHODS.items() if not row.signed])
def test_a_method_that_the_table_calls_unsigned_is_never_negative(method, network, inputs):
    assert attribute(method, network, inputs, target=TARGET, settings=SETTINGS).min() >= 0


@pytest.mark.parametrize("name", BASELINES)
@pytest.mark.parametrize("method", ["integrated_gradients", "deep_lift", "shapley_sampling", "kernel_shap"])
def test_a_complete_map_sums_to_the_difference_from_the_baseline(method, name, network, inputs):
    settings = SETTINGS.model_copy(update={"baseline": name, "steps": 300})
    found = attribute(method, network, inputs, target=TARGET, settings=settings).sum((1, 2, 3))
    with torch.no_grad():
        difference = score(network, inputs, TARGET) - score(network, baseline(name, inputs), TARGET)
    torch.testing.assert_close(found, difference, rtol=0.02, atol=0.01)


def test_patches_at_the_border_share_their_value_among_fewer_pixels(network, inputs):
    """Patches of 5 leave 2 of 12 pixels for the last: the sum over pixels is the sum over patches all the same."""
    settings = SETTINGS.model_copy(update={"patch": 5})
    found = attribute("shapley_sampling", network, inputs, target=TARGET, settings=settings).sum((1, 2, 3))
    difference = score(network, inputs, TARGET) - score(network, baseline("black", inputs), TARGET)
    torch.testing.assert_close(found, difference.detach(), rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("method", METHODS)
def test_the_channels_of_a_net_that_repeats_the_grey_are_added_up(method, inputs):
    network, repeated = small_net(channels=3), inputs.expand(-1, 3, -1, -1).contiguous()
    settings = SETTINGS.model_copy(update={"steps": 300})
    found = attribute(method, network, repeated, target=TARGET, settings=settings)
    assert found.shape == (3, 1, 12, 12)
    if METHODS[method].complete and method != "gradient_shap":
        difference = score(network, repeated, TARGET) - score(network, baseline("black", repeated), TARGET)
        torch.testing.assert_close(found.sum((1, 2, 3)), difference.detach(), rtol=0.1, atol=0.05)


def test_black_pixels_get_exactly_nothing_from_a_black_baseline(network):
    """Trap: the factor picture - baseline draws the garment, whatever the net has learnt."""
    picture = baseline("black", torch.zeros(1, 1, 12, 12))
    picture[..., 4:8, 4:8] = 1.0
    for method in ("integrated_gradients", "deep_lift", "gradient_shap"):
        found = attribute(method, network, picture, target=TARGET[:1], settings=SETTINGS)
        assert (found[..., :4, :] == 0).all()
        assert (found[..., 4:8, 4:8] != 0).any()


def test_a_baseline_is_what_its_name_says(inputs):
    grey = {name: baseline(name, inputs) * STD + 0.2860 for name in BASELINES}
    assert grey["black"].abs().max() < 1e-6
    assert (grey["white"] - 1).abs().max() < 1e-6
    assert torch.equal(baseline("mean grey", inputs), torch.zeros_like(inputs))
    assert grey["blurred"].std() < (inputs * STD + 0.2860).std() / 2
    assert not torch.equal(grey["blurred"][0], grey["blurred"][1])


def test_a_batch_that_is_taken_in_parts_gives_the_same_maps(network, inputs, monkeypatch):
    whole = {m: attribute(m, network, inputs, target=TARGET, settings=SETTINGS) for m in METHODS if m not in RANDOM}
    monkeypatch.setattr("resnet_core.saliency.request.PIXELS_AT_ONCE", 4 * 12 * 12)
    for method, expected in whole.items():
        found = attribute(method, network, inputs, target=TARGET, settings=SETTINGS)
        torch.testing.assert_close(found, expected, rtol=1e-4, atol=1e-6)


def test_a_missing_layer_is_named_with_those_there_are(network, inputs):
    for path in (None, "stage9.block1"):
        with refused("method-needs-block", blocks=("stage1.block1", "stage2.block1")):
            attribute("grad_cam", network, inputs, target=TARGET, settings=SETTINGS.model_copy(update={"layer": path}))


def test_a_net_in_training_mode_is_refused(network, inputs):
    network[1].train()
    with pytest.raises(AssertionError, match="eval"):
        attribute("saliency", network, inputs, target=TARGET, settings=SETTINGS)


def test_threads_that_share_one_net_never_mix_their_maps(network, inputs):
    """Without a lock, a thread's seed changes what another one draws, and its hooks are gone before it has ended."""
    methods = ("saliency", "grad_cam", "guided_grad_cam", "deep_lift", "smooth_grad", "gradient_shap")
    nets = [network, network, small_net(seed=4)]
    expected = {
        (id(net), m): attribute(m, net, inputs, target=TARGET, settings=SETTINGS) for net in nets for m in methods
    }
    wrong: list[str] = []

    def work(net, order):
        for method in order * 6:
            found = attribute(method, net, inputs, target=TARGET, settings=SETTINGS)
            if not torch.equal(found, expected[id(net), method]):
                wrong.append(method)

    threads = [
        threading.Thread(target=work, args=(net, methods[shift:] + methods[:shift])) for shift, net in enumerate(nets)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
