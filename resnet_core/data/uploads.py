"""A learner's own file: whether it may be read, and the picture in it, upright and small, in red, green and blue.

What an upload claims to be does not matter, only its bytes do. It is read in the process that serves all learners, so
what decoding takes is bounded before it begins. `garment` makes of the picture what the nets were trained on. No torch.
"""

import io
import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from resnet_core.data.files import Images
from resnet_core.data.garment import AUTOMATIC, SIDE, ByHand, Step, as_bytes, as_the_data, background, laid_out
from resnet_core.errors import DataError
from resnet_core.wording import Message, message

MAX_BYTES = 10_000_000
"""Of a file. `server.maxUploadSize` is larger: what Streamlit itself refuses it explains on hover only."""
MAX_PIXELS = 50_000_000
"""Of what a file claims to hold; photographs of a phone have 12 to 50 million."""
MAX_DECODED = 80_000_000
"""Bytes that decoding may take at once."""
DECODED = {"1": 2, "L": 1, "P": 5, "LA": 8, "PA": 8, "I;16": 4, "I": 8, "F": 13}
"""Bytes a pixel that decoding takes, a first conversion included, by Pillow's mode; 4 for any other."""
WORKING_SIDE = 512
"""Pixels that the longer side keeps for finding the garment."""
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "PPM")
"""Pillow reads more, some of them through other programs."""


class Opened(NamedTuple):
    """What a file holds: decoded once, however often it is then turned and cut."""

    colour: Image.Image
    """Upright, in RGB, its longer side at most `WORKING_SIDE`."""
    done: tuple[Message, ...]
    """What was done to get it so."""


class Upload(NamedTuple):
    """The picture `(28, 28)` as a net gets it, and how it came about."""

    pixels: Images
    steps: tuple[Step, ...]
    """The first shows what was uploaded, the last what the net gets."""


