"""The checks below the saliency maps, operated as a learner would."""

import pytest

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.presets import SPECIMENS
from resnet_core.probes import saliency_checks as checks
from resnet_core.probes.nets import TrainedNet
from resnet_core.probes.saliency_inside import Inside
from resnet_core.probes.saliency_inside import recorded as recorded_looks
from resnet_core.probes.saliency_nudge import Nudged
from resnet_core.probes.saliency_nudge import recorded as recorded_nudges
from tests.drawn import scenes
from ui import measured
from ui.saliency import check_readings as readings
from ui.saliency import quality_readings
from ui.saliency.check_numbers import number
from ui.saliency.checks import CHECK, DELETION, INSIDE, LADDER, NUDGE, QUALITY

PAGE = "pages/saliency.py"


@pytest.fixture
def saliency(open_page):
    def saliency(check=LADDER, **address):
        return open_page(PAGE, **{"sal.check": check}, **{f"sal.{name}": value for name, value in address.items()})

    return saliency


def recorded(kind, model, question):
    return parse(model, gallery.measurements(kind).answer(question))


def grids(app):
    """What the grids of the page are given, by key."""
    return {scene["alt"]: scene for scene in scenes(app) if "blocks" in scene}


def charts(app):
    return {each.proto.id.rsplit("-", 1)[-1]: each.proto for each in app.get("echarts_chart")}


def ran(operated):
    app = operated.run()
    assert not app.exception, [error.message for error in app.exception]
    return app


@pytest.mark.parametrize("question", checks.recorded_ladders(), ids=["by layer", "by stage"])
def test_the_ladder_is_there_at_once_with_its_verdicts(saliency, said, asked, question):
    app = saliency(ladder_by=f"by {question.by}")
    ladder = recorded("saliency_ladder", checks.Ladder, question)
    text = said(app)
    assert readings.ladder_summary(ladder) in text
    assert readings.what_the_picture_gives(ladder) in text
    assert readings.RULE in text
    for row in ladder.climbed:
        shown = row.method in ("saliency", "integrated_gradients", "guided_backprop", "occlusion", "grad_cam")
        assert (readings.climbed(row) in text) == shown
    assert [kind for kind, _ in asked if kind.startswith("saliency")] == []
    assert gallery.measurements("saliency_ladder").machine in text


@pytest.mark.parametrize("question", checks.recorded_ladders(), ids=["by layer", "by stage"])
def test_maps_stand_in_a_row_from_trained_to_random_with_their_likeness_and_the_controls_below(saliency, question):
    app = saliency(ladder_by=f"by {question.by}")
    [drawn] = [data for alt, data in grids(app).items() if "while weights become random" in alt]
    titles = [block["title"] for block in drawn["blocks"]]
    assert titles[1:] == [
        "Gradient", "Integrated gradients", "Guided backpropagation", "Occlusion", "Grad-CAM",
        "Edges and bright pixels",
    ]  # fmt: skip
    assert [cell["caption"] for cell in drawn["blocks"][-1]["lines"][0]["cells"]] == ["Edges", "Bright pixels"]
    ladder = recorded("saliency_ladder", checks.Ladder, question)
    cells = drawn["blocks"][1]["lines"][0]["cells"]
    assert cells[0]["caption"] == "as trained\nitself"
    assert [cell["caption"].split("\n")[0] for cell in cells[1:]] == list(readings.rungs(ladder.parts))
    first = ladder.climbed[0].rungs[-1]
    assert cells[-1]["caption"].endswith(f"{number(first.everywhere[0])} · garment {number(first.garment[0])}")
    assert all(cell["alt"] for block in drawn["blocks"] for line in block["lines"] for cell in line["cells"])


def test_the_ladder_goes_by_layer_until_it_is_told_to_go_by_stage(saliency):
    app = saliency()
    before = grids(app)
    app = ran(app.segmented_control(key="sal.ladder_by").set_value("by stage"))
    counts = [
        len(data["blocks"][1]["lines"][0]["cells"])
        for found in (before, grids(app))
        for alt, data in found.items()
        if "while weights become random" in alt
    ]
    assert counts == [1 + len(question.parts) for question in checks.recorded_ladders()]


