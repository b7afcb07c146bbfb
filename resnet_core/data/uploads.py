"""A learner's own picture, made into what the nets were trained on.

As Fashion-MNIST was made from photographs of a shop (Xiao et al. 2017, arXiv:1708.07747, sec. 2): cut to the garment,
its longer side scaled to 28 pixels, centred, light on black, grey. They sharpened it besides; we do not. What an
upload claims to be does not matter, only its bytes do. No torch.
"""

import io
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import ExifTags, Image, ImageFilter, ImageOps, UnidentifiedImageError

from resnet_core.data.files import Images
from resnet_core.errors import DataError

SIDE = 28
MAX_BYTES = 5_000_000
"""As `server.maxUploadSize` in .streamlit/config.toml has it."""
MAX_PIXELS = 30_000_000
"""Of what is decoded; a small file may claim billions. Photographs of a phone have 12 to 24 million."""
WORKING_SIDE = 512
"""Pixels that the longer side keeps for finding the garment."""
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "PPM")
"""Pillow reads more, some of them through other programs."""
FAINTEST = 16
"""Of 255: where nothing differs more from the background there is no garment, and half of that is background still."""
UNEVEN = 2.0
"""A pixel of the garment differs from the background by this many times what the corners differ among themselves."""
SPECK = 0.02
"""A row or column with a smaller share of garment than this is not cut along."""

Floats = npt.NDArray[np.float64]


class Step(NamedTuple):
    """One thing that was done."""

    words: str
    picture: npt.NDArray[np.uint8]
    """Afterwards: `(H, W, 3)` in colour, or `(H, W)` in grey."""


class Upload(NamedTuple):
    """The picture `(28, 28)` as a net gets it, and how it came about."""

    pixels: Images
    steps: tuple[Step, ...]
    """The first shows what was uploaded, the last what the net gets."""


def read_upload(content: bytes, name: str) -> Upload:
    """The picture in `content` as the nets know pictures; DataError says what is wrong with the file called `name`."""
    _check_bytes(content, name)
    try:
        colour, said = _opened(content, name)
    except DataError:
        raise
    except UnidentifiedImageError:
        raise DataError(_unknown(name, content)) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise DataError(_too_many_pixels(name, "hundreds of millions of")) from None
    except Exception as error:  # decoders raise what they like on broken bytes, from KeyError to struct.error
        raise DataError(
            f"{name} is damaged or cut short; open it in a picture program, save it as PNG and upload that"
        ) from error
    first = Step("; ".join(["your picture", *said]), np.asarray(colour))
    grey = np.asarray(colour.convert("L"))
    if grey.shape == (SIDE, SIDE) and _background(grey) == 0:
        return Upload(grey, (first, Step("28 × 28 on black already: nothing was changed", grey)))
    return _as_the_data(grey, first, name)


def _opened(content: bytes, name: str) -> tuple[Image.Image, list[str]]:
    """The picture upright, in RGB, at most `WORKING_SIDE` large, and what was done to get it so."""
    with Image.open(io.BytesIO(content), formats=FORMATS) as image:
        _check_pixels(image.size, name)
        frames = getattr(image, "n_frames", 1)
        image.seek(0)
        image.draft(None, (WORKING_SIDE, WORKING_SIDE))  # a JPEG is decoded no larger than needed
        image.load()
        said = [f"the first of {frames} frames"] if frames > 1 else []
        if image.getexif().get(ExifTags.Base.Orientation, 1) in range(2, 9):
            said.append("turned upright, as its EXIF tag asks")
        upright = ImageOps.exif_transpose(image)
    narrow, narrowed = _eight_bits(upright)
    colour, laid = _opaque(narrow)
    return colour, [*said, *narrowed, *laid]


def _check_bytes(content: bytes, name: str) -> None:
    if not content:
        raise DataError(f"{name} is empty; choose a file with a picture in it")
    if len(content) > MAX_BYTES:
        raise DataError(
            f"{name} has {len(content) / 1e6:.1f} MB, and at most {MAX_BYTES / 1e6:g} MB are read; "
            "save it smaller: 500 pixels a side are plenty"
        )


def _check_pixels(size: tuple[int, int], name: str) -> None:
    width, height = size
    if width * height > MAX_PIXELS:
        raise DataError(_too_many_pixels(name, f"{width:,} × {height:,}"))


def _too_many_pixels(name: str, many: str) -> str:
    return (
        f"{name} has {many} pixels, and at most {MAX_PIXELS // 10**6} million are read; "
        "save it smaller: 500 pixels a side are plenty"
    )


def _unknown(name: str, content: bytes) -> str:
    """What the file is instead of a picture of pixels, where that can be told, and the way out."""
    start = content[:1024].lstrip()
    if start.startswith(b"%PDF"):
        return f"{name} is a PDF, a document and not a picture; take a screenshot of it, or export the page as PNG"
    if b"<svg" in start.lower():
        return f"{name} is an SVG, a drawing without pixels; export it as PNG"
    if content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"hevc", b"mif1", b"msf1"):
        return f"{name} is a HEIC photograph, which is not read here; send or export it as JPEG"
    return f"{name} is not a picture that can be read; choose PNG, JPEG, WebP, GIF, BMP or TIFF"


