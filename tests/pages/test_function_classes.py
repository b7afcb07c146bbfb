"""The page on function classes, operated as a learner would."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.studies.function_classes.findings import ALWAYS, NOT_ALWAYS
from resnet_core.studies.function_classes.measure import best_fit
from resnet_core.studies.growth.question import Growth
from resnet_core.wording import message
from tests.drawn import charts, scenes
from tests.pages.predictions import lock
from tests.pages.test_words import NAMES
from tests.pages.words import english, texts
from ui import language, pseudo
from ui.functions import answers, sections
from ui.functions.controls import FAMILY, PREDICTION
from ui.functions.growth import label
from ui.predict import JUST_SHOW
from ui.say import say

PAGE = "pages/function_classes.py"


@pytest.fixture
def functions(open_page):
    def functions(**address):
        return open_page(PAGE, **{f"fc.{name}": value for name, value in address.items()})

    return functions


REPLIES = (":material/lightbulb:", ":material/check:")


def guess(app: AppTest, option: str) -> AppTest:
    return lock(app, PREDICTION.key, option)


def reply(app: AppTest) -> list[str]:
    return [told.value for told in (*app.info, *app.success) if told.icon in REPLIES]


def pictures(app):
    return [scene["pictures"][scene["at"]]["svg"] for scene in scenes(app)]


def dial(app):
    """What the figure's slider was given, if it has one."""
    [scene] = scenes(app)
    return scene["dials"]


def test_the_error_of_the_chosen_size_is_the_measured_one(functions, said):
    for size in (2, 3):
        app = functions(k=str(size))
        assert f"**{best_fit('step_and_sine', 'equal_bins', size).error:.3g}**" in said(app)


def test_after_a_prediction_the_figure_has_the_picture_of_every_size(functions):
    assert dial(functions(k="3")) == []
    app = guess(functions(k="3"), JUST_SHOW)
    [size] = dial(app)
    assert size["options"][size["at"]] == "3"
    [scene] = scenes(app)
    drawn = [picture["svg"] for picture in scene["pictures"]]
    assert len(drawn) == len(set(drawn)) == len(size["options"])
    assert all('class="set' in svg and 'chosen"' in svg for svg in drawn)


def test_a_lesson_can_leave_out_the_slider_of_the_size(open_page):
    app = guess(open_page(PAGE, **{"fc.k": "4"}, hide="fc.k"), JUST_SHOW)
    assert dial(app) == []
    assert scenes(app)[0]["at"] == 3


def regions(app):
    """How many sets are drawn."""
    return pictures(app)[0].count('<path class="set')


def test_before_a_prediction_one_set_is_drawn_and_then_its_followers(functions):
    app = functions()
    assert regions(app) == 1
    app = guess(app, ALWAYS)
    assert regions(app) > 1
    verdict = sections.asked_verdict()
    assert verdict.came == NOT_ALWAYS, "else the page needs another refutation"
    [told] = reply(app)
    assert say("fc-predict.refutes", **sections.asked_facts()) in told


def test_one_prediction_holds_for_every_family(functions):
    app = guess(functions(), NOT_ALWAYS)
    before = pictures(app)
    app.selectbox(key="fc.family").set_value("polynomials").run()
    assert pictures(app) != before
    assert regions(app) > 1
    assert len(reply(app)) == 1


def test_a_try_sets_family_target_and_size(functions):
    app = functions(family="bumps")
    app.button(key="try_fc-try-steps").click().run()
    held = [app.selectbox(key="fc.family").value, app.selectbox(key="fc.target").value, app.session_state["fc.k"]]
    assert held == ["equal_bins", "three_steps", 4]


def test_every_question_is_answered_at_the_end(functions):
    labels = [expander.label for expander in functions().expander]
    for asked in answers.asked():
        assert say(asked.message, asked.finding, **asked.values) in labels


@pytest.mark.parametrize(
    ("family", "target"), [("equal bins", "three steps"), ("equal_bins", "three_steps"), ("Fourier series", "hill")]
)
def test_the_address_takes_codes_and_the_words_of_earlier_versions(functions, family, target):
    app = functions(family=family, target=target)
    assert app.selectbox(key="fc.family").value == FAMILY.read(family)
    assert app.selectbox(key="fc.target").value == target.replace(" ", "_")
    assert not app.warning


