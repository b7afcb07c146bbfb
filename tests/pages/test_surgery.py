"""The page on surgery, operated as a learner would."""

import json
from statistics import fmean

import pytest

from resnet_core import gallery
from resnet_core.config import RunConfig, TrainingConfig, parse
from resnet_core.data.files import CLASS_NAMES
from resnet_core.presets import SPECIMENS
from resnet_core.probes.nets import SmallNet
from resnet_core.probes.surgery import (
    TWINS,
    Deletions,
    DeletionsProbe,
    Edit,
    Lesions,
    LesionsProbe,
    Operated,
    SurgeryProbe,
    UnderBoth,
)
from tests.drawn import charts, scenes
from ui.surgery import damage
from ui.surgery.nets import RECORDED
from ui.surgery.readings import JUST_SHOW, Turn

PAGE = "pages/surgery.py"


@pytest.fixture
def surgery(open_page):
    def surgery(**address):
        return open_page(PAGE, **{f"surgery.{name}": value for name, value in address.items()})

    return surgery


def recorded(net, *edits):
    answer = gallery.measurements("surgery").answer(SurgeryProbe(net=net, edits=edits))
    assert answer is not None
    return parse(UnderBoth[Operated], answer)


def lesions(net, operation="delete"):
    answer = gallery.measurements("lesions").answer(LesionsProbe(net=net, operation=operation))
    assert answer is not None
    return parse(UnderBoth[Lesions], answer)


def guess(app, answer):
    [question] = [each for each in app.segmented_control if each.label.startswith("Predict first")]
    return question.set_value(answer).run()


def strips(app):
    return scenes(app)


def work(stage):
    """A worker takes the next question and answers it."""
    confusion = [[10 if named == true else 0 for named in range(10)] for true in range(10)]
    tested = {"loss": 0.5, "accuracy": 0.75, "confusion": confusion}
    results = json.dumps({"data": "sketches", "stored": tested, "fresh": tested | {"accuracy": 0.875}})
    stage.start(probes=True)
    stage.leave("results", "results.json", lambda path: path.write_text(results))
    stage.finish()


def test_the_first_sentence_says_what_the_learner_will_find_out_and_the_last_what_to_notice(surgery):
    app = surgery()
    assert app.markdown[0].value.startswith("Here you find out")
    assert app.markdown[-1].value.startswith("**What to notice**")


def test_a_recorded_operation_on_both_twins_is_shown_at_once(surgery, said, stage):
    app = surgery()
    for net in TWINS[0]:
        found = recorded(net, Edit(kind="delete", block=5))
        assert f"gets **{found.stored.accuracy:.1%}** of the pictures right" in said(app)
        assert f"with fresh statistics it gets {found.fresh.accuracy:.1%} right" in said(app)
    assert "Most to suffer" in said(app)
    assert gallery.measurements("surgery").machine in said(app)
    assert stage.lab.runs() == ()


def test_all_single_deletions_wait_for_a_guess_and_then_answer_it(surgery, said):
    app = surgery()
    before = len(charts(app))
    worst = min(lesions(TWINS[0][0]).stored.lesions, key=lambda lesion: lesion.accuracy)
    app = guess(app, str(worst.block))
    assert len(charts(app)) == before + 1
    assert f"You guessed block {worst.block}, and so it is" in said(app)


@pytest.mark.parametrize("depth", [0, 1])
def test_the_count_of_deletions_that_keep_follows_the_slider(surgery, said, depth):
    found, name = lesions(TWINS[depth][0]).stored, f"residual {(20, 56)[depth]}"
    app = guess(surgery(net=f"depth {(20, 56)[depth]}"), JUST_SHOW)
    for within in (10, 40):
        app.slider(key="surgery.within").set_value(within).run()
        kept = sum(100 * (found.accuracy - lesion.accuracy) <= within + 1e-6 for lesion in found.lesions)
        assert f"With stored statistics, **{kept}** of the {len(found.lesions)} single deletions in *{name}*" in said(
            app
        )


