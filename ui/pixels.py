"""Small pictures made large."""

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]


def enlarged(picture: Pixels, factor: int) -> Pixels:
    """Every pixel drawn `factor` x `factor`, so that the browser does not blur it."""
    return picture.repeat(factor, axis=0).repeat(factor, axis=1)
