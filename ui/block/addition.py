"""The addition of a block, opened on one test picture: maps, norms, and that F = 0 leaves ReLU(x)."""

from collections.abc import Mapping
from math import prod
from typing import Any

import streamlit as st

from resnet_core.config import BlockConfig
from resnet_core.data.files import CLASS_NAMES
from ui import fields, probe, services
from ui.block.addition_maps import grey, scale_of, sheet
from ui.fields import Choice, Field, Number, Switch
from ui.prose import prose

OPEN = Switch("add.open", "Open the addition", default=False, help="A worker computes it in about a second.")
IMAGE = Number("add.image", "Test picture", 0, 99, 0, "Its number in the test set.")
WEIGHTS = Choice("add.weights", "Weights", ("random", "zeroed", "trained"), "random")
NUMBER = Choice("add.block", "Block of the trained net", (1, 2, 3), 1)

FIELDS: tuple[Field, ...] = (OPEN, IMAGE, WEIGHTS, NUMBER)

ALONG, AGAINST = 80.0, 100.0
"""Between these angles in degrees F(x) is called nearly at right angles to x."""


def show(config: BlockConfig, size: int) -> None:
    """The section of the block's page: controls, maps, norms and what they say; closed until the learner opens it."""
    st.header("The addition, opened", anchor=False)
    st.markdown(prose("residual_block_addition"))
    if not fields.draw(OPEN):
        return
    with st.container(border=True):
        weights = fields.draw(WEIGHTS)
        fields.draw(IMAGE)
        if weights == "trained":
            fields.draw(NUMBER)
    held = fields.values(FIELDS)
    if held[WEIGHTS.key] != "trained" and config.shortcut == "none":
        st.info("This block has no shortcut, so it adds nothing. Choose a shortcut above, or the trained net.")
    elif found := probe.answer("addition", question(held, config, size)):
        _opened(found.results, held)


def question(held: Mapping[str, Any], config: BlockConfig, size: int) -> dict[str, Any]:
    """The config of the probe; what does not matter for the answer is left out, so that it is not asked twice."""
    data = "fashion-mnist" if services.data_status().state == "ready" else "sketches"
    asked = {"weights": held[WEIGHTS.key], "picture": held[IMAGE.key], "data": data}
    if held[WEIGHTS.key] == "trained":
        return asked | {"number": held[NUMBER.key]}
    return asked | {"block": config.model_dump(mode="json"), "size": size}


def _opened(found: Mapping[str, Any], held: Mapping[str, Any]) -> None:
    _maps(found, held)
    for column, (label, value) in zip(st.columns(4), measures(found), strict=True):
        column.metric(label, value)
    st.markdown(reading(found))


def _maps(found: Mapping[str, Any], held: Mapping[str, Any]) -> None:
    scale = scale_of(found["maps"])
    with st.grid("auto", min_column_width=170, gap="small"):
        st.image(grey(found["picture"]), caption=picture_name(found, held), alt="The test picture")
        for kind, caption in captions(found).items():
            st.image(
                sheet(found["maps"][kind], scale),
                caption=caption,
                alt=f"{caption}: maps of {len(found['channels'])} channels",
            )
    channels = ", ".join(map(str, found["channels"]))
    st.caption(
        f"Channels {channels} of {found['shape'][0]}, those that vary most in the sum. Blue is below 0, white is 0, "
        f"orange above; the colours are full at ±{scale:.3g} in all four."
    )


def picture_name(found: Mapping[str, Any], held: Mapping[str, Any]) -> str:
    """Which picture it is; a drawn sketch has no class name that a reader knows."""
    sketch = services.data_status().state != "ready"
    return f"drawn sketch {held[IMAGE.key]}" if sketch else f"picture {held[IMAGE.key]}: {CLASS_NAMES[found['label']]}"


def captions(found: Mapping[str, Any]) -> dict[str, str]:
    """What each sheet of maps shows, in the order of computation."""
    x = _x(found)
    last = "after ReLU" if found["then_relu"] else "what leaves the block"
    return {"x": x, "f": "F(x)", "sum": f"{x} + F(x)", "out": last}


def measures(found: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Label and value of the four measures, over all channels."""
    x = _x(found)
    return (
        (f"Length of {x}", f"{found['norm_x']:.1f}"),
        ("Length of F(x)", f"{found['norm_f']:.1f}"),
        ("Ratio", "none" if found["ratio"] is None else f"{found['ratio']:.2f}"),
        ("Angle", "none" if found["degrees"] is None else f"{found['degrees']:.0f}°"),
    )


def reading(found: Mapping[str, Any]) -> str:
    """What the numbers say, in a sentence or two."""
    x = _x(found)
    if found["norm_f"] == 0:
        after = f"ReLU({x})" if found["then_relu"] else f"{x} after what follows the addition"
        return (
            f"F(x) is 0 everywhere, and the block's output equals {after}: the largest difference over all "
            f"{prod(found['shape']):,} values is **{found['difference']!r}**."
        )
    if found["degrees"] is None:
        return f"Here {x} is 0 everywhere, so the block's output is that of its main path alone."
    return f"F(x) is **{found['ratio']:.2f} times** as long as {x}, {_direction(found['degrees'], x)}."


def _direction(degrees: float, x: str) -> str:
    if degrees < ALONG:
        return f"and points partly where {x} points: it strengthens what is there already"
    if degrees > AGAINST:
        return f"and points partly against {x}: it takes away some of what is there"
    return f"and stands nearly at right angles to it: it adds what {x} does not hold"


def _x(found: Mapping[str, Any]) -> str:
    """The shortcut's summand by its name."""
    return "x" if found["identity"] else "shortcut(x)"
