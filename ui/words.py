"""What is said on many pages: states of runs, classes, devices, and which pictures were used."""

import re
from collections.abc import Iterable, Mapping

from resnet_core.data.files import CLASS_NAMES
from ui import numbers
from ui.say import say

STATES = {
    "queued": ("gray", ":material/hourglass_top:"),
    "assigned": ("blue", ":material/play_circle:"),
    "starting": ("blue", ":material/play_circle:"),
    "running": ("blue", ":material/model_training:"),
    "stopping": ("orange", ":material/stop_circle:"),
    "succeeded": ("green", ":material/check_circle:"),
    "stopped": ("gray", ":material/stop_circle:"),
    "failed": ("red", ":material/error:"),
    "diverged": ("red", ":material/trending_up:"),
}
"""State of a run: its colour and its icon; `state` has its word."""

_MARKUP = re.compile(r"[\\`*_{}\[\]<>$~|&:#]")
"""What Markdown takes for more than a letter."""

DATA = ("fashion-mnist", "sketches")


def on_primary(label: str) -> str:
    """The label of a primary button, white in the light theme and ink in the dark one (see the config's colours)."""
    return f":violet[{label}]"


def plain(text: str) -> str:
    """Markdown that shows what a learner has typed as it was typed: no picture is fetched and no link made of it."""
    return _MARKUP.sub(r"\\\g<0>", text)


def state(state: str) -> str:
    """What a learner reads for the state of a run."""
    return say(f"state-{state}")


def state_badge(name: str) -> str:
    """Markdown that says the state of a run."""
    colour, icon = STATES[name]
    return f":{colour}-badge[{icon} {state(name)}]"


def class_name(label: int) -> str:
    """What a class of the pictures is called."""
    return say("class", label=label)


def class_names() -> tuple[str, ...]:
    """All classes, in the order of their labels."""
    return tuple(map(class_name, range(len(CLASS_NAMES))))


def device(found: str) -> str:
    """A device as torch's process described it, its threads in the session's language."""
    return re.sub(r"CPU, (\d+) threads?", lambda cpu: say("device-cpu", threads=int(cpu[1])), found)


def data_badge(data: str) -> str:
    """Markdown that says which pictures were used; the drawn ones in a colour that is seen."""
    return f":{'orange' if data == 'sketches' else 'gray'}-badge[:material/image: {say(f'data-{data}')}]"


def data_badges(sources: Mapping[str, str]) -> tuple[str, ...]:
    """The badge of the pictures that all nets saw; where they saw different ones, each badge with its nets' names."""
    kinds = sorted(set(sources.values()))
    if len(kinds) == 1:
        return (data_badge(kinds[0]),)
    return tuple(
        f"{data_badge(data)} {numbers.listed(name for name, seen in sources.items() if seen == data)}" for data in kinds
    )


def bullets(sentences: Iterable[str]) -> str:
    """The sentences as a Markdown list."""
    return "\n".join(f"- {sentence}" for sentence in sentences)
