"""The page on surgery, operated as a learner would."""

import json

import pytest

from resnet_core import gallery
from resnet_core.config import RunConfig, TrainingConfig, parse
from resnet_core.data.files import CLASS_NAMES
from resnet_core.presets import SPECIMENS
from resnet_core.studies.nets import SmallNet, recorded_net
from resnet_core.studies.paths import findings as path_findings
from resnet_core.studies.paths.question import Paths, PathsQuestion
from resnet_core.studies.surgery import findings
from resnet_core.studies.surgery.findings import Fall, Outcome, Turn
from resnet_core.studies.surgery.question import (
    FIRST_EDIT,
    TWINS,
    Deletions,
    DeletionsQuestion,
    Edit,
    Lesions,
    LesionsQuestion,
    Operated,
    SurgeryQuestion,
    UnderBoth,
)
from tests.drawn import charts, scenes
from tests.pages.predictions import lock
from ui.fields import Choice, Number
from ui.predict import JUST_SHOW
from ui.say import say
from ui.surgery import in_turn, sentences
from ui.surgery.controls import OPERATION, STATISTICS, WITHIN
from ui.surgery.nets import RECORDED, bench, name

PAGE = "pages/surgery.py"


@pytest.fixture
def surgery(open_page):
    def surgery(**address):
        return open_page(PAGE, **{f"surgery.{name}": value for name, value in address.items()})

    return surgery


def recorded(net, *edits):
    answer = gallery.measurements("surgery").answer(SurgeryQuestion(net=net, edits=edits))
    assert answer is not None
    return parse(UnderBoth[Operated], answer)


def lesions(net, operation="delete"):
    answer = gallery.measurements("lesions").answer(LesionsQuestion(net=net, operation=operation))
    assert answer is not None
    return parse(UnderBoth[Lesions], answer)


def guess(app, answer):
    return lock(app, in_turn.PREDICTION.key, answer)


def strips(app):
    return scenes(app)


def outcome(case, *edits, statistics="stored"):
    """What the page says of a recorded operation."""
    before, after = recorded(case.net), recorded(case.net, *edits)
    return sentences.outcome(Outcome(case, before.under(statistics), after.under(statistics)))


def turn(case, operation="delete", statistics="stored"):
    return Turn(case, operation, lesions(case.net, operation), statistics)


def is_of_another_setting(app):
    return [button.key for button in app.button if button.key.endswith("_back")]


def work(stage):
    """A worker takes the next question and answers it."""
    confusion = [[10 if named == true else 0 for named in range(10)] for true in range(10)]
    tested = {"loss": 0.5, "accuracy": 0.75, "confusion": confusion}
    results = json.dumps({"data": "sketches", "stored": tested, "fresh": tested | {"accuracy": 0.875}})
    stage.start(quick=True)
    stage.leave("results", "results.json", lambda path: path.write_text(results))
    stage.finish()


def test_it_begins_with_what_the_page_before_has_found(surgery, said):
    deep = parse(Paths, gallery.measurements("paths").answer(PathsQuestion(net=recorded_net("residual56"))))
    assert say("surgery-before", path_findings.origin(deep), blocks=path_findings.blocks(deep)) in said(surgery())


def test_a_recorded_operation_on_both_twins_is_shown_at_once(surgery, said, stage):
    app = surgery()
    for case in RECORDED["depth_20"]:
        before, after = recorded(case.net), recorded(case.net, FIRST_EDIT)
        assert outcome(case, FIRST_EDIT) in said(app)
        assert sentences.classes(Outcome(case, before.stored, after.stored)) in said(app)
    assert gallery.measurements("surgery").machine in said(app)
    assert stage.lab.runs() == ()


def test_what_fresh_statistics_give_waits_for_the_prediction(surgery, said):
    app = surgery()
    told = [sentences.otherwise(recorded(case.net, FIRST_EDIT), "stored") for case in RECORDED["depth_20"]]
    assert not [each for each in told if each in said(app)]
    assert "surgery_shares" not in charts(app)
    app = guess(app, JUST_SHOW)
    assert all(each in said(app) for each in told)
    assert "surgery_shares" in charts(app)


