"""The recorded race of a shallow pair and a deeper one, replayed in the browser in a few seconds."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from resnet_core.analysis.curves import thin
from resnet_core.studies.race.findings import GUESSING, Group
from resnet_core.studies.race.question import MAP_DEPTHS
from ui import dials, numbers, small_nets
from ui.race import figures
from ui.race.controls import LAYERS
from ui.race.figures import POINTS
from ui.say import say
from ui.sketch import sketch

KEY = "race_replay"
SHALLOW, DEEP = MAP_DEPTHS[1], MAP_DEPTHS[-1]
SECONDS = 5
TOP = 2.5
"""The highest loss in the picture, a little above that of guessing."""
TICKS = (0, 1, 2)
_SKETCH = sketch(KEY, Path(__file__).parent)


class Raced(NamedTuple):
    """The groups that race at one depth of the deeper pair, and what is said of them."""

    groups: tuple[Group, ...]
    reading: str


def draw(races: Sequence[Raced], *, steps: int, band: Sequence[float], guess: str | None, shown: bool) -> None:
    """Draws the race of the first pair and a deeper one, of whose depths the reader chooses one in the figure.

    Not `shown`, what there is runs alone, beside a question mark. A guess of `level` lies within the losses of `band`.
    """
    _SKETCH(
        key=KEY,
        alt="",
        words=_words(guess),
        data={
            "races": [_race(race) for race in races],
            "shallow": SHALLOW,
            "layers": LAYERS.key,
            "dials": dials.told(LAYERS) if shown else [],
            "at": dials.place(LAYERS) if shown else 0,
            "guess": guess,
            "band": (min(band), max(band)),
            "steps": steps,
            "seconds": SECONDS,
            "top": TOP,
            "guessing": GUESSING,
            "ticks": [(loss, numbers.count(loss)) for loss in TICKS],
            "marks": [(step, numbers.count(step)) for step in range(0, steps + 1, steps // 3)],
            "shown": shown,
        },
        on_chosen=partial(dials.take, KEY, LAYERS),
    )


def _race(race: Raced) -> dict[str, Any]:
    return {
        "depth": race.groups[0].net.depth,
        "sentence": race.reading,
        "pair": [_line(group) for group in race.groups],
    }


def _line(group: Group) -> dict[str, Any]:
    at, losses = thin(figures.line(group.net, group.runners).middle, points=POINTS)
    return {
        "name": small_nets.label(group.net),
        "plain": group.net.plain,
        "points": [(int(step), round(float(loss), 3)) for step, loss in zip(at, losses, strict=True)],
    }


def _words(guess: str | None) -> dict[str, str]:
    names = ("play", "pause", "again", "step", "loss", "steps", "guessing", "ends")
    return {name: say(f"race-replay-{name}") for name in names} | {
        "unknown": say("race-replay-unknown", depth=DEEP),
        "guessed": "" if guess is None else say("race-replay-guessed"),
    }
