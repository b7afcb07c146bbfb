"""What leaves a room as CSV: votes, predictions and runs, by seat and without anybody's name.

A cell that a spreadsheet would take for a formula gets a quotation mark in front, as OWASP advises.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from resnet_core.room.ballot import Ballot, Prediction
from resnet_core.room.board import Raced
from resnet_core.room.lesson import Question
from resnet_core.room.rooms import Room

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def votes(room: Room, ballots: Iterable[Ballot]) -> str:
    """A line a vote: where, in which round, from which seat, for what, and whether it is right."""
    head = ("step", "round", "seat", "question", "option", "answer", "right", "seconds")
    return _written(head, (_vote(room, ballot) for ballot in ballots))


def predictions(room: Room, made: Iterable[Prediction]) -> str:
    """A line a prediction: from which seat, on what, and the guess."""
    head = ("seat", "question", "guess", "seconds")
    return _written(head, ((each.seat, each.question, each.guess, round(each.at - room.created)) for each in made))


def runs(room: Room, raced: Iterable[Raced]) -> str:
    """A line a training: what came out, what it took, and its whole config as JSON."""
    head = ("accuracy", "seconds", "began", "config")
    rows = (
        (race.accuracy, round(race.seconds, 1), round(race.at - room.created), race.config.model_dump_json())
        for race in raced
    )
    return _written(head, rows)


def _vote(room: Room, ballot: Ballot) -> tuple[object, ...]:
    step = room.lesson.step(ballot.step)
    question = step.question if step else None
    right = "" if question is None or not question.answer else int(ballot.option == question.answer)
    asked = (question.item or question.text) if question else ""
    seconds = round(ballot.at - room.created)
    return ballot.step, ballot.round, ballot.seat, asked, ballot.option, _text(question, ballot.option), right, seconds


def _text(question: Question | None, option: str) -> str:
    """What a teacher wrote for the option; nothing for an item of the course, whose words each language has."""
    if question is None or question.item or option not in question.codes:
        return ""
    return question.options[question.codes.index(option)]


def _written(head: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
