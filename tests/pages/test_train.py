"""The training page, operated as a learner would; the worker is played by the test."""

import math
import re
import time
from types import SimpleNamespace

import pytest

from resnet_core import gallery
from resnet_core.data.files import DataStatus
from resnet_core.jobs import outcomes
from resnet_core.jobs.outcomes import Outcome
from resnet_core.plan.zoo import ZOO
from resnet_core.presets import PRESETS
from resnet_core.wording import message, sentence
from tests.drawn import going_on, scenes
from tests.pages.conftest import DEVICE
from tests.pages.test_words import NAMES
from tests.pages.words import english, texts
from ui import numbers, pseudo, words
from ui.say import say

PAGE = "pages/train.py"


def chart(app, key):
    """The option and the alt text of the ECharts figure whose key ends so."""
    (found,) = [each.proto for each in app.get("echarts_chart") if each.proto.id.endswith(key)]
    return found


def test_opening_the_page_starts_nothing(stage, train):
    train(preset="custom", epochs="3", run="", train="1")
    assert stage.lab.runs() == ()


def test_pressing_train_queues_the_preset_once_and_shows_its_run(stage, submitted):
    (run,) = stage.lab.runs()
    assert run.name == "quick"
    assert run.config == PRESETS["quick"].model_dump(mode="json")
    assert submitted.query_params["run"] == run.id or submitted.query_params["run"] == [run.id]


def test_a_second_press_is_a_second_run(stage, train):
    for count in (1, 2):
        train().button(key="train").click().run()
        assert len(stage.lab.runs()) == count


def test_the_address_sets_the_controls_and_the_run(stage, train):
    app = train(preset="custom", family="bottleneck", blocks="3", lr="0.05", norm="false", schedule="constant")
    app.button(key="train").click().run()
    config = stage.lab.runs()[0].config
    assert config["network"]["style"]["family"] == "bottleneck"
    assert config["network"]["style"]["norm"] is False
    assert [each["blocks"] for each in config["network"]["stages"]] == [3, 3, 3]
    assert (config["training"]["lr"], config["training"]["schedule"]) == (0.05, "constant")


@pytest.mark.parametrize(("name", "value"), [("width", "999"), ("family", "evil"), ("lr", "nan"), ("epochs", "-1")])
def test_a_value_the_page_does_not_take_falls_back_and_is_told(train, said, name, value):
    app = train(preset="custom", **{name: value})
    assert any(warning.value.startswith(f"{name}={value}: must be") for warning in app.warning)
    assert not app.error


def test_an_illegal_choice_explains_itself_and_one_click_repairs_it(stage, train):
    app = train(preset="custom", shortcut="identity")
    assert app.error
    assert app.button(key="train").disabled
    app.button(key="repair_shortcut").click().run()
    assert not app.error
    app.button(key="train").click().run()
    assert stage.lab.runs()[0].config["network"]["shortcut"] != "identity"


def test_a_plain_network_has_no_choice_of_a_shortcut(stage, train):
    app = train(preset="custom", family="plain")
    assert not app.error
    assert "shortcut" not in {choice.key for choice in app.selectbox}
    app.button(key="train").click().run()
    assert stage.lab.runs()[0].config["network"]["shortcut"] == "none"


def test_groups_that_do_not_divide_offer_the_nearest_that_do(train):
    app = train(preset="custom", family="resnext", groups="5")
    assert "cardinality=5" in app.error[0].value
    app.button(key="repair_groups").click().run()
    assert app.number_input(key="groups").value == 4


def test_the_pictures_that_a_run_will_have_are_said_before_it_starts(train, data, said):
    assert say("train-which-pictures") not in said(train())
    data[0] = DataStatus("damaged", "t10k-labels-idx1-ubyte.gz")
    assert say("train-which-pictures") in said(train())


def test_a_run_of_one_step_is_told_at_which_rate_before_it_starts(train, said):
    app = train(preset="custom", images="500", batch="1024")
    assert say("train-few-steps", steps=1, rates=("0.1",)) in said(app)


def queue(before, *behind, seconds, bounds=(None, None)):
    """What a run says that has so many before it."""
    least, most = bounds
    times = {"seconds": seconds, "least": least, "most": most}
    return say("waiting-queue", before=before, behind=behind, running=len(behind), **times)


def test_a_waiting_run_says_how_many_are_before_it_and_when_it_will_start_beside_a_recorded_run(
    stage, submitted, train, said, on_processor
):
    second, third = (stage.lab.submit("train", PRESETS["quick"].model_dump(mode="json"), name="mine") for _ in range(2))
    assert say("waiting-next") in said(submitted.run())
    recorded = gallery.load("quick").seconds
    assert queue(1, seconds=recorded, bounds=(recorded / 4, 4 * recorded)) in said(train(run=second))
    stage.start()
    stage.tell(step=30, images_per_second=100.0, eta_seconds=1200.0)
    app = train(run=second)
    trained = say("waiting-occupant", kind="train", name="quick", seconds=1200.0)
    assert queue(1, trained, seconds=1200.0) in said(app)
    assert queue(2, trained, seconds=1800.0) in said(train(run=third))  # 60,000 / 100 s more
    assert chart(app, "_loss").alt
    assert say("recorded-title") in said(app)


