"""What an operation did to a net, said from its numbers. No Streamlit here."""

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt
from statistics import mean, median
from typing import Literal, NamedTuple

import pandas as pd

from resnet_core.data.files import CLASS_NAMES
from resnet_core.probes.nets import TrainedNet
from resnet_core.probes.surgery import (
    Deleted,
    Deletions,
    Edit,
    Found,
    Lesion,
    Lesions,
    Operated,
    Place,
    Statistics,
    UnderBoth,
    pictures,
    places,
)
from ui.functions.growth_readings import spread
from ui.words import listed

CHANCE = 1 / len(CLASS_NAMES)
JUST_SHOW = "just show me"
SUFFERS = 0.02
"""A class that loses less than this share of its pictures is not named."""
MOST_NAMED = 3
"""Classes that a sentence names."""
MOST_BLOCKS = 6
"""Blocks that a sentence names."""
AT_ONCE, LITTLE = 0.5, 0.25
"""Shares of all that a net loses: one step of more than the first is a fall at once, none of more than the second is
little by little."""
EACH = {"delete": "single deletions", "cut": "single cuts"}
WITH: dict[Statistics, str] = {"stored": "With stored statistics", "fresh": "With fresh statistics"}


class Case(NamedTuple):
    """A net on the page."""

    name: str
    """`residual 20`."""
    net: TrainedNet
    source: Literal["auto", "fashion-mnist", "sketches"] = "auto"
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


class Turn(NamedTuple):
    """A net with the same edit at each of its blocks in turn."""

    case: Case
    operation: Literal["delete", "cut"]
    both: UnderBoth[Lesions]
    statistics: Statistics
    """Those that are shown."""

    @property
    def found(self) -> Lesions:
        """What came out with the statistics that are shown."""
        return self.both.under(self.statistics)


class Fall(NamedTuple):
    """A net with more and more of its blocks deleted."""

    case: Case
    both: UnderBoth[Deletions]
    statistics: Statistics
    """Those that are shown."""

    @property
    def found(self) -> Deletions:
        """What came out with the statistics that are shown."""
        return self.both.under(self.statistics)

    @property
    def means(self) -> list[float]:
        """The accuracy, the mean over the draws: of the net as it is, then with one block deleted, and so on."""
        return [self.found.accuracy, *(mean(each.accuracies) for each in self.found.numbers)]


class Outcome(NamedTuple):
    """A net as it is, and after some edits, under one kind of statistics."""

    case: Case
    before: Operated
    after: Operated

    @property
    def change(self) -> float:
        """Of the accuracy, in points as they are shown."""
        return round(100 * (self.after.accuracy - self.before.accuracy), 1)


def intact(turns: Sequence[Turn]) -> str:
    """How well the nets do as they are."""
    said = " and ".join(f"*{turn.case.name}* {turn.found.accuracy:.1%}" for turn in turns)
    return f"Intact, of {turns[0].case.pictures:,} test pictures they get right: {said}."


def outcome(found: Outcome) -> str:
    """The accuracy and the loss before and after, in one sentence."""
    case, before, after = found
    if before == after:
        return f"*{upper(case.name)}* is as it was: it gets {after.accuracy:.1%} of the pictures right."
    moved = f"{abs(found.change):.1f} points {'more' if found.change > 0 else 'less'}" if found.change else "as many as"
    return (
        f"*{upper(case.name)}* gets **{after.accuracy:.1%}** of the pictures right, {moved} than before; "
        f"its loss went from {in_words(before.loss)} to {in_words(after.loss)}."
    ).replace("as many as than", "as many as")


def otherwise(after: UnderBoth[Operated], shown: Statistics) -> str:
    """How the same edits come out with the statistics that are not shown."""
    other: Statistics = "fresh" if shown == "stored" else "stored"
    return f"That is {WITH[shown].lower()}; {WITH[other].lower()} it gets {after.under(other).accuracy:.1%} right."


def classes(found: Outcome) -> str:
    """Which classes suffer most, and what their pictures are called now."""
    then, now = class_accuracies(found.before), class_accuracies(found.after)
    changes = [after - before for before, after in zip(then, now, strict=True)]
    worst = [at for at in sorted(range(len(changes)), key=changes.__getitem__) if changes[at] < -SUFFERS]
    if not worst:
        return f"No class loses more than {SUFFERS:.0%} of its pictures."
    said = [
        f"**{CLASS_NAMES[at]}**, from {then[at]:.0%} to {now[at]:.0%}{_called(found.after, at)}"
        for at in worst[:MOST_NAMED]
    ]
    return f"Most to suffer: {'; '.join(said)}.{_everything(found.after)}"


def class_accuracies(found: Operated) -> list[float]:
    """Of each class, the share of its pictures that the net gets right."""
    return [row[at] / max(1, sum(row)) for at, row in enumerate(found.confusion)]


def differences(found: Outcome) -> list[list[int]]:
    """The confusion matrix after less the one before, counts of pictures."""
    rows = zip(found.before.confusion, found.after.confusion, strict=True)
    return [[now - then for then, now in zip(*row, strict=True)] for row in rows]


