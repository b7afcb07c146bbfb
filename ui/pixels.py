"""Small pictures made large."""

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
LINE = 90
"""The grey between pixels: neither the black of the ground nor the usual grey of a garment."""


def enlarged(picture: Pixels, factor: int) -> Pixels:
    """Every pixel drawn `factor` x `factor`, so that the browser does not blur it."""
    return picture.repeat(factor, axis=0).repeat(factor, axis=1)


def gridded(picture: Pixels, factor: int) -> Pixels:
    """As `enlarged`, with a grey line above and to the left of every pixel, so that they can be counted."""
    large = enlarged(picture, factor)
    large[::factor] = LINE
    large[:, ::factor] = LINE
    return large
