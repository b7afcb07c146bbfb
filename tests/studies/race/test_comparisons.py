"""What several nets or races show together follows from their losses, and from the recorded trainings."""

import pytest

from resnet_core import gallery
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.race import comparisons
from resnet_core.studies.race.comparisons import AtRate, DearStart, Factors, Lead, Trained, Trend
from resnet_core.studies.race.findings import Group
from resnet_core.studies.race.question import RaceQuestion
from tests.studies.race.groups import group, pair, runner

QUESTION = RaceQuestion(nets=(SmallNet(),), steps=100)


def both(shallow, deep, *, shortcut="zero_pad"):
    return group(shortcut, *shallow, depth=20), group(shortcut, *deep, depth=56)


@pytest.mark.parametrize(
    ("shallow", "deep", "standing"),
    [
        ((0.5, 0.6), (0.7, 1.4), "higher"),
        ((0.7, 1.4), (0.5, 0.6), "lower"),
        ((0.5, 0.8), (0.7, 1.4), "level"),
        ((2.3, 2.3), (None, 2.3), "neither"),
        ((0.5,), (0.7,), "higher"),
    ],
)
def test_more_layers_are_worse_only_if_every_deep_run_is(shallow, deep, standing):
    deepening = comparisons.deepening(*both(shallow, deep))
    assert (deepening.standing, deepening.runs) == (standing, len(deep))
    assert (deepening.shallow.depth, deepening.deep.depth) == (20, 56)


def test_each_family_is_compared_with_itself_from_its_shallowest_to_its_deepest():
    nets = [group(kind, 0.5, depth=depth) for depth in (56, 20, 8) for kind in ("zero_pad", "none")]
    families = comparisons.families(nets)
    assert [(few.net.plain, few.net.depth, many.net.depth) for few, many in families] == [(True, 8, 56), (False, 8, 56)]
    assert comparisons.families(nets[:2]) == []


def test_a_residual_net_that_more_layers_made_worse_is_explained_by_what_was_measured():
    net = SmallNet(depth=56)
    slow = Group(net, (runner(net, 0.9, losses=(4.0, 5.0)), runner(net, 0.8, losses=(3.0, 4.0))))
    shallow = group("zero_pad", 0.5, 0.6)
    assert comparisons.dear_start(shallow, slow, QUESTION) == DearStart(100, False, 4.0, 1.875)
    warmed = QUESTION.model_copy(update={"warm_up_steps": 20})
    assert comparisons.dear_start(shallow, slow, warmed) == DearStart(100, True, 4.0, 1.875)
    alike = group("zero_pad", 0.9, 0.8, depth=56)
    assert comparisons.dear_start(shallow, alike, QUESTION) == DearStart(100, False, None, None)


@pytest.mark.parametrize(
    "nets",
    [both((0.5, 0.6), (0.7, 1.4), shortcut="none"), both((0.7, 1.4), (0.5, 0.6)), both((0.5, 0.8), (0.7, 1.4))],
    ids=["plain", "better", "level"],
)
def test_nothing_is_explained_that_did_not_happen(nets):
    shallow, deep = nets
    assert comparisons.dear_start(shallow, deep, QUESTION) is None


def trained(accuracy, *, depth):
    return Trained(SmallNet(depth=depth), 2, 0.25, accuracy, 10_000)


@pytest.mark.parametrize(
    ("shallow", "deep", "standing"), [(0.87, 0.77, "behind"), (0.77, 0.87, "ahead"), (0.881, 0.887, "level")]
)
def test_a_longer_training_is_judged_beyond_what_other_pictures_might_change(shallow, deep, standing):
    assert comparisons.trained_standing(trained(shallow, depth=20), trained(deep, depth=56)) == standing


@pytest.mark.parametrize("shortcut", ["none", "zero_pad"])
@pytest.mark.parametrize("depth", [20, 56])
def test_the_longer_training_is_the_recorded_one(shortcut, depth):
    net = SmallNet(shortcut=shortcut, depth=depth)
    found = comparisons.trained(net)
    recording = gallery.load(f"{'plain' if net.plain else 'residual'}{depth}")
    assert found is not None
    assert recording.config.network == net.network
    assert found.accuracy == pytest.approx(recording.curves["test_accuracy"].values[-1], abs=1e-4)
    assert (found.epochs, found.pictures) == (recording.config.training.epochs, recording.config.data.test_images)
    assert comparisons.trained(SmallNet(depth=8)) is None


