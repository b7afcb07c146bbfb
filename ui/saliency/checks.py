"""Whether saliency maps can be believed: the checks on a page of their own. Only the chosen one is computed."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

import streamlit as st

from resnet_core.config import Frozen, parse
from resnet_core.errors import ConfigError
from resnet_core.saliency.table import BASELINES, Settings
from resnet_core.studies.saliency_checks import findings
from resnet_core.studies.saliency_checks.findings import WAYS, rungs
from resnet_core.studies.saliency_checks.question import (
    CHECKED,
    SHOWN,
    TWO_OF_EACH,
    Climbed,
    Deletion,
    DeletionQuestion,
    Ladder,
    LadderQuestion,
    Quality,
    QualityQuestion,
    recorded_ladders,
)
from ui import answers, charts, fields, lesson, tables
from ui.answers import Answer
from ui.core_words import in_words
from ui.fields import Choice
from ui.lesson import Asked
from ui.predict import Prediction
from ui.prose import prose
from ui.saliency import check_figures, check_sentences
from ui.saliency import controls as saliency_controls
from ui.saliency import grid as saliency_grid
from ui.saliency import inputs as saliency_inputs
from ui.saliency import nudge as saliency_nudge
from ui.saliency.cells import map_cell, picture_cell
from ui.saliency.controls import Asked as Controls
from ui.saliency.grid import Block, Cell, Grid, Line
from ui.saliency.inputs import Chosen
from ui.saliency.methods import name_of, names
from ui.saliency.target import Target
from ui.say import say
from ui.trained_nets import Net
from ui.words import class_name

LADDER, DELETION, QUALITY, NUDGE = "ladder", "deletion", "quality", "nudge"
CHECK = Choice("sal.check", (LADDER, DELETION, QUALITY, NUDGE), LADDER)
SURVIVORS = ("saliency", "guided_backprop", "grad_cam")
PREDICTION = Prediction("saliency-checks-predict", SURVIVORS, "saliency_checks_guess")
PLACE = Choice("sal.ladder_picture", tuple(range(1, SHOWN + 1)), 1)
BY = Choice("sal.ladder_by", ("layer", "stage"), "layer")
FILL = Choice("sal.fill", BASELINES, "black", words="sal-baseline")
WHICH = Choice("sal.checked", ("first", "second"), "first")
Methods = tuple[str, ...]
FIELDS = (CHECK, BY, PLACE, FILL, WHICH)


def of_address() -> dict[str, str]:
    """What the address says of a check, and of what is checked; empty where it says nothing of one."""
    address = st.query_params.to_dict()
    return address if {CHECK.key, BY.key, PLACE.key, FILL.key, WHICH.key} & address.keys() else {}


def show() -> None:
    """Draws which check, what is checked beside it, and what it finds for one of the chosen nets."""
    fields.notices(FIELDS)
    check = fields.draw(CHECK)
    place = st.container()
    with lesson.more():
        chosen = saliency_inputs.choose(st.container())
        asked = chosen and saliency_controls.choose(tuple(net.trained.network for net in chosen.nets))
    if chosen and asked:
        with place:
            _check(check, chosen, asked)


def saw() -> None:
    """Draws what came out, and the answers to what the page asked."""
    most, facts = keeps_most()
    asked = ("most", "background", "class", "pixels")
    answered = (Asked(f"saliency-checks-asked-{name}", facts) for name in asked)
    lesson.saw("saliency_checks", *answered, facts=facts, most=name_of(most))


class Survivors(NamedTuple):
    """What is left, on the garment, of three methods' maps when all weights are random, and what chance gives."""

    gradient: float | None
    guided: float | None
    cam: float | None
    chance: float | None


@cache
def _recorded() -> Ladder:
    """The recorded ladder that the prediction is about."""
    found = answers.of_gallery("saliency_ladder", recorded_ladders()[0])
    assert found is not None, "make record saliency_ladder"
    return parse(Ladder, found.results)


@cache
def keeps_most() -> tuple[str, Survivors]:
    """Which of the predicted methods keeps most of its map with random weights, in the recorded ladder."""
    stays = {row.method: findings.stay(row) for row in _recorded().climbed}
    left = {method: stays[method].garment or 0.0 for method in SURVIVORS}
    gradient, guided, cam = (left[method] for method in SURVIVORS)
    most = max(SURVIVORS, key=left.__getitem__)
    return most, Survivors(gradient, guided, cam, stays[SURVIVORS[0]].chance)


def _check(check: str, chosen: Chosen, asked: Controls) -> None:
    net = chosen.nets[0]
    if len(chosen.nets) > 1:
        net = chosen.nets[WHICH.options.index(fields.draw(WHICH))]
        st.caption(say("saliency-checks.net", net=net.label))
    match check:
        case "ladder":
            if _predicted():
                ladder(net, chosen, asked)
        case "deletion":
            deletion(net, chosen, asked)
        case "quality":
            quality(net, chosen, asked)
        case _:
            saliency_nudge.show(net, chosen, asked)


