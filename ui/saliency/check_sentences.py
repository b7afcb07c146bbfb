"""What the checks say, in sentences for the page."""

from collections.abc import Iterable, Iterator, Sequence

from resnet_core.saliency.table import Baseline
from resnet_core.studies.saliency_checks import findings
from resnet_core.studies.saliency_checks.findings import LITTLE, MUCH, PICTURE_CONTROLS, Given, Measure, Rung, Way
from resnet_core.studies.saliency_checks.paired import ERRORS
from resnet_core.studies.saliency_checks.question import CONTROLS, Climbed, Deletion, Ladder, Quality
from ui.saliency.methods import lists, name_of
from ui.say import say


def rule() -> str:
    """How grades are given."""
    return say("saliency-rule", little=LITTLE, much=MUCH, errors=ERRORS)


def rung(rung: Rung) -> str:
    """What became random last: `head random`, `down to stage 3`, `stage 3 conv2`."""
    return say("saliency-rung", rung)


def stay(row: Climbed) -> str:
    """What became of one method's map when all weights were random."""
    return say("saliency-stay", findings.stay(row), name=name_of(row.method))


def grades(ladder: Ladder) -> str:
    """How the methods came out, all of them in one sentence, and chance."""
    facts = findings.grades(ladder)
    graded = {grade: methods for grade, methods in facts._asdict().items() if grade not in ("low", "high")}
    return say("saliency-grades", facts, **lists(**graded))


def ladder(ladder: Ladder) -> Iterator[str]:
    """What the ladder says of all methods, sentence by sentence."""
    yield grades(ladder)
    if (given := findings.given(ladder)) is not None:
        methods = [_given(entry) for entry in given]
        yield say("saliency-given", count=len(given), methods=methods)
    alike = findings.other_class(ladder)
    yield say("saliency-other-class", count=len(alike), methods=measures(alike))
    yield from like_controls(ladder)


def like_controls(ladder: Ladder) -> Iterator[str]:
    """Which maps are much like a control, a sentence a control."""
    alike = findings.like_controls(ladder)
    for control in PICTURE_CONTROLS:
        theirs = [entry for entry in alike if entry.control == control]
        if theirs:
            methods = [say("saliency-like.method", entry, name=name_of(entry.method)) for entry in theirs]
            yield say("saliency-like", control=control, methods=methods)
    if not alike:
        yield say("saliency-like.none")


def deletion(deletion: Deletion, fill: Baseline) -> Iterator[str]:
    """What the curves say, sentence by sentence."""
    winners, unseeing = findings.winners(deletion, fill), findings.unseeing(deletion, fill)
    rival = name_of(winners.rival)
    graded = lists(both=winners.both, one=winners.one, neither=winners.neither)
    yield say("saliency-winners", winners, **graded | {"rival": rival, "errors": ERRORS})
    weak = {"weak": list(map(said_way, unseeing.weak)), "weak_count": len(unseeing.weak)}
    yield say("saliency-unseeing", unseeing, **weak | {"rival": rival})
    for against in findings.against_chance(deletion):
        shortfalls = len(against.worse) + len(against.level)
        short = lists(worse=against.worse, level=against.level)
        yield say("saliency-against-chance", **short | {"way": said_way(against.way), "shortfalls": shortfalls})


def curve_alt(deletion: Deletion, chosen: Sequence[str], way: Way) -> str:
    """A chart of curves in words: the areas."""
    shown = [area for area in findings.areas(deletion, way) if area.method in chosen or area.method in CONTROLS]
    return say("saliency-curve.alt", way=way, areas=measures(shown))


def forecasts(quality: Quality) -> str:
    """Which maps foretell the removal of a square better than the controls do, and which no better than chance."""
    facts = findings.forecasts(quality)
    short = lists(worse=facts.worse, level=facts.level)
    told = {"better": measures(facts.better), "better_count": len(facts.better), "controls": measures(facts.controls)}
    return say("saliency-forecasts", facts, **short | told | {"errors": ERRORS})


def stillness(quality: Quality) -> str:
    """Which map holds most still under noise, beside controls that hold still without saying anything of the net."""
    facts = findings.stillness(quality)
    named = {"calm": name_of(facts.calm), "restless": name_of(facts.restless)}
    return say("saliency-stillness", facts, **named | lists(like_chance=facts.like_chance))


def measures(numbers: Iterable[Measure]) -> list[str]:
    """Methods, each with its number: `Grad-CAM 0.30`."""
    return [say("saliency-number", name=name_of(measure.method), number=measure.number) for measure in numbers]


def said_way(way: Way) -> str:
    """`deletion`, `insertion`."""
    return say("saliency-way", way=way)


def _given(entry: Given) -> str:
    """A method with the controls that its map is as like to."""
    controls = [say("saliency-given.control", control=control) for control in entry.controls]
    return say("saliency-given.method", name=name_of(entry.method), controls=controls)
