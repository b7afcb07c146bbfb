"""The page on what came before and after, operated as a learner would."""

import json

import pytest

from resnet_core.studies.elsewhere import findings
from tests.pages.predictions import lock
from ui.before_and_after import answers, sections
from ui.before_and_after.history import DESIGNS
from ui.predict import JUST_SHOW
from ui.say import say

PAGE = "pages/before_and_after.py"
KEY = sections.PREDICTION.key


@pytest.fixture
def page(open_page):
    return lambda **address: open_page(PAGE, **{f"after.{name}": value for name, value in address.items()})


def curves(app, place=0):
    return [line["name"] for line in json.loads(app.get("echarts_chart")[place].proto.spec)["series"]]


def test_all_designs_are_there_at_once(page):
    [figure] = [each for each in page().get("bidi_component") if "designs" in each.proto.json]
    drawn = json.loads(figure.proto.json)["designs"]
    assert [design["title"] for design in drawn] == [design.title for design in DESIGNS]


def test_nets_without_shortcuts_appear_in_the_chart_once_a_prediction_is_made(page, said, stage):
    app = page()
    assert len(curves(app)) == 2
    assert sections.pairs(sections.asked_about())[0] not in said(app)
    app = lock(app, KEY, "same")
    assert len(curves(app)) == 4
    assert sections.pairs(sections.asked_about())[0] in said(app)
    kept, bare = sections.asked_about().pair("pre")
    came, course = findings.without(kept, bare), findings.passage(bare).course
    assert sections.PREDICTION.label(came) in said(app)
    assert say("after-predict.refutes", without=came, course=course) in said(app)
    assert stage.lab.runs() == ()


@pytest.mark.parametrize(("kind", "layers"), [("mlp", 4), ("mlp", 24), ("transformer", 12)])
def test_every_choice_is_recorded_and_says_what_it_found(page, said, kind, layers):
    app = lock(page(kind=kind, layers=layers), KEY, JUST_SHOW)
    nets = answers.four(kind, layers)
    assert all(len(runs.answers) == 3 for runs in nets)
    for sentence in (*sections.pairs(nets), *sections.arrivals(nets)):
        assert sentence in said(app)


def test_the_gradient_can_be_followed_in_place_of_the_likeness(page, said):
    app = page(measure="gradient")
    assert json.loads(app.get("echarts_chart")[1].proto.spec)["yAxis"]["type"] == "log"


def test_a_thing_to_try_sets_the_page(page):
    app = page()
    app.button(key="try_after-try-shallow").click().run()
    assert app.session_state["after.layers"] in (4, "4")


def test_the_table_has_every_net_of_the_kind_and_the_warmed_ones(page):
    rows = page(kind="mlp").dataframe[0].value
    assert len(rows) == 3 * 4 + 1
    assert rows[say("after-table.cosine")].between(0, 1).all()


def test_an_address_that_says_nothing_of_a_choice_shows_its_default(open_page):
    assert not open_page("pages/before_and_after.py", **{"after.kind": ""}).exception


def test_a_value_without_end_is_refused_in_a_sentence_that_has_one(open_page):
    app = open_page("pages/shattering.py", **{"shattering.depth": "x" * 100_000})
    assert all(len(warning.value) < 1000 for warning in app.warning)
