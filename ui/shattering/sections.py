"""What the page on shattered gradients shows: nets of one number beside two noises, and convolutional nets."""

from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from resnet_core.studies.shattering import findings
from resnet_core.studies.shattering.findings import UNRELATED
from resnet_core.studies.shattering.question import LineQuestion
from ui import answers, charts, depth_charts, fields, lesson, small_nets, tables, words
from ui.lesson import Asked
from ui.prose import prose
from ui.say import say
from ui.section import Held, slot
from ui.shattering import answers as shattered
from ui.shattering import figures
from ui.shattering.answers import ByDepth, Family, OnLine, Seen
from ui.shattering.controls import (
    ANSWERS,
    BETA,
    CARDS,
    DEPTH,
    EPS,
    NORM,
    PREDICTION,
    SEED,
    line_questions,
)


def on_a_line() -> None:
    """The paper's figure, behind a prediction: nets of one number beside two noises."""
    section = answers.section("shattering_line", (DEPTH, BETA, NORM), line_questions)
    pictures, side = st.columns([3, 2], gap="large")
    with side:
        guess = PREDICTION.ask(depth=DEPTH.default)
        if guess:
            PREDICTION.reply(guess, *_plain_at_first())
        slots = {field.key: slot(field) for field in (DEPTH, NORM)}
    with lesson.more(), st.container(horizontal=True, vertical_alignment="top"):
        for field in (BETA, SEED):
            with st.container(width=225):
                slots[field.key] = slot(field)
    held = section.mark({field.key: slots[field.key] for field in section.fields})
    with pictures:
        shattered.on_lines(line_questions(held))
        shown = section.settled(held)
        nets = shattered.on_lines(line_questions(shown)) if shown else []
        _gradients([*shattered.noises(), *nets], fields.values((SEED,))[SEED.key], hidden=not guess)
    if guess:
        _lines(nets, shown or held)


def saw() -> None:
    """Draws what came out, and the answers to what the page asked."""
    plain, small, large = (
        findings.course([(depth, net.line) for depth, net in nets]) for nets in shattered.lines_by_depth(norm=True)
    )
    zero = shattered.families()[-1]
    zeroed = findings.family([(seen.net.depth, seen.answer) for seen in zero.seen], float(EPS.default))
    lesson.saw(
        "shattering",
        Asked("shattering-asked-depth", plain),
        Asked("shattering-asked-beta", values={"small": small.last, "large": large.last, "depth": large.last_depth}),
        Asked("shattering-asked-bare", _bare()),
        Asked("shattering-asked-zero", zeroed),
        Asked("shattering-asked-cause"),
        facts=plain,
        residual=small.last,
    )


def by_depth(eps: float) -> None:
    """The recorded convolutional nets at every depth."""
    families = [family for family in shattered.families() if family.seen]
    sentences = [of_family(family, eps) for family in families]
    option = figures.depth_option(families, eps)
    _chart(say("shattering-by-depth"), option, key="shattering_depth", sentences=sentences)
    st.caption(_places(seen.where for family in families for seen in family.seen))


def own_nets(eps: float) -> None:
    """Nets of the learner's choice, at every amount of noise."""
    with st.expander(say("shattering-own-title"), icon=":material/tune:"):
        _of_cards(eps)


def _of_cards(eps: float) -> None:
    """The controls of each net, and what is known of it."""
    st.markdown(prose("shattering_own"))
    section = CARDS.section(ANSWERS)
    picture, controls = st.columns([5, 3], gap="large")
    with controls:
        CARDS.draw(ANSWERS)
    held = fields.values(CARDS.fields)
    with picture:
        shattered.of_nets(CARDS.nets(held))
        if shown := section.settled(held):
            _own(shattered.of_nets(CARDS.nets(shown)), eps)


def on_line(nets: Sequence[OnLine]) -> list[str]:
    """A sentence for what is compared, and one a net."""
    white, brown = (findings.spread_of(noise.line.lags[0]) for noise in shattered.noises())
    return [say("shattering-noises", seeds=LineQuestion().seeds, white=white, brown=brown), *map(lag_one, nets)]


def lag_one(net: OnLine) -> str:
    """How like itself the gradient is one point of the grid further on, and like which noise that is."""
    lag = findings.spread_of(net.line.lags[0])
    return say("shattering-lag", net=net.name, lag=lag, likeness=findings.likeness(net.line))


def line_by_depth(nets: ByDepth) -> str:
    """Where the gradient of a kind of net begins and ends, and from which depth it is white noise."""
    course = findings.course([(depth, net.line) for depth, net in nets])
    return say("shattering-course", course, net=nets[0][1].name)


