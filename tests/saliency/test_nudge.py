"""The nudge against the sign of an autograd gradient, and within its bounds."""

from functools import partial

import pytest
import torch
from torch.nn import functional as F

from resnet_core.saliency.nudge import Step, noise, nudge, seen

SEE = partial(seen, channels=1, size=28)


@pytest.fixture
def pixels(pictures):
    return pictures[:, None] / 255


@pytest.fixture
def named(network, pixels):
    with torch.no_grad():
        return network(SEE(pixels)).argmax(1)


def slope(network, pixels, classes):
    leaf = pixels.clone().requires_grad_()
    (found,) = torch.autograd.grad(F.cross_entropy(network(SEE(leaf)), classes, reduction="sum"), leaf)
    return found


def test_the_net_sees_pixels_as_it_sees_test_images(pictures, inputs):
    torch.testing.assert_close(SEE(pictures[:, None] / 255), inputs)


def test_fgsm_is_the_sign_of_the_gradient_in_pixels(network, pixels, named):
    moved = nudge(network, pixels, named=named, see=SEE, step=Step("fgsm", 4))
    by_hand = (pixels + slope(network, pixels, named).sign() * 4 / 255).clamp(0, 1)
    torch.testing.assert_close(moved, by_hand, atol=1e-6, rtol=0)


def test_towards_a_class_the_step_goes_down_its_loss(network, pixels, named):
    moved = nudge(network, pixels, named=named, see=SEE, step=Step("fgsm", 4, towards=2))
    by_hand = (pixels - slope(network, pixels, torch.full_like(named, 2)).sign() * 4 / 255).clamp(0, 1)
    torch.testing.assert_close(moved, by_hand, atol=1e-6, rtol=0)


@pytest.mark.parametrize("attack", ["fgsm", "pgd"])
def test_a_nudged_picture_is_a_picture_within_the_step(network, pixels, named, attack):
    moved = nudge(network, pixels, named=named, see=SEE, step=Step(attack, 3))
    assert float((moved - pixels).abs().max()) <= 3 / 255 + 1e-6
    assert float(moved.min()) >= 0
    assert float(moved.max()) <= 1
    torch.testing.assert_close(moved * 255, (moved * 255).round(), atol=1e-3, rtol=0)


def loss(network, pixels, named):
    with torch.no_grad():
        return float(F.cross_entropy(network(SEE(pixels)), named))


def test_both_raise_the_loss_and_several_steps_raise_it_at_least_as_far(network, pixels, named):
    clean = loss(network, pixels, named)
    one, several = (
        loss(network, nudge(network, pixels, named=named, see=SEE, step=Step(attack, 8)), named)
        for attack in ("fgsm", "pgd")
    )
    assert clean < one <= several + 1e-3


def test_a_net_that_is_very_sure_is_nudged_all_the_same(network, pixels, named):
    with torch.no_grad():
        network.head.fc.weight.mul_(40)
    assert float(slope(network, pixels, named).abs().amin((1, 2, 3)).max()) < 1e-6
    moved = nudge(network, pixels, named=named, see=SEE, step=Step("fgsm", 4))
    by_hand = (pixels + slope(network, pixels, named).sign() * 4 / 255).clamp(0, 1)
    torch.testing.assert_close(moved, by_hand, atol=1e-6, rtol=0)


def test_noise_has_the_size_of_the_step_and_stays_a_picture(pixels):
    drawn = noise(pixels[:1], levels=5, draws=6, seed=0)
    assert drawn.shape == (6, 1, 28, 28)
    inner = (pixels[:1] > 5 / 255) & (pixels[:1] < 250 / 255)
    change = (drawn - pixels[:1]).abs()[inner.expand_as(drawn)]
    torch.testing.assert_close(change, torch.full_like(change, 5 / 255), atol=1e-6, rtol=0)
    assert float(drawn.min()) >= 0
    assert torch.equal(drawn, noise(pixels[:1], levels=5, draws=6, seed=0))
    assert not torch.equal(drawn[0], drawn[1])


@pytest.mark.parametrize("attack", ["fgsm", "pgd"])
def test_network_and_pictures_are_as_they_were(network, pixels, named, state, attack):
    before, kept = state(network), pixels.clone()
    nudge(network, pixels, named=named, see=SEE, step=Step(attack, 3))
    assert state(network) == before
    assert torch.equal(pixels, kept)
    assert not pixels.requires_grad
