"""Pictures and maps of the checks as cells of the saliency grid, on a scale of their own or on a shared one."""

import base64

import numpy as np
import numpy.typing as npt

from resnet_core.studies.saliency_maps.question import Map
from ui.saliency.grid import Cell

CLIPPED = 99.5
"""Percentile of a map's sizes at which its colours are full."""


def picture_cell(spelled: str, caption: str, *, alt: str) -> Cell:
    """A grey picture of two hexadecimal digits a pixel."""
    pixels = bytes.fromhex(spelled)
    return Cell(round(len(pixels) ** 0.5), _bytes(np.frombuffer(pixels, np.uint8)), caption, alt)


def map_cell(drawn: Map, spelled: str, caption: str, *, alt: str, full: float | None = None) -> Cell:
    """A map beside its picture, in shares of `full`, or of its own strongest values."""
    whole, unit = drawn.whole
    grey = bytes.fromhex(spelled)
    size = drawn.size
    pixels = grey if len(grey) == size**2 else bytes(size**2)  # a layer's map is smaller than the picture
    return Cell(
        size,
        base64.b64encode(pixels).decode("ascii"),
        caption,
        alt,
        values=_bytes(whole),
        unit=unit / (full or strongest(drawn)),
    )


def strongest(drawn: Map) -> float:
    """Where the map's own colours are full: a few extreme pixels would pale all others."""
    sizes = np.abs(drawn.values)
    return float(np.percentile(sizes, CLIPPED)) or drawn.peak or 1.0


def change_cell(before: str, after: str, caption: str, *, alt: str) -> Cell:
    """The difference of two pictures, in shares of its largest."""
    first, second = (np.frombuffer(bytes.fromhex(spelled), np.uint8).astype(np.int16) for spelled in (before, after))
    change: npt.NDArray[np.int16] = second - first
    size = round(len(change) ** 0.5)
    return Cell(
        size,
        _bytes(np.zeros(size**2, np.uint8)),
        caption,
        alt,
        values=_bytes(change),
        unit=1 / max(1, int(np.abs(change).max())),
    )


def _bytes(values: npt.NDArray[np.uint8] | npt.NDArray[np.int16]) -> str:
    return base64.b64encode(np.ascontiguousarray(values).tobytes()).decode("ascii")
