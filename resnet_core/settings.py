"""Every LAB_* environment variable, in one place."""

import os
import shutil
import sys
from functools import cache
from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

_APP = "residual-lab"


class Settings(BaseSettings):
    """Where things live and how much of the machine the lab may use."""

    model_config = SettingsConfigDict(env_prefix="LAB_", frozen=True)

    home: Path = Field(default_factory=lambda: platformdirs.user_data_path(_APP))
    """Runs, checkpoints and the default database."""
    data_dir: Path = Field(default_factory=lambda: platformdirs.user_cache_path(_APP) / "fashion-mnist")
    """The four Fashion-MNIST files; may be read-only when they are all there."""
    database_url: str = ""
    """SQLAlchemy URL; empty means SQLite under `home`."""
    ray_address: str = ""
    """Of a Ray cluster whose nodes do the work; empty means this machine does."""
    artifact_url: str = ""
    """Where runs put their files, as fsspec writes it; empty means `runs` under `home`."""
    ray_gpus: float = Field(default=0.0, ge=0)
    """Share of a graphics card that each agent of the cluster asks for."""
    device: Literal["auto", "cpu", "cuda", "mps"] = "auto"
    slots: int = Field(default=1, ge=0, le=64)
    """Runs that may train here at the same time; 0 leaves them to other machines."""
    quick_slots: int = Field(default=1, ge=0, le=16)
    """Short computations for pages that may be answered here at the same time, beside the runs that train."""
    threads: int = Field(default=0, ge=0, le=256)
    """CPU threads of one run; 0 shares all cores but one among the slots."""
    warm_workers: int = Field(default=1, ge=0, le=4)
    """Workers kept ready with torch imported, so that a run starts in under a second."""
    memory_limit_mb: int = Field(default=8000, ge=256)
    """A run that holds more memory than this is ended with a reason."""
    time_limit_s: float = Field(default=4 * 3600.0, gt=0)
    teacher_key: str = Field(default="", repr=False)
    """Whoever enters it is a teacher; when set, everybody else is known by a cookie, at this machine too."""
    teachers: str = ""
    """Teachers among those who sign in: e-mail addresses, or claims such as `role=teacher`, with commas between."""
    owner_queued: int = Field(default=4, ge=1)
    """Trainings of one visitor that may wait; this and what follows binds no teacher, and nobody at a laptop."""
    owner_questions: int = Field(default=8, ge=1)
    """Measurements for pages that one visitor may have under way."""
    owner_steps: int = Field(default=50_000, ge=1)
    """Steps of one training."""
    owner_runs: int = Field(default=200, ge=1)
    """Trainings that one visitor may keep."""
    owner_mb: int = Field(default=2000, ge=1)
    """What the files of one visitor's trainings may hold together."""
    queue: int = Field(default=300, ge=1)
    """Runs that may wait, of all visitors together."""
    keep_days: float = Field(default=0.0, ge=0)
    """Runs that ended longer ago are taken away; 0 keeps them."""
    keep_mb: int = Field(default=0, ge=0)
    """When the folders of runs hold more, the oldest lose their checkpoints between; 0 keeps them."""
    trash_days: float = Field(default=7.0, ge=0)
    """Runs that were taken away are removed for good after so long."""
    embedded_by: str = ""
    """Sites whose pages may show lessons in a frame, such as `https://school.example`, with spaces between."""
    sessions: int = Field(default=500, ge=1)
    """Pages that may be open at the same time; half of them from one address."""
    client_sessions: int = Field(default=40, ge=1)
    """Pages that one browser may have open."""
    uploads: int = Field(default=50, ge=1)
    """Files that one open page may send."""
    uploads_mb: int = Field(default=200, ge=1)
    """What all files of one open page may hold together."""
    stall_limit_s: float = Field(default=180.0, gt=0)
    """A run that makes no step for this long is ended with a reason."""

    room_hours: float = Field(default=24.0, gt=0, le=24 * 365)
    """After how many hours a room ends by itself."""

    @property
    def database(self) -> str:
        """SQLAlchemy URL of the store."""
        return self.database_url or f"sqlite:///{self.home / 'lab.db'}"

    @property
    def runs_dir(self) -> Path:
        """One folder a run: checkpoints, results, log."""
        return self.home / "runs"

    @property
    def keeps_agents(self) -> bool:
        """Whether this machine, or its cluster, does any work; else it queues what agents elsewhere claim."""
        return bool(self.slots or self.quick_slots)

    @property
    def trains_elsewhere(self) -> bool:
        """Whether trainings go to machines of which this one knows nothing."""
        return bool(self.ray_address) or not self.slots

    @property
    def computes_on_processor(self) -> bool:
        """Whether runs surely compute on a processor, told without torch: NVIDIA's own tool comes with every card."""
        has_no_card = shutil.which("nvidia-smi") is None and sys.platform != "darwin"
        return self.device == "cpu" or (self.device == "auto" and not self.trains_elsewhere and has_no_card)

    @property
    def threads_per_run(self) -> int:
        """CPU threads each run may use: all cores but one, shared among the slots.

        One core stays for the pages. Torch's threads wait for each other at every layer, so a run that has all cores
        falls to a fortieth of its speed when anything else wants one (measured on two cores: 41 steps/s alone with two
        threads, 0.8 with a second process beside it; with one thread 33 and 36).
        """
        return self.threads or max(1, ((os.cpu_count() or 1) - 1) // max(1, self.slots))


@cache
def settings() -> Settings:
    """The settings of this process, read from the environment once."""
    return Settings()
