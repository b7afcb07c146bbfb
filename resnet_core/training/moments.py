"""What was seen of a network at some moments of its training. No torch.

A run keeps it in a file beside its results, and a page reads that while the run goes on.
"""

from pathlib import Path

from pydantic import ValidationError

from resnet_core.config import Frozen

FILE = "watched.json"
"""What it is called, in a run's folder and in the gallery."""
LOOKS = 36
"""How often a training is looked at, most often at its start, where most happens."""
WHOLE = 100
"""Parts that a probability is told in."""


class Garment(Frozen):
    """A test picture that is looked at again and again."""

    number: int
    """In the test set."""
    label: int
    pixels: str
    """28 × 28 bytes in base64, row by row."""


class Moment(Frozen):
    """The network after a step; 0 is before the first."""

    step: int
    shares: tuple[tuple[int, ...], ...]
    """For each garment the probability of every class, in parts of `WHOLE`."""
    moved: tuple[float, ...]
    """For each part how far its weights have come, as a share of their first length."""


class Watched(Frozen):
    """All moments so far, the earliest first."""

    garments: tuple[Garment, ...]
    parts: tuple[str, ...] = ()
    """Stem, blocks and head from the input to the output, by their names in the network; none in a very large one."""
    moments: tuple[Moment, ...] = ()


def looks(total_steps: int) -> frozenset[int]:
    """The steps after which a training of this length is looked at: the first and the last among them."""
    return frozenset(round(total_steps * (place / LOOKS) ** 2) for place in range(LOOKS + 1))


def read(path: Path | None) -> Watched | None:
    """What the file holds; None where it is not there or not whole."""
    if path is None:
        return None
    try:
        return Watched.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, ValidationError):
        return None
