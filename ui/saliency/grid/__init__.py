"""Pictures above, their maps below, row by row: one pixel is pointed at, and every map says its value there."""

from dataclasses import asdict, dataclass
from pathlib import Path

from ui.block.addition_maps import BLUE, ORANGE, WHITE
from ui.say import say
from ui.sketch import component

_HTML = '<div class="grid" role="group"></div>\n<p class="readout" aria-live="polite"></p>'
_COMPONENT = component("grid", Path(__file__).parent, html=_HTML, parts=("roving",))


@dataclass(frozen=True, slots=True)
class Cell:
    """One square picture: grey pixels alone, or a map that may be laid over them."""

    size: int
    pixels: str
    """Grey, one byte each, row by row, base64."""
    caption: str
    alt: str
    marked: bool = False
    """Whether the caption says something to beware of."""
    values: str = ""
    """Of the map, 16-bit whole numbers, base64; empty where there is none."""
    unit: float = 1.0
    """What one of these whole numbers stands for."""


@dataclass(frozen=True, slots=True)
class Line:
    """Cells side by side, one a picture; the label says whose they are."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that share one scale."""

    title: str
    lines: tuple[Line, ...]
    sentence: str = ""
    source: str = ""
    href: str = ""
    facts: str = ""
    full: float = 1.0
    """The value at which the colours are full."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Everything that is drawn."""

    alt: str
    blocks: tuple[Block, ...]
    signed: bool = True
    """Two colours around zero; one colour for the size alone otherwise."""
    over: bool = False
    """Whether the maps lie over the pictures."""
    opacity: float = 1.0
    """Of the strongest colours, from 0 to 1."""
    waiting: bool = False
    """Whether this is the answer to the question before, while the present one is computed."""


def draw(grid: Grid, *, key: str) -> None:
    """Draws the grid on the page."""
    colours = [colour.tolist() for colour in (BLUE, WHITE, ORANGE)]  # below zero, zero, above zero
    _COMPONENT(key=key, data=asdict(grid) | {"colours": colours, "words": _words(over=grid.over)})


def _words(*, over: bool) -> dict[str, str]:
    """What the browser says, with the places that it fills in braces."""
    place = {"row": "{row}", "column": "{column}", "value": "{value}"}
    return {
        "against": say("saliency-grid-against"),
        "for": say("saliency-grid-for.over" if over else "saliency-grid-for"),
        "size": say("saliency-grid-size"),
        "point": say("saliency-grid-point"),
        "pixel": say("saliency-grid-pixel", **place),
        "spoken": say("saliency-grid-pixel.spoken", **place),
    }
