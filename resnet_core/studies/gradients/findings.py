"""How large the gradients of a net are, on their way back and by themselves, and what many recorded nets share.

The ratio of two layers' gradients says neither what came back through the blocks, since a weight's gradient is made of
the signal going in as well, nor whether anything is of a size to learn from. So three things are judged: the gradient
of the weights from end to end, the gradient of the blocks' outputs from end to end, and how far one step moves a layer.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from resnet_core.analysis.spread import Spread, geometric_spread
from resnet_core.studies.gradients.question import Gradients, GradientsQuestion, Layer, Snapshot
from resnet_core.studies.nets import SmallNet

Measure = Literal["weights", "outputs", "lengths"]
"""Gradient of the weights, gradient of the blocks' outputs, length of the weights."""
MEASURES: tuple[Measure, ...] = ("weights", "outputs", "lengths")

Way = Literal["explodes", "grows", "even", "shrinks", "vanishes"]
"""What becomes of a gradient on its way back, from its size in the first block over that in the last."""

EVEN = 10.0
"""Up to this factor from end to end a gradient is called even: there are no sharp borders."""
FAR = 100.0
"""From this factor on it explodes or vanishes; below, it grows or shrinks."""
TINY = 1e-4
"""Gradients are tiny where a step moves no layer of a block by this share of its length."""
HUGE = 1.0
"""And huge where it moves one by its whole length."""
LEARNING_RATE = GradientsQuestion().lr
GUESSING = math.log(10)
"""The loss of a net that gives each of ten classes the same chance."""
BETTER = 0.95
"""A loss below this share of guessing is better than guessing; less is chance on one batch."""
UNMOVED = 0.05
"""A length that changes by less is about what it was."""


class Runs(NamedTuple):
    """One net and the answers for it, once a seed."""

    net: SmallNet
    answers: tuple[Gradients, ...]

    @property
    def shown(self) -> Gradients:
        """The seed that the first chart draws."""
        return self.answers[0]


class WayBack(NamedTuple):
    """A gradient in the first block beside that in the last, `times` as large or as small."""

    way: Way
    times: float
    """At least 1."""
    first: float
    last: float

    @property
    def first_is(self) -> Literal["even", "larger", "smaller"]:
        """The first beside the last."""
        return "even" if self.way == "even" else "larger" if self.first > self.last else "smaller"


class Moved(NamedTuple):
    """How far one step moves a layer of a block."""

    size: Literal["tiny", "usual", "huge"]
    share: float
    """Of the layer's length, the largest."""
    later: Literal["stuck", "learns", "unknown"]
    """Whether at the last look the loss is no better than guessing; `unknown` where this is the last look."""
    last_step: int
    last_loss: float | None


class AtStep(NamedTuple):
    """What one run shows at one look."""

    state: Literal["lost", "blocked", "missing", "known"]
    """`lost`: the loss is no finite number; `blocked`: some gradients are exactly 0; `missing`: one at an end is."""
    zeros: int = 0
    """Layers on the main path whose gradient is exactly 0."""
    waits: bool = False
    """Whether they are 0 because the blocks start at zero and no step has been taken yet."""
    weights: WayBack | None = None
    outputs: WayBack | None = None
    moved: Moved | None = None


class Lengths(NamedTuple):
    """How long the weights of the first block and of the last are; None where they are no finite numbers."""

    first: float | None
    last: float | None
    first_before: float | None
    """Before any step."""
    last_before: float | None


class Story(NamedTuple):
    """What one step did to the ratio of first to last block and to the weights, and where the ratio stands at last."""

    state: Literal["lost", "zeros", "known"]
    """`lost`: after one step the loss of some runs is no finite number; `zeros`: some gradients are 0."""
    lost: int = 0
    before: Spread | None = None
    after: Spread | None = None
    end: Spread | None = None
    last_step: int = 0
    grown: Spread | None = None
    """The length of the first block's weights after one step, over that before."""
    kept_length: bool = False
    """Whether that is about 1 in every run."""
    turned: bool = False
    """Whether in every run the first block began with the larger gradient and ends with the smaller."""


class Mean(NamedTuple):
    """A geometric mean over runs, or why there is none."""

    state: Literal["none", "in_some", "zero", "from_zero", "known"]
    spread: Spread | None = None
    high: float = 0.0
    """Where the lowest is 0."""


class Those(NamedTuple):
    """Nets of which something holds in every run, and others of which it holds in some."""

    every: tuple[SmallNet, ...]
    some: tuple[SmallNet, ...]

    @property
    def state(self) -> Literal["none", "every", "some", "both"]:
        """Which of the two there are."""
        if not self.every:
            return "some" if self.some else "none"
        return "both" if self.some else "every"


class Census(NamedTuple):
    """What comes back through the blocks of which nets."""

    explodes: Those
    grows: Those
    shrinks: Those
    vanishes: Those
    left_out: tuple[SmallNet, ...]
    """Nets of which in some runs nothing comes back."""


