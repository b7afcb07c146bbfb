"""A network to take along: source code, its config. Files are written when they are asked for, not before."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import streamlit as st

from resnet_core.codegen.keras import keras_source
from resnet_core.codegen.pytorch import chapter_style, flat_module
from resnet_core.config import NetworkConfig
from resnet_core.plan.network import network_plan
from ui import fields
from ui.fields import Choice
from ui.prose import prose


class Export(NamedTuple):
    """A file: how it ends, what it is, and what writes it."""

    ending: str
    mime: str
    language: str
    write: Callable[[NetworkConfig], str]


def _flat(config: NetworkConfig) -> str:
    return flat_module(network_plan(config))


def _json(config: NetworkConfig) -> str:
    return config.model_dump_json(indent=2)


EXPORTS = {
    "PyTorch, as in the chapter": Export(".py", "text/x-python", "python", chapter_style),
    "PyTorch, one flat module": Export("_flat.py", "text/x-python", "python", _flat),
    "Keras 3": Export("_keras.py", "text/x-python", "python", keras_source),
    "JSON": Export(".json", "application/json", "json", _json),
}
SHOWN = Choice("net.export", "Written as", tuple(EXPORTS), "PyTorch, as in the chapter")


def show(name: str, config: NetworkConfig) -> None:
    """One of the files to read, all of them to download."""
    st.markdown(prose("network_exports"))
    shown = fields.draw(SHOWN)
    export = EXPORTS[shown]
    st.code(export.write(config), language=export.language, height=420)
    with st.container(horizontal=True):
        for title, each in EXPORTS.items():
            st.download_button(
                title,
                data=partial(each.write, config),
                file_name=f"{name}{each.ending}",
                mime=each.mime,
                key=f"net_download{each.ending}",
                icon=":material/download:",
                on_click="ignore",
            )
    st.markdown(prose("network_mxnet"))
