"""What the page on surgery says of nets and operations, from what was found; the words are in `surgery.ftl`."""

from collections.abc import Sequence

from resnet_core.studies.surgery import findings
from resnet_core.studies.surgery.findings import CHANCE, SUFFERS, Case, Fall, Kept, Outcome, Suffering, Turn
from resnet_core.studies.surgery.question import Edit, Operated, Statistics, UnderBoth
from ui import numbers, words
from ui.say import say
from ui.surgery.nets import name

MOST_BLOCKS = 6
"""Blocks that a sentence names."""


def loss(value: float | None) -> str:
    """A loss, or that it is no number."""
    return say("surgery-loss", loss=value)


def edits(done: Sequence[Edit]) -> str:
    """All edits in one phrase."""
    return "; ".join(say("surgery-edit", **edit.model_dump()) for edit in done) or say("surgery-unchanged")


def other(statistics: Statistics) -> Statistics:
    """The statistics that are not shown."""
    return "fresh" if statistics == "stored" else "stored"


def intact(turns: Sequence[Turn]) -> str:
    """How well the nets do as they are."""
    nets = [say("surgery-intact.net", net=name(turn.case), accuracy=turn.shown.accuracy) for turn in turns]
    return say("surgery-intact", pictures=turns[0].case.pictures, nets=nets)


def kept(turn: Turn, within: float) -> str:
    """How many single edits keep the accuracy, and which blocks are critical."""
    found = findings.kept(turn, within)
    mildest = found.critical[-1] if found.critical else None
    return say(
        "surgery-kept",
        near=found.near,
        edits=found.edits,
        accuracy=found.accuracy,
        statistics=turn.statistics,
        operation=turn.operation,
        net=name(turn.case),
        within=within,
        case="none" if mildest is None else "some" if found.near else "all",
        mildest=mildest and mildest.block,
        mildest_accuracy=mildest and mildest.accuracy,
        chance=CHANCE,
        critical=len(found.critical),
        named=_critical(found),
    )


def compared(turns: Sequence[Turn]) -> str:
    """The nets beside each other, in the median over their blocks."""
    nets = [
        say("surgery-compared.net", net=name(turn.case), median=turn.median, accuracy=turn.shown.accuracy)
        for turn in turns
    ]
    return say("surgery-compared", statistics=turns[0].statistics, operation=turns[0].operation, nets=nets)


def precision(turns: Sequence[Turn]) -> str:
    """How far other test pictures might move one of these accuracies."""
    return say(
        "surgery-precision",
        pictures=turns[0].case.pictures,
        accuracy=turns[0].shown.accuracy,
        points=findings.precision(turns),
    )


def single_edits(turn: Turn, within: float) -> str:
    """Which blocks are critical under which statistics, and what does the damage."""
    net = name(turn.case)
    if not turn.case.norm:
        return say("surgery-no-norms", net=net)
    found = findings.criticals(turn, within)
    same = set(found.stored) == set(found.fresh)
    case = "differ" if not same else "either" if found.stored else "none"
    critical = say("surgery-critical", case=case, net=net, stored=_blocks(found.stored), fresh=_blocks(found.fresh))
    if not found.stored:
        return critical
    missing = "block" if turn.operation == "delete" else "shortcut"
    costs = {"share": found.damage.share, "culprit": found.damage.culprit, "missing": missing}
    count = len(found.stored)
    return f"{critical} {say('surgery-costs-single', found.damage, operation=turn.operation, count=count, **costs)}"


def falls(fall: Fall) -> str:
    """How a net falls from number to number of deleted blocks, by its largest step; and a few of the numbers."""
    steps = findings.steps(fall)
    named = [
        say("surgery-falls.number", accuracy=findings.of_draws(deleted), blocks=deleted.blocks)
        for deleted in steps.named
    ]
    told = {"net": name(fall.case), "statistics": fall.statistics, "accuracy": fall.shown.accuracy}
    return say("surgery-falls", steps, **told | {"named": named})


def many_deletions(fall: Fall) -> str:
    """What does the damage where half of the blocks are gone."""
    net = name(fall.case)
    if not fall.case.norm:
        return say("surgery-no-norms", net=net)
    number, damage = findings.at_half(fall)
    costs = {"share": damage.share, "culprit": damage.culprit, "missing": "blocks"}
    blocks = len(fall.shown.numbers)
    return say("surgery-costs-many", damage, net=net, number=number, blocks=blocks, **costs)


def manners() -> str:
    """What the words for a fall mean."""
    return say("surgery-manners", at_once=findings.AT_ONCE, little=findings.LITTLE)


def remarks(case: Case, done: Sequence[Edit]) -> list[str]:
    """What an edit means at this net where it is not what a reader would expect."""
    net = name(case)
    return [say("surgery-remark", remark, net=net, count=len(remark.blocks)) for remark in findings.remarks(case, done)]


def outcome(found: Outcome) -> str:
    """The accuracy and the loss before and after, in one sentence."""
    change = found.change
    moved = "more" if change > 0 else "less" if change < 0 else "as_many"
    return say(
        "surgery-outcome",
        case="same" if found.before == found.after else moved,
        net=name(found.case),
        after=found.after.accuracy,
        points=abs(change),
        loss_before=loss(found.before.loss),
        loss_after=loss(found.after.loss),
    )


def otherwise(after: UnderBoth[Operated], statistics: Statistics) -> str:
    """How the same edits come out with the statistics that are not shown."""
    return say("surgery-otherwise", statistics=statistics, accuracy=after.under(other(statistics)).accuracy)


def classes(found: Outcome) -> str:
    """Which classes suffer most, and what their pictures are called now."""
    worst = findings.suffering(found)
    suffer = say("surgery-suffer", classes=len(worst), least=SUFFERS, named="; ".join(map(_suffers, worst)))
    most = findings.swallowing(found.after)
    if not worst or most is None:
        return suffer
    return f"{suffer} {say('surgery-swallowing', **{'share': most.share, 'class': words.class_name(most.label)})}"


def _suffers(suffering: Suffering) -> str:
    called = None if suffering.called is None else words.class_name(suffering.called)
    told = {"class": words.class_name(suffering.label), "called": called}
    return say("surgery-suffer.class", before=suffering.before, after=suffering.after, **told)


def _critical(found: Kept) -> str:
    """`1 (40.0%), 4 (70.0%)`; of many, the worst and how many more."""
    named = [
        say("surgery-kept.block", block=lesion.block, accuracy=lesion.accuracy)
        for lesion in found.critical[:MOST_BLOCKS]
    ]
    more = len(found.critical) - MOST_BLOCKS
    return numbers.listed([*named, *([say("surgery-kept.more", more=more)] if more > 0 else [])])


def _blocks(blocks: Sequence[int]) -> str:
    """`none`, `block 1`, `blocks 1 and 7`; of many, their number."""
    if len(blocks) > MOST_BLOCKS:
        return say("surgery-critical.many", count=len(blocks))
    return say("surgery-critical.blocks", count=len(blocks), blocks=blocks)
