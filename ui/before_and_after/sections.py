"""What the page shows of nets without convolutions: how they train, and what arrives at their other end."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from resnet_core.studies.elsewhere import findings
from resnet_core.studies.elsewhere.findings import Runs, Without
from resnet_core.studies.elsewhere.question import DEPTHS, NORM_PLACES, WARM_UP, ElsewhereQuestion, Kind
from ui import charts, fields, tables, words
from ui.before_and_after import answers, figures
from ui.before_and_after.answers import Four
from ui.before_and_after.controls import KIND, LAYERS, MEASURE
from ui.before_and_after.figures import Guess
from ui.lesson import Asked
from ui.predict import Option, Prediction
from ui.say import say

PREDICTION = Prediction("after-predict", ("same", "worse", "guesses"), key="after_guess")
"""Of the deepest transformer of order `pre`, whose shortcuts are taken away."""
HEIGHT = 360
DEEPEST = DEPTHS[-1]


def asked_about() -> Four:
    """The nets that the prediction is about, at the defaults of the controls."""
    return answers.four("transformer", DEEPEST)


def training() -> None:
    """Draws the training losses beside the controls; those without shortcuts once a prediction is made."""
    guess = PREDICTION.ask(layers=DEEPEST)
    controls, picture = st.columns([2, 5], gap="large")
    with controls:
        kind, layers = fields.draw(KIND), fields.draw(LAYERS)
        nets = answers.four(kind, layers)
        shown = list(nets) if guess else list(nets.with_shortcuts)
        sentences = pairs(nets) if guess else [kept(nets)]
        for sentence in sentences:
            st.markdown(sentence)
    with picture:
        st.markdown(say("after-losses", kind=kind, layers=layers))
        charts.draw(
            figures.loss_option(shown, guess=_drawn(guess, kind, layers)),
            key="after_losses",
            alt=" ".join(sentences),
            height=HEIGHT,
        )
    if guess:
        _reply(guess)


def kept(nets: Four) -> str:
    """Where the nets with shortcuts end, for who has not yet predicted."""
    return say("after-kept", pre=nets.pre.end, post=nets.post.end)


def pairs(nets: Four) -> list[str]:
    """Both orders: what shortcuts do to the final loss."""
    return [
        say("after-pair", findings.beside(whole, bare), norm=norm, without=findings.without(whole, bare))
        for norm in NORM_PLACES
        for whole, bare in [nets.pair(norm)]
    ]


def passing() -> None:
    """Draws what the first batch shows layer by layer before any step, and says what arrives."""
    kind, layers = (fields.values((field,))[field.key] for field in (KIND, LAYERS))
    nets = answers.four(kind, layers)
    told, picture = st.columns([2, 5], gap="large")
    with told:
        st.markdown(words.bullets(arrivals(nets)))
    with picture:
        measure = fields.draw(MEASURE)
        st.markdown(say("after-layers-title", kind=kind, layers=layers, measure=measure))
        charts.draw(
            figures.layer_option(nets, measure), key="after_layers", alt=" ".join(arrivals(nets)), height=HEIGHT
        )


def arrivals(nets: Sequence[Runs]) -> list[str]:
    """What arrives at the other end of each net, a sentence each."""
    return [_arrival(runs) for runs in nets]


def numbers() -> None:
    """Draws the table of all nets of the chosen kind, and how they were trained."""
    kind = fields.values((KIND,))[KIND.key]
    tables.show(table(kind))
    question = ElsewhereQuestion()
    st.caption(
        say(
            "after-recipe",
            lr=question.lr,
            batch=question.batch_size,
            steps=question.steps,
            seeds=len(asked_about().pre.answers),
        )
    )
    st.caption(answers.where(asked_about().pre.net))


def table(kind: Kind) -> pd.DataFrame:
    """A row a net: its final losses, the ends of its gradient, how alike its last layer makes pictures."""
    nets = [runs for layers in DEPTHS for runs in answers.four(kind, layers)]
    nets += [answers.runs_of(runs.net, warm_up=WARM_UP) for runs in nets[-2:] if runs.net.shortcut]
    return pd.DataFrame([_row(runs) for runs in nets if runs.answers])


def asked() -> tuple[Asked, ...]:
    """The questions of the page with what answers them."""
    nets = asked_about()
    whole, bare = nets.pair("pre")
    warm = answers.runs_of(nets.post.net, warm_up=WARM_UP)
    return (
        Asked("after-asked-needed", findings.beside(whole, bare), {"without": findings.without(whole, bare)}),
        Asked("after-asked-gradient", findings.passage(bare), {"kept": findings.passage(whole).last_cosine}),
        Asked(
            "after-asked-order",
            findings.beside(nets.pre, nets.post),
            {"warm": warm.end, "warmth": findings.beside(warm, nets.post).standing, "steps": WARM_UP},
        ),
    )


def facts() -> dict[str, object]:
    """What the last words of the page are filled with."""
    nets, small = asked_about(), answers.four("mlp", DEEPEST)
    return {
        "transformer": findings.without(*nets.pair("pre")),
        "perceptron": findings.without(*small.pair("pre")),
        "layers": DEEPEST,
    }


def _reply(guess: Option) -> None:
    whole, bare = asked_about().pair("pre")
    came, course = findings.without(whole, bare), findings.passage(bare).course
    PREDICTION.reply(guess, came, findings.beside(whole, bare), without=came, course=course)


def _arrival(runs: Runs) -> str:
    """Means alone; the table has the ranges."""
    found = findings.passage(runs)
    first, last = (cosine and cosine.mean for cosine in (found.first_cosine, found.last_cosine))
    return say("after-passage", found, name=figures.label(runs.net), first_cosine=first, last_cosine=last)


def _drawn(guess: Option | None, kind: Kind, layers: int) -> Guess | None:
    """The prediction as the chart draws it, where the chart shows what it was about."""
    end = asked_about().pre.end
    if guess not in PREDICTION.options or end is None or (kind, layers) != (KIND.default, DEEPEST):
        return None
    predicted: Without = guess  # type: ignore[assignment]  # one of the options
    return Guess(predicted, end.mean)


def _row(runs: Runs) -> dict[str, object]:
    net, end, passage = runs.net, runs.end, findings.passage(runs)
    cells = {
        "layers": net.layers,
        "name": figures.label(net),
        "warm": runs.warm_up,
        "loss": end and round(end.mean, 3),
        "lowest": end and round(end.low, 3),
        "highest": end and round(end.high, 3),
        "times": passage.times and float(f"{passage.times:.3g}"),
        "cosine": passage.last_cosine and round(passage.last_cosine.mean, 3),
        "params": net.params,
    }
    return {say(f"after-table.{column}"): cell for column, cell in cells.items()}
