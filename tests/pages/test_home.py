"""The first page."""

import pytest

from resnet_core.data.files import DataStatus
from resnet_core.presets import PRESETS
from ui.exercises import EXERCISES
from ui.frame import HOME, PAGES


def test_home_shows_a_picture_and_links_every_other_page(open_page):
    app = open_page()
    assert app.get("echarts_chart")
    linked = [link.proto.label for link in app.get("page_link")]
    assert linked[: len(PAGES) - 1] == [page.title for page in PAGES if page is not HOME]


def test_home_links_a_prepared_state_for_each_of_the_five_exercises(open_page):
    linked = [link.proto.label for link in open_page().get("page_link")]
    assert linked[len(PAGES) - 1 :] == [exercise.leads_to for exercise in EXERCISES]
    assert len(EXERCISES) == 5


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.page.title)
def test_the_state_of_an_exercise_is_one_that_its_page_takes(open_page, exercise):
    app = open_page(exercise.page.file, **exercise.address)
    assert not app.error
    assert not [warning.value for warning in app.warning if "must be" in warning.value]


def test_home_tells_where_the_data_is(open_page, data, said):
    assert "its four files are whole" in said(open_page())
    data[0] = DataStatus("absent", "x", "y")
    assert "not here yet" in said(open_page())


def test_home_names_the_device_of_the_latest_run(open_page, stage, said):
    assert "the first run finds out" in said(open_page())
    stage.lab.submit("train", PRESETS["quick"].model_dump(mode="json"))
    stage.start()
    assert "Testing Machine (CPU, 1 thread), as the latest run found it" in said(open_page())


def test_the_button_leads_to_training(open_page):
    app = open_page()
    app.button[0].click().run()
    assert app.title[0].value == "Train a network"
