"""From a photograph to the 28 x 28 grey pixels that a net knows, step by step; every step can be set by hand.

As Fashion-MNIST was made from photographs of a shop (Xiao et al. 2017, arXiv:1708.07747, sec. 2): cut to the garment,
its longer side scaled to 28 pixels, centred, the negative of its grey. They sharpened it besides; we do not. The shop's
ground was plain. On a plain ground what differs in brightness is the garment. On any other the colours of the border
are taken for the ground, and the garment is what differs from them and hangs together around the middle. No torch.
"""

from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from resnet_core.data.files import Images
from resnet_core.errors import DataError
from resnet_core.wording import Message, message

SIDE = 28
FAINTEST = 16
"""Of 255: where nothing differs more from the ground there is no garment, and half of that is ground still."""
UNEVEN = 2.0
"""A pixel of the garment differs from a plain ground by this many times what the corners differ among themselves."""
SPECK = 0.02
"""A row or column with a smaller share of garment than this is not cut along."""
SMALL_SIDE = 96
"""Pixels that the longer side keeps while a garment is told from a ground of many colours."""
PLAIN_SHARE = 0.8
PLAIN_WITHIN = 12
"""A ground is plain where so much of the border lies so near to the corners, of 255."""
COLOURS = 5
"""Of a ground, at most."""
DIMMEST = 64
"""Of 255: what the dimmest part of a garment becomes that is told from its ground by colour; black is the ground."""

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


class Crop(NamedTuple):
    """The part of the picture that is looked at, as shares of its width and height."""

    left: float = 0.0
    right: float = 1.0
    top: float = 0.0
    bottom: float = 1.0


class ByHand(NamedTuple):
    """What a learner sets; `auto` leaves it to the lab."""

    crop: Crop = Crop()
    turn: Literal[0, 90, 180, 270] = 0
    """Degrees clockwise, before the crop."""
    mirror: bool = False
    """Left becomes right, after the turn."""
    ground: Literal["auto", "keep"] = "auto"
    """`keep` takes everything within the crop for the garment."""
    tone: Literal["auto", "negative", "as it is"] = "auto"


AUTOMATIC = ByHand()


class Step(NamedTuple):
    """One thing that was done."""

    done: tuple[Message, ...]
    picture: npt.NDArray[np.uint8]
    """Afterwards: `(H, W, 3)` in colour, or `(H, W)` in grey."""


class Cut(NamedTuple):
    """The garment in grey on black, before it is made small."""

    picture: Images
    done: Message


def laid_out(colour: Image.Image, hand: ByHand) -> tuple[Image.Image, list[Message]]:
    """The picture turned, mirrored and cut as `hand` says, and what was done."""
    changes = []
    if hand.turn:
        turned = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
        colour = colour.transpose(turned[hand.turn])
        changes.append(message("upload-turned", degrees=hand.turn))
    if hand.mirror:
        colour = colour.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        changes.append(message("upload-mirrored"))
    if hand.crop != Crop():
        width, height = colour.size
        left, right = (round(share * width) for share in hand.crop[:2])
        top, bottom = (round(share * height) for share in hand.crop[2:])
        colour = colour.crop((left, top, max(right, left + 1), max(bottom, top + 1)))
        changes.append(message("upload-cropped"))
    return colour, changes


def as_the_data(colour: Image.Image, hand: ByHand, name: str) -> tuple[Images, tuple[Step, ...]]:
    """`(28, 28)` and the steps to it; DataError where nothing stands out from the ground of the file called `name`."""
    grey = np.asarray(colour.convert("L"))
    if hand.ground == "keep":
        cut = _everything(grey, hand)
    elif _is_plain(grey):
        cut = _by_brightness(grey, hand, name)
    else:
        cut = _by_colour(colour, grey, hand)
    rows, columns = _extent(cut.picture > 0, axis=1), _extent(cut.picture > 0, axis=0)
    close = cut.picture[rows, columns]
    pixels = centred(close)
    (height, width), (whole_height, whole_width) = close.shape, grey.shape
    to_the_garment = message(
        "upload-to-the-garment", width=width, height=height, whole_width=whole_width, whole_height=whole_height
    )
    return pixels, (
        Step((cut.done,), cut.picture),
        Step((to_the_garment,), close),
        Step((message("upload-small"),), pixels),
    )


def background(grey: Images) -> float:
    """The brightness of the corners, by their median."""
    return float(np.median(_corners(grey)))


