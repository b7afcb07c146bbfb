"""Small nets on a page: a card of knobs for each of several, their names, and their spelling in an address."""

import streamlit as st

from resnet_core.config import parse
from resnet_core.errors import ConfigError
from resnet_core.probes.nets import DEPTHS, SmallNet
from resnet_core.probes.orders import LETTERS
from ui import fields
from ui.fields import Choice, Field, Number, Switch
from ui.spelling import ORDERS, ORDERS_EXPLAINED, core_word, in_page_words, page_word

KNOBS = ("shortcut", "depth", "norm", "zero_init", "init")
"""What a card offers unless a page asks for other settings of a `SmallNet`."""

PLAIN, RESIDUAL = "plain", "residual"
_ORDERS = {order: f"({letter})" for order, letter in LETTERS.items()}
"""The letters of He et al. 2016 (arXiv:1603.05027), Fig. 4."""


def count_field(prefix: str, default: tuple[SmallNet, ...], *, most: int = 4) -> Number:
    """How many nets are compared."""
    return Number(f"{prefix}.nets", "Nets side by side", 1, most, len(default), look="slider")


def all_fields(
    prefix: str, default: tuple[SmallNet, ...], *, most: int = 4, knobs: tuple[str, ...] = KNOBS
) -> tuple[Field, ...]:
    """Every field of `choose`, for `fields.notices`."""
    cards = [card for place in range(most) for card in _card_fields(prefix, place, default, knobs=knobs)]
    return (count_field(prefix, default, most=most), *cards)


def choose(
    prefix: str, default: tuple[SmallNet, ...], *, most: int = 4, knobs: tuple[str, ...] = KNOBS
) -> tuple[SmallNet, ...]:
    """The nets that are chosen, each in a card of its own; one that is refused says why and is left out."""
    count = int(fields.draw(count_field(prefix, default, most=most)))
    nets: list[SmallNet] = []
    with st.grid(min(count, 2), min_column_width=230, gap="small") as grid:
        for place in range(count):
            with grid.cell(), st.container(border=True):
                net = _card(prefix, place, default, knobs=knobs)
                if net in nets:
                    st.caption(f"The same as {label(net)} above, and drawn once: change a setting.")
            if net is not None and net not in nets:
                nets.append(net)
    return tuple(nets)


def label(net: SmallNet) -> str:
    """The net in a legend: `residual 56, no norm`."""
    return ", ".join([f"{PLAIN if net.plain else RESIDUAL} {net.depth}", *_particulars(net).values()])


def spell(net: SmallNet) -> str:
    """The net in an address: `residual-56-no_norm`."""
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


def _card(prefix: str, place: int, default: tuple[SmallNet, ...], *, knobs: tuple[str, ...]) -> SmallNet | None:
    card = _card_fields(prefix, place, default, knobs=knobs)
    st.markdown(f"**Net {place + 1}**")
    for field in card:
        fields.draw(field)
    held = fields.values(card)
    chosen = {name: core_word(held[field.key]) for name, field in zip(knobs, card, strict=True)}
    base = _default_of(place, default).model_dump()
    try:
        return parse(SmallNet, base | chosen)
    except ConfigError as error:
        st.error(in_page_words(str(error)), icon=":material/rule:")
        if chosen.get("zero_init") and chosen.get("shortcut") == "none":
            _repair("Start as usual", f"{prefix}.{place + 1}.zero_init", value=False)
            _repair("Add shortcuts", f"{prefix}.{place + 1}.shortcut", value="zero-pad")
        return None


def _repair(label: str, key: str, *, value: object) -> None:
    fields.change_button(label, {key: value}, key=f"{key}_repair")


def _card_fields(
    prefix: str, place: int, default: tuple[SmallNet, ...], *, knobs: tuple[str, ...]
) -> tuple[Field, ...]:
    net = _default_of(place, default)
    return tuple(_field(f"{prefix}.{place + 1}.{name}", name, net) for name in knobs)


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
    match name:
        case "shortcut":
            help_ = "`none` is the plain net, `zero-pad` the paper's option A, `projection-norm` its option B."
            options = ("none", "zero-pad", "projection-norm")
            return Choice(key, "Shortcut", options, page_word(net.shortcut), help_, "select")
        case "depth":
            return Choice(key, "Depth", DEPTHS, net.depth, "Layers with weights: 6n+2.", "slider")
        case "norm":
            return Switch(key, "Batch normalisation", net.norm)
        case "zero_init":
            return Switch(key, "Blocks start at zero", net.zero_init, "The last weighted layer of each main path.")
        case "init":
            return Choice(key, "Initialisation", ("kaiming", "xavier", "torch"), net.init, look="select")
        case "order":
            return Choice(key, "Order", ORDERS, page_word(net.order), ORDERS_EXPLAINED, "select")
        case "width":
            return Choice(key, "Channels of the first stage", (4, 8, 16), net.width)
        case "size":
            return Choice(key, "Picture size, pixels", (14, 28), net.size)
    raise AssertionError(f"{name} is no setting of a SmallNet")


def _particulars(net: SmallNet) -> dict[str, str]:
    """What sets the net apart from the default of its family: as spelled, and in words."""
    usual = SmallNet()
    return {
        spelled: words
        for spelled, words, is_so in (
            ("projection", "projections", net.shortcut == "projection_norm"),
            ("no_norm", "no norm", not net.norm),
            ("zero", "zero start", net.zero_init),
            (net.init, f"{net.init} start", net.init != usual.init),
            (net.order, f"order {_ORDERS[net.order]}", net.order != usual.order),
            (f"w{net.width}", f"width {net.width}", net.width != usual.width),
            (f"{net.size}px", f"{net.size} px", net.size != usual.size),
        )
        if is_so
    }


def _meaning(word: str) -> dict[str, object]:
    """The setting that one word of a spelling stands for; a word without a meaning is refused by `SmallNet`."""
    fixed: dict[str, dict[str, object]] = {
        "projection": {"shortcut": "projection_norm"},
        "no_norm": {"norm": False},
        "zero": {"zero_init": True},
        **{init: {"init": init} for init in ("xavier", "torch")},
        **{order: {"order": order} for order in _ORDERS},
    }
    if word in fixed:
        return fixed[word]
    if word.startswith("w") and word[1:].isdecimal():
        return {"width": int(word[1:])}
    if word.endswith("px") and word[:-2].isdecimal():
        return {"size": int(word[:-2])}
    return {word: None}
