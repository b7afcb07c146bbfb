"""Controls for a class of the pictures, by the name that the data set gives it."""

from dataclasses import dataclass

from resnet_core.data.files import CLASS_NAMES
from ui.fields import Choice
from ui.language import message_name


@dataclass(frozen=True, slots=True)
class ClassChoice(Choice):
    """A choice among classes, and perhaps what the field's own message has words for."""

    def _word(self, option: str) -> str:
        return f"class.{message_name(option)}" if option in CLASS_NAMES else super(ClassChoice, self)._word(option)


def label_of(name: str) -> int | None:
    """The number of the class; None for what is no class."""
    return CLASS_NAMES.index(name) if name in CLASS_NAMES else None
