"""What a saliency map is asked for: which nets, which pictures, and the class whose evidence is looked for."""

from collections.abc import Callable
from functools import cache, partial
from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from resnet_core.config import DataName, parse
from resnet_core.studies.pictures import spell
from resnet_core.studies.predictions.question import Predictions, PredictionsQuestion, affordable
from ui import answers, fields, trained_nets
from ui.fields import Choice
from ui.picture_set import PictureSet, test_pictures
from ui.pixels import Pixels
from ui.saliency import nets as saliency_nets
from ui.saliency import pictures as saliency_pictures
from ui.saliency import target as saliency_target
from ui.saliency import upload as saliency_upload
from ui.saliency.filters import DEFAULT as DEFAULT_PICTURES
from ui.saliency.filters import MOST_CHOSEN as MOST_PICTURES
from ui.saliency.pictures import Album
from ui.saliency.target import Said, Target
from ui.say import say
from ui.trained_nets import Net
from ui.words import class_name

__all__ = ["DEFAULT_PICTURES", "MOST_PICTURES", "Chosen", "choose"]

TEST, OWN = "test", "own"
Ask = Callable[[], Predictions | None]
FROM = Choice("sal.from", (TEST, OWN), TEST)


class Chosen(NamedTuple):
    """One question, or one a net where two are compared."""

    nets: tuple[Net, ...]
    """One or two; `net.trained` is a `TrainedNet`, `net.label` its name on the page."""
    pictures: tuple[int, ...]
    """Numbers in the test set, at most `MOST_PICTURES`; empty where the learner's own picture is asked for."""
    own: Pixels | None
    """The learner's own picture `(28, 28)`; `questions.pictures.spell` makes it fit into a question."""
    data: DataName
    """Which test set the numbers belong to: drawn sketches where Fashion-MNIST is not at hand."""
    target: Target


def choose(more: DeltaGenerator) -> Chosen | None:
    """What the controls say, which are drawn here and, for the class, in `more`; None until there is a picture."""
    sources, pictures = trained_nets.sources(), test_pictures()
    fields.notices((*saliency_nets.all_fields(sources), FROM, *saliency_pictures.FIELDS, *saliency_target.all_fields()))
    with st.container(border=True):
        nets = saliency_nets.choose(sources)
    seen = cache(partial(_predictions, nets[0], pictures.data))  # asked when first needed, shown where that is
    with st.container(border=True):
        if fields.draw(FROM) == OWN:
            chosen: tuple[int, ...] = ()
            own = saliency_upload.choose(nets[0].trained.network.input_size)
        else:
            chosen, own = _test_pictures(pictures, nets[0].label, seen), None
    if not chosen and own is None:
        st.info(say("saliency-no-file"), icon=":material/upload:")
        return None
    with more:
        said = partial(_of_test, chosen, seen, pictures) if own is None else partial(_of_own, nets[0], own)
        target = saliency_target.choose(said, own=own is not None)
    return Chosen(nets, chosen, own, pictures.data, target)


def _test_pictures(pictures: PictureSet, net: str, seen: Ask) -> tuple[int, ...]:
    if pictures.data == "sketches":
        st.caption(say("saliency-sketches"))
    chosen = saliency_pictures.numbers(pictures)
    if fields.draw(saliency_pictures.BROWSE):
        saliency_pictures.browse(Album(pictures, net, seen()), chosen)
    return chosen


def _predictions(net: Net, data: DataName) -> Predictions | None:
    """What the net says about the test pictures; None until a worker has answered."""
    question = PredictionsQuestion(net=net.trained, data=data, pictures=affordable(net.trained.network))
    found = answers.answer("predictions", question, key="sal_predictions")
    return None if found is None else parse(Predictions, found.results)


def _of_test(chosen: tuple[int, ...], seen: Ask, pictures: PictureSet) -> tuple[Said, ...]:
    """The net's probabilities for those of the chosen pictures that it was asked about."""
    answer = seen()
    if answer is None:
        return ()
    return tuple(
        Said(str(number), class_name(int(pictures.labels[number])), answer.shares[number])
        for number in chosen
        if number < len(answer.shares)
    )


def _of_own(net: Net, own: Pixels) -> tuple[Said, ...]:
    question = PredictionsQuestion(net=net.trained, own=spell(own))
    found = answers.answer("predictions", question, key="sal_own_predictions")
    if found is None:
        return ()
    return (Said(say("saliency-own"), "", parse(Predictions, found.results).shares[0]),)
