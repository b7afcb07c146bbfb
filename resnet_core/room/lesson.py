"""What a teacher prepares: a lesson of steps, each a page in a prepared state and, if wanted, a question to vote on.

An own question and every prompt are a teacher's text: data that is shown as it stands, and never as HTML or Markdown.
"""

from typing import Annotated, Literal, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

from pydantic import Field, StringConstraints, model_validator

from resnet_core.config import Frozen, parse
from resnet_core.course.item import Item
from resnet_core.course.items import ITEMS
from resnet_core.errors import ConfigError

PROMPT = "prompt"
MINUTES = "minutes"
MOST_MINUTES = 180
LONGEST_PROMPT = 300
MOST_STEPS = 20
LETTERS = ("a", "b", "c", "d", "e", "f")
"""The codes of the options of a teacher's own question, in order."""
_NOT_OF_A_STEP = frozenset({PROMPT, MINUTES, "embed", "projector", "lang", "code"})
_ITEMS = {item.id: item for item in ITEMS}

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Letter = Literal["", "a", "b", "c", "d", "e", "f"]


class Question(Frozen):
    """What a class votes on: an item of the course, or a teacher's own text with two to six options."""

    item: str = ""
    """The id of an item of the course; the rest is empty then."""
    text: str = Field(default="", max_length=LONGEST_PROMPT)
    options: tuple[Line, ...] = Field(default=(), max_length=len(LETTERS))
    right: Letter = ""
    """The letter of the right option; empty where it is a matter of opinion."""
    hint: str = Field(default="", max_length=LONGEST_PROMPT)

    @model_validator(mode="after")
    def _is_one_of_the_two(self) -> Self:
        if self.item and self.item not in _ITEMS:
            raise ConfigError("no-such-item", item=self.item)
        if not self.item and (not self.text.strip() or len(self.options) < 2):
            raise ConfigError("question-incomplete", options=len(self.options))
        if self.right and self.right not in self.codes:
            raise ConfigError("right-not-offered", right=self.right, options=len(self.options))
        return self

    @property
    def of_the_course(self) -> Item | None:
        """The item; None where the question is a teacher's own."""
        return _ITEMS[self.item] if self.item else None

    @property
    def codes(self) -> tuple[str, ...]:
        """Of the options, in the order in which they are shown."""
        item = self.of_the_course
        return item.asked.options if item else LETTERS[: len(self.options)]

    @property
    def answer(self) -> str:
        """The code of the right option, computed where it is an item of the course; empty where none is."""
        item = self.of_the_course
        return item.asked.right if item else self.right


class Step(Frozen):
    """One page of the lab in a prepared state, and what the class is to do there."""

    page: str = Field(default="home", pattern=r"^[a-z_]{1,40}$")
    state: str = Field(default="", max_length=4000)
    """The query of the page's address, as a lesson link has it: fields and what is hidden."""
    prompt: str = Field(default="", max_length=LONGEST_PROMPT)
    minutes: int | None = Field(default=None, ge=1, le=MOST_MINUTES)
    question: Question | None = None

    @property
    def address(self) -> str:
        """The path and query of the page, relative to the lab: `surgery?surgery.net=depth_20`."""
        path = "" if self.page == "home" else self.page
        return f"{path}?{self.state}" if self.state else path or "./"


class Lesson(Frozen):
    """The steps in their order."""

    title: str = Field(default="", max_length=120)
    steps: tuple[Step, ...] = Field(min_length=1, max_length=MOST_STEPS)

    def step(self, number: int) -> Step | None:
        """The step of this number, counted from 1; None for 0, at which a class waits to begin."""
        return self.steps[number - 1] if 1 <= number <= len(self.steps) else None


def step_of_link(link: str) -> Step:
    """The step that a lesson link stands for; its page is not checked, ConfigError where the rest breaks a rule."""
    address = urlsplit(link.strip())
    said = parse_qsl(address.query, keep_blank_values=True)
    told = dict(said)
    minutes = told.get(MINUTES, "")
    timed = minutes.isascii() and minutes.isdigit() and 1 <= int(minutes[:4]) <= MOST_MINUTES
    step = {
        "page": address.path.strip("./").rpartition("/")[2] or "home",
        "state": urlencode([(name, value) for name, value in said if name not in _NOT_OF_A_STEP], safe=",.:"),
        "prompt": told.get(PROMPT, "").strip()[:LONGEST_PROMPT],
        "minutes": int(minutes) if timed else None,
    }
    return parse(Step, step)
