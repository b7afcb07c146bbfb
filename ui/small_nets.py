"""Small nets on a page: a card of knobs for each of several, their names, and their code in an address or a chart."""

import contextlib
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import streamlit as st

from resnet_core.config import parse
from resnet_core.errors import ConfigError
from resnet_core.studies.nets import DEPTHS, SmallNet
from resnet_core.studies.orders.question import LETTERS, ORDERS
from ui import fields
from ui.core_words import in_words
from ui.fields import Choice, Field, Number, Switch
from ui.say import say
from ui.section import Held, Section, slot

KNOBS = ("shortcut", "depth", "norm", "zero_init", "init")
"""What a card offers unless a page asks for other settings of a `SmallNet`."""
MOST = 4
"""Nets side by side."""
PLAIN, RESIDUAL = "plain", "residual"
SHORTCUTS = ("none", "zero_pad", "projection_norm")
INITS = ("kaiming", "xavier", "torch")
WIDTHS = (4, 8, 16)
SIZES = (14, 28)


class Answers(NamedTuple):
    """What a page asks about each of its nets."""

    shared: tuple[Field, ...]
    """The controls beside the cards that the question follows."""
    recorded: Callable[[SmallNet, Held], bool]
    """Whether the gallery has the answer for this net, the shared controls as they are held."""
    known: Callable[[SmallNet, Held], bool]
    """Whether it is at hand."""


class Cards(NamedTuple):
    """The nets that are compared on a page, each in a card of its own."""

    prefix: str
    """The page's, in front of every key."""
    default: tuple[SmallNet, ...]
    knobs: tuple[str, ...] = KNOBS

    @property
    def number(self) -> Number:
        """How many nets are compared."""
        return Number(f"{self.prefix}.nets", 1, MOST, len(self.default), message="net-cards")

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every control, those of cards that are not drawn too."""
        return (self.number, *(field for place in range(MOST) for field in self.card(place)))

    def card(self, place: int) -> tuple[Field, ...]:
        """The controls of one net."""
        return _card(self, place)

    def net(self, place: int, held: Held) -> SmallNet:
        """The net of one card; ConfigError where it cannot be."""
        chosen = tuple((name, held[field.key]) for name, field in zip(self.knobs, self.card(place), strict=True))
        return _changed(_default_of(place, self.default), chosen)

    def nets(self, held: Held) -> tuple[SmallNet, ...]:
        """The nets that are held, each once; one that cannot be is left out."""
        nets = [self._if_any(place, held) for place in range(int(held[self.number.key]))]
        return tuple(dict.fromkeys(net for net in nets if net is not None))

    def section(self, answers: Answers) -> Section:
        """The controls of the page's figure; its answer is at hand once that of every net is."""
        return Section(
            self.prefix,
            (*answers.shared, *self.fields),
            recorded=lambda held: _every(answers.recorded, self.nets(held), held),
            known=lambda held: _every(answers.known, self.nets(held), held),
            called=self._called,
        )

    def draw(self, answers: Answers) -> None:
        """Draws the cards; under each control stands for which options this net, whatever the others, is recorded."""
        count = int(fields.draw(self.number))
        with st.grid(3 if count == 3 else min(count, 2), min_column_width=230, gap="small") as grid:
            for place in range(count):
                with grid.cell(), st.container(border=True):
                    net = self._draw_card(place, answers)
                    if net is not None and net in self._before(place):
                        st.caption(say("net-cards-same", net=label(net)))

    def _draw_card(self, place: int, answers: Answers) -> SmallNet | None:
        st.markdown(say("net-card", place=place + 1))
        card = self.card(place)
        slots = {field.key: slot(field) for field in card}

        def recorded(held: Held) -> bool:
            net = self._if_any(place, held)
            return net is not None and answers.recorded(net, held)

        held = Section(f"{self.prefix}.{place + 1}", (*answers.shared, *card), recorded, recorded).mark(slots)
        try:
            return self.net(place, held)
        except ConfigError as error:
            st.error(in_words(error), icon=":material/rule:")
            if held.get(f"{self.prefix}.{place + 1}.zero_init"):
                _repair("net-start-as-usual", f"{self.prefix}.{place + 1}.zero_init", value=False)
                _repair("net-add-shortcuts", f"{self.prefix}.{place + 1}.shortcut", value="zero_pad")
            return None

    def _before(self, place: int) -> list[SmallNet | None]:
        """The nets of the cards above."""
        held = fields.values(self.fields)
        return [self._if_any(other, held) for other in range(place)]

    def _if_any(self, place: int, held: Held) -> SmallNet | None:
        with contextlib.suppress(ConfigError):
            return self.net(place, held)
        return None

    def _called(self, field: Field) -> str:
        """`net 2, Depth` for a control of a card, which has no name without it."""
        place = field.key.removeprefix(f"{self.prefix}.").partition(".")[0]
        return say("net-of-card", place=int(place), field=field.label) if place.isdecimal() else field.label


def label(net: SmallNet, *, trained: bool = False) -> str:
    """The net in a legend: `residual 56, no norm`."""
    return say("small-net.trained" if trained else "small-net", depth=net.depth, **_facts(net))


