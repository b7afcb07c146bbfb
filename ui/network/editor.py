"""The controls of the page of whole networks."""

import streamlit as st

from resnet_core.config import NetworkConfig
from resnet_core.plan.zoo import ZOO
from ui import dials, fields
from ui.network.controls import (
    BASE,
    BASE_SHOWN,
    FAMILY,
    MOST_STAGES,
    SHORTCUT,
    SQUEEZED,
    STAGES,
    all_fields,
    output_fields,
    size_field,
    squeezed_fields,
    stage_fields,
    state_of,
    structure_fields,
)
from ui.network.figures import part_name


def draw_main() -> str:
    """Draws the control that matters most; returns the name of the network to start from. The size is a dial."""
    told = st.container()
    with st.container(width=560):
        name: str = fields.draw(BASE)
    base = ZOO[name].config
    _start_over(name)
    with told:
        fields.notices(all_fields(base))
    dials.value(size_field(base))
    return name


def draw_others(base: NetworkConfig) -> None:
    """Draws every other control, so that the address knows them all."""
    with st.grid(2, min_column_width=230, gap="medium"):
        for field in output_fields(base):
            fields.draw(field)
    _structure(base)


def _start_over(name: str) -> None:
    """Gives every field what the network has, once another was picked; not on the first run, whose address may have
    filled them.
    """
    before = st.session_state.get(BASE_SHOWN.key, name)
    if before != name:
        fields.put({field.key: value for field, value in state_of(name).items() if field is not BASE})
    st.session_state[BASE_SHOWN.key] = name


def _structure(base: NetworkConfig) -> None:
    held = fields.values(all_fields(base))
    with st.grid(2, min_column_width=230, gap="medium"):
        for field in structure_fields(base):
            if held[FAMILY] != "plain" or field.key != SHORTCUT:
                fields.draw(field)
    if held[FAMILY] in SQUEEZED:
        with st.grid(2, min_column_width=230, gap="medium"):
            for field in squeezed_fields(base)[: 3 if held[FAMILY] == "resnext" else 2]:
                fields.draw(field)
    for number in range(1, min(held[STAGES], MOST_STAGES) + 1):
        st.markdown(f"**{part_name(f'stage{number}')}**")
        with st.grid(3, min_column_width=150, gap="small"):
            for field in stage_fields(base, number):
                fields.draw(field)
