"""A trained net that grows: as recorded, and on this machine when wished."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.errors import DataError
from resnet_core.studies.growth import findings
from resnet_core.studies.growth.question import Growth, GrowthQuestion
from ui import answers, charts, fields, numbers, recorded, tables, words
from ui.core_words import in_words
from ui.frame import SURGERY
from ui.functions import figures
from ui.functions.controls import GROWTH_SEED
from ui.prose import prose
from ui.say import say


def growth() -> None:
    """Shows what was recorded, and offers to measure it again."""
    st.markdown(prose("function_classes_growth"))
    try:
        measured = gallery.measurements("growth")
    except DataError as error:
        st.info(in_words(error), icon=":material/search_off:")
    else:
        _show(measured.read_as(Growth), key="fc_growth_recorded")
        conditions = say("fc-growth-conditions", **GrowthQuestion().model_dump())
        st.caption(f"{recorded.measured_where(measured)} {conditions}")
    _here()
    st.page_link(SURGERY.file, label=say("fc-to-surgery"), icon=SURGERY.icon)


def table(growths: Sequence[Growth], *, further_steps: int) -> pd.DataFrame:
    """A row for each way to grow: means over the runs, and from the lowest to the highest where there are several."""
    rows = [
        {
            say("fc-growth-table.way"): label(way.way),
            say("fc-growth-table.loss"): say("fc-growth-table.a-loss", loss=way.loss),
            say("fc-growth-table.accuracy"): say("fc-growth-table.an-accuracy", accuracy=way.accuracy),
            say("fc-growth-table.first"): " ".join(map(numbers.fixed, way.first_losses)),
            say("fc-growth-table.later-loss", steps=further_steps): say("fc-growth-table.a-loss", loss=way.later_loss),
            say("fc-growth-table.later-accuracy", steps=further_steps): say(
                "fc-growth-table.an-accuracy", accuracy=way.later_accuracy
            ),
        }
        for way in findings.ways(growths)
    ]
    return pd.DataFrame(rows).set_index(say("fc-growth-table.way"))


def label(way: str) -> str:
    """What was put in, in words."""
    return say("fc-growth-way", way=way)


def _here() -> None:
    """Measures the same on this machine."""
    with st.container(border=True):
        fields.draw(GROWTH_SEED)
        question = {"seed": fields.values((GROWTH_SEED,))[GROWTH_SEED.key]}
        answer = answers.ask_when_pressed("growth", question, label=say("fc-growth-again"), key="fc_growth")
        if answer is not None:
            grown = parse(Growth, answer.results)
            st.markdown(f"{words.data_badge(grown.data)} :gray-badge[{say('fc-growth-seed', seed=grown.seed)}]")
            _show((grown,), key="fc_growth_here")


def _show(growths: Sequence[Growth], *, key: str) -> None:
    steps = GrowthQuestion().further_steps
    furthest = findings.furthest(growths)
    said = say(
        "fc-furthest", furthest, way=label(furthest.way), later_way=label(furthest.later_way), further_steps=steps
    )
    charts.draw(figures.growth_option(growths, further_steps=steps), key=key, alt=said)
    st.markdown(said)
    tables.draw(table(growths, further_steps=steps))
    kept, afterwards = findings.kept(growths), findings.afterwards(growths)
    sentences = (
        say(
            "fc-kept",
            kept,
            ways=[f"*{label(way)}*" for way in kept.ways],
            losses=[numbers.fixed(loss, digits=7) for loss in kept.losses],
        ),
        say("fc-hidden-identity", findings.hidden_identity(growths)),
        say("fc-afterwards", afterwards, behind=[f"*{label(way)}*" for way in afterwards.behind], further_steps=steps),
    )
    st.markdown("\n".join(f"- {sentence}" for sentence in sentences))
