"""A network to take along: source, notebook, config, ONNX. A file is written when it is asked for, not before."""

from collections.abc import Callable
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
from ui.fields import Choice
from ui.prose import prose
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


EXPORTS = {
    "PyTorch, as in the chapter": Export(".py", "text/x-python", "python", chapter_style),
    "PyTorch, one flat module": Export("_flat.py", "text/x-python", "python", _flat),
    "Keras 3": Export("_keras.py", "text/x-python", "python", keras_source),
    "Notebook": Export(".ipynb", "application/x-ipynb+json", "json", notebook),
    "JSON": Export(".json", "application/json", "json", _json),
}
SHOWN = Choice("net.export", "Written as", tuple(EXPORTS), "PyTorch, as in the chapter")


def show(name: str, config: NetworkConfig) -> None:
    """One of the files to read, each of them to download."""
    st.markdown(prose("network_exports"))
    export = EXPORTS[fields.draw(SHOWN)]
    try:
        source(export.write(config), language=export.language, key="net_source", height=420)
    except ConfigError as error:
        st.error(str(error), icon=":material/rule:")
    else:
        st.download_button(
            f"Download {name}{export.ending}",
            data=partial(export.write, config),
            file_name=f"{name}{export.ending}",
            mime=export.mime,
            key="net_download",
            icon=":material/download:",
            on_click="ignore",
        )
    st.markdown(prose("network_onnx"))
    onnx_file.show(name, {"network": config.model_dump(mode="json")}, key="net_onnx")
    st.markdown(prose("network_mxnet"))
