"""What everybody may see of the lab: runs, their curves, files and places in the queue. Nothing here changes a run."""

import json
import math
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from resnet_core.artifacts import Artifacts
from resnet_core.config import Frozen, RunConfig, parse
from resnet_core.errors import ConfigError
from resnet_core.jobs import admission, onlookers, states
from resnet_core.jobs import gauge as gauges
from resnet_core.jobs import machine as machines
from resnet_core.jobs.admission import Needs
from resnet_core.jobs.curves import CurveCache, Curves, last_values
from resnet_core.jobs.gauge import Gauge
from resnet_core.jobs.machine import Machine
from resnet_core.jobs.overview import Overview, overview
from resnet_core.jobs.pausing import is_paused
from resnet_core.jobs.places import Lane, Place, eta, lane, places
from resnet_core.jobs.questions import question_key
from resnet_core.jobs.speeds import start_seconds
from resnet_core.jobs.took import Took, took
from resnet_core.schema import Run, Shown
from resnet_core.settings import Settings
from resnet_core.store import RunEvent, Store
from resnet_core.studies.catalogue import QUICK, STUDIES

KINDS: dict[str, type[Frozen]] = {"train": RunConfig} | {kind: study.question for kind, study in STUDIES.items()}
"""Kind of run to the model of its config."""
STARTING = ("assigned", "starting")
VIEW_SECONDS = 0.3
GAUGE_SECONDS = 3.0
"""A run that has just ended is the measure of the next one so much later."""
MAX_VIEWS = 256


