"""What an operation did to a net: how many edits it bears, which hurt, how it falls, and whose the damage is.

What a net loses with fresh statistics is the missing block's. What it loses with stored ones beyond that is theirs:
they fit the net as it was, and no weight differs.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt
from statistics import mean, median
from typing import Literal, NamedTuple

from resnet_core.analysis.spread import Spread, spread
from resnet_core.config import DataSource
from resnet_core.data.files import CLASS_NAMES
from resnet_core.studies.nets import TrainedNet
from resnet_core.studies.surgery.question import (
    Deleted,
    Deletions,
    Edit,
    Lesion,
    Lesions,
    Operated,
    Place,
    Statistics,
    UnderBoth,
    pictures,
    places,
)

CHANCE = 1 / len(CLASS_NAMES)
SUFFERS = 0.02
"""A class that loses less than this share of its pictures is not named."""
MOST_NAMED = 3
"""Classes that are named."""
AT_ONCE, LITTLE = 0.5, 0.25
"""Shares of all that a net loses: one step of more than the first is a fall at once, none of more than the second is
little by little."""
MOSTLY, HARDLY = 2 / 3, 1 / 3
"""Shares of the damage: at least the first is most of it, below the second is little."""

InTurn = Literal["delete", "cut"]
Manner = Literal["at_once", "in_steps", "little_by_little", "nothing_lost"]
Culprit = Literal["nothing", "statistics", "both", "blocks"]


class Case(NamedTuple):
    """A net on the table."""

    code: str
    """`residual-20`, as a chart paints it; `own` for a run of this machine."""
    net: TrainedNet
    source: DataSource = "auto"
    """Of the pictures it is tested on."""

    @property
    def blocks(self) -> tuple[Place, ...]:
        """Its blocks in order."""
        return places(self.net.network)

    @property
    def plain(self) -> bool:
        """Whether it has no shortcuts."""
        return self.net.network.shortcut == "none"

    @property
    def pictures(self) -> int:
        """How many test pictures it is asked about."""
        return pictures(self.net.network)

    @property
    def norm(self) -> bool:
        """Whether it has batch norms, which have stored something."""
        return self.net.network.style.norm


class Turn(NamedTuple):
    """A net with the same edit at each of its blocks in turn."""

    case: Case
    operation: InTurn
    both: UnderBoth[Lesions]
    statistics: Statistics
    """Those that are shown."""

    @property
    def shown(self) -> Lesions:
        """What came out with the statistics that are shown."""
        return self.both.under(self.statistics)

    @property
    def median(self) -> float:
        """The accuracy in the median over the blocks."""
        return median(lesion.accuracy for lesion in self.shown.lesions)


class Fall(NamedTuple):
    """A net with more and more of its blocks deleted."""

    case: Case
    both: UnderBoth[Deletions]
    statistics: Statistics
    """Those that are shown."""

    @property
    def shown(self) -> Deletions:
        """What came out with the statistics that are shown."""
        return self.both.under(self.statistics)

    @property
    def means(self) -> list[float]:
        """The accuracy, the mean over the draws: of the net as it is, then with one block deleted, and so on."""
        return [self.shown.accuracy, *(mean(deleted.accuracies) for deleted in self.shown.numbers)]


class Outcome(NamedTuple):
    """A net as it is, and after some edits, under one kind of statistics."""

    case: Case
    before: Operated
    after: Operated

    @property
    def change(self) -> float:
        """Of the accuracy, in points as they are shown."""
        return round(100 * (self.after.accuracy - self.before.accuracy), 1)

    @property
    def differences(self) -> list[list[int]]:
        """The confusion matrix after less the one before, counts of pictures."""
        rows = zip(self.before.confusion, self.after.confusion, strict=True)
        return [[now - then for then, now in zip(*row, strict=True)] for row in rows]


class Kept(NamedTuple):
    """How many single edits keep the accuracy, and which blocks are critical."""

    near: int
    edits: int
    accuracy: float
    """Of the net as it is."""
    critical: tuple[Lesion, ...]
    """The worst first."""


class Beside(NamedTuple):
    """The accuracy with one block edited, the median over the blocks, of two nets."""

    residual_stored: float
    plain_stored: float
    residual_fresh: float
    plain_fresh: float


class Steps(NamedTuple):
    """How a net falls from number to number of deleted blocks."""

    manner: Manner
    number: int
    """Of deleted blocks, to which the largest step leads."""
    largest: float
    """Points of accuracy that the largest step takes."""
    lost: float
    """Points that it loses at most."""
    named: tuple[Deleted, ...]
    """A few of the numbers."""


class Suffering(NamedTuple):
    """A class that loses pictures."""

    label: int
    before: float
    after: float
    called: int | None
    """What most of its pictures are called now, where that is another class."""


class Swallowing(NamedTuple):
    """A class that takes more than half of all pictures."""

    label: int
    share: float


class Remark(NamedTuple):
    """What an edit means at a net where it is not what a reader would expect.

    Where deleted blocks change the shape, a plain net needs a `stand_in` and the shortcut of a residual one `stays`;
    `no_cut` of a shortcut that is not there; to `silence` F is to delete the block.
    """

    case: Literal["stand_in", "stays", "no_cut", "silence"]
    blocks: tuple[int, ...]


class Damage(NamedTuple):
    """Points of accuracy lost, a mean over the same operations, under each kind of statistics."""

    stored: float
    fresh: float

    @property
    def share(self) -> float:
        """What the statistics do of the damage that is seen with the stored ones; 0 where there is none."""
        return min(1.0, max(0.0, 1 - self.fresh / self.stored)) if self.stored > 0 else 0.0

    @property
    def culprit(self) -> Culprit:
        """What does the damage."""
        if self.stored <= 0:
            return "nothing"
        return "statistics" if self.share >= MOSTLY else "both" if self.share >= HARDLY else "blocks"


class Criticals(NamedTuple):
    """The critical blocks under each kind of statistics, the worst first, and what those under the stored ones cost."""

    stored: tuple[int, ...]
    fresh: tuple[int, ...]
    damage: Damage


def kept(turn: Turn, within: float) -> Kept:
    """The edits that cost no more than `within` points, and the blocks where they cost more."""
    lesions = turn.shown
    critical = critical_lesions(lesions, within)
    return Kept(len(lesions.lesions) - len(critical), len(lesions.lesions), lesions.accuracy, critical)


def critical_lesions(lesions: Lesions, within: float) -> tuple[Lesion, ...]:
    """The blocks whose edit costs more than so many points of accuracy, the worst first."""
    far = (lesion for lesion in lesions.lesions if _cost(lesions, lesion) > within)
    return tuple(sorted(far, key=lambda lesion: lesion.accuracy))


def of_block(number: int, turn: Turn) -> Damage:
    """What the edit of one block costs."""
    both = (turn.both.stored, turn.both.fresh)
    lost = (100 * (lesions.accuracy - lesions.lesions[number - 1].accuracy) for lesions in both)
    return Damage(*lost)


def costs(lesions: Lesions) -> dict[int, tuple[float, float]]:
    """What each block costs: points of accuracy, and their share of all that lies above guessing; never below 0."""
    room = max(lesions.accuracy - CHANCE, 0.01)
    lost = {lesion.block: max(0.0, lesions.accuracy - lesion.accuracy) for lesion in lesions.lesions}
    return {block: (100 * points, min(1.0, points / room)) for block, points in lost.items()}


def beside(turns: Sequence[Turn]) -> Beside:
    """What deleting a block leaves of the residual net, the first, and of the plain one, in the median."""
    medians = [median(lesion.accuracy for lesion in turn.both.stored.lesions) for turn in turns]
    fresh = [median(lesion.accuracy for lesion in turn.both.fresh.lesions) for turn in turns]
    return Beside(*medians, *fresh)


def precision(turns: Sequence[Turn]) -> float:
    """How far other test pictures might move the accuracy of the first net, in points: two standard errors."""
    accuracy = turns[0].shown.accuracy
    return 200 * sqrt(accuracy * (1 - accuracy) / turns[0].case.pictures)


def steps(fall: Fall) -> Steps:
    """How a net falls, by its largest step."""
    means, numbers = fall.means, fall.shown.numbers
    lost = means[0] - min(means)
    falls = [before - after for before, after in pairwise(means)]
    number = max(range(len(falls)), key=falls.__getitem__) + 1
    named = sorted({1, max(1, len(numbers) // 4), max(1, len(numbers) // 2)})
    return Steps(
        _manner(max(falls), lost),
        number,
        100 * max(falls),
        100 * lost,
        tuple(numbers[place - 1] for place in named),
    )


def of_draws(deleted: Deleted) -> Spread:
    """The accuracy with so many blocks deleted."""
    accuracies = spread(deleted.accuracies)
    assert accuracies is not None, deleted
    return accuracies


def class_accuracies(operated: Operated) -> list[float]:
    """Of each class, the share of its pictures that the net gets right."""
    return [row[at] / max(1, sum(row)) for at, row in enumerate(operated.confusion)]


def suffering(outcome: Outcome) -> tuple[Suffering, ...]:
    """The classes that suffer most, the worst first."""
    then, now = class_accuracies(outcome.before), class_accuracies(outcome.after)
    changes = [after - before for before, after in zip(then, now, strict=True)]
    worst = [at for at in sorted(range(len(changes)), key=changes.__getitem__) if changes[at] < -SUFFERS]
    return tuple(Suffering(at, then[at], now[at], _called(outcome.after, at)) for at in worst[:MOST_NAMED])


def swallowing(operated: Operated) -> Swallowing | None:
    """The class that most of all pictures are called, if there is one."""
    called = [sum(column) for column in zip(*operated.confusion, strict=True)]
    most = max(range(len(called)), key=called.__getitem__)
    share = called[most] / max(1, sum(called))
    return Swallowing(most, share) if share > 0.5 else None


def remarks(case: Case, edits: Sequence[Edit]) -> tuple[Remark, ...]:
    """What the edits mean at this net where it is not what a reader would expect."""
    blocks = case.blocks
    reshaped = tuple(edit.block for edit in edits if edit.kind == "delete" and blocks[edit.block - 1].changes_shape)
    cut = tuple(edit.block for edit in edits if edit.kind == "cut")
    silenced = tuple(edit.block for edit in edits if edit.kind == "silence")
    said = []
    if reshaped:
        said.append(Remark("stand_in" if case.plain else "stays", reshaped))
    if cut and case.plain:
        said.append(Remark("no_cut", cut))
    if silenced and silence_deletes(case):
        said.append(Remark("silence", silenced))
    return tuple(said)


def silence_deletes(case: Case) -> bool:
    """Whether silencing F leaves the same as a deletion: a ReLU ends each block, and no shortcut has weights."""
    return case.net.network.style.order == "original" and case.net.network.shortcut in ("identity", "zero_pad")


def criticals(turn: Turn, within: float) -> Criticals:
    """The blocks that cost more than `within` points, and the damage of those that do so with stored statistics."""
    both = (turn.both.stored, turn.both.fresh)
    stored, fresh = (tuple(lesion.block for lesion in critical_lesions(lesions, within)) for lesions in both)
    lost = (
        mean(
            [100 * (lesions.accuracy - lesion.accuracy) for lesion in lesions.lesions if lesion.block in stored] or [0]
        )
        for lesions in both
    )
    return Criticals(stored, fresh, Damage(*lost))


def at_half(fall: Fall) -> tuple[int, Damage]:
    """How many blocks are half of them, and what it costs to delete so many."""
    number = max(1, len(fall.shown.numbers) // 2)
    both = (fall.both.stored, fall.both.fresh)
    lost = (100 * (deletions.accuracy - mean(deletions.numbers[number - 1].accuracies)) for deletions in both)
    return number, Damage(*lost)


def _cost(lesions: Lesions, lesion: Lesion) -> float:
    """Points of accuracy that it loses, rounded as they are shown."""
    return round(100 * (lesions.accuracy - lesion.accuracy), 3)


def _manner(largest: float, lost: float) -> Manner:
    """How a net falls that loses so much, and so much of it in one step."""
    if lost <= 0:
        return "nothing_lost"
    share = largest / lost
    return "at_once" if share > AT_ONCE else "little_by_little" if share <= LITTLE else "in_steps"


def _called(operated: Operated, at: int) -> int | None:
    row = operated.confusion[at]
    most = max(range(len(row)), key=row.__getitem__)
    return None if most == at else most