def test_a_wrong_prediction_of_the_culprit_is_refuted_by_the_recorded_damage(surgery, said):
    damage = findings.of_block(FIRST_EDIT.block, turn(in_turn.ASKED_OF))
    assert damage.culprit == "statistics"
    app = guess(surgery(), "block")
    assert say("surgery-predict.refutes", damage, share=damage.share) in said(app)
    assert say("surgery-shares", damage, share=damage.share) in said(app)


@pytest.mark.parametrize("button", ["random", "cheapest"])
def test_one_more_block_is_deleted_by_a_press_and_the_earlier_stay(surgery, stage, button):
    app = surgery()
    app.button(key=f"surgery_{button}").click().run()
    gone = [node for node in strips(app)[0]["nodes"] if node["subtitle"] == say("surgery-box.delete")]
    assert len(gone) == 2
    assert f"block{FIRST_EDIT.block}" in [node["id"] for node in gone]


def test_the_cheapest_block_goes_first(surgery):
    costs = findings.costs(turn(RECORDED["depth_20"][0]).shown)
    app = surgery(edits="none")
    app.button(key="surgery_cheapest").click().run()
    cheapest = min(costs, key=lambda block: costs[block][0])
    gone = [node["id"] for node in strips(app)[0]["nodes"] if node["subtitle"] == say("surgery-box.delete")]
    assert gone == [f"block{cheapest}"]


def test_blocks_are_tinted_by_what_their_deletion_costs(surgery):
    residual, plain = strips(surgery(edits="none"))
    tints = {node["id"]: node["tint"] for node in residual["nodes"]}
    worst = min(lesions(TWINS[0][0]).stored.lesions, key=lambda lesion: lesion.accuracy)
    assert max(tints, key=lambda box: tints[box]) == f"block{worst.block}"
    assert all(node["tint"] > 0.5 for node in plain["nodes"])


def test_every_question_of_the_page_is_answered_at_its_end(surgery, said):
    app = guess(surgery(), "statistics")
    facts = findings.beside([turn(case) for case in RECORDED["depth_20"]])
    damage = findings.of_block(FIRST_EDIT.block, turn(in_turn.ASKED_OF))
    told = {"residual": "residual 20", "plain": "plain 20", "block": FIRST_EDIT.block}
    assert say("surgery-saw", facts, stored=damage.stored, fresh=damage.fresh, **told) in said(app)
    labels = {each.label for each in app.expander}
    assert {say(f"surgery-asked-{which}") for which in ("critical", "plain", "ensemble", "cut")} <= labels


@pytest.mark.parametrize("depth", RECORDED)
def test_the_count_of_deletions_that_keep_follows_the_slider(surgery, said, depth):
    case = RECORDED[depth][0]
    app = guess(surgery(net=depth), JUST_SHOW)
    for within in (10, 40):
        app.slider(key="surgery.within").set_value(within).run()
        assert sentences.kept(turn(case), within) in said(app)


def test_an_address_of_the_first_version_opens_the_same_nets(surgery):
    assert charts(surgery(net="depth 56")) == charts(surgery(net="depth_56"))


@pytest.mark.parametrize("depth", RECORDED)
def test_other_statistics_are_one_press_away_and_change_every_section(surgery, said, depth):
    app = guess(surgery(net=depth), JUST_SHOW)
    before = charts(app)
    app.button(key="surgery_other_statistics").click().run()
    assert app.segmented_control(key="surgery.statistics").value == "fresh"
    for case in RECORDED[depth]:
        assert sentences.kept(turn(case, statistics="fresh"), WITHIN.default) in said(app)
        assert sentences.kept(turn(case), WITHIN.default) not in said(app)
        assert outcome(case, FIRST_EDIT, statistics="fresh") in said(app)
    after = charts(app)
    assert all(before[key] != after[key] for key in ("surgery_in_turn", "surgery_deletions"))
    app.button(key="surgery_other_statistics").click().run()
    assert charts(app) == before


@pytest.mark.parametrize("depth", RECORDED)
def test_the_damage_is_shared_out_as_the_recorded_answers_have_it(surgery, said, depth):
    app = guess(surgery(net=depth), JUST_SHOW)
    for case in RECORDED[depth]:
        assert sentences.single_edits(turn(case), WITHIN.default) in said(app)