class Tiny(NamedTuple):
    """Nets whose layers a step hardly moves in any run, and what becomes of them by their last look."""

    nets: tuple[SmallNet, ...]
    stuck: tuple[SmallNet, ...]
    """No run of these does better than guessing."""
    learnt: tuple[SmallNet, ...]
    """Every run of these does."""
    last_step: int


class DeepestPlain(NamedTuple):
    """The ratio of first to last block at the start, in the deepest plain net with norms and in its residual twin."""

    plain: SmallNet
    twin: SmallNet
    ratio: Spread
    twin_ratio: Spread
    apart: Literal["above", "below", "within"]
    """The plain net's beside the twin's, in every run; `within` where the runs overlap."""


def way_of(times: float) -> Way:
    """The name for a gradient that is `times` as large in the first block as in the last."""
    if EVEN < times < FAR:
        return "grows"
    if 1 / FAR < times < 1 / EVEN:
        return "shrinks"
    if times >= FAR:
        return "explodes"
    return "vanishes" if times <= 1 / FAR else "even"


def look(gradients: Gradients, step: int) -> Snapshot | None:
    """The look after `step` steps; None when there was none."""
    return next((snapshot for snapshot in gradients.snapshots if snapshot.step == step), None)


def points(gradients: Gradients, step: int, measure: Measure) -> tuple[tuple[int, float | None], ...]:
    """Place and value along the main path: layers by depth, or blocks where their outputs are measured."""
    snapshot = look(gradients, step)
    if snapshot is None:
        return ()
    if measure == "outputs":
        return tuple(enumerate(snapshot.outputs, start=1))
    values = snapshot.weights if measure == "weights" else snapshot.lengths
    return tuple((layer.depth, value) for layer, value in _on_the_way(gradients, values))


def ratio(gradients: Gradients, step: int) -> float | None:
    """|dL/dW| of the first block's first convolution over that of the last block's last; None where one is missing."""
    snapshot = look(gradients, step)
    return _over(*ends(gradients, snapshot.weights)) if snapshot else None


def mean_ratio(runs: Runs, step: int) -> float | None:
    """The geometric mean over the seeds; None where one has none."""
    ratios = geometric_spread(ratio(answer, step) for answer in runs.answers)
    return ratios and ratios.mean


def came_back(snapshot: Snapshot) -> float | None:
    """|dL/dh| behind the first block over that behind the last; None where one is missing or 0."""
    return _over(snapshot.outputs[0], snapshot.outputs[-1])


def furthest(gradients: Gradients, snapshot: Snapshot) -> float | None:
    """The largest share of its length by which a step of `LEARNING_RATE` moves a layer on a block's main path."""
    values = zip(gradients.layers, snapshot.weights, snapshot.lengths, strict=True)
    moved = [
        LEARNING_RATE * gradient / length if gradient is not None and length else None
        for layer, gradient, length in values
        if layer.branch == "main"
    ]
    known = [share for share in moved if share is not None]
    return max(known) if len(known) == len(moved) else None


def ends(gradients: Gradients, values: Sequence[float | None]) -> tuple[float | None, float | None]:
    """Of the first convolution in a block and of the last."""
    inside = [value for layer, value in _on_the_way(gradients, values) if layer.branch == "main"]
    return inside[0], inside[-1]


def at_step(runs: Runs, step: int) -> AtStep:
    """The gradients of the weights, what comes back through the blocks, and how far a step would move a layer."""
    gradients, snapshot = runs.shown, look(runs.shown, step)
    if snapshot is None or snapshot.loss is None:
        return AtStep("lost")
    outputs = _way_back(snapshot.outputs[0], snapshot.outputs[-1])
    zeros = sum(value == 0 for _, value in _on_the_way(gradients, snapshot.weights))
    if zeros:
        waits = runs.net.zero_init and runs.net.norm and step == 0
        return AtStep("blocked", zeros, waits, outputs=outputs)
    weights = _way_back(*ends(gradients, snapshot.weights))
    if weights is None:
        return AtStep("missing", outputs=outputs)
    return AtStep("known", weights=weights, outputs=outputs, moved=_moved(gradients, snapshot))


def lengths(runs: Runs, step: int) -> Lengths | None:
    """The weights at both ends; None where the loss is no finite number."""
    gradients, snapshot = runs.shown, look(runs.shown, step)
    if snapshot is None or snapshot.loss is None:
        return None
    return Lengths(*ends(gradients, snapshot.lengths), *ends(gradients, gradients.snapshots[0].lengths))


def story(runs: Runs) -> Story:
    """What the first step did, and what has become of it by the last look, over all seeds."""
    last = runs.shown.snapshots[-1].step
    before, after, end = (geometric_spread(ratio(run, step) for run in runs.answers) for step in (0, 1, last))
    if after is None:
        lost = sum(_is_lost(run, 1) for run in runs.answers)
        return Story("lost" if lost else "zeros", lost)
    grown = [_growth(run, to=1) for run in runs.answers]
    kept_length = all(times is not None and abs(times - 1) < UNMOVED for times in grown)
    turned = before is not None and end is not None and before.low > EVEN and end.high < 1
    return Story("known", 0, before, after, end, last, geometric_spread(grown), kept_length, turned)


