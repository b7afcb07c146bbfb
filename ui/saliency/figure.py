"""The figure of the page on saliency: pictures, and under them a row of maps a method, for one net or two."""

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import streamlit as st

from resnet_core.config import parse
from resnet_core.errors import ConfigError
from resnet_core.saliency.table import METHODS, cost
from resnet_core.studies.pictures import spell
from resnet_core.studies.saliency_maps import findings
from resnet_core.studies.saliency_maps.question import Explained, Map, SaliencyMaps, SaliencyQuestion, recorded
from ui import answers, fields, services
from ui.answers import Answer
from ui.core_words import in_words
from ui.fields import Choice, Number
from ui.picture_set import test_pictures
from ui.saliency import grid as saliency_grid
from ui.saliency import kept
from ui.saliency import sentences as saliency_sentences
from ui.saliency.cells import CLIPPED, map_cell, picture_cell
from ui.saliency.controls import PREDICTION, Asked, layer_for
from ui.saliency.grid import Block, Grid, Line
from ui.saliency.inputs import Chosen
from ui.saliency.kept import Drawn
from ui.saliency.methods import name_of as method_name
from ui.saliency.methods import names
from ui.saliency.sentences import share
from ui.say import say
from ui.trained_nets import Net
from ui.words import class_name

SIGNED, SIZE = "signed", "size"
SCALE = Choice("sal.scale", (SIGNED, SIZE), SIGNED)
ALONE, OVER = "alone", "over"
VIEW = Choice("sal.view", (ALONE, OVER), ALONE)
OPACITY = Number("sal.opacity", 0, 100, 80, 5)
FIELDS = (SCALE, VIEW, OPACITY)


class Told(NamedTuple):
    """One net's answer to its question."""

    net: Net
    question: SaliencyQuestion
    answer: SaliencyMaps
    where: str
    """Where the answer comes from, for a caption."""


def show(chosen: Chosen | None, asked: Asked | None) -> None:
    """The figure with its own controls, and what it says; while an answer is computed the last one, pale and marked."""
    fields.notices(FIELDS)
    with st.container(horizontal=True, gap="medium"):
        fields.draw(SCALE)
        if fields.draw(VIEW) == OVER:
            fields.draw(OPACITY)
    if chosen and asked:
        for net in chosen.nets:
            _ask(net, chosen, asked)
    held = kept.held(chosen, asked)
    shown = kept.section(_known).settled(held)
    if shown:
        _maps(kept.drawn(shown), waiting=shown is not held)
    elif chosen:
        saliency_grid.draw(_unanswered(chosen), key="saliency_grid")


def _maps(drawn: Drawn, *, waiting: bool) -> None:
    """The maps of a setting whose answer is at hand, and what they say."""
    told = [one for net in drawn.chosen.nets if (one := _tell(net, drawn.chosen, drawn.asked))]
    figure = scene(told, drawn.asked, fields.values(FIELDS))
    saliency_grid.draw(replace(figure, waiting=waiting), key="saliency_grid")
    _say(told, drawn.asked)


def question_for(net: Net, chosen: Chosen, asked: Asked) -> SaliencyQuestion:
    """What the worker is asked about this net; ConfigError where it cannot be."""
    settings = asked.settings
    if settings.layer is not None:
        layer = layer_for(net.trained.network, settings.layer)
        settings = settings.model_copy(update={"layer": layer.path})
    target = chosen.target
    return parse(
        SaliencyQuestion,
        {
            "net": net.trained.model_dump(),
            "pictures": chosen.pictures if chosen.own is None else (spell(chosen.own),),
            "data": chosen.data,
            "target": target.kind if target.wanted is None else target.wanted,
            "against": target.against,
            "methods": asked.methods,
            "settings": settings.model_dump(),
        },
    )


def of_gallery(question: SaliencyQuestion) -> Answer | None:
    """The recorded answer, also where more methods were recorded than are asked for."""
    for larger in recorded():
        same = larger.model_copy(update={"methods": question.methods})
        if same == question and set(question.methods) <= set(larger.methods):
            return answers.of_gallery("saliency", larger)
    return None


def scene(told: list[Told], asked: Asked, held: dict[str, Any]) -> Grid:
    """What is drawn: the pictures as each net sees them, and a block a method with one scale for all of its maps.

    Nets that see pictures of different sizes have blocks of their own: a value of theirs stands for another area.
    """
    named = len(told) > 1
    lines = tuple(_pictures(one, named=named) for one in told)
    pictures = Block(say("saliency-maps.as-seen"), lines, say("saliency-maps.logit"))
    same = len({one.question.net.network.input_size for one in told}) == 1
    groups = [told] if same else [[one] for one in told]
    maps = tuple(_block(method, group, named=named) for method in asked.methods for group in groups)
    alt = say("saliency-maps", count=len(told[0].answer.pictures), methods=names(asked.methods))
    over = held[VIEW.key] == OVER
    opacity = held[OPACITY.key] / 100 if over else 1.0
    return Grid(alt, (pictures, *maps), signed=held[SCALE.key] == SIGNED, over=over, opacity=opacity)


def _known(drawn: Drawn) -> bool:
    """Whether the answers for all nets are at hand."""
    try:
        questions = [question_for(net, drawn.chosen, drawn.asked) for net in drawn.chosen.nets]
    except ConfigError:
        return False
    return all(of_gallery(question) or answers.known("saliency", question) for question in questions)


