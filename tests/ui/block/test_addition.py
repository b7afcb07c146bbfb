"""The panel over what the experiment really returns, and its sentences."""

from dataclasses import asdict

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from resnet_core.config import BlockConfig, DataConfig, parse
from resnet_core.data.files import DataStatus
from resnet_core.data.images import load
from resnet_core.experiments.addition import open_addition
from resnet_core.jobs.service import KINDS
from resnet_core.probes.addition import AdditionProbe
from ui import probe, services
from ui.block import addition as addition_panel
from ui.block.addition import captions, measures, question, reading
from ui.block.addition_maps import BLUE, ORANGE, WHITE, coloured, scale_of, sheet
from ui.fields import values


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return load(DataConfig(source="sketches", train_images=10, test_images=110), tmp_path_factory.mktemp("none"))


@pytest.fixture
def asked(monkeypatch, dataset):
    """Answers the panel's questions at once, with the experiment itself, and keeps them."""
    asked = []

    def answer(kind, config):
        asked.append(config)
        return probe.Answer("run", asdict(open_addition(parse(AdditionProbe, config), dataset)))

    monkeypatch.setattr(probe, "answer", answer)
    monkeypatch.setattr(services, "data_status", lambda: DataStatus("absent"))
    return asked


def page():
    import streamlit as st

    from resnet_core.config import BlockConfig
    from ui.block import addition as addition_panel

    shortcut = st.session_state.get("shortcut", "identity")
    addition_panel.show(BlockConfig(in_channels=4, out_channels=4, shortcut=shortcut), 14)


@pytest.fixture
def app(asked):
    app = AppTest.from_function(page)
    app.query_params["add.open"] = "true"
    return app


def said(app):
    assert not app.exception, [error.message for error in app.exception]
    texts = [element.value for kind in ("markdown", "caption", "info") for element in getattr(app, kind)]
    return " ".join([*texts, *(f"{metric.label} {metric.value}" for metric in app.metric)])


def test_nothing_is_computed_before_the_section_is_opened(asked):
    app = AppTest.from_function(page).run()
    assert not app.exception
    assert not asked
    assert [toggle.label for toggle in app.toggle] == ["Open the addition"]


def test_random_weights_show_five_pictures_and_four_measures(app, asked):
    text = said(app.run())
    assert len(app.get("image")) == 5
    assert [metric.label for metric in app.metric] == ["Length of x", "Length of F(x)", "Ratio", "Angle"]
    assert "times** as long as x" in text
    assert asked[0]["block"]["in_channels"] == 4


def test_zeroed_weights_show_the_exact_difference(app):
    app.query_params["add.weights"] = "zeroed"
    assert "output equals ReLU(x): the largest difference over all 784 values is **0.0**" in said(app.run())


def test_the_trained_net_has_a_block_to_choose_and_does_not_ask_for_the_learners_own(app, asked):
    app.query_params["add.weights"] = "trained"
    app.query_params["add.block"] = "2"
    assert "shortcut(x)" in said(app.run())
    assert asked == [{"weights": "trained", "picture": 0, "data": "sketches", "number": 2}]


def test_a_block_without_a_shortcut_is_told_before_anything_is_asked(app, asked):
    app.session_state["shortcut"] = "none"
    assert "has no shortcut, so it adds nothing" in said(app.run())
    assert not asked


def test_every_question_of_the_panel_is_one_the_lab_takes(monkeypatch):
    monkeypatch.setattr(services, "data_status", lambda: DataStatus("ready"))
    held = values(addition_panel.FIELDS)
    for weights in addition_panel.WEIGHTS.options:
        parse(KINDS["addition"], question(held | {"add.weights": weights}, BlockConfig(), 28))


FOUND = {
    "norm_x": 2.0,
    "norm_f": 1.0,
    "ratio": 0.5,
    "degrees": 90.0,
    "difference": 0.25,
    "identity": True,
    "then_relu": True,
    "shape": (4, 5, 5),
}


@pytest.mark.parametrize(("degrees", "words"), [(40.0, "strengthens"), (90.0, "right angles"), (140.0, "takes away")])
def test_the_angle_is_read_as_a_direction(degrees, words):
    assert words in reading(FOUND | {"degrees": degrees})
    assert "**0.50 times**" in reading(FOUND | {"degrees": degrees})


def test_a_shortcut_that_is_no_identity_and_no_relu_behind_it_are_called_so():
    found = FOUND | {"identity": False, "then_relu": False, "norm_f": 0.0, "degrees": None}
    assert list(captions(found).values()) == ["shortcut(x)", "F(x)", "shortcut(x) + F(x)", "what leaves the block"]
    assert dict(measures(found))["Angle"] == "none"
    assert "ReLU" not in reading(found)


def test_zero_is_white_and_the_ends_are_the_full_colours():
    colours = coloured(np.array([[-2.0, 0.0, 2.0, 9.0]]), 2.0)
    assert colours[0].tolist() == [BLUE.tolist(), WHITE.tolist(), ORANGE.tolist(), ORANGE.tolist()]


def test_maps_share_their_scale_and_stand_in_two_columns():
    maps = {"x": np.zeros((3, 5, 5)), "f": np.full((3, 5, 5), -4.0)}
    assert scale_of(maps) == 4.0
    assert scale_of({"x": maps["x"]}) == 1.0
    assert sheet(list(maps["f"]), 4.0).shape == (2 * 5 * 24 + 1, 2 * 5 * 24 + 1, 3)
