"""Ways to make a training fit this machine: the values of its controls that ask for less. Nothing is drawn here."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from typing import Any

from resnet_core.analysis.repairs import legal
from resnet_core.config import RunConfig
from ui.train.choices import CUSTOM, IMAGES, OWN_NETWORK, SIZES, Changes, Choices, custom
from ui.ways import Way, smallest

SPELT = {
    "quick": Choices(preset=CUSTOM, network="quick", lr=0.2),
    "chapter": Choices(preset=CUSTOM, network="d2l_resnet18", size=96, epochs=10, lr=0.01, schedule="constant"),
}
"""What the controls say that come nearest to a preset; they have none for momentum and weight decay."""


def to_fit(choices: Choices, fits: Callable[[RunConfig], bool]) -> tuple[Way, ...]:
    """Three ways, each by other controls, with which `fits` holds; fewer where there are no more."""
    start = SPELT.get(choices.preset, choices)
    spelt = {} if start is choices else asdict(start)
    found = smallest(dict(_lighter(start)), lambda changes: _fits(start, changes, fits))
    return tuple(Way(changes, {**spelt, **changes}) for changes in found)


def _fits(choices: Choices, changes: Changes, fits: Callable[[RunConfig], bool]) -> bool:
    built = next(legal((changes,), lambda changes: custom(replace(choices, **changes))), None)
    return built is not None and fits(built[1])


def _lighter(choices: Choices) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Values that ask for less, the mildest first within each control; norms want 16 pictures in a batch or more."""
    yield "batch", tuple(2**power for power in range((choices.batch - 1).bit_length() - 1, 3, -1))
    if choices.network == OWN_NETWORK:
        yield "width", tuple(choices.width // part for part in (2, 4, 8) if choices.width // part >= 4)
        yield "blocks", tuple(choices.blocks // part for part in (2, 4, 8) if choices.blocks // part >= 1)
    yield "size", tuple(size for size in reversed(SIZES) if size < choices.size)
    yield "epochs", tuple(choices.epochs // part for part in (2, 4, 8, 16, 32) if choices.epochs // part >= 1)
    yield "images", tuple(images for images in reversed(IMAGES) if images < choices.images)
    if choices.network != OWN_NETWORK:
        yield "network", (OWN_NETWORK,)
