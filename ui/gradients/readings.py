"""What the gradients of several nets say, told from the same numbers as the charts. No Streamlit here."""

import math
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

import pandas as pd

from resnet_core.probes.gradients import Gradients, Layer, Snapshot
from resnet_core.probes.nets import SmallNet
from ui.small_nets import label
from ui.words import listed, measured, seeds

EVEN = 10.0
"""Up to this factor between first and last block a gradient is called even: there are no sharp borders."""
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
    return "at the start" if step == 0 else f"after {step} step{'s' if step > 1 else ''}"


def looked(found: Gradients, step: int) -> Snapshot | None:
    """The look after `step` steps; None when there was none."""
    return next((snapshot for snapshot in found.snapshots if snapshot.step == step), None)


def points(found: Gradients, step: int, measure: Measure) -> tuple[tuple[int, float | None], ...]:
    """Place and value along the main path: layers by depth, or blocks where their outputs are measured."""
    snapshot = looked(found, step)
    if snapshot is None:
        return ()
    if measure == OUTPUTS:
        return tuple(enumerate(snapshot.outputs, start=1))
    values = snapshot.weights if measure == WEIGHTS else snapshot.lengths
    return tuple((layer.depth, value) for layer, value in _on_the_way(found, values))


def ratio(found: Gradients, step: int) -> float | None:
    """|dL/dW| of the first block's first convolution over that of the last block's last; None where one is missing."""
    snapshot = looked(found, step)
    if snapshot is None:
        return None
    first, last = _ends(found, snapshot.weights)
    return first / last if first and last else None


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


def verdict(courses: Sequence[Course], step: int) -> list[str]:
    """What the recorded nets say on vanishing and exploding gradients at one look, and at the start of the deepest."""
    return [_census(courses, step), *_deepest_plain(courses)]


def table(courses: Sequence[Course], step: int) -> pd.DataFrame:
    """A row a net: loss and gradients, geometric means over the seeds and from the lowest to the highest."""
    rows = []
    for course in courses:
        looks = [look for found in course.seeds if (look := looked(found, step))]
        ends = [_ends(found, look.weights) for found, look in zip(course.seeds, looks, strict=False)]
        rows.append(
            {
                "net": label(course.net),
                "loss": geometric([look.loss for look in looks]),
                "first block": geometric([first for first, _ in ends]),
                "last block": geometric([last for _, last in ends]),
                "first : last": geometric([ratio(found, step) for found in course.seeds]),
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
    blocked = [layer for layer, norm in _on_the_way(course.shown, snapshot.weights) if norm == 0]
    if blocked:
        return _blocked(course.net, blocked, snapshot.step)
    ends = _ends(course.shown, snapshot.weights)
    return f"{_compared(*ends)}{_hidden(*ends, snapshot.outputs)}"


def _of_outputs(_course: Course, snapshot: Snapshot) -> str:
    return _compared(snapshot.outputs[0], snapshot.outputs[-1])


def _of_lengths(course: Course, snapshot: Snapshot) -> str:
    first, last = _ends(course.shown, snapshot.lengths)
    if first is None or last is None:
        return "some of its weights are no finite numbers."
    said = f"the first block's weights are **{measured(first)}** long, the last block's {measured(last)}"
    if snapshot.step == 0:
        return f"{said}."
    before, after = (measured(each or 0) for each in _ends(course.shown, course.shown.snapshots[0].lengths))
    return f"{said}; at the start {before} and {after}."


def _compared(first: float | None, last: float | None) -> str:
    if not first or not last:
        return "some of its gradients are zero or no finite numbers."
    return (
        f"the gradient {_trend(first / last)}: {measured(first)} in the first block, {measured(last)} in the last, "
        f"**{measured(first / last)} times**."
    )


def _hidden(first: float | None, last: float | None, outputs: Sequence[float | None]) -> str:
    """What the blocks' outputs tell where the weights' gradients are even."""
    before, after = outputs[0], outputs[-1]
    if not (first and last and before and after) or _explodes(first / last) or _vanishes(first / last):
        return ""
    word = "explodes" if _explodes(before / after) else "vanishes" if _vanishes(before / after) else ""
    return f" But the {OUTPUTS} {word}: the first is {measured(before / after)} times the last." if word else ""


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


def _trend(times: float) -> str:
    if _explodes(times):
        return "*explodes* on its way back"
    if _vanishes(times):
        return "*vanishes* on its way back"
    return f"stays even, within a factor of {EVEN:g}"


def _on_the_way(found: Gradients, values: Sequence[float | None]) -> list[tuple[Layer, float | None]]:
    return [pair for pair in zip(found.layers, values, strict=True) if pair[0].branch != "shortcut"]


def _ends(found: Gradients, values: Sequence[float | None]) -> tuple[float | None, float | None]:
    """Of the first convolution in a block and of the last."""
    inside = [value for layer, value in _on_the_way(found, values) if layer.branch == "main"]
    return inside[0], inside[-1]


def _census(courses: Sequence[Course], step: int) -> str:
    """Which nets explode and which vanish, in every run or in some."""
    explodes, vanishes = (_runs_that(courses, step, holds) for holds in (_explodes, _vanishes))
    missing = [f"*{label(course.net)}*" for course in courses if not _ratios(course, step)]
    left_out = f" Left out, since some runs have no ratio: {listed(missing)}." if missing else ""
    return (
        f"Call a gradient of the weights exploding when it is more than {EVEN:g} times as long in the first block as "
        f"in the last, and vanishing when it is less than a tenth. Then, {when(step)}, it **explodes** in {explodes}, "
        f"and **vanishes** in {vanishes}.{left_out}"
    )


def _runs_that(courses: Sequence[Course], step: int, holds: Callable[[float], bool]) -> str:
    runs = [(f"*{label(course.net)}*", [holds(each) for each in _ratios(course, step)]) for course in courses]
    always = [name for name, held in runs if held and all(held)]
    sometimes = [name for name, held in runs if any(held) and not all(held)]
    found = [
        f"{which} of {listed(names)}" for which, names in (("every run", always), ("some runs", sometimes)) if names
    ]
    return " and ".join(found) or "no run of any net"


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
        f"At the start the ratio of *{label(plain.net)}* is {geometric(ratios)}, {apart} that of "
        f"*{label(twin.net)}*: {geometric(others)}."
    ]


def _explodes(times: float) -> bool:
    return times > EVEN


def _vanishes(times: float) -> bool:
    return times < 1 / EVEN


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
    before = _ends(found, start.lengths)[0] if start else None
    after = _ends(found, end.lengths)[0] if end else None
    return after / before if after and before else None


def _ratios(course: Course, step: int) -> list[float]:
    """One a seed; empty where a seed has none."""
    found = [ratio(each, step) for each in course.seeds]
    return [each for each in found if each is not None] if None not in found else []


def _is_twin(net: SmallNet, plain: SmallNet) -> bool:
    return not net.plain and not net.zero_init and net.model_copy(update={"shortcut": "none"}) == plain
