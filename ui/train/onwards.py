"""What a learner may do next with a network that they have trained."""

from typing import Any

import streamlit as st

from resnet_core.config import NetworkConfig, RunConfig, parse
from resnet_core.jobs.looks import RunView
from resnet_core.studies.nets import DEPTHS
from ui import lesson
from ui.frame import PLAIN_VS_RESIDUAL, SALIENCY, SURGERY
from ui.race.controls import DEPTH, OFF, SECOND, SIZE, WIDTH
from ui.say import say
from ui.small_nets import SIZES, WIDTHS
from ui.train import submit
from ui.train.submit import Wanted

SURGERY_NET, SALIENCY_NET = "surgery.net", "sal.net"
KNOWN_BY = 8
"""Signs of a run's id by which other pages know it."""


def show(view: RunView) -> None:
    """Draws four ways on, the run carried along."""
    config = parse(RunConfig, view.config)
    code = view.id[:KNOWN_BY]
    lesson.heading("train-onwards")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        race = race_of(config.network)
        st.page_link(PLAIN_VS_RESIDUAL.file, label=say("train-race"), icon=PLAIN_VS_RESIDUAL.icon, query_params=race)
        for page, key, label in ((SURGERY, SURGERY_NET, "train-operate"), (SALIENCY, SALIENCY_NET, "train-look-at")):
            st.page_link(page.file, label=say(label), icon=page.icon, query_params={key: code})
        seed = config.training.seed + 1
        again = Wanted(with_seed(view.config, seed), view.name)
        submit.button(say("train-again-seed", seed=seed), lambda: again, key="seed")


def race_of(network: NetworkConfig) -> dict[str, str]:
    """The controls of the race whose pair is nearest to this network: its depth, width and picture size."""
    depth = 2 * sum(stage.blocks for stage in network.stages) + 2
    width, side = network.stages[0].channels, network.input_size
    return {
        DEPTH.key: str(min(DEPTHS, key=lambda known: abs(known - depth))),
        SECOND.key: OFF,
        WIDTH.key: str(min(WIDTHS, key=lambda known: abs(known - width))),
        SIZE.key: str(min(SIZES, key=lambda known: abs(known - side))),
    }


def with_seed(config: dict[str, Any], seed: int) -> dict[str, Any]:
    """The same training from another seed."""
    return config | {"training": config["training"] | {"seed": seed}}