def _predicted() -> bool:
    """Whether the learner has predicted; draws the maps of the three methods, and how little is left of them then."""
    figure, side = st.columns([3, 2], gap="large")
    with side:
        guess = PREDICTION.ask()
        if guess:
            PREDICTION.reply(guess, *keeps_most())
    with figure:
        saliency_grid.draw(_first_and_last(_recorded(), is_hidden=guess is None), key="saliency_first_and_last")
    return guess is not None


def ladder(net: Net, chosen: Chosen, asked: Controls) -> None:
    """Maps of a net whose weights become random from the top down."""
    st.markdown(prose("saliency_ladder"))
    by = fields.draw(BY)
    target = chosen.target
    st.caption(_over(target))
    wanted = {
        "target": target.kind if target.wanted is None else target.wanted,
        "against": target.against,
        "by": by,
    }
    compare = _comparing(net, asked, "saliency_ladder")
    found = _answer(
        "saliency_ladder",
        lambda methods, data: parse(LadderQuestion, {"of": compare(methods, data), **wanted}),
        chosen=chosen,
        asked=asked,
        repair=BY if by == "layer" else None,
    )
    if (shown := answers.settled("saliency_ladder", by, found)) is None:
        return
    _by, found = shown
    answer = parse(Ladder, found.results)
    place = int(fields.draw(PLACE)) - 1
    saliency_grid.draw(_scene(answer, place, asked.methods), key="saliency_ladder_grid")
    _bullets([check_sentences.stay(row) for row in answer.climbed if row.method in asked.methods])
    st.markdown(say("saliency-ladder.all", pictures=answer.count))
    option, rows = check_figures.left_option(answer), len(answer.climbed)
    alt, height = check_sentences.grades(answer), check_figures.dots_height(rows)
    charts.draw(option, key="saliency_left", alt=alt, height=height)
    _bullets(check_sentences.ladder(answer))
    st.caption(check_sentences.rule())
    lesson.fold("saliency-rungs", _rung_by_rung, answer, key="rungs")
    st.caption(found.where)


def _rung_by_rung(answer: Ladder) -> None:
    """Draws how like its first self every map stays, rung by rung."""
    st.caption(say("saliency-rungs.caption"))
    tables.show(check_figures.ladder_table(answer))


def deletion(net: Net, chosen: Chosen, asked: Controls) -> None:
    """The probability of the named class while pixels go, and come."""
    st.markdown(prose("saliency_deletion"))
    fill = fields.draw(FILL)
    filled = asked._replace(settings=asked.settings.model_copy(update={"baseline": fill}))
    st.caption(_over(Target("predicted")))
    compare = _comparing(net, filled, "saliency_deletion")
    found = _answer(
        "saliency_deletion",
        lambda methods, data: parse(DeletionQuestion, {"of": compare(methods, data)}),
        chosen=chosen,
        asked=filled,
    )
    if (shown := answers.settled("saliency_deletion", fill, found)) is None:
        return
    fill, found = shown
    answer = parse(Deletion, found.results)
    for column, way in zip(st.columns(2), WAYS, strict=True):
        with column:
            st.markdown(say("saliency-curve", way=way))
            option = check_figures.curves_option(answer, asked.methods, way)
            alt = check_sentences.curve_alt(answer, asked.methods, way)
            charts.draw(option, key=f"saliency_{way}", alt=alt, height=380)
    _bullets(check_sentences.deletion(answer, fill))
    tables.show(check_figures.deletion_table(answer, fill))
    st.caption(found.where)


def quality(net: Net, chosen: Chosen, asked: Controls) -> None:
    """Infidelity and max-sensitivity."""
    st.markdown(prose("saliency_quality"))
    st.caption(_over(Target("predicted")))
    compare = _comparing(net, asked, "saliency_quality")
    found = _answer(
        "saliency_quality",
        lambda methods, data: parse(QualityQuestion, {"of": compare(methods, data)}),
        chosen=chosen,
        asked=asked,
    )
    if (shown := answers.settled("saliency_quality", None, found)) is None:
        return
    _nothing, found = shown
    answer = parse(Quality, found.results)
    forecasts = check_sentences.forecasts(answer)
    height = check_figures.dots_height(len(answer.rated))
    charts.draw(check_figures.quality_option(answer), key="saliency_quality_dots", alt=forecasts, height=height)
    _bullets([forecasts, check_sentences.stillness(answer)])
    tables.show(check_figures.quality_table(answer))
    st.caption(found.where)


def _over(target: Target) -> str:
    """Which pictures the numbers are over, and which class they are about."""
    return say("saliency-checks.over", pictures=len(TWO_OF_EACH), evidence=target.words)


def _bullets(sentences: Iterable[str]) -> None:
    """Draws the sentences, one below the other."""
    st.markdown("\n".join(f"- {sentence}" for sentence in sentences))


