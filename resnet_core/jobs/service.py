"""The lab as pages have it: a desk for every visitor, to submit, ask, stop and resume. No torch, and no waiting."""

import atexit
import contextlib
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from resnet_core.config import Frozen, RunConfig
from resnet_core.errors import RefusedError
from resnet_core.jobs import keeping, limits, pausing, prune, states
from resnet_core.jobs.curves import CurveCache
from resnet_core.jobs.dispatcher import Dispatcher
from resnet_core.jobs.launcher import Apart, Local
from resnet_core.jobs.looks import Looks, RunView, Views, checked
from resnet_core.jobs.overview import Overview
from resnet_core.jobs.owners import Owner
from resnet_core.jobs.questions import question_key
from resnet_core.jobs.speeds import speed_key
from resnet_core.jobs.states import NewRun
from resnet_core.settings import Settings, settings
from resnet_core.store import Store
from resnet_core.studies.catalogue import STUDIES

_OPENING = threading.Lock()
_BESIDE = threading.Event()
"""Set in a process that stands beside the server of its store."""


class Lab(Looks):
    """The lab of a server: everybody may look, and changes what `of` lets them. Threads may share it."""

    def __init__(self, store: Store, settings: Settings, *, wake: Callable[[], None] = lambda: None) -> None:
        super().__init__(store, settings, views=Views(store, settings), curves=CurveCache(store))
        self._wake = wake

    def of(self, owner: Owner) -> "Desk":
        """The lab as this visitor has it: the only object through which pages reach runs."""
        return Desk(self, owner)


class Desk(Looks):
    """Every look and wish of one visitor; only an owner or a teacher changes a run, others get RefusedError."""

    def __init__(self, lab: Lab, owner: Owner) -> None:
        super().__init__(lab._store, lab._settings, views=lab._views, curves=lab._curves)
        self._wake = lab._wake
        self.owner = owner

    def may_change(self, view: RunView) -> bool:
        """Whether the visitor stops, resumes, renames and deletes this run."""
        return self.owner.may_change(view.owner)

    def submit(self, kind: str, config: dict[str, Any], *, name: str = "", key: str | None = None) -> str:
        """The id of the queued run; the same `key` gives the same run, so that a double click trains once.

        ConfigError when the config is not one for this kind of run, or asks for more than the machine has; RefusedError
        at a limit of this learner.
        """
        run = checked(kind, config)
        if isinstance(run, RunConfig):
            limits.check_size(self.owner, run, self._settings)
        return self._submit(kind, run, name=keeping.cleaned(name), key=key)

    def ask(self, kind: str, config: dict[str, Any]) -> str:
        """The id of the run that answers this, which may be finished: the same question has one run, whoever asks.

        One that was stopped, failed or lost its answer is asked again. Errors as for `submit`.
        """
        question = checked(kind, config)
        run_id = self._submit(kind, question, question=question_key(kind, question))
        state = self._store.run(run_id).state
        if state in states.RESUMABLE or (state == "succeeded" and self.artifact(run_id, "results") is None):
            states.resume(self._store, run_id, again_for=self.owner.id, check=self._within_limits())
            self._views.forget(run_id)
            self._wake()
        return run_id

    def stop(self, run_id: str) -> None:
        """Stops a waiting run; asks a running one to save itself and stop. Twice is once."""
        self._check(run_id)
        states.ask_stop(self._store, run_id)
        self._views.forget(run_id)

    def leave(self, run_id: str) -> None:
        """Withdraws a question that still waits, for the last page that waited for it, whoever asked it first."""
        run = self._store.run(run_id)
        if run.kind in STUDIES and run.state == "queued":
            states.ask_stop(self._store, run_id)
            self._views.forget(run_id)

    def resume(self, run_id: str) -> None:
        """Lets a stopped or failed run go on from its checkpoint. Twice is once. RefusedError at a limit."""
        self._check(run_id)
        states.resume(self._store, run_id, check=self._within_limits())
        self._views.forget(run_id)
        self._wake()

    def rename(self, run_id: str, name: str) -> None:
        """Gives the run another name."""
        keeping.rename(self._store, run_id, name=name, owner=self.owner)
        self._views.forget(run_id)

    def delete(self, run_id: str) -> None:
        """Takes a finished run away: it is shown nowhere any more."""
        keeping.delete(self._store, run_id, owner=self.owner)
        self._views.forget(run_id)

    def pause(self) -> None:
        """Lets nothing new start. For a teacher, as the next two are."""
        self._check_teacher()
        pausing.pause(self._store)

    def go_on(self) -> None:
        """Lets runs start again."""
        self._check_teacher()
        pausing.go_on(self._store)
        self._wake()

    def overview(self) -> Overview:
        """How the whole lab stands."""
        self._check_teacher()
        return self._views.overview()

    def _check_teacher(self) -> None:
        if not self.owner.teacher:
            raise RefusedError("teachers-only")

    def _check(self, run_id: str) -> None:
        self.owner.check(self._store.run(run_id))

    def _within_limits(self) -> limits.Check:
        return limits.check_queue(self.owner, self._settings)

    def _submit(self, kind: str, config: Frozen, *, name: str = "", key: str | None = None, question: str = "") -> str:
        is_new = not question or states.asked(self._store, question) is None
        foretold = self.admit(kind, config) if is_new else None
        speed = speed_key(config) if isinstance(config, RunConfig) else ""
        new = NewRun(kind, config.model_dump_json(), name, self.owner.id, key, speed, question or None, foretold)
        run_id = states.submit(self._store, new, check=self._within_limits())
        self._wake()
        return run_id


def open_lab(settings: Settings) -> Lab:
    """The lab of this server, its agents kept; at the server's own end, runs are saved and wait in the queue."""
    store = Store(settings.database)
    keeper: Apart | Dispatcher = Apart(settings) if settings.ray_address else Dispatcher(store, Local(store, settings))
    keeper.start()
    _keep_private(settings.runs_dir)
    threading.Thread(target=prune.every_hour, args=(store, settings), name="prune", daemon=True).start()
    atexit.register(keeper.stop)
    return Lab(store, settings, wake=keeper.wake)


def _keep_private(folder: Path) -> None:
    """Lets nobody else on this machine read what learners train; where that cannot be, the folder's owner cares."""
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)


def this_lab() -> Lab:
    """The lab of this process, opened by whoever asks first. StoreError where it cannot be; the next tries again."""
    with _OPENING:
        return _opened()


def stand_beside() -> None:
    """Lets the lab of this process keep no agents: the server of the same store does."""
    _BESIDE.set()


@cache
def _opened() -> Lab:
    here = settings()
    return Lab(Store(here.database), here) if _BESIDE.is_set() else open_lab(here)
