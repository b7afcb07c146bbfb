"""The checks of saliency methods: against their parts put together by hand, on a small new net and drawn pictures."""

import math

import numpy as np
import pytest
import torch

from resnet_core.config import parse
from resnet_core.data.images import load
from resnet_core.models.build import build
from resnet_core.plan.network import network_plan
from resnet_core.saliency.baselines import baseline
from resnet_core.saliency.case import Case
from resnet_core.saliency.likeness import bright_pixels, chance, garment, rank_correlation
from resnet_core.saliency.methods import attribute
from resnet_core.saliency.nudge import noise, seen
from resnet_core.saliency.quality import Noise, Squares, largest_change, unexplained
from resnet_core.saliency.table import Settings
from resnet_core.studies.nets import SmallNet, new_net
from resnet_core.studies.saliency_checks import measure as saliency_checks
from resnet_core.studies.saliency_checks.measure import SHADES
from resnet_core.studies.saliency_checks.question import (
    CONTROLS,
    Compared,
    DeletionQuestion,
    LadderQuestion,
    QualityQuestion,
)
from resnet_core.studies.saliency_inside import measure as saliency_inside
from resnet_core.studies.saliency_inside.question import EVERY, InsideQuestion, map_layers
from resnet_core.studies.saliency_maps import measure as saliency
from resnet_core.studies.saliency_nudge import measure as saliency_nudge
from resnet_core.studies.saliency_nudge.question import DRAWS, NOISY_MAPS, NudgeQuestion
from resnet_core.studies.workbench import Workbench
from resnet_core.training.devices import choose
from tests.refusals import refused

NET = new_net(SmallNet(depth=8, width=4, size=14).network, seed=3)
PLAIN = new_net(SmallNet(shortcut="none", depth=8, width=4, size=14).network, seed=3)
METHODS = ("saliency", "integrated_gradients", "smooth_grad", "grad_cam")
OF = Compared(
    net=NET, methods=METHODS, pictures=(0, 1, 4), data="sketches", settings=Settings(steps=5, samples=3, seed=1)
)


@pytest.fixture(autouse=True)
def _one_thread(one_thread):
    """All nets here are small."""


@pytest.fixture
def told():
    return []


@pytest.fixture
def at(tmp_path, told):
    return Workbench(
        choose("cpu"), lambda config: load(config, tmp_path), tmp_path, on_step=lambda *step: told.append(step)
    )


def case_of(question, at):
    network, shown = at.net(question.net), saliency.pictures(question, at)
    with torch.no_grad():
        return Case(network, shown.inputs, network(shown.inputs).argmax(1))


def near(found):
    return pytest.approx(found, abs=1e-4)


LAYERS = (
    "head.fc", "stage3.block1.main.conv2", "stage3.block1.main.conv1", "stage2.block1.main.conv2",
    "stage2.block1.main.conv1", "stage1.block1.main.conv2", "stage1.block1.main.conv1", "stem.conv",
)  # fmt: skip
STAGES = ("head", "stage3", "stage2", "stage1", "stem")


@pytest.mark.parametrize(("by", "names"), [("stage", STAGES), ("layer", LAYERS)])
def test_a_ladder_compares_each_map_with_those_of_a_net_that_is_more_and_more_random(at, by, names):
    found = saliency_checks.ladder(LadderQuestion(of=OF, by=by, seed=5), at)
    case, fresh = case_of(OF, at), build(network_plan(NET.network), seed=5).eval()
    random = build(network_plan(NET.network), seed=5).eval()
    random.load_state_dict(case.network.state_dict())
    random.get_submodule("head").load_state_dict(fresh.get_submodule("head").state_dict())

    def maps(method, network):
        settings = OF.settings.at(NET.network)
        return attribute(method, network, case.inputs, target=case.target, settings=settings)

    assert found.parts == names
    assert [each.method for each in found.climbed] == [*METHODS, "edges", "bright", "chance"]
    for method, climbed in zip(METHODS, found.climbed[: len(METHODS)], strict=True):
        first, last = climbed.rungs[0], climbed.rungs[-1]
        original = maps(method, case.network)
        where = garment(case.inputs)
        assert first.everywhere == near(tuple(rank_correlation(original, maps(method, random))))
        assert last.everywhere == near(tuple(rank_correlation(original, maps(method, fresh))))
        assert last.garment == near(tuple(rank_correlation(original, maps(method, fresh), where)))
        peak = float(original[1].abs().max())
        torch.testing.assert_close(
            torch.tensor(climbed.maps[1][0].values), original[1, 0].double(), atol=0.501 * peak / SHADES, rtol=0
        )
        assert [len(of_picture) for of_picture in climbed.maps] == [len(names) + 1] * 2


