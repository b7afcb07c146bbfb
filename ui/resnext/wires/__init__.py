"""The channels of the chosen block as wires, with the sliders that choose it; it answers while one drags."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from resnet_core.analysis.grouping import grouped_costs, split_of
from resnet_core.config import BlockConfig
from ui import fields
from ui.resnext.controls import CHANNELS, CHAPTER, GROUPS, SAYS, WIDTH
from ui.resnext.controls import SIZE as SIZE
from ui.say import say
from ui.section import options
from ui.sketch import chosen, gaps, sketch

KEY = "next_wires"
_DRAW = sketch("wires", Path(__file__).parent)
_SLIDERS = {"channels": CHANNELS, "width": WIDTH, "cardinality": GROUPS}
_WORDS = (
    *("channels", "width", "cardinality", "follow", "middle", "from", "to", "chapter", "paper"),
    *("params", "macs", "against", "one", "some", "depthwise"),
)


def show(config: BlockConfig, size: int) -> None:
    """Draws the block's channels; what one sets there becomes the page's once the slider is let go."""
    split = split_of(config)
    _DRAW(
        key=KEY,
        alt=say("resnext-wires.alt"),
        words={word: say(f"resnext-wires.{word}", **gaps("cardinality", "d", "width")) for word in _WORDS},
        data={
            "channels": config.in_channels,
            "width": split.width,
            "cardinality": split.cardinality,
            "side": size,
            "channel_options": CHANNELS.options,
            "width_options": options(WIDTH),
            "costs": costs(),
            "hidden": [name for name, field in _SLIDERS.items() if fields.is_hidden(field.key)],
        },
        on_chosen=_take,
    )


def costs() -> Mapping[int, Mapping[int, Any]]:
    """Groups, parameters and multiply-adds on one pixel of every block that the sliders can set."""
    return {
        int(channels): {width: grouped_costs(int(channels), width, int(GROUPS.high)) for width in options(WIDTH)}
        for channels in CHANNELS.options
    }


def changes(told: Mapping[str, Any], says: str) -> dict[str, int]:
    """The fields that stand for what the figure has told; nothing where it told something that no field takes."""
    channels, width = CHANNELS.read(told.get("channels")), WIDTH.read(told.get("width"))
    cardinality = GROUPS.read(told.get("cardinality"))
    if channels is None or width is None or cardinality is None or width % cardinality:
        return {}
    number = width // cardinality if says == CHAPTER else cardinality
    return {CHANNELS.key: int(channels), WIDTH.key: int(width), GROUPS.key: int(number)}


def _take() -> None:
    """Callback: the page follows the sliders of the figure."""
    told = chosen(KEY)
    if isinstance(told, dict):
        fields.put(changes(told, fields.values([SAYS])[SAYS.key]))
