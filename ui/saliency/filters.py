"""Which test pictures a learner looks for, and how many there are of them. No Streamlit here."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from resnet_core.data.files import CLASS_NAMES
from resnet_core.errors import ConfigError
from resnet_core.probes.predictions import Predictions
from ui.pixels import Pixels

MOST_CHOSEN = 8
DEFAULT = (0, 1, 2, 3)

EVERY = "every class"
BOTH, RIGHT, WRONG = "right and wrong", "right", "wrong"
FILE, MOST, LEAST = "as in the file", "most certain first", "least certain first"

Numbers = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a learner looks for."""

    label: str = EVERY
    outcome: str = BOTH
    order: str = FILE

    @property
    def needs_predictions(self) -> bool:
        """Whether it can be told only once a net has seen the pictures."""
        return self.outcome != BOTH or self.order != FILE


def matching(labels: Pixels, seen: Predictions | None, wish: Wish) -> Numbers:
    """The numbers of the pictures that are looked for, among those the net has seen; of all where it has seen none."""
    count = len(labels) if seen is None else min(len(labels), len(seen.predicted))
    numbers = np.arange(count)
    if wish.label != EVERY:
        numbers = numbers[labels[:count] == CLASS_NAMES.index(wish.label)]
    if seen is None:
        return numbers
    if wish.outcome != BOTH:
        right = np.asarray(seen.predicted)[numbers] == labels[numbers]
        numbers = numbers[right == (wish.outcome == RIGHT)]
    if wish.order != FILE:
        sure = np.asarray(seen.sure)[numbers]
        numbers = numbers[np.argsort(-sure if wish.order == MOST else sure, kind="stable")]
    return numbers


def counted(labels: Pixels, seen: Predictions, wish: Wish, *, net: str) -> str:
    """How many pictures there are of the class that is looked for, and what `net` gets wrong among them."""
    count = min(len(labels), len(seen.predicted))
    labels, said = labels[:count], np.asarray(seen.predicted)[:count]
    if wish.label == EVERY:
        wrong = np.bincount(labels[said != labels], minlength=len(CLASS_NAMES))
        most = ", ".join(f"{CLASS_NAMES[each]} {wrong[each]}" for each in np.argsort(-wrong, kind="stable")[:4])
        errors = f" Most of them are: {most}." if wrong.any() else ""
        return f"*{net}* names **{wrong.sum():,}** of the first {count:,} test pictures wrongly.{errors}"
    number = CLASS_NAMES.index(wish.label)
    theirs = said[labels == number]
    others = np.bincount(theirs[theirs != number], minlength=len(CLASS_NAMES))
    begin = f"**{len(theirs):,}** of the first {count:,} test pictures are of the class {wish.label}; *{net}* names "
    if not others.any():
        return f"{begin}none of them wrongly."
    return f"{begin}**{others.sum():,}** of them wrongly, most often as {CLASS_NAMES[int(others.argmax())]}."


def verdict(number: int, labels: Pixels, seen: Predictions | None) -> str:
    """What the net says about one picture, in a few words; empty where it was not asked about it."""
    if seen is None or number >= len(seen.predicted):
        return ""
    said, sure = seen.predicted[number], seen.sure[number]
    if said == labels[number]:
        return f"named rightly, {sure:.0%}"
    return f"called {CLASS_NAMES[said]}, {sure:.0%}"


def spell(numbers: tuple[int, ...]) -> str:
    """The numbers as the box and the address have them."""
    return " ".join(map(str, numbers))


def read(text: str, count: int) -> tuple[int, ...]:
    """The numbers in `text`, each once; ConfigError where they are no choice among `count` pictures."""
    words = text.replace(",", " ").split()
    if wrong := [word for word in words if not word.isdecimal() or int(word) >= count]:
        raise ConfigError(f"pictures={wrong[0]}: must be whole numbers from 0 to {count - 1:,}; choose another one")
    numbers = tuple(dict.fromkeys(map(int, words)))
    if not numbers:
        raise ConfigError("pictures: at least one is needed; choose one below, or type its number")
    if len(numbers) > MOST_CHOSEN:
        raise ConfigError(f"pictures: {len(numbers)} are too many to look at; choose at most {MOST_CHOSEN}")
    return numbers