def centred(cut: Images) -> Images:
    """`(28, 28)`: the longer side fills the picture, the shorter one stands in the middle."""
    longer = max(cut.shape)
    height, width = (max(1, round(side * SIDE / longer)) for side in cut.shape)
    how = Image.Resampling.BOX if longer > SIDE else Image.Resampling.BILINEAR
    small = np.asarray(Image.fromarray(cut).resize((width, height), how), dtype=np.float64)
    pixels = np.zeros((SIDE, SIDE), np.uint8)
    top, left = (SIDE - height + 1) // 2, (SIDE - width + 1) // 2  # an odd pixel goes above and to the left, as theirs
    pixels[top : top + height, left : left + width] = as_bytes(small * (255 / max(1.0, small.max())))
    return pixels


def as_bytes(values: Floats) -> Images:
    """Rounded, and held between 0 and 255."""
    return np.asarray(np.rint(np.clip(values, 0, 255)), dtype=np.uint8)


def _corners(grey: Images) -> Images:
    """The pixels of four patches of about a sixteenth of a side."""
    height, width = (max(1, side // 16) for side in grey.shape)
    patches = [grey[y, x] for y in (slice(height), slice(-height, None)) for x in (slice(width), slice(-width, None))]
    return np.concatenate([patch.ravel() for patch in patches])


def _border(shape: tuple[int, ...]) -> Mask:
    """Where the outermost sixteenth of a picture of this shape is."""
    height, width = shape[:2]
    rows, columns = max(1, height // 16), max(1, width // 16)
    border = np.ones((height, width), dtype=np.bool_)
    border[rows : height - rows, columns : width - columns] = False
    return border


def _is_plain(grey: Images) -> bool:
    """Whether the ground has one brightness; the garment may reach some of the border."""
    near = np.abs(grey[_border(grey.shape)] - background(grey)) <= PLAIN_WITHIN
    return bool(near.mean() >= PLAIN_SHARE)


def _everything(grey: Images, hand: ByHand) -> Cut:
    """All of the picture is the garment."""
    negative = hand.tone == "negative" or (hand.tone == "auto" and background(grey) >= 128)
    toned = 255 - grey if negative else grey
    return Cut(np.maximum(toned, 1), message("upload-everything", negative=negative))


def _by_brightness(grey: Images, hand: ByHand, name: str) -> Cut:
    """What is lighter or darker than a plain ground."""
    ground = background(grey)
    apart, darker = _apart(grey, ground, hand.tone)
    calm = np.asarray(Image.fromarray(as_bytes(apart)).filter(ImageFilter.MedianFilter(3)))
    if calm.max() < FAINTEST:
        raise DataError("nothing-stands-out", file=name, brightness=round(ground))
    garment = calm > _threshold(grey, ground, largest=float(calm.max()))
    side = ("darker" if darker else "lighter") + ("" if hand.tone == "auto" else "-by-hand")
    lifted = as_bytes(np.where(garment, apart, 0) * (255 / calm.max()))
    return Cut(lifted, message("upload-by-brightness", side=side))


def _apart(grey: Images, ground: float, tone: str) -> tuple[Floats, bool]:
    """How far each pixel is from the ground on the garment's side of it, and whether that is the darker side."""
    difference = grey - ground
    darker = bool(np.maximum(-difference, 0).sum() > np.maximum(difference, 0).sum())
    if tone != "auto":
        darker = tone == "negative"
    return np.maximum(-difference if darker else difference, 0), darker


def _threshold(grey: Images, ground: float, *, largest: float) -> float:
    """What a pixel of the garment differs by at least; more on an uneven ground, but never more than half of all."""
    uneven = float(np.median(np.abs(_corners(grey) - ground)))
    return min(max(FAINTEST / 2, UNEVEN * uneven), largest / 2)


def _by_colour(colour: Image.Image, grey: Images, hand: ByHand) -> Cut:
    """What is unlike the colours of the border; all of the picture where that tells nothing."""
    garment = _unlike_the_border(colour)
    if not 0.02 < garment.mean() < 0.95:
        kept = _everything(grey, hand)
        return kept._replace(done=message("upload-no-garment", negative=kept.done.values["negative"]))
    negative = hand.tone != "as it is"
    toned = (255.0 - grey if negative else grey.astype(np.float64))[garment]
    low, high = np.percentile(toned, (1, 99))
    lifted = DIMMEST + (toned - low) * ((255 - DIMMEST) / max(1.0, high - low))
    picture = np.zeros_like(grey)
    picture[garment] = as_bytes(np.maximum(lifted, DIMMEST))
    return Cut(picture, message("upload-by-colour", negative=negative))


def _unlike_the_border(colour: Image.Image) -> Mask:
    """`(H, W)`: the garment, by its colours, in one piece and without holes."""
    shrink = min(1.0, SMALL_SIDE / max(colour.size))
    width, height = (max(1, round(side * shrink)) for side in colour.size)
    small = colour.resize((width, height), Image.Resampling.BOX)
    unlike = _unlike(_opponent(small)) * _nearness_to_the_middle(height, width)
    mask = _filtered(unlike > _parting(unlike), ("shrink", 3), ("grow", 3), ("grow", 5), ("shrink", 5))
    heart = np.zeros_like(mask)
    bright = as_bytes(unlike * (255 / max(1e-9, unlike.max())))
    calm = np.asarray(Image.fromarray(bright).filter(ImageFilter.BoxBlur(4)))
    heart.flat[int(np.argmax(np.where(mask, calm, 0)))] = True
    garment = _reached(mask, heart)
    ground = _reached(~garment, _border(garment.shape))
    large = Image.fromarray(as_bytes(np.where(ground, 0.0, 255.0))).resize(colour.size, Image.Resampling.BILINEAR)
    return np.asarray(large) > 127


def _opponent(colour: Image.Image) -> Floats:
    """`(H, W, 3)`: half the brightness, red against green, blue against yellow; a shadow changes the first alone."""
    red, green, blue = np.moveaxis(np.asarray(colour, dtype=np.float64), 2, 0)
    return np.stack(((red + green + blue) / 6, red - green, blue - (red + green) / 2), axis=2)


def _unlike(opponent: Floats) -> Floats:
    """`(H, W)`: the distance of each pixel from the nearest colour of the border, in spreads of that colour."""
    border = opponent[_border(opponent.shape)]
    colours = _colours(border)
    of = _distances(border, colours).argmin(1)
    spreads = np.array([_distances(border[of == n], colours[n : n + 1]).mean() for n in range(len(colours))])
    apart = _distances(opponent.reshape(-1, 3), colours) / (spreads + FAINTEST / 2)
    return np.asarray(apart.min(1).reshape(opponent.shape[:2]))


def _colours(border: Floats) -> Floats:
    """`(k, 3)`: what the border is made of, at most `COLOURS`, by k-means begun from the farthest points."""
    colours = np.median(border, axis=0, keepdims=True)
    for _ in range(COLOURS - 1):
        apart = _distances(border, colours).min(1)
        if apart.max() < FAINTEST:
            break
        colours = np.concatenate((colours, border[apart.argmax()][None]))
    for _ in range(8):
        of = _distances(border, colours).argmin(1)
        colours = np.stack([border[of == n].mean(0) for n in range(len(colours)) if (of == n).any()])
    return colours


def _distances(points: Floats, colours: Floats) -> Floats:
    """`(points, colours)`."""
    return np.asarray(np.linalg.norm(points[:, None] - colours[None], axis=2))


def _nearness_to_the_middle(height: int, width: int) -> Floats:
    """`(H, W)`: 1 in the middle, falling to about a half in the corners: who takes a picture aims at the garment."""
    rows, columns = np.linspace(-1, 1, height)[:, None], np.linspace(-1, 1, width)[None]
    return np.asarray(0.4 + 0.6 * np.exp(-(rows**2 + columns**2)))


def _parting(values: Floats) -> float:
    """The value that parts the two groups best (Otsu 1979): the variance between them is largest."""
    counts, edges = np.histogram(values, bins=128)
    middles = (edges[:-1] + edges[1:]) / 2
    below = np.cumsum(counts)
    above = below[-1] - below
    sums = np.cumsum(counts * middles)
    with np.errstate(divide="ignore", invalid="ignore"):
        between = below * above * (sums / below - (sums[-1] - sums) / above) ** 2
    return float(middles[int(np.nanargmax(between[:-1]))]) if len(np.unique(values)) > 1 else float(values.max())


def _filtered(mask: Mask, *steps: tuple[Literal["grow", "shrink"], int]) -> Mask:
    """The mask grown and shrunk by squares of that many pixels a side, one after the other."""
    image = Image.fromarray(as_bytes(np.where(mask, 255.0, 0.0)))
    for how, size in steps:
        image = image.filter(ImageFilter.MaxFilter(size) if how == "grow" else ImageFilter.MinFilter(size))
    return np.asarray(image) > 127


def _reached(allowed: Mask, seeds: Mask) -> Mask:
    """The parts of `allowed` that hang together with a seed, sideways or across corners."""
    reached = seeds & allowed
    while True:
        further = _filtered(reached, ("grow", 3)) & allowed
        if (further == reached).all():
            return reached
        reached = further


def _extent(garment: Mask, *, axis: int) -> slice:
    """From the first row or column with garment in it to the last; specks do not count."""
    share = garment.mean(axis=axis)
    (inside,) = np.nonzero(share >= min(SPECK, share.max()))
    return slice(int(inside[0]), int(inside[-1]) + 1)