def of_family(family: Family, eps: float) -> str:
    """How a family of convolutional nets changes with depth."""
    found = findings.family([(seen.net.depth, seen.answer) for seen in family.seen], eps)
    return say("shattering-family", found, net=family.name, unrelated=UNRELATED)


def _table(nets: Sequence[Seen]) -> None:
    """Draws the cosines of these nets in rows."""
    tables.show(table(nets))


def table(nets: Sequence[Seen]) -> pd.DataFrame:
    """A row a net and amount of noise: the mean over the seeds, their range, and where four in five pictures lie."""
    rows = []
    for seen in nets:
        for nearby in seen.answer.nearby:
            cosine = findings.cosine(nearby)
            cells = {
                "net": small_nets.label(seen.net),
                "noise": nearby.eps,
                "mean": round(cosine.mean, 3),
                "lowest": round(cosine.low, 3),
                "highest": round(cosine.high, 3),
                "from": round(nearby.low, 3),
                "to": round(nearby.high, 3),
                "seeds": len(nearby.cosines),
            }
            rows.append({say(f"shattering-table.{column}"): cell for column, cell in cells.items()})
    return pd.DataFrame(rows)


def _plain_at_first() -> tuple[findings.Likeness, OnLine]:
    """Which noise the plain net of the first setting is like, and the net."""
    net = dict(shattered.lines_by_depth(norm=NORM.default)[0])[int(DEPTH.default)]
    return findings.likeness(net.line), net


def _bare() -> findings.WithoutNorms | None:
    """What taking batch norm away does to the plain net; None where it was not recorded."""
    normed, bare = (
        [(depth, net.line) for depth, net in shattered.lines_by_depth(norm=norm)[0]] for norm in (True, False)
    )
    return findings.without_norms(normed, bare) if normed and bare else None


def _lines(nets: Sequence[OnLine], held: Held) -> None:
    """How like themselves the gradients are further on, and at every depth."""
    by_lag, by_depth = st.columns(2, gap="medium")
    with by_lag:
        title = say("shattering-lags", depth=held[DEPTH.key])
        option = figures.lag_option([*nets, *shattered.noises()])
        _chart(title, option, key="shattering_lags", sentences=on_line(nets))
    with by_depth:
        recorded = [lines for lines in shattered.lines_by_depth(norm=held[NORM.key]) if lines]
        option, sentences = figures.line_depth_option(recorded), [line_by_depth(lines) for lines in recorded]
        _chart(say("shattering-line-depth"), option, key="shattering_line_depth", sentences=sentences)
    if bare := _bare():
        st.markdown(say("shattering-without-norms", bare))
    st.caption(_places(net.where for net in nets))


def _chart(title: str, option: charts.Option, *, key: str, sentences: Sequence[str]) -> None:
    """A chart under its title, over what it says."""
    st.markdown(title)
    charts.draw(option, key=key, alt=" ".join(sentences), height=380)
    st.markdown(words.bullets(sentences))


def _gradients(nets: Sequence[OnLine], seed: int, *, hidden: bool) -> None:
    """Every gradient over the grid, each in a picture of its own; those of nets are empty while they are `hidden`."""
    with st.grid(2, min_column_width=250, gap="small") as grid:
        for number, net in enumerate(nets):
            with grid.cell():
                st.markdown(say("shattering-line.heading", kind=net.kind, beta=net.beta))
                is_hidden = hidden and net.kind in ("plain", "residual")
                lag = None if is_hidden else net.line.lags[0].mean
                charts.draw(
                    figures.gradient_option(net, seed, is_hidden=is_hidden),
                    key=f"shattering_gradient_{number}",
                    alt=say("shattering-line.alt", kind=net.kind, beta=net.beta, lag=lag),
                    height=150,
                )


def _own(nets: Sequence[Seen], eps: float) -> None:
    """The cosine of these nets by the amount of noise, and what it says."""
    sentences = [
        say("shattering-net", net=small_nets.label(seen.net), cosine=findings.cosine(findings.at(seen.answer, eps)))
        for seen in nets
    ]
    st.markdown(say("shattering-by-noise"))
    charts.draw(
        figures.noise_option(nets),
        key="shattering_noise",
        alt=" ".join(sentences),
        height=depth_charts.height(len(nets)),
    )
    st.markdown(f"{say('shattering-with-noise', eps=eps)}\n\n{words.bullets(sentences)}")
    lesson.numbers(_table, nets)
    for data in dict.fromkeys(seen.answer.data for seen in nets):
        st.markdown(words.data_badge(data))
    st.caption(_places(seen.where for seen in nets))


def _places(wheres: Iterable[str]) -> str:
    """Where all this was measured, each place once."""
    return " ".join(dict.fromkeys(wheres))
