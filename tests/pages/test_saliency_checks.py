"""The checks below the saliency maps, operated as a learner would."""

import pytest

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.presets import SPECIMENS
from resnet_core.saliency.table import METHODS
from resnet_core.studies.nets import TrainedNet
from resnet_core.studies.saliency_checks import findings
from resnet_core.studies.saliency_checks import question as checks
from resnet_core.studies.saliency_maps.question import FIRST_METHODS
from resnet_core.studies.saliency_nudge.question import Nudged
from resnet_core.studies.saliency_nudge.question import recorded as recorded_nudges
from tests.drawn import scenes
from tests.pages.predictions import lock
from ui import answers
from ui.predict import JUST_SHOW
from ui.saliency import check_sentences, nudge
from ui.saliency.checks import CHECK, DELETION, LADDER, NUDGE, PREDICTION, QUALITY, SURVIVORS, keeps_most
from ui.saliency.controls import FAMILIES
from ui.saliency.methods import name_of, names
from ui.saliency.target import Target
from ui.say import say

PAGE = "pages/saliency_checks.py"
FIVE = {family: [name for name in FIRST_METHODS if METHODS[name].family == family] for family in FAMILIES}
"""An address with every method of the shorter recordings."""


@pytest.fixture
def saliency(open_page):
    def saliency(check=LADDER, **address):
        kept = f"g:{PREDICTION.key}~{JUST_SHOW}"
        others = {f"sal.{name}": value for name, value in (FIVE | address).items()}
        return open_page(PAGE, kept=kept, **{"sal.check": check}, **others)

    return saliency


def recorded(kind, model, question):
    return parse(model, gallery.measurements(kind).answer(question))


def grids(app):
    """What the grids of the page are given, by key."""
    return {scene["alt"]: scene for scene in scenes(app) if "blocks" in scene}


def ladders(app):
    """The grid of the ladder, which alone ends with the maps that never move."""
    last = say("saliency-ladder.controls")
    return [data for data in grids(app).values() if data["blocks"][-1]["title"] == last]


def charts(app):
    return {each.proto.id.rsplit("-", 1)[-1]: each.proto for each in app.get("echarts_chart")}


def ran(operated):
    app = operated.run()
    assert not app.exception, [error.message for error in app.exception]
    return app


@pytest.mark.parametrize("question", checks.recorded_ladders(), ids=["by layer", "by stage"])
def test_the_ladder_is_there_at_once_with_its_verdicts(saliency, said, asked, question):
    app = saliency(ladder_by=question.by)
    ladder = recorded("saliency_ladder", checks.Ladder, question)
    text = said(app)
    assert all(sentence in text for sentence in check_sentences.ladder(ladder))
    assert check_sentences.rule() in text
    for row in ladder.climbed:
        shown = row.method in ("saliency", "integrated_gradients", "guided_backprop", "occlusion", "grad_cam")
        assert (check_sentences.stay(row) in text) == shown
    assert [kind for kind, _ in asked if kind.startswith("saliency")] == []
    assert gallery.measurements("saliency_ladder").machine in text


@pytest.mark.parametrize("question", checks.recorded_ladders(), ids=["by layer", "by stage"])
def test_maps_stand_in_a_row_from_trained_to_random_with_their_likeness_and_the_controls_below(saliency, question):
    app = saliency(ladder_by=question.by)
    [drawn] = ladders(app)
    titles = [block["title"] for block in drawn["blocks"]]
    assert titles[1:] == [
        *names(FIRST_METHODS), say("saliency-ladder.controls"),
    ]  # fmt: skip
    assert [cell["caption"] for cell in drawn["blocks"][-1]["lines"][0]["cells"]] == names(["edges", "bright"])
    ladder = recorded("saliency_ladder", checks.Ladder, question)
    cells = drawn["blocks"][1]["lines"][0]["cells"]
    assert cells[0]["caption"] == f"{say('saliency-ladder.trained')}\n{say('saliency-ladder.itself')}"
    assert [cell["caption"].split("\n")[0] for cell in cells[1:]] == list(
        map(check_sentences.rung, findings.rungs(ladder.parts))
    )
    first = ladder.climbed[0].rungs[-1]
    on = {"everywhere": first.everywhere[0], "garment": first.garment[0]}
    assert cells[-1]["caption"].endswith(say("saliency-ladder.numbers", **on))
    assert all(cell["alt"] for block in drawn["blocks"] for line in block["lines"] for cell in line["cells"])


