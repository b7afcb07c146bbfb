"""Check yourself on a page of the app: answered wrongly and rightly, left and visited again."""

import pytest

from resnet_core.course.choosing import items_for
from ui import checks
from ui.say import say

PAGE = "shattering"


def asked(app):
    return [radio.key.removeprefix("check_") for radio in app.radio if radio.key.startswith("check_")]


def answer(app, item, *, rightly):
    """Hands in the right option or the first wrong one; the option."""
    option = next(each for each in item.asked.options if (each == item.asked.right) is rightly)
    app.radio(key=f"check_{item.id}").set_value(option)
    place = asked(app).index(item.id)
    [button] = [button for button in app.button if button.label == say("checks-button")][place : place + 1]
    button.click().run()
    assert not app.exception
    return option


def test_both_answers_stay_explained_until_the_learner_leaves_and_neither_comes_again(open_page):
    app = open_page(f"pages/{PAGE}.py")
    one, two = items_for(PAGE, {})
    assert asked(app) == [one.id, two.id]
    wrong, right = answer(app, one, rightly=False), answer(app, two, rightly=True)
    assert asked(app) == []
    assert checks.feedback(one, wrong) in [told.value for told in app.info]
    assert checks.feedback(two, right) in [told.value for told in app.success]
    app.run()
    assert checks.feedback(one, wrong) in [told.value for told in app.info]

    app.switch_page("pages/home.py").run()
    assert asked(app) == []
    app.switch_page(f"pages/{PAGE}.py").run()
    assert asked(app) == [item.id for item in items_for(PAGE, {one.id: False, two.id: True})]
    assert not {one.id, two.id} & set(asked(app))


@pytest.mark.parametrize(("kept", "first"), [("c:23a~w!c:11a~r", "23"), ("c:23a~r!c:24a~w", "24")])
def test_a_twin_of_what_went_wrong_on_an_earlier_page_comes_last(open_page, kept, first):
    app = open_page("pages/orders.py", kept=kept)
    assert asked(app)[-1][:-1] == first
    assert asked(app)[-1] not in kept


def test_home_asks_nothing(open_page):
    assert asked(open_page("pages/home.py")) == []
