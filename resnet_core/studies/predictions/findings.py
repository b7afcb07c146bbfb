"""Which test pictures a learner looks for, how many there are of them, and what a net gets wrong among them."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from resnet_core.data.files import CLASS_NAMES
from resnet_core.studies.predictions.question import Predictions

Outcome = Literal["both", "right", "wrong"]
Order = Literal["file", "most", "least"]
"""As in the file, or the most or the least certain first."""
Labels = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.intp]
COMMONEST = 4
"""Classes with the most errors that are told."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a learner looks for."""

    label: int | None = None
    """The true class; None for every one."""
    outcome: Outcome = "both"
    order: Order = "file"

    @property
    def needs_predictions(self) -> bool:
        """Whether it can be told only once a net has seen the pictures."""
        return self.outcome != "both" or self.order != "file"


class Errors(NamedTuple):
    """What a net gets wrong among the first test pictures, of all classes or of one."""

    seen: int
    """How many pictures the net was asked about."""
    of_class: int
    """Of them, those of the class."""
    wrong: int
    commonest: tuple[int, ...]
    """The classes with the most errors; of one class, the names it was given most often."""
    errors: tuple[int, ...]
    """How many each of these has."""


class Verdict(NamedTuple):
    """What a net says about one picture."""

    right: bool
    label: int
    share: float
    """The probability of the class it names."""


def matching(labels: Labels, seen: Predictions | None, wish: Wish) -> Numbers:
    """The numbers of the pictures that are looked for, among those the net has seen; of all where it has seen none."""
    count = len(labels) if seen is None else min(len(labels), len(seen.predicted))
    numbers = np.arange(count)
    if wish.label is not None:
        numbers = numbers[labels[:count] == wish.label]
    if seen is None:
        return numbers
    if wish.outcome != "both":
        right = np.asarray(seen.predicted)[numbers] == labels[numbers]
        numbers = numbers[right == (wish.outcome == "right")]
    if wish.order != "file":
        sure = np.asarray(seen.sure)[numbers]
        numbers = numbers[np.argsort(-sure if wish.order == "most" else sure, kind="stable")]
    return numbers


def errors(labels: Labels, seen: Predictions, label: int | None = None) -> Errors:
    """How many pictures there are of a class, or of all, and what the net gets wrong among them."""
    count = min(len(labels), len(seen.predicted))
    labels, named = labels[:count], np.asarray(seen.predicted)[:count]
    if label is None:
        blamed, of_class = labels[named != labels], labels
    else:
        of_class = labels[labels == label]
        blamed = named[(labels == label) & (named != label)]
    counts = np.bincount(blamed, minlength=len(CLASS_NAMES))
    commonest = [place for place in np.argsort(-counts, kind="stable")[:COMMONEST].tolist() if counts[place]]
    return Errors(count, len(of_class), len(blamed), tuple(commonest), tuple(counts[commonest].tolist()))


def verdict(number: int, labels: Labels, seen: Predictions | None) -> Verdict | None:
    """What the net says about one picture; None where it was not asked about it."""
    if seen is None or number >= len(seen.predicted):
        return None
    named = seen.predicted[number]
    return Verdict(named == int(labels[number]), named, seen.sure[number])
