"""A nudged picture on the page: before, the change made large, after, and the maps of both."""

from typing import Any

import streamlit as st

from resnet_core.config import parse
from resnet_core.data.files import CLASS_NAMES
from resnet_core.errors import ConfigError
from resnet_core.studies.pictures import spell
from resnet_core.studies.saliency_maps.findings import Named
from resnet_core.studies.saliency_nudge import findings
from resnet_core.studies.saliency_nudge.question import Nudged, NudgeQuestion
from ui import answers, fields
from ui.answers import Answer
from ui.core_words import in_words
from ui.fields import Choice, Field
from ui.prose import prose
from ui.saliency import grid as saliency_grid
from ui.saliency import one as saliency_one
from ui.saliency.cells import change_cell, map_cell, picture_cell, strongest
from ui.saliency.classes import ClassChoice, label_of
from ui.saliency.controls import Asked
from ui.saliency.grid import Block, Cell, Grid, Line
from ui.saliency.inputs import Chosen
from ui.saliency.methods import name_of
from ui.saliency.sentences import named
from ui.say import say
from ui.trained_nets import Net
from ui.words import class_name

ATTACK = Choice("sal.attack", ("fgsm", "pgd"), "fgsm")
LEVELS = Choice("sal.levels", (1, 2, 4, 8, 16, 32), 8, look="slider")
TOWARDS = ClassChoice("sal.towards", ("any", *CLASS_NAMES), "any", look="select")


def show(net: Net, chosen: Chosen, asked: Asked) -> None:
    """The controls, the pictures and what they say."""
    st.markdown(prose("saliency_nudge"))
    own = all_fields(chosen, asked)
    saliency_one.draw(own)
    try:
        question = question_for(net, chosen, asked, held=fields.values(own))
    except ConfigError as error:
        st.error(in_words(error), icon=":material/rule:")
        return
    found = answers.answer("saliency_nudge", question, key="saliency_nudge")
    if shown := answers.settled("saliency_nudge", question, found):
        _shown(*shown)


def all_fields(chosen: Chosen, asked: Asked) -> tuple[Field, ...]:
    """Every control of this check; the picture and the method are some of those chosen above."""
    picture = (saliency_one.picture(chosen),) if chosen.own is None else ()
    return (ATTACK, LEVELS, TOWARDS, *picture, _method(asked))


def question_for(net: Net, chosen: Chosen, asked: Asked, *, held: dict[str, Any]) -> NudgeQuestion:
    """What the worker is asked; ConfigError where it cannot be."""
    method = held["sal.nudge_method"]
    return parse(
        NudgeQuestion,
        {
            "net": net.trained.model_dump(),
            "picture": held["sal.one"] if chosen.own is None else spell(chosen.own),
            "data": chosen.data,
            "method": method,
            "settings": asked.settings.only((method,)).model_dump(),
            "attack": held[ATTACK.key],
            "levels": held[LEVELS.key],
            "towards": label_of(held[TOWARDS.key]),
        },
    )


def reading(question: NudgeQuestion, answer: Nudged) -> str:
    """What the nudge did to the name, and to the map."""
    nudge = findings.nudge(question, answer)
    return say("saliency-nudge", nudge, old=class_name(nudge.was), new=class_name(nudge.now))


def scene(question: NudgeQuestion, answer: Nudged) -> Grid:
    """Before, change and after; below, both maps on one scale."""
    alt = say("saliency-nudge.alt", reading=reading(question, answer).replace("*", ""))
    does = say("saliency-nudge.scale", does=say(f"method-does.{question.method}"))
    pictures = Block(say("saliency-nudge.attack"), (Line("", _pictures(question, answer)),))
    return Grid(alt, (pictures, Block(name_of(question.method), (Line("", _maps(question, answer)),), does)))


def _pictures(question: NudgeQuestion, answer: Nudged) -> tuple[Cell, ...]:
    nudge = findings.nudge(question, answer)
    names = named(Named(nudge.was, nudge.before, wrong=False)), named(Named(nudge.now, nudge.after, wrong=False))
    before, after = say("saliency-nudge.before", named=names[0]), say("saliency-nudge.after", named=names[1])
    change = say("saliency-nudge.change", levels=question.levels)
    return (
        picture_cell(answer.before, before, alt=before),
        change_cell(answer.before, answer.after, change, alt=change),
        picture_cell(answer.after, after, alt=after),
    )


def _maps(question: NudgeQuestion, answer: Nudged) -> tuple[Cell, ...]:
    """Both for the class that was named before."""
    old = class_name(findings.nudge(question, answer).was)
    before, after = (say(f"saliency-nudge.map-{when}", old=old) for when in ("before", "after"))
    full = max(strongest(answer.map_before), strongest(answer.map_after))
    return (
        map_cell(answer.map_before, answer.before, before, alt=before, full=full),
        map_cell(answer.map_after, answer.after, after, alt=after, full=full),
    )


def _shown(question: NudgeQuestion, found: Answer) -> None:
    answer = parse(Nudged, found.results)
    saliency_grid.draw(scene(question, answer), key="saliency_nudge_grid")
    st.markdown(reading(question, answer))
    st.caption(found.where)


def _method(asked: Asked) -> Choice:
    return Choice("sal.nudge_method", asked.methods, asked.methods[0], look="select", words="method")