@pytest.mark.parametrize(
    ("name", "value"),
    [("family", "bumps"), ("target", "corner"), ("k", "5"), ("points", "60"), ("noise", "0.1"), ("seed", "7")],
)
def test_every_control_changes_a_picture(functions, name, value):
    first = charts(functions())
    assert first == charts(functions())
    assert charts(functions(**{name: value})) != first


def test_who_only_looks_is_not_judged(functions):
    app = guess(functions(), JUST_SHOW)
    assert len(pictures(app)) == 1
    assert not reply(app)


@pytest.mark.parametrize("family", ["equal_bins", "doubled_bins"])
def test_what_stands_behind_the_guess_speaks_the_language_of_the_session(functions, monkeypatch, family):
    monkeypatch.setattr(language, "current", lambda: pseudo.LANGUAGE)
    app = functions(family=family)
    app = guess(app, ALWAYS)
    assert len(pictures(app)) == 1
    assert [(text[:80], words) for text in texts(app) if (words := english(text, NAMES))] == []


def test_a_size_the_family_lacks_is_explained_and_mended_with_one_click(functions):
    app = guess(functions(family="doubled_bins", k="5"), JUST_SHOW)
    assert "4 and 8" in app.error[0].value
    app.button(key="fc_repair_8").click().run()
    assert not app.error
    assert app.session_state["fc.k"] == 8


def test_values_an_address_cannot_have_fall_back_with_a_notice(functions, said):
    app = functions(family="splines", k="99")
    assert app.selectbox(key="fc.family").value == "equal_bins"
    assert app.session_state["fc.k"] == 2
    assert "fc.family=splines" in said(app)
    assert "fc.k=99" in said(app)


def test_every_figure_has_words_for_those_who_do_not_see_it(functions):
    app = guess(functions(), JUST_SHOW)
    assert all(chart.proto.alt for chart in app.get("echarts_chart"))
    assert 'role="img" aria-label="' in pictures(app)[0]


def test_a_zeroed_residual_block_and_a_plain_identity_alone_leave_the_network_unmoved(functions):
    table = functions().table[0]
    changes = table.value[say("fc-insertion-table.change")]
    unmoved = [say("fc-insertion", block=block) for block in ("residual_zero", "plain_identity")]
    assert list(changes[changes == "0"].index) == unmoved
    assert len(changes) == 5


def test_the_convolutional_block_opens_with_its_last_layer_at_zero(functions):
    [link, _surgery, *_neighbours] = functions().get("page_link")
    assert link.proto.page == "residual_block"
    assert set(link.proto.query_string.split("&")) == {"add.open=true", "add.weights=zeroed"}


def test_the_recorded_growth_is_shown_at_once_with_what_it_says(functions, said):
    measured = gallery.measurements("growth")
    growths = [parse(Growth, entry.answer) for entry in measured.entries]
    app = functions()
    table = app.table[1].value
    assert list(table.index) == [label(net.put_in) for net in growths[0].nets]
    loss = growths[1].nets[0].loss
    assert f"{loss:.7f}" in said(app)
    [chart] = [each.proto for each in app.get("echarts_chart") if each.proto.id.endswith("fc_growth_recorded")]
    assert chart.alt in said(app).replace("*", "")
    assert measured.machine in said(app)


def test_growing_here_queues_a_run_which_shows_its_steps_and_its_own_table(functions, said, stage):
    app = functions(growth_seed="2")
    app.button(key="ask_fc_growth").click().run()
    assert stage.lab.runs() == (), "it is no training of the learner's"
    stage.start(total_steps=900)
    stage.tell(step=40, phase=message("phase-small-net"))
    assert "Step 40 of 900 · the small network" in said(app.run())
    grown = json.dumps(gallery.measurements("growth").entries[2].answer)
    stage.leave("results", "results.json", lambda path: path.write_text(grown))
    stage.finish()
    app.run()
    assert len(app.table) == 3
    assert "seed 2" in said(app)