def class_table(found: Sequence[Outcome]) -> pd.DataFrame:
    """A row for each class: the share of its pictures that are right, before and after, net by net."""
    columns = {
        f"{case.name}, {when}": [f"{share:.0%}" for share in class_accuracies(operated)]
        for case, before, after in found
        for when, operated in (("before", before), ("after", after))
    }
    return pd.DataFrame(columns, index=pd.Index(CLASS_NAMES, name="class"))


def remarks(case: Case, edits: Sequence[Edit]) -> list[str]:
    """What an edit means at this net where it is not what a reader would expect."""
    blocks = case.blocks
    reshaped = [edit.block for edit in edits if edit.kind == "delete" and blocks[edit.block - 1].changes_shape]
    cut = [edit.block for edit in edits if edit.kind == "cut"]
    found = []
    if reshaped and case.plain:
        found.append(
            f"In *{case.name}* {_changing(reshaped)} the shape, with nothing beside {_form(reshaped, 'it', 'them')}. "
            f"In {_form(reshaped, 'its', 'their')} place stands what a shortcut without weights would do: every second "
            "pixel, and zeros for the new channels (option A)."
        )
    elif reshaped:
        stays = _form(reshaped, "its shortcut does too, and stays", "their shortcuts do too, and stay")
        found.append(f"In *{case.name}* {_changing(reshaped)} the shape; {stays}.")
    if cut and case.plain:
        found.append(f"*{upper(case.name)}* has no shortcut to cut: that edit leaves it as it is.")
    if any(edit.kind == "silence" for edit in edits) and same_as_deletion(case):
        found.append(
            f"To silence F in *{case.name}* is to delete the block: nothing that reaches it is negative, so "
            "ReLU(x + 0) is x."
        )
    return found


def same_as_deletion(case: Case) -> bool:
    """Whether silencing F leaves the same as a deletion: a ReLU ends each block, and no shortcut has weights."""
    return case.net.network.style.order == "original" and case.net.network.shortcut in ("identity", "zero_pad")


def kept(turn: Turn, within: float) -> str:
    """How many single edits keep the accuracy, and which blocks are critical."""
    case, operation, found = turn.case, turn.operation, turn.found
    near = [lesion for lesion in found.lesions if _cost(found, lesion) <= within]
    far = critical(found, within)
    first = (
        f"{WITH[turn.statistics]}, **{len(near)}** of the {len(found.lesions)} {EACH[operation]} in *{case.name}* "
        f"leave{'s' * (len(near) == 1)} the accuracy within {within:g} points of its {found.accuracy:.1%}"
    )
    if not far:
        return f"{first}: no block is critical."
    if not near:
        best = far[-1]
        return f"{first}. The mildest is at block {best.block}, with {best.accuracy:.1%}; guessing gets {CHANCE:.0%}."
    named = ", ".join(f"{lesion.block} ({lesion.accuracy:.1%})" for lesion in far[:MOST_BLOCKS])
    more = f" and {len(far) - MOST_BLOCKS} more" if len(far) > MOST_BLOCKS else ""
    return f"{first}. Critical, the worst first: block{'s' * (len(far) > 1)} {named}{more}."


def critical(found: Lesions, within: float) -> list[Lesion]:
    """The blocks whose edit costs more than so many points of accuracy, the worst first."""
    far = (lesion for lesion in found.lesions if _cost(found, lesion) > within)
    return sorted(far, key=lambda lesion: lesion.accuracy)


def compared(turns: Sequence[Turn]) -> str:
    """The nets beside each other, in the median over their blocks."""
    said = [
        f"*{turn.case.name}* with {median(lesion.accuracy for lesion in turn.found.lesions):.1%} "
        f"(intact {turn.found.accuracy:.1%})"
        for turn in turns
    ]
    single = "deletion" if turns[0].operation == "delete" else "cut"
    return f"{WITH[turns[0].statistics]}, in the median over its blocks, a single {single} leaves {' and '.join(said)}."


