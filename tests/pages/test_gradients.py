"""The page on gradients, operated as a learner would."""

import json

import pytest

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.probes.gradients import AT_ONCE, IN_TRAINING, Gradients, GradientsProbe
from resnet_core.probes.nets import SmallNet
from tests.drawn import charts
from ui.gradients import sizes
from ui.words import measured

PAGE = "pages/gradients.py"
PLAIN56 = SmallNet(depth=56, shortcut="none")


@pytest.fixture
def page(open_page):
    def page(**address):
        return open_page(PAGE, **{f"gradients.{name}": value for name, value in address.items()})

    return page


def recorded(net, seed=0):
    found = gallery.measurements("gradients").answer(GradientsProbe(net=net, seed=seed))
    assert found is not None
    return parse(Gradients, found)


@pytest.fixture
def answer(stage):
    """A worker measures the net that waits: it finds what was recorded for a residual net of 56 layers."""

    def answer(*, quick):
        stage.start(total_steps=10, probes=quick)
        view = stage.lab.view(stage.claim.run_id)
        asked = parse(GradientsProbe, view.config)
        found = recorded(SmallNet(depth=56))
        looks = tuple(look for look in found.snapshots if look.step in asked.after)
        left = found.model_copy(update={"snapshots": looks}).model_dump_json()
        stage.leave("results", "results.json", lambda path: path.write_text(left))
        stage.finish()
        return view.kind, asked

    return answer


def test_the_first_sentence_says_what_the_learner_will_find_out(page):
    assert page().markdown[0].value.startswith("Here you find out")


def test_the_last_thing_is_what_to_notice(page):
    assert page().markdown[-1].value.startswith("**What to notice**")


def test_recorded_gradients_are_there_at_once_with_what_they_say(page, said, stage):
    app = page()
    ratio = sizes.ratio(recorded(PLAIN56), 0)
    assert ratio is not None
    assert f"**{measured(ratio)} times** larger" in said(app)
    assert gallery.measurements("gradients").machine in said(app)
    assert {"gradients_depth", "gradients_ratio"} <= charts(app).keys()
    assert stage.lab.runs() == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("when", "after 1 step"),
        ("measure", "length of the weights"),
        ("measure", "gradient of the blocks' outputs"),
        ("seed", "2"),
        ("nets", "2"),
        ("1.depth", "20"),
        ("1.shortcut", "zero-pad"),
        ("1.norm", "false"),
        ("2.zero_init", "true"),
    ],
)
def test_every_control_changes_the_picture(page, name, value):
    first = charts(page())
    assert first == charts(page())
    assert charts(page(**{name: value}))["gradients_depth"] != first["gradients_depth"]


def test_the_slider_moves_the_look_and_its_sentences(page, said):
    app = page()
    app.select_slider(key="gradients.when").set_value("after 30 steps").run()
    ratio = sizes.ratio(recorded(PLAIN56), 30)
    assert ratio is not None
    assert f"**{measured(1 / ratio)} times** smaller" in said(app)
    assert "Going back through the blocks, after 30 steps, the signal" in said(app)


def test_a_net_that_was_not_recorded_is_measured_at_once(page, said, answer):
    app = page(**{"nets": "2", "1.init": "xavier"})
    assert "plain 56, xavier start" not in said(app)
    kind, asked = answer(quick=True)
    assert (kind, asked.after) == ("first_gradients", AT_ONCE)
    assert asked.net == PLAIN56.model_copy(update={"init": "xavier"})
    app.run()
    assert "**plain 56, xavier start**" in said(app)
    assert "Measured on this machine." in said(app)


def test_a_later_look_at_such_a_net_takes_a_moment_and_waits_for_a_worker(page, said, answer):
    app = page(**{"1.init": "xavier", "when": "after 100 steps"})
    assert "was not recorded so far into its training" in said(app)
    assert "**residual 56**" in said(app), "the recorded nets are drawn meanwhile"
    kind, asked = answer(quick=False)
    assert (kind, asked.after) == ("gradients", IN_TRAINING)
    app.run()
    assert "**plain 56, xavier start**" in said(app)


def test_a_plain_net_that_would_start_at_zero_is_refused_and_mended(page, said):
    app = page(**{"1.zero_init": "true"})
    assert "blocks that output nothing" in app.error[0].value
    assert "**residual 56**" in said(app)
    app.button(key="gradients.1.zero_init_repair").click().run()
    assert not app.error
    assert "**plain 56**" in said(app)


def test_values_an_address_cannot_have_fall_back_with_a_notice(page, said):
    app = page(**{"when": "after 7 steps", "1.depth": "21"})
    assert app.select_slider(key="gradients.when").value == "at the start"
    assert "gradients.when=after 7 steps: must be one of at the start" in said(app)
    assert "gradients.1.depth=21: must be one of 8, 14" in said(app)


def test_every_figure_has_words_for_those_who_do_not_see_it(page):
    assert all(each.proto.alt for each in page().get("echarts_chart"))


def test_ten_recorded_nets_are_compared_over_three_seeds(page):
    table = page().table[0].value
    assert len(table) == 10
    assert set(table["runs"]) == {"3"}
    assert table.loc["residual 56, zero start", "first block"] == "0"


def test_without_a_gallery_everything_is_measured_here(page, said, monkeypatch):
    monkeypatch.setattr("ui.gradients.answers._recorded", lambda *_asked: None)
    monkeypatch.setattr("ui.gradients.answers.recorded", tuple)
    app = page()
    assert not app.exception
    assert len([each for each in app.button if each.label == "Stop"]) == 3
    assert not app.table


def test_sketches_are_called_by_their_name(page, said, stage):
    app = page(**{"nets": "1", "1.init": "torch"})
    stage.start(probes=True)
    sketched = recorded(PLAIN56).model_copy(update={"data": "sketches"})
    stage.leave("results", "results.json", lambda path: path.write_text(json.dumps(sketched.model_dump(mode="json"))))
    stage.finish()
    assert "drawn sketches, not Fashion-MNIST" in said(app.run())