def _ask(net: Net, chosen: Chosen, asked: Asked) -> Answer | None:
    """The net's answer; None while there is none, and the page says why."""
    try:
        question = question_for(net, chosen, asked)
    except ConfigError as error:
        st.error(in_words(error), icon=":material/rule:")
        _repair(net)
        return None
    return of_gallery(question) or answers.answer("saliency", question, key=f"saliency_{net.trained.weights}")


def _tell(net: Net, chosen: Chosen, asked: Asked) -> Told | None:
    """The net's answer, read."""
    found = _ask(net, chosen, asked)
    if found is None:
        return None
    return Told(net, question_for(net, chosen, asked), parse(SaliencyMaps, found.results), found.where)


def _repair(net: Net) -> None:
    gradients = [code for code, method in METHODS.items() if method.family == "gradient" and not method.controls]
    changes = {"sal.gradient": gradients, "sal.perturbation": [], "sal.CAM": ["grad_cam"]}
    fields.change_button(say("saliency-maps.quick"), changes, key=f"saliency_quick_{net.trained.weights}")


def _unanswered(chosen: Chosen) -> Grid:
    """The pictures alone, before any answer."""
    images = [chosen.own] if chosen.own is not None else [test_pictures().images[number] for number in chosen.pictures]
    titles = [say("saliency-own")] if chosen.own is not None else list(map(str, chosen.pictures))
    cells = [picture_cell(image.tobytes().hex(), title, alt=title) for image, title in zip(images, titles, strict=True)]
    pictures = Block(say("saliency-maps.pictures"), (Line("", tuple(cells)),))
    return Grid(say("saliency-maps.none"), (pictures,), waiting=True)


def _pictures(one: Told, *, named: bool) -> Line:
    cells = []
    for index, picture in enumerate(one.answer.pictures):
        verdict, name = findings.named(picture), name_of(one.question, index, picture)
        says = saliency_sentences.named(verdict)
        caption = f"{name}\n{say('saliency-named.caption', named=says)}\n{said_score(one.question, picture)}"
        cell = picture_cell(picture.seen, caption, alt=say("saliency-picture.alt", name=name, named=says))
        cells.append(replace(cell, marked=verdict.wrong))
    return Line(one.net.label if named else "", tuple(cells))


def name_of(question: SaliencyQuestion, index: int, picture: Explained) -> str:
    """`0: Ankle boot`."""
    if picture.label is None:
        return say("saliency-own")
    kind = "test" if services.data_status().state == "ready" else "sketch"
    names: dict[str, object] = {"number": str(question.pictures[index]), "class": class_name(picture.label)}
    return say("saliency-picture", kind=kind, **names)


def said_score(question: SaliencyQuestion, picture: Explained) -> str:
    """Which logit, or difference of logits, the maps explain: `logit of Shirt 3.1`."""
    score = findings.score(question, picture)
    rival = None if score.against is None else class_name(score.against)
    return say("saliency-score", score, rival=rival, **{"class": class_name(score.target)})


def _block(method: str, told: list[Told], *, named: bool) -> Block:
    row, question = METHODS[method], told[0].question
    maps = {id(one): [_map(picture, method) for picture in one.answer.pictures] for one in told}
    values = np.concatenate([drawn.values.ravel() for of_net in maps.values() for drawn in of_net])
    full = float(np.percentile(np.abs(values), CLIPPED)) or float(np.abs(values).max()) or 1.0
    passes = cost(method, question.settings.at(question.net.network), question.net.network)
    return Block(
        method_name(method),
        tuple(_line(one, maps[id(one)], named=named) for one in told),
        say(f"method-does.{method}"),
        row.paper,
        f"https://arxiv.org/abs/{row.arxiv}" if row.arxiv else "",
        say("saliency-cost", passes, signed=row.signed, full=full),
        full,
    )


def _line(one: Told, maps: list[Map], *, named: bool) -> Line:
    cells = []
    for index, (picture, drawn) in enumerate(zip(one.answer.pictures, maps, strict=True)):
        summary = findings.summary(drawn)
        place: dict[str, object] = {"row": str(summary.row), "column": str(summary.column)}
        name = name_of(one.question, index, picture)
        alt = say("saliency-under.alt", summary, method=method_name(drawn.method), name=name, **place)
        caption = say("saliency-under", summary, share=None if summary.gap is None else share(summary.gap))
        cells.append(replace(map_cell(drawn, picture.seen, caption, alt=alt, full=1.0), marked=summary.off))
    return Line(one.net.label if named else "", tuple(cells))


def _map(picture: Explained, method: str) -> Map:
    return next(drawn for drawn in picture.maps if drawn.method == method)


def _say(told: list[Told], asked: Asked) -> None:
    """Says what the maps show, net by net, and where they come from."""
    sentences: list[str] = []
    for one in told:
        answer = one.answer.of(asked.methods)
        for warning in saliency_sentences.warnings(answer):
            st.warning(_of(one, warning, several=len(told) > 1), icon=":material/warning:")
        own = saliency_sentences.of_net(answer, asked, is_predicted=PREDICTION.locked() is not None)
        sentences += [_of(one, sentence, several=len(told) > 1) for sentence in own]
    sentences += saliency_sentences.of_all([one.answer.of(asked.methods) for one in told], asked)
    st.markdown("\n".join(f"- {sentence}" for sentence in sentences))
    took = say("saliency-took", seconds=findings.seconds([one.answer for one in told], asked.methods))
    st.caption(f"{' '.join(dict.fromkeys(one.where for one in told))} {took}")


def _of(one: Told, sentence: str, *, several: bool) -> str:
    """The sentence, with whose it is where there are several nets."""
    return say("saliency-of-net", net=one.net.label, sentence=sentence) if several else sentence