def test_a_net_with_too_many_layers_says_so_and_goes_by_stage_on_a_press(saliency, asked):
    app = saliency(LADDER, net="residual 56")
    assert any("choose by stage" in error.value for error in app.error)
    app = ran(app.button(key="saliency_ladder_repair").click())
    assert not app.error
    assert app.segmented_control(key="sal.ladder_by").value == "by stage"
    ran(app.button(key="saliency_ladder").click())
    [config] = [config for kind, config in asked if kind == "saliency_ladder"]
    assert config["by"] == "stage"


def test_another_picture_of_the_ladder_shows_its_maps(saliency):
    app = saliency()
    before = grids(app)
    app = ran(app.segmented_control(key="sal.ladder_picture").set_value(2))
    assert set(grids(app)) != set(before)


@pytest.mark.parametrize(
    ("check", "heading"),
    [(LADDER, "We wipe the network's memory"), (DELETION, "marks the pixels"), (QUALITY, "Two measures of"),
     (NUDGE, "This is an attack"), (INSIDE, "closed at")],
)  # fmt: skip
def test_only_the_chosen_check_is_computed(saliency, said, monkeypatch, check, heading):
    looked_up = []
    of_gallery = measured.of_gallery

    def listen(kind, probe):
        looked_up.append(kind)
        return of_gallery(kind, probe)

    monkeypatch.setattr(measured, "of_gallery", listen)
    app = saliency(check)
    assert heading in said(app)
    kinds = {kind for kind in looked_up if kind.startswith("saliency_")}
    expected = {
        LADDER: "saliency_ladder", DELETION: "saliency_deletion", QUALITY: "saliency_quality",
        NUDGE: "saliency_nudge", INSIDE: "saliency_inside",
    }  # fmt: skip
    assert kinds == {expected[check]}


def test_the_checks_are_one_click_apart_and_in_the_address(saliency):
    app = saliency()
    for check in (DELETION, QUALITY, NUDGE, INSIDE, LADDER):
        app = ran(app.segmented_control(key=CHECK.key).set_value(check))
        assert app.segmented_control(key=CHECK.key).value == check


@pytest.mark.parametrize("place", range(4))
def test_deletion_shows_every_recorded_fill_at_once_with_its_verdict(saliency, said, asked, place):
    question = checks.recorded_deletions()[place]
    fill = question.of.settings.baseline
    app = saliency(DELETION, fill=fill)
    found = recorded("saliency_deletion", checks.Deletion, question)
    text = said(app)
    assert readings.deletion_verdict(found, fill) in text
    assert readings.deletion_controls(found, fill) in text
    assert readings.against_chance(found) in text
    assert {"saliency_deletion", "saliency_insertion"} <= set(charts(app))
    assert charts(app)["saliency_deletion"].alt.startswith("Area under the deletion curve, small is good: ")
    assert "saliency_deletion" not in [kind for kind, _ in asked]


def test_quality_says_who_beats_the_controls_and_chance(saliency, said):
    found = recorded("saliency_quality", checks.Quality, checks.recorded_qualities()[0])
    text = said(saliency(QUALITY))
    assert quality_readings.verdict(found) in text
    assert quality_readings.stillness(found) in text


def test_a_net_that_was_not_checked_is_said_and_checked_on_a_press(saliency, said, stage, asked):
    app = saliency(LADDER, net="residual 20")
    assert "This was not recorded with these settings and this net" in said(app)
    assert "saliency_ladder" not in [kind for kind, _ in asked]
    app = ran(app.button(key="saliency_ladder").click())
    [config] = [config for kind, config in asked if kind == "saliency_ladder"]
    assert parse(checks.LadderProbe, config).of.net == TrainedNet(
        network=SPECIMENS["residual20"].network, weights="recorded:residual20"
    )


def test_of_two_nets_either_can_be_checked(saliency, said, asked):
    app = saliency(LADDER, compare="true", other="quick, plain")
    assert "That is quick." in said(app)
    assert "This was not recorded" not in said(app)
    app = ran(app.segmented_control(key="sal.checked").set_value("the second"))
    assert "That is quick, plain." in said(app)
    ran(app.button(key="saliency_ladder").click())
    [config] = [config for kind, config in asked if kind == "saliency_ladder"]
    assert config["of"]["net"]["weights"] == "recorded:quick_plain"