def test_the_other_class_of_a_ladder_is_the_second_most_likely(at):
    found = saliency_checks.ladder(LadderQuestion(of=OF), at)
    case = case_of(OF, at)
    with torch.no_grad():
        second = case.network(case.inputs).topk(2).indices[:, 1]
    own, other = (
        attribute("saliency", case.network, case.inputs, target=target, settings=Settings())
        for target in (case.target, second)
    )
    assert found.climbed[0].other_class.everywhere == near(tuple(rank_correlation(own, other)))


def test_a_ladder_can_ask_about_the_truth_a_class_or_a_contrast_whose_other_class_is_a_third(at):
    case = case_of(OF, at)
    labels = torch.tensor([label for label in saliency.pictures(OF, at).labels if label is not None])
    with torch.no_grad():
        logits = case.network(case.inputs)
    third = logits.scatter(1, torch.tensor([[4, 6]] * 3), -torch.inf).argmax(1)
    cases = {
        ("true", None): (labels, logits.scatter(1, labels[:, None], -torch.inf).argmax(1)),
        (4, None): (torch.full((3,), 4), logits.scatter(1, torch.full((3, 1), 4), -torch.inf).argmax(1)),
        (4, 6): (torch.tensor([[4, 6]] * 3), torch.stack([third, torch.full((3,), 6)], dim=1)),
    }
    for (target, against), asked in cases.items():
        found = saliency_checks.ladder(LadderQuestion(of=OF, target=target, against=against), at).climbed[0]
        own, other = (
            attribute("saliency", case.network, case.inputs, target=each, settings=Settings()) for each in asked
        )
        half_a_shade = 0.501 * float(own[0].abs().max()) / SHADES
        np.testing.assert_allclose(found.maps[0][0].values, own[0, 0], atol=half_a_shade, rtol=0)
        assert found.other_class.everywhere == near(tuple(rank_correlation(own, other)))


def test_a_ladder_of_a_contrast_with_itself_is_refused():
    with refused("against-itself"):
        parse(LadderQuestion, {"of": OF.model_dump(), "target": 4, "against": 4})
    with refused("against-needs-class"):
        parse(LadderQuestion, {"of": OF.model_dump(), "against": 4})


def test_controls_never_move_since_they_never_look_at_the_net(at):
    found = saliency_checks.ladder(LadderQuestion(of=OF), at)
    for climbed in found.climbed[len(METHODS) :]:
        assert {value for rung in climbed.rungs for value in (*rung.everywhere, *rung.garment)} == {1.0}
        assert [len(of_picture) for of_picture in climbed.maps] == [1, 1]


def test_deletion_and_insertion_of_all_rows_start_and_end_alike(at):
    found = saliency_checks.deletion(DeletionQuestion(of=OF, steps=7), at)
    case = case_of(OF, at)
    with torch.no_grad():
        whole = case.network(case.inputs).softmax(1).max(1).values.mean()
    assert len(found.emptied) == len(METHODS) + 3
    for row in found.emptied:
        assert row.deletion.mean[0] == row.insertion.mean[-1] == near(float(whole))
        assert row.deletion.mean[-1] == row.insertion.mean[0]
        inner = sum(row.deletion.mean[1:-1]) + (row.deletion.mean[0] + row.deletion.mean[-1]) / 2
        assert sum(row.deletion.areas) / 3 == pytest.approx(inner / 7, abs=2e-4)


