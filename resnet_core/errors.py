"""What can go wrong in a way the learner can act on.

An error carries a code and values, `ShapeError("grouped-channels", channels=12, groups=8)`, and no words: a page says
it in the language of its session. Without a page, `str(error)` is the English sentence, which holds the rule, the value
and the way out: `depth=31: these networks need 6n+2 layers; the nearest are 26 and 32`. See `content/en/errors.ftl`.
"""

import re
from typing import Any

from resnet_core.wording import Message, sentence

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class LabError(Exception):
    """Base of every error a page may show. A text that is no code is told as it stands, in English."""

    def __init__(self, code: str, /, **values: Any) -> None:
        super().__init__(code)
        if not values and not _CODE.fullmatch(code):
            code, values = "plain", {"text": code}
        self.code = code
        self.values = values

    @property
    def message(self) -> Message:
        """What the error tells, for whoever has words for it."""
        return Message(f"error-{self.code}", self.values)

    def __str__(self) -> str:
        return sentence(self.message)


class ConfigError(LabError, ValueError):
    """A choice outside its bounds, or two choices that contradict each other.

    A ValueError, so that a validator of a config may raise it; `config.parse` collects what several raised in `causes`.
    """

    @property
    def causes(self) -> tuple[Message, ...]:
        """One message for each rule that was broken."""
        return tuple(self.values["causes"]) if self.code == "several" else (self.message,)


class ShapeError(LabError):
    """A layer cannot take what reaches it, or the two branches of a block do not fit."""


class DataError(LabError):
    """A data file is absent, truncated or not the one it claims to be."""


class CheckpointError(LabError):
    """A checkpoint is damaged, or belongs to another network or another configuration."""


class StoreError(LabError):
    """The run store cannot be read, or a run is not in the state that was asked for."""


class RefusedError(LabError):
    """This visitor may not do that, or has reached a limit."""
