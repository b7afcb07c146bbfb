"""The loss around a net, against weights that were put together by hand."""

import copy
import math
from dataclasses import replace

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from resnet_core.config import RunConfig, parse
from resnet_core.data.images import Batches, generator, load
from resnet_core.studies.landscape.measure import (
    Walk,
    all_images,
    direction,
    distances,
    falling_share,
    ground,
    losses,
    rings,
    score,
    survey,
)
from resnet_core.studies.landscape.question import Landscape, LandscapeQuestion, recorded
from resnet_core.studies.nets import SmallNet, new_net
from resnet_core.studies.workbench import Workbench
from resnet_core.training.devices import choose
from resnet_core.training.evaluation import evaluate
from tests.refusals import refused
from tests.worn_nets import wear_in

TOYS = tuple(
    new_net(SmallNet(shortcut=shortcut, depth=8, width=4).network, seed=1) for shortcut in ("zero_pad", "none")
)
QUESTION = LandscapeQuestion(nets=TOYS, radius=0.6, points=3, images=40, source="sketches", seed=7)

pytestmark = pytest.mark.usefixtures("one_thread")


class Enough(Exception):
    """Nobody wants the rest."""


def around(folder, **told):
    return Workbench(choose("cpu"), lambda config: load(config, folder), folder, **told)


def lived_in(network):
    """The net with statistics, scales and shifts that are not those of a new one."""
    return wear_in(network, variances=(0.5, 2))


@pytest.fixture
def toy(tmp_path):
    """A net, and images in a batch."""
    at = around(tmp_path)
    return lived_in(at.net(TOYS[0])), all_images(TOYS[0], at.images(QUESTION.data), at)


def by_hand(network, seed, axis):
    """The direction, filter by filter."""
    made = {}
    for name, weight in network.named_parameters():
        random = torch.randn(weight.shape, generator=generator(seed, f"landscape {name}", axis))
        towards = torch.zeros_like(weight)
        if weight.dim() > 1:
            for number in range(len(weight)):
                towards[number] = random[number] / random[number].norm() * weight[number].detach().norm()
        made[name] = towards
    return made


def loss_of(network, batch, *, norms):
    """As anyone would measure it, on a copy whose modes and statistics may change."""
    one = copy.deepcopy(network).train(norms == "batch")
    with torch.no_grad():
        return F.cross_entropy(one(batch[0]), batch[1]).item()


def walk_of(network, *, norms="running", axes=2):
    return Walk(tuple(direction(network, 7, axis) for axis in range(axes)), distances(0.6, 3), norms)


def state(network):
    tensors = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    return tensors, [module.training for module in network.modules()]


def same(one, other):
    return one[1] == other[1] and all(torch.equal(tensor, other[0][name]) for name, tensor in one[0].items())


def test_every_filter_of_a_direction_is_as_long_as_the_nets_own_and_norms_and_biases_are_left_out(toy):
    network, _ = toy
    towards = direction(network, 7, 0)
    assert {name for name, weight in network.named_parameters() if weight.dim() > 1} == towards.keys()
    assert {name.rsplit(".", 1)[-1] for name in towards} == {"weight"}
    for name, tensor in towards.items():
        own = network.get_parameter(name)
        torch.testing.assert_close(tensor.flatten(1).norm(dim=1), own.detach().flatten(1).norm(dim=1))


def test_another_axis_and_another_seed_lead_elsewhere_and_twins_the_same_way(toy, tmp_path):
    network, _ = toy
    plain = around(tmp_path).net(TOYS[1])
    name = "stage1.block1.main.conv1.weight"
    one = direction(network, 7, 0)[name]
    assert not torch.allclose(one, direction(network, 7, 1)[name])
    assert not torch.allclose(one, direction(network, 8, 0)[name])
    twin = direction(plain, 7, 0)[name]
    torch.testing.assert_close(F.normalize(twin.flatten(1)), F.normalize(one.flatten(1)))