@pytest.mark.parametrize("depth", [0, 1])
def test_other_statistics_are_one_press_away_and_change_every_section(surgery, said, depth):
    app = guess(surgery(net=f"depth {(20, 56)[depth]}"), JUST_SHOW)
    before = charts(app)
    app.button(key="surgery_other_statistics").click().run()
    assert app.segmented_control(key="surgery.statistics").value == "fresh"
    assert "With stored statistics, **" not in said(app)
    assert "With fresh statistics, **" in said(app)
    for net in TWINS[depth]:
        found = recorded(net, Edit(kind="delete", block=5))
        assert f"gets **{found.fresh.accuracy:.1%}** of the pictures right" in said(app)
    after = charts(app)
    assert all(before[key] != after[key] for key in ("surgery_in_turn", "surgery_deletions"))
    app.button(key="surgery_other_statistics").click().run()
    assert charts(app) == before


@pytest.mark.parametrize("depth", [20, 56])
def test_the_damage_is_shared_out_as_the_recorded_answers_have_it(surgery, said, depth):
    app = guess(surgery(net=f"depth {depth}"), JUST_SHOW)
    for case in RECORDED[f"depth {depth}"]:
        found = damage.criticals(Turn(case, "delete", lesions(case.net), "stored"), 10)
        assert f"critical with {'either' if set(found.stored) == set(found.fresh) else 'stored'} statistics" in said(
            app
        )
        assert (
            f"{found.damage.stored:.1f} points with stored statistics, {found.damage.fresh:.1f} with fresh ones"
            in said(app)
        )
        assert f"{found.damage.share:.0%} of" in said(app)


def test_cutting_in_turn_leaves_the_plain_twin_out(surgery, said):
    app = surgery()
    app.segmented_control(key="surgery.in_turn").set_value("cut").run()
    app = guess(app, JUST_SHOW)
    assert "single cuts in *residual 20*" in said(app)
    assert "single cuts in *plain 20*" not in said(app)
    assert "To cut the shortcut of" in said(app)


def test_several_edits_in_an_address_are_drawn_and_can_be_taken_back(surgery, stage):
    app = surgery(edits="delete-5,swap-2-3")
    residual, plain = strips(app)
    assert [node["title"] for node in residual["nodes"][:3]] == ["block 1", "block 3", "block 2"]
    assert residual["nodes"][4]["subtitle"] == plain["nodes"][4]["subtitle"] == "deleted"
    app.button(key="surgery_undo_swap-2-3").click().run()
    assert [node["title"] for node in strips(app)[0]["nodes"][:3]] == ["block 1", "block 2", "block 3"]
    app.button(key="surgery_undo_delete-5").click().run()
    assert {node["subtitle"] for node in strips(app)[0]["nodes"]} == {"", "stride 2"}


def test_everything_can_be_taken_back_at_once(surgery, said):
    app = surgery(edits="delete-5,swap-2-3")
    app.button(key="surgery_undo_all").click().run()
    assert "Nothing is changed" in said(app)
    assert "*Residual 20* is as it was" in said(app)


def test_an_edit_that_was_not_recorded_is_asked_of_a_worker_once_for_each_twin(surgery, said, stage):
    app = surgery(edits="delete-5,swap-2-3")
    assert "Waiting for a worker" in said(app)
    for _twin in TWINS[0]:
        work(stage)
    app.run()
    assert said(app).count("**75.0%** of the pictures right") == 2
    assert said(app).count("with fresh statistics it gets 87.5% right") == 2
    assert "Measured on this machine" in said(app)


