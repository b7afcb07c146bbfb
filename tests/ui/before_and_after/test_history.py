"""The plus through time: what is drawn of each design agrees with what is said of it."""

import re

import pytest

from ui.before_and_after import history
from ui.before_and_after.history import DESIGNS
from ui.say import say


def test_the_designs_come_in_the_order_of_time_and_each_once():
    assert [design.year for design in DESIGNS] == sorted(design.year for design in DESIGNS)
    assert len({design.name for design in DESIGNS}) == len(DESIGNS)
    assert history.FIRST in {design.name for design in DESIGNS}


@pytest.mark.parametrize("design", DESIGNS, ids=lambda design: design.name)
def test_the_formula_says_how_the_drawing_joins(design):
    adds = re.search(r"x \+ F", design.formula) is not None
    beside = "[" in design.formula
    assert (design.join == "plus") == adds
    assert (design.join == "concat") == beside
    assert (design.join == "gate") == ("T(x)" in design.formula)
    assert design.shortcut == bool(re.search(r"x \+ F|\[x, |· x", design.formula))
    assert bool(design.after) == design.formula.startswith(("y = ReLU(", "y = norm("))


@pytest.mark.parametrize("design", DESIGNS, ids=lambda design: design.name)
def test_every_design_is_told_in_two_sentences_with_its_source(design):
    assert len(re.findall(r"[.!?](?= [A-Z]|$)", say(f"history-{design.name}.what"))) in (2, 3)
    assert design.source.rpartition(":")[2] in design.link or design.source.split()[0].lower() in design.link


def test_the_plus_first_comes_in_2015_as_the_words_say():
    plus = [design.year for design in DESIGNS if design.join == "plus"]
    assert min(plus) == 2015
    assert "the first in 2015" in say("history-alt", count=len(DESIGNS), plus=len(plus))
