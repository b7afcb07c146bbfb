"""What the page on paths shows: the tree of paths, where the gradient comes from, and why."""

from typing import Any

import streamlit as st

from resnet_core.config import parse
from resnet_core.studies.paths import findings
from resnet_core.studies.paths.findings import PARTS, Part
from resnet_core.studies.paths.question import Paths, PathsQuestion
from ui import answers as asked
from ui import charts, lesson, numbers, tables, words
from ui.fields import Value
from ui.lesson import Asked
from ui.paths import answers, figures, tree
from ui.paths.controls import NET, USUAL, question
from ui.predict import JUST_SHOW, Option, Prediction
from ui.prose import prose
from ui.say import say
from ui.section import Section

ASKED_OF = str(NET.default)
"""The net that the page's question is about; every other is simply shown."""
MOST_BLOCKS = max(PathsQuestion(net=net).blocks for net in answers.NETS.values())
PREDICTION = Prediction("paths-predict", PARTS, "paths_guess")


def unrolled() -> None:
    """The tree of paths; of the deep nets it holds back what they carry until the prediction is made."""
    told = PREDICTION.locked() is not None
    shares = {
        findings.blocks(seeds[0]): findings.mean_shares(seeds)
        for code, seeds in answers.recorded().items()
        if answers.NETS[code].source.origin == "new" and (told or findings.blocks(seeds[0]) <= tree.MOST_DRAWN)
    }
    tree.draw(dict(sorted(shares.items())), most=MOST_BLOCKS)


def guess(net: Value) -> Option | None:
    """What was predicted of the one net that is asked about; None while the page waits for it.

    It waits while that net is chosen, or one that is not recorded, beside which that net's figure stays.
    """
    known = answers.recorded()
    if ASKED_OF not in known or (net != ASKED_OF and net in known):
        return JUST_SHOW
    blocks = findings.blocks(known[ASKED_OF][0])
    third = blocks // 3
    return PREDICTION.ask(net=NET.said(ASKED_OF), blocks=blocks, third=third, two_thirds=2 * third)


def shown(section: Section, held: dict[str, Any]) -> tuple[Paths | None, str]:
    """What is drawn, and where it was measured; a setting without an answer shows its progress or its button."""
    label = say("paths-measure", net=NET.said(held[NET.key]))
    asked.answer("paths", question(held), key="paths_measure", label=label)
    settled = section.settled(held)
    answer = asked.known("paths", question(settled)) if settled else None
    return (parse(Paths, answer.results), answer.where) if answer else (None, "")


def counted(paths: Paths) -> None:
    """How many paths there are of each length, where the gradient's shares will stand."""
    text = said_count(paths)
    st.markdown(say("paths-count.heading"))
    charts.draw(figures.count_option(paths), key="paths_share", alt=text)
    st.markdown(text)


def origin(paths: Paths, guessed: Option | None) -> None:
    """Where the gradient comes from, and the prediction in it."""
    text = say("paths-origin", findings.origin(paths))
    is_asked_of = [paths] == answers.recorded().get(ASKED_OF)
    part: Part | None = next((part for part in PARTS if part == guessed), None) if is_asked_of else None
    st.markdown(say("paths-origin.heading"))
    charts.draw(figures.share_option(paths, guess=part), key="paths_share", alt=text)
    st.markdown(text)
    if part:
        thirds, blocks = findings.thirds(paths), findings.blocks(paths)
        facts = {"third": blocks // 3, "blocks": blocks, "all": findings.origin(paths).share}
        PREDICTION.reply(part, thirds.heaviest, thirds, **facts)


def said_count(paths: Paths) -> str:
    """How many paths there are."""
    count = findings.count(paths)
    return say("paths-count", count, power=numbers.raised(count.blocks))


def one_path(paths: Paths) -> None:
    """How long the gradient of one path is."""
    text = say("paths-one", findings.one_path(paths), blocks=findings.blocks(paths))
    st.markdown(say("paths-one.heading"))
    charts.draw(figures.one_option(paths), key="paths_one", alt=text)
    st.markdown(text)


def numbers_of(paths: Paths, where: str) -> None:
    """The tables, and how all this was measured."""
    st.markdown(say("paths-numbers"))
    tables.show(figures.length_table(paths))
    if recorded := answers.recorded():
        st.markdown(prose("paths_depth"))
        tables.draw(figures.net_table(recorded))
    st.markdown(prose("paths_how"))
    st.markdown(words.data_badge(paths.data))
    st.caption(f"{say('paths-conditions', images=USUAL.images, drawn=findings.drawn(paths))} {where}")


def saw(paths: Paths) -> None:
    """What came out, and the answers to what the page asked."""
    found, estimate = findings.origin(paths), findings.estimate(paths)
    recorded = answers.recorded()
    shorter, others = ([f"*{NET.said(code)}*" for code in codes] for codes in findings.depths(recorded))
    depth = {"shorter": shorter, "count": len(shorter), "others": others, "rest": len(others)}
    asked = [
        Asked("paths-asked-which", found),
        Asked("paths-asked-ensemble"),
        Asked("paths-asked-depth", values=depth),
        Asked("paths-asked-estimate", estimate, {"pulling": len(estimate.against)}),
    ]
    before, after = recorded.get("residual_56_untrained"), recorded.get("residual_56_trained")
    if before and after:
        asked.append(Asked("paths-asked-training", findings.training(before, after[0])))
    lesson.saw("paths", *asked, facts=found, blocks=findings.blocks(paths))
