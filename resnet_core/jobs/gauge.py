"""What runs measured on this machine, and what others can be expected to take from it: seconds and memory, in bounds.

Runs of the same network and batch are the measure of the next one. Where there was none, the steps of the network that
is nearest in size are, and the bounds are as wide as such a guess deserves: multiply-adds alone say little about time
(docs/LOG.md), so a forecast from them is always told as rough.
"""

import math
import statistics
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any, Literal, NamedTuple

from pydantic import ValidationError
from sqlalchemy import Connection, select

from resnet_core.analysis.layers import network_cost
from resnet_core.analysis.memory import Span
from resnet_core.config import NetworkConfig, RunConfig
from resnet_core.jobs import recordings, states
from resnet_core.jobs.speeds import newest_of_each, speed_key
from resnet_core.schema import runs

Basis = Literal["measured", "rough", "recorded"]
"""Runs of this network here; other networks here; recorded trainings of another machine."""
_FEW = 3
_SPREAD, _SPREAD_OF_FEW = 1.15, 1.4
"""By how much a run differs from those before it: by more where few are known, for a machine has busy days."""
_ROUGHLY = 4.0
"""By how much steps of networks differ that have equally many multiply-adds, and machines (docs/LOG.md)."""
_TEST_SHARE = 1 / 3
"""A picture of a test goes forward only."""


class Seconds(NamedTuple):
    """How long a run takes: at least, likely and at most."""

    least: float
    likely: float
    most: float
    basis: Basis
    runs: int
    """Earlier runs of the same network and batch; 0 unless `measured`."""


class Speed(NamedTuple):
    """What runs of the same network and batch measured on this machine: medians over `runs` of them."""

    images_per_second: float
    evaluation_images_per_second: float | None
    device: str
    runs: int
    spread: float = 1.0
    """The fastest against the slowest."""
    memory: Span | None = None
    """The smallest and the largest of their peaks; None where none was told."""

    def seconds(self, config: RunConfig) -> float:
        """Forecast of a whole run: its steps, a test after each epoch, and one for the results."""
        epochs = config.training.epochs
        seconds = epochs * config.data.train_images / self.images_per_second
        if self.evaluation_images_per_second:
            seconds += (epochs + 1) * config.data.test_images / self.evaluation_images_per_second
        return seconds

    def bounds(self, config: RunConfig) -> Seconds:
        """The forecast with what runs were found to differ by."""
        likely = self.seconds(config)
        spread = max(self.spread, _SPREAD if self.runs >= _FEW else _SPREAD_OF_FEW)
        return Seconds(likely / spread, likely, likely * spread, "measured", self.runs)


class Step(NamedTuple):
    """A step of some network: its multiply-adds forward, and its seconds there and back."""

    macs: float
    seconds: float


class Gauge(NamedTuple):
    """What is known of runs; `speeds` by their `speed_key`, `steps` one of each network."""

    speeds: Mapping[str, Speed]
    steps: tuple[Step, ...]
    basis: Literal["rough", "recorded"]
    """Of the steps."""

    def speed(self, config: RunConfig) -> Speed | None:
        """How fast runs like this one were here; None when there was none yet. Measured, never computed from sizes."""
        return self.speeds.get(speed_key(config))

    def seconds(self, config: RunConfig, *, key: str | None = None) -> Seconds | None:
        """How long the run takes here; None where nothing at all is known. `key` spares taking its `speed_key`."""
        speed = self.speeds.get(key or speed_key(config))
        if speed is not None:
            return speed.bounds(config)
        return self._roughly(config) if self.steps else None

    def _roughly(self, config: RunConfig) -> Seconds:
        """From the step nearest in size: a larger one takes no less than it, and a smaller one no more."""
        macs = config.training.batch_size * _macs(config.network)
        near = min(self.steps, key=lambda step: abs(math.log(macs / step.macs)))
        ratio, count = macs / near.macs, near.seconds * steps_of(config)
        return Seconds(
            count * min(1.0, ratio) / _ROUGHLY, count * ratio, count * max(1.0, ratio) * _ROUGHLY, self.basis, 0
        )