@pytest.mark.parametrize(
    ("address", "words", "target", "against"),
    [
        ({"target": "the truth"}, "the true class of each", "true", None),
        ({"target": "a class", "class": "Coat"}, "about Coat.", 4, None),
        ({"target": "A, not B", "class": "Coat", "not": "Shirt"}, "about Coat against Shirt.", 4, 6),
    ],
)
def test_the_ladder_asks_for_the_evidence_that_is_chosen_above(saliency, said, asked, address, words, target, against):
    app = saliency(LADDER, **address)
    assert words in said(app)
    ran(app.button(key="saliency_ladder").click())
    [config] = [config for kind, config in asked if kind == "saliency_ladder"]
    assert (config["target"], config["against"]) == (target, against)


def test_methods_that_were_not_checked_are_said_beside_the_recorded_ones_and_checked_on_a_press(saliency, said, asked):
    app = saliency()
    [pills] = [each for each in app.pills if each.key == "sal.perturbation"]
    app = ran(pills.set_value(["kernel_shap"]))
    assert "Recorded without KernelShap." in said(app)
    [drawn] = [data for alt, data in grids(app).items() if "while weights become random" in alt]
    assert [block["title"] for block in drawn["blocks"][1:-1]] == [
        "Gradient", "Integrated gradients", "Guided backpropagation", "Grad-CAM",
    ]  # fmt: skip
    ran(app.button(key="saliency_ladder").click())
    [config] = [config for kind, config in asked if kind == "saliency_ladder"]
    assert config["of"]["methods"] == [
        "saliency", "integrated_gradients", "guided_backprop", "kernel_shap", "grad_cam",
    ]  # fmt: skip


@pytest.mark.parametrize("question", recorded_nudges())
def test_a_recorded_nudge_is_shown_at_once(saliency, said, asked, question):
    attack = "one step (FGSM)" if question.attack == "fgsm" else "ten steps (PGD)"
    app = saliency(NUDGE, attack=attack, levels=str(question.levels))
    answer = recorded("saliency_nudge", Nudged, question)
    assert f"in **{answer.same_noise} of 100** draws" in said(app)
    assert f"with that noise instead it is {number(answer.noisy_likeness)}" in said(app)
    assert "saliency_nudge" not in [kind for kind, _ in asked]
    [drawn] = [data for alt, data in grids(app).items() if "before and after the nudge" in alt]
    assert len(drawn["blocks"][0]["lines"][0]["cells"]) == 3


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"levels": "32"}, "levels", 32),
        ({"attack": "ten steps (PGD)", "one": "2"}, "picture", 2),
        ({"towards": "Bag"}, "towards", 8),
        ({"nudge_method": "Grad-CAM"}, "method", "grad_cam"),
    ],
)
def test_every_control_of_the_nudge_is_asked_about(saliency, asked, changes, field, value):
    saliency(NUDGE, **changes)
    [config] = [config for kind, config in asked if kind == "saliency_nudge"]
    assert config[field] == value


def test_the_inside_shows_both_paths_and_the_layer_at_once(saliency, said, asked):
    app = saliency(INSIDE)
    answer = recorded("saliency_inside", Inside, recorded_looks()[0])
    assert answer.ways
    assert "Through F only in every block" in said(app)
    assert "They do not add up" in said(app)
    [drawn] = [data for alt, data in grids(app).items() if alt.startswith("Gradients by both paths")]
    assert len(drawn["blocks"]) == 3
    assert sum(len(line["cells"]) for line in drawn["blocks"][2]["lines"]) == 16
    assert "saliency_inside" not in [kind for kind, _ in asked]


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"inside_block": "stage2.block1"}, "block", "stage2.block1"),
        ({"inside_class": "Bag"}, "target", 8),
        ({"inside_layer": "stage1.block1.main.relu1"}, "layer", "stage1.block1.main.relu1"),
        ({"one": "3"}, "picture", 3),
    ],
)
def test_every_control_of_the_inside_is_asked_about(saliency, asked, changes, field, value):
    saliency(INSIDE, **changes)
    [config] = [config for kind, config in asked if kind == "saliency_inside"]
    assert config[field] == value


def test_values_an_address_cannot_have_are_said(saliency, said):
    app = saliency("astrology", fill="pink")
    assert "sal.check=astrology: must be one of random weights" in said(app)
    assert "sal.fill=pink: must be one of black" in said(app)
    assert app.segmented_control(key=CHECK.key).value == LADDER


def test_every_chart_has_words(saliency):
    for check in (LADDER, DELETION, QUALITY):
        assert all(proto.alt for proto in charts(saliency(check)).values())