def test_another_fill_brings_the_control_that_fits_it(at):
    of = OF.model_copy(update={"settings": Settings(baseline="mean grey")})
    found = saliency_checks.deletion(DeletionQuestion(of=of, steps=4), at)
    assert [row.method for row in found.emptied][len(METHODS) :] == [word for word in CONTROLS if word != "even"]
    assert len({row.deletion.mean[-1] for row in found.emptied}) == 1
    assert (
        found.emptied[0].deletion.mean[-1]
        != saliency_checks.deletion(DeletionQuestion(of=OF, steps=4), at).emptied[0].deletion.mean[-1]
    )


def test_quality_has_a_number_for_each_picture_and_no_map_is_worse_than_a_blank_one(at):
    found = saliency_checks.quality(QualityQuestion(of=OF, squares=10, shakes=2), at)
    for row in found.rated:
        assert len(row.unexplained) == len(row.change) == 3
        assert all(value is None or 0 <= value <= 1.0001 for value in row.unexplained)
    change = {row.method: row.change for row in found.rated}
    assert min(value or 0 for value in change["chance"]) > 0.5, "it is drawn anew for every picture"
    assert max(value or 0 for value in change["bright"]) < 0.3


def test_a_seed_draws_chance_ties_squares_and_noise(at):
    """Under a white fill bright pixels move by their ties alone: all black ones are equally dark."""
    case, empty = case_of(OF, at), baseline("black", case_of(OF, at).inputs)
    white = OF.model_copy(update={"methods": ("saliency",), "settings": Settings(baseline="white")})
    first, second = (
        {
            row.method: row
            for row in saliency_checks.deletion(DeletionQuestion(of=white, steps=4, seed=seed), at).emptied
        }
        for seed in (0, 1)
    )
    assert first["saliency"] == second["saliency"]
    for control in ("bright", "chance"):
        assert first[control].deletion.areas != second[control].deletion.areas
    for seed in (0, 1):
        found = saliency_checks.quality(QualityQuestion(of=OF, squares=10, shakes=2, seed=seed), at)
        rated = {row.method: row for row in found.rated}
        maps, drawn = chance(case.inputs, seed=seed), Squares(empty, 10, seed)
        expected = unexplained(case, maps, adds_up=True, squares=drawn)
        assert rated["chance"].unexplained == near(tuple(expected.tolist()))
        moved = largest_change(lambda each: bright_pixels(each.inputs), case, noise=Noise(0.05, 2, seed))
        assert rated["bright"].change == near(tuple(moved.tolist()))
        ladder = saliency_checks.ladder(LadderQuestion(of=OF, by="stage", seed=seed), at).climbed[0]
        own = attribute("saliency", case.network, case.inputs, target=case.target, settings=Settings())
        assert ladder.chance.everywhere == near(tuple(rank_correlation(own, maps)))


def test_a_map_that_is_the_same_everywhere_never_moves(at):
    found = saliency_checks.quality(QualityQuestion(of=OF, squares=10, shakes=2), at)
    [row] = [row for row in found.rated if row.method == "even"]
    assert row.change == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("measure", "question"),
    [
        (saliency_checks.ladder, LadderQuestion(of=OF)),
        (saliency_checks.deletion, DeletionQuestion(of=OF, steps=4)),
        (saliency_checks.quality, QualityQuestion(of=OF, squares=10, shakes=2)),
        (saliency_nudge.nudged, NudgeQuestion(net=NET, data="sketches", attack="pgd")),
        (saliency_inside.look, InsideQuestion(net=NET, data="sketches", layer="stage1.block1")),
    ],
)
def test_asked_twice_it_says_the_same_and_tells_how_far_it_is(at, told, measure, question):
    torch.manual_seed(0)
    first = measure(question, at)
    torch.manual_seed(99)
    assert measure(question, at) == first
    assert parse(type(first), first.model_dump(mode="json")) == first
    assert all(done <= total for done, total, _ in told)


