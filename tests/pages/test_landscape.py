"""The landscape page, operated as a learner would."""

import json
from typing import Any

import pytest

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.studies.landscape import findings
from resnet_core.studies.landscape.findings import Walks
from resnet_core.studies.landscape.question import Landscape, question
from resnet_core.wording import message
from tests.drawn import steps_told
from tests.pages.predictions import lock
from ui.landscape import figures
from ui.landscape.controls import DEPTH, NORMS, PREDICTION, RADIUS, SEED, TRIES
from ui.landscape.sentences import Speaker
from ui.predict import JUST_SHOW
from ui.say import say

PAGE = "pages/landscape.py"
SURFACES, MAPS_AND_PROFILE = 2, 3


@pytest.fixture
def landscape(open_page):
    def landscape(kept=f"g:{PREDICTION.key}~{JUST_SHOW}", **address):
        return open_page(PAGE, kept=kept, **{f"landscape.{name}": value for name, value in address.items()})

    return landscape


def recorded(depth=56, *, norms="running", directions=2, radius=1, seed=0):
    answer = gallery.measurements("landscape").answer(
        question(depth, norms=norms, directions=directions, radius=radius, seed=seed)
    )
    assert answer is not None
    return parse(Landscape, answer)


def surfaces(app):
    return [json.loads(each.proto.spec) for each in app.get("plotly_chart")]


def charts(app):
    return app.get("echarts_chart")


def pictures(app):
    return [each.proto.SerializeToString() for kind in ("plotly_chart", "echarts_chart") for each in app.get(kind)]


def test_the_plain_ground_waits_for_a_prediction_in_its_own_place(landscape, said):
    app = landscape(kept="")
    assert (len(surfaces(app)), len(charts(app))) == (1, 0)
    app = lock(app, PREDICTION.key, "residual")
    assert (len(surfaces(app)), len(charts(app))) == (SURFACES, MAPS_AND_PROFILE)
    assert say("landscape-predict.refutes") in said(app)


@pytest.mark.parametrize("tried", TRIES, ids=lambda tried: tried.message)
def test_each_try_sets_a_recorded_state(landscape, tried):
    app = landscape().button(key=f"try_{tried.message}").click().run()
    assert not app.exception
    assert len(surfaces(app)) == SURFACES
    assert not [button for button in app.button if button.key == "landscape_back"]


def test_the_recorded_twins_are_shown_at_once_with_what_their_numbers_say(landscape, said):
    app = landscape()
    assert (len(surfaces(app)), len(charts(app))) == (SURFACES, MAPS_AND_PROFILE)
    walks = Walks(56, tuple(recorded(seed=seed) for seed in range(3)))
    assert Speaker(walks).verdict() in said(app)
    assert Speaker(walks).centres(256) in said(app)
    both: Any = {norms: Walks(56, (recorded(norms=norms),)) for norms in ("running", "batch")}
    assert Speaker(walks).modes(findings.modes(both)) in said(app)
    assert gallery.measurements("landscape").machine in said(app)


def test_both_surfaces_stand_on_the_same_scale(landscape):
    one, other = surfaces(landscape())
    assert one["layout"]["scene"]["zaxis"]["range"] == other["layout"]["scene"]["zaxis"]["range"]
    assert one["data"][0]["colorscale"] == other["data"][0]["colorscale"]


@pytest.mark.parametrize(
    ("name", "value"), [("depth", "20"), ("walk", "line"), ("norms", "batch"), ("radius", "0.5"), ("seed", "2")]
)
def test_every_control_changes_the_pictures(landscape, name, value):
    app = landscape()
    first = pictures(app)
    assert first == pictures(landscape())
    assert pictures(landscape(**{name: value})) != first


def test_the_controls_lead_where_their_addresses_do(landscape, said):
    app = landscape()
    controls = {each.key: each for each in app.segmented_control}
    controls["landscape.depth"].set_value(20)
    controls["landscape.norms"].set_value("batch")
    app.slider(key="landscape.seed").set_value(1).run()
    walks = Walks(20, tuple(recorded(20, norms="batch", seed=seed) for seed in (1, 0, 2)))
    assert Speaker(walks).verdict() in said(app)
    assert pictures(app) == pictures(landscape(depth="20", norms="batch", seed="1"))


def test_on_a_line_all_recorded_seeds_are_drawn_and_no_surface(landscape, said):
    app = landscape(walk="line", radius="1", seed="3")
    assert (len(surfaces(app)), len(charts(app))) == (0, 1)
    walks = Walks(56, tuple(recorded(directions=1, radius=1.0, seed=seed) for seed in (3, 0, 1, 2, 4)))
    assert Speaker(walks).verdict() in said(app)
    assert say("landscape-strong", others=4, **figures.SCALE) in said(app)


def test_the_numbers_stand_in_a_table(landscape):
    table = landscape(radius="1").table[0].value
    expected = figures.ring_table(Walks(56, (recorded(radius=1.0),)))
    assert list(table.columns) == list(expected.columns)
    assert list(table.loc["1"]) == list(expected.loc["1"])


def test_every_picture_has_words_for_those_who_do_not_see_it(landscape):
    app = landscape()
    words = [each.proto.alt for kind in ("plotly_chart", "echarts_chart") for each in app.get(kind)]
    assert len(words) == SURFACES + MAPS_AND_PROFILE
    names = figures.names(Walks(56, ()))
    assert all(any(name in text for name in names) for text in words)


def test_a_walk_that_was_not_recorded_keeps_the_last_one_and_leads_back_to_it(landscape):
    app = landscape(radius="2", seed="7")
    changed = [
        say("section-changed", field=field.label, shown=shown, chosen=chosen)
        for field, shown, chosen in ((RADIUS, "1", "2"), (SEED, "0", "7"))
    ]
    assert [info.value for info in app.info] == [say("section-other", changed=changed, count=2)]
    assert pictures(app) == pictures(landscape())
    app.button(key="landscape_back").click().run()
    assert not app.info
    assert app.segmented_control(key="landscape.radius").value == 1


def test_the_recorded_radii_and_seeds_stand_under_their_controls(landscape, said):
    text = said(landscape())
    assert say("section-recorded", options=["0.5", "1"], count=2) in text
    assert seeds_to("2") in text
    assert seeds_to("4") in said(landscape(walk="line"))


def seeds_to(last):
    return say("section-recorded", options=[say("section-span", first="0", last=last)], count=1)


def test_a_walk_measured_here_shows_its_steps_and_stands_beside_the_recorded_ones(landscape, said, stage):
    app = landscape(depth="20", walk="line", seed="7")
    assert "ask_landscape" not in [button.key for button in app.button], "a moment needs no press"
    stage.start(total_steps=82)
    stage.tell(step=40, phase=message("phase-grid-points"))
    assert steps_told(app.run()) == [(40, 82)]
    answer = recorded(20, directions=1, seed=1).model_dump_json()
    stage.leave("results", "results.json", lambda path: path.write_text(answer))
    stage.finish()
    app.run()
    assert len(charts(app)) == 1
    assert say("landscape-agreed", seeds=6) in said(app)


def test_values_an_address_cannot_have_fall_back_with_a_notice(landscape, said):
    app = landscape(depth="110", norms="layer")
    for field, value in ((DEPTH, "110"), (NORMS, "layer")):
        refused = {"rule": field.rule, "default": field.said(field.default)}
        assert say("field-refused", key=field.key, value=value, **refused) in said(app)
    assert pictures(app) == pictures(landscape())
