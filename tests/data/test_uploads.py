"""Uploads of every kind end as a picture the nets know, or as a sentence that says what is wrong with the file."""

import io
import struct
import subprocess
import sys
import zlib

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from resnet_core.data import sketches
from resnet_core.data.files import read_images
from resnet_core.data.garment import SIDE, background
from resnet_core.data.uploads import (
    MAX_BYTES,
    MAX_DECODED,
    MAX_PIXELS,
    WORKING_SIDE,
    Upload,
    as_nets_know_it,
    open_upload,
)
from resnet_core.errors import DataError
from resnet_core.wording import message
from tests.refusals import refused


def read_upload(content, name):
    """The picture with nothing set by hand."""
    return as_nets_know_it(open_upload(content, name), name)


def trousers(mode="RGB", *, size=(300, 200), ground="white", ink="navy"):
    """Taller than wide, in the left half of a wide picture, with the legs at the bottom."""
    picture = Image.new(mode, size, ground)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((60, 20, 119, 79), fill=ink)
    draw.rectangle((60, 20, 79, 179), fill=ink)
    draw.rectangle((100, 20, 119, 179), fill=ink)
    return picture


def saved(picture, form="PNG", **how):
    file = io.BytesIO()
    picture.save(file, form, **how)
    return file.getvalue()


EXPECTED = read_upload(saved(trousers()), "trousers.png").pixels


def close(pixels, expected=EXPECTED, *, within=12.0):
    return np.abs(pixels.astype(float) - expected).mean() < within