def test_the_ladder_goes_by_layer_until_it_is_told_to_go_by_stage(saliency):
    app = saliency()
    before = ladders(app)
    app = ran(app.segmented_control(key="sal.ladder_by").set_value("stage"))
    counts = [len(data["blocks"][1]["lines"][0]["cells"]) for found in (before, ladders(app)) for data in found]
    assert counts == [1 + len(question.parts) for question in checks.recorded_ladders()]


def test_a_net_with_too_many_layers_says_so_and_goes_by_stage_on_a_press(saliency, asked):
    app = saliency(LADDER, net="residual56")
    assert app.error
    app = ran(app.button(key="saliency_ladder_repair").click())
    assert not app.error
    assert app.segmented_control(key="sal.ladder_by").value == "stage"
    ran(app.button(key="ask_saliency_ladder").click())
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
     (NUDGE, "This is an attack")],
)  # fmt: skip
def test_only_the_chosen_check_is_computed(saliency, said, monkeypatch, check, heading):
    keeps_most()  # what the answers at the foot of the page tell, once a process
    looked_up = []
    of_gallery = answers.of_gallery

    def listen(kind, question):
        looked_up.append(kind)
        return of_gallery(kind, question)

    monkeypatch.setattr(answers, "of_gallery", listen)
    app = saliency(check)
    assert heading in said(app)
    kinds = {kind for kind in looked_up if kind.startswith("saliency_")}
    expected = {
        LADDER: "saliency_ladder", DELETION: "saliency_deletion", QUALITY: "saliency_quality",
        NUDGE: "saliency_nudge",
    }  # fmt: skip
    assert kinds == {expected[check]}


def test_the_checks_are_one_click_apart_and_in_the_address(saliency):
    app = saliency()
    for check in (DELETION, QUALITY, NUDGE, LADDER):
        app = ran(app.segmented_control(key=CHECK.key).set_value(check))
        assert app.segmented_control(key=CHECK.key).value == check


@pytest.mark.parametrize("place", range(4))
def test_deletion_shows_every_recorded_fill_at_once_with_its_verdict(saliency, said, asked, place):
    question = checks.recorded_deletions()[place]
    fill = question.of.settings.baseline
    app = saliency(DELETION, fill=fill)
    found = recorded("saliency_deletion", checks.Deletion, question)
    text = said(app)
    assert all(sentence in text for sentence in check_sentences.deletion(found, fill))
    assert {"saliency_deletion", "saliency_insertion"} <= set(charts(app))
    alt = check_sentences.curve_alt(found, FIRST_METHODS, "deletion")
    assert charts(app)["saliency_deletion"].alt == alt
    assert "saliency_deletion" not in [kind for kind, _ in asked]


def test_quality_says_who_beats_the_controls_and_chance(saliency, said):
    found = recorded("saliency_quality", checks.Quality, checks.recorded_qualities()[0])
    text = said(saliency(QUALITY))
    assert check_sentences.forecasts(found) in text
    assert check_sentences.stillness(found) in text


def test_a_net_that_was_not_checked_is_said_and_checked_on_a_press(saliency, said, stage, asked):
    app = saliency(LADDER, net="residual20")
    assert say("saliency-checks.absent") in said(app)
    assert "saliency_ladder" not in [kind for kind, _ in asked]
    app = ran(app.button(key="ask_saliency_ladder").click())
    [config] = [config for kind, config in asked if kind == "saliency_ladder"]
    assert parse(checks.LadderQuestion, config).of.net == TrainedNet(
        network=SPECIMENS["residual20"].network, weights="recorded:residual20"
    )


@pytest.mark.parametrize("check", [LADDER, DELETION, QUALITY])
def test_a_method_that_was_not_recorded_is_offered_beside_what_was(saliency, said, check):
    app = saliency(check, CAM=["grad_cam", "hires_cam"])
    assert say("saliency-checks.without", methods=names(["hires_cam"])) in said(app)
    assert app.button(key=f"ask_saliency_{check}")
    assert app.caption[-1].value


