"""Pictures in a question: test pictures go by their number, a learner's own picture travels in the question itself."""

from typing import Annotated

import numpy as np
import numpy.typing as npt
from pydantic import Field

SIDE = 28

Spelled = Annotated[str, Field(pattern=rf"^[0-9a-f]{{{2 * SIDE * SIDE}}}$")]
"""A grey picture of 28 x 28 pixels, two hexadecimal digits each, row by row."""


def spell(pixels: npt.NDArray[np.uint8]) -> str:
    """The picture `(28, 28)` as a question holds it."""
    assert pixels.shape == (SIDE, SIDE), pixels.shape
    return pixels.tobytes().hex()


def read(spelled: str) -> npt.NDArray[np.uint8]:
    """The picture `(28, 28)` that `spell` has spelled."""
    return np.frombuffer(bytes.fromhex(spelled), np.uint8).reshape(SIDE, SIDE)
