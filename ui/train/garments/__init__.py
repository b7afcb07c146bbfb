"""A few test pictures that a network names again and again while it trains, and how far its parts have moved."""

from pathlib import Path

from resnet_core.training.moments import Watched
from ui import words
from ui.say import say
from ui.sketch import sketch

SECONDS = 8
_SKETCH = sketch("garments", Path(__file__).parent)


def draw(watched: Watched, *, key: str, shown: bool = True, live: bool = False) -> None:
    """Draws the garments; not `shown`, as the untrained network names them; `live`, as it does now."""
    moments = watched.moments if shown else watched.moments[:1]
    names = ("play", "pause", "again", "step", "moved", "right", "wrong")
    _SKETCH(
        key=key,
        alt=reading(watched) if shown else say("garments-untrained"),
        words={name: say(f"garments-{name}") for name in names}
        | {"classes": words.class_names(), "parts": [part_name(part) for part in watched.parts]},
        data={
            "garments": [{"pixels": garment.pixels, "label": garment.label} for garment in watched.garments],
            "moments": [moment.model_dump() for moment in moments],
            "most": max((max(moment.moved, default=0.0) for moment in watched.moments), default=0.0),
            "seconds": SECONDS,
            "live": live,
        },
    )


def reading(watched: Watched) -> str:
    """How many garments are named rightly at the start and at the end, and which are not."""
    first, last = watched.moments[0], watched.moments[-1]
    labels = [garment.label for garment in watched.garments]
    wrong = [
        say("garments-taken", true=words.class_name(label), named=words.class_name(_named(shares)))
        for label, shares in zip(labels, last.shares, strict=True)
        if _named(shares) != label
    ]
    return say(
        "garments-reading",
        count=len(labels),
        first=sum(_named(shares) == label for label, shares in zip(labels, first.shares, strict=True)),
        step=last.step,
        right=len(labels) - len(wrong),
        wrong=wrong or None,
    )


def part_name(part: str) -> str:
    """What a part of the network is called: `stem`, `block 2.1`, `head`."""
    module, _, block = part.partition(".")
    return say(
        "garments-part",
        part="block" if block else module,
        stage=module.removeprefix("stage"),
        block=block.removeprefix("block"),
    )


def _named(shares: tuple[int, ...]) -> int:
    """The class with the largest share."""
    return max(range(len(shares)), key=shares.__getitem__)
