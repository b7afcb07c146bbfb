"""Runs to start from, by name: a quick one, and the chapter's own. No torch."""

from types import MappingProxyType

from resnet_core.config import DataConfig, RunConfig, TrainingConfig
from resnet_core.plan.zoo import ZOO

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