@pytest.mark.parametrize("norms", ["running", "batch"])
@pytest.mark.parametrize("axes", [1, 2])
def test_the_loss_at_every_point_is_that_of_weights_put_together_by_hand(toy, norms, axes):
    network, batch = toy
    found = losses(network, batch, walk=walk_of(network, norms=norms, axes=axes), on_point=lambda: None)
    towards = [by_hand(network, 7, axis) for axis in range(axes)]
    for row, second in enumerate(distances(0.6, 3) if axes == 2 else (0.0,)):
        for place, first in enumerate(distances(0.6, 3)):
            moved = copy.deepcopy(network)
            for name, weight in moved.named_parameters():
                weight.data += first * towards[0][name]
                if axes == 2:
                    weight.data += second * towards[1][name]
            assert found[row, place] == pytest.approx(loss_of(moved, batch, norms=norms), rel=1e-4)
    assert len(np.unique(found)) == found.size, "every point is another net"


def test_the_two_ways_to_normalise_give_different_ground(toy):
    network, batch = toy
    running, batched = (
        losses(network, batch, walk=walk_of(network, norms=norms), on_point=lambda: None)
        for norms in ("running", "batch")
    )
    assert not np.allclose(running, batched, rtol=1e-2)


def test_the_centre_is_the_plain_evaluation(toy, tmp_path):
    network, batch = toy
    dataset = load(QUESTION.data, tmp_path)
    same_images = replace(dataset, test_images=dataset.train_images, test_labels=dataset.train_labels)
    as_test = Batches(same_images, RunConfig(network=TOYS[0].network), torch.device("cpu"))
    loss, accuracy = evaluate(network, as_test)
    found = losses(network, batch, walk=walk_of(network), on_point=lambda: None)
    assert found[1, 1] == pytest.approx(loss, rel=1e-5)
    assert score(network, batch, norms="running")[1] == pytest.approx(accuracy)


@pytest.mark.parametrize("norms", ["running", "batch"])
@pytest.mark.parametrize("training", [True, False])
def test_weights_statistics_and_modes_are_bit_for_bit_as_before(toy, norms, training):
    network, batch = toy
    network.train(training)
    network.get_submodule("stage2").train(not training)
    before = state(network)
    losses(network, batch, walk=walk_of(network, norms=norms), on_point=lambda: None)
    assert same(before, state(network))


@pytest.mark.parametrize("norms", ["running", "batch"])
def test_they_are_also_when_nobody_wants_the_rest(toy, norms):
    network, batch = toy
    before = state(network)

    def stop():
        raise Enough

    with pytest.raises(Enough):
        losses(network, batch, walk=walk_of(network, norms=norms), on_point=stop)
    assert same(before, state(network))


def test_they_are_also_when_the_net_itself_fails(toy):
    network, (images, labels) = toy
    network.train()
    before = state(network)
    with pytest.raises(RuntimeError):
        score(network, (images.expand(-1, 3, -1, -1), labels), norms="batch")
    assert same(before, state(network))


def test_a_survey_tells_every_point_of_every_net_and_can_be_stopped_at_any(tmp_path):
    told = []

    def on_step(done, total, what):
        told.append((done, total))
        if done == 12:
            raise Enough

    with pytest.raises(Enough):
        survey(QUESTION, around(tmp_path, on_step=on_step))
    assert told == [(done, 18) for done in range(1, 13)]


def test_the_answer_holds_a_grid_for_each_net_with_the_net_in_its_middle(tmp_path):
    found = survey(QUESTION, around(tmp_path))
    assert found.steps == (-0.6, 0.0, 0.6)
    assert [np.array(net.losses).shape for net in found.nets] == [(3, 3), (3, 3)]
    assert found.nets[0].losses != found.nets[1].losses
    assert found.nets[0].angle == pytest.approx(90, abs=10)
    batch = all_images(TOYS[1], load(QUESTION.data, tmp_path), around(tmp_path))
    own, accuracy = score(around(tmp_path).net(TOYS[1]), batch, norms="running")
    assert found.nets[1].centre == float(f"{own:.5g}")
    assert found.nets[1].accuracy == accuracy
    assert parse(Landscape, found.model_dump(mode="json")) == found


def test_a_line_has_one_row_and_no_angle(tmp_path):
    found = survey(QUESTION.model_copy(update={"directions": 1}), around(tmp_path))
    assert [np.array(net.losses).shape for net in found.nets] == [(1, 3), (1, 3)]
    assert found.nets[0].angle is None


