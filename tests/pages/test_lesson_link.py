"""A teacher's link: its state, what it hides, what it asks, and that none of it can do more than be read."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.drawn import scenes
from tests.pages.words import english
from ui import addresses, fields, lesson_link, pseudo
from ui.lesson_link import Lesson
from ui.say import say

PAGE = "pages/residual_block.py"
HIDDEN = {"block.family": "bottleneck", "hide": "block.family,block.stride", "block.stride": "2"}


def shown(app, key):
    return [control.key for control in app.segmented_control if control.key == key]


def test_hidden_controls_hold_what_the_link_says_and_come_back_at_a_press(open_page):
    plain = open_page(PAGE, **{"block.family": "bottleneck", "block.stride": "2"})
    app = open_page(PAGE, **HIDDEN)
    assert not shown(app, "block.family")
    assert "block.stride" not in [dial["name"] for dial in scenes(app)[0]["dials"]]
    assert app.session_state["block.family"] == "bottleneck"
    assert app.session_state["block.stride"] == 2
    assert [each.value for each in app.metric] == [each.value for each in plain.metric]
    app.run()
    assert app.session_state["block.stride"] == 2

    app.button(key="lesson_show").click().run()
    assert app.segmented_control(key="block.family").value == "bottleneck"
    assert [dial["at"] for dial in scenes(app)[0]["dials"] if dial["name"] == "block.stride"] == [1]
    assert "hide" not in app.query_params


def test_without_a_lesson_nothing_of_one_is_shown(open_page):
    app = open_page(PAGE)
    assert app.session_state[fields.HIDDEN] == frozenset()
    assert not [button for button in app.button if button.key == "lesson_show"]


@pytest.mark.parametrize(
    "prompt", ["<script>alert(1)</script> **now** :material/home:", "[x](javascript:alert(1)) $x$"]
)
def test_a_prompt_is_text_and_nothing_else(open_page, prompt):
    app = open_page(PAGE, prompt=prompt)
    assert [text.value for text in app.text] == [prompt]
    assert not [markdown for markdown in app.markdown if prompt in markdown.value]


def test_a_long_prompt_is_cut_and_a_time_that_is_none_is_refused(open_page):
    app = open_page(PAGE, prompt="a" * 400, minutes="999")
    assert app.text[0].value == "a" * lesson_link.LONGEST_PROMPT
    refused = say("lesson-link-refused", value="999", most=lesson_link.MOST_MINUTES)
    assert refused in [caption.value for caption in app.caption]


@pytest.mark.parametrize("said", ["0", "181", "-5", "1.5", "ten", "१०", "9" * 5000])
def test_only_whole_minutes_are_a_time(said):
    assert lesson_link.read({"minutes": said}) == Lesson(refused=said)
    assert lesson_link.read({"minutes": "180"}).minutes == lesson_link.MOST_MINUTES


def test_what_no_page_has_is_said_not_to_be_hidden(open_page):
    app = open_page(PAGE, hide="block.family,block.nothing")
    assert say("lesson-link-unknown", keys=["block.nothing"], count=1) in [warning.value for warning in app.warning]


def test_a_lesson_ends_when_its_page_is_left(open_page):
    app = open_page(PAGE, **HIDDEN, prompt="Look.")
    app.query_params.clear()
    app.switch_page("pages/train.py").run()
    assert not app.text
    app.switch_page(PAGE).run()
    assert not app.text
    assert app.segmented_control(key="block.family").value == "bottleneck"


def test_a_teacher_makes_a_link_that_opens_the_page_as_it_is(open_page):
    app = open_page(PAGE, **{"block.family": "bottleneck"})
    app.button(key="lesson_link").click().run()
    app.multiselect(key="lesson_link_hide").set_value(["block.family"])
    app.text_area(key="lesson_link_prompt").set_value("Count & compare?")
    app.number_input(key="lesson_link_minutes").set_value(10)
    app.toggle(key="lesson_link_embed").set_value(True)
    app.button(key="lesson_link").click().run()  # a test runs all of the script, which would shut the dialog
    said = parse_qs(urlsplit(next(code.value for code in app.code if "prompt=" in code.value)).query)
    assert said["block.family"] == ["bottleneck"]
    assert (said["hide"], said["prompt"], said["minutes"]) == (["block.family"], ["Count & compare?"], ["10"])
    assert (said["embed"], said["projector"]) == (["true"], ["false"])

    again = open_page(PAGE, **{name: value for name, [value] in said.items() if name != "embed"})
    assert again.text[0].value == "Count & compare?"
    assert again.session_state["block.family"] == "bottleneck"


def test_the_words_of_a_lesson_are_messages(open_page):
    app = open_page(PAGE, lang=pseudo.LANGUAGE, hide="block.family", minutes="0", prompt="")
    told = [caption.value for caption in app.caption if "“0”" in caption.value]
    assert told
    assert all(not english(text, frozenset()) for text in told)


def test_the_names_of_a_lesson_are_no_fields():
    assert not {*addresses.LESSON, lesson_link.EMBED} & fields.KNOWN
