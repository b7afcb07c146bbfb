"""What the page on the signal shows of the nets that are held: two charts, what they say, and the numbers."""

from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from resnet_core.studies.gradients import corners
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.signal import findings
from resnet_core.studies.signal.findings import LEVEL, Apart, Measure, Runs
from ui import charts, depth_charts, glossary, lesson, small_nets, sum_product, tables, words
from ui.gradients import answers as gradient_answers
from ui.lesson import Asked
from ui.predict import Option, Prediction
from ui.prose import prose
from ui.say import say
from ui.signal import answers, figures
from ui.signal.answers import Seen
from ui.sum_product import Course, Sizes

PLAIN, RESIDUAL = SmallNet(depth=56, shortcut="none"), SmallNet(depth=56)
CORNERS = tuple(one.model_copy(update={"norm": norm}) for one in (PLAIN, RESIDUAL) for norm in (True, False))
"""With shortcuts or without, with norms or without."""
PREDICTION = Prediction("signal-predict", findings.FURTHER, "signal_guess")


def before() -> None:
    """What the page on gradients has found, from which this one goes on."""
    if found := corners.corners([seen.runs for seen in gradient_answers.recorded()], PLAIN.depth):
        st.markdown(glossary.linked(say("signal-before", found, net=small_nets.label(PLAIN))))


def product_and_sum() -> None:
    """Product against sum, and over both the measured variance before training."""
    known = [runs for net in CORNERS if (runs := answers.recorded(net))]
    courses = [Course(runs.net.depth, runs.net.plain, runs.net.norm, findings.course(runs)) for runs in known]
    sum_product.draw("signal-sketch", Sizes("forth", 0.6, {PLAIN.depth: PLAIN.blocks}), courses=courses)


def ask() -> Option | None:
    """What was predicted of the likeness of two pictures."""
    return PREDICTION.ask(plain=small_nets.label(PLAIN), residual=small_nets.label(RESIDUAL))


def reply(guess: Option) -> None:
    """How alike pictures become in both nets, with the prediction in the chart."""
    nets = [runs for net in (PLAIN, RESIDUAL) if (runs := answers.recorded(net))]
    found = findings.pair(*nets) if len(nets) == 2 else None
    if found is None:
        return
    text = say("signal-pair", found, **_pair_names())
    places = {"plain": 0, "residual": 1}
    st.markdown(say("signal-pair.heading"))
    charts.draw(figures.pair_option(nets, places.get(str(guess))), key="signal_pair", alt=text, height=260)
    st.markdown(text)
    PREDICTION.reply(guess, found.further, found)


def by_depth(nets: Sequence[Seen], measure: Measure, *, log: bool) -> None:
    """The measure after every block, and what it says."""
    sentences = [told(seen.runs, measure) for seen in nets]
    st.markdown(say("signal-by-depth", measure=measure, log=log))
    charts.draw(
        figures.option([seen.runs for seen in nets], measure, log=log),
        key="signal_depth",
        alt=" ".join(sentences),
        height=depth_charts.height(len(nets)),
    )
    st.markdown(words.bullets(sentences))


def likeness(nets: Sequence[Seen]) -> None:
    """How alike different inputs are after every block."""
    runs = [seen.runs for seen in nets]
    sentences = [say("signal-likeness", findings.likeness(net), **_named(net)) for net in runs]
    st.markdown(say("signal-likeness-title"))
    charts.draw(
        figures.likeness_option(runs),
        key="signal_likeness",
        alt=" ".join(sentences),
        height=depth_charts.height(len(nets)),
    )
    st.markdown(words.bullets([*sentences, *map(compared, findings.apart(runs))]))


def numbers(nets: Sequence[Seen]) -> None:
    """Every place of every net, and how all this is measured."""
    tables.show(table(nets))
    st.markdown(prose("signal_how"))
    pictures = {seen.name: seen.runs.shown.source for seen in nets if seen.runs.shown.source != "noise"}
    for badge in words.data_badges(pictures):
        st.markdown(badge)
    st.caption(" ".join(sorted({seen.where for seen in nets})))


def saw() -> None:
    """What came out, and the answers to what the page asked."""
    known = {net: runs for net in CORNERS if (runs := answers.recorded(net))}
    found = findings.pair(known[PLAIN], known[RESIDUAL]) if {PLAIN, RESIDUAL} <= known.keys() else None
    if found is None:
        return
    variances = {f"{kind}_course": findings.variance(known[net]).course for kind, net in _pair().items()}
    asked = [
        Asked("signal-asked-steady", values={"told": words.bullets(told(runs, "variance") for runs in known.values())}),
        Asked("signal-asked-apart", found, _pair_names() | {"told": words.bullets(_apart(known.values()))}),
        Asked("signal-asked-share", findings.share(known[RESIDUAL]), {"net": small_nets.label(RESIDUAL)}),
    ]
    if (trained := answers.recorded_trained("residual56")) and (last := findings.likeness(trained).last):
        asked.append(Asked("signal-asked-training", found, {"net": small_nets.label(RESIDUAL), "after": last}))
    bare = PLAIN.model_copy(update={"norm": False})
    faded = findings.likeness(known[bare]).last if bare in known else None
    lesson.saw("signal", *asked, facts=found, bare=faded, **variances, **_pair_names())


def _pair() -> dict[str, SmallNet]:
    return {"plain": PLAIN, "residual": RESIDUAL}


def _pair_names() -> dict[str, object]:
    return {f"{kind}_net": small_nets.label(net) for kind, net in _pair().items()}


def _apart(nets: Iterable[Runs]) -> list[str]:
    return [compared(each) for each in findings.apart(nets)]


def told(runs: Runs, measure: Measure) -> str:
    """What the measure that is drawn says of one net."""
    match measure:
        case "variance":
            return say("signal-variance", findings.variance(runs), within=LEVEL, **_named(runs))
        case "squared_mean":
            return say("signal-squared-mean", findings.squared_mean(runs), **_named(runs))
        case "share":
            return say("signal-share", findings.share(runs), **_named(runs))


def compared(apart: Apart) -> str:
    """In which of several nets inputs stay apart."""
    level, other = apart.against or (None, None)
    return say(
        "signal-apart",
        nets=[f"*{_name(runs)}*" for runs in apart.nets],
        furthest=_name(apart.furthest.runs),
        furthest_course=apart.furthest.course,
        furthest_cosine=apart.furthest.cosine,
        alike=_name(apart.most_alike.runs),
        alike_course=apart.most_alike.course,
        alike_cosine=apart.most_alike.cosine,
        verdict=apart.level,
        level=level and _name(level),
        other=other and _name(other),
    )


def table(nets: Sequence[Seen]) -> pd.DataFrame:
    """A row a place of each net, as one seed has it."""
    rows = [
        {
            say("signal-table.net"): seen.name,
            say("signal-table.place"): place.path,
            say("signal-table.variance"): place.variance,
            say("signal-table.squared-mean"): place.squared_mean,
            say("signal-table.cosine"): place.cosine,
            say("signal-table.main"): place.main_variance,
            say("signal-table.shortcut"): place.shortcut_variance,
        }
        for seen in nets
        for place in seen.runs.shown.places
    ]
    return pd.DataFrame(rows)


def _named(runs: Runs) -> dict[str, object]:
    return {"net": _name(runs), "seeds": len(runs.answers)}


def _name(runs: Runs) -> str:
    return small_nets.label(runs.net, trained=runs.trained)
