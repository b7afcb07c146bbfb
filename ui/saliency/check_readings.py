"""What random weights and taken pixels say of saliency methods, beside the maps that never saw the net.

No Streamlit here. When two rows differ is for `check_numbers` to say.
"""

from collections.abc import Sequence

import pandas as pd

from resnet_core.probes.saliency import Baseline
from resnet_core.probes.saliency_checks import CONTROLS, Climbed, Deletion, Ladder, Likeness, Values, name_of
from ui.saliency.check_numbers import (
    ERRORS,
    LUCK,
    average,
    interval,
    methods,
    names,
    number,
    row_of,
    sign,
    told,
    with_error,
)

LITTLE, MUCH = 0.2, 0.5
"""Rank correlations that we call little and much; nobody has a law for these lines."""
BORROWED = 0.3
"""By so much more alike on all pixels than on the garment, a map owes its likeness to the black ones."""
RULE = (
    f"*Little stays*: the mean over the pictures is below {LITTLE} even with {ERRORS} standard errors added. *Much "
    f"stays*: it is above {MUCH} even with as many taken off. *Some stays*: neither, and more than chance has; "
    f"else these pictures do not tell. We drew the lines {LITTLE} and {MUCH}. {LUCK}"
)
AGAINST = {1: "better", 0: "no difference", -1: "worse"}
_PICTURE = {"bright": "the bright pixels", "edges": "the edges"}
"""The controls that know the picture."""


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


def climbed(one: Climbed) -> str:
    """What became of one method's map when all weights were random."""
    last, name = one.rungs[-1], f"**{name_of(one.method)}**"
    everywhere, garment = interval(last.everywhere), interval(last.garment)
    if garment is None or everywhere is None:
        return f"{name} draws flat maps when all weights are random: there is no order of pixels to compare."
    borrowed = (
        " Most of its likeness lies on the black background." if everywhere.middle - garment.middle > BORROWED else ""
    )
    return (
        f"{name} {_kept(one)} when all weights are random: rank correlation {told(last.everywhere)} on all pixels, "
        f"{with_error(last.garment)} on the garment, where chance has {told(one.chance.garment)}."
        f"{_beside(one)}{borrowed}"
    )


def grade(one: Climbed) -> str:
    """One word or two for a table: how much of a map stays on the garment, by `RULE`."""
    last = one.rungs[-1].garment
    found = interval(last)
    if found is None:
        return "flat map"
    if found.high < LITTLE:
        return "little stays"
    if found.low > MUCH:
        return "much stays"
    return "some stays" if sign(last, one.chance.garment) > 0 else "not clear"


def shared(one: Climbed) -> tuple[str, ...]:
    """The controls that know the picture and are as like the trained net's map as a random net's map is."""
    last = one.rungs[-1].garment
    return tuple(control for control in _PICTURE if sign(last, getattr(one, control).garment) <= 0)


def ladder_summary(ladder: Ladder) -> str:
    """How the methods came out, all of them in one sentence, and chance."""
    rows = methods(ladder.climbed)
    words = {
        "little stays": "little of the map stays with",
        "some stays": "some of it with",
        "much stays": "much of it with",
        "not clear": "these pictures do not tell with",
        "flat map": "the maps are flat with",
    }
    graded = {word: [one.method for one in rows if grade(one) == word] for word in words}
    parts = [f"{said} {names(graded[word])}" for word, said in words.items() if graded[word]]
    chance = [average(one.chance.garment) or 0.0 for one in rows]
    return (
        f"On the garment, when all weights are random: {'; '.join(parts)}. With a map of random numbers, which is "
        f"chance, their likeness is {number(min(chance))} to {number(max(chance))}."
    )


def what_the_picture_gives(ladder: Ladder) -> str:
    """Which of the maps that stay are no more like themselves than a control is; nothing where none stays."""
    staying = [one for one in methods(ladder.climbed) if grade(one) in ("some stays", "much stays")]
    told_of = [one for one in staying if shared(one)]
    if not staying:
        return ""
    if not told_of:
        return "What stays is more than these maps share with the bright pixels, and more than with the edges."
    listed = ", ".join(f"{name_of(one.method)} ({names(shared(one)).lower()})" for one in told_of)
    return (
        "What stays may be the picture's and not the net's: the trained net's map is no more like the random net's "
        f"than it is like the control in brackets with {listed}."
    )


def other_class(ladder: Ladder) -> str:
    """Which methods draw nearly the same map whatever class they are asked for."""
    alike = [one for one in methods(ladder.climbed) if _much(one.other_class.garment)]
    if not alike:
        return "Asked for the likeliest other class instead, no method surely draws much the same map on the garment."
    listed = ", ".join(f"{name_of(one.method)} {told(one.other_class.garment)}" for one in alike)
    return (
        f"Asked for the likeliest other class instead, these draw much the same map on the garment: {listed}. Such a "
        "map cannot say why it is this class and not that one."
    )


def like_controls(ladder: Ladder) -> str:
    """Which maps are much like a control, on all pixels."""
    parts = []
    for control, name in _PICTURE.items():
        found = [(one.method, getattr(one, control)) for one in methods(ladder.climbed)]
        alike = [(method, likeness) for method, likeness in found if _much(likeness.everywhere)]
        if alike:
            listed = ", ".join(
                f"{name_of(method)} {told(likeness.everywhere)} (garment {told(likeness.garment)})"
                for method, likeness in alike
            )
            parts.append(f"much like {name} alone: {listed}")
    return f"On all pixels, {'; '.join(parts)}." if parts else "No map is much like a control on all pixels."


