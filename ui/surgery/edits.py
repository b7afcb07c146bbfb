"""The edits of the page on surgery: their spelling in its address, and what a press on a block does."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from resnet_core.config import parse
from resnet_core.errors import ConfigError
from resnet_core.studies.surgery.question import Edit, Place, partners, refusal
from ui.core_words import in_words
from ui.say import say

Edits = tuple[Edit, ...]

NOTHING = "none"
"""In the address: the net as it is."""


class Problem(NamedTuple):
    """An edit in the address that cannot be done."""

    reason: str
    repairs: tuple[tuple[str, str], ...]
    """Label and address of what could be done instead."""


def spell(edits: Edits) -> str:
    """As the address has them: `delete-5,swap-2-3`."""
    return ",".join("-".join(map(str, (edit.kind, *edit.touched))) for edit in edits) or NOTHING


def read(text: str, blocks: Sequence[Place]) -> tuple[Edits, tuple[Problem, ...]]:
    """The edits that `text` spells and these blocks allow, and what is wrong with each of the others."""
    edits: list[Edit] = []
    problems: list[Problem] = []
    words = [] if text == NOTHING else [word for word in text.split(",") if word]
    for word in words:
        edit, reason = _read_one(word)
        if edit is not None:
            refused = refusal(blocks, edit) or _already(edit, edits)
            reason = in_words(refused) if refused else ""
        if edit is None or reason:
            problems.append(Problem(reason, _repairs(word, words, blocks)))
        else:
            edits.append(edit)
    return tuple(sorted(edits, key=lambda edit: edit.touched)), tuple(problems)


def press(edits: Edits, new: Edit, *, several: bool) -> Edits:
    """The edits after one more; the same once more takes it back, and another on its blocks takes its place."""
    others = tuple(edit for edit in edits if not set(edit.touched) & set(new.touched))
    kept = others if several else ()
    return tuple(sorted((*kept, *(() if new in edits else (new,))), key=lambda edit: edit.touched))


def for_plain(edits: Edits) -> Edits:
    """The same edits on the plain twin, which has no shortcuts to cut."""
    return tuple(edit for edit in edits if edit.kind != "cut")


def _read_one(word: str) -> tuple[Edit | None, str]:
    """The edit, or None and why it is none."""
    match = re.fullmatch(r"([a-z]+)-(\d{1,4})(?:-(\d{1,4}))?", word)
    if match is None:
        return None, say("surgery-unreadable", edit=word)
    kind, block, other = match.groups()
    try:
        return parse(Edit, {"kind": kind, "block": int(block), "other": other and int(other)}), ""
    except ConfigError as error:
        return None, in_words(error)


def _already(edit: Edit, edits: Sequence[Edit]) -> ConfigError | None:
    """Why a second edit of a block is not taken."""
    taken = sorted({number for earlier in edits for number in earlier.touched} & set(edit.touched))
    return ConfigError("block-in-two-edits", block=taken[0]) if taken else None


def _repairs(word: str, words: Sequence[str], blocks: Sequence[Place]) -> tuple[tuple[str, str], ...]:
    """Ways out: other partners for a swap, and to leave the edit out."""
    edit, _reason = _read_one(word)
    others = [other for other in words if other is not word]
    swaps: list[tuple[str, str]] = []
    taken = {number for other in others if (read := _read_one(other)[0]) for number in read.touched}
    if edit is not None and edit.kind == "swap" and edit.block <= len(blocks) and edit.block not in taken:
        for partner in [other for other in partners(blocks, edit.block) if other not in taken][:3]:
            pair = sorted((edit.block, partner))
            swaps.append(
                (
                    say("surgery-swap-instead", block=pair[0], other=pair[1]),
                    ",".join([*others, f"swap-{pair[0]}-{pair[1]}"]),
                )
            )
    return (*swaps, (say("surgery-leave-out"), ",".join(others) or NOTHING))
