"""A network to take along: source, notebook, config, ONNX. A file is written when it is asked for, not before."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

import streamlit as st

from resnet_core.codegen.keras import keras_source
from resnet_core.codegen.notebook import notebook
from resnet_core.codegen.pytorch import chapter_style, flat_module
from resnet_core.config import NetworkConfig
from resnet_core.errors import ConfigError
from resnet_core.plan.network import network_plan
from ui import fields, onnx_file
from ui.core_words import in_words
from ui.network.controls import EXPORT
from ui.prose import prose
from ui.say import say
from ui.source import Language, source


class Export(NamedTuple):
    """A file: how its name ends, what it is, and what writes it; a ConfigError says why it cannot be written."""

    ending: str
    mime: str
    language: Language
    write: Callable[[NetworkConfig], str]


def _flat(config: NetworkConfig) -> str:
    return flat_module(network_plan(config))


def _json(config: NetworkConfig) -> str:
    return config.model_dump_json(indent=2)


EXPORTS: Mapping[str, Export] = {
    "chapter": Export(".py", "text/x-python", "python", chapter_style),
    "flat": Export("_flat.py", "text/x-python", "python", _flat),
    "keras": Export("_keras.py", "text/x-python", "python", keras_source),
    "notebook": Export(".ipynb", "application/x-ipynb+json", "json", notebook),
    "json": Export(".json", "application/json", "json", _json),
}


def show(name: str, config: NetworkConfig) -> None:
    """Shows one of the files to read, and offers each of them to download."""
    st.markdown(prose("network_exports"))
    export = EXPORTS[fields.draw(EXPORT)]
    try:
        source(export.write(config), language=export.language, key="net_source", height=420)
    except ConfigError as error:
        st.error(in_words(error), icon=":material/rule:")
    else:
        file = f"{name}{export.ending}"
        st.download_button(
            say("network-download", file=file),
            data=partial(export.write, config),
            file_name=file,
            mime=export.mime,
            key="net_download",
            icon=":material/download:",
            on_click="ignore",
        )
    st.markdown(prose("network_onnx"))
    onnx_file.show(name, {"network": config.model_dump(mode="json")}, key="net_onnx")
    st.markdown(prose("network_mxnet"))
