"""Feature maps as pictures: blue below zero, orange above, white at zero, on one scale for maps to be compared."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from resnet_core.studies.addition.question import Map
from ui.pixels import Pixels, enlarged

BLUE, WHITE, ORANGE = np.array([(33, 102, 172), (247, 247, 247), (224, 100, 20)], dtype=np.float64)
"""Told apart with every common colour vision; both ends are darker than zero."""
SIDE = 240
"""Pixels that a sheet of maps is about as wide as."""
GAP = 1


def scale_of(maps: Mapping[Map, Any]) -> float:
    """The largest size of a value in any of the maps; 1 where all are zero."""
    return float(max(np.abs(np.asarray(values)).max() for values in maps.values())) or 1.0


def sheet(maps: Sequence[Any], scale: float) -> Pixels:
    """The maps in two columns as one RGB picture; `scale` is where the colours are full."""
    values = np.asarray(maps, dtype=np.float64)
    count, height, width = values.shape
    columns = 1 if count == 1 else 2
    rows = -(-count // columns)
    factor = max(1, SIDE // (columns * width))
    step_y, step_x = height * factor + GAP, width * factor + GAP
    picture = np.full((rows * step_y - GAP, columns * step_x - GAP, 3), 128, np.uint8)
    for number, channel in enumerate(values):
        y, x = (number // columns) * step_y, (number % columns) * step_x
        picture[y : y + height * factor, x : x + width * factor] = enlarged(coloured(channel, scale), factor)
    return picture


def coloured(values: npt.NDArray[np.float64], scale: float) -> Pixels:
    """`(H, W)` numbers as `(H, W, 3)` colours."""
    share = np.clip(values / scale, -1, 1)[..., None]
    ends = np.where(share < 0, BLUE, ORANGE)
    return np.asarray(np.rint(WHITE + np.abs(share) * (ends - WHITE)), dtype=np.uint8)


def grey(picture: Sequence[Sequence[float]]) -> Pixels:
    """The input picture, as large as a sheet of maps."""
    values = np.asarray(picture, dtype=np.uint8)
    return enlarged(values, max(1, SIDE // values.shape[1]))
