"""Which items come on a page: its own, and a twin of an earlier page's. Nothing is read of what answers them."""

from collections.abc import Iterable, Iterator, Mapping

from resnet_core.course.item import Item
from resnet_core.course.items import ITEMS
from resnet_core.course.misconceptions import LEADING, MISCONCEPTIONS, ORDER, Misconception

OWN = 2
"""Items of the page's own misconceptions; a twin of an earlier page's comes beside them."""
TWINS_ALONE = 2
"""Twins, where the page's own are used up."""


def items_for(page: str, answered: Mapping[str, bool]) -> tuple[Item, ...]:
    """What to ask on a page of somebody who has `answered` items, rightly or not, by their id; the oldest first.

    None of them comes again. Misconceptions of which least was asked come first; twins of what was answered wrongly
    come before twins of what was right. Empty once every variant is used up.
    """
    own = sorted(
        (confusion for confusion in MISCONCEPTIONS.values() if page in confusion.pages),
        key=lambda confusion: (len(_answers(confusion, answered)), confusion.number not in LEADING.get(page, ())),
    )
    first = tuple(_next(own, page, answered))[:OWN]
    twins = tuple(_next(_to_return(page, answered), page, answered))
    return (*first, *twins[: 1 if first else TWINS_ALONE])


def _to_return(page: str, answered: Mapping[str, bool]) -> Iterator[Misconception]:
    """Those of earlier pages of which something was answered: the wrong ones first, and the longest ago."""
    place = _place(page)
    earlier = {
        number: confusion
        for number, confusion in MISCONCEPTIONS.items()
        if page not in confusion.pages and _place(confusion.pages[0]) < place
    }
    newest = {int(item[:-1]): right for item, right in answered.items()}  # the last answer to each is what counts
    for sought in (False, True):
        yield from (earlier[number] for number, right in newest.items() if right is sought and number in earlier)


def _next(confusions: Iterable[Misconception], page: str, answered: Mapping[str, bool]) -> Iterator[Item]:
    """The next item of each that has one left: the one that fits the page, else the first."""
    for confusion in confusions:
        left = [item for item in _variants(confusion) if item.id not in answered]
        if left:
            yield next((item for item in left if item.page == page), left[0])


def _variants(confusion: Misconception) -> Iterator[Item]:
    return (item for item in ITEMS if item.misconception is confusion)


def _answers(confusion: Misconception, answered: Mapping[str, bool]) -> list[str]:
    return [item.id for item in _variants(confusion) if item.id in answered]


def _place(page: str) -> int:
    return ORDER.index(page) if page in ORDER else -1