def open_upload(content: bytes, name: str) -> Opened:
    """The picture in `content`; DataError says what is wrong with the file called `name`."""
    _check_bytes(content, name)
    try:
        return _opened(content, name)
    except DataError:
        raise
    except UnidentifiedImageError:
        raise DataError("not-a-picture", file=name, kind=_kind(content)) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise DataError("far-too-many-pixels", file=name, most=MAX_PIXELS // 10**6) from None
    except Exception as error:  # decoders raise what they like on broken bytes, from KeyError to struct.error
        raise DataError("picture-damaged", file=name) from error


def as_nets_know_it(opened: Opened, name: str, hand: ByHand = AUTOMATIC) -> Upload:
    """The opened picture as the nets know pictures; DataError where nothing stands out in the file called `name`.

    `hand` says what the learner has set; with nothing set, a picture that is as the data set's already is left alone.
    """
    laid, done = laid_out(opened.colour, hand)
    first = Step((message("upload-yours"), *opened.done, *done), np.asarray(laid))
    grey = np.asarray(laid.convert("L"))
    if hand == AUTOMATIC and grey.shape == (SIDE, SIDE) and background(grey) == 0:
        return Upload(grey, (first, Step((message("upload-unchanged"),), grey)))
    pixels, steps = as_the_data(laid, hand, name)
    return Upload(pixels, (first, *steps))


def _opened(content: bytes, name: str) -> Opened:
    """The picture upright, in RGB, at most `WORKING_SIDE` large, and what was done to get it so."""
    with Image.open(io.BytesIO(content), formats=FORMATS) as image:
        _check_pixels(image.size, name)
        frames = getattr(image, "n_frames", 1)
        image.seek(0)
        coefficients = _coefficients(image)
        image.draft(None, (WORKING_SIDE, WORKING_SIDE))  # a JPEG is decoded no larger than needed
        _check_decoded(image, coefficients, name)
        image.load()
        changes = [message("upload-first-frame", frames=frames)] if frames > 1 else []
        if image.getexif().get(ExifTags.Base.Orientation, 1) in range(2, 9):
            changes.append(message("upload-upright"))
        upright = ImageOps.exif_transpose(image)
    narrow, narrowed = _eight_bits(upright)
    colour, laid = _opaque(narrow)
    return Opened(colour, (*changes, *narrowed, *laid))


def _check_bytes(content: bytes, name: str) -> None:
    if not content:
        raise DataError("empty-file", file=name)
    if len(content) > MAX_BYTES:
        raise DataError("file-too-large", file=name, megabytes=math.ceil(len(content) / 1e5) / 10, most=MAX_BYTES / 1e6)


def _check_pixels(size: tuple[int, int], name: str) -> None:
    width, height = size
    if width * height > MAX_PIXELS:
        raise DataError("too-many-pixels", file=name, width=width, height=height, most=MAX_PIXELS // 10**6)


def _check_decoded(image: Image.Image, besides: float, name: str) -> None:
    """Raises DataError where decoding would take more memory than one learner may ask of all."""
    copies = 2 if image.format == "WEBP" else 1  # its decoder makes the picture and hands over another
    mode = "I;16" if image.mode.startswith("I;16") else image.mode
    needed = image.width * image.height * DECODED.get(mode, 4) * copies + besides
    if needed > MAX_DECODED:
        megabytes, most = round(needed / 1e6), round(MAX_DECODED / 1e6)
        raise DataError("picture-too-large", file=name, megabytes=megabytes, most=most)


def _coefficients(image: Image.Image) -> float:
    """Bytes that a progressive JPEG holds until its last pass, however small it is wanted: two for each coefficient."""
    if not image.info.get("progressive"):
        return 0.0
    layers = [across * down for _id, across, down, _table in getattr(image, "layer", [(0, 1, 1, 0)] * 3)]
    return float(2 * image.width * image.height * sum(layers) / max(layers))


def _kind(content: bytes) -> str:
    """What the file is instead of a picture of pixels, where that can be told."""
    start = content[:1024].lstrip()
    if start.startswith(b"%PDF"):
        return "pdf"
    if b"<svg" in start.lower():
        return "svg"
    if content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"hevc", b"mif1", b"msf1"):
        return "heic"
    return "unknown"


def _eight_bits(image: Image.Image) -> tuple[Image.Image, list[Message]]:
    """The picture as it is, unless its numbers are larger than a byte: then the span of its values becomes 0 to 255.

    Whatever their type says: cameras write 10 or 12 bits into files of 16.
    """
    if not image.mode.startswith(("I", "F")):
        return image, []
    values = _reduced(np.asarray(image))
    low = float(values.min())
    span = float(values.max()) - low or 1.0
    return Image.fromarray(as_bytes((values - low) * (255 / span))), [message("upload-span")]


def _reduced(values: npt.NDArray[np.generic]) -> npt.NDArray[np.float64]:
    """Means of square blocks, so that the longer side is near `WORKING_SIDE`; what is no finite number counts as 0."""
    block = max(1, max(values.shape) // WORKING_SIDE)
    height, width = (max(1, side // block) for side in values.shape)
    rows, columns = min(block, values.shape[0]), min(block, values.shape[1])
    blocks = values[: height * rows, : width * columns].reshape(height, rows, width, columns)
    if np.issubdtype(values.dtype, np.floating):
        blocks = np.where(np.isfinite(blocks), blocks, 0)
    return np.asarray(blocks.mean((1, 3), dtype=np.float64))


def _opaque(image: Image.Image) -> tuple[Image.Image, list[Message]]:
    """The picture in RGB, made smaller; where it is transparent, a ground shows that stands out from what is not."""
    if not image.has_transparency_data:
        was = [message("upload-inks")] if image.mode == "CMYK" else []
        if image.mode == "1":
            image = image.convert("L")
        narrow = image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")  # others cannot be averaged
        return _smaller(narrow).convert("RGB"), was
    layered = _smaller(image if image.mode == "RGBA" else image.convert("RGBA"))
    alpha = np.asarray(layered.getchannel("A"), dtype=np.float64)
    grey = np.asarray(layered.convert("L"), dtype=np.float64)
    bright = float((grey * alpha).sum() / max(1.0, alpha.sum())) >= 128
    colour = "black" if bright else "white"
    ground = Image.new("RGBA", layered.size, colour)
    laid = Image.alpha_composite(ground, layered).convert("RGB")
    return laid, [message("upload-opaque", ground=colour)]


def _smaller(image: Image.Image) -> Image.Image:
    """The picture, its longer side at most `WORKING_SIDE`."""
    image.thumbnail((WORKING_SIDE, WORKING_SIDE))
    return image
