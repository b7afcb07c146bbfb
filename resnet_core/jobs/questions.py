"""When two questions are the same: the same kind and config, asked of the same code."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from resnet_core.config import Frozen
from resnet_core.gallery import GALLERY

_PACKAGE = Path(__file__).parents[1]


def question_key(kind: str, config: Frozen) -> str:
    """The same for questions that have the same answer."""
    return hashlib.sha256(f"{kind} {config.model_dump_json()} {code_version()}".encode()).hexdigest()


@cache
def code_version() -> str:
    """Of all an answer follows from: this package, the recorded runs and torch. About 10 ms, once a process."""
    digest = hashlib.sha256(version("torch").encode())
    for file in sorted([*_PACKAGE.rglob("*.py"), *GALLERY.glob("*/*")]):
        digest.update(file.read_bytes())
    return digest.hexdigest()