def _comparing(net: Net, asked: Controls, kind: str) -> Callable[[Methods, str], dict[str, Any]]:
    """What a check compares, once it is known by which methods and on which test set."""

    def of(methods: Methods, data: str) -> dict[str, Any]:
        settings = _settings(asked.settings, methods, kind).model_dump()
        return {"net": net.trained.model_dump(), "methods": methods, "settings": settings, "data": data}

    return of


def _answer(
    kind: str,
    ask: Callable[[Methods, str], Frozen],
    *,
    chosen: Chosen,
    asked: Controls,
    repair: Choice | None = None,
) -> Answer | None:
    """The answer, recorded where it is, if need be without some of the methods; None while there is none.

    `repair` is a field whose last option makes a refused question legal.
    """
    beyond = [method for method in asked.methods if method not in CHECKED]
    usual = None
    try:
        usual = answers.of_gallery(kind, ask(CHECKED, "fashion-mnist"))
        if usual is not None and not beyond:
            return usual
        here = ask(asked.methods if beyond else CHECKED, chosen.data)
    except ConfigError as error:
        st.error(in_words(error), icon=":material/rule:")
        if repair:
            option = repair.options[-1]
            label = say("saliency-checks.repair", option=repair.said(option))
            fields.change_button(label, {repair.key: option}, key=f"{kind}_repair")
        return usual
    missing = say("saliency-checks.without", methods=names(beyond)) if usual else say("saliency-checks.absent")
    st.info(missing, icon=":material/search_off:")
    return answers.answer(kind, here, key=kind, label=say("saliency-checks.label")) or usual


def _settings(settings: Settings, methods: tuple[str, ...], kind: str) -> Settings:
    """What these methods read; taking pixels away and removing patches read the baseline whatever the methods do."""
    read = settings.only(methods)
    return read if kind == "saliency_ladder" else read.model_copy(update={"baseline": settings.baseline})


def _scene(answer: Ladder, place: int, methods: tuple[str, ...]) -> Grid:
    """The maps of one picture, a row a method, from the trained net to the random one, and those that never move."""
    picture = answer.pictures[place]
    rows = [row for row in answer.climbed if row.method in methods]
    shown: dict[str, object] = {"number": str(picture.picture), "class": class_name(picture.label)}
    title = say("saliency-ladder", **shown)
    named = say("saliency-ladder.named", share=picture.probability, **{"class": class_name(picture.named)})
    first = Block(title, (Line("", (picture_cell(picture.seen, named, alt=title),)),))
    still = [
        map_cell(row.maps[place][0], picture.seen, name_of(row.method), alt=name_of(row.method))
        for row in answer.climbed
        if row.method in ("edges", "bright")
    ]
    controls = Block(say("saliency-ladder.controls"), (Line("", tuple(still)),), say("saliency-ladder.never"))
    alt = say("saliency-ladder.alt", title=title, methods=names(row.method for row in rows))
    return Grid(alt, (first, *(_rungs(answer, row, place=place) for row in rows), controls))


def _first_and_last(answer: Ladder, *, is_hidden: bool) -> Grid:
    """The maps of the methods that may be predicted, as trained, and unless hidden with every weight random."""
    picture = answer.pictures[0]
    shown = say("saliency-ladder", number=str(picture.picture), **{"class": class_name(picture.label)})
    rows = [row for method in SURVIVORS for row in answer.climbed if row.method == method]
    seen = picture_cell(picture.seen, say("saliency-ladder.picture"), alt=shown)
    trained = [map_cell(row.maps[0][0], picture.seen, name_of(row.method), alt=name_of(row.method)) for row in rows]
    blocks = [Block(shown, (Line(say("saliency-ladder.trained"), (seen, *trained)),))]
    if not is_hidden:
        random = tuple(_at_last(row, picture.seen) for row in rows)
        blocks.append(Block(say("saliency-ladder.random"), (Line("", (seen, *random)),)))
    return Grid(say("saliency-ladder.alt", title=shown, methods=names(row.method for row in rows)), tuple(blocks))


def _at_last(row: Climbed, seen: str) -> Cell:
    """The first picture's map with every weight random, and how like the trained map it is on the garment."""
    caption = say("saliency-ladder.left", method=name_of(row.method), garment=row.rungs[-1].garment[0])
    return map_cell(row.maps[0][-1], seen, caption, alt=caption)


def _rungs(answer: Ladder, row: Climbed, *, place: int) -> Block:
    """One method's maps; what it does stands in the figure above."""
    cells: list[Cell] = []
    titles = (say("saliency-ladder.trained"), *map(check_sentences.rung, rungs(answer.parts)))
    for likeness, title, drawn in zip((None, *row.rungs), titles, row.maps[place], strict=True):
        numbers = say("saliency-ladder.itself")
        if likeness:
            on = {"everywhere": likeness.everywhere[place], "garment": likeness.garment[place]}
            numbers = say("saliency-ladder.numbers", **on)
        alt = say("saliency-ladder.cell", method=name_of(row.method), rung=title, numbers=numbers)
        cells.append(map_cell(drawn, answer.pictures[place].seen, f"{title}\n{numbers}", alt=alt))
    return Block(name_of(row.method), (Line("", tuple(cells)),))
