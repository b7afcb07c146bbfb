"""The plus through time: a block of each design, drawn in one style, with what it shares with y = x + F(x)."""

from pathlib import Path
from typing import Literal, NamedTuple

from ui.say import is_said, say
from ui.sketch import sketch

Join = Literal["none", "plus", "concat", "gate"]
"""How the branches come together; `gate`: a weighted sum, whose weights are learnt from x."""


class Design(NamedTuple):
    """One block: its branches from the left, each from the top; `after` stands behind the join."""

    name: str
    year: int
    formula: str
    branches: tuple[tuple[str, ...], ...]
    join: Join
    source: str
    """How the paper is cited, as a message's attribute or as it stands."""
    link: str
    shortcut: bool = False
    """Whether x itself reaches the join."""
    after: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What the design is called."""
        return say(f"history-{self.name}")


def _arxiv(number: str) -> tuple[str, str]:
    return f"arXiv:{number}", f"https://arxiv.org/abs/{number}"


DESIGNS = (
    Design(
        "lenet",
        1998,
        "y = F(x)",
        (("5×5", "pool", "5×5", "pool"),),
        "none",
        "doi:10.1109/5.726791",
        "https://doi.org/10.1109/5.726791",
    ),
    Design(
        "alexnet",
        2012,
        "y = [F₁(x₁), F₂(x₂)]",
        (("half-1", "5×5", "relu"), ("half-2", "5×5", "relu")),
        "concat",
        "NIPS 2012",
        "https://papers.nips.cc/paper/4824-imagenet-classification-with-deep-convolutional-neural-networks",
    ),
    Design("vgg", 2014, "y = F(x)", (("3×3", "relu", "3×3", "relu", "pool"),), "none", *_arxiv("1409.1556")),
    Design(
        "googlenet",
        2014,
        "y = [F₁(x), F₂(x), F₃(x), F₄(x)]",
        (("1×1",), ("1×1", "3×3"), ("1×1", "5×5"), ("pool", "1×1")),
        "concat",
        *_arxiv("1409.4842"),
    ),
    Design(
        "highway",
        2015,
        "y = T(x) · F(x) + (1 − T(x)) · x",
        (("linear", "relu"),),
        "gate",
        *_arxiv("1505.00387"),
        shortcut=True,
    ),
    Design(
        "resnet",
        2015,
        "y = ReLU(x + F(x))",
        (("3×3", "bn", "relu", "3×3", "bn"),),
        "plus",
        *_arxiv("1512.03385"),
        shortcut=True,
        after=("relu",),
    ),
    Design(
        "preact",
        2016,
        "y = x + F(x)",
        (("bn", "relu", "3×3", "bn", "relu", "3×3"),),
        "plus",
        *_arxiv("1603.05027"),
        shortcut=True,
    ),
    Design(
        "densenet",
        2016,
        "y = [x, F(x)]",
        (("bn", "relu", "3×3"),),
        "concat",
        *_arxiv("1608.06993"),
        shortcut=True,
    ),
    Design(
        "resnext",
        2016,
        "y = ReLU(x + F₁(x) + … + F₃₂(x))",
        (("1×1", "3×3", "1×1"), ("1×1", "3×3", "1×1"), ("1×1", "3×3", "1×1")),
        "plus",
        *_arxiv("1611.05431"),
        shortcut=True,
        after=("relu",),
    ),
    Design(
        "transformer",
        2017,
        "y = norm(x + F(x))",
        (("attention",),),
        "plus",
        *_arxiv("1706.03762"),
        shortcut=True,
        after=("ln",),
    ),
    Design(
        "regnet",
        2020,
        "y = ReLU(x + F(x))",
        (("1×1", "grouped", "1×1"),),
        "plus",
        *_arxiv("2003.13678"),
        shortcut=True,
        after=("relu",),
    ),
    Design(
        "vit",
        2020,
        "y = x + F(norm(x))",
        (("ln", "attention"),),
        "plus",
        *_arxiv("2010.11929"),
        shortcut=True,
    ),
    Design(
        "convnext",
        2022,
        "y = x + F(x)",
        (("depthwise", "ln", "1×1", "gelu", "1×1"),),
        "plus",
        *_arxiv("2201.03545"),
        shortcut=True,
    ),
)
FIRST = "resnet"
"""The design that is shown before any is pressed."""
_DRAW = sketch("plus_through_time", Path(__file__).parent)


def draw() -> None:
    """Draws all designs in the order of time; the one that is pressed is drawn large and told about."""
    _DRAW(
        key="plus_through_time",
        alt=say("history-alt", count=len(DESIGNS), plus=sum(design.join == "plus" for design in DESIGNS)),
        words={word: say(f"history-words.{word}") for word in ("plus", "concat", "gate", "shares", "source")},
        data={"first": FIRST, "designs": tuple(_told(design) for design in DESIGNS)},
    )


def _told(design: Design) -> dict[str, object]:
    message = f"history-{design.name}"
    return {
        "design": design.name,
        **{key: getattr(design, key) for key in ("year", "formula", "join", "shortcut", "source", "link")},
        "title": design.title,
        "branches": tuple(tuple(map(_box, branch)) for branch in design.branches),
        "after": tuple(map(_box, design.after)),
        "text": say(f"{message}.what"),
        "note": say(f"{message}.shares"),
        "alt": say(f"{message}.alt"),
    }


def _box(label: str) -> str:
    """What a box is called: the name of a layer in words, or its size as it stands."""
    message = f"history-box.{label}"
    return say(message) if is_said(message) else label
