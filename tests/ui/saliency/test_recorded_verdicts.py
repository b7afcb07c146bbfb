"""What the page says of the recorded checks, against the recorded numbers and formulas written out once more here.

A new recording moves the sentences with it; what the prose says whatever is recorded is held to the numbers as well.
"""

import re

import numpy as np
import pytest

from resnet_core import gallery
from resnet_core.config import DataConfig, parse
from resnet_core.data.images import load
from resnet_core.probes import saliency_checks as checks
from resnet_core.probes.saliency_maps import SaliencyMaps
from resnet_core.probes.saliency_nudge import Nudged
from resnet_core.probes.saliency_nudge import recorded as recorded_nudges
from ui.prose import prose
from ui.saliency import check_readings, nudge, quality_readings
from ui.saliency.readings import LARGEST_GAP


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


def named(*words):
    return ", ".join(checks.name_of(word) for word in words)


def methods(rows):
    return [row for row in rows if row.method not in checks.CONTROLS]


def clause(text, head):
    """What stands between `head` and the next full stop or semicolon, without numbers in brackets; "" without it."""
    found = re.search(re.escape(head) + r":? ([^;.]*(?:\.\d+[^;.]*)*)[;.]", text)
    return found.group(1) if found else ""


@pytest.mark.parametrize("ladder", LADDERS)
def test_what_stays_on_the_ladder_is_what_its_numbers_say(ladder):
    grades: dict[str, list[str]] = {"little of the map stays with": [], "some of it with": [], "much of it with": []}
    for row in methods(ladder.climbed):
        low, high = limits(numbers(row.rungs[-1].garment))
        if high < 0.2:
            grades["little of the map stays with"].append(row.method)
        elif low > 0.5:
            grades["much of it with"].append(row.method)
        elif more(row.rungs[-1].garment, row.chance.garment):
            grades["some of it with"].append(row.method)
    summary = check_readings.ladder_summary(ladder)
    for head, expected in grades.items():
        assert clause(summary, head) == named(*expected)


@pytest.mark.parametrize("ladder", LADDERS)
def test_each_map_on_the_ladder_stands_beside_what_the_picture_gives(ladder):
    for row in methods(ladder.climbed):
        last = row.rungs[-1].garment
        said = check_readings.climbed(row)
        assert f"{np.nanmean(numbers(last)):.2f}".replace("-", "−") in said
        if "shares there" in said:
            beaten = more(last, row.bright.garment) and more(last, row.edges.garment)
            assert ("no more than it shares" in said) != beaten


@pytest.mark.parametrize(("fill", "found"), DELETIONS, ids=[fill for fill, _ in DELETIONS])
def test_who_beats_the_control_and_chance_is_what_the_areas_say(fill, found):
    rows = {row.method: row for row in found.emptied}
    others = ("bright" if fill == "black" else "away", "chance")

    def wins(row):
        falls = all(more(rows[other].deletion.areas, row.deletion.areas) for other in others)
        rises = all(more(row.insertion.areas, rows[other].insertion.areas) for other in others)
        return falls + rises

    won = {count: [row.method for row in methods(found.emptied) if wins(row) == count] for count in (0, 1, 2)}
    said = check_readings.deletion_verdict(found, fill)
    assert clause(said, "in both curves:") == named(*won[2])
    assert ("**No method is better" in said) == (not won[2])
    assert clause(said, "in one of them") == named(*won[1])
    assert clause(said, "in neither") == named(*won[0])


@pytest.mark.parametrize(("fill", "found"), DELETIONS, ids=[fill for fill, _ in DELETIONS])
def test_who_does_worse_than_chance_is_what_the_areas_say(fill, found):
    chance = next(row for row in found.emptied if row.method == "chance")
    falls = [row.method for row in methods(found.emptied) if more(row.deletion.areas, chance.deletion.areas)]
    rises = [row.method for row in methods(found.emptied) if more(chance.insertion.areas, row.insertion.areas)]
    said = check_readings.against_chance(found).replace("Worse", "worse")
    assert clause(said, "worse than chance in deletion") == named(*falls)
    assert clause(said, "worse than chance in insertion") == named(*rises)
    assert f"{np.mean(chance.deletion.areas):.2f} and {np.mean(chance.insertion.areas):.2f}" in (
        check_readings.deletion_controls(found, fill)
    )


def test_who_foretells_more_than_chance_and_who_less_is_what_the_numbers_say():
    rows = {row.method: row.unexplained for row in QUALITY.rated}
    worse = [row.method for row in methods(QUALITY.rated) if more(row.unexplained, rows["chance"])]
    better = [
        row.method
        for row in methods(QUALITY.rated)
        if more(rows["chance"], row.unexplained) and more(rows["bright"], row.unexplained)
    ]
    said = quality_readings.verdict(QUALITY)
    assert clause(said, f"Worse than chance, {len(worse)} of {len(methods(QUALITY.rated))} methods") == named(*worse)
    listed = ", ".join(f"{named(word)} {np.nanmean(numbers(rows[word])):.2f}" for word in better)
    assert clause(said, "Better than bright pixels and than chance") == listed
    for word in ("chance", "even", "bright"):
        assert f"*{named(word)}* {np.nanmean(numbers(rows[word])):.2f}" in said


def test_who_holds_still_is_what_the_numbers_say():
    change = {row.method: np.nanmean(numbers(row.change)) for row in methods(QUALITY.rated)}
    calm, restless = min(change, key=lambda word: change[word]), max(change, key=lambda word: change[word])
    said = quality_readings.stillness(QUALITY)
    assert f"{named(calm)} changes least (by {change[calm]:.2f}" in said
    assert f"{named(restless)} most ({change[restless]:.2f})" in said


def test_a_nudge_names_what_noise_of_the_same_size_does():
    for probe, (_, found) in zip(recorded_nudges(), recorded("saliency_nudge", Nudged), strict=True):
        said = nudge.reading(probe, found)
        assert f"in **{found.same_noise} of" in said
        assert f"{found.likeness:.2f}".replace("-", "−") in said
        assert f"with that noise instead it is {found.noisy_likeness:.2f}" in said


def test_the_prose_on_sums_holds_for_the_recorded_maps():
    """DeepLift keeps its promise exactly, and the page marks a gap of more than 2%."""
    assert f"more than {100 * LARGEST_GAP:g}%" in prose("saliency_notice")
    gaps = [
        abs(found.gap)
        for _, answer in recorded("saliency", SaliencyMaps)
        for picture in answer.pictures
        for found in picture.maps
        if found.method == "deep_lift"
    ]
    assert gaps
    assert max(gaps) < 1e-3


def test_the_prose_on_forecasts_holds_for_the_recorded_controls():
    """An even map foretells the average change, a random one about as much, and both much more than a blank one."""
    rows = {row.method: numbers(row.unexplained) for row in QUALITY.rated}
    assert limits(rows["chance"])[1] < 0.75
    assert limits(rows["even"])[1] < 0.75
    assert abs(rows["chance"].mean() - rows["even"].mean()) < 0.05
    assert "They set the bar, not 1" in prose("saliency_quality")


def test_the_prose_on_the_background_holds_for_the_pictures_of_the_checks(fashion_mnist):
    images = load(DataConfig(source="fashion-mnist", train_images=10, test_images=40), fashion_mnist).test_images
    black = float((images[list(checks.TWO_OF_EACH)] == 0).float().mean())
    assert 0.45 < black < 0.55
    assert "About half the pixels of these pictures are black" in " ".join(prose("saliency_ladder").split())
