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
    device: Literal["auto", "cpu", "cuda", "mps"] = "auto"
    slots: int = Field(default=1, ge=1, le=64)
    """Runs that may train at the same time."""
    probe_slots: int = Field(default=1, ge=1, le=16)
    """Short computations for pages that may be answered at the same time, beside the runs that train."""
    threads: int = Field(default=0, ge=0, le=256)
    """CPU threads of one run; 0 shares all cores but one among the slots."""
    warm_workers: int = Field(default=1, ge=0, le=4)
    """Workers kept ready with torch imported, so that a run starts in under a second."""
    memory_limit_mb: int = Field(default=8000, ge=256)
    """A run that holds more memory than this is ended with a reason."""
    time_limit_s: float = Field(default=4 * 3600.0, gt=0)
    stall_limit_s: float = Field(default=180.0, gt=0)
    """A run that makes no step for this long is ended with a reason."""

    @property
    def database(self) -> str:
        """SQLAlchemy URL of the store."""
        return self.database_url or f"sqlite:///{self.home / 'lab.db'}"

    @property
    def runs_dir(self) -> Path:
        """One folder a run: checkpoints, results, log."""
        return self.home / "runs"

    @property
    def computes_on_processor(self) -> bool:
        """Whether runs surely compute on a processor, told without torch: NVIDIA's own tool comes with every card."""
        return self.device == "cpu" or (
            self.device == "auto" and shutil.which("nvidia-smi") is None and sys.platform != "darwin"
        )

    @property
    def threads_per_run(self) -> int:
        """CPU threads each run may use: all cores but one, shared among the slots.

        One core stays for the pages. Torch's threads wait for each other at every layer, so a run that has all cores
        falls to a fortieth of its speed when anything else wants one (measured on two cores: 41 steps/s alone with two
        threads, 0.8 with a second process beside it; with one thread 33 and 36).
        """
        return self.threads or max(1, ((os.cpu_count() or 1) - 1) // self.slots)


@cache
def settings() -> Settings:
    """The settings of this process, read from the environment once."""
    return Settings()
