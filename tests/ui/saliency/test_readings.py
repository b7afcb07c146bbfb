"""Sentences about maps, against numbers worked out by hand."""

import numpy as np
import pytest

from resnet_core.presets import PRESETS
from resnet_core.probes.saliency import LayerMap, Settings
from resnet_core.probes.saliency_maps import Explained, Map, SaliencyMaps, recorded
from ui.saliency import readings

SIZE = 4
GARMENT = np.zeros((SIZE, SIZE), np.uint8)
GARMENT[:2] = 200


def picture(maps, *, label=3, logits=(0.0, 0, 0, 4, 0, 0, 0, 0, 0, 0), baseline=5):
    shares = np.exp(logits) / np.exp(logits).sum()
    nothing = np.full(10, 0.05)
    nothing[baseline] = 0.55
    return Explained(
        label=label,
        seen=GARMENT.tobytes().hex(),
        size=SIZE,
        logits=tuple(logits),
        probabilities=tuple(shares),
        target=3,
        score=4.0,
        baseline_probabilities=tuple(nothing),
        baseline_score=0.0,
        maps=tuple(maps),
    )


def a_map(values, method="saliency", difference=None):
    return Map.pack(np.asarray(values, float), method=method, difference=difference)


def answer(*pictures):
    return SaliencyMaps(
        data="fashion-mnist", layer=LayerMap("stage2.block1", 4, 2), seconds={"saliency": 0.25}, pictures=pictures
    )


TOP, EVERYWHERE = np.zeros((SIZE, SIZE)), np.ones((SIZE, SIZE))
TOP[:2] = 1.0


def test_the_share_on_the_garment_counts_sizes_against_its_area():
    told = readings.on_garment(answer(picture([a_map(TOP), a_map(-EVERYWHERE, "grad_cam")])))
    assert "covers 50% of the pixels (mean of one picture), so that share of a random map lies on it" in told
    assert "Gradient 100%, Grad-CAM 50%" in told


def test_a_map_of_zeros_has_no_place():
    assert "Gradient" not in readings.on_garment(answer(picture([a_map(0 * TOP)])))


@pytest.mark.parametrize(("gap", "warned"), [(0.019, False), (0.021, True), (-0.5, True)])
def test_a_gap_is_warned_of_above_two_percent_in_either_direction(gap, warned):
    found = answer(picture([a_map(TOP, "integrated_gradients", difference=TOP.sum() / (1 + gap))]))
    assert bool(readings.gaps(found)) == warned
    assert bool(readings.kept(found)) != warned


def test_a_method_is_warned_of_for_its_worst_picture():
    good, bad = (picture([a_map(TOP, "deep_lift", difference=TOP.sum() / (1 + gap))]) for gap in (0.001, 0.4))
    (told,) = readings.gaps(answer(good, bad))
    assert "**40%**" in told


def test_the_baselines_prediction_is_named_with_its_share():
    assert "the white baseline too: it takes it for **Sandal**, 55% sure" in readings.baseline(
        answer(picture([])), Settings(baseline="white")
    )
    assert "blurred pictures too: Sandal 55%, Bag 55%." in readings.baseline(
        answer(picture([]), picture([], baseline=8)), Settings(baseline="blurred")
    )


def test_what_a_black_baseline_draws_by_itself_is_told_only_where_it_does():
    assert "no merit" in readings.borrowed(("saliency", "deep_lift"), Settings())
    assert readings.borrowed(("saliency", "occlusion"), Settings()) == ""
    assert readings.borrowed(("deep_lift",), Settings(baseline="white")) == ""


def test_the_same_map_of_two_nets_is_alike_and_its_reverse_is_not():
    ramp = np.arange(16.0).reshape(4, 4) + 1
    first = answer(picture([a_map(ramp)]))
    assert "Gradient 1.00" in readings.alike(first, answer(picture([a_map(-3 * ramp)])))
    assert "Gradient −1.00" in readings.alike(first, answer(picture([a_map(20 - ramp)])))


def test_two_nets_maps_stand_beside_bright_pixels_that_never_saw_a_net():
    shaded = picture([a_map(np.arange(16.0).reshape(4, 4) + 1)]).model_copy(
        update={"seen": np.r_[np.arange(8, 0, -1), np.zeros(8)].astype(np.uint8).tobytes().hex()}
    )
    assert readings.alike(answer(shaded), answer(shaded)).endswith("which never saw a net: Gradient −1.00.")


def test_a_wrong_name_is_marked_and_a_learners_own_picture_is_never_wrong():
    assert readings.says(picture([])).startswith("Dress, 8")
    assert readings.says(picture([], label=0)).startswith("✗ Dress")
    assert readings.says(picture([], label=None)).startswith("Dress")


def test_the_number_that_is_explained_is_named():
    probe = recorded()[0]
    assert readings.explains(probe, picture([])) == "logit 4.0"
    other = picture([]).model_copy(update={"target": 6, "score": -0.5})
    assert readings.explains(probe, other) == "logit of Shirt −0.5"
    contrast = probe.model_copy(update={"target": 6, "against": 0})
    assert readings.explains(contrast, other) == "Shirt against T-shirt/top −0.5"


def test_under_a_map_stands_its_range_or_its_promised_sum():
    assert readings.under(a_map(TOP - 0.5)) == "from −0.5 to 0.5"
    assert readings.under(a_map(TOP, "deep_lift", difference=10.0)) == "sum 8, −20% off"
    assert readings.under(a_map(TOP, "deep_lift", difference=8.000001)) == "sum 8, 0.0% off"
    assert readings.under(a_map(2.7e-5 * TOP)) == "from 0 to 2.7·10⁻⁵"
    assert readings.under(a_map(0 * TOP)) == "0 everywhere"


def test_a_method_that_draws_nothing_says_for_how_many_pictures_and_why_where_that_is_known():
    blank, full = (picture([a_map(values, "lime"), a_map(values, "occlusion")]) for values in (0 * TOP, TOP))
    lime, occlusion = readings.empty(answer(blank, full, full))
    assert lime.startswith("**LIME** is 0 everywhere for one picture of 3. It drops every patch")
    assert occlusion == "**Occlusion** is 0 everywhere for one picture of 3."
    assert readings.empty(answer(full)) == ()


def test_costs_are_told_in_passes():
    assert readings.facts("integrated_gradients", Settings(), PRESETS["quick"].network) == (
        "50 forward passes a picture and as many backward"
    )
    assert readings.facts("eigen_cam", Settings(), PRESETS["quick"].network) == "1 forward pass a picture"