def test_a_check_leaves_off_when_nobody_wants_the_rest(at):
    class Enough(Exception):
        pass

    def stop(*_step):
        raise Enough

    with pytest.raises(Enough):
        saliency_checks.ladder(LadderQuestion(of=OF), Workbench(at.device, at.images, at.runs_dir, on_step=stop))


@pytest.mark.parametrize(
    ("changes", "code", "values"),
    [
        ({"methods": ("saliency", "tea_leaves")}, "no-such-methods", {"methods": ("tea_leaves",)}),
        ({"methods": ("saliency", "saliency")}, "named-twice", {"setting": "methods"}),
        ({"pictures": (1, 1)}, "named-twice", {"setting": "pictures", "values": (1, 1)}),
        ({"settings": {"layer": "stage9.block1"}}, "no-such-block-output", {"layer": "stage9.block1"}),
    ],
)
def test_what_cannot_be_compared_is_refused_with_the_way_out(changes, code, values):
    with refused(code, **values):
        parse(Compared, OF.model_dump() | changes)


def test_more_work_than_one_waits_for_is_refused():
    of = OF.model_dump() | {"methods": ("kernel_shap", "lime"), "settings": {"coalitions": 2000}}
    of |= {"pictures": tuple(range(40)), "net": {"network": SmallNet(size=28, width=32).network, "weights": "new:0"}}
    with refused("check-too-large", by_stage="yes"):
        parse(LadderQuestion, {"of": of})


def pixels(spelled):
    return torch.frombuffer(bytearray.fromhex(spelled), dtype=torch.uint8).int()


@pytest.mark.parametrize("attack", ["fgsm", "pgd"])
def test_a_nudge_changes_no_pixel_by_more_than_it_may_and_says_what_the_net_makes_of_it(at, attack):
    question = NudgeQuestion(net=NET, data="sketches", picture=2, attack=attack, levels=6)
    found = saliency_nudge.nudged(question, at)
    change = pixels(found.after) - pixels(found.before)
    assert int(change.abs().max()) == 6
    images, labels = saliency.grey(question, at)
    assert torch.equal(pixels(found.before), images[0].flatten().int())
    assert found.label == labels[0]
    after = NudgeQuestion(net=NET, picture=found.after)
    with torch.no_grad():
        expected = at.net(NET)(saliency.pictures(after, at).inputs).softmax(1)[0]
    assert found.probabilities_after == pytest.approx(expected.tolist(), rel=1e-3, abs=1e-6)
    named = max(range(10), key=found.probabilities_before.__getitem__)
    assert found.probabilities_after[named] < found.probabilities_before[named]
    assert 0 <= found.same_noise <= DRAWS


def test_the_map_of_a_nudge_stands_beside_those_of_noise_of_the_same_size(at):
    question = NudgeQuestion(net=NET, data="sketches", levels=16, method="saliency")
    found = saliency_nudge.nudged(question, at)
    case, images = case_of(question, at), saliency.grey(question, at)[0]
    shaken = noise(images[:, None].float() / 255, levels=16, draws=DRAWS, seed=0)[:NOISY_MAPS]
    maps = [
        attribute(
            "saliency", case.network, seen(one[None], channels=1, size=14), target=case.target, settings=Settings()
        )
        for one in shaken
    ]
    own = attribute("saliency", case.network, case.inputs, target=case.target, settings=Settings())
    alike = [rank_correlation(own, each)[0] for each in maps]
    assert found.noisy_likeness == near(sum(value for value in alike if value is not None) / NOISY_MAPS)


