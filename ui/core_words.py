"""What the library tells, in the words of the page: errors, outcomes of runs, what a run does now."""

from collections.abc import Mapping, Sequence

from resnet_core.errors import LabError
from resnet_core.saliency.table import METHODS
from resnet_core.studies.saliency_checks.question import CONTROLS
from resnet_core.wording import Message, Voice, told_by
from ui import codes, numbers
from ui.say import is_said, say

_MESSAGES: Mapping[str, Sequence[str]] = {
    "shortcut": codes.SHORTCUTS,
    "order": codes.ORDERS,
    "method": (*METHODS, *CONTROLS),
}
_CHOICES = {code: f"{name}.{code}" for name, choices in _MESSAGES.items() for code in choices}
"""The label of each option, as its control has it, and what methods and controls of saliency are called."""


def in_words(told: LabError | Message) -> str:
    """Its sentence, with choices called as their controls call them: `zero-pad` where the config has `zero_pad`."""
    return told_by(Voice(_said, numbers.listed, _spelt), told.message if isinstance(told, LabError) else told)


def begun(told: LabError | Message) -> str:
    """Its words as the beginning of a line: `Fetching the data, 40%`."""
    words = in_words(told)
    return words[:1].upper() + words[1:]


def _said(message_id: str, values: Mapping[str, object]) -> str:
    """A message of another program, which the store may hold, has no words here: it shows its id."""
    return say(message_id, **values) if is_said(message_id) else message_id


def _spelt(word: str) -> str:
    return say(_CHOICES[word]) if word in _CHOICES else word
