"""The landscape page, operated as a learner would."""

import json

import pytest

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.probes.landscape import Landscape, question
from ui.landscape import readings
from ui.landscape.readings import Walks

PAGE = "pages/landscape.py"
SURFACES, MAPS_AND_PROFILE = 2, 3


@pytest.fixture
def landscape(open_page):
    def landscape(**address):
        return open_page(PAGE, **{f"landscape.{name}": value for name, value in address.items()})

    return landscape


def recorded(depth=56, *, norms="running", directions=2, radius=0.5, seed=0):
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


def test_the_first_sentence_says_what_the_learner_will_find_out(landscape):
    assert landscape().markdown[0].value.startswith("Here you find out")


def test_the_last_thing_is_what_to_notice(landscape):
    assert landscape().markdown[-1].value.startswith("**What to notice**")


def test_the_recorded_twins_are_shown_at_once_with_what_their_numbers_say(landscape, said):
    app = landscape()
    assert (len(surfaces(app)), len(charts(app))) == (SURFACES, MAPS_AND_PROFILE)
    walks = Walks(56, tuple(recorded(seed=seed) for seed in range(3)))
    assert readings.verdict(walks) in said(app)
    assert readings.centres(walks, 256) in said(app)
    assert "The same walk with either kind of statistics" in said(app)
    assert gallery.measurements("landscape").machine in said(app)


def test_both_surfaces_stand_on_the_same_scale(landscape):
    one, other = surfaces(landscape())
    assert one["layout"]["scene"]["zaxis"]["range"] == other["layout"]["scene"]["zaxis"]["range"]
    assert one["data"][0]["colorscale"] == other["data"][0]["colorscale"]


@pytest.mark.parametrize(
    ("name", "value"), [("depth", "20"), ("walk", "line"), ("norms", "batch"), ("radius", "1"), ("seed", "2")]
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
    assert readings.verdict(walks) in said(app)
    assert pictures(app) == pictures(landscape(depth="20", norms="batch", seed="1"))


def test_on_a_line_all_recorded_seeds_are_drawn_and_no_surface(landscape, said):
    app = landscape(walk="line", radius="1", seed="3")
    assert (len(surfaces(app)), len(charts(app))) == (0, 1)
    walks = Walks(56, tuple(recorded(directions=1, radius=1.0, seed=seed) for seed in (3, 0, 1, 2, 4)))
    assert readings.verdict(walks) in said(app)
    assert "the other 4 recorded ones" in said(app)


def test_the_numbers_stand_in_a_table(landscape):
    table = landscape(radius="1").table[0].value
    assert list(table.columns) == ["residual 56", "plain 56"]
    assert table.loc["1", "plain 56"] == readings.table(Walks(56, (recorded(radius=1.0),))).loc["1", "plain 56"]


def test_every_picture_has_words_for_those_who_do_not_see_it(landscape):
    app = landscape()
    words = [each.proto.alt for kind in ("plotly_chart", "echarts_chart") for each in app.get(kind)]
    assert len(words) == SURFACES + MAPS_AND_PROFILE
    assert all("in the middle, on average" in each for each in words)


def test_a_walk_that_was_not_recorded_keeps_the_last_one_and_leads_back_to_it(landscape, said):
    app = landscape(radius="2", seed="7")
    assert "Radius 0.5 instead of 2 and Seed of the directions 0 instead of 7" in said(app)
    assert pictures(app) == pictures(landscape())
    app.button(key="landscape_back").click().run()
    assert "Below stands another setting" not in said(app)
    assert app.segmented_control(key="landscape.radius").value == 0.5


def test_the_recorded_radii_and_seeds_stand_under_their_controls(landscape, said):
    text = said(landscape())
    assert "Recorded: 0.5 and 1" in text
    assert "Recorded: 0 to 2" in text
    assert "Recorded: 0 to 4" in said(landscape(walk="line"))


def test_a_walk_measured_here_shows_its_steps_and_stands_beside_the_recorded_ones(landscape, said, stage):
    app = landscape(depth="20", walk="line", seed="7")
    assert "landscape" not in [button.key for button in app.button], "a moment needs no press"
    stage.start(total_steps=82)
    stage.tell(step=40, phase="points of the grids")
    assert "Step 40 of 82 · points of the grids" in said(app.run())
    answer = recorded(20, directions=1, seed=1).model_dump_json()
    stage.leave("results", "results.json", lambda path: path.write_text(answer))
    stage.finish()
    app.run()
    assert len(charts(app)) == 1
    assert "with each of 6 seeds" in said(app)
    assert "Measured on this machine." in said(app)


def test_values_an_address_cannot_have_fall_back_with_a_notice(landscape, said):
    app = landscape(depth="110", norms="layer")
    assert "landscape.depth=110: must be one of 56, 20" in said(app)
    assert "landscape.norms=layer: must be one of running, batch" in said(app)
    assert pictures(app) == pictures(landscape())
