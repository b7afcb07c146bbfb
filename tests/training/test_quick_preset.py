"""What the quick preset promises, on the real images."""

from pathlib import Path

import pytest

from resnet_core.data.images import load
from resnet_core.presets import PRESETS
from resnet_core.training.devices import choose
from resnet_core.training.loop import EpochRecord, Trainer


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_one_epoch_of_the_quick_preset_comes_near_ninety_per_cent(fashion_mnist: Path):
    """docs/LOG.md has the mean of three seeds; a single one lies within half a point of it."""
    quick = PRESETS["quick"]
    trainer = Trainer(quick, load(quick.data, fashion_mnist), choose("auto"))
    *_steps, last = trainer.records()
    assert isinstance(last, EpochRecord)
    assert last.test_accuracy > 0.89
    results = trainer.results()
    assert results.test_accuracy == pytest.approx(last.test_accuracy, abs=1e-6)
    assert [sum(row) for row in results.confusion] == [1000] * 10
    assert len(results.wrong) == 24
    assert results.wrong[0].probability > 0.9