def falls(fall: Fall) -> str:
    """How a net falls from number to number of deleted blocks, by its largest step; and a few of the numbers."""
    case, found, means = fall.case, fall.found, fall.means
    lost = means[0] - min(means)
    steps = [before - after for before, after in pairwise(means)]
    largest = max(steps)
    count = len(found.numbers)
    named = [found.numbers[place - 1] for place in sorted({1, max(1, count // 4), max(1, count // 2)})]
    kept = ", ".join(f"{_accuracies(each)} with {each.blocks}" for each in named)
    left = (
        f"{WITH[fall.statistics]}, its {found.accuracy:.1%} become {kept} deleted: means over the draws, lowest to "
        "highest."
    )
    if lost <= 0:
        return f"*{upper(case.name)}* loses nothing, however many blocks are deleted. {left}"
    return (
        f"*{upper(case.name)}* falls **{_manner(largest / lost)}**: the largest step, to {_deleted(steps)}, "
        f"takes {100 * largest:.1f} of the {100 * lost:.1f} points that it loses at most. {left}"
    )


def manners() -> str:
    """What the words for a fall mean."""
    return (
        f"*At once*: one step takes more than {AT_ONCE:.0%} of all that is lost; *little by little*: none takes more "
        f"than {LITTLE:.0%}."
    )


def fall_table(found: Sequence[Fall]) -> pd.DataFrame:
    """A row for each number of deleted blocks, the draws, and the accuracy of each net."""
    rows: list[dict[str, object]] = [
        {"blocks deleted": each.blocks, "draws": len(each.accuracies)} for each in found[0].found.numbers
    ]
    for fall in found:
        for statistics, deletions in both_ways(fall.both):
            for row, each in zip(rows, deletions.numbers, strict=True):
                row[f"{fall.case.name}, {statistics} statistics"] = _accuracies(each)
    return pd.DataFrame(rows).set_index("blocks deleted")


def verdict(guessed: str, turn: Turn) -> str | None:
    """The guess beside what came out; None without a guess."""
    if guessed == JUST_SHOW:
        return None
    ranked = sorted(turn.found.lesions, key=lambda lesion: lesion.accuracy)
    own = next(lesion for lesion in ranked if lesion.block == int(guessed))
    worst, rank = ranked[0], ranked.index(own) + 1
    name = turn.case.name
    statistics = WITH[turn.statistics].lower()
    if own is worst:
        return f"You guessed block {guessed}, and so it is: {statistics}, *{name}* falls to {own.accuracy:.1%}."
    return (
        f"You guessed block {guessed}: there, {statistics}, *{name}* keeps {own.accuracy:.1%}, and {rank - 1} of the "
        f"{len(ranked)} blocks hurt{'s' * (rank == 2)} more. Block {worst.block} hurts most: {worst.accuracy:.1%}."
    )


def table(turns: Sequence[Turn]) -> pd.DataFrame:
    """A row for each block: its stage, and the accuracy and loss of each net with it edited, under both statistics."""
    rows: list[dict[str, object]] = [
        {"block": place.number, "stage": place.stage, "changes the shape": "yes" if place.changes_shape else ""}
        for place in turns[0].case.blocks
    ]
    for turn in turns:
        for statistics, found in both_ways(turn.both):
            name = f"{turn.case.name}, {statistics} statistics"
            for row, lesion in zip(rows, found.lesions, strict=True):
                row |= {f"{name}: accuracy": f"{lesion.accuracy:.1%}", f"{name}: loss": in_words(lesion.loss)}
    return pd.DataFrame(rows).set_index("block")


def both_ways(both: UnderBoth[Found]) -> tuple[tuple[Statistics, Found], tuple[Statistics, Found]]:
    """What was found, each with the statistics it was found with."""
    return ("stored", both.stored), ("fresh", both.fresh)


def precision(turns: Sequence[Turn]) -> str:
    """How far other test pictures might move one of these accuracies: two standard errors."""
    pictures = turns[0].case.pictures
    accuracy = turns[0].found.accuracy
    points = 200 * sqrt(accuracy * (1 - accuracy) / pictures)
    return f"With {pictures:,} other pictures an accuracy near {accuracy:.0%} might differ by {points:.1f} points."


def _cost(found: Lesions, lesion: Lesion) -> float:
    """Points of accuracy that it loses, rounded as they are shown."""
    return round(100 * (found.accuracy - lesion.accuracy), 3)


def _changing(numbers: Sequence[int]) -> str:
    """`block 4 changes`, `blocks 4 and 7 change`."""
    return f"{_form(numbers, 'block', 'blocks')} {listed(numbers)} {_form(numbers, 'changes', 'change')}"


def _form(numbers: Sequence[int], one: str, several: str) -> str:
    """The word that goes with so many of them."""
    return one if len(numbers) == 1 else several


def _manner(share: float) -> str:
    """How a net falls whose largest step is this share of all it loses."""
    return "at once" if share > AT_ONCE else "little by little" if share <= LITTLE else "in a few steps"


def _deleted(steps: Sequence[float]) -> str:
    """The number of deleted blocks to which the largest step leads."""
    number = max(range(len(steps)), key=steps.__getitem__) + 1
    return f"{number} deleted block{'s' * (number > 1)}"


def _accuracies(deleted: Deleted) -> str:
    return spread(deleted.accuracies, "{:.1%}")


def _called(found: Operated, at: int) -> str:
    """What most pictures of a class are called, where it is not their name."""
    row = found.confusion[at]
    most = max(range(len(row)), key=row.__getitem__)
    return "" if most == at else f" (mostly called {CLASS_NAMES[most]})"


def _everything(found: Operated) -> str:
    """Which class takes most of all pictures, where one takes more than half."""
    named = [sum(column) for column in zip(*found.confusion, strict=True)]
    most = max(range(len(named)), key=named.__getitem__)
    share = named[most] / max(1, sum(named))
    return f" {share:.0%} of all pictures are now called {CLASS_NAMES[most]}." if share > 0.5 else ""


def upper(name: str) -> str:
    """With a capital at the beginning; a date or a name within stays as it is."""
    return name[:1].upper() + name[1:]


def in_words(loss: float | None) -> str:
    """A loss as a page shows it."""
    return "no number" if loss is None else f"{loss:.3g}"