def mean(values: Iterable[float | None]) -> Mean:
    """The geometric mean, where zeros and gaps are named."""
    every = list(values)
    known = [value for value in every if value is not None]
    if len(known) < len(every) or not every:
        return Mean("in_some" if known else "none")
    if min(known) <= 0:
        return Mean("from_zero", high=max(known)) if max(known) > 0 else Mean("zero")
    return Mean("known", geometric_spread(known))


def census(nets: Sequence[Runs], step: int) -> Census:
    """What comes back through the blocks at one look, in every run or in some."""
    ways = {runs.net: _ways(runs, step) for runs in nets}

    def those(way: Way) -> Those:
        held = {net: [other == way for other in found] for net, found in ways.items() if found}
        every = tuple(net for net, is_so in held.items() if all(is_so))
        return Those(every, tuple(net for net, is_so in held.items() if any(is_so) and net not in every))

    left_out = tuple(net for net, found in ways.items() if not found)
    return Census(those("explodes"), those("grows"), those("shrinks"), those("vanishes"), left_out)


def tiny(nets: Sequence[Runs], step: int) -> Tiny | None:
    """The nets whose layers a step hardly moves in any run; None where there is no such net."""
    those = [runs for runs in nets if all(_is_tiny(run, step) for run in runs.answers)]
    if not those:
        return None
    guesses = {runs.net: [only_guesses(run.snapshots[-1]) for run in runs.answers] for runs in those}
    return Tiny(
        tuple(guesses),
        tuple(net for net, guessing in guesses.items() if all(guessing)),
        tuple(net for net, guessing in guesses.items() if not any(guessing)),
        those[0].shown.snapshots[-1].step,
    )


def deepest_plain(nets: Sequence[Runs]) -> DeepestPlain | None:
    """The deepest plain net with norms beside its residual twin at the start; None where one is missing."""
    plain = max(
        (runs for runs in nets if runs.net.plain and runs.net.norm), key=lambda runs: runs.net.depth, default=None
    )
    twin = None if plain is None else next((runs for runs in nets if _is_twin(runs.net, plain.net)), None)
    if plain is None or twin is None:
        return None
    ours, theirs = (geometric_spread(ratio(run, 0) for run in runs.answers) for runs in (plain, twin))
    if ours is None or theirs is None:
        return None
    apart: Literal["above", "below", "within"] = "within"
    if ours.low > theirs.high:
        apart = "above"
    elif ours.high < theirs.low:
        apart = "below"
    return DeepestPlain(plain.net, twin.net, ours, theirs, apart)


def only_guesses(snapshot: Snapshot) -> bool:
    """Whether the loss is no better than that of guessing."""
    return snapshot.loss is None or snapshot.loss > BETTER * GUESSING


def _on_the_way(gradients: Gradients, values: Sequence[float | None]) -> list[tuple[Layer, float | None]]:
    """Layers of the main path and their values: all but the projections."""
    return [pair for pair in zip(gradients.layers, values, strict=True) if pair[0].branch != "shortcut"]


def _over(first: float | None, last: float | None) -> float | None:
    return first / last if first and last else None


def _way_back(first: float | None, last: float | None) -> WayBack | None:
    """None where one is missing or 0."""
    if not first or not last:
        return None
    times = first / last
    return WayBack(way_of(times), max(times, 1 / times), first, last)


def _moved(gradients: Gradients, snapshot: Snapshot) -> Moved | None:
    """None where a length or a gradient is missing."""
    share, last = furthest(gradients, snapshot), gradients.snapshots[-1]
    if not share:
        return None
    later: Literal["stuck", "learns", "unknown"] = (
        "stuck" if only_guesses(last) else "unknown" if last is snapshot else "learns"
    )
    return Moved("huge" if share >= HUGE else "tiny" if share < TINY else "usual", share, later, last.step, last.loss)


def _ways(runs: Runs, step: int) -> tuple[Way, ...]:
    """What the signal does on its way back, one a seed; empty where a seed has none."""
    looks = [look(run, step) for run in runs.answers]
    back = [came_back(snapshot) if snapshot else None for snapshot in looks]
    return tuple(way_of(times) for times in back if times is not None) if None not in back else ()


def _is_tiny(gradients: Gradients, step: int) -> bool:
    snapshot = look(gradients, step)
    share = furthest(gradients, snapshot) if snapshot else None
    return share is not None and 0 < share < TINY


def _is_lost(gradients: Gradients, step: int) -> bool:
    snapshot = look(gradients, step)
    return snapshot is not None and snapshot.loss is None


def _growth(gradients: Gradients, *, to: int) -> float | None:
    """How many times as long as at the start the first block's first weights are after `to` steps."""
    start, end = look(gradients, 0), look(gradients, to)
    before = ends(gradients, start.lengths)[0] if start else None
    after = ends(gradients, end.lengths)[0] if end else None
    return after / before if after and before else None


def _is_twin(net: SmallNet, plain: SmallNet) -> bool:
    return not net.plain and not net.zero_init and net.model_copy(update={"shortcut": "none"}) == plain
