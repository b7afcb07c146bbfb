"""Which nets the page on surgery operates on: recorded twins beside each other, or one run of this machine."""

from collections.abc import Sequence

from resnet_core.probes.surgery import DEPTHS, TWINS
from ui.fields import Choice
from ui.measured import Answered
from ui.surgery.readings import Case
from ui.trained_nets import FINAL, Source, sources

STATISTICS = Choice(
    "surgery.statistics",
    "Statistics of the batch norms",
    ("stored", "fresh"),
    "stored",
    "`stored`: as training left them; they fit the intact network. `fresh`: taken anew from training pictures that go "
    "through the edited network. No weight differs.",
)

RECORDED = {
    f"depth {depth}": (Case(f"residual {depth}", residual), Case(f"plain {depth}", plain))
    for depth, (residual, plain) in zip(DEPTHS, TWINS, strict=True)
}


def own_runs() -> tuple[Source, ...]:
    """Finished runs of this machine whose weights are there."""
    return tuple(source for source in sources() if source.weights.startswith("run:"))


def field(own: Sequence[Source]) -> Choice:
    """Twins of the gallery, or a run of this machine."""
    options = (*RECORDED, *(source.word for source in own))
    return Choice("surgery.net", "Nets", options, options[0], "Recorded twins, or a finished run of yours.", "select")


def cases(word: str, own: Sequence[Source]) -> tuple[Case, ...]:
    """The nets that `word` stands for, the residual twin first."""
    if word in RECORDED:
        return RECORDED[word]
    source = next(source for source in own if source.word == word)
    return (Case("your net", source.at(FINAL).trained, source.config.data.source),)


def where(answers: Sequence[Answered]) -> str:
    """Where the answers come from, each source once."""
    return " ".join(dict.fromkeys(answer.where for answer in answers))
