"""Which items come when: never one again, the page's own first, and a twin of what went wrong."""

import pytest

from resnet_core import gallery
from resnet_core.course.choosing import OWN, items_for
from resnet_core.course.item import RIGHT, Item
from resnet_core.course.items import ITEMS
from resnet_core.course.misconceptions import LEADING, MISCONCEPTIONS, ORDER

PATH = ORDER[: ORDER.index("shattering")]


def ids(items):
    return [item.id for item in items]


@pytest.mark.parametrize("page", ORDER)
def test_a_newcomer_gets_the_first_items_of_the_page_and_no_twin(page):
    items = items_for(page, {})
    assert len(items) == OWN
    assert all(page in item.misconception.pages for item in items)
    assert len({item.misconception for item in items}) == len(items)


def test_no_page_besides_asks_anything():
    assert items_for("home", {}) == items_for("exercises", {"14a": False}) == ()


def test_the_choice_is_always_the_same_and_reads_no_recording(monkeypatch):
    monkeypatch.setattr(gallery, "measurements", lambda *_: pytest.fail("a recording was read"))
    answered = {"23a": False, "11a": True, "24a": True}
    assert items_for("train", answered) == items_for("train", dict(answered))


def test_a_twin_of_a_wrong_answer_comes_on_a_later_page_before_one_of_a_right_answer():
    first = items_for("plain_vs_residual", {})
    assert ids(first) == ["11a", "23a"]
    items = items_for("residual_block", {"11a": True, "23a": False})
    assert [item.misconception.number for item in items][-1] == 23
    assert items[-1].id != "23a"
    assert items_for("residual_block", {"11a": False, "23a": True})[-1].misconception.number == 11


def test_a_twin_never_comes_on_the_page_of_the_item_or_before_it():
    for item in ITEMS:
        for page in ORDER:
            twins = [each for each in items_for(page, {item.id: False}) if page not in each.misconception.pages]
            assert all(ORDER.index(page) > ORDER.index(twin.misconception.pages[0]) for twin in twins)


@pytest.mark.parametrize("right", [True, False])
def test_whoever_walks_the_course_again_and_again_gets_every_item_once(right):
    seen: list[str] = []
    for _ in range(40):
        for page in ORDER:
            items = items_for(page, dict.fromkeys(seen, right))
            assert len(items) <= OWN + 1
            seen += ids(items)
    assert len(seen) == len(set(seen))
    assert set(seen) == set(ids(ITEMS))
    assert all(items_for(page, dict.fromkeys(seen, right)) == () for page in ORDER)


def test_somebody_who_walks_the_path_once_meets_a_twin_on_most_later_pages():
    answered: dict[str, bool] = {}
    twins = 0
    for page in PATH:
        items = items_for(page, answered)
        assert 2 <= len(items) <= 3
        twins += any(page not in item.misconception.pages for item in items)
        answered |= {item.id: item.asked.right == RIGHT for item in items}
    assert twins >= len(PATH) - 2


def test_a_page_that_has_several_items_asks_for_those_least_asked():
    page = "residual_block"
    first = items_for(page, {})
    second = items_for(page, {item.id: True for item in first})
    assert {item.misconception for item in first}.isdisjoint(
        item.misconception for item in second if page in item.misconception.pages
    )


def test_what_leads_on_a_page_belongs_to_it_and_comes_first():
    for page, numbers in LEADING.items():
        assert {item.misconception.number for item in items_for(page, {})} == set(numbers)


def test_a_page_that_a_misconception_names_takes_the_variant_that_fits_it():
    fits: list[Item] = [item for item in items_for("surgery", {"17a": True}) if item.misconception.number == 17]
    assert ids(fits) == ["17c"]
    assert MISCONCEPTIONS[17].pages[-1] == "surgery"
