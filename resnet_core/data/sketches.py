"""Drawn stand-ins for Fashion-MNIST, for a machine that has no files and no network. They are *not* Fashion-MNIST.

Ten silhouettes of the same names, each image with its own size, place, tilt, proportions, thickness and cloth. A shape
is a signed distance in units of half an image, negative inside, so that a union is a minimum; coordinates run from -1
to 1, x to the right and y down. Images come in chunks with generators of their own, so that the first n images are the
same however many are drawn.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, reduce

import numpy as np
import numpy.typing as npt

from resnet_core.data.files import Images, Split

SIZE = 28
_CHUNK = 1000
_SPLIT_NUMBER = {"train": 0, "test": 1}

Floats = npt.NDArray[np.float32]
Number = Floats | float
Pair = tuple[Number, Number]


def draw(count: int, *, split: Split, seed: int = 0) -> tuple[Images, Images]:
    """The first `count` sketches `(count, 28, 28)` of a split and their class numbers `(count,)`."""
    chunks = [_draw_chunk(seed, split, number) for number in range(-(-count // _CHUNK))]
    images = np.concatenate([images for images, _labels in chunks])
    labels = np.concatenate([labels for _images, labels in chunks])
    return images[:count], labels[:count]


@dataclass(frozen=True, slots=True)
class _Canvas:
    """Coordinates `(N, 28, 28)` of N images, each with its own place, size and tilt, and the shapes to draw there."""

    x: Floats
    y: Floats
    rng: np.random.Generator

    def vary(self, low: float, high: float) -> Floats:
        """One number an image `(N, 1, 1)`."""
        return self.rng.uniform(low, high, (len(self.x), 1, 1)).astype(np.float32)

    def bar(self, start: Pair, end: Pair, width: Number) -> Floats:
        """A line with round ends, `width` thick to each side."""
        (x0, y0), (x1, y1) = start, end
        dx, dy = x1 - x0, y1 - y0
        along = np.clip(((self.x - x0) * dx + (self.y - y0) * dy) / (dx * dx + dy * dy), 0, 1)
        return np.asarray(np.hypot(self.x - x0 - along * dx, self.y - y0 - along * dy) - width)

    def panel(self, heights: Pair, widths: Pair, middle: Number = 0.0) -> Floats:
        """A piece of cloth from one height to another, with its half-width at each."""
        (top, bottom), (above, below) = heights, widths
        share = np.clip((self.y - top) / (bottom - top), 0, 1)
        across = np.abs(self.x - middle) - (above + (below - above) * share)
        return np.asarray(np.maximum(across, np.maximum(top - self.y, self.y - bottom)))

    def oval(self, centre: Pair, half_axes: Pair) -> Floats:
        """An ellipse; the distance is exact at its edge only."""
        (x0, y0), (width, height) = centre, half_axes
        radius = np.hypot((self.x - x0) / width, (self.y - y0) / height)
        return np.asarray((radius - 1) * np.minimum(width, height))

    def sleeves(self, shoulder: Number, hand: Pair, width: Number) -> Floats:
        """A pair of sleeves from the shoulders to the hands."""
        right = self.bar((shoulder, -0.62), hand, width)
        left = self.bar((-shoulder, -0.62), (-hand[0], hand[1]), width)
        return _union(left, right)


def _union(*shapes: Floats) -> Floats:
    return reduce(np.minimum, shapes)


def _cut(shape: Floats, *holes: Floats) -> Floats:
    return np.maximum(shape, -_union(*holes))


def _t_shirt(on: _Canvas) -> Floats:
    width = on.vary(0.36, 0.48)
    body = on.panel((-0.75, on.vary(0.6, 0.85)), (width, width + on.vary(-0.04, 0.06)))
    sleeves = on.sleeves(width - 0.1, (width + on.vary(0.18, 0.34), on.vary(-0.42, -0.2)), on.vary(0.13, 0.19))
    neck = on.oval((0, -0.8), (on.vary(0.13, 0.24), on.vary(0.08, 0.22)))
    return _cut(_union(body, sleeves), neck)


def _trouser(on: _Canvas) -> Floats:
    waist, foot = on.vary(0.22, 0.32), on.vary(0.14, 0.26)
    ankle, leg = on.vary(0.75, 0.92), on.vary(0.09, 0.15)
    right, left = on.bar((0.11, -0.6), (foot, ankle), leg), on.bar((-0.11, -0.6), (-foot, ankle), leg)
    return _union(left, right, on.panel((-0.88, -0.5), (waist, waist + 0.02)))


def _long_sleeved(on: _Canvas, hem: Floats) -> Floats:
    width = on.vary(0.32, 0.42)
    body = on.panel((-0.76, hem), (width, width + on.vary(-0.03, 0.08)))
    hand = (width + on.vary(0.18, 0.32), on.vary(0.3, 0.65))
    return _union(body, on.sleeves(width - 0.08, hand, on.vary(0.09, 0.14)))


def _pullover(on: _Canvas) -> Floats:
    neck = on.oval((0, -0.82), (on.vary(0.12, 0.2), on.vary(0.06, 0.14)))
    return _cut(_long_sleeved(on, on.vary(0.5, 0.72)), neck)


def _dress(on: _Canvas) -> Floats:
    shoulder, waist, waist_height = on.vary(0.18, 0.28), on.vary(0.14, 0.22), on.vary(-0.25, 0.0)
    top = on.panel((-0.88, waist_height), (shoulder, waist))
    skirt = on.panel((waist_height - 0.02, on.vary(0.75, 0.93)), (waist, on.vary(0.26, 0.5)))
    neck = on.oval((0, -0.9), (on.vary(0.08, 0.14), on.vary(0.1, 0.25)))
    return _cut(_union(top, skirt), neck)


def _coat(on: _Canvas) -> Floats:
    opening = on.bar((on.vary(-0.03, 0.03), -0.6), (on.vary(-0.06, 0.06), 1.0), on.vary(0.012, 0.035))
    lapels = on.panel((-0.85, on.vary(-0.6, -0.4)), (on.vary(0.1, 0.2), 0.01))
    return _cut(_long_sleeved(on, on.vary(0.66, 0.9)), opening, lapels)


def _shirt(on: _Canvas) -> Floats:
    """Long sleeves or short, a collar and buttons: the hardest class, as in the real set."""
    short = on.vary(0, 1) < 0.35
    width = on.vary(0.32, 0.44)
    body = on.panel((-0.74, on.vary(0.6, 0.85)), (width, width + on.vary(-0.03, 0.06)))
    hand = (width + on.vary(0.18, 0.32), np.where(short, on.vary(-0.35, -0.1), on.vary(0.3, 0.62)))
    sleeves = on.sleeves(width - 0.08, hand, np.where(short, 0.15, on.vary(0.08, 0.13)))
    collar = on.panel((-0.85, on.vary(-0.62, -0.5)), (on.vary(0.1, 0.18), 0.01))
    spacing = on.vary(0.2, 0.3)
    buttons = np.hypot(on.x, np.mod(on.y + 0.5, spacing) - spacing / 2) - on.vary(0.02, 0.05)
    return _cut(_union(body, sleeves), collar, buttons)


def _sandal(on: _Canvas) -> Floats:
    ground, strap = on.vary(0.3, 0.45), on.vary(0.03, 0.07)
    raised = ground - on.vary(0.0, 0.4)  # where the heel of the foot stands
    sole = on.bar((-0.75, ground), (0.72, raised), on.vary(0.05, 0.09))
    heel = on.bar((0.7, raised), (on.vary(0.62, 0.76), ground + 0.01), on.vary(0.04, 0.1))
    toe_strap = np.abs(on.oval((-0.4, ground - 0.02), (on.vary(0.14, 0.26), on.vary(0.18, 0.36)))) - strap
    ankle_strap = on.bar((on.vary(0.3, 0.55), raised), (on.vary(0.45, 0.72), raised - on.vary(0.3, 0.6)), strap)
    across = on.bar((-0.3, ground - 0.25), (0.62, raised - on.vary(0.1, 0.35)), strap)
    return _union(sole, heel, toe_strap, ankle_strap, across)


def _foot(on: _Canvas, ground: Floats, height: Floats) -> Floats:
    """A low shoe pointing left: a round toe, an instep that rises, a heel."""
    toe = on.oval((-0.42, ground - height * 0.3), (on.vary(0.34, 0.42), height * 0.36))
    instep = on.bar((-0.35, ground - height * 0.4), (0.35, ground - height * 0.72), height * 0.3)
    heel = on.panel((ground - height, ground), (on.vary(0.28, 0.34), 0.38), 0.38)
    middle = on.panel((ground - height * 0.5, ground), (0.5, 0.6))
    return _union(toe, instep, heel, middle)


def _sneaker(on: _Canvas) -> Floats:
    ground = on.vary(0.25, 0.4)
    upper = _foot(on, ground, on.vary(0.42, 0.62))
    gap = on.bar((-0.8, ground - 0.11), (0.8, ground - 0.11), on.vary(0.008, 0.03))
    sole = on.bar((-0.76, ground), (0.74, ground), on.vary(0.04, 0.09))
    return _union(_cut(upper, gap), sole)


def _bag(on: _Canvas) -> Floats:
    width, top, bottom = on.vary(0.5, 0.8), on.vary(-0.35, 0.0), on.vary(0.5, 0.8)
    body = on.panel((top, bottom), (width, width + on.vary(-0.15, 0.1)))
    flap = on.bar((-1, top + 0.2), (1, top + 0.2), on.vary(-0.02, 0.03))
    ring = np.abs(on.oval((0, top), (width * on.vary(0.4, 0.85), on.vary(0.25, 0.6)))) - on.vary(0.03, 0.08)
    return _union(_cut(body, flap), np.maximum(ring, on.y - top))


def _ankle_boot(on: _Canvas) -> Floats:
    ground = on.vary(0.55, 0.7)
    foot = _foot(on, ground, on.vary(0.45, 0.6))
    shaft = on.panel(
        (on.vary(-0.85, -0.5), ground - 0.1), (on.vary(0.2, 0.28), on.vary(0.28, 0.36)), on.vary(0.34, 0.42)
    )
    heel = on.panel((ground - 0.05, ground + on.vary(0.05, 0.25)), (0.14, on.vary(0.05, 0.14)), 0.58)
    return _union(foot, shaft, heel)


_GARMENTS = (_t_shirt, _trouser, _pullover, _dress, _coat, _sandal, _shirt, _sneaker, _bag, _ankle_boot)


@lru_cache(maxsize=4)
def _draw_chunk(seed: int, split: Split, number: int) -> tuple[Images, Images]:
    """A thousand images, a hundred of each class, shuffled; the first ones are wanted by one question after another."""
    rng = np.random.default_rng((seed, _SPLIT_NUMBER[split], number))
    of_each_class = _CHUNK // len(_GARMENTS)
    images = np.concatenate([_draw_class(garment, _canvas(rng, of_each_class)) for garment in _GARMENTS])
    labels = np.repeat(np.arange(len(_GARMENTS), dtype=np.uint8), of_each_class)
    order = rng.permutation(_CHUNK)
    return images[order], labels[order]


def _canvas(rng: np.random.Generator, count: int) -> _Canvas:
    """Blank images whose axes are moved by up to 1.5 pixels, scaled by up to 15 % and tilted by up to 7 degrees."""
    pixels = (np.arange(SIZE, dtype=np.float32) + 0.5) / SIZE * 2 - 1
    shift_x, shift_y = rng.uniform(-0.11, 0.11, (2, count, 1, 1)).astype(np.float32)
    wide, high = rng.uniform(0.85, 1.1, (2, count, 1, 1)).astype(np.float32)
    tilt = rng.uniform(-0.12, 0.12, (count, 1, 1)).astype(np.float32)
    x, y = pixels[None, None, :] - shift_x, pixels[None, :, None] - shift_y
    return _Canvas((x * np.cos(tilt) + y * np.sin(tilt)) / wide, (y * np.cos(tilt) - x * np.sin(tilt)) / high, rng)


def _draw_class(garment: Callable[[_Canvas], Floats], on: _Canvas) -> Images:
    """Cloth inside the shape, black outside, with an edge one pixel soft."""
    cover = np.clip(0.5 - garment(on) * (SIZE / 2), 0, 1)
    grain = on.rng.standard_normal(on.x.shape, dtype=np.float32) * on.vary(0.01, 0.1)
    return np.asarray(np.clip(cover * (_cloth(on) + grain), 0, 1) * 255).astype(np.uint8)


def _cloth(on: _Canvas) -> Floats:
    """Brightness of the cloth: a shade with a gentle slope of light, striped in two images of five."""
    light = 1 + on.vary(-0.25, 0.25) * on.x + on.vary(-0.25, 0.25) * on.y
    angle, frequency, phase = on.vary(0, np.pi), on.vary(4, 22), on.vary(0, 6)
    stripes = np.sin((on.x * np.cos(angle) + on.y * np.sin(angle)) * frequency + phase)
    depth = np.where(on.vary(0, 1) < 0.4, on.vary(0.1, 0.45), 0)
    return np.asarray(on.vary(0.4, 1.0) * light * (1 - depth * (0.5 + 0.5 * stripes)))
