"""The panel over what the study really returns, and its maps."""

from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from resnet_core.config import BlockConfig, DataConfig, parse
from resnet_core.data.files import DataStatus
from resnet_core.data.images import load
from resnet_core.jobs.looks import KINDS
from resnet_core.studies.addition.measure import open_addition
from resnet_core.studies.addition.question import AdditionQuestion
from ui import answers, services
from ui.block import addition as addition_panel
from ui.block.addition import question_for
from ui.block.addition_maps import BLUE, ORANGE, WHITE, coloured, scale_of, sheet
from ui.fields import values
from ui.say import say


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return load(DataConfig(source="sketches", train_images=10, test_images=110), tmp_path_factory.mktemp("none"))


@pytest.fixture
def asked(monkeypatch, dataset):
    """Answers the panel's questions at once, with the experiment itself, and keeps them."""
    asked = []

    def answer(kind, config):
        asked.append(config)
        return answers.Answer(open_addition(parse(AdditionQuestion, config), dataset).model_dump(), "here", "run")

    monkeypatch.setattr(answers, "ask", answer)
    monkeypatch.setattr(services, "data_status", lambda: DataStatus("absent"))
    return asked


def page():
    import streamlit as st

    from resnet_core.config import BlockConfig
    from ui.block import addition as addition_panel

    shortcut = st.session_state.get("shortcut", "identity")
    addition_panel.draw_controls()
    addition_panel.show(BlockConfig(in_channels=4, out_channels=4, shortcut=shortcut), 14)


@pytest.fixture
def app(asked):
    return AppTest.from_function(page)


def said(app):
    assert not app.exception, [error.message for error in app.exception]
    texts = [element.value for kind in ("markdown", "caption", "info") for element in getattr(app, kind)]
    return " ".join([*texts, *(f"{metric.label} {metric.value}" for metric in app.metric)])


def test_nothing_is_computed_while_it_is_closed(app, asked):
    app.query_params["add.open"] = "false"
    app.run()
    assert not app.exception
    assert not asked
    assert not app.get("image")


def test_random_weights_show_the_picture_and_four_sheets_of_maps(app, asked):
    assert said(app.run())
    assert len(app.get("image")) == 5
    assert asked[0]["block"]["in_channels"] == 4


def test_zeroed_weights_show_the_exact_difference(app):
    app.query_params["add.weights"] = "zeroed"
    text = said(app.run())
    assert "**0**" in text
    assert f"{4 * 14 * 14}" in text


def test_the_trained_net_has_a_block_to_choose_and_does_not_ask_for_the_learners_own(app, asked):
    app.query_params["add.weights"] = "trained"
    app.query_params["add.block"] = "2"
    assert say("block-addition-x", identity=False) in said(app.run())
    assert asked == [{"weights": "trained", "picture": 0, "data": "sketches", "number": 2}]


def test_a_block_without_a_shortcut_is_told_before_anything_is_asked(app, asked):
    app.session_state["shortcut"] = "none"
    assert say("block-addition-none") in said(app.run())
    assert not asked


def test_every_question_of_the_panel_is_one_the_lab_takes(monkeypatch):
    monkeypatch.setattr(services, "data_status", lambda: DataStatus("ready"))
    held = values(addition_panel.FIELDS)
    for weights in addition_panel.WEIGHTS.options:
        parse(KINDS["addition"], question_for(held | {"add.weights": weights}, BlockConfig(), 28))


def test_zero_is_white_and_the_ends_are_the_full_colours():
    colours = coloured(np.array([[-2.0, 0.0, 2.0, 9.0]]), 2.0)
    assert colours[0].tolist() == [BLUE.tolist(), WHITE.tolist(), ORANGE.tolist(), ORANGE.tolist()]


def test_maps_share_their_scale_and_stand_in_two_columns():
    maps: Any = {"x": np.zeros((3, 5, 5)), "f": np.full((3, 5, 5), -4.0)}
    assert scale_of(maps) == 4.0
    assert scale_of({"x": maps["x"]}) == 1.0
    assert sheet(list(maps["f"]), 4.0).shape == (2 * 5 * 24 + 1, 2 * 5 * 24 + 1, 3)
