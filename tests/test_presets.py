"""The presets say what the chapter says, and are known to the web without torch."""

import json

import pytest

from resnet_core.analysis.layers import network_cost
from resnet_core.config import RunConfig, parse
from resnet_core.plan.zoo import ZOO
from resnet_core.presets import PRESETS


def test_the_chapters_run_is_the_chapters():
    """Dive into Deep Learning 1.0.3, sec. 8.6.5: ResNet18(lr=0.01), batch_size=128, resize=(96, 96), max_epochs=10."""
    chapter = PRESETS["chapter"]
    assert chapter.network == ZOO["d2l_resnet18"].config
    assert chapter.network.input_size == 96
    training = chapter.training
    assert (training.lr, training.batch_size, training.epochs) == (0.01, 128, 10)
    assert (training.schedule, training.momentum, training.weight_decay) == ("constant", 0.0, 0.0)
    assert (training.label_smoothing, chapter.data.augment) == (0.0, "none")


def test_the_quick_run_sees_every_image_once_in_a_small_network():
    quick = PRESETS["quick"]
    assert (quick.training.epochs, quick.data.train_images, quick.data.test_images) == (1, 60_000, 10_000)
    assert network_cost(quick.network).params < 80_000


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_survives_the_store(name: str):
    assert parse(RunConfig, json.loads(PRESETS[name].model_dump_json())) == PRESETS[name]
