"""The first page."""

from resnet_core.data.files import DataStatus
from resnet_core.presets import PRESETS
from ui.frame import HOME, PAGES


def test_home_shows_a_picture_and_links_every_other_page(open_page):
    app = open_page()
    assert app.get("echarts_chart")
    assert [link.proto.label for link in app.get("page_link")] == [page.title for page in PAGES if page is not HOME]


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
