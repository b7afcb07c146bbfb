"""Runs by name: those a learner starts from, and those whose nets are taken apart. No torch."""

from types import MappingProxyType

from resnet_core.config import BlockStyle, DataConfig, NetworkConfig, RunConfig, TrainingConfig
from resnet_core.plan.zoo import ZOO, cifar

_QUICK = RunConfig(
    network=ZOO["quick"].config,
    data=DataConfig(),
    training=TrainingConfig(epochs=1, batch_size=128, lr=0.2, schedule="one_cycle"),
)

_CHAPTER = RunConfig(
    network=ZOO["d2l_resnet18"].config,
    training=TrainingConfig(
        epochs=10, batch_size=128, lr=0.01, schedule="constant", momentum=0.0, nesterov=False, weight_decay=0.0
    ),
)

PRESETS = MappingProxyType({"quick": _QUICK, "chapter": _CHAPTER})
"""`quick` comes near 90 % in one epoch (docs/LOG.md); `chapter` is Dive into Deep Learning 1.0.3, sec. 8.6."""


def _small(depth: int, family: str) -> RunConfig:
    """Two epochs of a 6n+2 net of half the paper's width, on pictures of half the size."""
    network = cifar(depth, family=family, width=8).model_copy(update={"input_channels": 1, "input_size": 14})
    return RunConfig(network=network, training=TrainingConfig(epochs=2, lr=0.1, weight_decay=1e-4, nesterov=False))


def _without_shortcuts(network: NetworkConfig) -> NetworkConfig:
    return network.model_copy(update={"style": BlockStyle(family="plain"), "shortcut": "none"})


SPECIMENS = MappingProxyType(
    {
        "residual20": _small(20, "residual"),
        "plain20": _small(20, "plain"),
        "residual56": _small(56, "residual"),
        "plain56": _small(56, "plain"),
        "quick_plain": _QUICK.model_copy(update={"network": _without_shortcuts(_QUICK.network)}),
    }
)
"""Trained nets that the gallery keeps so that pages can take them apart at once; plain and residual twins."""
RECORDED = MappingProxyType({**PRESETS, **SPECIMENS})
"""Every run that the gallery may keep, by the name of its recording."""
