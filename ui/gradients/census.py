"""What the recorded nets say together: what comes back in which, in every run or in some, and which still guess."""

from collections.abc import Sequence

from resnet_core.probes.gradients import Gradients
from resnet_core.probes.nets import SmallNet
from ui.gradients.readings import Course, geometric, when
from ui.gradients.sizes import (
    EVEN,
    FAR,
    LEARNING_RATE,
    TINY,
    Way,
    called,
    came_back,
    furthest,
    looked,
    only_guesses,
    ratio,
)
from ui.small_nets import label
from ui.words import listed


def verdict(courses: Sequence[Course], step: int) -> list[str]:
    """What the recorded nets say at one look, by what comes back and by size; then on the deepest at the start."""
    return [_census(courses, step), *_tiny_ones(courses, step), *_deepest_plain(courses)]


def _census(courses: Sequence[Course], step: int) -> str:
    """What comes back through the blocks of which nets, in every run or in some."""
    missing = [course for course in courses if not _ways(course, step)]
    left_out = f" Left out, since nothing comes back in some runs: {_names(missing)}." if missing else ""
    bounds: dict[Way, str] = {
        "explodes": f"{FAR:g}-fold or more",
        "grows": f"{EVEN:g}- to {FAR:g}-fold",
        "shrinks": f"to between 1/{EVEN:g} and 1/{FAR:g}",
        "vanishes": f"to 1/{FAR:g} or less",
    }
    said = [
        f"**{way}** ({bound}) in {runs}" for way, bound in bounds.items() if (runs := _runs_that(courses, step, way))
    ]
    return (
        f"Going back through the blocks, {when(step)}, the signal {'; '.join([*said, 'in all other runs it'])} keeps "
        f"its size within a factor of {EVEN:g}.{left_out}"
    )


def _runs_that(courses: Sequence[Course], step: int, way: Way) -> str:
    runs = [(f"*{label(course.net)}*", [each == way for each in _ways(course, step)]) for course in courses]
    always = [name for name, held in runs if held and all(held)]
    sometimes = [name for name, held in runs if any(held) and not all(held)]
    found = [
        f"{which} of {listed(names)}" for which, names in (("every run", always), ("some runs", sometimes)) if names
    ]
    return " and ".join(found)


def _ways(course: Course, step: int) -> list[Way]:
    """What the signal does on its way back, one a seed; empty where a seed has none."""
    looks = [looked(found, step) for found in course.seeds]
    back = [came_back(look) if look else None for look in looks]
    return [called(each) for each in back if each is not None] if None not in back else []


def _tiny_ones(courses: Sequence[Course], step: int) -> list[str]:
    """The nets whose layers a step hardly moves in any run, and what becomes of them by their last look."""
    tiny = [course for course in courses if all(_is_tiny(found, step) for found in course.seeds)]
    if not tiny:
        return []
    guessing = [[only_guesses(found.snapshots[-1]) for found in course.seeds] for course in tiny]
    stuck = [course for course, guesses in zip(tiny, guessing, strict=True) if all(guesses)]
    learnt = [course for course, guesses in zip(tiny, guessing, strict=True) if not any(guesses)]
    became = [
        f"{which} run of {_names(nets)} does better than guessing"
        for which, nets in (("no", stuck), ("every", learnt))
        if nets
    ]
    last = when(tiny[0].shown.snapshots[-1].step).capitalize()
    end = f" {last} {' and '.join(became)}." if became else ""
    return [
        f"In every run of {_names(tiny)} the gradients of the weights are **tiny** in all blocks, {when(step)}, "
        f"however even: a step at rate {LEARNING_RATE:g} moves no layer by {100 * TINY:g} % of its length.{end}"
    ]


def _is_tiny(found: Gradients, step: int) -> bool:
    snapshot = looked(found, step)
    share = furthest(found, snapshot) if snapshot else None
    return share is not None and 0 < share < TINY


def _names(courses: Sequence[Course]) -> str:
    return listed(f"*{label(course.net)}*" for course in courses)


def _deepest_plain(courses: Sequence[Course]) -> list[str]:
    """The deepest plain net with norms against its residual twin at the start, as far as the runs can tell."""
    plain = max(
        (course for course in courses if course.net.plain and course.net.norm),
        key=lambda course: course.net.depth,
        default=None,
    )
    twin = None if plain is None else next((each for each in courses if _is_twin(each.net, plain.net)), None)
    if plain is None or twin is None:
        return []
    ratios, others = _ratios(plain, 0), _ratios(twin, 0)
    if not ratios or not others:
        return []
    if min(ratios) > max(others):
        apart = "in every run above"
    elif max(ratios) < min(others):
        apart = "in every run below"
    else:
        apart = "within the spread of"
    return [
        f"At the start the weights' gradient in the first block of *{label(plain.net)}* is {geometric(ratios)} times "
        f"that in the last, {apart} the same ratio of *{label(twin.net)}*: {geometric(others)}."
    ]


def _ratios(course: Course, step: int) -> list[float]:
    """One a seed; empty where a seed has none."""
    found = [ratio(each, step) for each in course.seeds]
    return [each for each in found if each is not None] if None not in found else []


def _is_twin(net: SmallNet, plain: SmallNet) -> bool:
    return not net.plain and not net.zero_init and net.model_copy(update={"shortcut": "none"}) == plain