def _eight_bits(image: Image.Image) -> tuple[Image.Image, list[str]]:
    """The picture as it is, unless its numbers are larger than a byte: then the span of its values becomes 0 to 255."""
    if not image.mode.startswith(("I", "F")):
        return image, []
    values = np.nan_to_num(np.asarray(image, dtype=np.float64), posinf=0.0, neginf=0.0)
    if image.mode.startswith("I;16"):
        low, span = 0.0, 65_535.0
    else:
        low = float(values.min())
        span = float(values.max()) - low or 1.0
    return Image.fromarray(_bytes((values - low) * (255 / span))), ["16 bits or more a pixel brought down to 8"]


def _opaque(image: Image.Image) -> tuple[Image.Image, list[str]]:
    """The picture in RGB, made smaller; where it is transparent, a ground shows that stands out from what is not."""
    if not image.has_transparency_data:
        was = ["CMYK inks turned into light"] if image.mode == "CMYK" else []
        return _smaller(image.convert("RGB")), was
    layered = _smaller(image.convert("RGBA"))
    alpha = np.asarray(layered.getchannel("A"), dtype=np.float64)
    grey = np.asarray(layered.convert("L"), dtype=np.float64)
    bright = float((grey * alpha).sum() / max(1.0, alpha.sum())) >= 128
    ground = Image.new("RGBA", layered.size, "black" if bright else "white")
    words = f"its transparent parts laid on {'black' if bright else 'white'}"
    return Image.alpha_composite(ground, layered).convert("RGB"), [words]


def _smaller(image: Image.Image) -> Image.Image:
    """The picture, its longer side at most `WORKING_SIDE`."""
    image.thumbnail((WORKING_SIDE, WORKING_SIDE))
    return image


def _background(grey: Images) -> float:
    """The brightness of the corners, by their median."""
    return float(np.median(_corners(grey)))


def _corners(grey: Images) -> Images:
    """The pixels of four patches of about a sixteenth of a side."""
    height, width = (max(1, side // 16) for side in grey.shape)
    patches = [grey[y, x] for y in (slice(height), slice(-height, None)) for x in (slice(width), slice(-width, None))]
    return np.concatenate([patch.ravel() for patch in patches])


def _as_the_data(grey: Images, first: Step, name: str) -> Upload:
    """From a grey picture of any size; DataError where nothing stands out from the background."""
    background = _background(grey)
    apart, darker = _apart(grey, background)
    calm = np.asarray(Image.fromarray(_bytes(apart)).filter(ImageFilter.MedianFilter(3)))
    if calm.max() < FAINTEST:
        raise DataError(
            f"{name}: nothing stands out from the background (brightness {background:.0f} of 255 in the corners); "
            "lay the garment on a plain ground that is much lighter or darker, and fill the picture with it"
        )
    garment = calm > _threshold(grey, background, largest=float(calm.max()))
    on_black = _bytes(np.where(garment, apart, 0) * (255 / calm.max()))
    rows, columns = _extent(garment, axis=1), _extent(garment, axis=0)
    cut = on_black[rows, columns]
    pixels = _centred(cut)
    ground = "inverted, since it is darker than its background" if darker else "kept light, as it is"
    return Upload(
        pixels,
        (
            first,
            Step(f"made grey, and {ground}; the background becomes black", on_black),
            Step(f"cut to the garment: {cut.shape[1]} × {cut.shape[0]} of {grey.shape[1]} × {grey.shape[0]}", cut),
            Step("longer side scaled to 28 pixels, centred, brightest pixel made white", pixels),
        ),
    )


def _apart(grey: Images, background: float) -> tuple[Floats, bool]:
    """How far each pixel is from the background on the garment's side of it, and whether that is the darker side."""
    difference = grey - background
    darker = bool(np.maximum(-difference, 0).sum() > np.maximum(difference, 0).sum())
    return np.maximum(-difference if darker else difference, 0), darker


def _threshold(grey: Images, background: float, *, largest: float) -> float:
    """What a pixel of the garment differs by at least; more on an uneven ground, but never more than half of all."""
    uneven = float(np.median(np.abs(_corners(grey) - background)))
    return min(max(FAINTEST / 2, UNEVEN * uneven), largest / 2)


def _extent(garment: npt.NDArray[np.bool_], *, axis: int) -> slice:
    """From the first row or column with garment in it to the last; specks do not count."""
    share = garment.mean(axis=axis)
    (inside,) = np.nonzero(share >= min(SPECK, share.max()))
    return slice(int(inside[0]), int(inside[-1]) + 1)


def _centred(cut: Images) -> Images:
    """`(28, 28)`: the longer side fills the picture, the shorter one stands in the middle."""
    longer = max(cut.shape)
    height, width = (max(1, round(side * SIDE / longer)) for side in cut.shape)
    how = Image.Resampling.BOX if longer > SIDE else Image.Resampling.BILINEAR
    small = np.asarray(Image.fromarray(cut).resize((width, height), how), dtype=np.float64)
    pixels = np.zeros((SIDE, SIDE), np.uint8)
    top, left = (SIDE - height + 1) // 2, (SIDE - width + 1) // 2  # an odd pixel goes above and to the left, as theirs
    pixels[top : top + height, left : left + width] = _bytes(small * (255 / max(1.0, small.max())))
    return pixels


def _bytes(values: Floats) -> Images:
    return np.asarray(np.rint(np.clip(values, 0, 255)), dtype=np.uint8)
