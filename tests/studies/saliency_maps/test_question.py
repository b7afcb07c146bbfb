"""What may be asked for, what is refused and how, and that a map survives its packing."""

import numpy as np
import pytest

from resnet_core.config import parse
from resnet_core.presets import PRESETS
from resnet_core.saliency.table import METHODS
from resnet_core.studies.nets import new_net, recorded_net
from resnet_core.studies.pictures import spell
from resnet_core.studies.saliency_maps.question import Map, SaliencyQuestion, recorded
from tests.refusals import refused

QUICK = recorded_net("quick")
CHAPTER = new_net(PRESETS["chapter"].network, seed=0)
OWN = spell(np.zeros((28, 28), np.uint8))


def asked(**changes):
    return parse(SaliencyQuestion, {"net": QUICK.model_dump(), "pictures": [0], "methods": ["saliency"]} | changes)


@pytest.mark.parametrize(
    ("changes", "code", "values"),
    [
        ({"methods": ["magic"]}, "no-such-methods", {"methods": ("magic",)}),
        ({"methods": ["lime", "lime"]}, "named-twice", {"setting": "methods"}),
        ({"methods": []}, "too-few", {"setting": "methods", "least": 1}),
        ({"pictures": list(range(9))}, "too-many", {"setting": "pictures", "most": 8}),
        ({"pictures": [OWN], "target": "true"}, "own-picture-has-no-label", {}),
        ({"against": 3}, "against-needs-class", {"target": "predicted", "against": 3}),
        ({"target": 3, "against": 3}, "against-itself", {"target": 3, "against": 3}),
        ({"settings": {"layer": "stage9"}}, "no-such-block-output", {"layer": "stage9"}),
        ({"methods": ["occlusion"], "settings": {"window": 40}}, "larger-than-picture", {"value": 40, "side": 28}),
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_way_out(changes, code, values):
    with refused(code, **values):
        asked(**changes)


def test_too_much_work_is_refused_and_the_method_that_takes_most_is_named():
    assert asked(net=CHAPTER.model_dump())
    with refused("maps-too-large", heaviest="shapley_sampling"):
        asked(net=CHAPTER.model_dump(), methods=["saliency", "shapley_sampling"], pictures=list(range(8)))


def test_own_pictures_and_test_pictures_may_stand_side_by_side():
    assert asked(pictures=[3, OWN], target=2, against=6).pictures == (3, OWN)


@pytest.mark.parametrize("scale", [1e-6, 1.0, 3e4])
def test_a_map_survives_its_packing_to_four_digits_of_its_peak(scale):
    values = scale * np.random.default_rng(0).normal(size=(14, 14))
    values[3] = 0.0
    packed = Map.model_validate_json(Map.pack(values, method="saliency", difference=None).model_dump_json())
    assert np.abs(packed.values - values).max() <= np.abs(values).max() / 60_000
    assert (packed.values[3] == 0).all()
    assert packed.total == pytest.approx(values.sum(), rel=1e-4)


@pytest.mark.parametrize("shades", [1, 127, 128, 32_767])
def test_a_map_with_fewer_shades_is_off_by_half_a_shade_at_most(shades):
    values = np.random.default_rng(0).normal(size=(14, 14))
    packed = Map.model_validate_json(
        Map.pack(values, method="saliency", difference=None, shades=shades).model_dump_json()
    )
    peak = np.abs(values).max()
    assert np.abs(packed.values - values).max() <= 0.5001 * peak / shades
    assert np.abs(packed.values).max() == pytest.approx(peak)


def test_a_map_of_nothing_is_packed_too():
    packed = Map.pack(np.zeros((7, 7)), method="grad_cam", difference=None)
    assert (packed.values == 0).all()


def test_the_gap_is_what_is_missing_as_a_share_of_what_was_promised():
    values = np.full((2, 2), 1.0)
    assert Map.pack(values, method="deep_lift", difference=5.0).gap == pytest.approx(-0.2)
    assert Map.pack(values, method="deep_lift", difference=-2.0).gap == pytest.approx(3.0)


def test_the_recorded_questions_show_every_method_on_a_residual_net_and_its_plain_twin():
    residual, plain = recorded()[:2]
    assert residual.methods == plain.methods == tuple(METHODS)
    assert plain.net.network.shortcut == "none"
    assert all(question.pictures == residual.pictures for question in recorded())
