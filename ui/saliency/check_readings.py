"""What the checks of saliency methods found, said from their numbers. No Streamlit here.

Verdicts compare means over the pictures, and call two of them different only where the mean of the differences,
picture by picture, is more than two standard errors from 0.
"""

from collections.abc import Iterable, Sequence
from math import sqrt
from statistics import mean, stdev
from typing import TypeVar

import pandas as pd

from resnet_core.probes.saliency import Baseline
from resnet_core.probes.saliency_checks import (
    CONTROLS,
    Climbed,
    Deletion,
    Emptied,
    Ladder,
    Likeness,
    Quality,
    Rated,
    Values,
    name_of,
)

Row = TypeVar("Row", Climbed, Emptied, Rated)

LITTLE, MUCH = 0.2, 0.5
"""Rank correlations that we call little and much; nobody has a law for these lines."""
ERRORS = 2
BORROWED = 0.3
"""By so much more alike on all pixels than on the garment, a map owes its likeness to the black ones."""


def number(value: float | None) -> str:
    """`0.26`, with a true minus; a dash where there is none."""
    return "–" if value is None else f"{round(value, 2) + 0.0:.2f}".replace("-", "−")


def rungs(parts: Sequence[str]) -> tuple[str, ...]:
    """The ladder's rungs by what became random last: `head random`, `down to stage3`; by layer `stage3 conv2`.

    A block is named where a stage has several.
    """
    several = any(".block2." in part for part in parts)
    return tuple(_rung(part, several=several) for part in parts)


def _rung(part: str, *, several: bool) -> str:
    at, *inside = part.split(".")
    if at == "head":
        return "head random"
    if not inside:
        return f"down to {at}"
    if at == "stem":
        return at
    block, path, layer = inside
    place = f"{at} {block}" if several else at
    return f"{place} {'shortcut' if path == 'shortcut' else layer}"


def average(values: Values | Sequence[float]) -> float | None:
    """Over the pictures that have a value; None where none has."""
    there = [value for value in values if value is not None]
    return mean(there) if there else None


def climbed(one: Climbed) -> str:
    """What became of one method's map when all weights were random."""
    last = one.rungs[-1]
    everywhere, garment = average(last.everywhere), average(last.garment)
    name = f"**{name_of(one.method)}**"
    if garment is None or everywhere is None:
        return f"{name} draws flat maps when all weights are random: there is no order of pixels to compare."
    borrowed = " Most of its likeness lies on the black background." if everywhere - garment > BORROWED else ""
    return (
        f"{name} {_kept(last.garment)} when all weights are random (rank correlation {number(everywhere)} on all "
        f"pixels, {number(garment)} on the garment).{borrowed}"
    )


def grade(values: Values) -> str:
    """One word or two for a table: how much of a map stays."""
    low, middle, high = _interval(values)
    if middle is None:
        return "flat map"
    if high < LITTLE:
        return "little stays"
    if low > MUCH:
        return "much stays"
    return "some stays" if low > 0 else "not clear"


def ladder_summary(ladder: Ladder) -> str:
    """How the methods came out, all of them in one sentence."""
    graded = {one.method: grade(one.rungs[-1].garment) for one in _methods(ladder.climbed)}
    words = {
        "little stays": "little of the map stays",
        "some stays": "some of it",
        "much stays": "much of it",
        "not clear": "these pictures do not tell",
        "flat map": "the maps are flat",
    }
    told = [
        f"{said} with {_listed(name for name, found in graded.items() if found == word)}"
        for word, said in words.items()
        if word in graded.values()
    ]
    return f"On the garment, when all weights are random: {'; '.join(told)}."


def other_class(ladder: Ladder) -> str:
    """Which methods draw nearly the same map whatever class they are asked for."""
    alike = [one for one in _methods(ladder.climbed) if _interval(one.other_class.garment)[0] > MUCH]
    if not alike:
        return "Asked for the likeliest other class instead, every method draws another map on the garment."
    told = ", ".join(f"{name_of(one.method)} {number(average(one.other_class.garment))}" for one in alike)
    return (
        f"Asked for the likeliest other class instead, these draw much the same map on the garment: {told}. Such a map "
        "cannot say why it is this class and not that one."
    )


def like_controls(ladder: Ladder) -> str:
    """Which maps are much like a control, on all pixels."""
    told = []
    for control, name in (("bright", "the bright pixels"), ("edges", "the edges")):
        alike = [one for one in _methods(ladder.climbed) if _interval(getattr(one, control).everywhere)[0] > MUCH]
        if alike:
            listed = ", ".join(
                f"{name_of(one.method)} {number(average(getattr(one, control).everywhere))}" for one in alike
            )
            told.append(f"much like {name} alone: {listed}")
    return f"On all pixels, {'; '.join(told)}." if told else "No map is much like a control on all pixels."


def ladder_table(ladder: Ladder) -> pd.DataFrame:
    """A row for each method and control: means over the pictures, on all pixels / on the garment."""
    rows = []
    for one in ladder.climbed:
        row = {"map": name_of(one.method)}
        for name, found in zip(rungs(ladder.parts), one.rungs, strict=True):
            row[name] = _both(found)
        row |= {"other class": _both(one.other_class), "like edges": _both(one.edges), "like bright": _both(one.bright)}
        row["in words"] = "never looks at the net" if one.method in CONTROLS else grade(one.rungs[-1].garment)
        rows.append(row)
    return pd.DataFrame(rows)


def rival(fill: Baseline) -> str:
    """The control that a method has to beat: what differs from the fill, without any net."""
    return "bright" if fill == "black" else "away"