def test_a_dark_garment_on_white_becomes_light_on_black_centred_and_28_pixels_high():
    garment = EXPECTED > 128
    rows, columns = np.nonzero(garment.any(1))[0], np.nonzero(garment.any(0))[0]
    assert (rows[0], rows[-1]) == (0, SIDE - 1)
    assert len(columns) == pytest.approx(SIDE * 60 / 160, abs=1)
    assert (columns[0] + columns[-1]) / 2 == pytest.approx((SIDE - 1) / 2, abs=0.5)
    assert EXPECTED[:, :8].max() == 0
    assert EXPECTED.max() == 255
    assert not garment[-1, SIDE // 2], "between the legs is background"


def test_what_was_done_is_told_from_the_upload_to_what_the_net_gets():
    upload = read_upload(saved(trousers()), "trousers.png")
    whole, cut, close_up, _small = (step.done for step in upload.steps)
    assert whole == (message("upload-yours"),)
    assert cut == (message("upload-by-brightness", side="darker"),)
    size = {"width": 60, "height": 160, "whole_width": 300, "whole_height": 200}
    assert close_up == (message("upload-to-the-garment", **size),)
    assert np.array_equal(upload.steps[-1].picture, upload.pixels)


def test_a_light_garment_on_black_is_not_inverted():
    upload = read_upload(saved(trousers(ground="black", ink="white")), "x.png")
    assert close(upload.pixels)
    assert upload.steps[1].done == (message("upload-by-brightness", side="lighter"),)


def test_a_white_garment_on_a_grey_ground_is_light_too():
    assert close(read_upload(saved(trousers(ground="#c0c0c0", ink="white")), "x.png").pixels)


@pytest.mark.parametrize(
    ("form", "mode", "how"),
    [
        ("JPEG", "RGB", {"quality": 90}),
        ("JPEG", "CMYK", {"quality": 90}),
        ("JPEG", "L", {}),
        ("PNG", "P", {}),
        ("PNG", "1", {}),
        ("PNG", "LA", {}),
        ("GIF", "P", {}),
        ("BMP", "RGB", {}),
        ("TIFF", "CMYK", {}),
        ("TIFF", "LAB", {}),
        ("TIFF", "F", {}),
        ("TIFF", "I", {}),
        ("WEBP", "RGBA", {"lossless": True}),
        ("PPM", "RGB", {}),
    ],
)
def test_formats_and_modes_do_not_matter(form, mode, how):
    picture = trousers()
    through = {"LAB": lambda: trousers("L"), "LA": lambda: picture.convert("L").convert("LA")}
    picture = through.get(mode, lambda: picture if mode in ("RGB", "LAB") else picture.convert(mode))()
    if mode in ("F", "I"):
        picture = trousers("L").convert(mode)
    assert close(read_upload(saved(picture, form, **how), "x").pixels)


def test_sixteen_bits_are_brought_down_to_eight():
    values = 65_535 - np.asarray(trousers("L"), dtype=np.uint16) * 257
    upload = read_upload(saved(Image.fromarray(values)), "x.png")
    assert close(upload.pixels)
    assert message("upload-span") in upload.steps[0].done


@pytest.mark.parametrize("bits", [10, 12, 14])
def test_a_camera_that_uses_few_of_its_sixteen_bits_is_seen(bits):
    values = (255 - np.asarray(trousers("L"), dtype=np.uint16)) * ((2**bits - 1) // 255)
    assert close(read_upload(saved(Image.fromarray(values)), "thermal.png").pixels)


@pytest.mark.parametrize(("ink", "ground"), [((0, 0, 80, 255), "white"), ((240, 240, 200, 255), "black")])
def test_transparent_parts_are_background_whatever_colour_hides_under_them(ink, ground):
    picture = trousers("RGBA", ground=(*ink[:3], 0), ink=ink)
    upload = read_upload(saved(picture), "x.png")
    assert close(upload.pixels)
    assert message("upload-opaque", ground=ground) in upload.steps[0].done


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_that_lies_on_its_side_is_turned_upright(orientation):
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    lying = trousers() if orientation == 1 else trousers().transpose(turns[orientation])
    tag = Image.Exif()
    tag[0x0112] = orientation
    upload = read_upload(saved(lying, "JPEG", quality=95, exif=tag), "photo.jpg")
    assert close(upload.pixels)
    assert (message("upload-upright") in upload.steps[0].done) == (orientation > 1)


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP", "TIFF"])
def test_of_an_animation_the_first_frame_is_taken(form):
    frames = [trousers(), Image.new("RGB", (300, 200), "red"), Image.new("RGB", (300, 200), "green")]
    upload = read_upload(saved(frames[0], form, save_all=True, append_images=frames[1:]), "x.gif")
    assert close(upload.pixels)
    assert message("upload-first-frame", frames=3) in upload.steps[0].done


def test_the_name_does_not_matter_only_the_bytes_do():
    assert np.array_equal(read_upload(saved(trousers()), "trousers.jpg").pixels, EXPECTED)


def test_pictures_of_the_data_set_come_through_unchanged(fashion_mnist):
    for picture in read_images(fashion_mnist, "test")[:100]:
        upload = read_upload(saved(Image.fromarray(picture)), "x.png")
        if upload.steps[-1].done == (message("upload-unchanged"),):
            assert np.array_equal(upload.pixels, picture)
    corner_black = [background(picture) == 0 for picture in read_images(fashion_mnist, "test")[:1000]]
    assert np.mean(corner_black) > 0.95


def test_a_picture_of_the_data_set_made_large_and_inverted_comes_back(fashion_mnist):
    likeness = []
    for picture in read_images(fashion_mnist, "test")[:100]:
        large = Image.fromarray(255 - picture).resize((280, 280), Image.Resampling.NEAREST)
        framed = Image.new("L", (500, 400), 255)
        framed.paste(large, (120, 30))
        found = read_upload(saved(framed), "x.png").pixels.astype(float)
        likeness.append(np.corrcoef(found.ravel(), picture.ravel().astype(float))[0, 1])
    assert np.median(likeness) > 0.999
    assert np.quantile(likeness, 0.1) > 0.95


def test_the_preview_is_small_however_large_the_photograph():
    picture = trousers().resize((3000, 2000))
    assert max(read_upload(saved(picture, "JPEG"), "x.jpg").steps[0].picture.shape) <= WORKING_SIDE


@pytest.mark.parametrize(
    ("content", "code", "values"),
    [
        (b"", "empty-file", {}),
        (b"\0" * (MAX_BYTES + 1), "file-too-large", {"megabytes": 10.1, "most": 10}),
        (b"hello, I am a text", "not-a-picture", {"kind": "unknown"}),
        (b"%PDF-1.7 ...", "not-a-picture", {"kind": "pdf"}),
        (b'<?xml version="1.0"?><SVG xmlns="x"></SVG>', "not-a-picture", {"kind": "svg"}),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "not-a-picture", {"kind": "heic"}),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "not-a-picture", {"kind": "unknown"}),
        (saved(trousers())[:200], "picture-damaged", {}),
        (saved(trousers(), "JPEG")[:900], "picture-damaged", {}),
    ],
)
def test_a_file_that_is_no_picture_says_so_with_a_way_out(content, code, values):
    with refused(code, file="upload.png", **values):
        read_upload(content, "upload.png")


@pytest.mark.parametrize("colour", ["white", "black", "#ff8000"])
def test_a_picture_of_nothing_says_how_to_take_a_better_one(colour):
    with refused("nothing-stands-out"):
        read_upload(saved(Image.new("RGB", (100, 80), colour)), "x.png")


