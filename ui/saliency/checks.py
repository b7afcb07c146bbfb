"""Whether saliency maps can be believed: the section of checks below the maps. Only the chosen check is computed."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import streamlit as st

from resnet_core.config import Frozen, parse
from resnet_core.data.files import CLASS_NAMES
from resnet_core.errors import ConfigError
from resnet_core.probes.saliency import BASELINES, Settings
from resnet_core.probes.saliency_checks import (
    CHECKED,
    SHOWN,
    TWO_OF_EACH,
    Climbed,
    Deletion,
    DeletionProbe,
    Ladder,
    LadderProbe,
    Quality,
    QualityProbe,
    name_of,
)
from ui import charts, fields, measured, words
from ui.fields import Choice
from ui.measured import Answered
from ui.prose import prose
from ui.saliency import check_charts as drawn
from ui.saliency import check_readings as said
from ui.saliency import grid as saliency_grid
from ui.saliency import inside as saliency_inside
from ui.saliency import nudge as saliency_nudge
from ui.saliency import quality_readings as rated
from ui.saliency.cells import map_cell, picture_cell
from ui.saliency.check_numbers import number
from ui.saliency.controls import Asked
from ui.saliency.grid import Block, Cell, Grid, Line
from ui.saliency.inputs import Chosen
from ui.saliency.target import Target
from ui.trained_nets import Net

LADDER, DELETION, QUALITY = "random weights", "take pixels away", "two measures"
NUDGE, INSIDE = "nudge the picture", "look inside"
CHECK = Choice("sal.check", "Check", (LADDER, DELETION, QUALITY, NUDGE, INSIDE), LADDER)
PLACE = Choice(
    "sal.ladder_picture", "Picture", tuple(range(1, SHOWN + 1)), 1, "Its maps are drawn; the numbers are over all."
)
BY_LAYER, BY_STAGE = "by layer", "by stage"
BY = Choice("sal.ladder_by", "Weights become random", (BY_LAYER, BY_STAGE), BY_LAYER)
FILL = Choice(
    "sal.fill", "What a pixel shows that is not there", BASELINES, "black", "The methods' baseline is set to it."
)
WHICH = Choice("sal.checked", "Net that is checked", ("the first", "the second"), "the first")
NAMED = Target("predicted").words
OVER = f"Over {len(TWO_OF_EACH)} test pictures, two of each class, whatever is chosen above; about {{}}."
Methods = tuple[str, ...]
FIELDS = (CHECK, BY, PLACE, FILL, WHICH)


def show(chosen: Chosen, asked: Asked) -> None:
    """The section: which check, and what it finds for one of the chosen nets."""
    st.header("Can these maps be believed?", anchor=False)
    st.markdown(prose("saliency_checks"))
    fields.notices(FIELDS)
    check = fields.draw(CHECK)
    net = chosen.nets[0]
    if len(chosen.nets) > 1:
        net = chosen.nets[WHICH.options.index(fields.draw(WHICH))]
        st.caption(f"That is {net.label}.")
    match check:
        case "random weights":
            ladder(net, chosen, asked)
        case "take pixels away":
            deletion(net, chosen, asked)
        case "two measures":
            quality(net, chosen, asked)
        case "nudge the picture":
            saliency_nudge.show(net, chosen, asked)
        case _:
            saliency_inside.show(net, chosen)


def ladder(net: Net, chosen: Chosen, asked: Asked) -> None:
    """Maps of a net whose weights become random from the top down."""
    st.markdown(prose("saliency_ladder"))
    by = fields.draw(BY)
    target = chosen.target
    st.caption(OVER.format(target.words))
    wanted = {
        "target": target.kind if target.wanted is None else target.wanted,
        "against": target.against,
        "by": by.removeprefix("by "),
    }
    compare = _comparing(net, asked, "saliency_ladder")
    found = _answer(
        "saliency_ladder",
        lambda methods, data: parse(LadderProbe, {"of": compare(methods, data), **wanted}),
        chosen=chosen,
        asked=asked,
        repair={BY.key: BY_STAGE} if by == BY_LAYER else {},
    )
    if found is None:
        return
    answer = parse(Ladder, found.results)
    place = int(fields.draw(PLACE)) - 1
    saliency_grid.draw(_scene(answer, place, asked.methods), key="saliency_ladder_grid")
    left = [said.climbed(row) for row in answer.climbed if row.method in asked.methods]
    _bullets(*left)
    st.markdown(f"**All methods of this check, {answer.count} pictures**")
    summary = said.ladder_summary(answer)
    rows = len(answer.climbed)
    charts.draw(drawn.left_option(answer), key="saliency_left", alt=summary, height=drawn.dots_height(rows))
    _bullets(summary, said.what_the_picture_gives(answer), said.other_class(answer), said.like_controls(answer))
    st.caption(said.RULE)
    with st.expander("Every rung in numbers"):
        st.caption("Rank correlation with the trained net's map: all pixels / garment only.")
        st.dataframe(said.ladder_table(answer), hide_index=True)
    st.caption(found.where)


def deletion(net: Net, chosen: Chosen, asked: Asked) -> None:
    """The probability of the named class while pixels go, and come."""
    st.markdown(prose("saliency_deletion"))
    fill = fields.draw(FILL)
    filled = asked._replace(settings=asked.settings.model_copy(update={"baseline": fill}))
    st.caption(OVER.format(NAMED))
    compare = _comparing(net, filled, "saliency_deletion")
    found = _answer(
        "saliency_deletion",
        lambda methods, data: parse(DeletionProbe, {"of": compare(methods, data)}),
        chosen=chosen,
        asked=filled,
    )
    if found is None:
        return
    answer = parse(Deletion, found.results)
    for column, way in zip(st.columns(2), ("deletion", "insertion"), strict=True):
        with column:
            good = "small is good" if way == "deletion" else "large is good"
            st.markdown(f"**{way.capitalize()}** :gray[· probability of the named class, {good}]")
            option = drawn.curves_option(answer, asked.methods, way)
            charts.draw(option, key=f"saliency_{way}", alt=said.curves_alt(answer, asked.methods, way), height=360)
    _bullets(said.deletion_verdict(answer, fill), said.deletion_controls(answer, fill), said.against_chance(answer))
    st.dataframe(said.deletion_table(answer, fill), hide_index=True)
    st.caption(found.where)


def quality(net: Net, chosen: Chosen, asked: Asked) -> None:
    """Infidelity and max-sensitivity."""
    st.markdown(prose("saliency_quality"))
    st.caption(OVER.format(NAMED))
    compare = _comparing(net, asked, "saliency_quality")
    found = _answer(
        "saliency_quality",
        lambda methods, data: parse(QualityProbe, {"of": compare(methods, data)}),
        chosen=chosen,
        asked=asked,
    )
    if found is None:
        return
    answer = parse(Quality, found.results)
    verdict, stillness = rated.verdict(answer), rated.stillness(answer)
    height = drawn.dots_height(len(answer.rated))
    charts.draw(drawn.quality_option(answer), key="saliency_quality_dots", alt=verdict, height=height)
    _bullets(verdict, stillness)
    st.dataframe(rated.table(answer), hide_index=True)
    st.caption(found.where)


def _bullets(*sentences: str) -> None:
    """The sentences that say something, one below the other."""
    st.markdown("\n".join(f"- {sentence}" for sentence in sentences if sentence))


def _comparing(net: Net, asked: Asked, kind: str) -> Callable[[Methods, str], dict[str, Any]]:
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
    asked: Asked,
    repair: Mapping[str, str] = MappingProxyType({}),
) -> Answered | None:
    """The answer, recorded where it is, if need be without some of the methods; None while there is none.

    `repair` sets fields to what makes a refused question legal.
    """
    beyond = [method for method in asked.methods if method not in CHECKED]
    usual = None
    try:
        usual = measured.of_gallery(kind, ask(CHECKED, "fashion-mnist"))
        if usual is not None and not beyond:
            return usual
        here = ask(asked.methods if beyond else CHECKED, chosen.data)
    except ConfigError as error:
        st.error(str(error), icon=":material/rule:")
        if repair:
            fields.change_button(f"Choose {words.listed(repair.values())}", repair, key=f"{kind}_repair")
        return usual
    missing = (
        f"Recorded without {words.listed(map(name_of, beyond))}."
        if usual
        else "This was not recorded with these settings and this net."
    )
    st.info(missing, icon=":material/search_off:")
    return measured.answer(kind, here, key=kind, label="Check it here") or usual


def _settings(settings: Settings, methods: tuple[str, ...], kind: str) -> Settings:
    """What these methods read; taking pixels away and removing patches read the baseline whatever the methods do."""
    read = settings.only(methods)
    return read if kind == "saliency_ladder" else read.model_copy(update={"baseline": settings.baseline})


def _scene(answer: Ladder, place: int, methods: tuple[str, ...]) -> Grid:
    """The maps of one picture, a row a method, from the trained net to the random one, and those that never move."""
    picture = answer.pictures[place]
    rows = [row for row in answer.climbed if row.method in methods]
    title = f"Picture {picture.picture}, {CLASS_NAMES[picture.label]}; every map on its own scale"
    names = f"named {CLASS_NAMES[picture.named]}, {picture.probability:.0%}"
    first = Block(title, (Line("", (picture_cell(picture.seen, names, alt=title),)),))
    still = [
        map_cell(row.maps[place][0], picture.seen, name_of(row.method), alt=name_of(row.method))
        for row in answer.climbed
        if row.method in ("edges", "bright")
    ]
    controls = Block("Edges and bright pixels", (Line("", tuple(still)),), "They never look at the net and never move.")
    alt = f"{title}: maps while weights become random, by {', '.join(name_of(row.method) for row in rows)}"
    return Grid(alt, (first, *(_rungs(answer, row, place=place) for row in rows), controls))


def _rungs(answer: Ladder, row: Climbed, *, place: int) -> Block:
    """One method's maps; what it does stands in the figure above."""
    cells: list[Cell] = []
    names = ("as trained", *said.rungs(answer.parts))
    rungs = (None, *row.rungs)
    for rung, name, found in zip(rungs, names, row.maps[place], strict=True):
        numbers = f"{number(rung.everywhere[place])} · garment {number(rung.garment[place])}" if rung else "itself"
        alt = f"{name_of(row.method)}, {name}: {numbers}"
        cells.append(map_cell(found, answer.pictures[place].seen, f"{name}\n{numbers}", alt=alt))
    return Block(name_of(row.method), (Line("", tuple(cells)),))
