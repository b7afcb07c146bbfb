"""What the training page says a run will need, and what it offers where a run may not fit."""

from resnet_core import gallery
from resnet_core.jobs import looks
from resnet_core.presets import PRESETS
from ui import numbers
from ui.say import say


def test_without_a_measured_run_the_time_is_a_rough_guess_and_the_recording_names_its_machine(
    train, said, on_processor
):
    text, recorded = said(train()), gallery.load("quick")
    assert say("needs-time-recorded") in text
    assert say("needs-recorded", seconds=recorded.seconds, machine=recorded.machine) in text
    assert numbers.duration(recorded.seconds / 4) in text
    assert numbers.duration(recorded.seconds * 4) in text


def test_where_a_card_may_compute_nothing_recorded_on_a_processor_is_foretold(train, said, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    assert say("needs-time-unknown") in said(train())


def test_after_a_run_the_time_and_the_peak_are_forecast_from_it(stage, submitted, train, said, monkeypatch):
    monkeypatch.setattr(looks, "GAUGE_SECONDS", 0.0)
    stage.start()
    stage.tell(step=100, images_per_second=2000.0, evaluation_images_per_second=10_000.0, peak_mb=1000)
    stage.finish()
    text = said(train())
    most = 1050 * 1e6
    # 60,000 / 2,000, and two tests of 10,000 / 10,000
    assert say("needs", basis="measured", likely=32.0, least=None, most=None, memory=most) in text
    assert say("needs-time-measured", runs=1, least=32 / 1.4, most=32 * 1.4) in text


LARGEST = {"preset": "custom", "blocks": "18", "width": "64", "size": "96", "batch": "1024"}


def repairs(app):
    return [button for button in app.button if (button.key or "").startswith("repair_")]


def test_a_training_that_cannot_fit_is_refused_with_three_ways_each_of_which_fits(stage, train, on_processor):
    refused = train(**LARGEST)
    assert "and a run may use 8,000 MB here; choose a batch of" in refused.error[0].value
    assert refused.button(key="train").disabled
    ways = [button.key for button in repairs(refused)]
    assert len(ways) == 3
    for count, way in enumerate(ways, start=1):
        app = train(**LARGEST)
        app.button(key=way).click().run()
        assert not app.error
        assert not app.warning
        app.button(key="train").click().run()
        assert len(stage.lab.runs()) == count


def test_a_preset_that_cannot_fit_offers_itself_with_lighter_controls(stage, train, on_processor, monkeypatch):
    short = stage.settings.model_copy(update={"memory_limit_mb": 2000})
    monkeypatch.setattr(stage.lab._views, "_settings", short)
    app = train(preset="chapter")
    assert app.warning
    repairs(app)[0].click().run()
    assert not app.warning
    app.button(key="train").click().run()
    network = stage.lab.runs()[0].config["network"]
    assert network["stages"] == PRESETS["chapter"].model_dump(mode="json")["network"]["stages"]


def test_a_training_that_a_card_may_hold_is_not_refused(train, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    assert not train(**LARGEST).error


def test_memory_is_split_into_what_it_holds(train, said):
    parts = numbers.size(4 * 77_754)  # float32
    assert said(train()).count(parts) == 3


def test_a_run_that_may_not_fit_is_warned_of_and_may_be_tried(train, stage, on_processor, said):
    app = train(preset="custom", blocks="3", width="16", size="96", batch="512")
    assert say("needs-may-exceed-memory", memory=8000 * 1e6) in said(app)
    assert len(repairs(app)) == 3
    assert not app.button(key="train").disabled


def test_a_guessed_time_beyond_the_limit_is_warned_of_and_three_ways_surely_keep_it(train, on_processor, said):
    app = train(preset="custom", blocks="9", width="32", epochs="50")
    assert say("needs-may-exceed-time", seconds=4 * 3600.0) in said(app)
    assert len(repairs(app)) == 3
    repairs(app)[0].click().run()
    assert not app.warning


def test_a_finished_run_says_beside_its_forecast_what_it_took_and_held(stage, submitted, said, on_processor):
    stage.start()
    stage.tell(step=100, images_per_second=2000.0, peak_mb=870)
    stage.finish()
    text = said(submitted.run())
    took = stage.lab.took(stage.lab.view(stage.run_id()))
    needs = took.needs
    foretold = {"basis": "recorded", "likely": None, "least": needs.seconds.least, "most": needs.seconds.most}
    memory = {"memory": needs.memory.most * 1e6, "peak": 870 * 1e6}
    assert say("took", **foretold, **memory, seconds=took.seconds) in text
    assert say("took-why", slower=False, why="recorded", others=0) in text
