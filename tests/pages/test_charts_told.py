"""Every chart is told in words: its numbers in a table under it, and what it shows in a sentence on the page.

A chart whose description stands nowhere on the page is named below, once somebody has read the page.
"""

import json
import re
from collections import Counter

import pytest

from tests.pages.words import _of_message, texts
from ui.charts import _spoken
from ui.frame import PAGES

TOLD_IN_OTHER_WORDS = {
    "recorded_quick_loss",
    "orders_before",
    "recorded_quick_accuracy",
    "race_fashion-mnist_losses",
    "race_fashion-mnist_difference",
    "fc_ladder",
    "fc_points",
    "gradients_depth",
    "shattering_gradient_0",
    "shattering_gradient_1",
    "shattering_gradient_2",
    "shattering_gradient_3",
}
"""Charts beside which the page says what they show, but not in the words of their own description."""


def key(element):
    return element.proto.id.split("-", 2)[-1]


def charts(app):
    """What each chart on the page says of itself, by its key; not those that wait for a prediction, or for numbers."""
    specs = [(chart, json.loads(chart.proto.spec)) for chart in app.get("echarts_chart")]
    return {key(chart): chart.proto.alt for chart, spec in specs if any(line.get("data") for line in spec["series"])}


def beside_charts(app):
    """Every word of the page that no chart or table says itself."""
    drawn = [*app.get("echarts_chart"), *(each for each in app.get("bidi_component") if key(each).endswith("_table"))]
    own = Counter(text for each in drawn for text in _of_message(each.proto))
    return (Counter(texts(app)) - own).elements()


def is_said(alt, page):
    """Whether the page says it too, in one piece or in sentences that stand apart."""
    parts = re.split(r"(?<=[.;])\s", alt)
    return sum(part.strip(" .;") in page for part in parts) >= max(1, len(parts) / 2)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_chart_has_its_numbers_and_its_sentence(page, open_page):
    app = open_page(page.file)
    found = charts(app)
    tables = {key(component).removesuffix("_table") for component in app.get("bidi_component")}
    said = _spoken(" ".join(beside_charts(app)))
    assert {name for name in found if name not in tables} == set()
    silent = {name for name, alt in found.items() if not is_said(alt, said)}
    assert silent <= TOLD_IN_OTHER_WORDS