def claiming(width, height):
    """A few bytes of PNG whose header claims so many pixels."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100))


@pytest.mark.parametrize(
    ("width", "height", "code"),
    [
        (8000, 8000, "too-many-pixels"),
        (20_000, 5000, "far-too-many-pixels"),
        (60_000, 60_000, "far-too-many-pixels"),
    ],
)
def test_a_small_file_that_claims_too_many_pixels_is_refused_before_it_is_decoded(monkeypatch, width, height, code):
    monkeypatch.setattr(Image.Image, "load", lambda _image: pytest.fail("it was decoded"))
    assert width * height > MAX_PIXELS
    with refused(code, most=50):
        read_upload(claiming(width, height), "bomb.png")


def flat(mode, size):
    """A large picture of one colour: a few kilobytes once it is packed."""
    form = "PNG" if mode in ("L", "RGB", "RGBA", "P") else "TIFF"
    return saved(Image.new(mode, size), form, **({} if form == "PNG" else {"compression": "tiff_deflate"}))


@pytest.mark.parametrize(
    ("mode", "size"), [("F", (2600, 2600)), ("I", (3300, 3300)), ("RGBA", (4600, 4600)), ("P", (4100, 4100))]
)
def test_what_would_take_much_memory_is_refused_before_it_is_decoded(monkeypatch, mode, size):
    content = flat(mode, size)
    monkeypatch.setattr(Image.Image, "load", lambda _image: pytest.fail("it was decoded"))
    with pytest.raises(
        DataError, match=rf"MB to decode, and at most {MAX_DECODED // 10**6} MB are given; save it smaller"
    ):
        read_upload(content, "x")


def test_a_progressive_photograph_counts_with_all_its_coefficients(monkeypatch):
    content = saved(Image.new("RGB", (6000, 5000)), "JPEG", progressive=True)
    monkeypatch.setattr(Image.Image, "load", lambda _image: pytest.fail("it was decoded"))
    with refused("picture-too-large"):
        read_upload(content, "x.jpg")


@pytest.mark.parametrize("mode", ["F", "I", "RGB", "L"])
def test_reading_takes_no_more_memory_than_it_may(mode):
    content = flat(mode, (2400, 2400))
    program = (
        "import resource, sys\n"
        "from resnet_core.data.uploads import as_nets_know_it, open_upload\n"
        "from resnet_core.errors import DataError\n"
        "content = sys.stdin.buffer.read(); before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try: as_nets_know_it(open_upload(content, 'x'), 'x')\n"
        "except DataError: pass\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    told = subprocess.run([sys.executable, "-c", program], input=content, capture_output=True, check=True)
    assert int(told.stdout) * 1024 < MAX_DECODED + 20_000_000


WHOLE = {form: saved(trousers(size=(140, 190)), form) for form in ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "PPM")}


def ends_well(content):
    try:
        upload = read_upload(content, "x")
    except DataError as error:
        refusal = str(error)
    else:
        refusal = ""
        assert isinstance(upload, Upload)
        assert upload.pixels.shape == (SIDE, SIDE)
        assert upload.pixels.dtype == np.uint8
    assert not refusal or (refusal.startswith("x") and ";" in refusal), "there is a way out"


@given(st.sampled_from(sorted(WHOLE)), st.floats(0, 1))
@settings(max_examples=150, deadline=None)
def test_a_file_cut_anywhere_ends_as_a_picture_or_a_sentence(form, share):
    ends_well(WHOLE[form][: int(share * len(WHOLE[form]))])


@given(st.sampled_from(sorted(WHOLE)), st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=12))
@settings(max_examples=200, deadline=None)
def test_a_file_with_broken_bytes_ends_as_a_picture_or_a_sentence(form, changes):
    content = bytearray(WHOLE[form])
    for place, value in changes:
        content[int(place * place * len(content))] = value  # more of them near the header
    ends_well(bytes(content))


@given(
    st.binary(max_size=400), st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\xff\xd8\xff", b"II*\0", b"BM"])
)
@settings(max_examples=150, deadline=None)
def test_random_bytes_end_as_a_sentence(content, start):
    ends_well(start + content)


@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 2**31), st.sampled_from(["L", "RGB", "RGBA", "I;16"]))
@example(1, 1, 0, "L")
@example(1, 60, 3, "RGBA")
@settings(max_examples=150, deadline=None)
def test_noise_of_any_size_and_depth_ends_as_a_picture_or_a_sentence(width, height, seed, mode):
    rng = np.random.default_rng(seed)
    if mode == "I;16":
        noise = rng.integers(0, 65_536, (height, width), dtype=np.uint16)
    else:
        channels = {"L": (), "RGB": (3,), "RGBA": (4,)}[mode]
        noise = rng.integers(0, 256, (height, width, *channels), dtype=np.uint8)
    ends_well(saved(Image.fromarray(noise)))


def test_drawn_sketches_come_through_unchanged():
    for picture in sketches.draw(20, split="test")[0]:
        assert np.array_equal(read_upload(saved(Image.fromarray(picture)), "x.png").pixels, picture)