def test_a_nudge_towards_a_class_makes_it_likelier(at):
    found = saliency_nudge.nudged(NudgeQuestion(net=NET, data="sketches", levels=16, towards=5), at)
    assert found.probabilities_after[5] > found.probabilities_before[5]


def test_the_maps_of_a_nudge_are_those_of_both_pictures_for_the_class_named_before(at):
    question = NudgeQuestion(net=NET, data="sketches", levels=16, method="saliency")
    found = saliency_nudge.nudged(question, at)
    before = case_of(question, at)
    after = saliency.pictures(NudgeQuestion(net=NET, picture=found.after), at).inputs
    for each, inputs in ((found.map_before, before.inputs), (found.map_after, after)):
        expected = attribute("saliency", before.network, inputs, target=before.target, settings=Settings())
        peak = float(expected.abs().max())
        torch.testing.assert_close(torch.tensor(each.values), expected[0, 0].double(), atol=1e-3 * peak, rtol=0)


def test_both_ways_of_one_block_add_up_to_the_whole_gradient(at):
    for block in ("stage1.block1", "stage2.block1", "stage3.block1"):
        question = InsideQuestion(net=NET, data="sketches", layer="stem.conv", block=block)
        found = saliency_inside.look(question, at)
        assert found.ways is not None
        assert found.ways.rest < 1e-5
        assert all(math.isfinite(length) and length > 0 for length in found.ways.lengths)


def test_both_ways_of_every_block_leave_out_the_mixed_ones(at):
    found = saliency_inside.look(InsideQuestion(net=NET, data="sketches", layer="stem.conv", block=EVERY), at)
    assert found.ways is not None
    assert found.ways.rest > 0.01


def test_through_the_shortcuts_alone_the_gradient_is_that_of_a_net_without_main_paths(at):
    question = InsideQuestion(net=NET, data="sketches", layer="stem.conv")
    case = case_of(question, at)
    found = saliency_inside.path_maps(case, ("stage1.block1", "stage2.block1", "stage3.block1"), "shortcut")
    leaf = case.inputs.clone().requires_grad_()
    x = case.network.get_submodule("stem")(leaf)
    for stage in (1, 2, 3):
        block = case.network.get_submodule(f"stage{stage}.block1")
        x = block.after(block.main(x).detach() + block.shortcut(x))
    score = case.network.get_submodule("head")(x)[0, case.target[0]]
    (expected,) = torch.autograd.grad(score, leaf)
    torch.testing.assert_close(found, expected)


def test_a_plain_net_has_one_way_only(at):
    assert saliency_inside.look(InsideQuestion(net=PLAIN, data="sketches", layer="stem.conv"), at).ways is None


@pytest.mark.parametrize("network", [NET.network, PLAIN.network])
def test_every_layer_that_is_offered_gives_maps(at, network):
    net = new_net(network, seed=0)
    for layer in map_layers(network):
        found = saliency_inside.look(InsideQuestion(net=net, data="sketches", layer=layer), at)
        assert len(found.channels) == min(16, found.shape[0])
        assert found.channels[0].size == found.shape[1]


@pytest.mark.parametrize(
    ("choices", "code"), [({"layer": "head.fc"}, "no-such-maps"), ({"block": "stage7.block1"}, "no-such-block")]
)
def test_what_the_net_has_not_is_refused_with_what_it_has(choices, code):
    with refused(code, **choices):
        parse(InsideQuestion, {"net": NET, "layer": "stem.conv"} | choices)


def test_a_picture_past_the_test_set_is_refused(at):
    at = Workbench(
        at.device, lambda config: load(config.model_copy(update={"test_images": 10}), at.runs_dir), at.runs_dir
    )
    with refused("no-such-picture", picture=50):
        saliency_nudge.nudged(NudgeQuestion(net=NET, data="sketches", picture=50), at)