def guessed(seconds: float) -> Seconds:
    """What took so long on another machine, here."""
    return Seconds(seconds / _ROUGHLY, seconds, seconds * _ROUGHLY, "recorded", 0)


def steps_of(config: RunConfig) -> float:
    """The whole run in steps of training, its tests counted as what they are of one."""
    training, data = config.training, config.data
    tests = (training.epochs + 1) * data.test_images * _TEST_SHARE
    return (training.epochs * data.train_images + tests) / training.batch_size


def read(connection: Connection, *, elsewhere: bool) -> Gauge:
    """What runs measured here, the newest of each network; recorded ones `elsewhere` may stand in for the first.

    A network that has not finished here yet is as fast as its run that is under way.
    """
    finished = _grouped(connection.execute(newest_of_each(_measured().where(runs.c.state == "succeeded"))))
    under_way = _grouped(connection.execute(newest_of_each(_measured().where(runs.c.state.in_(states.ACTIVE)))))
    rows = under_way | finished
    speeds = {key: _speed(same) for key, same in rows.items()}
    steps = _steps(rows, speeds)
    if steps or not elsewhere:
        return Gauge(speeds, steps, "rough")
    return Gauge(speeds, _recorded(), "recorded")


def card_mb(connection: Connection) -> int | None:
    """The memory of the card that the newest run on a card told of; None where none did."""
    told = select(runs.c.card_mb).where(runs.c.card_mb.is_not(None)).order_by(runs.c.created.desc()).limit(1)
    found: int | None = connection.execute(told).scalar_one_or_none()
    return found


def _measured() -> Any:
    columns = ("ended", "images_per_second", "evaluation_images_per_second", "device", "peak_mb", "config")
    return select(runs.c.speed_key, *(runs.c[name] for name in columns)).where(
        runs.c.kind == "train", runs.c.images_per_second.is_not(None)
    )


def _grouped(rows: Iterable[Any]) -> dict[str, list[Any]]:
    """The rows of each key that are of its newest device, for the machine may have got a GPU since."""
    by_key = {key: list(same) for key, same in groupby(rows, attrgetter("speed_key"))}
    return {key: [row for row in same if row.device == same[0].device] for key, same in by_key.items()}


def _speed(rows: list[Any]) -> Speed:
    rates = [row.images_per_second for row in rows]
    tests = [row.evaluation_images_per_second for row in rows if row.evaluation_images_per_second]
    peaks = [row.peak_mb for row in rows if row.peak_mb]
    return Speed(
        statistics.median(rates),
        statistics.median(tests) if tests else None,
        rows[0].device or "",
        len(rows),
        max(rates) / min(rates),
        Span(min(peaks), max(peaks)) if peaks else None,
    )


def _steps(rows: Mapping[str, list[Any]], speeds: Mapping[str, Speed]) -> tuple[Step, ...]:
    """One of each network that ran on the device of the newest run."""
    if not rows:
        return ()
    newest = max((same[0] for same in rows.values()), key=lambda row: row.ended or math.inf).device or ""
    here = {key: parsed(rows[key][0].config) for key, speed in speeds.items() if speed.device == newest}
    return tuple(_step(config, speeds[key].images_per_second) for key, config in here.items() if config is not None)


def _step(config: RunConfig, images_per_second: float) -> Step:
    batch = config.training.batch_size
    return Step(batch * _macs(config.network), batch / images_per_second)


@lru_cache(maxsize=2048)
def parsed(config: str) -> RunConfig | None:
    """The config of a training from its row; None where another version wrote it, which asked for other things."""
    try:
        return RunConfig.model_validate_json(config)
    except ValidationError:
        return None


@lru_cache(maxsize=1)
def _recorded() -> tuple[Step, ...]:
    return tuple(
        Step(config.training.batch_size * _macs(config.network), seconds / steps_of(config))
        for config, seconds in recordings.trainings()
    )


@lru_cache(maxsize=512)
def _macs(network: NetworkConfig) -> int:
    return network_cost(network).macs
