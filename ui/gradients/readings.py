"""What the gradients of several nets say, told from the same numbers as the charts. No Streamlit here."""

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

import pandas as pd

from resnet_core.probes.gradients import Gradients, Layer, Snapshot
from resnet_core.probes.nets import SmallNet
from ui.gradients.sizes import (
    EVEN,
    HUGE,
    LEARNING_RATE,
    TINY,
    called,
    came_back,
    ends,
    furthest,
    looked,
    on_the_way,
    only_guesses,
    ratio,
)
from ui.small_nets import label
from ui.words import counted, measured, seeds

UNMOVED = 0.05
"""A length that changes by less is about what it was."""

Measure = Literal["gradient of the weights", "gradient of the blocks' outputs", "length of the weights"]
WEIGHTS: Measure = "gradient of the weights"
OUTPUTS: Measure = "gradient of the blocks' outputs"
LENGTHS: Measure = "length of the weights"
MEASURES: tuple[Measure, ...] = (WEIGHTS, OUTPUTS, LENGTHS)


class Course(NamedTuple):
    """One net and what was found for it, once a seed."""

    net: SmallNet
    seeds: tuple[Gradients, ...]
    where: str
    """A sentence on when and on which machine."""

    @property
    def shown(self) -> Gradients:
        """The seed that the first chart draws."""
        return self.seeds[0]


def when(step: int) -> str:
    """The look in words: `after 10 steps`."""
    return "at the start" if step == 0 else f"after {counted(step, 'step')}"


def points(found: Gradients, step: int, measure: Measure) -> tuple[tuple[int, float | None], ...]:
    """Place and value along the main path: layers by depth, or blocks where their outputs are measured."""
    snapshot = looked(found, step)
    if snapshot is None:
        return ()
    if measure == OUTPUTS:
        return tuple(enumerate(snapshot.outputs, start=1))
    values = snapshot.weights if measure == WEIGHTS else snapshot.lengths
    return tuple((layer.depth, value) for layer, value in on_the_way(found, values))


def at_step(courses: Sequence[Course], step: int, measure: Measure) -> list[str]:
    """A sentence a net: how the measure at its beginning compares with that at its end."""
    say = {OUTPUTS: _of_outputs, LENGTHS: _of_lengths}.get(measure, _of_weights)
    said = []
    for course in courses:
        snapshot = looked(course.shown, step)
        sentence = (
            "the loss is no finite number any more, so there is no gradient to draw."
            if snapshot is None or snapshot.loss is None
            else say(course, snapshot)
        )
        said.append(f"**{label(course.net)}**: {sentence}")
    return said


def in_training(courses: Sequence[Course]) -> list[str]:
    """A sentence a net: what one step did to ratio and weights, and where the ratio stands at the last look."""
    return [f"**{label(course.net)}** ({seeds(len(course.seeds))}): {_story(course)}" for course in courses]


def table(courses: Sequence[Course], step: int) -> pd.DataFrame:
    """A row a net: loss and gradients, geometric means over the seeds and from the lowest to the highest."""
    rows = []
    for course in courses:
        looks = [look for found in course.seeds if (look := looked(found, step))]
        both = [ends(found, look.weights) for found, look in zip(course.seeds, looks, strict=False)]
        rows.append(
            {
                "net": label(course.net),
                "loss": geometric([look.loss for look in looks]),
                "first block": geometric([first for first, _ in both]),
                "last block": geometric([last for _, last in both]),
                "first : last": geometric([ratio(found, step) for found in course.seeds]),
                "outputs, first : last": geometric([came_back(look) for look in looks]),
                "runs": str(len(looks)),
            }
        )
    return pd.DataFrame(rows).set_index("net")


def every_layer(courses: Sequence[Course], step: int) -> pd.DataFrame:
    """A row a layer of each net, projections too, as one seed has it."""
    rows = []
    for course in courses:
        if (snapshot := looked(course.shown, step)) is None:
            continue
        for layer, weight, length in zip(course.shown.layers, snapshot.weights, snapshot.lengths, strict=True):
            rows.append(
                {
                    "net": label(course.net),
                    "layer": layer.path,
                    "branch": layer.branch,
                    "block": layer.block,
                    "gradient": weight,
                    "length of the weights": length,
                }
            )
    return pd.DataFrame(rows).astype({"block": "Int64"} if rows else {})


def geometric(values: Sequence[float | None]) -> str:
    """The geometric mean, and from the lowest to the highest where there are several; zeros and gaps are named."""
    known = [value for value in values if value is not None]
    if len(known) < len(values) or not values:
        return "none in some runs" if known else "none"
    if min(known) <= 0:
        return "0" if max(known) == 0 else f"0 to {measured(max(known))}"
    mean = measured(math.exp(sum(map(math.log, known)) / len(known)))
    low, high = measured(min(known)), measured(max(known))
    return mean if low == high else f"{mean} ({low} to {high})"


def alt(courses: Sequence[Course], step: int, measure: Measure) -> str:
    """The first chart in words."""
    ends = []
    for course in courses:
        drawn = [value for _, value in points(course.shown, step, measure) if value]
        ends.append(
            f"{label(course.net)} from {measured(drawn[0])} at its beginning to {measured(drawn[-1])} at its end"
            if drawn
            else f"{label(course.net)} not drawn"
        )
    return f"{measure.capitalize()} by depth, {when(step)}: {'; '.join(ends)}."


