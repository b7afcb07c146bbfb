"""What is found in the recorded checks, against the recorded numbers and formulas written out once more here."""

import numpy as np
import pytest

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.studies.saliency_checks import findings
from resnet_core.studies.saliency_checks import question as checks


def recorded(kind, model):
    return [(entry.config, parse(model, entry.answer)) for entry in gallery.measurements(kind).entries]


LADDERS = [answer for _, answer in recorded("saliency_ladder", checks.Ladder)]
DELETIONS = [
    (config["of"]["settings"]["baseline"], answer) for config, answer in recorded("saliency_deletion", checks.Deletion)
]
[QUALITY] = [answer for _, answer in recorded("saliency_quality", checks.Quality)]


def numbers(values):
    return np.array([np.nan if value is None else value for value in values])


def limits(values):
    """The mean less and plus two standard errors."""
    there = values[~np.isnan(values)]
    error = 2 * there.std(ddof=1) / np.sqrt(len(there))
    return there.mean() - error, there.mean() + error


def more(first, second):
    return limits(numbers(first) - numbers(second))[0] > 0


def methods(rows):
    return [row for row in rows if row.method not in checks.CONTROLS]


@pytest.mark.parametrize("ladder", LADDERS)
def test_what_stays_on_the_ladder_is_what_its_numbers_say(ladder):
    grades: dict[str, list[str]] = {"little": [], "some": [], "much": []}
    for row in methods(ladder.climbed):
        low, high = limits(numbers(row.rungs[-1].garment))
        if high < 0.2:
            grades["little"].append(row.method)
        elif low > 0.5:
            grades["much"].append(row.method)
        elif more(row.rungs[-1].garment, row.chance.garment):
            grades["some"].append(row.method)
    found = findings.grades(ladder)
    assert {word: list(getattr(found, word)) for word in grades} == grades


@pytest.mark.parametrize("ladder", LADDERS)
def test_each_map_on_the_ladder_stands_beside_what_the_picture_gives(ladder):
    for row in methods(ladder.climbed):
        last, stay = row.rungs[-1].garment, findings.stay(row)
        assert stay.garment == pytest.approx(np.nanmean(numbers(last)))
        if stay.beside:
            beaten = more(last, row.bright.garment) and more(last, row.edges.garment)
            assert (stay.beside == "more") == beaten


@pytest.mark.parametrize(("fill", "deletion"), DELETIONS, ids=[fill for fill, _ in DELETIONS])
def test_who_beats_the_rival_and_chance_is_what_the_areas_say(fill, deletion):
    rows = {row.method: row for row in deletion.emptied}
    others = ("bright" if fill == "black" else "away", "chance")

    def wins(row):
        falls = all(more(rows[other].deletion.areas, row.deletion.areas) for other in others)
        rises = all(more(row.insertion.areas, rows[other].insertion.areas) for other in others)
        return falls + rises

    won = {count: [row.method for row in methods(deletion.emptied) if wins(row) == count] for count in (0, 1, 2)}
    winners = findings.winners(deletion, fill)
    assert [list(winners.neither), list(winners.one), list(winners.both)] == [won[0], won[1], won[2]]


@pytest.mark.parametrize(("fill", "deletion"), DELETIONS, ids=[fill for fill, _ in DELETIONS])
def test_who_does_worse_than_chance_is_what_the_areas_say(fill, deletion):
    chance = next(row for row in deletion.emptied if row.method == "chance")
    falls = [row.method for row in methods(deletion.emptied) if more(row.deletion.areas, chance.deletion.areas)]
    rises = [row.method for row in methods(deletion.emptied) if more(chance.insertion.areas, row.insertion.areas)]
    assert [list(curve.worse) for curve in findings.against_chance(deletion)] == [falls, rises]
    unseeing = findings.unseeing(deletion, fill)
    assert unseeing.chance_deletion == pytest.approx(np.mean(chance.deletion.areas))
    assert unseeing.chance_insertion == pytest.approx(np.mean(chance.insertion.areas))


def test_who_foretells_more_than_chance_and_who_less_is_what_the_numbers_say():
    rows = {row.method: row.unexplained for row in QUALITY.rated}
    worse = [row.method for row in methods(QUALITY.rated) if more(row.unexplained, rows["chance"])]
    better = [
        row.method
        for row in methods(QUALITY.rated)
        if more(rows["chance"], row.unexplained) and more(rows["bright"], row.unexplained)
    ]
    forecasts = findings.forecasts(QUALITY)
    assert list(forecasts.worse) == worse
    assert [method for method, _ in forecasts.better] == better
    assert all(number == pytest.approx(np.nanmean(numbers(rows[method]))) for method, number in forecasts.controls)


def test_who_holds_still_is_what_the_numbers_say():
    change = {row.method: np.nanmean(numbers(row.change)) for row in methods(QUALITY.rated)}
    stillness = findings.stillness(QUALITY)
    assert stillness.calm == min(change, key=lambda method: change[method])
    assert stillness.restless == max(change, key=lambda method: change[method])
    assert stillness.calm_change == pytest.approx(min(change.values()))
