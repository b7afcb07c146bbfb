"""The training page, operated as a learner would; the worker is played by the test."""

import math
import time
from types import SimpleNamespace

import pytest

from resnet_core.data.files import DataStatus
from resnet_core.jobs.outcomes import Outcome
from resnet_core.presets import PRESETS
from tests.drawn import scenes
from ui.words import moment

PAGE = "pages/train.py"


@pytest.fixture
def train(open_page):
    def train(**address):
        return open_page(PAGE, **address)

    return train


@pytest.fixture
def submitted(stage, train):
    """The page after *Train* was pressed."""
    app = train()
    app.button(key="train").click().run()
    assert not app.exception
    return app


def chart(app, title):
    """The option and the alt text of the ECharts figure whose alt text begins so."""
    (found,) = [each.proto for each in app.get("echarts_chart") if each.proto.alt.startswith(title)]
    return found


def test_the_first_sentence_says_what_the_learner_will_find_out(train):
    assert train().markdown[0].value.startswith("Here you find out")


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
    assert app.button(key="repair_groups").label == "Set groups to 4"


def test_without_a_measured_run_the_time_is_unknown_and_the_recording_names_its_machine(train, said):
    text = said(train())
    assert "Time unknown" in text
    assert "Not measured here yet. The recorded run took" in text


def test_after_a_run_the_time_is_forecast_from_it(stage, submitted, train, said):
    stage.start()
    stage.tell(step=100, images_per_second=2000.0, evaluation_images_per_second=10_000.0)
    stage.finish()
    assert "Time about 32 s" in said(train())  # 60,000 / 2,000 and two tests of 10,000 / 10,000


LARGEST = {"preset": "custom", "blocks": "18", "width": "64", "size": "96", "batch": "1024"}


def test_a_training_that_cannot_fit_is_refused_and_one_click_makes_it_fit(stage, train, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda _name: None)
    app = train(**LARGEST)
    assert "and a run may use 8,000 MB here; choose a batch of" in app.error[0].value
    assert app.button(key="train").disabled
    (repair,) = [button for button in app.button if (button.key or "").startswith("repair_")]
    repair.click().run()
    assert not app.error
    assert not app.warning
    app.button(key="train").click().run()
    assert len(stage.lab.runs()) == 1


