"""The first page."""

import json
import os

from streamlit.testing.v1 import AppTest

from resnet_core.data.files import DataStatus
from resnet_core.presets import PRESETS
from resnet_core.studies.puzzle.findings import USUAL_DEPTH
from resnet_core.studies.puzzle.question import DEPTHS
from tests.pages.conftest import DEVICE
from ui import course, puzzle, words
from ui.frame import HOME, OF_A_CLASS, PAGES, PATH, PLAIN_VS_RESIDUAL, SIGNAL
from ui.say import say


def machine(app):
    """What the page says of the machine, at its end."""
    return app.markdown[-1].value


def drawn(app: AppTest):
    """What the browser is given of the puzzle."""
    [sent] = [each.proto.json for each in app.get("bidi_component") if each.proto.component_name.endswith(puzzle.KIND)]
    return json.loads(sent)


def links(app: AppTest):
    return [link.proto.label for link in app.get("page_link")]


def test_home_begins_with_the_puzzle_as_a_question(open_page):
    app = open_page()
    assert app.title[0].value == say("puzzle-title", layers=DEPTHS[-1] - USUAL_DEPTH)
    assert app.title[0].value.endswith("?")


def test_every_setting_travels_once_with_its_numbers_and_words(open_page):
    scene = drawn(open_page())
    keys = [(cell["depth"], cell["shortcuts"], cell["norm"]) for cell in scene["cells"]]
    assert len(set(keys)) == len(keys) == 4 * len(scene["depths"])
    assert tuple(scene["first"].values()) in keys
    for cell in scene["cells"]:
        blocks = (cell["depth"] - 2) // 2
        assert (len(cell["forward"]), len(cell["backward"])) == (blocks + 1, blocks)
        assert len(cell["curve"]) == scene["steps"] // scene["stride"]
        assert all(cell["words"].values())
    assert len(json.dumps(scene)) < 60_000


def test_every_try_leads_to_a_setting_that_is_there(open_page):
    scene = drawn(open_page())
    keys = {(cell["depth"], cell["shortcuts"], cell["norm"]) for cell in scene["cells"]}
    assert all((t["state"]["depth"], t["state"]["shortcuts"], t["state"]["norm"]) in keys for t in scene["tries"])


def test_no_size_is_thicker_than_the_scale_allows():
    data = puzzle.scene()
    for way in ("forward", "backward"):
        low, high = data["scale"][way]
        sizes = [size for cell in data["cells"] for size in cell[way] if size]
        assert (low, high) == (min(sizes), max(sizes))


def test_the_tables_hold_every_depth(open_page):
    app = open_page()
    tables = [text.value for text in app.markdown if text.value.startswith("| ")]
    assert [len(table.splitlines()) for table in tables] == [2 + len(DEPTHS)] * 2


def test_home_links_every_page_in_the_order_of_the_path_with_its_drawing(open_page):
    app = open_page()
    pages = [page for page in PAGES if page not in (HOME, *OF_A_CLASS)]
    cards = links(app)[1 : 1 + len(pages)]
    assert cards == [page.title for page in (*PATH[1:], *(page for page in pages if page not in PATH))]
    assert [page.name for page in pages if not course.drawing(page.name)] == []


def test_a_newcomer_is_sent_to_the_first_step_and_who_was_here_to_where_they_left_off(open_page):
    app = open_page()
    assert links(app)[0] == say("course-begin", page=PLAIN_VS_RESIDUAL.menu_title)
    app.switch_page(SIGNAL.file).run()
    app.switch_page(HOME.file).run()
    assert links(app)[0] == say("course-go-on", page=SIGNAL.menu_title)


def test_a_card_tells_whether_its_page_was_visited(open_page):
    app = open_page(SIGNAL.file)
    app.switch_page(HOME.file).run()
    seen = [each.value for each in app.caption if each.value == facts(SIGNAL, seen=True)]
    assert len(seen) == 1
    assert facts(PLAIN_VS_RESIDUAL, seen=False) in [each.value for each in app.caption]


def facts(page, *, seen):
    return say("course-facts", step=page.step, minutes=page.minutes, seen=seen)


def test_home_tells_where_the_data_is(open_page, data):
    whole = machine(open_page())
    data[0] = DataStatus("absent", "x")
    assert machine(open_page()) != whole


def test_home_names_the_device_of_the_latest_run(open_page, stage):
    assert str(os.cpu_count()) in machine(open_page())
    stage.lab.submit("train", PRESETS["quick"].model_dump(mode="json"))
    stage.start()
    assert words.device(DEVICE) in machine(open_page())
