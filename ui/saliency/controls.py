"""Which methods draw maps and what they are told. Only settings that a chosen method reads are offered."""

from typing import Any, NamedTuple

import streamlit as st

from resnet_core.config import NetworkConfig
from resnet_core.saliency.table import (
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
from ui import fields
from ui.fields import Choice, Field, Number, Several
from ui.lesson import Try
from ui.predict import Prediction
from ui.say import say
from ui.trained_nets import FINAL, UNTRAINED, MomentChoice

SHOWN_METHODS = ("saliency", "integrated_gradients", "grad_cam")
"""What the page opens with: one of each kind that fits a first look."""
FAMILIES: tuple[Family, ...] = ("gradient", "perturbation", "CAM")
OF_FAMILIES = tuple(
    Several(
        f"sal.{family}",
        tuple(code for code, method in METHODS.items() if method.family == family),
        tuple(code for code in SHOWN_METHODS if METHODS[code].family == family),
        words="method",
    )
    for family in FAMILIES
)
"""The methods, a control a family."""
AUTOMATIC = "automatic"
BASELINE = Choice("sal.baseline", BASELINES, "black")


WHEN = MomentChoice("sal.when", (UNTRAINED, FINAL), FINAL, "slider", message="trained-moment")
"""Of the first net, as far as every training has it."""
PREDICTION = Prediction("saliency-predict", SHOWN_METHODS, "saliency_guess")
TRIES = (
    Try("saliency-try-untrained", {WHEN: UNTRAINED}),
    Try("saliency-try-white", {BASELINE: "white"}),
    Try("saliency-try-many", {OF_FAMILIES[0]: ["saliency", "guided_backprop"], OF_FAMILIES[1]: ["occlusion"]}),
)


class Asked(NamedTuple):
    """Methods by their codes, and what they are told."""

    methods: tuple[str, ...]
    settings: Settings

    @property
    def controls(self) -> frozenset[str]:
        """The settings that some of the methods read."""
        return frozenset(control for method in self.methods for control in METHODS[method].controls)


def choose(networks: tuple[NetworkConfig, ...]) -> Asked | None:
    """The chosen methods and settings, whose controls are drawn here; None when no method is chosen, which is said."""
    with st.container(border=True):
        methods = _methods()
        if not methods:
            st.info(say("saliency-no-method"), icon=":material/touch_app:")
            fields.change_button(say("saliency-no-method.usual"), _usual(), key="sal_usual_methods")
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
            with st.expander(say("saliency-more-settings")), st.grid(3, min_column_width=200, gap="medium"):
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
    there = {layer.path for layer in layers(network)}
    return layer_of(network, path if path in there else None)


def _methods() -> tuple[str, ...]:
    fields.notices(OF_FAMILIES)
    chosen = [method for field in OF_FAMILIES for method in fields.draw(field)]
    return tuple(method for method in METHODS if method in chosen)


def _usual() -> dict[str, Any]:
    return {field.key: list(field.default) for field in OF_FAMILIES}


def _layer(networks: tuple[NetworkConfig, ...]) -> Choice:
    options = (AUTOMATIC, *dict.fromkeys(layer.path for network in networks for layer in layers(network)))
    return Choice("sal.layer", options, AUTOMATIC, look="select", is_name=True)


def _about_layer(network: NetworkConfig, held: dict[str, Any]) -> str:
    """What the layer's maps are like, and which layer has finer ones where they are coarse."""
    layer = layer_for(network, None if held["sal.layer"] == AUTOMATIC else held["sal.layer"])
    best = default_layer(network)
    is_coarse = layer.size < SMALLEST_MAP and layer != best
    return say(
        "saliency-layer",
        path=layer.path,
        channels=layer.channels,
        side=layer.size,
        pixels=network.input_size / layer.size,
        best=best.path if is_coarse else None,
        best_side=best.size,
    )


def _numbers(size: int) -> tuple[Number, ...]:
    usual = Settings()
    return (
        Number("sal.steps", 5, 200, usual.steps, step=5),
        Number("sal.samples", 5, 100, usual.samples, step=5),
        Number("sal.draws", 5, 500, usual.draws, step=5),
        Number("sal.noise", 0.0, 0.5, usual.noise, step=0.05),
        Number("sal.window", 1, size, min(usual.window, size)),
        Number("sal.stride", 1, size, min(usual.stride, size)),
        Number("sal.patch", 1, size, min(usual.patch, size)),
        Number("sal.permutations", 1, 50, usual.permutations),
        Number("sal.coalitions", 50, 1000, usual.coalitions, step=50),
        Number("sal.seed", 0, 99, usual.seed),
    )


def _settings(held: dict[str, Any]) -> Settings:
    told = {key.removeprefix("sal."): value for key, value in held.items()}
    if told.get("layer") == AUTOMATIC:
        del told["layer"]
    return Settings(**told)
