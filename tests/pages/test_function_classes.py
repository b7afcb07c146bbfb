"""The page on function classes, operated as a learner would."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.experiments.function_classes import best_fit
from resnet_core.probes.growth import Growth, GrowthProbe
from tests.drawn import charts, scenes
from ui.functions import growth_readings as readings
from ui.functions.readings import ALWAYS, NOT_ALWAYS, SHOW

PAGE = "pages/function_classes.py"
QUESTION = "Predict first"


@pytest.fixture
def functions(open_page):
    def functions(**address):
        return open_page(PAGE, **{f"fc.{name}": value for name, value in address.items()})

    return functions


def guess(app: AppTest, answer: str) -> AppTest:
    [question] = [each for each in app.segmented_control if each.label.startswith(QUESTION)]
    return question.set_value(answer).run()


def pictures(app):
    return [scene["svg"] for scene in scenes(app)]


def test_the_first_sentence_says_what_the_learner_will_find_out(functions):
    assert functions().markdown[0].value.startswith("Here you find out")


def test_the_last_thing_is_what_to_notice(functions):
    assert functions().markdown[-1].value.startswith("**What to notice**")


def test_the_error_of_the_chosen_size_is_the_measured_one(functions, said):
    app = functions(k="3")
    assert f"**{best_fit('step and sine', 'equal bins', 3).error:.3g}**" in said(app)
    app.slider(key="fc.k").set_value(2).run()
    assert f"**{best_fit('step and sine', 'equal bins', 2).error:.3g}**" in said(app)


def test_the_error_curve_and_the_sets_wait_for_a_guess(functions, said):
    app = functions()
    assert not pictures(app)
    before = len(charts(app))
    app = guess(app, ALWAYS)
    assert len(charts(app)) == before + 1
    assert len(pictures(app)) == 1
    assert "came out otherwise: some steps were worse" in said(app)


def test_another_family_asks_again_and_the_first_guess_is_kept(functions, said):
    app = guess(functions(), NOT_ALWAYS)
    app.selectbox(key="fc.family").set_value("polynomials").run()
    assert not pictures(app)
    app.selectbox(key="fc.family").set_value("equal bins").run()
    assert "You guessed *not always*, and so it was" in said(app)


@pytest.mark.parametrize(
    ("name", "value"),
    [("family", "bumps"), ("target", "corner"), ("k", "5"), ("points", "60"), ("noise", "0.1"), ("seed", "7")],
)
def test_every_control_changes_a_picture(functions, name, value):
    first = charts(functions())
    assert first == charts(functions())
    assert charts(functions(**{name: value})) != first


@pytest.mark.parametrize("family", ["equal bins", "doubled bins"])
def test_the_same_bins_in_another_order_never_get_worse(functions, said, family):
    app = guess(functions(family=family, k="4"), SHOW)
    assert ("made the fit **worse**" in said(app)) == (family == "equal bins")
    assert ("is **nested**" in said(app)) == (family == "doubled bins")
    assert "You guessed" not in said(app)


def test_a_size_the_family_lacks_is_explained_and_mended_with_one_click(functions):
    app = guess(functions(family="doubled bins", k="5"), SHOW)
    assert "only the sizes 1, 2, 4, 8, 16; the nearest are 4 and 8" in app.error[0].value
    app.button(key="fc_repair_8").click().run()
    assert not app.error
    assert app.slider(key="fc.k").value == 8


def test_values_an_address_cannot_have_fall_back_with_a_notice(functions, said):
    app = functions(family="splines", k="99")
    assert app.selectbox(key="fc.family").value == "equal bins"
    assert app.slider(key="fc.k").value == 2
    assert "fc.family=splines: must be one of equal bins" in said(app)
    assert "fc.k=99: must be a number from 1 to 20" in said(app)


def test_every_figure_has_words_for_those_who_do_not_see_it(functions):
    app = guess(functions(), SHOW)
    assert all(each.proto.alt for each in app.get("echarts_chart"))
    assert 'role="img" aria-label="Sets and the target' in pictures(app)[0]


def test_a_zeroed_residual_block_and_a_plain_identity_alone_leave_the_network_unmoved(functions):
    table = functions().table[0]
    changes = table.value["largest change of an output"]
    assert list(changes[changes == "0.0"].index) == ["residual, last layer zero", "plain, identity"]
    assert len(changes) == 5


def test_the_convolutional_block_opens_with_its_last_layer_at_zero(functions):
    [link, _surgery] = functions().get("page_link")
    assert link.proto.page == "residual_block"
    assert set(link.proto.query_string.split("&")) == {"add.open=true", "add.weights=zeroed"}


def test_the_recorded_growth_is_shown_at_once_with_what_it_says(functions, said):
    measured = gallery.measurements("growth")
    growths = [parse(Growth, entry.answer) for entry in measured.entries]
    app = functions()
    table = app.table[1].value
    assert list(table.index) == [net.put_in for net in growths[0].nets]
    loss = growths[1].nets[0].loss
    assert f"{loss:.7f}" in said(app)
    chart = app.get("echarts_chart")[-1].proto
    assert readings.furthest(growths, further_steps=GrowthProbe().further_steps).replace("*", "") == chart.alt
    assert "to the last digit: **residual, last layer zero**" in said(app)
    assert "it is the identity no more" in said(app)
    assert measured.machine in said(app)


def test_growing_here_queues_a_run_which_shows_its_steps_and_its_own_table(functions, said, stage):
    app = functions(growth_seed="2")
    app.button(key="fc_growth").click().run()
    assert stage.lab.runs() == (), "it is no training of the learner's"
    stage.start(total_steps=900)
    stage.tell(step=40, phase="the small net")
    assert "Step 40 of 900 · the small net" in said(app.run())
    grown = json.dumps(gallery.measurements("growth").entries[2].answer)
    stage.leave("results", "results.json", lambda path: path.write_text(grown))
    stage.finish()
    app.run()
    assert len(app.table) == 3
    assert "seed 2" in said(app)
