"""The controls of the training page. They live in its address: `/train?preset=custom&family=plain&blocks=9`."""

import streamlit as st

from resnet_core.plan.zoo import ZOO
from resnet_core.presets import PRESETS
from ui.fields import Choice, Field, Number, Switch, change_button, draw, notices, values
from ui.prose import prose
from ui.spelling import FAMILIES, SHORTCUTS
from ui.train.choices import CUSTOM, MOST_GROUPS, OWN_NETWORK, SIZES, Changes, Choices

DEFAULT = Choices()

PRESET = Choice("preset", "What to train", (*PRESETS, CUSTOM), DEFAULT.preset)
NETWORK = Choice(
    "network",
    "Network",
    (OWN_NETWORK, *ZOO),
    DEFAULT.network,
    "Your own, or a published one fitted to grey pictures and ten classes.",
    "select",
)
SIZE = Choice(
    "size", "Picture size, pixels", SIZES, DEFAULT.size, "The pictures have 28; other sizes are scaled.", "slider"
)
FAMILY = Choice(
    "family",
    "Block family",
    FAMILIES,
    DEFAULT.family,
    "`plain` has no shortcut. `bottleneck` and `resnext` squeeze the channels in the middle, `resnext` in groups.",
)
GROUPS = Number(
    "groups",
    "Groups",
    1,
    MOST_GROUPS,
    DEFAULT.groups,
    "The cardinality of ResNeXt. It must divide the channels of the middle convolution.",
    look="select",
)
OWN = (
    Number("blocks", "Blocks in each of the three stages", 1, 18, DEFAULT.blocks),
    Number("width", "Channels of the first stage", 4, 64, DEFAULT.width, step=4),
    Choice(
        "shortcut",
        "Shortcut where the shape changes",
        SHORTCUTS,
        DEFAULT.shortcut,
        "Elsewhere it is the identity. `none` removes them all.",
        "select",
    ),
    Switch("norm", "Batch normalisation", DEFAULT.norm),
)
TRAINING = (
    Choice(
        "images",
        "Training pictures",
        (500, 1_000, 5_000, 10_000, 30_000, 60_000),
        DEFAULT.images,
        "Fewer are faster, and easier to memorise.",
        "slider",
    ),
    Number("epochs", "Epochs", 1, 50, DEFAULT.epochs, "Passes over the training pictures.", look="select"),
    Number("batch", "Batch size", 2, 1024, DEFAULT.batch, "Pictures in one step.", look="select"),
    Number(
        "lr",
        "Learning rate",
        0.0001,
        10.0,
        DEFAULT.lr,
        "The highest one, where the schedule changes it.",
        step=0.01,
        look="select",
    ),
    Choice(
        "schedule",
        "Schedule",
        ("one-cycle", "constant"),
        DEFAULT.schedule,
        "`one-cycle` rises, then falls to almost nothing. `constant` is the chapter's.",
    ),
    Choice(
        "augment",
        "Augmentation",
        ("none", "shift", "shift-flip"),
        DEFAULT.augment,
        "Moves, or moves and mirrors, a picture a little each time it is seen.",
    ),
    Number(
        "smoothing",
        "Label smoothing",
        0.0,
        0.5,
        DEFAULT.smoothing,
        "The share of the target that is spread over all classes.",
        step=0.05,
    ),
    Number(
        "seed",
        "Seed",
        0,
        9999,
        DEFAULT.seed,
        "The same seed gives the same first weights and the same order of pictures.",
        look="select",
    ),
)
FIELDS: tuple[Field, ...] = (PRESET, NETWORK, FAMILY, GROUPS, SIZE, *OWN, *TRAINING)


def show() -> None:
    """The preset, and the controls behind `custom`."""
    notices(FIELDS)
    with st.container(border=True):
        preset = draw(PRESET)
        if preset == CUSTOM:
            _custom()
        else:
            st.markdown(prose(f"preset_{preset}"))


def choices() -> Choices:
    """What all controls say now."""
    held = Choices(**values(FIELDS))
    return held if held.preset == CUSTOM else Choices(preset=held.preset)


def repair_button(changes: Changes) -> None:
    """A button that sets one or two controls to values that fit."""
    label = " and ".join(f"{name} to {value}" for name, value in changes.items())
    change_button(f"Set {label}", changes, key="_".join(["repair", *changes]))


def _custom() -> None:
    """In two columns, one on a phone."""
    own = draw(NETWORK) == OWN_NETWORK
    family = draw(FAMILY) if own else None
    with st.grid(2, min_column_width=230, gap="medium"):
        if own:
            for field in OWN:
                if family != "plain" or field.key != "shortcut":
                    draw(field)
        if family == "resnext":
            draw(GROUPS)
        draw(SIZE)
    with st.expander("Data and training", icon=":material/tune:"), st.grid(2, min_column_width=230, gap="medium"):
        for field in TRAINING:
            draw(field)
