"""The search behind every offer to mend an illegal choice: try changes in order, keep those that lead to something."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from resnet_core.errors import LabError

Trial = TypeVar("Trial")
Built = TypeVar("Built")


def legal(trials: Iterable[Trial], build: Callable[[Trial], Built]) -> Iterator[tuple[Trial, Built]]:
    """Those of `trials` that `build` makes something of, each with what it made; a LabError says that it cannot."""
    for trial in trials:
        try:
            built = build(trial)
        except LabError:
            continue
        yield trial, built
