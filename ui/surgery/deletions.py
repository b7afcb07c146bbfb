"""More and more blocks deleted at random, as in Fig. 5 of Veit et al. 2016."""

from collections.abc import Sequence

import streamlit as st

from resnet_core.config import parse
from resnet_core.studies.surgery.findings import Case, Fall
from resnet_core.studies.surgery.question import Deletions, DeletionsQuestion, Statistics, UnderBoth
from ui import answers, charts, fields, words
from ui.answers import Answer
from ui.say import say
from ui.surgery import figures, sentences
from ui.surgery.nets import Bench, kind, name


def show(bench: Bench, statistics: Statistics) -> list[Fall]:
    """How far each net falls with every number of deleted blocks; what is shown comes back."""
    key = bench.which.key
    section = answers.section(
        "deletions", (bench.which,), lambda held: tuple(_question(case) for case in bench.cases(held[key]))
    )
    held = fields.values(section.fields)
    for case in bench.cases(held[key]):
        _ask(case)
    shown = section.settled(held)
    return _figure(bench.cases(shown[key]), statistics) if shown else []


def _figure(nets: Sequence[Case], statistics: Statistics) -> list[Fall]:
    """The curves, and the sentences under them."""
    asked = [(case, _ask(case)) for case in nets]
    falls = [
        Fall(case, parse(UnderBoth[Deletions], answer.results), statistics)
        for case, answer in asked
        if answer is not None
    ]
    said = [sentences.falls(fall) for fall in falls]
    charts.draw(figures.deletions_option(falls), key="surgery_deletions", alt=" ".join(said), height=340)
    faint = (say("surgery-faint"),) if statistics == "fresh" else ()
    st.caption(" ".join((say("surgery-deletions-looks"), *faint, sentences.manners())))
    st.markdown(words.bullets([*said, *map(sentences.many_deletions, falls)]))
    return falls


def _question(case: Case) -> DeletionsQuestion:
    return parse(DeletionsQuestion, {"net": case.net, "source": case.source, "test_images": case.pictures})


def _ask(case: Case) -> Answer | None:
    return answers.answer(
        "deletions",
        _question(case),
        key=f"surgery_deletions_{kind(case)}",
        label=say("surgery-delete-more", net=name(case)),
    )
