"""The lab as pages see it: submit, ask, stop, resume, look. No torch, and nothing here waits for a run."""

import atexit
import json
import math
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from resnet_core.analysis import room
from resnet_core.config import Frozen, RunConfig, parse
from resnet_core.errors import ConfigError
from resnet_core.jobs import onlookers, states
from resnet_core.jobs.curves import CurveCache, Curves, last_values
from resnet_core.jobs.dispatcher import Dispatcher
from resnet_core.jobs.launcher import Local
from resnet_core.jobs.places import Place, eta, places
from resnet_core.jobs.questions import question_key
from resnet_core.jobs.speeds import Speed, speed_key, speeds, start_seconds
from resnet_core.jobs.states import NewRun, State
from resnet_core.probes.catalogue import PROBES
from resnet_core.settings import Settings
from resnet_core.store import Run, RunEvent, Store

KINDS: dict[str, type[Frozen]] = {"train": RunConfig} | {kind: probe.question for kind, probe in PROBES.items()}
"""Kind of run to the model of its config."""
OWNER = "local"
"""The one implicit learner of an installation without sign-in."""
_VIEW_SECONDS = 0.3
_MAX_VIEWS = 256
STARTING = ("assigned", "starting")


@dataclass(frozen=True)
class RunView:
    """A run as a page shows it."""

    id: str
    kind: str
    name: str
    state: State
    config: dict[str, Any]
    created: float
    started: float | None
    ended: float | None
    step: int
    total_steps: int
    phase: str
    """In words: `waiting`, `fetching the data, 40%`, `training`; empty when finished."""
    eta_seconds: float | None
    """To the end of the run; None until steps were measured."""
    images_per_second: float | None
    device: str | None
    data: str | None
    attempt: int
    place: Place | None
    """In the queue; None when the run does not wait."""
    getting_ready: float | None
    """Seconds since a worker was told of the run; None unless it has not begun since."""
    error_kind: str | None
    message: str
    detail: str

    @property
    def finished(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.state in states.FINISHED

    @property
    def resumable(self) -> bool:
        """Whether `Lab.resume` makes it go on."""
        return self.state in states.RESUMABLE


def check_room(config: RunConfig, settings: Settings) -> None:
    """ConfigError when the training cannot fit into the memory that a run may use; a card's is not known here."""
    if settings.computes_on_processor:
        room.check(config, settings.memory_limit_mb, bf16=config.training.precision == "auto")


class Lab:
    """Every read and wish a page has. One per server; threads may share it."""

    def __init__(self, store: Store, settings: Settings, *, wake: Callable[[], None] = lambda: None) -> None:
        self._store = store
        self._settings = settings
        self._wake = wake
        self._curves = CurveCache(store)
        self._views: dict[str, tuple[float, RunView]] = {}
        self._lock = threading.Lock()
        self._placed: tuple[float, dict[str, Place]] = (-_VIEW_SECONDS, {})
        self._noted: dict[str, float] = {}
        self._placing = threading.Lock()

    def submit(self, kind: str, config: dict[str, Any], *, name: str = "", key: str | None = None) -> str:
        """The id of the queued run; the same `key` gives the same run, so that a double click trains once.

        ConfigError when the config is not one for this kind of run, or cannot fit into memory.
        """
        checked = _checked(kind, config)
        if isinstance(checked, RunConfig):
            check_room(checked, self._settings)
        return self._submit(kind, checked, name=name, key=key)

    def ask(self, kind: str, config: dict[str, Any]) -> str:
        """The id of the run that answers this, which may be finished: the same question has one run.

        One that was stopped, failed or lost its answer is asked again. ConfigError as for `submit`.
        """
        checked = _checked(kind, config)
        run_id = self._submit(kind, checked, key=question_key(kind, checked))
        state = self._store.run(run_id).state
        if state in states.RESUMABLE or (state == "succeeded" and self.artifact(run_id, "results") is None):
            states.resume(self._store, run_id, again=True)
            self._forget(run_id)
            self._wake()
        return run_id

    def find(self, kind: str, config: dict[str, Any]) -> RunView | None:
        """The run of this question, if it was ever asked; nothing is asked now. ConfigError as for `submit`."""
        run_id = states.submitted(self._store, OWNER, question_key(kind, _checked(kind, config)))
        return None if run_id is None else self.view(run_id)

    def check(self) -> None:
        """Raises StoreError unless the store answers and fits this program."""
        self._store.check()

    def results(self, run_id: str) -> dict[str, Any] | None:
        """What the run left as `results`; None when it has not left them yet."""
        path = self.artifact(run_id, "results")
        return None if path is None else json.loads(path.read_text())

    def stop(self, run_id: str) -> None:
        """None; a waiting run is stopped, a running one saves itself and stops. Twice is once."""
        states.ask_stop(self._store, run_id)
        self._forget(run_id)

    def resume(self, run_id: str) -> None:
        """None; a stopped or failed run goes on from its checkpoint. Twice is once."""
        states.resume(self._store, run_id)
        self._forget(run_id)
        self._wake()

    def view(self, run_id: str) -> RunView:
        """The run, at most a third of a second old; StoreError when there is none with this id."""
        with self._lock:
            read_at, view = self._views.get(run_id, (0.0, None))
            if view is None or time.monotonic() - read_at > _VIEW_SECONDS:
                view = self._read_view(run_id)
                self._views.pop(run_id, None)
                self._views[run_id] = time.monotonic(), view
                if len(self._views) > _MAX_VIEWS:
                    del self._views[next(iter(self._views))]
            return view

    def runs(self, limit: int = 20) -> tuple[RunView, ...]:
        """The newest trainings first; what a page asked itself is shown by that page."""
        places = self._places()
        return tuple(_view(run, places) for run in self._store.recent(limit, without=KINDS.keys() - {"train"}))

    def metrics(self, run_id: str) -> Curves:
        """(steps, values) of every curve of the run, by name; shared, so the arrays cannot be written."""
        return self._curves.curves(run_id, attempt=self.view(run_id).attempt)

    def last_values(self, metric: str, run_ids: Sequence[str]) -> dict[str, float]:
        """The newest value of a metric of each of these runs; those that have none are left out."""
        return last_values(self._store, metric, run_ids)

    def artifact(self, run_id: str, kind: str) -> Path | None:
        """The file the run left under this name, such as `weights`; None when it left none or it is gone."""
        found = self._store.artifact(run_id, kind)
        path = self._settings.runs_dir / found.path if found else None
        return path if path and path.is_file() else None

    def events(self, run_id: str) -> tuple[RunEvent, ...]:
        """The run's history, oldest first."""
        return self._store.events(run_id)

    def speed(self, config: RunConfig) -> Speed | None:
        """How fast runs like this one were here; None when there was none yet. Measured, never computed from sizes."""
        key = speed_key(config)
        with self._store.read() as connection:
            return speeds(connection, {key}).get(key)

    def start_seconds(self) -> float | None:
        """How long a worker takes here to get ready, where none is kept so; None before the first."""
        with self._store.read() as connection:
            return start_seconds(connection)

    def _submit(self, kind: str, checked: Frozen, *, name: str = "", key: str | None) -> str:
        speed = speed_key(checked) if isinstance(checked, RunConfig) else ""
        run_id = states.submit(self._store, NewRun(kind, checked.model_dump_json(), name[:200], OWNER, key, speed))
        self._wake()
        return run_id

    def _read_view(self, run_id: str) -> RunView:
        run = self._store.run(run_id)
        if run.state != "queued":
            return _view(run, {})
        if run.kind in PROBES:
            self._note_onlooker(run_id)
        return _view(run, self._places())

    def _note_onlooker(self, run_id: str) -> None:
        """Whoever looks at a waiting question waits for it."""
        if time.monotonic() - self._noted.get(run_id, -math.inf) >= onlookers.AGAIN_SECONDS:
            onlookers.note(self._store, run_id)
            self._noted.pop(run_id, None)
            self._noted[run_id] = time.monotonic()
            if len(self._noted) > _MAX_VIEWS:
                del self._noted[next(iter(self._noted))]

    def _places(self) -> dict[str, Place]:
        """Read once for all viewers, as a view is."""
        with self._placing:
            read_at, found = self._placed
            if time.monotonic() - read_at > _VIEW_SECONDS:
                here = self._settings
                found = places(self._store, slots=here.slots, probe_slots=here.probe_slots)
                self._placed = time.monotonic(), found
            return found

    def _forget(self, run_id: str) -> None:
        with self._lock:
            self._views.pop(run_id, None)


def _checked(kind: str, config: dict[str, Any]) -> Frozen:
    if kind not in KINDS:
        raise ConfigError(f"kind={kind}: no run is of this kind; there are {', '.join(KINDS)}")
    return parse(KINDS[kind], config)


def open_lab(settings: Settings) -> Lab:
    """The lab of this server, its dispatcher at work; at the server's own end, runs are saved and wait in the queue."""
    store = Store(settings.database)
    dispatcher = Dispatcher(store, Local(settings), settings)
    dispatcher.start()
    atexit.register(dispatcher.stop)
    return Lab(store, settings, wake=dispatcher.wake)


def _view(run: Run, places: Mapping[str, Place]) -> RunView:
    return RunView(
        id=run.id,
        kind=run.kind,
        name=run.name,
        state=cast(State, run.state),
        config=json.loads(run.config),
        created=run.created,
        started=run.started,
        ended=run.ended,
        step=run.step,
        total_steps=run.total_steps,
        phase=run.phase,
        eta_seconds=eta(run),
        images_per_second=run.images_per_second,
        device=run.device,
        data=run.data,
        attempt=run.attempt,
        place=places.get(run.id),
        getting_ready=time.time() - run.progress_at if run.state in STARTING and run.progress_at else None,
        error_kind=run.error_kind,
        message=run.message,
        detail=run.detail,
    )
