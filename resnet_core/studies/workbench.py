"""What a measurement has at hand, whether a worker runs it for a page or `make record` for the gallery."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from torch import nn

from resnet_core import gallery
from resnet_core.config import DataConfig
from resnet_core.data.images import Dataset
from resnet_core.errors import DataError
from resnet_core.models.build import assemble, build
from resnet_core.plan.network import network_plan
from resnet_core.studies.nets import TrainedNet, Weights
from resnet_core.training.checkpoints import load_weights
from resnet_core.training.devices import Device
from resnet_core.wording import Message

OnStep = Callable[[int, int, Message], None]
"""Told after every step: how many are done, of how many, and what is being done. Raises when nobody wants the rest."""
Emit = Callable[[int, Mapping[str, float]], None]
"""Told a point on each of the named curves: the step and the values."""

Fetch = Callable[[str, str], None]
"""Puts the weights that a run left, by its id and their name, into the run's folder, if they are anywhere."""


def _nobody_asks(_done: int, _total: int, _what: Message) -> None:
    """The `OnStep` of a measurement that nobody watches."""


def _all_is_there(_run_id: str, _kind: str) -> None:
    """The `Fetch` where runs leave their files in this very folder."""


def _nobody_draws(_step: int, _values: Mapping[str, float]) -> None:
    """The `Emit` of a measurement whose curves nobody draws."""


@dataclass(frozen=True, slots=True)
class Workbench:
    """Images, a device, trained weights, and somebody to tell."""

    device: Device
    images: Callable[[DataConfig], Dataset]
    runs_dir: Path
    """Where finished runs left their weights."""
    on_step: OnStep = _nobody_asks
    emit: Emit = _nobody_draws
    fetch: Fetch = _all_is_there

    def net(self, trained: TrainedNet) -> nn.Sequential:
        """The net with its weights, in float32, in eval mode, on the device; DataError when the weights are gone."""
        plan, source = network_plan(trained.network), trained.source
        if source.origin == "new":
            network = build(plan, seed=int(source.name))
        else:
            network = assemble(plan)
            load_weights(self._file(source), network)
        return network.to(self.device.torch).eval()

    def _file(self, weights: Weights) -> Path:
        if weights.origin == "recorded":
            name = "weights" if weights.snapshot is None else f"weights_{weights.snapshot}"
            path = gallery.GALLERY / weights.name / f"{name}.safetensors"
        else:
            name = "weights" if weights.snapshot is None else f"epoch_{weights.snapshot}"
            path = self.runs_dir / weights.name / f"{name}.safetensors"
            self.fetch(weights.name, name)
        if not path.is_file():
            if weights.origin == "recorded":
                raise DataError("recorded-weights-gone", name=weights.name)
            raise DataError("run-weights-gone", name=weights.name)
        return path