def label_of_kind(net: SmallNet) -> str:
    """All but the depth: `residual, no norm`."""
    return say("small-net-of-any-depth", **_facts(net))


def spell(net: SmallNet) -> str:
    """The net in an address, and in a chart that paints it: `residual-56-no_norm`."""
    return "-".join([PLAIN if net.plain else RESIDUAL, str(net.depth), *_particulars(net)])


def read(text: str) -> SmallNet | None:
    """The net that `text` spells; None when it spells none."""
    kind, _, rest = text.partition("-")
    depth, *particulars = rest.split("-")
    if kind not in (PLAIN, RESIDUAL) or not depth.isdecimal():
        return None
    settings: dict[str, object] = {"shortcut": "none" if kind == PLAIN else "zero_pad", "depth": int(depth)}
    for word in particulars:
        settings |= _meaning(word)
    try:
        net = parse(SmallNet, settings)
    except ConfigError:
        return None
    return net if spell(net) == text else None


def line_type(net: SmallNet) -> str:
    """Of its line in every chart: plain nets are dashed, residual ones solid."""
    return "dashed" if net.plain else "solid"


def _every(is_so: Callable[[SmallNet, Held], bool], nets: tuple[SmallNet, ...], held: Held) -> bool:
    """Whether there are nets, and all of them are so."""
    return bool(nets) and all(is_so(net, held) for net in nets)


def _repair(message: str, key: str, *, value: object) -> None:
    fields.change_button(say(message), {key: value}, key=f"{key}_repair")


@lru_cache(maxsize=64)
def _card(cards: Cards, place: int) -> tuple[Field, ...]:
    net = _default_of(place, cards.default)
    return tuple(_field(f"{cards.prefix}.{place + 1}.{name}", name, net) for name in cards.knobs)


@lru_cache(maxsize=4096)
def _changed(net: SmallNet, settings: tuple[tuple[str, object], ...]) -> SmallNet:
    """The net with other settings; ConfigError where it cannot be. A page asks for a hundred at every rerun."""
    return parse(SmallNet, net.model_dump() | dict(settings))


@lru_cache(maxsize=64)
def _default_of(place: int, default: tuple[SmallNet, ...]) -> SmallNet:
    """The net of a card that nobody has touched: beyond the page's own, the nearest that none of them is."""
    first = default[0].model_copy(update={"zero_init": False})
    others = (
        first.model_copy(update={"depth": depth, "norm": norm, "shortcut": shortcut})
        for depth in (first.depth, *DEPTHS)
        for norm in (True, False)
        for shortcut in ("zero_pad", "none")
    )
    nets = dict.fromkeys((*default, *others))
    return tuple(nets)[place]


def _field(key: str, name: str, net: SmallNet) -> Field:
    """The control of one setting, holding what `net` has."""
    default, message = getattr(net, name), f"net-{name}"
    match name:
        case "norm" | "zero_init":
            return Switch(key, default, message)
        case "depth":
            return Choice(key, DEPTHS, default, "slider", message)
        case "init":
            return Choice(key, INITS, default, "select", message, is_name=True)
        case "shortcut" | "order":
            options = SHORTCUTS if name == "shortcut" else ORDERS
            return Choice(key, options, default, "select", message, words=name)
        case "width" | "size":
            return Choice(key, WIDTHS if name == "width" else SIZES, default, message=message)
    raise AssertionError(f"{name} is no setting of a SmallNet")


def _facts(net: SmallNet) -> dict[str, object]:
    """What its name is made of; `usual` where it is as the default of its family."""
    usual = SmallNet()
    return {
        "plain": net.plain,
        "projections": net.shortcut == "projection_norm",
        "norm": net.norm,
        "zero": net.zero_init,
        "init": net.init if net.init != usual.init else "usual",
        "order": LETTERS[net.order] if net.order != usual.order else "usual",
        "width": net.width if net.width != usual.width else "usual",
        "size": net.size if net.size != usual.size else "usual",
    }


def _particulars(net: SmallNet) -> list[str]:
    """The codes of what sets the net apart from the default of its family."""
    usual = SmallNet()
    differs = {
        "projection": net.shortcut == "projection_norm",
        "no_norm": not net.norm,
        "zero": net.zero_init,
        net.init: net.init != usual.init,
        net.order: net.order != usual.order,
        f"w{net.width}": net.width != usual.width,
        f"{net.size}px": net.size != usual.size,
    }
    return [code for code, is_so in differs.items() if is_so]


def _meaning(word: str) -> dict[str, object]:
    """The setting that one word of a spelling stands for; a word without a meaning is refused by `SmallNet`."""
    fixed: dict[str, dict[str, object]] = {
        "projection": {"shortcut": "projection_norm"},
        "no_norm": {"norm": False},
        "zero": {"zero_init": True},
        **{init: {"init": init} for init in ("xavier", "torch")},
        **{order: {"order": order} for order in ORDERS},
    }
    if word in fixed:
        return fixed[word]
    if word.startswith("w") and word[1:].isdecimal():
        return {"width": int(word[1:])}
    if word.endswith("px") and word[:-2].isdecimal():
        return {"size": int(word[:-2])}
    return {word: None}
