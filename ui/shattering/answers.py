"""Where the page on shattered gradients gets its numbers: from the gallery, else measured here at once."""

from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

from resnet_core.config import parse
from resnet_core.studies.nets import DEPTHS, SmallNet
from resnet_core.studies.shattering import findings
from resnet_core.studies.shattering.question import (
    BETAS,
    FAMILIES,
    LINE_DEPTHS,
    Line,
    LineQuestion,
    Shattering,
    ShatteringQuestion,
)
from ui import answers, language, small_nets
from ui.say import say

Kind = Literal["white", "brown", "plain", "residual"]


class OnLine(NamedTuple):
    """A net of one number, or a noise, along the grid."""

    kind: Kind
    line: Line
    beta: float | None = None
    """The factor of a residual net's blocks."""
    where: str = ""
    """A sentence on when and on which machine."""

    @property
    def name(self) -> str:
        """In legends and sentences."""
        return say("shattering-line", kind=self.kind, beta=self.beta)

    @property
    def owner(self) -> dict[str, str]:
        """Whose colour its series has in a chart."""
        if self.kind in ("white", "brown"):
            return {"means": self.kind}
        return {"net": "plain" if self.beta is None else f"residual-beta-{self.beta:g}"}


ByDepth = tuple[tuple[int, OnLine], ...]
"""Nets of one number that differ in depth only, each with its depth."""


class Seen(NamedTuple):
    """A convolutional net and its answer."""

    net: SmallNet
    answer: Shattering
    where: str


class Family(NamedTuple):
    """Nets that differ in depth only, from the gallery."""

    code: str
    """Whose colour they have in a chart."""
    net: SmallNet
    """One of them, for what they have in common."""
    seen: tuple[Seen, ...]

    @property
    def name(self) -> str:
        """In legends and sentences."""
        return small_nets.label_of_kind(self.net)


def on_lines(questions: Sequence[LineQuestion]) -> list[OnLine]:
    """What is known of these nets of one number; one that is still measured shows its progress here."""
    known = [
        (question.beta, answers.answer("shattering_line", question, key="shattering_line")) for question in questions
    ]
    return [_on_line(beta, answer) for beta, answer in known if answer is not None]


def noises() -> tuple[OnLine, OnLine]:
    """White and brown noise on a grid of the same size."""
    white, brown = findings.noises()
    return OnLine("white", white), OnLine("brown", brown)


def lines_by_depth(*, norm: bool) -> tuple[ByDepth, ...]:
    """The recorded nets of one number: plain, and residual with each factor."""
    return _lines_by_depth(language.current(), norm=norm)


def families() -> tuple[Family, ...]:
    """The recorded convolutional nets: plain, residual, and residual with blocks that start at zero."""
    return _families(language.current())


def of_nets(nets: Sequence[SmallNet]) -> list[Seen]:
    """What is known of each net; one that is still measured shows its progress here."""
    known = [
        (net, answers.answer("shattering", ShatteringQuestion(net=net), key=small_nets.spell(net))) for net in nets
    ]
    return [_seen(net, answer) for net, answer in known if answer is not None]


def is_recorded(net: SmallNet) -> bool:
    """Whether the gallery has it."""
    return _recorded(net) is not None


def is_known(net: SmallNet) -> bool:
    """Whether it is at hand."""
    return answers.known("shattering", ShatteringQuestion(net=net)) is not None


@cache
def _lines_by_depth(spoken: str, *, norm: bool) -> tuple[ByDepth, ...]:  # noqa: ARG001 - `where` is in that language
    known = [
        [
            (depth, beta, answers.of_gallery("shattering_line", LineQuestion(beta=beta, depth=depth, norm=norm)))
            for depth in LINE_DEPTHS
        ]
        for beta in (None, *BETAS)
    ]
    return tuple(
        tuple((depth, _on_line(beta, answer)) for depth, beta, answer in nets if answer is not None) for nets in known
    )


@cache
def _families(spoken: str) -> tuple[Family, ...]:  # noqa: ARG001 - `where` is in that language
    return tuple(
        Family(
            code,
            net,
            tuple(seen for depth in DEPTHS if (seen := _recorded(net.model_copy(update={"depth": depth}))) is not None),
        )
        for code, net in zip(("plain", "residual", "residual-zero"), FAMILIES, strict=True)
    )


def _recorded(net: SmallNet) -> Seen | None:
    answer = answers.of_gallery("shattering", ShatteringQuestion(net=net))
    return None if answer is None else _seen(net, answer)


def _seen(net: SmallNet, answer: answers.Answer) -> Seen:
    return Seen(net, parse(Shattering, answer.results), answer.where)


def _on_line(beta: float | None, answer: answers.Answer) -> OnLine:
    return OnLine("plain" if beta is None else "residual", parse(Line, answer.results), beta, answer.where)
