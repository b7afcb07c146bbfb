"""The lesson on training: the recorded run, what is seen of a run while it trains, and the ways on from there."""

import json

import numpy as np

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.studies.predictions.question import Predictions
from resnet_core.training import moments
from tests.pages.predictions import lock
from ui.say import say
from ui.train import first_minute, onwards

PAGE = "pages/train.py"


def drawn(app, key):
    """The ECharts figures whose key ends so."""
    return [each.proto for each in app.get("echarts_chart") if each.proto.id.endswith(key)]


def garments_of(app):
    """What the browser is given of the garments on the page."""
    sketches = [json.loads(each.proto.json) for each in app.get("bidi_component") if each.proto.json]
    return next(sketch for sketch in sketches if "garments" in sketch)


def test_before_a_prediction_the_garments_are_named_by_the_untrained_network(train):
    app = train()
    assert [moment["step"] for moment in garments_of(app)["moments"]] == [0]
    assert not drawn(app, "recorded_quick_loss")


def test_after_a_prediction_the_recorded_run_is_shown_beside_its_curves(train, said):
    app = lock(train(), first_minute.PREDICTION.key, first_minute.LATER)
    found = first_minute.facts(gallery.load("quick"))
    assert [moment["step"] for moment in garments_of(app)["moments"]][-1] == found.steps
    assert drawn(app, "recorded_quick_loss")[0].alt
    assert first_minute.came(found) != first_minute.LATER, "else the page needs another refutation"
    assert say("train-predict.refutes") in said(app)


def test_the_garments_were_watched_in_the_recorded_run_itself(train):
    confusion = gallery.load("quick").results["confusion"]
    watched = moments.read(gallery.attachment("quick", moments.FILE))
    assert {seen.step for seen in watched.moments} == moments.looks(sum(map(sum, confusion)) // 10_000 * 469)
    assert {garment.label for garment in watched.garments} == set(range(len(confusion)))
    recorded = parse(Predictions, gallery.measurements("predictions").entries[0].answer)
    for garment, shares in zip(watched.garments, watched.moments[-1].shares, strict=True):
        assert np.abs(np.array(recorded.shares[garment.number]) / 100 - shares).max() <= 1


def test_a_visitor_sees_a_recorded_run_before_anyone_has_trained(train, said):
    app = train()
    assert garments_of(app)["garments"]
    assert drawn(app, "recorded_quick_confusion")[0].alt
    assert say("train-mistakes") in said(app)


def test_a_finished_run_is_carried_along_to_the_pages_that_can_take_it(stage, submitted):
    stage.start()
    stage.tell(step=100, values={"train_loss": 0.3, "test_loss": 0.3, "test_accuracy": 0.9})
    stage.finish()
    submitted.run()
    run = stage.lab.runs()[0].id
    links = {link.proto.page: link.proto.query_string for link in submitted.get("page_link")}
    assert f"surgery.net={run[:8]}" in links["surgery"]
    assert f"sal.net={run[:8]}" in links["saliency"]
    assert "race.depth=8" in links["plain_vs_residual"]
    submitted.button(key="seed").click().run()
    newest, first = stage.lab.runs()
    assert (newest.config["training"]["seed"], first.config["training"]["seed"]) == (1, 0)
    assert onwards.with_seed(first.config, 1) == newest.config


def test_a_run_shows_the_garments_that_were_seen_so_far(stage, submitted):
    stage.start()
    stage.tell(step=30, values={"train_loss": 0.75, "train_accuracy": 0.5})
    seen = (gallery.GALLERY / "quick" / moments.FILE).read_text()
    stage.leave("watched", moments.FILE, lambda path: path.write_text(seen))
    told = garments_of(submitted.run())
    assert told["live"]
    assert len(told["moments"]) == len(json.loads(seen)["moments"])
