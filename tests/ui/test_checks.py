"""The words of the checks: every item as a learner reads it, and a reply to whatever may be chosen."""

import os
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from resnet_core.course.items import ITEMS
from resnet_core.course.misconceptions import MISCONCEPTIONS, ORDER
from tests.pages.test_words import NAMES
from tests.pages.words import english
from ui import checks, language, progress, pseudo
from ui.frame import HOME, PATH, SECTIONS
from ui.say import say

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests/golden/checks.txt"
IDS = [item.id for item in ITEMS]


def written(item):
    """The item with its options and every reply."""
    lines = [f"{item.id} {checks.question(item)}"]
    for option in item.asked.options:
        sign = "+" if option == item.asked.right else "-"
        lines.append(f"  {sign} {checks.label(item, option)}")
        lines += [f"    {line}" for line in checks.feedback(item, option).split("\n\n")[:1]]
    return "\n".join(lines)


def test_every_item_reads_as_its_golden_file_has_it():
    beliefs = {item.misconception.number: f"\n# {say(f'misconception-{item.misconception.code}')}" for item in ITEMS}
    words = "\n".join(beliefs.pop(item.misconception.number, "") + f"\n{written(item)}\n" for item in ITEMS)
    if os.environ.get("REWRITE_GOLDEN"):
        GOLDEN.write_text(words, encoding="utf-8")
    assert words == GOLDEN.read_text(encoding="utf-8"), "REWRITE_GOLDEN=1 writes the file anew; read the difference"


@pytest.mark.parametrize("item", ITEMS, ids=IDS)
def test_options_read_differently_and_replies_tell_right_from_wrong(item):
    labels = [checks.label(item, option) for option in item.asked.options]
    assert len(set(labels)) == len(labels)
    replies = {option: checks.feedback(item, option) for option in item.asked.options}
    because = replies.pop(item.asked.right)
    assert because.startswith(say("checks-right", because="").strip())
    for reply in replies.values():
        assert reply.startswith(say("checks-wrong", refuted="", because="").strip())
        assert reply.endswith(because.removeprefix(say("checks-right", because="").strip()).strip())


@pytest.mark.parametrize("number", MISCONCEPTIONS)
def test_twins_ask_differently(number):
    twins = [item for item in ITEMS if item.misconception.number == number]
    assert len({checks.question(item) for item in twins}) == len({item.ask for item in twins}) == 3


def test_each_misconception_is_refuted_in_its_own_words_somewhere():
    """“You may have read ... It is not so”, in one of its three items at least."""
    for number in MISCONCEPTIONS:
        replies = [
            checks.feedback(item, option)
            for item in ITEMS
            if item.misconception.number == number
            for option in item.asked.options
        ]
        assert any("You may have read" in reply for reply in replies) or number == 22, number


def test_the_pages_that_ask_are_lessons_in_the_order_of_the_menu():
    pages = [page.name for pages in SECTIONS.values() for page in pages]
    assert [page for page in ORDER if page in pages] == [page for page in pages if page in ORDER]
    silent = {HOME.name, "exercises"}
    assert {page.name for page in PATH} - silent <= set(ORDER)


def test_the_log_says_where_each_confusion_is_answered():
    log = (ROOT / "docs/LOG.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| [^|]+ \| ([^|]+) \| ([^|]+) \|$", log, flags=re.MULTILINE)
    told = {int(number): (pages, items) for number, pages, items in rows if re.match(r"\d+a", items)}
    assert told == {
        number: (
            ", ".join(confusion.pages),
            ", ".join(item.id for item in ITEMS if item.misconception is confusion),
        )
        for number, confusion in MISCONCEPTIONS.items()
    }


@pytest.mark.parametrize("item", ITEMS, ids=IDS)
def test_no_english_is_left_in_the_pseudo_language(item, monkeypatch):
    monkeypatch.setattr(language, "current", lambda: pseudo.LANGUAGE)
    shown = [checks.question(item), say(f"misconception-{item.misconception.code}")]
    shown += [
        text for option in item.asked.options for text in (checks.label(item, option), checks.feedback(item, option))
    ]
    assert {text[:80]: left for text in shown if (left := english(text, NAMES))} == {}


def page():
    """What a page does with its checks."""
    from ui import checks

    checks.draw("train")


@pytest.fixture
def train():
    return AppTest.from_function(page).run()


def hand_in(app, item, option):
    if option is not None:
        app.radio(key=f"check_{item.id}").set_value(option)
    place = [radio.key for radio in app.radio].index(f"check_{item.id}")
    return app.button[place].click().run()


def asked(app):
    return [radio.key.removeprefix("check_") for radio in app.radio]


def test_nothing_is_chosen_at_first_and_nothing_is_told(train):
    assert len(asked(train)) == 2
    assert [radio.value for radio in train.radio] == [None, None]
    assert not train.success
    assert not train.info


def test_a_check_without_an_answer_asks_for_one(train):
    first = train.radio[0].key.removeprefix("check_")
    app = hand_in(train, next(item for item in ITEMS if item.id == first), None)
    assert [caption.value for caption in app.caption] == [say("checks-choose")]
    assert len(app.radio) == 2


@pytest.mark.parametrize("right", [True, False])
def test_an_answer_is_locked_explained_and_kept(train, right):
    item = next(item for item in ITEMS if item.id == asked(train)[0])
    option = next(each for each in item.asked.options if (each == item.asked.right) is right)
    app = hand_in(train, item, option)
    assert len(app.radio) == 1
    [told] = app.success if right else app.info
    assert told.value == checks.feedback(item, option)
    assert say(f"misconception-{item.misconception.code}") in app.caption[0].value
    listed = app.markdown[1].value
    mark = say("checks-both" if right else "checks-your-answer", option=checks.label(item, option))
    assert mark in listed
    kept = app.session_state["_progress"]["checks"]
    assert kept == {item.id: checks.KEPT[right]}
    assert progress.read(progress.written(app.session_state["_progress"]))["checks"] == kept


def test_what_was_answered_stays_until_the_learner_leaves_and_never_comes_again(train):
    item = next(item for item in ITEMS if item.id == asked(train)[0])
    app = hand_in(train, item, item.asked.right)
    rest = asked(app)
    assert app.run().success[0].value == checks.feedback(item, item.asked.right)
    del app.session_state[checks.VISIT]
    app.run()
    assert not app.success
    assert item.id not in asked(app)
    assert rest[0] in asked(app)


def test_when_all_is_answered_the_page_says_so(train):
    train.session_state["_progress"]["checks"] |= dict.fromkeys(IDS, checks.KEPT[True])
    del train.session_state[checks.VISIT]
    app = train.run()
    assert not app.radio
    assert [text.value for text in app.markdown] == [say("checks-used-up")]
