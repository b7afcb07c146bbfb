"""What the page on gradients shows: the nets that are held, at one look and in training, and all recorded nets."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from resnet_core.studies.gradients import corners, findings
from resnet_core.studies.gradients.corners import Corners
from resnet_core.studies.gradients.findings import EVEN, FAR, LEARNING_RATE, TINY, Lengths, Measure, Runs
from resnet_core.studies.gradients.question import COMPARED, GradientsQuestion
from resnet_core.studies.nets import SmallNet
from ui import charts, depth_charts, lesson, small_nets, sum_product, tables, words
from ui.gradients import answers, figures
from ui.gradients.answers import Seen
from ui.lesson import Asked
from ui.predict import Option, Prediction
from ui.prose import prose
from ui.say import say
from ui.sum_product import Course, Sizes

ASKED_OF = SmallNet(depth=56, shortcut="none")
PREDICTION = Prediction("gradients-predict", corners.OUTCOMES, "gradients_guess")


def product_and_sum(guess: Option | None) -> None:
    """Product against sum, and over both what was measured before training once the prediction is made."""
    recorded = [seen.runs for seen in answers.recorded() if not seen.runs.net.zero_init]
    courses = [Course(runs.net.depth, runs.net.plain, runs.net.norm, corners.course_back(runs)) for runs in recorded]
    depths = {net.depth: net.blocks for net in sorted(COMPARED, key=lambda net: net.depth)}
    guessed = str(guess) if guess in corners.OUTCOMES else None
    sum_product.draw("gradients-sketch", Sizes("back", 0.7, depths), courses=courses if guess else [], guess=guessed)


def reply(guess: Option) -> None:
    """How the prediction came out."""
    if found := _corners():
        PREDICTION.reply(guess, found.came, found, net=small_nets.label(ASKED_OF), loss=_loss())


def by_depth(nets: Sequence[Seen], step: int, measure: Measure) -> None:
    """The chosen quantity by depth, a line a net, and what it says."""
    runs = [seen.runs for seen in nets]
    st.markdown(say("gradients-by-depth", measure=measure, step=step))
    charts.draw(
        figures.option(runs, step, measure),
        key="gradients_depth",
        alt=alt(runs, step, measure),
        height=depth_charts.height(len(nets)),
    )
    st.markdown(words.bullets(told(net, step, measure) for net in runs))


def in_training(nets: Sequence[Seen]) -> None:
    """The ratio of first to last block at each look."""
    runs = [seen.runs for seen in nets]
    st.markdown(say("gradients-training-title"))
    stories = [story(net) for net in runs]
    charts.draw(
        figures.ratio_option(runs),
        key="gradients_ratio",
        alt=" ".join(stories),
        height=depth_charts.height(len(nets)),
    )
    st.markdown(words.bullets(stories))


def numbers(nets: Sequence[Seen], step: int) -> None:
    """Every layer of the nets that are held, every recorded net, and how all this is measured."""
    if nets:
        st.markdown(say("gradients-every-layer"))
        tables.show(every_layer([seen.runs for seen in nets], step))
    recorded = answers.recorded()
    if recorded:
        runs = [seen.runs for seen in recorded]
        st.markdown(say("gradients-table-title", step=step))
        tables.draw(table(runs, step))
        st.markdown(words.bullets(verdict(runs, step)))
    st.markdown(prose("gradients_how"))
    for badge in words.data_badges({small_nets.label(seen.runs.net): seen.runs.shown.data for seen in nets}):
        st.markdown(badge)
    st.caption(" ".join([conditions(), *sorted({seen.where for seen in nets})]))


def saw() -> None:
    """What came out, and the answers to what the page asked."""
    found = _corners()
    if found is None:
        return
    runs = [seen.runs for seen in answers.recorded()]
    plain = next(one for one in runs if one.net == ASKED_OF)
    net = small_nets.label(ASKED_OF)
    bare = {"net": small_nets.label(ASKED_OF.model_copy(update={"norm": False}))}
    tiny = findings.tiny(runs, 0)
    asked = [
        Asked("gradients-asked-vanish", found, bare | {"tiny": bool(tiny), "steps": tiny.last_step if tiny else 0}),
        Asked("gradients-asked-norm", found, {"net": net}),
        Asked("gradients-asked-training", values={"told": story(plain)}),
        Asked("gradients-asked-claims", found, {"told": words.bullets(verdict(runs, 0))}),
    ]
    lesson.saw("gradients", *asked, facts=found, net=net)


def _corners() -> Corners | None:
    return corners.corners([seen.runs for seen in answers.recorded()], ASKED_OF.depth)


def _loss() -> float | None:
    """At the last look, of the net without norms whose gradients vanish."""
    bare = ASKED_OF.model_copy(update={"norm": False})
    known = [seen.runs.shown.snapshots[-1].loss for seen in answers.recorded() if seen.runs.net == bare]
    return known[0] if known else None


def conditions() -> str:
    """How all this is measured."""
    question = GradientsQuestion()
    return say("gradients-conditions", batch_size=question.batch_size, lr=question.lr, momentum=question.momentum)


def told(runs: Runs, step: int, measure: Measure) -> str:
    """What the chosen quantity says of one net."""
    named = {"net": small_nets.label(runs.net)}
    if measure == "lengths":
        return _lengths(findings.lengths(runs, step), step, named)
    found = findings.at_step(runs, step)
    if found.state == "lost":
        return say("gradients-lost", **named)
    if measure == "outputs":
        return say("gradients-outputs", found.outputs, even=EVEN, **named) if found.outputs else _missing(named)
    if found.state == "blocked":
        return say("gradients-blocked", found, depth=runs.net.depth, **named)
    if found.weights is None:
        return _missing(named)
    back, moved = found.outputs, found.moved
    return say(
        "gradients-weights",
        found.weights,
        first_is=found.weights.first_is,
        back=back and back.way,
        back_times=back and back.times,
        even=EVEN,
        size=moved and moved.size,
        share=moved and moved.share,
        percent=moved and 100 * moved.share,
        later=moved and moved.later,
        last_step=moved and moved.last_step,
        last_loss=moved and moved.last_loss,
        rate=LEARNING_RATE,
        **named,
    )


def story(runs: Runs) -> str:
    """What one step did to ratio and weights of one net, and where the ratio stands at the last look."""
    return say("gradients-story", findings.story(runs), net=small_nets.label(runs.net), seeds=len(runs.answers))


def alt(nets: Sequence[Runs], step: int, measure: Measure) -> str:
    """The first chart in words."""
    lines = []
    for runs in nets:
        drawn = [value for _, value in findings.points(runs.shown, step, measure) if value]
        first, last = (drawn[0], drawn[-1]) if drawn else (None, None)
        lines.append(say("gradients-alt.net", net=small_nets.label(runs.net), first=first, last=last))
    return " ".join([say("gradients-alt", measure=measure, step=step), *lines])


def verdict(nets: Sequence[Runs], step: int) -> list[str]:
    """What the recorded nets say at one look, by what comes back and by size; then on the deepest at the start."""
    sentences = [census(nets, step)]
    if tiny := findings.tiny(nets, step):
        facts = {"nets": _names(tiny.nets), "stuck": _names(tiny.stuck) or None, "learnt": _names(tiny.learnt) or None}
        limit = {"rate": LEARNING_RATE, "percent": 100 * TINY, "step": step, "last_step": tiny.last_step}
        sentences.append(say("gradients-tiny", **facts, **limit))
    if deepest := findings.deepest_plain(nets):
        plain, twin = small_nets.label(deepest.plain), small_nets.label(deepest.twin)
        sentences.append(say("gradients-deepest-plain", deepest, plain=plain, twin=twin))
    return sentences


def census(nets: Sequence[Runs], step: int) -> str:
    """What comes back through the blocks of which nets, in every run or in some."""
    found = findings.census(nets, step)
    ways = {"explodes": found.explodes, "grows": found.grows, "shrinks": found.shrinks, "vanishes": found.vanishes}
    facts: dict[str, object] = {way: those.state for way, those in ways.items()}
    facts |= {f"{way}_every": _names(those.every) for way, those in ways.items()}
    facts |= {f"{way}_some": _names(those.some) for way, those in ways.items()}
    named = any(those.state != "none" for those in ways.values())
    left_out = _names(found.left_out) or None
    return say("gradients-census", **facts, named=named, left_out=left_out, even=EVEN, far=FAR, step=step)


def table(nets: Sequence[Runs], step: int) -> pd.DataFrame:
    """A row a net: loss and gradients, geometric means over the seeds and from the lowest to the highest."""
    rows = []
    for runs in nets:
        looks = [(run, look) for run in runs.answers if (look := findings.look(run, step))]
        both = [findings.ends(run, look.weights) for run, look in looks]
        columns = {
            "loss": [look.loss for _, look in looks],
            "first": [first for first, _ in both],
            "last": [last for _, last in both],
            "ratio": [findings.ratio(run, step) for run in runs.answers],
            "outputs": [findings.came_back(look) for _, look in looks],
        }
        cells = {say(f"gradients-table.{name}"): mean(values) for name, values in columns.items()}
        net = {say("gradients-table.net"): small_nets.label(runs.net)}
        rows.append(net | cells | {say("gradients-table.runs"): str(len(looks))})
    return pd.DataFrame(rows).set_index(say("gradients-table.net"))


def mean(values: Sequence[float | None]) -> str:
    """The geometric mean, and from the lowest to the highest where there are several; zeros and gaps are named."""
    return say("gradients-mean", findings.mean(values))


def every_layer(nets: Sequence[Runs], step: int) -> pd.DataFrame:
    """A row a layer of each net, projections too, as one seed has it."""
    rows = []
    for runs in nets:
        if (snapshot := findings.look(runs.shown, step)) is None:
            continue
        for layer, weight, length in zip(runs.shown.layers, snapshot.weights, snapshot.lengths, strict=True):
            rows.append(
                {
                    say("gradients-layers.net"): small_nets.label(runs.net),
                    say("gradients-layers.layer"): layer.path,
                    say("gradients-layers.branch"): say(f"gradients-branch.{layer.branch}"),
                    say("gradients-layers.block"): layer.block,
                    say("gradients-layers.gradient"): weight,
                    say("gradients-layers.length"): length,
                }
            )
    return pd.DataFrame(rows).astype({say("gradients-layers.block"): "Int64"} if rows else {})


def _lengths(lengths: Lengths | None, step: int, named: dict[str, str]) -> str:
    if lengths is None:
        return say("gradients-lost", **named)
    return say("gradients-lengths", lengths, step=step, known=None not in (lengths.first, lengths.last), **named)


def _missing(named: dict[str, str]) -> str:
    return say("gradients-missing", **named)


def _names(nets: Sequence[SmallNet]) -> list[str]:
    return [f"*{small_nets.label(net)}*" for net in nets]