def test_a_training_that_a_card_may_hold_is_not_refused(train, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    assert not train(**LARGEST).error


def test_the_pictures_that_a_run_will_have_are_said_before_it_starts(train, data, said):
    assert "else on drawn sketches" not in said(train())
    data[0] = DataStatus("damaged", "t10k-labels-idx1-ubyte.gz", "md5")
    assert "if the files can be fetched when it starts, else on drawn sketches" in said(train())


def test_memory_is_split_into_what_it_holds(train, said):
    text = said(train())
    assert "Parameters 311 kB, gradients 311 kB, optimiser 311 kB, activations" in text  # 77,754 float32 numbers


def test_a_run_of_one_step_is_told_at_which_rate_before_it_starts(train, said):
    text = said(train(preset="custom", images="500", batch="1024"))
    assert "multiply-adds a picture, 1 step." in text
    assert "it is taken at the highest rate, 0.1." in text


def test_a_run_that_may_not_fit_is_warned_of(train, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda _name: None)
    app = train(preset="custom", blocks="3", width="16", size="96", batch="512")
    assert any("To be sure, choose a batch of 256" in warning.value for warning in app.warning)
    assert not app.button(key="train").disabled


def test_a_waiting_run_says_how_many_are_before_it_and_when_it_will_start_beside_a_recorded_run(
    stage, submitted, train, said
):
    second, third = (stage.lab.submit("train", PRESETS["quick"].model_dump(mode="json"), name="mine") for _ in range(2))
    assert "Waiting for a worker: next to start" in said(submitted.run())
    assert "1 before it; its start cannot be foretold" in said(train(run=second))
    stage.start()
    stage.tell(step=30, images_per_second=100.0, eta_seconds=1200.0)
    app = train(run=second)
    assert "Waiting: 1 before it (now the training quick, about 20 min left); starts in about 20 min" in said(app)
    assert "2 before it" in said(train(run=third))
    assert "starts in about 30 min" in said(train(run=third))  # 60,000 / 100 s more
    assert chart(app, "Loss").alt.startswith("Loss over the training steps; latest: training 0.")
    assert "What a run looks like" in said(app)


def test_a_worker_that_gets_ready_says_what_it_does_and_how_long_that_usually_takes(
    stage, submitted, said, monkeypatch
):
    now = time.time()
    monkeypatch.setattr(stage.lab, "start_seconds", lambda: 14.0)
    stage.start(state="assigned")
    assert "Starting" in said(submitted.run())
    monkeypatch.setattr(
        "resnet_core.jobs.service.time", SimpleNamespace(time=lambda: now + 6, monotonic=time.monotonic)
    )
    assert "A worker loads PyTorch and the pictures: 6 s so far, usually 14 s here" in said(submitted.run())


def test_a_training_run_shows_its_step_speed_time_device_and_data(stage, submitted, said):
    stage.start()
    stage.tell(step=30, values={"train_loss": 0.75, "train_accuracy": 0.5}, images_per_second=2345.6, eta_seconds=125.0)
    text = said(submitted.run())
    assert "Step 30 of 100" in text
    assert "Pictures a second 2,346" in text
    assert "Time left about 2 min" in text
    assert "Testing Machine (CPU, 1 thread)" in text
    assert "Fashion-MNIST" in text
    assert "Test accuracy not yet" in text


def test_the_live_figures_name_their_latest_values_and_tell_the_curves_apart_without_colour(stage, submitted):
    stage.start()
    stage.tell(step=30, values={"train_loss": 0.75, "train_accuracy": 0.5})
    stage.tell(step=50, values={"test_loss": 0.5, "test_accuracy": 0.8125})
    accuracy = chart(submitted.run(), "Accuracy")
    assert accuracy.alt == "Accuracy over the training steps; latest: training 50, test 81.2"
    assert '"dashed"' in accuracy.spec
    assert '"animation":false' in accuracy.spec.replace(" ", "")


def test_a_stop_is_asked_for_and_told(stage, submitted, said):
    stage.start()
    submitted.run().button(key="stop").click().run()
    assert stage.lab.runs()[0].state == "stopping"
    assert "Stopping - saving your network (up to 5 s)" in said(submitted)
    assert submitted.button(key="stop").disabled


def test_a_stopped_run_can_go_on(stage, submitted):
    stage.start()
    stage.finish(Outcome("stopped", message="Stopped at step 40."))
    submitted.run()
    assert submitted.info[0].value == "Stopped at step 40."
    submitted.button(key="resume").click().run()
    assert stage.lab.runs()[0].state == "queued"


def test_a_finished_run_shows_what_it_confuses_and_offers_its_files(stage, submitted, said):
    stage.start()
    stage.tell(step=100, values={"train_loss": 0.3, "test_loss": 0.3, "test_accuracy": 0.9})
    stage.leave_results()
    stage.finish()
    submitted.run()
    text = said(submitted)
    assert "the network gets 90.0% of the test pictures right" in text
    assert "What to notice" in text
    assert "4 times Shirt was taken for T-shirt/top" in chart(submitted, "Confusion").alt
    assert [each.proto.label for each in submitted.get("download_button")] == [
        "Network and weights (zip)",
        "Curves (CSV)",
    ]
    assert len(submitted.get("image")) == 1


def test_the_trained_weights_are_asked_for_as_onnx(stage, submitted, asked):
    stage.start()
    stage.leave_results()
    stage.finish()
    submitted.run()
    submitted.button(key="run_onnx").click().run()
    run = stage.lab.runs()[0]
    assert asked == [("onnx", {"network": run.config["network"], "weights": f"run:{run.id}"})]


def test_a_diverged_run_keeps_its_curve_and_offers_a_smaller_learning_rate(stage, submitted, said):
    stage.start()
    stage.tell(step=7, values={"train_loss": math.nan})
    stage.finish(Outcome("diverged", "diverged", "The loss was no longer a number at step 7."))
    submitted.run()
    assert submitted.error[0].value == "The loss was no longer a number at step 7."
    assert "stopped being a number near step 7" in said(submitted)
    submitted.button(key="again").click().run()
    assert [run.config["training"]["lr"] for run in stage.lab.runs()] == pytest.approx([0.02, 0.2])


def test_running_out_of_memory_offers_half_the_batch(stage, submitted):
    stage.start()
    stage.finish(Outcome("failed", "memory_limit", "The run needed more than it may."))
    submitted.run()
    assert "Train again with batch 64" in submitted.button(key="again").label
    submitted.button(key="again").click().run()
    assert stage.lab.runs()[0].config["training"]["batch_size"] == 64


def test_the_details_of_a_failure_are_behind_an_expander(stage, submitted):
    stage.start()
    stage.finish(Outcome("failed", "error", "Something in the lab itself went wrong.", "Traceback: x"))
    submitted.run()
    assert submitted.error[0].value == "Something in the lab itself went wrong."
    (details,) = submitted.expander
    assert "Traceback: x" in [code.value for code in details.code]


def test_a_run_that_does_not_exist_is_said_and_there_is_a_way_on(train):
    app = train(run="0" * 32)
    assert "there is no run with this id" in app.error[0].value
    assert app.button(key="set_up").label == "Set up a new run"


def test_the_answer_to_another_pages_question_is_no_training_and_there_is_a_way_on(stage, train):
    asked = stage.lab.ask("three_forms", {})
    app = train(run=asked)
    assert app.error[0].value.startswith(f"run={asked}: must be a training, and this is the answer to a question")
    assert app.button(key="set_up").label == "Set up a new run"


def test_a_run_on_sketches_says_so(stage, submitted, said):
    stage.start(data="sketches")
    assert "drawn sketches, not Fashion-MNIST" in said(submitted.run())
    stage.finish()
    assert "drawn sketches, not Fashion-MNIST" in said(submitted.run())


def test_a_new_tab_with_the_same_address_shows_the_same_run(stage, submitted, train, said):
    stage.start()
    stage.tell(step=30, values={"train_loss": 0.75})
    assert "Step 30 of 100" in said(train(run=stage.run_id()))


def test_a_visitor_sees_a_recorded_run_before_anyone_has_trained(train, said):
    app = train()
    assert chart(app, "Loss").alt.startswith("Loss over the training steps; latest: training 0.")
    assert chart(app, "Confusion")
    assert "The most frequent mistake" in said(app)
    assert "What to notice" in said(app)


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
    assert [newest[0], *newest[3:]] == ["waits", "", "", "Waiting"]
    begun = [moment(view.created) for view in stage.lab.runs()][1:]
    assert rows == [
        ["quick", "4", begun[0], "1 s", "75.0%", "Finished"],
        ["quick", "3", begun[1], "1 s", "81.2%", "Finished"],
    ]


def test_stopped_runs_push_no_finished_one_out_of_the_table(stage, submitted, train):
    stage.start()
    stage.finish()
    for _ in range(60):
        stage.lab.stop(stage.lab.submit("train", PRESETS["quick"].model_dump(mode="json")))
    app = train()
    assert {cells[-1] for cells in run_table(app)} == {"Stopped"}
    app.button(key="more_runs").click().run()
    assert run_table(app)[-1][-1] == "Finished"
    assert not [button for button in app.button if button.key == "more_runs"]