def _of_weights(course: Course, snapshot: Snapshot) -> str:
    found = course.shown
    blocked = [layer for layer, norm in on_the_way(found, snapshot.weights) if norm == 0]
    if blocked:
        return _blocked(course.net, blocked, snapshot.step)
    first, last = ends(found, snapshot.weights)
    if not first or not last:
        return "some of its gradients are zero or no finite numbers."
    back = came_back(snapshot)
    signal = f"; going back through the blocks the signal {_course(back)}" if back else ""
    return f"{_of_both_ends(first, last)}{signal}.{_size_said(found, snapshot)}"


def _of_outputs(_course_of: Course, snapshot: Snapshot) -> str:
    first, last = snapshot.outputs[0], snapshot.outputs[-1]
    if not first or not last:
        return "some of its gradients are zero or no finite numbers."
    return (
        f"going back through the blocks the gradient {_course(first / last)}: from {measured(last)} behind the last "
        f"block to {measured(first)} behind the first."
    )


def _of_lengths(course: Course, snapshot: Snapshot) -> str:
    first, last = ends(course.shown, snapshot.lengths)
    if first is None or last is None:
        return "some of its weights are no finite numbers."
    said = f"the first block's weights are **{measured(first)}** long, the last block's {measured(last)}"
    if snapshot.step == 0:
        return f"{said}."
    before, after = (measured(each or 0) for each in ends(course.shown, course.shown.snapshots[0].lengths))
    return f"{said}; at the start {before} and {after}."


def _of_both_ends(first: float, last: float) -> str:
    """The gradients of the weights at both ends."""
    times = first / last
    if called(times) == "even":
        return (
            f"the gradients of the weights are nearly even ({measured(first)} in the first block, {measured(last)} in "
            "the last)"
        )
    more, less = ("larger", times) if times > 1 else ("smaller", 1 / times)
    return (
        f"the gradient of the weights is **{measured(less)} times** {more} in the first block ({measured(first)}) than "
        f"in the last ({measured(last)})"
    )


def _course(times: float) -> str:
    """What becomes of a gradient on its way back, with its factor."""
    way = called(times)
    if way == "even":
        return f"**keeps its size** within a factor of {EVEN:g}"
    return f"**{way}** {measured(times)}-fold" if times > 1 else f"**{way}**, to 1/{measured(1 / times)} of its size"


def _size_said(found: Gradients, snapshot: Snapshot) -> str:
    """How far a step moves a layer, where that is next to nothing or further than the layer is long."""
    share = furthest(found, snapshot)
    if not share or TINY <= share < HUGE:
        return ""
    if share >= HUGE:
        return (
            f" But the largest are **huge**: a step at rate {LEARNING_RATE:g} moves a layer by {measured(share)} times "
            "its own length."
        )
    return (
        f" But all of them are **tiny**: a step at rate {LEARNING_RATE:g} moves no layer in a block by more than "
        f"{measured(100 * share)} % of its length.{_later(found, snapshot)}"
    )


def _later(found: Gradients, snapshot: Snapshot) -> str:
    """Whether the net learns all the same."""
    last = found.snapshots[-1]
    loss = "no finite number" if last.loss is None else measured(last.loss, digits=3)
    if only_guesses(last):
        return f" {when(last.step).capitalize()} its loss is {loss}, no better than guessing."
    return "" if last is snapshot else f" It does not stay so: {when(last.step)} its loss is {loss}."


def _blocked(net: SmallNet, blocked: Sequence[Layer], step: int) -> str:
    why = (
        " Its blocks start at zero, and what a zero is multiplied with cannot matter yet: the first step moves only "
        "the zeros themselves, and what lies outside the blocks."
        if net.zero_init and net.norm and step == 0
        else ""
    )
    return (
        f"the gradient of {len(blocked)} of its {net.depth} layers is exactly 0, which a logarithmic axis cannot "
        f"show.{why}"
    )


def _story(course: Course) -> str:
    last = course.shown.snapshots[-1].step
    before, after, end = ([ratio(found, step) for found in course.seeds] for step in (0, 1, last))
    if None in after:
        lost = sum(_is_lost(found, 1) for found in course.seeds)
        return (
            f"after one step the loss is no finite number in {lost} of these runs."
            if lost
            else "after one step there is no ratio: some gradients are 0."
        )
    start = "no ratio at the start" if None in before else f"the ratio is {geometric(before)} at the start"
    turned = "" if None in before or None in end else _turned(before, end)
    return f"{start}; {geometric(after)} after one step, which {_grown(course)}; {geometric(end)} {when(last)}.{turned}"


def _grown(course: Course) -> str:
    """What the first step did to the length of the first block's weights."""
    grown = [_growth(found, to=1) for found in course.seeds]
    if all(each is not None and abs(each - 1) < UNMOVED for each in grown):
        return "left the first block's weights about as long as they were"
    return f"made the first block's weights {geometric(grown)} times as long"


def _turned(before: Sequence[float | None], end: Sequence[float | None]) -> str:
    """Said only where it holds in every run."""
    starts, ends = ([each for each in values if each is not None] for values in (before, end))
    if min(starts) > EVEN and max(ends) < 1:
        return " So it has turned round: now the first block has the smaller gradient."
    return ""


def _is_lost(found: Gradients, step: int) -> bool:
    snapshot = looked(found, step)
    return snapshot is not None and snapshot.loss is None


def _growth(found: Gradients, *, to: int) -> float | None:
    """How many times as long as at the start the first block's first weights are after `to` steps."""
    start, end = looked(found, 0), looked(found, to)
    before = ends(found, start.lengths)[0] if start else None
    after = ends(found, end.lengths)[0] if end else None
    return after / before if after and before else None