def test_rings_hold_the_points_nearest_to_their_distance():
    steps = distances(0.2, 5)
    away = np.hypot(*np.meshgrid(steps, steps))
    found = rings(away, steps)
    assert [ring.distance for ring in found] == [0.1, 0.2]
    inner, outer = found
    assert inner.points == 8, "four beside the centre and four at 1.41 steps"
    assert inner.low == 0.1
    assert inner.high == pytest.approx(0.1 * 2**0.5, rel=1e-4)
    assert inner.mean == pytest.approx(0.1 * (1 + 2**0.5) / 2, rel=1e-4)
    assert outer.points == 12, "four at 2 steps and eight at 2.24; the corners lie further out"


def test_a_ring_of_a_line_is_its_two_sides():
    ring = rings(np.array([[4.0, 1.0, 2.0]]), distances(1, 3))[0]
    assert (ring.points, ring.mean, ring.low, ring.high) == (2, 3.0, 2.0, 4.0)


def test_a_bowl_falls_nowhere_and_a_dome_everywhere():
    x, y = np.meshgrid(distances(1, 9), distances(1, 9))
    assert falling_share(x**2 + y**2) == 0
    assert falling_share(-(x**2) - y**2) == 1
    assert falling_share(x**2 - 2 * y**2) == 1, "up along one direction, down further along the other"
    assert falling_share(np.array([[0.0, 1.0, 0.0, 1.0, 2.5]])) == pytest.approx(1 / 3)


def test_a_loss_that_is_no_number_is_none_and_spoils_only_what_it_touches(toy):
    network, _ = toy
    grid = np.ones((5, 5))
    grid[0, 2] = grid[2, 4] = math.nan
    found = ground(grid, accuracy=0.5, walk=replace(walk_of(network), distances=distances(1, 5)))
    assert found.losses[0][2] is None
    assert found.losses[2][4] is None
    assert (found.missing, found.highest, found.centre) == (2, 1.0, 1.0)
    inner, outer = found.rings
    assert inner.mean == 1.0
    assert (outer.mean, outer.high) == (None, None)
    assert found.falling == 0, "of the inner points without such a neighbour"
    assert ground(np.full((3, 3), math.nan), accuracy=0.5, walk=walk_of(network)).falling is None


def test_weights_that_overflow_give_no_number(toy):
    network, batch = toy
    far = Walk((direction(network, 7, 0),), (-1e38, 0.0, 1e38), "running")
    found = losses(network, batch, walk=far, on_point=lambda: None)
    assert np.isnan(found[0, [0, 2]]).all()
    assert np.isfinite(found[0, 1])


def test_losses_have_five_significant_digits(toy):
    network, _ = toy
    found = ground(np.array([[1.23456789, 0.000123456789, 123456.789]]), accuracy=0.5, walk=walk_of(network, axes=1))
    assert found.losses == ((1.2346, 0.00012346, 123460.0),)


@pytest.mark.parametrize("points", [3, 21, 41, 101])
def test_the_net_itself_stands_exactly_in_the_middle(points):
    steps = distances(0.7, points)
    assert steps[points // 2] == 0
    assert steps == tuple(-step for step in reversed(steps))
    assert (steps[0], len(steps)) == (-0.7, points)


@pytest.mark.parametrize(
    ("change", "code", "values"),
    [
        ({"points": 20}, "points-odd", {"points": 20, "below": 19, "above": 21}),
        ({"points": 101, "images": 1024, "nets": recorded()[0].nets}, "landscape-too-large", {"most": 20}),
        ({"nets": ()}, "too-few", {"setting": "nets", "least": 1}),
        ({"images": 4}, "too-small", {"setting": "images", "bound": 16}),
    ],
)
def test_what_makes_no_landscape_or_takes_too_long_is_refused_with_a_way_out(change, code, values):
    with refused(code, **values):
        parse(LandscapeQuestion, QUESTION.model_dump() | change)


def test_every_recorded_question_is_asked_once_and_is_of_twins_with_as_many_parameters():
    assert len(set(recorded())) == len(recorded())
    for question in recorded():
        residual, plain = (net.network for net in question.nets)
        assert residual.shortcut == "zero_pad"
        assert plain.shortcut == "none"
        assert residual.stages == plain.stages