# Shortcuts and batch norms


def four(*, norms, shortcuts, both=(0.5, 0.6)):
    return Factors(
        norms=group("none", *norms, depth=56),
        both=group("zero_pad", *both, depth=56),
        neither=group("none", 2.3, 2.31, depth=56, norm=False),
        shortcuts=group("zero_pad", *shortcuts, depth=56, norm=False),
    )


@pytest.mark.parametrize(
    ("norms", "shortcuts", "further"),
    [
        ((1.4, 1.6), (0.8, 1.0), "shortcuts"),
        ((0.8, 1.0), (1.4, 1.6), "norms"),
        ((0.8, 1.5), (1.4, 1.6), "level"),
        ((2.3, 2.3), (None, 2.3), "neither"),
    ],
)
def test_what_gets_further_alone_follows_from_the_losses(norms, shortcuts, further):
    assert four(norms=norms, shortcuts=shortcuts).further == further


def test_both_together_are_better_only_if_they_are_below_either_alone():
    assert four(norms=(1.4, 1.6), shortcuts=(0.8, 1.0)).add_up
    assert not four(norms=(1.4, 1.6), shortcuts=(0.55, 1.0)).add_up


# Other rates

LAGS, LEVEL = (1.4, 1.5), (0.55, 0.9)
ABOVE, BELOW, EVEN = (0.7, 0.9), (0.3, 0.4), (0.5, 0.7)


def at(lr, plain, residual=(0.5, 0.6)):
    return AtRate(
        lr,
        group("none", 0.7, 0.8, depth=20),
        group("zero_pad", 0.5, 0.6, depth=20),
        group("none", *plain, depth=56),
        group("zero_pad", *residual, depth=56),
    )


@pytest.mark.parametrize(
    ("losses", "behind"), [((LAGS, LAGS), "every"), ((LAGS, LEVEL), "some"), ((LEVEL, LEVEL), "none")]
)
def test_the_plain_net_is_behind_at_those_rates_where_every_run_of_its_is(losses, behind):
    assert comparisons.behind([at(lr, plain) for lr, plain in zip((0.1, 0.03), losses, strict=True)]) == behind


@pytest.mark.parametrize(
    ("deep", "above", "below"),
    [
        ((ABOVE, ABOVE), (0.1, 0.03), ()),
        ((ABOVE, BELOW), (0.1,), (0.03,)),
        ((EVEN, BELOW), (), (0.03,)),
        ((EVEN, EVEN), (), ()),
    ],
)
def test_what_more_layers_do_to_each_family_is_found_rate_by_rate(deep, above, below):
    plain, residual = comparisons.by_rate([at(lr, LAGS, losses) for lr, losses in zip((0.1, 0.03), deep, strict=True)])
    assert (plain.above, plain.below, plain.rates) == ((0.1, 0.03), (), 2)
    assert (residual.above, residual.below) == (above, below)
    assert (residual.shallow.depth, residual.deep.depth) == (20, 56)


# The map

TWINS = [
    pair((0.5, 0.75), (0.5, 0.75), depth=8),
    pair((0.75, 1.0), (0.5, 0.625), depth=20),
    pair((1.25, 1.5), (0.5, 0.75), depth=56),
]


def test_who_is_ahead_is_told_depth_by_depth():
    assert comparisons.by_depth(TWINS) == ((8,), (Lead(20, 0.3125), Lead(56, 0.75)), ())
    turned = [pair((0.5, 0.625), (0.75, 1.0), depth=56)]
    assert comparisons.by_depth(turned) == ((), (), (Lead(56, 0.3125),))
    lost = [pair((None, 2.0), (0.75, 1.0))]
    assert comparisons.by_depth(lost).residual == (Lead(20, None),)


def test_the_depth_from_which_on_residual_leads_has_no_exception_behind_it():
    assert comparisons.onset(TWINS) == 20
    assert comparisons.onset([*TWINS, pair((0.5, 0.75), (0.5, 0.75), depth=110)]) is None
    assert comparisons.onset([]) is None


def test_the_trend_goes_from_the_least_to_the_greatest_depth():
    assert comparisons.trend(TWINS) == Trend(8, 56, 0.625, 1.375, 0.625, 0.625)
    assert comparisons.trend(TWINS[:1]) is None
