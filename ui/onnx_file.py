"""A network as an ONNX file: a worker writes it, since it needs torch, and the learner takes it along."""

from typing import Any

import streamlit as st

from ui import probe, words


def show(name: str, question: dict[str, Any], *, key: str) -> None:
    """The button that asks for the file of an `OnnxProbe`, and its download once it is written."""
    found = probe.answer_when_pressed("onnx", question, label="Write the ONNX file", key=key)
    if found and (path := found.file("onnx")):
        st.download_button(
            f"Download {name}.onnx ({words.size(found.results['bytes'])})",
            data=path.read_bytes,
            file_name=f"{name}.onnx",
            mime="application/octet-stream",
            key=f"{key}_download",
            icon=":material/download:",
            on_click="ignore",
        )
