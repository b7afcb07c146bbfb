"""What random weights, taken pixels and two measures say of saliency methods, beside maps that never saw the net.

Methods and controls go by their codes. When two rows differ is for `paired` to say.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from resnet_core.saliency.table import Baseline
from resnet_core.studies.saliency_checks.paired import Measured, average, interval, methods, row_of, sign
from resnet_core.studies.saliency_checks.question import Climbed, Deletion, Ladder, Quality, Rated, Values

LITTLE, MUCH = 0.2, 0.5
"""Rank correlations that we call little and much; nobody has a law for these lines."""
BORROWED = 0.3
"""By so much more alike on all pixels than on the garment, a map owes its likeness to the black ones."""
PICTURE_CONTROLS = ("bright", "edges")
"""The controls that know the picture."""
BLIND = ("chance", "even", "bright", "edges")
"""The controls of the two measures."""
RIVALS = ("bright", "chance")
"""What a forecast has to beat."""

Grade = Literal["little", "some", "much", "unclear", "flat"]
"""How much of a map stays on the garment when all weights are random."""
Way = Literal["deletion", "insertion"]
WAYS: tuple[Way, ...] = ("deletion", "insertion")
Verdict = Literal["better", "same", "worse"]
_VERDICTS: dict[int, Verdict] = {1: "better", 0: "same", -1: "worse"}


class Rung(NamedTuple):
    """What became random last: the head, all down to a part of the net, or one layer."""

    what: Literal["head", "down_to", "layer"]
    part: Literal["head", "stem", "stage"]
    stage: int | None = None
    block: int | None = None
    """Told only where a stage has several."""
    layer: str | None = None
    """`conv2`, or `shortcut`; None for the stem's."""


class Measure(NamedTuple):
    """One number of one method or control: the mean over the pictures."""

    method: str
    number: float | None


class Stay(NamedTuple):
    """What became of one method's map when all weights were random."""

    method: str
    grade: Grade
    everywhere: float | None
    """Rank correlation with the trained net's map, on all pixels; the others are on the garment."""
    garment: float | None
    error: float | None
    """`paired.ERRORS` standard errors of it."""
    chance: float | None
    bright: float | None
    edges: float | None
    beside: Literal["more", "no_more"] | None
    """Whether that is more than both controls share that know the picture; None where little stays."""
    borrowed: bool
    """Whether most of the likeness lies on the black background."""


class Grades(NamedTuple):
    """Of how many methods how much stays, and the likeness that chance gives."""

    little: tuple[str, ...]
    some: tuple[str, ...]
    much: tuple[str, ...]
    unclear: tuple[str, ...]
    flat: tuple[str, ...]
    low: float
    high: float


class Given(NamedTuple):
    """A method whose map stays, with the controls that are as like the trained net's map as the random net's is."""

    method: str
    controls: tuple[str, ...]


class LikeControl(NamedTuple):
    """A map that is much like a control on all pixels."""

    method: str
    control: str
    everywhere: float | None
    garment: float | None


class Winners(NamedTuple):
    """Which methods beat the rival and chance in both curves, in one of them, and in neither."""

    both: tuple[str, ...]
    one: tuple[str, ...]
    neither: tuple[str, ...]
    rival: str
    pictures: int


class Unseeing(NamedTuple):
    """The areas that are reached without looking at the net."""

    rival: str
    chance_deletion: float | None
    chance_insertion: float | None
    rival_deletion: float | None
    rival_insertion: float | None
    weak: tuple[Way, ...]
    """The curves in which the rival is no better than chance."""


class AgainstChance(NamedTuple):
    """Which methods order the pixels worse than chance, and which no differently, in one curve."""

    way: Way
    worse: tuple[str, ...]
    level: tuple[str, ...]


class Standing(NamedTuple):
    """One order of pixels in one curve: its area, and how it does against the rival and against chance."""

    area: float | None
    rival: Verdict | None
    """None against itself, as is the next."""
    chance: Verdict | None


class Forecasts(NamedTuple):
    """Which maps foretell the removal of a square better than the controls do, and which no better than chance."""

    controls: tuple[Measure, ...]
    better: tuple[Measure, ...]
    level: tuple[str, ...]
    worse: tuple[str, ...]
    rated: int


class Stillness(NamedTuple):
    """Which map holds most still under noise, beside controls that hold still and say nothing of the net."""

    calm: str
    calm_change: float | None
    restless: str
    restless_change: float | None
    bright: float | None
    even: float | None
    chance: float | None
    like_chance: tuple[str, ...]
    """The methods that change no less than numbers drawn anew."""