def ladder_table(ladder: Ladder) -> pd.DataFrame:
    """A row for each method and control: means over the pictures, on all pixels / on the garment."""
    rows = []
    for one in ladder.climbed:
        row = {"map": name_of(one.method)}
        for name, found in zip(rungs(ladder.parts), one.rungs, strict=True):
            row[name] = _both(found)
        row |= {"other class": _both(one.other_class), "like edges": _both(one.edges), "like bright": _both(one.bright)}
        row |= {"like chance": _both(one.chance)}
        row["in words"] = "never looks at the net" if one.method in CONTROLS else grade(one)
        rows.append(row)
    return pd.DataFrame(rows)


def rival(fill: Baseline) -> str:
    """The control that a method has to beat besides chance: what differs from the fill, without any net."""
    return "bright" if fill == "black" else "away"


def deletion_verdict(found: Deletion, fill: Baseline) -> str:
    """Which methods beat chance and the control in both curves, in one, and in neither."""
    better: dict[int, list[str]] = {2: [], 1: [], 0: []}
    for one in methods(found.emptied):
        both = [
            all(_gain(found, one.method, other, way=way) > 0 for other in (rival(fill), "chance"))
            for way in ("deletion", "insertion")
        ]
        better[sum(both)].append(one.method)
    beaten = f"*{name_of(rival(fill))}* and than chance"
    parts = [
        f"Better than {beaten} in both curves: {names(better[2])}"
        if better[2]
        else f"**No method is better than {beaten} in both curves**"
    ]
    parts += [f"in one of them: {names(better[1])}"] if better[1] else []
    parts += [f"in neither: {names(better[0])}"] if better[0] else []
    count = len(found.emptied[0].deletion.areas)
    return f"{'; '.join(parts)}. The {count} pictures are compared one by one. {LUCK}"


def deletion_controls(found: Deletion, fill: Baseline) -> str:
    """What is reached without looking at the net."""
    control = rival(fill)
    reached = {
        word: f"{told(row.deletion.areas)} and {told(row.insertion.areas)}"
        for word in ("chance", control)
        for row in (row_of(found.emptied, word),)
    }
    weak = [way for way in ("deletion", "insertion") if _gain(found, control, "chance", way=way) <= 0]
    warned = f" In {' and '.join(weak)} it is no better than chance." if weak else ""
    return (
        f"Without the net: pixels in random order reach {reached['chance']} (deletion and insertion), "
        f"*{name_of(control)}*, which knows the picture, {reached[control]}.{warned}"
    )


def against_chance(found: Deletion) -> str:
    """Which methods order the pixels no better than chance, curve by curve, and which do worse."""
    parts = []
    for way in ("deletion", "insertion"):
        gains = {one.method: _gain(found, one.method, "chance", way=way) for one in methods(found.emptied)}
        worse = [method for method, gain in gains.items() if gain < 0]
        level = [method for method, gain in gains.items() if gain == 0]
        parts += [f"worse than chance in {way}: {names(worse)}"] if worse else []
        parts += [f"no different from chance in {way}: {names(level)}"] if level else []
    if not parts:
        return "Every method is better than chance in both curves."
    said = "; ".join(parts)
    return f"{said[0].upper()}{said[1:]}."


def curves_alt(found: Deletion, chosen: Sequence[str], way: str) -> str:
    """A chart of curves in words: the areas."""
    listed = ", ".join(
        f"{name_of(one.method)} {told(getattr(one, way).areas)}"
        for one in found.emptied
        if one.method in chosen or one.method in CONTROLS
    )
    good = "small is good" if way == "deletion" else "large is good"
    return f"Area under the {way} curve, {good}: {listed}."


def deletion_table(found: Deletion, fill: Baseline) -> pd.DataFrame:
    """Areas under both curves, and each row against the control and against chance."""
    rows = []
    for one in sorted(found.emptied, key=lambda row: sum(row.deletion.areas)):
        row = {"order of pixels": name_of(one.method)}
        for way, good in (("deletion", "small"), ("insertion", "large")):
            row[f"{way} ({good} is good)"] = told(getattr(one, way).areas)
            said = [
                "–" if one.method == other else AGAINST[_gain(found, one.method, other, way=way)]
                for other in (rival(fill), "chance")
            ]
            row[f"{way} against {name_of(rival(fill)).lower()} / chance"] = " / ".join(said)
        rows.append(row)
    return pd.DataFrame(rows)


def _both(found: Likeness) -> str:
    """On all pixels / on the garment."""
    return f"{told(found.everywhere)} / {told(found.garment)}"


def _much(values: Values) -> bool:
    """Whether that is surely above `MUCH`."""
    found = interval(values)
    return found is not None and found.low > MUCH


def _kept(one: Climbed) -> str:
    return {
        "little stays": "changes almost entirely",
        "some stays": "keeps some of its map",
        "much stays": "changes little",
        "not clear": "changes, though these pictures do not tell whether entirely,",
    }[grade(one)]


def _beside(one: Climbed) -> str:
    """What stays beside what the picture alone would give; nothing where little stays."""
    if grade(one) not in ("some stays", "much stays"):
        return ""
    numbers = " and ".join(f"{name} {told(getattr(one, control).garment)}" for control, name in _PICTURE.items())
    more = "no more" if shared(one) else "more"
    return f" That is {more} than it shares there with controls that never saw the net ({numbers})."


def _gain(found: Deletion, method: str, other: str, *, way: str) -> int:
    """1 where the method's curve is better than the other's, -1 where it is worse, 0 where that cannot be told."""
    first, second = (getattr(row_of(found.emptied, word), way).areas for word in (method, other))
    return sign(first, second) * (-1 if way == "deletion" else 1)
