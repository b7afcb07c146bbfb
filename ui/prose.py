"""The lesson text, kept as Markdown so that it can be read, corrected and translated without touching code."""

from functools import cache
from pathlib import Path

CONTENT = Path(__file__).resolve().parents[1] / "content"


@cache
def prose(name: str, language: str = "en") -> str:
    """The text `content/<language>/<name>.md`."""
    return (CONTENT / language / f"{name}.md").read_text(encoding="utf-8").strip()
