"""A question of a room in words: an item of the course speaks by its messages, a teacher's own by its text.

`own` tells the script which it is: words of ours may have emphasis, a teacher's text is shown letter by letter.
"""

from typing import Any

from resnet_core.course.item import Item
from resnet_core.room.lesson import Question
from ui import checks
from ui.say import say


def told(question: Question, *, answered: bool) -> dict[str, Any]:
    """What is asked, the options by their codes, a hint, and once it is answered, why."""
    item = question.of_the_course
    if item is not None:
        return _of_the_course(item, answered=answered)
    options = [{"code": code, "label": label} for code, label in zip(question.codes, question.options, strict=True)]
    return {"own": True, "text": question.text, "options": tuple(options), "hint": question.hint, "because": ""}


def label(question: Question, option: str) -> str:
    """What an option is called."""
    item = question.of_the_course
    return checks.label(item, option) if item else question.options[question.codes.index(option)]


def title(question: Question) -> str:
    """What is asked."""
    item = question.of_the_course
    return checks.question(item) if item else question.text


def _of_the_course(item: Item, *, answered: bool) -> dict[str, Any]:
    options = [{"code": option, "label": checks.label(item, option)} for option in item.asked.options]
    belief = say(f"misconception-{item.misconception.code}")
    return {
        "own": False,
        "text": checks.question(item),
        "options": tuple(options),
        "hint": say("room-belief", belief=belief),
        "because": checks.because(item) if answered else "",
    }
