"""The lesson text, kept as Markdown so that it can be read, corrected and translated without touching code."""

from functools import cache

from ui import glossary, language, pseudo
from ui.say import CONTENT


def prose(name: str) -> str:
    """The text `content/<language>/<name>.md` in the session's language, its terms linked to the glossary."""
    return glossary.linked(_read(name, language.current()))


@cache
def _read(name: str, spoken: str) -> str:
    text = (CONTENT / language.folder(spoken) / f"{name}.md").read_text(encoding="utf-8").strip()
    return pseudo.accented(text) if spoken == pseudo.LANGUAGE else text