def rungs(parts: Sequence[str]) -> tuple[Rung, ...]:
    """The ladder's rungs by the names of its parts: `head`, `stage3`, `stem`, or layers by their paths."""
    several = any(".block2." in part for part in parts)
    return tuple(_rung(part, several=several) for part in parts)


def grade(row: Climbed) -> Grade:
    """How much of a map stays on the garment when all weights are random."""
    last = row.rungs[-1].garment
    stays = interval(last)
    if stays is None:
        return "flat"
    if stays.high < LITTLE:
        return "little"
    if stays.low > MUCH:
        return "much"
    return "some" if sign(last, row.chance.garment) > 0 else "unclear"


def stay(row: Climbed) -> Stay:
    """What became of one method's map when all weights were random."""
    last = row.rungs[-1]
    everywhere, garment = interval(last.everywhere), interval(last.garment)
    flat = everywhere is None or garment is None
    return Stay(
        method=row.method,
        grade="flat" if flat else grade(row),
        everywhere=average(last.everywhere),
        garment=average(last.garment),
        error=None if garment is None else garment.error,
        chance=average(row.chance.garment),
        bright=average(row.bright.garment),
        edges=average(row.edges.garment),
        beside=None if flat else _beside(row),
        borrowed=everywhere is not None and garment is not None and everywhere.middle - garment.middle > BORROWED,
    )


def shared(row: Climbed) -> tuple[str, ...]:
    """The controls that know the picture and are as like the trained net's map as a random net's map is."""
    last = row.rungs[-1].garment
    return tuple(control for control in PICTURE_CONTROLS if sign(last, getattr(row, control).garment) <= 0)


def grades(ladder: Ladder) -> Grades:
    """How the methods came out, and chance."""
    rows = methods(ladder.climbed)
    graded: dict[Grade, list[str]] = {"little": [], "some": [], "much": [], "unclear": [], "flat": []}
    for row in rows:
        graded[grade(row)].append(row.method)
    chance = [average(row.chance.garment) or 0.0 for row in rows]
    return Grades(*map(tuple, graded.values()), low=min(chance), high=max(chance))  # type: ignore[misc, arg-type]  # in the order of its fields


def given(ladder: Ladder) -> tuple[Given, ...] | None:
    """Which of the maps that stay are no more like themselves than a control is; None where none stays."""
    staying = [row for row in methods(ladder.climbed) if grade(row) in ("some", "much")]
    return tuple(Given(row.method, shared(row)) for row in staying if shared(row)) if staying else None


def other_class(ladder: Ladder) -> tuple[Measure, ...]:
    """The methods that draw much the same map whatever class they are asked for, and how alike on the garment."""
    return tuple(
        Measure(row.method, average(row.other_class.garment))
        for row in methods(ladder.climbed)
        if _is_much(row.other_class.garment)
    )


def like_controls(ladder: Ladder) -> tuple[LikeControl, ...]:
    """Which maps are much like a control that knows the picture, control by control."""
    return tuple(
        LikeControl(row.method, control, average(likeness.everywhere), average(likeness.garment))
        for control in PICTURE_CONTROLS
        for row in methods(ladder.climbed)
        if _is_much((likeness := getattr(row, control)).everywhere)
    )


def rival(fill: Baseline) -> str:
    """The control that a method has to beat besides chance: what differs from the fill, without any net."""
    return "bright" if fill == "black" else "away"


def winners(deletion: Deletion, fill: Baseline) -> Winners:
    """Which methods beat chance and the rival, in how many curves."""
    beaten: dict[int, list[str]] = {2: [], 1: [], 0: []}
    for row in methods(deletion.emptied):
        curves = [
            all(_gain(deletion, row.method, other, way=way) > 0 for other in (rival(fill), "chance")) for way in WAYS
        ]
        beaten[sum(curves)].append(row.method)
    pictures = len(deletion.emptied[0].deletion.areas)
    return Winners(tuple(beaten[2]), tuple(beaten[1]), tuple(beaten[0]), rival(fill), pictures)


def unseeing(deletion: Deletion, fill: Baseline) -> Unseeing:
    """What is reached without looking at the net."""
    chance, control = (row_of(deletion.emptied, method) for method in ("chance", rival(fill)))
    return Unseeing(
        rival=control.method,
        chance_deletion=average(chance.deletion.areas),
        chance_insertion=average(chance.insertion.areas),
        rival_deletion=average(control.deletion.areas),
        rival_insertion=average(control.insertion.areas),
        weak=tuple(way for way in WAYS if _gain(deletion, control.method, "chance", way=way) <= 0),
    )


