"""A fold computes and sends what is in it once it is open."""

from ui.say import say

FOLDS = {"fold_numbers": "lesson-numbers", "fold_best": "fc-best", "fold_errors": "fc-errors"}
"""On the page of function classes: their keys and what they are called."""


def test_a_page_opens_without_what_its_folds_hold(open_page):
    app = open_page("pages/function_classes.py", folded=True)
    assert {say(message) for message in FOLDS.values()} <= {each.label for each in app.expander}
    assert len(app.dataframe) == 0


def test_a_fold_that_is_opened_draws_what_it_holds_and_stays_open(open_page):
    app = open_page("pages/function_classes.py", folded=True)
    app.session_state["fold_numbers"] = True
    assert len(app.run().dataframe) == 1
    app.selectbox(key="fc.family").set_value("bumps").run()
    assert len(app.dataframe) == 1
    app.session_state["fold_numbers"] = False
    assert len(app.run().dataframe) == 0