def test_a_worker_that_gets_ready_says_what_it_does_and_how_long_that_usually_takes(
    stage, submitted, said, monkeypatch
):
    now = time.time()
    monkeypatch.setattr(stage.lab, "start_seconds", lambda: 14.0)
    stage.start(state="assigned")
    assert say("waiting-starting") in said(submitted.run())
    monkeypatch.setattr("resnet_core.jobs.looks.time", SimpleNamespace(time=lambda: now + 6, monotonic=time.monotonic))
    assert say("waiting-loads", seconds=6.0, usual=14.0) in said(submitted.run())


def test_a_training_run_shows_its_step_speed_time_device_and_data(stage, submitted, said):
    stage.start()
    stage.tell(step=30, values={"train_loss": 0.75, "train_accuracy": 0.5}, images_per_second=2345.6, eta_seconds=125.0)
    text = said(submitted.run())
    assert say("train-step", step=30, steps=100, phase="training") in text
    (tiles,) = going_on(submitted, "tiles")
    assert (tiles["state"]["speed"], tiles["state"]["left"]) == (2346, 125)
    assert words.device(DEVICE) in text
    assert words.data_badge("fashion-mnist") in text
    assert "test_accuracy" not in tiles["state"]["latest"]
    assert tiles["words"]["accuracy"]["none"] == say("train-tile-accuracy.value", value=None)


def test_the_live_figures_name_their_latest_values_and_begin_with_what_is_known(stage, submitted):
    stage.start()
    stage.tell(step=30, values={"train_loss": 0.75, "train_accuracy": 0.5})
    stage.tell(step=50, values={"test_loss": 0.5, "test_accuracy": 0.8125})
    loss, accuracy = going_on(submitted.run(), "curve")
    assert accuracy["words"]["alt"] == say("curves-accuracy.alt", train="{line0}", test="{line1}")
    assert accuracy["state"]["curves"]["test_accuracy"] == [[50, 0.8125]]
    assert [line["curves"] for line in loss["lines"]] == [["train_loss"], ["test_loss"]]
    assert [(line["dash"], line["symbol"]) for line in loss["lines"]] == [("solid", None), ("dashed", "diamond")]


def test_a_stop_is_asked_for_and_told(stage, submitted, said):
    stage.start()
    submitted.run().button(key="stop").click().run()
    assert stage.lab.runs()[0].state == "stopping"
    assert say("train-stopping") in said(submitted)
    assert submitted.button(key="stop").disabled


def test_a_stopped_run_can_go_on(stage, submitted):
    stage.start()
    told = message("outcome-stopped-saved", step=40)
    stage.finish(Outcome("stopped", message=told))
    submitted.run()
    assert submitted.info[0].value == sentence(told)
    submitted.button(key="resume").click().run()
    assert stage.lab.runs()[0].state == "queued"


def test_a_finished_run_shows_what_it_confuses_and_offers_its_files(stage, submitted, said):
    stage.start()
    stage.tell(step=100, values={"train_loss": 0.3, "test_loss": 0.3, "test_accuracy": 0.9})
    stage.leave_results()
    stage.finish()
    submitted.run()
    text = said(submitted)
    assert numbers.percent(0.9) in text
    assert say("train-onwards") in text
    shirt = say("confusion-mistake", count=4, true=words.class_name(6), named=words.class_name(0))
    assert shirt in text
    assert words.class_name(6) in chart(submitted, "done_confusion").alt
    labels = [each.proto.label for each in submitted.get("download_button")]
    assert labels == [say("train-parcel"), say("train-curves-file")]
    assert len(submitted.get("image")) == 1


def test_the_trained_weights_are_asked_for_as_onnx(stage, submitted, asked):
    stage.start()
    stage.leave_results()
    stage.finish()
    submitted.run()
    submitted.button(key="ask_run_onnx").click().run()
    run = stage.lab.runs()[0]
    assert asked == [("onnx", {"network": run.config["network"], "weights": f"run:{run.id}"})]


def test_a_diverged_run_keeps_its_curve_and_offers_a_smaller_learning_rate(stage, submitted, said):
    stage.start()
    stage.tell(step=7, values={"train_loss": math.nan})
    told = message("error-diverged", step=7, smaller_lr=0.01)
    stage.finish(Outcome("diverged", "diverged", told))
    submitted.run()
    assert submitted.error[0].value == sentence(told)
    assert say("curves-no-number", step=7) in said(submitted)
    submitted.button(key="again").click().run()
    assert [run.config["training"]["lr"] for run in stage.lab.runs()] == pytest.approx([0.02, 0.2])