def test_of_two_nets_either_can_be_checked(saliency, said, asked):
    app = saliency(LADDER, compare="true", other="quick_plain")
    assert say("saliency-checks.net", net=say("trained-net.quick")) in said(app)
    assert say("saliency-checks.absent") not in said(app)
    app = ran(app.segmented_control(key="sal.checked").set_value("second"))
    assert say("saliency-checks.net", net=say("trained-net.quick_plain")) in said(app)
    ran(app.button(key="ask_saliency_ladder").click())
    [config] = [config for kind, config in asked if kind == "saliency_ladder"]
    assert config["of"]["net"]["weights"] == "recorded:quick_plain"


@pytest.mark.parametrize(
    ("address", "target", "against"),
    [
        ({"target": "true"}, "true", None),
        ({"target": "class", "class": "Coat"}, 4, None),
        ({"target": "contrast", "class": "Coat", "not": "Shirt"}, 4, 6),
    ],
)
def test_the_ladder_asks_for_the_evidence_that_is_chosen_above(saliency, said, asked, address, target, against):
    app = saliency(LADDER, **address)
    evidence = Target(address["target"], *[label for label in (target, against) if isinstance(label, int)])
    assert say("saliency-checks.over", pictures=20, evidence=evidence.words) in said(app)
    ran(app.button(key="ask_saliency_ladder").click())
    [config] = [config for kind, config in asked if kind == "saliency_ladder"]
    assert (config["target"], config["against"]) == (target, against)


def test_methods_that_were_not_checked_are_said_beside_the_recorded_ones_and_checked_on_a_press(saliency, said, asked):
    app = saliency()
    [pills] = [each for each in app.pills if each.key == "sal.perturbation"]
    app = ran(pills.set_value(["kernel_shap"]))
    assert say("saliency-checks.without", methods=[name_of("kernel_shap")]) in said(app)
    [drawn] = ladders(app)
    assert [block["title"] for block in drawn["blocks"][1:-1]] == names(
        ["saliency", "integrated_gradients", "guided_backprop", "grad_cam"]
    )
    ran(app.button(key="ask_saliency_ladder").click())
    [config] = [config for kind, config in asked if kind == "saliency_ladder"]
    assert config["of"]["methods"] == [
        "saliency", "integrated_gradients", "guided_backprop", "kernel_shap", "grad_cam",
    ]  # fmt: skip


@pytest.mark.parametrize("question", recorded_nudges())
def test_a_recorded_nudge_is_shown_at_once(saliency, said, asked, question):
    app = saliency(NUDGE, attack=question.attack, levels=str(question.levels))
    answer = recorded("saliency_nudge", Nudged, question)
    assert nudge.reading(question, answer) in said(app)
    assert "saliency_nudge" not in [kind for kind, _ in asked]
    [drawn] = [data for data in scenes(app) if data.get("alt") == nudge.scene(question, answer).alt]
    assert len(drawn["blocks"][0]["lines"][0]["cells"]) == 3


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"levels": "32"}, "levels", 32),
        ({"attack": "pgd", "one": "2"}, "picture", 2),
        ({"towards": "Bag"}, "towards", 8),
        ({"nudge_method": "grad_cam"}, "method", "grad_cam"),
    ],
)
def test_every_control_of_the_nudge_is_asked_about(saliency, asked, changes, field, value):
    saliency(NUDGE, **changes)
    [config] = [config for kind, config in asked if kind == "saliency_nudge"]
    assert config[field] == value


def test_the_last_look_stays_marked_while_another_is_computed(saliency, said):
    app = saliency(NUDGE)
    note = say("section-other", changed=[], count=0)
    grids = [data["alt"] for data in scenes(app) if "blocks" in data]
    assert note not in said(app)
    app = app.select_slider(key="sal.levels").set_value(32).run()
    assert note in said(app)
    assert [data["alt"] for data in scenes(app) if "blocks" in data] == grids


def test_the_ladder_waits_for_a_prediction(open_page, said):
    most, facts = keeps_most()
    app = lock(open_page(PAGE), PREDICTION.key, next(method for method in SURVIVORS if method != most))
    assert say("saliency-checks-predict.refutes") in said(app)
    assert say("saliency-checks-saw", facts, most=name_of(most)) in said(app)


def test_values_an_address_cannot_have_are_said(saliency, said):
    app = saliency("astrology", fill="pink")
    assert "sal.check=astrology" in said(app)
    assert "sal.fill=pink" in said(app)
    assert app.segmented_control(key=CHECK.key).value == LADDER


def test_every_chart_has_words(saliency):
    for check in (LADDER, DELETION, QUALITY):
        assert all(proto.alt for proto in charts(saliency(check)).values())
