"""Items about saliency maps, answered by the recorded checks."""

from collections.abc import Sequence

from resnet_core.course.item import Asked, Item, Recorded, among, number
from resnet_core.studies.saliency_checks.findings import winners
from resnet_core.studies.saliency_checks.paired import average, row_of
from resnet_core.studies.saliency_checks.question import (
    Deletion,
    DeletionQuestion,
    Ladder,
    LadderQuestion,
    Values,
    recorded_deletions,
    recorded_ladders,
)

METHODS = ("saliency", "guided_backprop", "grad_cam", "smooth_grad")
"""Whose maps are compared when all weights are random."""
CLASSES = ("saliency", "eigen_cam", "occlusion", "grad_cam")
"""And when another class is asked about."""


def stays_on_random_weights(ladders: Sequence[Ladder]) -> Asked:
    """Whose map stays most like that of the trained network when all weights are random."""
    likeness = {method: _mean(row_of(ladders[0].climbed, method).rungs[-1].garment) for method in METHODS}
    right = max(likeness, key=likeness.__getitem__)
    return among(METHODS, right, likeness=likeness[right], least=min(likeness.values()), pictures=ladders[0].count)


def better_than_bright(deletions: Sequence[Deletion]) -> Asked:
    """How many methods order pixels better than a control that ranks them by brightness."""
    found = winners(deletions[0], _BLACK.of.settings.baseline)
    methods = sum(map(len, (found.both, found.one, found.neither)))
    values = {"methods": methods, "pictures": found.pictures}
    return number(len(found.both), values, one=len(found.one), most=len(found.neither), all=methods)


def blind_to_the_class(ladders: Sequence[Ladder]) -> Asked:
    """Whose map stays the same when another class is asked about."""
    likeness = {method: _mean(row_of(ladders[0].climbed, method).other_class.garment) for method in CLASSES}
    right, *_, least = sorted(likeness, key=likeness.__getitem__, reverse=True)
    return among(CLASSES, right, likeness=likeness[right], least=likeness[least], pictures=ladders[0].count)


def _mean(values: Values) -> float:
    mean = average(values)
    assert mean is not None
    return mean


_LADDER: LadderQuestion = recorded_ladders()[0]
_BLACK: DeletionQuestion = recorded_deletions()[0]
ITEMS = (
    Item("21a", "saliency", Recorded("saliency_ladder", (_LADDER,), Ladder), stays_on_random_weights),
    Item("21b", "saliency_checks", Recorded("saliency_deletion", (_BLACK,), Deletion), better_than_bright),
    Item("21c", "orders", Recorded("saliency_ladder", (_LADDER,), Ladder), blind_to_the_class),
)