def test_running_out_of_memory_offers_half_the_batch(stage, submitted):
    stage.start()
    stage.finish(Outcome("failed", "memory_limit", message("outcome-memory-limit", limit_mb=300)))
    submitted.run()
    submitted.button(key="again").click().run()
    assert stage.lab.runs()[0].config["training"]["batch_size"] == 64


def test_the_details_of_a_failure_are_behind_an_expander(stage, submitted):
    stage.start()
    told = message("outcome-lab-fault", mark="ABCD")
    stage.finish(Outcome("failed", "error", told, "Traceback: x"))
    submitted.run()
    assert submitted.error[0].value == sentence(told)
    (details,) = submitted.expander
    assert "Traceback: x" in [code.value for code in details.code]


def test_a_run_that_does_not_exist_is_said_and_there_is_a_way_on(train):
    app = train(run="0" * 32)
    assert "there is no run with this id" in app.error[0].value
    app.button(key="set_up").click().run()
    assert app.button(key="train")


def test_the_answer_to_another_pages_question_is_no_training_and_there_is_a_way_on(stage, train):
    asked = stage.lab.ask("three_forms", {})
    app = train(run=asked)
    assert app.error[0].value == say("train-another-pages", run=asked)
    assert app.button(key="set_up")


def test_a_run_on_sketches_says_so(stage, submitted, said):
    stage.start(data="sketches")
    assert words.data_badge("sketches") in said(submitted.run())
    stage.finish()
    assert words.data_badge("sketches") in said(submitted.run())


def test_a_new_tab_with_the_same_address_shows_the_same_run(stage, submitted, train, said):
    stage.start()
    stage.tell(step=30, values={"train_loss": 0.75})
    assert say("train-step", step=30, steps=100, phase="training") in said(train(run=stage.run_id()))


def run_table(app):
    """The rows of the table of runs, each as its cells; none where there is no table."""
    tables = [scene["rows"] for scene in scenes(app) if "rows" in scene]
    return [row["cells"] for rows in tables for row in rows]


def test_the_table_of_runs_says_of_each_what_tells_it_from_the_others(stage, train):
    for seed, accuracy in ((3, 0.8125), (4, 0.75)):
        config = PRESETS["quick"].model_dump(mode="json")
        stage.lab.submit("train", config | {"training": config["training"] | {"seed": seed}}, name="quick")
        stage.start()
        stage.tell(step=50, values={"test_accuracy": 0.5})
        stage.tell(step=100, values={"test_accuracy": accuracy})
        stage.finish()
    stage.lab.submit("train", config, name="waits")
    newest, *rows = run_table(train())
    assert [newest[0], *newest[3:]] == ["waits", "", "", words.state("queued")]
    begun = [numbers.moment(view.created) for view in stage.lab.runs()][1:]
    took, finished = numbers.duration(0.1), words.state("succeeded")
    assert rows == [
        ["quick", "4", begun[0], took, numbers.percent(0.75), finished],
        ["quick", "3", begun[1], took, numbers.percent(0.8125), finished],
    ]


def test_stopped_runs_push_no_finished_one_out_of_the_table(stage, submitted, train):
    stage.start()
    stage.finish()
    for _ in range(60):
        stage.lab.stop(stage.lab.submit("train", PRESETS["quick"].model_dump(mode="json")))
    app = train()
    assert {cells[-1] for cells in run_table(app)} == {words.state("stopped")}
    app.button(key="more_runs").click().run()
    assert run_table(app)[-1][-1] == words.state("succeeded")
    assert not [button for button in app.button if button.key == "more_runs"]


def left_in_english(app):
    """Words that the pseudo-language did not reach, but for names and the log of a run."""
    same = {"quick", *ZOO, *(code.value for code in app.code)}
    left = {text: english(text, NAMES | {"Testing", "Machine"}) for text in texts(app) if text not in same}
    left = {text: words for text, words in left.items() if not re.fullmatch("[0-9a-f]{32}", text)}  # of a file
    return {text: words for text, words in left.items() if words}


@pytest.mark.parametrize("ending", [None, Outcome("succeeded"), outcomes.stopped(40, forced=False, saved=True)])
def test_the_page_of_a_run_speaks_the_language_of_the_session(stage, submitted, train, ending):
    waiting = train(run=stage.run_id(), lang=pseudo.LANGUAGE)
    assert left_in_english(waiting) == {}
    stage.start()
    stage.tell(step=30, values={"train_loss": 0.75, "test_accuracy": 0.5}, images_per_second=100.0, eta_seconds=20.0)
    if ending is not None:
        stage.leave_results()
        stage.finish(ending)
    assert left_in_english(train(run=stage.run_id(), lang=pseudo.LANGUAGE)) == {}


def test_the_controls_and_their_refusals_speak_the_language_of_the_session(train):
    address = {"preset": "custom", "family": "resnext", "groups": "5", "width": "999", "lang": pseudo.LANGUAGE}
    assert left_in_english(train(**address)) == {}