def test_a_swap_of_unlike_blocks_is_explained_and_mended_with_one_click(surgery, said):
    app = surgery(edits="swap-2-4")
    assert "only blocks of the same shape can change places" in app.error[0].value
    next(button for button in app.button if button.label == "Swap 2 and 3").click().run()
    assert not app.error
    assert recorded(TWINS[0][0], Edit(kind="swap", block=2, other=3)).stored.accuracy
    assert "Nothing is changed" not in said(app)


def test_blocks_that_the_smaller_net_lacks_are_left_out_with_one_click(surgery):
    app = surgery(edits="delete-15")
    assert "block=15: the net has 9 blocks" in app.error[0].value
    next(button for button in app.button if button.label == "Leave it out").click().run()
    assert not app.error


def test_the_plain_twin_says_that_it_has_no_shortcut_to_cut(surgery, said):
    app = surgery(edits="cut-2")
    assert "*Plain 20* has no shortcut to cut" in said(app)
    assert "*Plain 20* is as it was" in said(app)


def test_each_operation_says_what_it_does(surgery, said):
    app = surgery()
    control = app.segmented_control(key="surgery.operation")
    told = []
    for operation in control.options:
        app = app.segmented_control(key="surgery.operation").set_value(operation).run()
        told.append([each.value for each in app.caption])
    assert all(one != two for number, one in enumerate(told) for two in told[:number])


def test_values_an_address_cannot_have_fall_back_with_a_notice(surgery, said):
    app = surgery(net="depth 99", operation="burn", within="500", statistics="old")
    assert "surgery.statistics=old: must be one of stored, fresh" in said(app)
    assert "surgery.net=depth 99: must be one of depth 20, depth 56" in said(app)
    assert "surgery.operation=burn: must be one of delete, cut, silence, swap" in said(app)
    assert "surgery.within=500: must be a number from 1 to 50" in said(app)


def test_every_figure_has_words_for_those_who_do_not_see_it(surgery):
    app = guess(surgery(), JUST_SHOW)
    assert all(each.proto.alt for each in app.get("echarts_chart"))
    assert [strip["alt"] for strip in strips(app)] == [
        "residual 20, 9 blocks: block 5 deleted",
        "plain 20, 9 blocks: block 5 deleted",
    ]


def test_the_accuracy_of_every_class_stands_in_a_table(surgery):
    tables = [table.value for table in guess(surgery(), JUST_SHOW).dataframe]
    assert list(CLASS_NAMES) in [list(table.index) for table in tables]


@pytest.mark.parametrize("depth", [20, 56])
def test_random_deletions_are_shown_for_both_twins_with_a_sentence_each(surgery, said, depth):
    app = surgery(net=f"depth {depth}")
    assert "surgery_deletions" in charts(app)
    for net in TWINS[(20, 56).index(depth)]:
        answer = gallery.measurements("deletions").answer(DeletionsProbe(net=net))
        found = parse(UnderBoth[Deletions], answer)
        assert f"{fmean(found.stored.numbers[0].accuracies):.1%} (" in said(app)
    assert f"*Plain {depth}* falls **at once**" in said(app)
    assert app.get("page_link")[-1].proto.page == "paths"


def test_a_run_without_block_5_begins_with_nothing_changed(surgery, said, stage):
    run = RunConfig(network=SmallNet(depth=8).network)
    stage.lab.submit("train", run.model_dump(mode="json"), name="little")
    stage.start()
    stage.leave_results()
    stage.finish()
    [own] = [each for each in surgery().selectbox(key="surgery.net").options if each.startswith("little")]
    app = surgery(net=own)
    assert not app.error
    assert "**Nothing is changed.** Press a block." in said(app)
    assert app.button(key="surgery_deletions_residual").label == "Delete more and more blocks of your net"


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
    assert "A plain net has no shortcuts to cut" in said(app)
    app.button(key="surgery_in_turn_delete").click().run()
    app.button(key="surgery_lesions_plain").click().run()
    for _question in ("as it is", "edited"):
        work(stage)
    app.run()
    assert "is as it was: it gets 75.0%" in said(app)