@dataclass(frozen=True, kw_only=True)
class RunView(Shown):
    """A run as a page shows it: its row, with the time left counted to now, and what the row alone does not say."""

    owner: str
    config: dict[str, Any]
    place: Place | None
    """In the queue; None when the run does not wait."""
    getting_ready: float | None
    """Seconds since a worker was told of the run; None unless it has not begun since."""

    @property
    def finished(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.state in states.FINISHED

    @property
    def resumable(self) -> bool:
        """Whether `Lab.resume` makes it go on."""
        return self.state in states.RESUMABLE


class Views:
    """Runs as pages show them, read from the store once for all who look. Threads may share it."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._views: dict[str, tuple[float, RunView]] = {}
        self._lock = threading.Lock()
        self._placed: tuple[float, dict[str, Place]] = (-VIEW_SECONDS, {})
        self._paused: tuple[float, bool] = (-VIEW_SECONDS, False)
        self._noted: dict[str, float] = {}
        self._placing = threading.Lock()
        self._gauged: tuple[float, Gauge | None] = (0.0, None)
        self._machine: tuple[float, Machine | None] = (0.0, None)
        self._gauging = threading.Lock()

    def view(self, run_id: str) -> RunView:
        """The run, at most a third of a second old; StoreError when there is none with this id."""
        with self._lock:
            read_at, view = self._views.get(run_id, (0.0, None))
            if view is None or time.monotonic() - read_at > VIEW_SECONDS:
                view = self._read_view(run_id)
                self._views.pop(run_id, None)
                self._views[run_id] = time.monotonic(), view
                if len(self._views) > MAX_VIEWS:
                    del self._views[next(iter(self._views))]
            return view

    def runs(self, limit: int = 20) -> tuple[RunView, ...]:
        """The newest trainings first; what a page asked itself is shown by that page."""
        places = self._places()
        return tuple(_view(run, places) for run in self._store.recent(limit, without=KINDS.keys() - {"train"}))

    def gauge(self) -> Gauge:
        """Read once for all who look."""
        with self._gauging:
            read_at, gauge = self._gauged
            if gauge is None or time.monotonic() - read_at > GAUGE_SECONDS:
                with self._store.read() as connection:
                    gauge = gauges.read(connection, elsewhere=self._settings.computes_on_processor)
                self._gauged = time.monotonic(), gauge
            return gauge

    def machine(self) -> Machine:
        """Looked at once for all."""
        with self._gauging:
            looked_at, machine = self._machine
            if machine is None or time.monotonic() - looked_at > GAUGE_SECONDS:
                with self._store.read() as connection:
                    card_mb = gauges.card_mb(connection)
                machine = machines.look(self._settings, card_mb=card_mb)
                self._machine = time.monotonic(), machine
            return machine

    def forget(self, run_id: str) -> None:
        """Lets the next look at the run read what the store says now."""
        with self._lock:
            self._views.pop(run_id, None)

    def paused(self) -> bool:
        """Whether a teacher lets nothing new start, as it stood a third of a second ago."""
        read_at, paused = self._paused
        if time.monotonic() - read_at > VIEW_SECONDS:
            with self._store.read() as connection:
                paused = is_paused(connection)
            self._paused = time.monotonic(), paused
        return paused

    def overview(self) -> Overview:
        """How the whole lab stands."""
        return overview(self._store, self._places())

    def _read_view(self, run_id: str) -> RunView:
        run = self._store.run(run_id)
        if run.state != "queued":
            return _view(run, {})
        if run.kind in STUDIES:
            self._note_onlooker(run_id)
        return _view(run, self._places(of=run_id))

    def _note_onlooker(self, run_id: str) -> None:
        """Whoever looks at a waiting question waits for it."""
        if time.monotonic() - self._noted.get(run_id, -math.inf) >= onlookers.AGAIN_SECONDS:
            onlookers.note(self._store, run_id)
            self._noted.pop(run_id, None)
            self._noted[run_id] = time.monotonic()
            if len(self._noted) > MAX_VIEWS:
                del self._noted[next(iter(self._noted))]

    def _places(self, *, of: str | None = None) -> dict[str, Place]:
        """Read once for all viewers, as a view is; and anew for a run that was not there yet."""
        with self._placing:
            read_at, waiting = self._placed
            if time.monotonic() - read_at > VIEW_SECONDS or (of is not None and of not in waiting):
                here = self._settings
                slots, quick = (_room(here, quick=quick) for quick in (False, True))
                waiting = places(self._store, slots=slots, quick_slots=quick, elsewhere=here.computes_on_processor)
                self._placed = time.monotonic(), waiting
            return waiting


class Looks:
    """Every look that a page has."""

    def __init__(self, store: Store, settings: Settings, *, views: Views, curves: CurveCache) -> None:
        self._store = store
        self._settings = settings
        self._artifacts = Artifacts(settings)
        self._views = views
        self._curves = curves

    @property
    def store(self) -> Store:
        """Where the runs are, and the rooms beside them."""
        return self._store

    def check(self) -> None:
        """Raises StoreError unless the store answers and fits this program."""
        self._store.check()

    def results(self, run_id: str) -> dict[str, Any] | None:
        """What the run left as `results`; None when it has not left them yet."""
        path = self.artifact(run_id, "results")
        return None if path is None else json.loads(path.read_text())

    def view(self, run_id: str) -> RunView:
        """The run, at most a third of a second old; StoreError when there is none with this id."""
        return self._views.view(run_id)

    def paused(self) -> bool:
        """Whether a teacher lets nothing new start."""
        return self._views.paused()

    def runs(self, limit: int = 20) -> tuple[RunView, ...]:
        """The newest trainings first; what a page asked itself is shown by that page."""
        return self._views.runs(limit)

    def find(self, kind: str, config: dict[str, Any]) -> RunView | None:
        """The run of this question, if it was ever asked; nothing is asked now. ConfigError as for `Desk.ask`."""
        run_id = states.asked(self._store, question_key(kind, checked(kind, config)))
        return None if run_id is None else self.view(run_id)

    def metrics(self, run_id: str) -> Curves:
        """(steps, values) of every curve of the run, by name; shared, so the arrays cannot be written."""
        return self._curves.curves(run_id, attempt=self.view(run_id).attempt)

    def last_values(self, metric: str, run_ids: Sequence[str]) -> dict[str, float]:
        """The newest value of a metric of each of these runs; those that have none are left out."""
        return last_values(self._store, metric, run_ids)

    def artifact(self, run_id: str, kind: str) -> Path | None:
        """The file the run left under this name, such as `weights`; None when it left none or it is gone."""
        artifact = self._store.artifact(run_id, kind)
        return self._artifacts.find(artifact) if artifact else None

    def seen(self, run_id: str) -> str:
        """A mark of what its worker saw last of the network; another one once it has seen more."""
        artifact = self._store.artifact(run_id, "watched")
        return artifact.sha256[:8] if artifact else ""

    def events(self, run_id: str) -> tuple[RunEvent, ...]:
        """The run's history, oldest first."""
        return self._store.events(run_id)

    def gauge(self) -> Gauge:
        """What the runs of this machine measured, by which others are foretold; at most a few seconds old."""
        return self._views.gauge()

    def machine(self) -> Machine:
        """What a run may use here; at most a few seconds old."""
        return self._views.machine()

    def needs(self, config: RunConfig) -> Needs:
        """What a training will need here."""
        return admission.needs(config, self.gauge(), processor=self._settings.computes_on_processor)

    def admit(self, kind: str, config: Frozen) -> str | None:
        """What is foretold of the run, as its row keeps it, None for a question; ConfigError when it cannot be done."""
        if isinstance(config, RunConfig):
            needed = self.needs(config)
            admission.check(config, needed, self.machine())
            return needed.as_json()
        admission.check_question(kind, config, self.machine())
        return None

    def took(self, view: RunView) -> Took | None:
        """What a run that has succeeded took, to hold against what was foretold; None where that cannot be compared."""
        with self._store.read() as connection:
            return took(connection, view)

    def lane(self, kind: str) -> Lane:
        """The runs beside which one of this kind has to find its slot, and what was measured of such."""
        return lane(self._store, kind, elsewhere=self._settings.computes_on_processor)

    def room(self, kind: str) -> int:
        """So many runs of this kind go on at the same time."""
        return _room(self._settings, quick=kind in QUICK)

    def start_seconds(self) -> float | None:
        """How long a worker takes here to get ready, where none is kept so; None before the first."""
        with self._store.read() as connection:
            return start_seconds(connection)


def checked(kind: str, config: dict[str, Any]) -> Frozen:
    """The config as the model of this kind of run; ConfigError when it is not one."""
    if kind not in KINDS:
        raise ConfigError("no-such-kind", kind=kind, kinds=tuple(KINDS))
    return parse(KINDS[kind], config)


def _room(settings: Settings, *, quick: bool) -> int:
    """At least one: a machine without slots counts on an agent elsewhere."""
    return max(1, settings.quick_slots if quick else settings.slots)


def _view(run: Run, places: Mapping[str, Place]) -> RunView:
    row = {column.name: getattr(run, column.name) for column in fields(Shown)}
    return RunView(
        **row | {"eta_seconds": eta(run)},
        owner=run.owner,
        config=json.loads(run.config),
        place=places.get(run.id),
        getting_ready=time.time() - run.progress_at if run.state in STARTING and run.progress_at else None,
    )
