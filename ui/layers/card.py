"""One selected layer: what it computes, and where each of its numbers comes from."""

from collections.abc import Sequence

import streamlit as st

from resnet_core.analysis.layers import LayerRow, totals
from resnet_core.plan.shapes import Step
from ui import words
from ui.layers import words as layer_words


def show(step: Step, table: Sequence[LayerRow], *, of: str) -> None:
    """The layer of `step`, which is a row of `table`, the table `of` a network or a block."""
    row = next(row for row in table if row.path == step.path)
    whole = totals(table)
    params = layer_words.counted(layer_words.params_sum(step.layer), row.params, whole=whole.params, of=of)
    macs = layer_words.counted(layer_words.macs_sum(step.layer, row.out_shape), row.macs, whole=whole.macs, of=of)
    facts = [f"**Kernel** {kernel}"] if (kernel := layer_words.kernel(step.layer)) else []
    facts += [
        f"**Parameters** {params}",
        f"**Multiply-adds** {macs}",
        f"**Output** {words.size(row.activation_bytes)} for one picture, as 32-bit floats",
        f"**Receptive field** {layer_words.sight(row, table[0].in_shape[1:])}",
    ]
    with st.container(border=True):
        st.markdown(f"**`{row.path.removeprefix('block.')}`**  \n{layer_words.title(row)}")
        st.latex(layer_words.formula(step.layer))
        st.markdown("\n".join(f"- {fact}" for fact in facts))