def deletion_verdict(found: Deletion, fill: Baseline) -> str:
    """Which methods beat the control in both curves, and which do not beat it in either."""
    against = _row(found.emptied, rival(fill))
    better: list[str] = []
    mixed: list[str] = []
    none: list[str] = []
    for one in _methods(found.emptied):
        falls = _sign(one.deletion.areas, against.deletion.areas) < 0
        rises = _sign(one.insertion.areas, against.insertion.areas) > 0
        (better if falls and rises else mixed if falls or rises else none).append(one.method)
    name = name_of(against.method)
    parts = [
        f"Better than *{name}* in both curves: {_listed(better)}"
        if better
        else f"**No method is better than *{name}* in both curves**"
    ]
    parts += [f"in one of them: {_listed(mixed)}"] if mixed else []
    parts += [f"in neither: {_listed(none)}"] if none else []
    count = len(against.deletion.areas)
    return (
        f"{'; '.join(parts)}. That control knows the picture and not the net; the {count} pictures are "
        f"compared one by one, and a difference counts from {ERRORS} standard errors on."
    )


def no_better_than_chance(found: Deletion) -> str:
    """Which methods order the pixels no better than chance, in both curves; nothing where all do better in one."""
    chance = _row(found.emptied, "chance")
    none = [
        one.method
        for one in _methods(found.emptied)
        if _sign(one.deletion.areas, chance.deletion.areas) >= 0
        and _sign(one.insertion.areas, chance.insertion.areas) <= 0
    ]
    return f"No better than pixels in random order, in both curves: {_listed(none)}." if none else ""


def curves_alt(found: Deletion, methods: Sequence[str], way: str) -> str:
    """A chart of curves in words: the areas."""
    told = ", ".join(
        f"{name_of(one.method)} {number(average(getattr(one, way).areas))}"
        for one in found.emptied
        if one.method in methods or one.method in CONTROLS
    )
    good = "small is good" if way == "deletion" else "large is good"
    return f"Area under the {way} curve, {good}: {told}."


def deletion_table(found: Deletion, fill: Baseline) -> pd.DataFrame:
    """Areas under both curves, and each method against its rival."""
    against = _row(found.emptied, rival(fill))
    rows = []
    for one in sorted(found.emptied, key=lambda row: average(row.deletion.areas) or 0.0):
        falls = _sign(one.deletion.areas, against.deletion.areas)
        rises = _sign(one.insertion.areas, against.insertion.areas)
        rows.append(
            {
                "order of pixels": name_of(one.method),
                "deletion (small is good)": number(average(one.deletion.areas)),
                "against the control": "–" if one is against else ("better", "no difference", "worse")[falls + 1],
                "insertion (large is good)": number(average(one.insertion.areas)),
                "against the control ": "–" if one is against else ("worse", "no difference", "better")[rises + 1],
            }
        )
    return pd.DataFrame(rows)


def quality_table(found: Quality) -> pd.DataFrame:
    """Both measures, the best foretold first."""
    against = _row(found.rated, "bright")
    rows = []
    for one in sorted(found.rated, key=lambda row: average(row.unexplained) or 0.0):
        sign = _sign(one.unexplained, against.unexplained)
        rows.append(
            {
                "map": name_of(one.method),
                "left unexplained": number(average(one.unexplained)),
                "against bright pixels": "–" if one is against else ("better", "no difference", "worse")[sign + 1],
                "largest change": number(average(one.change)),
            }
        )
    return pd.DataFrame(rows)


def quality_verdict(found: Quality) -> str:
    """Which maps foretell the removal of a patch better than the bright pixels do, and which hold still."""
    against = _row(found.rated, "bright")
    better = [one for one in _methods(found.rated) if _sign(one.unexplained, against.unexplained) < 0]
    said = (
        f"Better than the bright pixels ({number(average(against.unexplained))} unexplained): "
        + ", ".join(f"{name_of(one.method)} {number(average(one.unexplained))}" for one in better)
        if better
        else "**No method foretells more than the bright pixels do** "
        f"({number(average(against.unexplained))} unexplained)"
    )
    ordered = sorted(_methods(found.rated), key=lambda one: average(one.change) or 0.0)
    calm, restless = ordered[0], ordered[-1]
    return (
        f"{said}. With a little noise, {name_of(calm.method)} changes least (by {number(average(calm.change))} of its "
        f"own size), {name_of(restless.method)} most ({number(average(restless.change))})."
    )


def _both(found: Likeness) -> str:
    """On all pixels / on the garment."""
    return f"{number(average(found.everywhere))} / {number(average(found.garment))}"


def _kept(garment: Values) -> str:
    return {
        "little stays": "changes almost entirely",
        "some stays": "keeps some of its map",
        "much stays": "changes little",
        "not clear": "changes, though these pictures do not tell whether entirely,",
    }[grade(garment)]


def _interval(values: Values) -> tuple[float, float | None, float]:
    """The mean in the middle, and `ERRORS` standard errors to either side."""
    there = [value for value in values if value is not None]
    if len(there) < max(2, len(values) / 2):
        return 0.0, None, 0.0
    error = ERRORS * stdev(there) / sqrt(len(there))
    return mean(there) - error, mean(there), mean(there) + error


def _sign(first: Values | Sequence[float], second: Values | Sequence[float]) -> int:
    """-1 where `first` is smaller picture by picture, 1 where it is larger, 0 where that cannot be told."""
    differences = tuple(
        one - other for one, other in zip(first, second, strict=True) if one is not None and other is not None
    )
    low, middle, high = _interval(differences)
    return 0 if middle is None or low <= 0 <= high else (1 if middle > 0 else -1)


def _methods(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row.method not in CONTROLS]


def _row(rows: Iterable[Row], method: str) -> Row:
    return next(row for row in rows if row.method == method)


def _listed(methods: Iterable[str]) -> str:
    return ", ".join(name_of(method) for method in methods)
