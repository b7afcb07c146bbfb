"""The controls of the page of whole networks."""

import streamlit as st

from resnet_core.config import NetworkConfig
from resnet_core.plan.zoo import ZOO
from ui import fields
from ui.network.choices import (
    BASE,
    BASE_SHOWN,
    FAMILY,
    MOST_STAGES,
    SHORTCUT,
    SIZE,
    SQUEEZED,
    STAGES,
    all_fields,
    input_fields,
    squeezed_fields,
    stage_fields,
    state_of,
    structure_fields,
)

EXAMPLES = {
    "28 pixels into the chapter's net": state_of("d2l_resnet18", {SIZE: 28}),
    "A shortcut that does not fit": state_of("d2l_resnet18", {SHORTCUT: "identity"}),
    f"56 layers in {ZOO['resnet56'].params:,} parameters": state_of("resnet56"),
}


def show() -> str:
    """The name of the network to start from; every control is drawn, so that the address knows it."""
    with st.container(border=True):
        name: str = fields.draw(BASE)
        base = ZOO[name].config
        _start_over(name)
        fields.notices(all_fields(base))
        with st.grid(3, min_column_width=230, gap="medium"):
            for field in input_fields(base):
                fields.draw(field)
        with st.expander("Change the network", icon=":material/tune:"):
            _structure(base)
        with st.container(horizontal=True):
            for number, (title, state) in enumerate(EXAMPLES.items()):
                fields.change_button(title, state, key=f"net_example_{number}", icon=":material/lightbulb:")
    return name


def _start_over(name: str) -> None:
    """Another network was picked: every field takes what that network has. Not on the first run, which an address may
    have filled.
    """
    before = st.session_state.get(BASE_SHOWN, name)
    if before != name:
        fields.put({key: value for key, value in state_of(name).items() if key != BASE.key})
    st.session_state[BASE_SHOWN] = name


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
        st.markdown(f"**stage{number}**")
        with st.grid(3, min_column_width=150, gap="small"):
            for field in stage_fields(base, number):
                fields.draw(field)
