"""What the landscape page shows: both grounds, and what their numbers say."""

import streamlit as st

from resnet_core.config import parse
from resnet_core.studies.landscape import findings
from resnet_core.studies.landscape.findings import Walks
from resnet_core.studies.landscape.question import Landscape, Norms
from ui import answers, charts, lesson, projector, tables, words
from ui.answers import Answer
from ui.landscape import figures
from ui.landscape.controls import DEPTH, FIELDS, NORMS, PREDICTION, Walk, walk
from ui.landscape.sentences import Speaker, alt, alt_of_both, conditions, thresholds
from ui.lesson import Asked
from ui.say import say
from ui.section import slot

PICTURE_HEIGHT, LINES_HEIGHT = 340, 380
TWINS = ("residual", "plain")
MODES: tuple[Norms, Norms] = ("running", "batch")


def show() -> None:
    """Draws the two main controls, the walk that they ask for beside a prediction, and everything else folded."""
    section = answers.section("landscape", FIELDS, lambda held: (walk(held).question(),))
    first = st.container(horizontal=True, gap="large")
    picture = st.container()
    slots = {}
    with first:
        for field in (DEPTH, NORMS):
            with st.container(width="content"):
                slots[field.key] = slot(field)
    with lesson.more():
        slots = section.rest(slots)
    held = section.mark(slots)
    with picture:
        answers.answer("landscape", walk(held).question(), key="landscape", label=say("landscape-measure"))
        if settled := section.settled(held):
            chosen = walk(settled)
            if answer := answers.known("landscape", chosen.question()):
                _show(chosen, answer)


def saw() -> None:
    """Draws what came out, and the answers to what the page asked."""
    first = _first()
    usual, batch, shallow = (
        _recorded(chosen) for chosen in (first, first._replace(norms="batch"), first._replace(depth=20, norms="batch"))
    )
    lesson.saw(
        "landscape",
        Asked("landscape-asked-rough", values={"verdict": Speaker(usual).verdict()}),
        Asked("landscape-asked-batch", values={"modes": Speaker(usual).modes(findings.modes(_both(first)))}),
        Asked("landscape-asked-convex"),
        Asked("landscape-asked-shallow", values={"verdict": Speaker(shallow).verdict()}),
        Asked("landscape-asked-limits"),
        facts=findings.turns(usual),
        batch=findings.roughness(batch).case,
    )


def _first() -> Walk:
    """The walk that the page opens with."""
    return walk({field.key: field.default for field in FIELDS})


def _recorded(chosen: Walk) -> Walks:
    """The recorded walks with every seed."""
    return Walks(chosen.depth, _others(chosen._replace(seed=-1)))


def _both(chosen: Walk) -> dict[Norms, Walks]:
    """The recorded walks of one seed with either kind of statistics."""
    return {norms: Walks(chosen.depth, _recorded(chosen._replace(norms=norms)).landscapes[:1]) for norms in MODES}


def _show(chosen: Walk, answer: Answer) -> None:
    shown = parse(Landscape, answer.results)
    walks = Walks(chosen.depth, (shown, *_others(chosen)))
    speaker = Speaker(walks)
    guess = PREDICTION.locked()
    if chosen.kind == "plane":
        _surfaces(walks)
    elif guess:
        _line(walks)
    else:
        PREDICTION.ask()
    if not guess:
        return
    rougher = findings.roughness(_recorded(_first()))
    PREDICTION.reply(guess, rougher.net if rougher.case == "rougher" else "alike")
    st.markdown(speaker.verdict())
    if chosen.kind == "plane":
        _maps(walks)
    lesson.numbers(_numbers, chosen, walks, answer.where)


def _numbers(chosen: Walk, walks: Walks, where: str) -> None:
    """Draws the details of both grounds, their rings as a table, and how they were measured."""
    question, speaker = chosen.question(), Speaker(walks)
    st.markdown(words.bullets((speaker.centres(question.images), *speaker.details(), *_modes(chosen, walks))))
    tables.draw(figures.ring_table(walks))
    st.markdown(words.data_badge(walks.landscapes[0].data))
    st.caption(f"{conditions(question)} {where} {thresholds()}")


def _others(chosen: Walk) -> tuple[Landscape, ...]:
    """The recorded walks with other seeds."""
    recorded = [answers.of_gallery("landscape", chosen.question(seed=seed)) for seed in chosen.other_seeds]
    return tuple(parse(Landscape, answer.results) for answer in recorded if answer is not None)


def _modes(chosen: Walk, walks: Walks) -> tuple[str, ...]:
    """What the other statistics change, where those are recorded."""
    other: Norms = "batch" if chosen.norms == "running" else "running"
    twin = answers.of_gallery("landscape", chosen.question(norms=other))
    if twin is None:
        return ()
    both = {chosen.norms: walks, other: Walks(chosen.depth, (parse(Landscape, twin.results),))}
    return (Speaker(walks).modes(findings.modes(both)),)


def _surfaces(walks: Walks) -> None:
    """The surface around either net; the plain one's place has the question until it is predicted."""
    above = st.container()
    residual, plain = st.columns(2)
    with residual:
        _surface(walks, 0)
    with plain if PREDICTION.locked() is None else above:
        guess = PREDICTION.ask()
    with plain:
        if guess:
            _surface(walks, 1)
    st.caption(say("landscape-scale", **figures.SCALE))


def _surface(walks: Walks, place: int) -> None:
    name, net = figures.names(walks)[place], walks.shown[place]
    st.markdown(say("landscape-net", net=name))
    surface = figures.surface(walks.landscapes[0], net)
    surface.update_layout(font_size=projector.TEXT if projector.is_on() else projector.USUAL_TEXT)
    st.plotly_chart(
        surface,
        height=projector.scaled(PICTURE_HEIGHT),
        key=f"landscape_surface_{TWINS[place]}",
        config={"displaylogo": False, "scrollZoom": False},
        alt=alt(name, net),
    )


def _maps(walks: Walks) -> None:
    """The maps of both grounds, side by side on a laptop, and the mean by distance."""
    names = figures.names(walks)
    for column, twin, name, net in zip(st.columns(2), TWINS, names, walks.shown, strict=True):
        with column:
            st.markdown(say("landscape-net", net=name))
            charts.draw(
                figures.map_option(walks.landscapes[0], net),
                key=f"landscape_map_{twin}",
                alt=say("landscape-alt-map", ground=alt(name, net)),
                height=figures.MAP_HEIGHT,
            )
    st.markdown(say("landscape-profile"))
    charts.draw(figures.profile_option(walks), key="landscape_profile", alt=alt_of_both(walks))


def _line(walks: Walks) -> None:
    """The loss along one direction for both twins, the other seeds faint behind."""
    charts.draw(figures.lines_option(walks), key="landscape_lines", alt=alt_of_both(walks), height=LINES_HEIGHT)
    st.caption(say("landscape-strong", others=len(walks.landscapes) - 1, **figures.SCALE))
