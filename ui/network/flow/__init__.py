"""A network as stem, modules and head: which shapes flow through it, and why it is called 18."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from resnet_core.analysis.layers import layer_table
from resnet_core.analysis.stages import layer_count, layer_counts, parts
from resnet_core.config import NetworkConfig
from resnet_core.errors import LabError
from resnet_core.plan.network import network_plan
from ui.network.controls import SIDES, TICKS
from ui.network.figures import part_name
from ui.say import say
from ui.sketch import gaps, sketch

KEY = "net_flow"
_DRAW = sketch("flow", Path(__file__).parent)


def show(name: str, config: NetworkConfig) -> None:
    """Draws the network `name`; its layers are ticked as the address asks."""
    plan = network_plan(config)
    count = layer_count(plan)
    kinds = [kind for kind in TICKS if getattr(count, kind)]
    told = {"in_the_name": count.in_the_name, "stem": count.stem, **gaps("terms", "total")}
    _DRAW(
        key=KEY,
        alt=say("network-flow.alt"),
        words={word: say(f"network-flow.{word}", **told) for word in ("side", "ticks", "same", "other", "none")},
        data={
            "network": name,
            "side": config.input_size,
            "sizes": shapes(config),
            "segments": segments(config),
            "kinds": [_kind(kind, getattr(count, kind)) for kind in kinds],
            "ticked": [kind for kind in kinds if _is_ticked(kind)],
            "in_the_name": count.in_the_name,
        },
    )


@lru_cache(maxsize=256)
def shapes(config: NetworkConfig) -> tuple[tuple[int, tuple[tuple[int, ...], ...]], ...]:
    """For each side of a picture that the network can take: the picture's shape, and that after each part."""
    found = []
    for side in sorted({*SIDES, config.input_size}):
        plan = network_plan(config.model_copy(update={"input_size": side}))
        try:
            flows = [part.out_shape for part in parts(layer_table(plan))]
        except LabError:
            continue
        found.append((side, (plan.input_shape, *map(_as_maps, flows))))
    return tuple(found)


def _as_maps(shape: tuple[int, ...]) -> tuple[int, ...]:
    """The head's row of scores as channels of one pixel."""
    return shape if len(shape) > 1 else (*shape, 1, 1)


def segments(config: NetworkConfig) -> list[dict[str, Any]]:
    """The picture and the parts of the network: what each is called, and its layers with weights by kind."""
    counted = layer_counts(network_plan(config))
    each = [
        {"name": _title(part), "counts": {kind: getattr(count, kind) for kind in TICKS}}
        for part, count in counted.items()
    ]
    return [{"name": part_name("input"), "counts": dict.fromkeys(TICKS, 0)}, *each]


def _title(part: str) -> str:
    number = part.removeprefix("stage")
    return part_name(part) if number == part else say("network-flow.module", number=number)


def _kind(kind: str, count: int) -> dict[str, str]:
    return {"code": kind, "label": TICKS[kind].label, "term": say("network-counted-kind", kind=kind, count=count)}


def _is_ticked(kind: str) -> bool:
    asked = TICKS[kind].read(st.query_params.get(TICKS[kind].key))
    return TICKS[kind].default if asked is None else asked
