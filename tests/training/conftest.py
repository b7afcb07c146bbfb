"""A network and a data set that train in milliseconds."""

from collections.abc import Iterator
from typing import Any

import pytest
import torch

from resnet_core.config import DataConfig, NetworkConfig, RunConfig, StageConfig, TrainingConfig
from resnet_core.data.images import Dataset, load
from resnet_core.training.devices import Device, choose
from resnet_core.training.loop import Trainer

SMALL = NetworkConfig(
    input_size=14,
    stem_channels=4,
    stages=(StageConfig(blocks=1, channels=4), StageConfig(blocks=1, channels=8, stride=2)),
)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Networks this small only wait for a second thread."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="session")
def sketches(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return load(
        DataConfig(source="sketches", train_images=75, test_images=40), tmp_path_factory.mktemp("no files here")
    )


@pytest.fixture(scope="session")
def cpu() -> Device:
    return choose("cpu")


@pytest.fixture
def trainer_of(sketches: Dataset, cpu: Device) -> Any:
    """A function that makes a trainer of 10 steps an epoch from settings of the training and an `augment`."""

    def make(*, augment: str = "none", network: NetworkConfig = SMALL, **training: Any) -> Trainer:
        values = {"batch_size": 8, "epochs": 2, "lr": 0.05, **training}
        config = RunConfig(
            network=network,
            data=DataConfig.model_validate({"source": "sketches", "augment": augment}),
            training=TrainingConfig.model_validate(values),
        )
        return Trainer(config, sketches, cpu)

    return make