def against_chance(deletion: Deletion) -> tuple[AgainstChance, ...]:
    """For each curve, which methods are no better than chance."""
    return tuple(_against_chance(deletion, way) for way in WAYS)


def areas(deletion: Deletion, way: Way) -> tuple[Measure, ...]:
    """The mean area under a curve, of each method and control."""
    return tuple(Measure(row.method, average(getattr(row, way).areas)) for row in deletion.emptied)


def standing(deletion: Deletion, method: str, way: Way, *, fill: Baseline) -> Standing:
    """How one order of pixels does in one curve."""
    against = {
        other: None if method == other else _VERDICTS[_gain(deletion, method, other, way=way)]
        for other in (rival(fill), "chance")
    }
    return Standing(average(_areas(deletion, method, way)), against[rival(fill)], against["chance"])


def forecasts(quality: Quality) -> Forecasts:
    """Which maps foretell the removal of a square, and which do not."""
    rows = methods(quality.rated)
    return Forecasts(
        controls=tuple(_unexplained(row_of(quality.rated, control)) for control in BLIND),
        better=tuple(_unexplained(row) for row in rows if all(_forecast(quality, row, other) > 0 for other in RIVALS)),
        level=tuple(row.method for row in rows if _forecast(quality, row, "chance") == 0),
        worse=tuple(row.method for row in rows if _forecast(quality, row, "chance") < 0),
        rated=len(rows),
    )


def forecast(quality: Quality, row: Rated, other: str) -> Verdict | None:
    """How a map's forecast does against a control's; None against itself."""
    return None if row.method == other else _VERDICTS[_forecast(quality, row, other)]


def stillness(quality: Quality) -> Stillness:
    """Which map holds most still under noise, and which least."""
    ordered = sorted(methods(quality.rated), key=lambda row: average(row.change) or 0.0)
    calm, restless = ordered[0], ordered[-1]
    bright, even, chance = (row_of(quality.rated, control).change for control in ("bright", "even", "chance"))
    return Stillness(
        calm.method,
        average(calm.change),
        restless.method,
        average(restless.change),
        average(bright),
        average(even),
        average(chance),
        like_chance=tuple(row.method for row in ordered if sign(row.change, chance) >= 0),
    )


def _rung(part: str, *, several: bool) -> Rung:
    at, *inside = part.split(".")
    if at == "head":
        return Rung("head", "head")
    what: Literal["down_to", "layer"] = "layer" if inside else "down_to"
    if at == "stem":
        return Rung(what, "stem")
    stage = int(at.removeprefix("stage"))
    if not inside:
        return Rung(what, "stage", stage)
    block, path, layer = inside
    number = int(block.removeprefix("block")) if several else None
    return Rung(what, "stage", stage, number, "shortcut" if path == "shortcut" else layer)


def _beside(row: Climbed) -> Literal["more", "no_more"] | None:
    if grade(row) not in ("some", "much"):
        return None
    return "no_more" if shared(row) else "more"


def _against_chance(deletion: Deletion, way: Way) -> AgainstChance:
    gains = {row.method: _gain(deletion, row.method, "chance", way=way) for row in methods(deletion.emptied)}
    worse, level = (tuple(method for method, gain in gains.items() if gain == sought) for sought in (-1, 0))
    return AgainstChance(way, worse, level)


def _is_much(values: Values) -> bool:
    """Whether that is surely above `MUCH`."""
    mean = interval(values)
    return mean is not None and mean.low > MUCH


def _gain(deletion: Deletion, method: str, other: str, *, way: Way) -> int:
    """1 where the method's curve is better than the other's, -1 where it is worse, 0 where that cannot be told."""
    first, second = (_areas(deletion, row, way) for row in (method, other))
    return sign(first, second) * (-1 if way == "deletion" else 1)


def _areas(deletion: Deletion, method: str, way: Way) -> Measured:
    row = row_of(deletion.emptied, method)
    return row.deletion.areas if way == "deletion" else row.insertion.areas


def _unexplained(row: Rated) -> Measure:
    return Measure(row.method, average(row.unexplained))


def _forecast(quality: Quality, row: Rated, other: str) -> int:
    """1 where it leaves less unexplained than the other, -1 where it leaves more, 0 where that cannot be told."""
    return -sign(row.unexplained, row_of(quality.rated, other).unexplained)
