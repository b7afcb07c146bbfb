"""What is said about more layers follows from the losses of both depths, and from the recorded trainings."""

import pytest

from resnet_core import gallery
from resnet_core.probes.nets import SmallNet
from resnet_core.probes.race import RaceProbe
from tests.ui.race.test_readings import group, runner
from ui.race import depth_readings
from ui.race.depth_readings import Trained
from ui.race.readings import Group

PROBE = RaceProbe(nets=(SmallNet(),), steps=100)


def both(shallow, deep, *, shortcut="zero_pad"):
    return group(shortcut, *shallow, depth=20), group(shortcut, *deep, depth=56)


@pytest.mark.parametrize(
    ("shallow", "deep", "found", "said"),
    [
        ((0.5, 0.6), (0.7, 1.4), "worse", "*Residual 56* ended **above** *residual 20* in every run: 1.05"),
        ((0.7, 1.4), (0.5, 0.6), "better", "*Residual 56* ended **below** *residual 20* in every run"),
        ((0.5, 0.8), (0.7, 1.4), "level", "*Residual 56* and *residual 20* cannot be told apart"),
        ((2.3, 2.3), (None, 2.3), "neither", "Neither *residual 56* nor *residual 20* learnt"),
        ((0.5,), (0.7,), "worse", "in this one run"),
    ],
)
def test_more_layers_are_worse_only_if_every_deep_run_is(shallow, deep, found, said):
    assert depth_readings.deeper(*both(shallow, deep)) == found
    assert said in depth_readings.alone(*both(shallow, deep))


def test_each_family_is_compared_with_itself_from_its_shallowest_to_its_deepest():
    nets = [group(kind, 0.5, depth=depth) for depth in (56, 20, 8) for kind in ("zero_pad", "none")]
    found = depth_readings.families(nets)
    assert [(few.net.plain, few.net.depth, many.net.depth) for few, many in found] == [(True, 8, 56), (False, 8, 56)]
    assert depth_readings.families(nets[:2]) == []


def test_a_residual_net_that_more_layers_made_worse_is_explained_by_what_was_measured():
    net = SmallNet(depth=56)
    slow = Group(net, (runner(net, 0.9, losses=(4.0, 5.0)), runner(net, 0.8, losses=(3.0, 4.0))))
    shallow = group("zero_pad", 0.5, 0.6)
    said = depth_readings.why(shallow, slow, PROBE)
    assert "The race is short, 100 steps, at the full rate from the first step, and the deeper net pays" in said
    assert "its first 10 losses have a mean of 4.0, those of the shallower one 1.9." in said
    warmed = depth_readings.why(shallow, slow, PROBE.model_copy(update={"warm_up_steps": 20}))
    assert "full rate" not in warmed
    assert depth_readings.why(shallow, group("zero_pad", 0.9, 0.8, depth=56), PROBE).endswith("from the first step.")


@pytest.mark.parametrize(
    "nets",
    [both((0.5, 0.6), (0.7, 1.4), shortcut="none"), both((0.7, 1.4), (0.5, 0.6)), both((0.5, 0.8), (0.7, 1.4))],
    ids=["plain", "better", "level"],
)
def test_nothing_is_explained_that_did_not_happen(nets):
    shallow, deep = nets
    assert depth_readings.why(shallow, deep, PROBE) == ""


def trained(accuracy, *, depth, loss=0.25):
    return Trained(SmallNet(depth=depth), 2, loss, accuracy, 10_000)


@pytest.mark.parametrize(
    ("shallow", "deep", "found", "said"),
    [
        (0.87, 0.77, "worse", "*Residual 56* is still behind *residual 20*, 77.0% against 87.0% of 10,000"),
        (0.77, 0.87, "better", "*Residual 56* is ahead of *residual 20*"),
        (0.881, 0.887, "level", "*Residual 56* is level with *residual 20*"),
    ],
)
def test_a_longer_training_is_judged_beyond_what_other_pictures_might_change(shallow, deep, found, said):
    pair = trained(shallow, depth=20, loss=0.5), trained(deep, depth=56)
    assert depth_readings.settled(*pair) == found
    told = depth_readings.longer([pair])
    assert told.startswith("Trained longer, 2 epochs, one run each: ")
    assert said in told
    assert "(training loss of the last epoch 0.25 against 0.50)" in told
    assert depth_readings.longer([]) == ""


@pytest.mark.parametrize("shortcut", ["none", "zero_pad"])
@pytest.mark.parametrize("depth", [20, 56])
def test_the_longer_training_is_the_recorded_one(shortcut, depth):
    net = SmallNet(shortcut=shortcut, depth=depth)
    found = depth_readings.trained(net)
    recording = gallery.load(f"{'plain' if net.plain else 'residual'}{depth}")
    assert found is not None
    assert recording.config.network == net.network
    assert found.accuracy == pytest.approx(recording.curves["test_accuracy"].values[-1], abs=1e-4)
    assert (found.epochs, found.pictures) == (recording.config.training.epochs, recording.config.data.test_images)
    assert depth_readings.trained(SmallNet(depth=8)) is None
