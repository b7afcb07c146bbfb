"""The look is configuration only, is read from this machine only, and can be read by everyone."""

import re
import tomllib
from pathlib import Path

import pytest

from ui.charts import LIGHT_TEXT

ROOT = Path(__file__).resolve().parents[2]
CONFIG = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())
THEME = CONFIG["theme"]
MODES = ("light", "dark")
AA, AA_GRAPHICS = 4.5, 3.0
CAPTION, TINT = 0.6, 0.12
"""Streamlit writes captions in the text colour at 60 %, and shades what is selected with 10 to 12 % of the primary."""


def rgb(colour):
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def mix(front, back, share):
    return "#" + "".join(
        f"{round(share * f + (1 - share) * b):02x}" for f, b in zip(rgb(front), rgb(back), strict=True)
    )


def luminance(colour):
    linear = [v / 12.92 if (v := c / 255) <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for c in rgb(colour)]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    """Ratio of WCAG 2.2, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_ratio_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", MODES)
def test_words_can_be_read_on_their_ground(mode):
    theme = THEME[mode]
    paper, panel, text = theme["backgroundColor"], theme["secondaryBackgroundColor"], theme["textColor"]
    tint = mix(theme["primaryColor"], paper, TINT)
    pairs = {
        "text on page": (text, paper),
        "text on panel": (text, panel),
        "caption on page": (mix(text, paper, CAPTION), paper),
        "link on page": (theme["linkColor"], paper),
        "selected option": (theme["primaryColor"], tint),
        "slider value": (theme["primaryColor"], paper),
        "primary button": (theme["violetTextColor"], theme["primaryColor"]),
        "code": (theme["codeTextColor"], theme["codeBackgroundColor"]),
        **{
            f"{colour} code": (theme[f"{colour}Color"], theme["codeBackgroundColor"])
            for colour in ("gray", "green", "violet", "blue", "red")
        },
    }
    ratios = {name: round(contrast(*pair), 2) for name, pair in pairs.items()}
    assert {name: ratio for name, ratio in ratios.items() if ratio < AA} == {}


def test_the_words_of_a_chart_can_be_read_on_paper():
    assert contrast(LIGHT_TEXT, THEME["light"]["backgroundColor"]) >= AA


@pytest.mark.parametrize("mode", MODES)
def test_curves_stand_out_from_the_page(mode):
    theme = THEME[mode]
    ratios = {colour: contrast(colour, theme["backgroundColor"]) for colour in theme["chartCategoricalColors"]}
    assert {colour: ratio for colour, ratio in ratios.items() if ratio < AA_GRAPHICS} == {}


def test_both_modes_name_the_same_colours():
    assert THEME["light"].keys() == THEME["dark"].keys()


def test_every_font_lies_in_static_with_its_licence():
    for face in THEME["fontFaces"]:
        file = ROOT / face["url"].removeprefix("app/")
        assert file.read_bytes()[:4] == b"wOF2"
        family = face["family"].lower().replace(" ", "-")
        assert "SIL Open Font License" in (file.parent / f"LICENSE-{family}.txt").read_text()


def test_the_fonts_of_the_theme_have_latin_and_cyrillic():
    for role in ("font", "headingFont", "codeFont"):
        family = THEME[role].split(",")[0]
        ranges = " ".join(face["unicodeRange"] for face in THEME["fontFaces"] if face["family"] == family)
        assert "U+0000-00FF" in ranges, family
        assert "U+0400-045F" in ranges, family


def sources():
    return {path: path.read_text() for top in ("main.py", "ui", "pages") for path in _python(ROOT / top)}


def _python(path):
    return [path] if path.is_file() else path.rglob("*.py")


def test_no_page_injects_styles_or_raw_html():
    forbidden = re.compile(r"unsafe_allow_html|st\.html|<style")
    assert [str(path) for path, text in sources().items() if forbidden.search(text)] == []


def test_every_primary_button_wears_the_colour_made_for_it():
    button = re.compile(r"st\.(?:form_submit_)?button\(\s*([\w.]+)[^)]*?\)?[^)]*type=\"primary\"", re.DOTALL)
    found = [
        (str(path), match.group(1))
        for path, text in sources().items()
        for match in button.finditer(text)
        if not match.group(1).endswith("on_primary")
    ]
    assert found == []


def test_code_is_shown_in_colours_of_the_theme_or_in_none():
    pattern = re.compile(r"st\.code\((?!.*language=None)")
    assert [str(path) for path, text in sources().items() if pattern.search(text)] == []


def test_the_menu_has_no_symbol_that_browsers_would_fetch_from_elsewhere():
    assert not re.search(r"st\.Page\([^)]*icon=", (ROOT / "ui/frame.py").read_text())
