"""Figures and sentences of the race of the orders."""

from itertools import pairwise

from resnet_core.studies.orders.question import LETTERS, ORDERS
from tests.studies.orders.test_findings import TWO, orders
from tests.ui.race.test_sentences import all_apart
from ui.orders import figures, sections
from ui.orders.controls import FIELDS
from ui.race import figures as race_figures


def test_five_lines_are_told_apart_without_colour_and_have_colours_that_stay():
    lines = [race_figures.line(group.net, group.runners) for group in TWO]
    series = figures.option(lines, steps=2)["series"]
    named = [line for line in series if "endLabel" in line]
    assert len({line["symbol"] for line in named}) == len({line["endLabel"]["formatter"] for line in named}) == 5
    assert len(series) == 5 + 10
    assert [line.get("net") or line["means"] for line in named] == ["residual-20", *ORDERS[1:]]
    assert all(figures.named(order) in figures.alt(lines) for order in ORDERS)


def test_letters_at_the_ends_of_lines_do_not_cover_each_other():
    ends = [0.74, 1.35, 1.34, 0.7, None]
    lifts = figures.lifts(ends, top=4.0)
    pixels = (figures.HEIGHT - figures.ABOVE - figures.BELOW) / 4.0
    stand = [end * pixels + lift for end, lift in zip(ends, lifts, strict=True) if end is not None]
    ranked = sorted(stand)
    assert all(high - low >= figures.LETTER - 1 for low, high in pairwise(ranked))
    assert [stand.index(place) for place in ranked] == [3, 0, 2, 1], "in the order of their lines"
    assert lifts[4] == 0


def test_every_order_is_called_by_its_letter():
    assert [figures.named(order)[:3] for order in ORDERS] == [f"({LETTERS[order]})" for order in ORDERS]


def test_every_outcome_has_its_sentence():
    one = orders((0.9, 1.4, 1.2, 0.7, 0.72))
    same = orders((1,) * 5, (1.1,) * 5)
    little = orders((0.69, 0.78, 0.77, 0.63, 0.7), (0.66, 0.69, 0.66, 0.67, 0.66))
    all_five = orders((1, 2, 3, 4, 5), (1.1, 2.1, 3.1, 4.1, 5.1), (1.2, 2.2, 3.2, 4.2, 5.2), (1.3, 2.3, 3.3, 4.3, 5.3))
    assert all_apart([sections.differences(groups) for groups in (one, same, little, TWO, all_five)])
    assert all_apart([sections.ranking(groups) for groups in (one, TWO)])
    assert all_apart([sections.beside_the_paper(groups) for groups in (little, TWO)])
    assert sections.beside_the_paper(one) == sections.beside_the_paper(same) == ""
    assert sections.beyond(TWO, 4) == ""
    assert "6.6" in sections.beyond(orders((0.9, 6.58, 1.2, 5.1, 0.72)), 4)


def test_the_table_has_the_papers_errors_beside_ours():
    table = sections.table(TWO)
    assert list(table.index) == [figures.named(order) for order in ORDERS]
    assert list(table.iloc[-1])[-2:] == ["6.37%", "5.46%"]
    assert table.iloc[0, 0] == "0.85 (0.80 to 0.90)"


def test_an_address_of_earlier_versions_is_understood():
    for field in FIELDS:
        for option in getattr(field, "options", (field.default,)):
            assert field.read(str(option).replace("_", "-")) == option
