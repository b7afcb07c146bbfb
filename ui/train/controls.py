"""The controls of the training page. They live in its address: `/train?preset=custom&family=plain&blocks=9`."""

import streamlit as st

from resnet_core.plan.zoo import ZOO
from resnet_core.presets import PRESETS
from ui.codes import FAMILIES, SHORTCUTS
from ui.fields import Choice, Field, Number, Switch, change_button, draw, notices, values
from ui.prose import prose
from ui.say import say
from ui.train.choices import CUSTOM, MOST_GROUPS, OWN_NETWORK, SIZES, Changes, Choices
from ui.train.choices import IMAGES as OFFERED_IMAGES

DEFAULT = Choices()

PRESET = Choice("preset", (*PRESETS, CUSTOM), DEFAULT.preset, message="train-preset")
NETWORK = Choice("network", (OWN_NETWORK, *ZOO), DEFAULT.network, "select", message="train-network", is_name=True)
SIZE = Choice("size", SIZES, DEFAULT.size, "slider", message="train-size")
FAMILY = Choice("family", FAMILIES, DEFAULT.family, message="family")
GROUPS = Number("groups", 1, MOST_GROUPS, DEFAULT.groups, look="select", message="train-groups")
SHORTCUT = Choice("shortcut", SHORTCUTS, DEFAULT.shortcut, "select", message="train-shortcut", words="shortcut")
IMAGES = Choice("images", OFFERED_IMAGES, DEFAULT.images, "slider", message="train-images")
LR = Number("lr", 0.0001, 10.0, DEFAULT.lr, step=0.01, look="select", message="train-lr")
OWN: tuple[Field, ...] = (
    Number("blocks", 1, 18, DEFAULT.blocks, message="train-blocks"),
    Number("width", 4, 64, DEFAULT.width, step=4, message="train-width"),
    SHORTCUT,
    Switch("norm", DEFAULT.norm, message="norm"),
)
TRAINING: tuple[Field, ...] = (
    IMAGES,
    Number("epochs", 1, 50, DEFAULT.epochs, look="select", message="train-epochs"),
    Number("batch", 2, 1024, DEFAULT.batch, look="select", message="train-batch"),
    LR,
    Choice("schedule", ("one_cycle", "constant"), DEFAULT.schedule, message="train-schedule"),
    Choice("augment", ("none", "shift", "shift_flip"), DEFAULT.augment, message="train-augment"),
    Number("smoothing", 0.0, 0.5, DEFAULT.smoothing, step=0.05, message="train-smoothing"),
    Number("seed", 0, 9999, DEFAULT.seed, look="select", message="train-seed"),
)
FIELDS: tuple[Field, ...] = (PRESET, NETWORK, FAMILY, GROUPS, SIZE, *OWN, *TRAINING)


def show() -> None:
    """Draws the preset, and the controls behind `custom`."""
    notices(FIELDS)
    with st.container(border=True):
        preset = draw(PRESET)
        if preset == CUSTOM:
            _custom()
        else:
            st.markdown(prose(f"preset_{preset}"))


def choices() -> Choices:
    """What all controls say now."""
    chosen = Choices(**values(FIELDS))
    return chosen if chosen.preset == CUSTOM else Choices(preset=chosen.preset)


def repair_button(changes: Changes) -> None:
    """Draws a button that sets one or two controls to values that fit."""
    by_key = {field.key: field for field in FIELDS}
    repairs = [
        say("train-repair-change", control=by_key[key].label, value=by_key[key].said(value))
        for key, value in changes.items()
    ]
    change_button(say("train-repair", changes=repairs), changes, key="_".join(["repair", *changes]))


def _custom() -> None:
    """In two columns, one on a phone."""
    own = draw(NETWORK) == OWN_NETWORK
    family = draw(FAMILY) if own else None
    with st.grid(2, min_column_width=230, gap="medium"):
        if own:
            for field in OWN:
                if family != "plain" or field is not SHORTCUT:
                    draw(field)
        if family == "resnext":
            draw(GROUPS)
        draw(SIZE)
    training = st.expander(say("train-training"), icon=":material/tune:")
    with training, st.grid(2, min_column_width=230, gap="medium"):
        for field in TRAINING:
            draw(field)