def test_cutting_in_turn_leaves_the_plain_twin_out(surgery, said):
    app = surgery()
    app.segmented_control(key="surgery.in_turn").set_value("cut").run()
    app = guess(app, JUST_SHOW)
    residual = turn(RECORDED["depth_20"][0], "cut")
    assert sentences.intact([residual]) in said(app)
    assert sentences.kept(residual, WITHIN.default) in said(app)
    assert sentences.single_edits(residual, WITHIN.default) in said(app)


def test_several_edits_in_an_address_are_drawn_and_can_be_taken_back(surgery, stage):
    app = surgery(edits="delete-5,swap-2-3")
    residual, plain = strips(app)
    assert [node["title"] for node in residual["nodes"][:3]] == list(map(box, (1, 3, 2)))
    assert residual["nodes"][4]["subtitle"] == plain["nodes"][4]["subtitle"] == say("surgery-box.delete")
    app.button(key="surgery_undo_swap-2-3").click().run()
    assert [node["title"] for node in strips(app)[0]["nodes"][:3]] == list(map(box, (1, 2, 3)))
    app.button(key="surgery_undo_delete-5").click().run()
    done = {say(f"surgery-box.{kind}") for kind in ("delete", "swap")}
    assert not done & {node["subtitle"] for node in strips(app)[0]["nodes"]}


def box(number):
    return say("surgery-box", number=number)


def test_everything_can_be_taken_back_at_once(surgery, said):
    app = surgery(edits="delete-5,swap-2-3")
    app.button(key="surgery_undo_all").click().run()
    assert say("surgery-done", edits=0) in said(app)
    assert outcome(RECORDED["depth_20"][0]) in said(app)


def test_an_edit_that_was_not_recorded_is_asked_of_a_worker_once_for_each_twin(surgery, said, stage, asked):
    app = guess(surgery(edits="delete-5,swap-2-3"), JUST_SHOW)
    assert [kind for kind, _ in asked] == ["surgery"] * len(TWINS[0])
    [another] = [info.value for info in app.info]
    assert sentences.edits((Edit(kind="swap", block=2, other=3), Edit(kind="delete", block=5))) in another
    for _twin in TWINS[0]:
        work(stage)
    app.run()
    assert [metric.value for metric in app.metric if metric.label == say("surgery-accuracy")] == ["75.0%"] * 2
    assert said(app).count(say("surgery-otherwise", statistics="stored", accuracy=0.875)) == 2


def test_a_swap_of_unlike_blocks_is_explained_and_mended_with_one_click(surgery, said):
    app = surgery(edits="swap-2-4")
    assert "only blocks of the same shape can change places" in app.error[0].value
    swap = say("surgery-swap-instead", block=2, other=3)
    next(button for button in app.button if button.label == swap).click().run()
    assert not app.error
    assert recorded(TWINS[0][0], Edit(kind="swap", block=2, other=3)).stored.accuracy
    assert say("surgery-done", edits=1) in said(app)


def test_blocks_that_the_smaller_net_lacks_are_left_out_with_one_click(surgery):
    app = surgery(edits="delete-15")
    assert "block=15: the network has 9 blocks" in app.error[0].value
    next(button for button in app.button if button.label == say("surgery-leave-out")).click().run()
    assert not app.error


def test_the_plain_twin_says_that_it_has_no_shortcut_to_cut(surgery, said):
    app = surgery(edits="cut-2")
    plain = RECORDED["depth_20"][1]
    [no_shortcut] = sentences.remarks(plain, (Edit(kind="cut", block=2),))
    assert no_shortcut in said(app)
    assert outcome(plain) in said(app)


def test_values_an_address_cannot_have_fall_back_with_a_notice(surgery, said):
    app = surgery(net="depth 99", operation="burn", within="500", statistics="old")
    which = bench().which
    given: list[tuple[Choice | Number, str, str]] = [
        (which, "depth 99", which.said(which.default)),
        (WITHIN, "500", WITHIN.said(WITHIN.default)),
    ]
    given += [(field, value, field.said(field.default)) for field, value in ((OPERATION, "burn"), (STATISTICS, "old"))]
    for field, value, default in given:
        assert say("field-refused", key=field.key, value=value, rule=field.rule, default=default) in said(app)


