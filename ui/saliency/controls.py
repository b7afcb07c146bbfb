"""Which methods draw maps and what they are told. Only settings that a chosen method reads are offered."""

from typing import Any, NamedTuple

import streamlit as st

from resnet_core.config import NetworkConfig
from resnet_core.probes.saliency import (
    BASELINES,
    METHODS,
    SMALLEST_MAP,
    Family,
    LayerMap,
    Settings,
    default_layer,
    layer_of,
    layers,
)
from resnet_core.probes.saliency_maps import FIRST_METHODS
from ui import fields
from ui.fields import Choice, Field, Number

FAMILIES: dict[Family, str] = {
    "gradient": "Methods that follow the gradient",
    "perturbation": "Methods that disturb the picture and look again",
    "CAM": "Methods that add up the maps of one layer",
}
AUTOMATIC = "automatic"
BASELINE = Choice("sal.baseline", "Baseline: what counts as nothing there", BASELINES, "black")


class Asked(NamedTuple):
    """Methods by their words in the table, and what they are told."""

    methods: tuple[str, ...]
    settings: Settings


def choose(networks: tuple[NetworkConfig, ...]) -> Asked | None:
    """The chosen methods and settings, whose controls are drawn here; None when no method is chosen, which is said."""
    with st.container(border=True):
        methods = _methods()
        if not methods:
            st.info("Choose a method, and its maps appear here.", icon=":material/touch_app:")
            fields.change_button("The usual five", _usual(), key="sal_usual_methods")
            return None
        offered = all_fields(methods, networks)
        fields.notices(offered)
        for field in offered[:2]:
            if field in (BASELINE, _layer(networks)):
                fields.draw(field)
        held = fields.values(offered)
        if any(METHODS[method].needs_layer for method in methods):
            st.caption("  \n".join(dict.fromkeys(_about_layer(network, held) for network in networks)))
        if numbers := [field for field in offered if isinstance(field, Number)]:
            with st.expander("More settings of these methods"), st.grid(3, min_column_width=200, gap="medium"):
                for field in numbers:
                    fields.draw(field)
    return Asked(methods, _settings(fields.values(offered)).only(methods))


def all_fields(methods: tuple[str, ...], networks: tuple[NetworkConfig, ...]) -> tuple[Field, ...]:
    """The controls that these methods read, baseline and layer first."""
    read = {control for method in methods for control in METHODS[method].controls}
    size = min(network.input_size for network in networks)
    known: tuple[Field, ...] = (BASELINE, _layer(networks), *_numbers(size))
    return tuple(field for field in known if field.key.removeprefix("sal.") in read)


def layer_for(network: NetworkConfig, path: str | None) -> LayerMap:
    """The chosen layer where this net has it, else its default."""
    there = {each.path for each in layers(network)}
    return layer_of(network, path if path in there else None)


def _methods() -> tuple[str, ...]:
    chosen: list[str] = []
    for family, label in FAMILIES.items():
        words = [word for word, method in METHODS.items() if method.family == family]
        default = [word for word in words if word in FIRST_METHODS]
        chosen += st.pills(
            label,
            words,
            selection_mode="multi",
            default=default,
            format_func=lambda word: METHODS[word].name,
            key=f"sal.{family}",
            bind="query-params",
            wrap=True,
        )
    return tuple(word for word in METHODS if word in chosen)


def _usual() -> dict[str, Any]:
    return {f"sal.{family}": [word for word in FIRST_METHODS if METHODS[word].family == family] for family in FAMILIES}


def _layer(networks: tuple[NetworkConfig, ...]) -> Choice:
    options = (AUTOMATIC, *dict.fromkeys(each.path for network in networks for each in layers(network)))
    return Choice("sal.layer", "Layer of the CAM methods", options, AUTOMATIC, look="select")


def _about_layer(network: NetworkConfig, held: dict[str, Any]) -> str:
    """What the layer's maps are like."""
    layer = layer_for(network, None if held["sal.layer"] == AUTOMATIC else held["sal.layer"])
    side = network.input_size / layer.size
    words = f"`{layer.path}`: {layer.channels} maps of {layer.size}×{layer.size}; one place is {side:.3g} pixels wide."
    best = default_layer(network)
    if layer.size < SMALLEST_MAP and layer != best:
        words += f" That is coarse; `{best.path}` has {best.size}×{best.size}."
    return words


def _numbers(size: int) -> tuple[Number, ...]:
    usual = Settings()
    return (
        Number("sal.steps", "Steps of the integral", 5, 200, usual.steps, step=5),
        Number("sal.samples", "Noisy copies", 5, 100, usual.samples, step=5),
        Number("sal.draws", "Random points on the way", 5, 500, usual.draws, step=5),
        Number("sal.noise", "Noise", 0.0, 0.5, usual.noise, "As a share of the range from black to white.", step=0.05),
        Number("sal.window", "Window, pixels", 1, size, min(usual.window, size)),
        Number("sal.stride", "Stride of the window", 1, size, min(usual.stride, size)),
        Number("sal.patch", "Side of a patch, pixels", 1, size, min(usual.patch, size)),
        Number("sal.permutations", "Orders of the patches", 1, 50, usual.permutations),
        Number("sal.coalitions", "Choices of patches", 50, 1000, usual.coalitions, step=50),
        Number("sal.seed", "Seed", 0, 99, usual.seed, "Where the random numbers start."),
    )


def _settings(held: dict[str, Any]) -> Settings:
    told = {key.removeprefix("sal."): value for key, value in held.items()}
    if told.get("layer") == AUTOMATIC:
        del told["layer"]
    return Settings(**told)
