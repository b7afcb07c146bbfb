"""The controls for the nets that a saliency map opens: which one, when in its training, and a second one beside it."""

import streamlit as st

from ui import fields
from ui.fields import Field, Switch
from ui.say import say
from ui.trained_nets import FINAL, MomentChoice, Net, Source, SourceChoice, moment_choice, source_choice, source_of

COMPARE = Switch("sal.compare", default=False)


def all_fields(sources: tuple[Source, ...]) -> tuple[Field, ...]:
    """Every control of `choose`, for `fields.notices`."""
    held = fields.values([_which(place, sources) for place in (0, 1)])
    whens = [_when(place, source_of(held[_which(place, sources).key], sources)) for place in (0, 1)]
    return (_which(0, sources), whens[0], COMPARE, _which(1, sources), whens[1])


def choose(sources: tuple[Source, ...]) -> tuple[Net, ...]:
    """The one or two nets that are compared, whose controls are drawn here."""
    compared = fields.draw(COMPARE)
    with st.grid(2 if compared else 1, min_column_width=260, gap="medium") as grid:
        nets = []
        for place in range(2 if compared else 1):
            with grid.cell():
                nets.append(_choose_one(place, sources))
    if len(set(nets)) < len(nets):
        st.info(say("saliency-same-nets"), icon=":material/info:")
    return tuple(dict.fromkeys(nets))


def about(source: Source, net: Net) -> str:
    """What the net is, in one line."""
    state = "between" if net.accuracy is None else "trained"
    state = "untrained" if net.trained.source.origin == "new" else state
    return say("saliency-net", side=source.config.network.input_size, state=state, accuracy=net.accuracy)


def _choose_one(place: int, sources: tuple[Source, ...]) -> Net:
    source = source_of(fields.draw(_which(place, sources)), sources)
    when = _when(place, source)
    net = source.at(fields.draw(when) if len(source.whens) > 1 else FINAL)
    st.caption(about(source, net))
    return net


def _which(place: int, sources: tuple[Source, ...]) -> SourceChoice:
    key, message = (("sal.net", "trained-net"), ("sal.other", "sal-other"))[place]
    return source_choice(key, sources, default=place, message=message)


def _when(place: int, source: Source) -> MomentChoice:
    return moment_choice(("sal.when", "sal.other_when")[place], source)