def test_every_figure_has_words_for_those_who_do_not_see_it(surgery):
    app = guess(surgery(), JUST_SHOW)
    assert all(each.proto.alt for each in app.get("echarts_chart"))
    edits = sentences.edits((FIRST_EDIT,))
    assert [strip["alt"] for strip in strips(app)] == [
        say("surgery-strip", net=name(case), blocks=9, edits=edits) for case in RECORDED["depth_20"]
    ]


def test_the_accuracy_of_every_class_stands_in_a_table(surgery):
    tables = [table.value for table in guess(surgery(), JUST_SHOW).dataframe]
    assert list(CLASS_NAMES) in [list(table.index) for table in tables]


@pytest.mark.parametrize("depth", RECORDED)
def test_random_deletions_are_shown_for_both_twins_with_a_sentence_each(surgery, said, depth):
    app = surgery(net=depth)
    assert "surgery_deletions" in charts(app)
    for case in RECORDED[depth]:
        answer = gallery.measurements("deletions").answer(DeletionsQuestion(net=case.net))
        fall = Fall(case, parse(UnderBoth[Deletions], answer), "stored")
        assert sentences.falls(fall) in said(app)
        assert sentences.many_deletions(fall) in said(app)


def test_a_run_that_nobody_has_operated_on_offers_to_be(surgery, stage):
    run = RunConfig(network=SmallNet(depth=8).network)
    stage.lab.submit("train", run.model_dump(mode="json"), name="little")
    stage.start()
    stage.leave_results()
    stage.finish()
    [own] = [each for each in surgery().selectbox(key="surgery.net").options if each.startswith("little")]
    app = surgery(net=own)
    assert not app.error
    assert app.button(key="ask_surgery_deletions_residual").label == say("surgery-delete-more", net=say("surgery-own"))


def test_a_finished_run_of_the_learner_can_be_operated_on(surgery, said, stage):
    run = RunConfig(network=SPECIMENS["plain20"].network, training=TrainingConfig(epochs=1))
    stage.lab.submit("train", run.model_dump(mode="json"), name="mine")
    stage.start()
    stage.leave_results()
    stage.finish()
    app = surgery()
    net = app.selectbox(key="surgery.net")
    [own] = [option for option in net.options if option.startswith("mine")]
    app = net.set_value(own).run()
    assert len(strips(app)) == 1
    assert not app.error
    app.segmented_control(key="surgery.in_turn").set_value("cut").run()
    assert say("surgery-plain-only") in said(app)
    app.button(key="surgery_in_turn_delete").click().run()
    app.button(key="ask_surgery_lesions_plain").click().run()
    for _question in ("as it is", "edited"):
        work(stage)
    app.run()
    [metric] = [metric for metric in app.metric if metric.label == say("surgery-accuracy")]
    assert (metric.value, metric.delta) == ("75.0%", "")


def test_the_last_outcome_stays_while_another_is_asked_and_a_press_goes_back(surgery, said):
    before = charts(surgery())
    app = surgery(edits="swap-2-3,delete-5")
    assert is_of_another_setting(app) == ["surgery_back"]
    assert charts(app) == before
    app.button(key="surgery_back").click().run()
    assert not is_of_another_setting(app)
    assert charts(app) == before


def test_a_net_that_nobody_has_operated_on_keeps_the_figures_of_the_last(surgery, said, stage):
    run = RunConfig(network=SPECIMENS["plain20"].network, training=TrainingConfig(epochs=1))
    stage.lab.submit("train", run.model_dump(mode="json"), name="mine")
    stage.start()
    stage.leave_results()
    stage.finish()
    app = guess(surgery(), JUST_SHOW)
    before = charts(app)
    [own] = [option for option in app.selectbox(key="surgery.net").options if option.startswith("mine")]
    app.selectbox(key="surgery.net").set_value(own).run()
    assert charts(app) == before
    assert len(is_of_another_setting(app)) == 3
    app.button(key="lesions_back").click().run()
    assert not is_of_another_setting(app)
