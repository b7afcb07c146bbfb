"""The controls for the nets that a saliency map opens: which one, when in its training, and a second one beside it."""

import streamlit as st

from ui import fields
from ui.fields import Choice, Field, Switch
from ui.trained_nets import FINAL, Net, Source

COMPARE = Switch("sal.compare", "A second net beside it", default=False, help="The same pictures, the same method.")


def all_fields(found: tuple[Source, ...]) -> tuple[Field, ...]:
    """Every control of `choose`, for `fields.notices`."""
    held = fields.values([_which(place, found) for place in (0, 1)])
    whens = [_when(place, _source(held[_which(place, found).key], found)) for place in (0, 1)]
    return (_which(0, found), whens[0], COMPARE, _which(1, found), whens[1])


def choose(found: tuple[Source, ...]) -> tuple[Net, ...]:
    """The one or two nets that are compared, whose controls are drawn here."""
    compared = fields.draw(COMPARE)
    with st.grid(2 if compared else 1, min_column_width=260, gap="medium") as grid:
        nets = []
        for place in range(2 if compared else 1):
            with grid.cell():
                nets.append(_choose_one(place, found))
    if len(set(nets)) < len(nets):
        st.info("Both nets are the same one; choose another net, or another moment.", icon=":material/info:")
    return tuple(dict.fromkeys(nets))


def _choose_one(place: int, found: tuple[Source, ...]) -> Net:
    source = _source(fields.draw(_which(place, found)), found)
    when = _when(place, source)
    net = source.at(fields.draw(when) if len(source.whens) > 1 else FINAL)
    st.caption(about(source, net))
    return net


def about(source: Source, net: Net) -> str:
    """What the net is, in one line."""
    size = source.config.network.input_size
    seen = f"Sees pictures of {size} × {size}"
    if net.trained.source.origin == "new":
        return f"{seen}; the weights that this training began with: it has learnt nothing yet"
    if net.accuracy is None:
        return f"{seen}; its accuracy at this moment is not kept"
    return f"{seen}; {net.accuracy:.1%} of the test pictures right"


def _which(place: int, found: tuple[Source, ...]) -> Choice:
    key, label = (("sal.net", "Net"), ("sal.other", "Second net"))[place]
    offered = tuple(source.word for source in found)
    return Choice(key, label, offered, offered[place], look="select")


def _when(place: int, source: Source) -> Choice:
    key = ("sal.when", "sal.other_when")[place]
    help_ = "Drag it back to see the same net before it had learnt so much."
    return Choice(key, "At which moment of its training", source.whens, FINAL, help_, "slider")


def _source(word: str, found: tuple[Source, ...]) -> Source:
    return next(source for source in found if source.word == word)
