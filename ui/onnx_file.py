"""A network as an ONNX file: a worker writes it, since it needs torch, and the learner takes it along."""

from typing import Any

import streamlit as st

from ui import answers
from ui.say import say


def show(name: str, question: dict[str, Any], *, key: str) -> None:
    """Draws the button that asks for the file of an `OnnxQuestion`, and its download once it is written."""
    found = answers.ask_when_pressed("onnx", question, label=say("onnx-write"), key=key)
    if found and (path := found.file("onnx")):
        st.download_button(
            say("onnx-download", file=f"{name}.onnx", bytes=found.results["bytes"]),
            data=path.read_bytes,
            file_name=f"{name}.onnx",
            mime="application/octet-stream",
            key=f"{key}_download",
            icon=":material/download:",
            on_click="ignore",
        )
