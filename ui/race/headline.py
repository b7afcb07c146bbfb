"""The question of the page: predicted, the recorded race replayed, and what a longer training says to it."""

from collections.abc import Mapping

import streamlit as st

from resnet_core.studies.race import comparisons, findings
from resnet_core.studies.race.comparisons import Pair
from resnet_core.studies.race.question import LAST_STEPS, MAP_DEPTHS, SEEDS, RaceQuestion
from ui import glossary, tables
from ui.predict import JUST_SHOW, Prediction
from ui.prose import prose
from ui.race import cells, phrases, replay
from ui.race import runs as races
from ui.race.phrases import ended
from ui.race.replay import DEEP, SHALLOW, Raced
from ui.say import say

PREDICTION = Prediction("race-predict", ("lower", "level", "higher"), "race_predict")


def pairs() -> dict[int, Pair]:
    """The recorded twins under the recipe of the map, by depth; none where not every depth was recorded."""
    recorded = {pair[0].net.depth: pair for pair in cells.twins(cells.cells(races.of_gallery("race")))}
    return recorded if recorded.keys() >= {*MAP_DEPTHS} else {}


def show(recorded: Mapping[int, Pair]) -> None:
    """Draws the race, and beside it the prediction, then what came out."""
    figure, words = st.columns([5, 3], gap="large")
    with words:
        guess = PREDICTION.ask(shallow=SHALLOW, deep=DEEP, more=DEEP - SHALLOW)
        if guess:
            _answer(recorded, str(guess))
    with figure:
        _race(recorded, str(guess) if guess else None)


def _race(recorded: Mapping[int, Pair], guess: str | None) -> None:
    """The replay; once the learner has predicted, at any depth of the map."""
    shallow, asked = recorded[SHALLOW], None if guess == JUST_SHOW else guess
    races = [Raced(recorded[depth], reading(shallow, recorded[depth])) for depth in MAP_DEPTHS]
    alone = Raced(shallow[:1], say("race-replay-reading.before", shallow=SHALLOW))
    shown = races if guess else [alone]
    replay.draw(shown, steps=_recipe().steps, band=shallow[0].losses, guess=asked, shown=guess is not None)


def reading(shallow: Pair, deep: Pair) -> str:
    """Where both pairs ended, and what more layers did to each family."""
    return say(
        "race-replay-reading",
        shallow=shallow[0].net.depth,
        deep=deep[0].net.depth,
        same=shallow[0].net == deep[0].net,
        plain=findings.standing(deep[0], shallow[0]),
        residual=findings.standing(deep[1], shallow[1]),
        winner=findings.winner(*deep),
        plain_deep=ended(deep[0].ends),
        plain_shallow=ended(shallow[0].ends),
        residual_deep=ended(deep[1].ends),
        residual_shallow=ended(shallow[1].ends),
    )


def _answer(recorded: Mapping[int, Pair], guess: str) -> None:
    """The finding in a sentence, the reply to the guess, and the same nets after a whole training."""
    told = facts(recorded)
    st.markdown(glossary.linked(say("race-headline", **told)))
    PREDICTION.reply(guess, str(told["standing"]), expected=guess, **told)
    if said := longer(recorded):
        st.markdown(said)


def facts(recorded: Mapping[int, Pair]) -> dict[str, object]:
    """Whether the plain network degrades and the residual one does not: the values of `race-headline`."""
    (plain, residual), (deep_plain, deep_residual) = recorded[SHALLOW], recorded[DEEP]
    return {
        "standing": findings.standing(deep_plain, plain),
        "residual": findings.standing(deep_residual, residual),
        "runs": len(deep_plain.runners),
        "shallow": SHALLOW,
        "deep": DEEP,
    }


def longer(recorded: Mapping[int, Pair]) -> str:
    """The test accuracies of the four nets after a longer training, as a table; empty where one was not trained."""
    nets = [comparisons.trained(group.net) for depth in (SHALLOW, DEEP) for group in recorded[depth]]
    trained = [net for net in nets if net is not None]
    if len(trained) < len(nets):
        return ""
    plain, residual, deep_plain, deep_residual = (net.accuracy for net in trained)
    return say(
        "race-epochs",
        epochs=trained[0].epochs,
        shallow=SHALLOW,
        deep=DEEP,
        plain=plain,
        residual=residual,
        deep_plain=deep_plain,
        deep_residual=deep_residual,
    )


def numbers(recorded: Mapping[int, Pair]) -> None:
    """Draws the race as a table, with its recipe, its seeds and where it was run."""
    tables.draw(phrases.table([group for pair in recorded.values() for group in pair]))
    st.markdown(say("race-replay-reading.how", recipe=phrases.recipe(_recipe(), seeds=len(SEEDS)), last=LAST_STEPS))
    st.markdown(prose("plain_vs_residual_test"))
    st.caption(races.where("race"))


def _recipe() -> RaceQuestion:
    return RaceQuestion(nets=(cells.PLAIN,))
