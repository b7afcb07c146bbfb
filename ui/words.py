"""Numbers and states in words a newcomer reads."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

STATES = {
    "queued": ("Waiting", "gray", ":material/hourglass_top:"),
    "assigned": ("Starting", "blue", ":material/play_circle:"),
    "starting": ("Starting", "blue", ":material/play_circle:"),
    "running": ("Training", "blue", ":material/model_training:"),
    "stopping": ("Stopping", "orange", ":material/stop_circle:"),
    "succeeded": ("Finished", "green", ":material/check_circle:"),
    "stopped": ("Stopped", "gray", ":material/stop_circle:"),
    "failed": ("Failed", "red", ":material/error:"),
    "diverged": ("Diverged", "red", ":material/trending_up:"),
}
"""State of a run: its word, its colour, its icon."""

DATA = {"fashion-mnist": "Fashion-MNIST", "sketches": "drawn sketches, not Fashion-MNIST"}

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def on_primary(label: str) -> str:
    """The label of a primary button, white in the light theme and ink in the dark one (see the config's colours)."""
    return f":violet[{label}]"


def data_badge(data: str) -> str:
    """Markdown that says which pictures were used; the drawn ones in a colour that is seen."""
    return f":{'orange' if data == 'sketches' else 'gray'}-badge[:material/image: {DATA[data]}]"


def data_badges(sources: Mapping[str, str]) -> tuple[str, ...]:
    """The badge of the pictures that all nets saw; where they saw different ones, each badge with its nets' names."""
    kinds = sorted(set(sources.values()))
    if len(kinds) == 1:
        return (data_badge(kinds[0]),)
    return tuple(
        f"{data_badge(data)} {listed(name for name, seen in sources.items() if seen == data)}" for data in kinds
    )


def duration(seconds: float) -> str:
    """`12 s`, `3 min`, `1 h 20 min`: as exact as a forecast deserves."""
    if seconds < 59.5:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def moment(seconds: float) -> str:
    """`24 Nov 14:05`, by the server's clock."""
    at = datetime.fromtimestamp(seconds)
    return f"{at.day} {at:%b %H:%M}"


def day(date: date) -> str:
    """`24 November 2026`."""
    return f"{date.day} {date:%B %Y}"


def size(count: float) -> str:
    """`312 kB`, `1.4 GB`, in powers of 1000."""
    return _scaled(count, ((1e9, " GB"), (1e6, " MB"), (1e3, " kB"), (1, " bytes")))


def count(number: float) -> str:
    """`77,754`, `11.2 million`."""
    return _scaled(number, ((1e9, " billion"), (1e6, " million"))) if number >= 1e6 else f"{round(number):,}"


def counted(number: int, noun: str) -> str:
    """`1 step`, `2,000 steps`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def measured(value: float, *, digits: int = 2) -> str:
    """`0.24`, `1,400`, `1.7·10⁻⁷`: a finite measurement with as many digits as it deserves."""
    if value and not 1e-4 <= abs(value) < 1e6:
        mantissa, _, power = f"{value:.{digits - 1}e}".partition("e")
        return f"{mantissa}·10{raised(int(power))}".replace("-", "−")
    rounded = float(f"{value:.{digits}g}")
    return (f"{rounded:,.0f}" if abs(rounded) >= 1000 else f"{rounded:g}").replace("-", "−")


def raised(exponent: int) -> str:
    """`⁻⁷`: as a superscript."""
    return str(exponent).translate(_RAISED)


def seeds(count: int) -> str:
    """`one seed`, `3 seeds`."""
    return "one seed" if count == 1 else f"{count} seeds"


def listed(items: Iterable[object]) -> str:
    """`3`, `3 and 5`, `3, 5 and 7`."""
    *most, last = map(str, items)
    return f"{', '.join(most)} and {last}" if most else last


def bullets(sentences: Iterable[str]) -> str:
    """The sentences as a Markdown list."""
    return "\n".join(f"- {sentence}" for sentence in sentences)


def shape(sides: Sequence[int]) -> str:
    """`64×28×28`: channels, height, width."""
    return "×".join(map(str, sides))


def sides(maps: Sequence[int]) -> str:
    """`28` for maps of 28×28, `28×40` for others; from a shape with its channels."""
    height, width = maps[1:]
    return str(height) if height == width else shape(maps[1:])


def _scaled(number: float, units: tuple[tuple[float, str], ...]) -> str:
    for scale, unit in units:
        if number >= scale:
            return f"{number / scale:.3g}{unit}"
    return f"{number:g}{units[-1][1]}"
