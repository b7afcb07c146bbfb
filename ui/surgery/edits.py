"""The edits of the page on surgery: their spelling in its address, their words, and what a press on a block does."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from resnet_core.config import parse
from resnet_core.errors import ConfigError
from resnet_core.probes.surgery import Edit, Operation, Place, partners, refusal

Edits = tuple[Edit, ...]

NOTHING = "none"
"""In the address: the net as it is."""
OPERATIONS: dict[Operation, str] = {
    "delete": "The block is taken out, with all that follows its addition. What bypasses it stays: the shortcut in a "
    "residual net. A plain block has nothing of the kind, so x is handed on in its place.",
    "cut": "The shortcut is cut: F(x) alone goes on. Only a residual block has one.",
    "silence": "F(x) is replaced by 0. What follows the addition stays: ReLU(x + 0) in a residual block, ReLU(0) in a "
    "plain one.",
    "swap": "Two blocks of the same shape change places. Press the first, then the second.",
}
"""What each does, in words."""
DONE: dict[Operation, str] = {"delete": "deleted", "cut": "shortcut cut", "silence": "F silenced", "swap": "swapped"}


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
            reason = refusal(blocks, edit) or _already(edit, edits)
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


def words(edit: Edit) -> str:
    """`block 5 deleted`, `blocks 2 and 3 swapped`."""
    blocks = f"block {edit.block}" if edit.other is None else f"blocks {edit.block} and {edit.other}"
    return f"{blocks}, {DONE[edit.kind]}" if edit.kind in ("cut", "silence") else f"{blocks} {DONE[edit.kind]}"


def label(edit: Edit) -> str:
    """`Block 5 deleted`: on a button."""
    said = words(edit)
    return said[0].upper() + said[1:]


def all_words(edits: Edits) -> str:
    """All edits in one phrase."""
    return "; ".join(map(words, edits)) or "nothing changed"


def _read_one(word: str) -> tuple[Edit | None, str]:
    """The edit, or None and why it is none."""
    match = re.fullmatch(r"([a-z]+)-(\d{1,4})(?:-(\d{1,4}))?", word)
    if match is None:
        return (
            None,
            f"{word}: must be delete, cut or silence and a block, or swap and two, such as delete-5 or swap-2-3",
        )
    kind, block, other = match.groups()
    try:
        return parse(Edit, {"kind": kind, "block": int(block), "other": other and int(other)}), ""
    except ConfigError as error:
        return None, str(error)


def _already(edit: Edit, edits: Sequence[Edit]) -> str:
    """Why a second edit of a block is not taken."""
    taken = sorted({number for each in edits for number in each.touched} & set(edit.touched))
    return f"block={taken[0]}: it stands in two edits; leave one of them out" if taken else ""


def _repairs(word: str, words: Sequence[str], blocks: Sequence[Place]) -> tuple[tuple[str, str], ...]:
    """Ways out: other partners for a swap, and to leave the edit out."""
    edit, _reason = _read_one(word)
    others = [each for each in words if each is not word]
    found: list[tuple[str, str]] = []
    taken = {number for each in others if (other := _read_one(each)[0]) for number in other.touched}
    if edit is not None and edit.kind == "swap" and edit.block <= len(blocks) and edit.block not in taken:
        for partner in [each for each in partners(blocks, edit.block) if each not in taken][:3]:
            pair = sorted((edit.block, partner))
            found.append((f"Swap {pair[0]} and {pair[1]}", ",".join([*others, f"swap-{pair[0]}-{pair[1]}"])))
    return (*found, ("Leave it out", ",".join(others) or NOTHING))
