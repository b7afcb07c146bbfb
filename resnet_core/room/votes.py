"""A vote in two rounds, as pure functions: who is right how often, and what to do with that.

The ladder: under 35 % right the class needs a hint, from 35 to 70 % it should discuss and vote again, above that one
explains and goes on, as Peer Instruction has it.
"""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

ROUNDS = 2
FEW, MANY = 35, 70
"""Per cent right: below the first a hint, above the second an explanation."""

Phase = Literal["closed", "open", "revealed", "answered"]
"""Of a vote: not begun, taking votes, its distribution shown, its answer shown."""
Advice = Literal["hint", "discuss", "explain", "none"]
"""What to do after a reveal; `none` where nobody voted."""


class Share(NamedTuple):
    """One option in a distribution."""

    option: str
    votes: int
    percent: int
    """Of all votes, to the nearest whole number."""


def distribution(options: Iterable[str], votes: Iterable[str]) -> tuple[Share, ...]:
    """How often each option was chosen, in the order of the options; votes for anything else are left out."""
    options = tuple(options)
    counted = dict.fromkeys(options, 0)
    for vote in votes:
        if vote in counted:
            counted[vote] += 1
    total = sum(counted.values())
    return tuple(Share(option, counted[option], _percent(counted[option], total)) for option in options)


def advice(shares: Iterable[Share], right: str, *, round_: int) -> Advice:
    """What the ladder says after a round; after the last one it is time to explain, whatever came out.

    Where no option is right, a question is worth a discussion, once.
    """
    shares = tuple(shares)
    total = sum(share.votes for share in shares)
    if not total:
        return "none"
    if round_ >= ROUNDS:
        return "explain"
    if not right:
        return "discuss"
    hits = 100 * sum(share.votes for share in shares if share.option == right)
    if hits < FEW * total:
        return "hint"
    return "discuss" if hits <= MANY * total else "explain"


def moved(before: Mapping[int, str], after: Mapping[int, str], right: str) -> tuple[int, int]:
    """How many changed from wrong to right between the rounds, and from right to wrong, by seat."""
    both = before.keys() & after.keys()
    gained = sum(before[seat] != right == after[seat] for seat in both)
    return gained, sum(before[seat] == right != after[seat] for seat in both)


def _percent(part: int, total: int) -> int:
    return (200 * part + total) // (2 * total) if total else 0
