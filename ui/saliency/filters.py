"""The numbers of the chosen test pictures, as the box and the address have them. No Streamlit here."""

from resnet_core.errors import ConfigError

MOST_CHOSEN = 8
DEFAULT = (244, 0, 1, 2)
"""A mistake first."""


def spell(numbers: tuple[int, ...]) -> str:
    """The numbers as the box and the address have them."""
    return " ".join(map(str, numbers))


def read(text: str, count: int) -> tuple[int, ...]:
    """The numbers in `text`, each once; ConfigError where they are no choice among `count` pictures."""
    words = text.replace(",", " ").split()
    if wrong := [word for word in words if not word.isdecimal() or int(word) >= count]:
        raise ConfigError("no-picture-number", picture=wrong[0], last=count - 1)
    numbers = tuple(dict.fromkeys(map(int, words)))
    if not numbers:
        raise ConfigError("no-picture-chosen")
    if len(numbers) > MOST_CHOSEN:
        raise ConfigError("too-many-chosen", pictures=len(numbers), most=MOST_CHOSEN)
    return numbers
