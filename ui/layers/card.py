"""One selected layer: what it computes, and where each of its numbers comes from."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from resnet_core.analysis.layers import LayerRow, totals
from resnet_core.plan.shapes import Step
from ui import numbers
from ui.layers import words as layer_words
from ui.say import say


def show(step: Step, table: Sequence[LayerRow], *, of: Literal["network", "block"]) -> None:
    """Shows the layer of `step`, which is a row of `table`, the table `of` a network or a block."""
    row = next(row for row in table if row.path == step.path)
    whole = totals(table)
    params, macs = layer_words.params_sum(step.layer), layer_words.macs_sum(step.layer, row.out_shape)
    facts = [("kernel", kernel)] if (kernel := layer_words.kernel(step.layer)) else []
    facts += [
        ("params", layer_words.counted(params, row.params, whole=whole.params, of=of)),
        ("macs", layer_words.counted(macs, row.macs, whole=whole.macs, of=of)),
        ("output", numbers.size(row.activation_bytes)),
        ("field", layer_words.sight(row, table[0].in_shape[1:])),
    ]
    with st.container(border=True):
        st.markdown(f"**`{row.path.removeprefix('block.')}`**  \n{layer_words.title(row)}")
        st.latex(layer_words.formula(step.layer))
        st.markdown("\n".join(f"- {say('layer-fact', fact=name, text=text)}" for name, text in facts))
