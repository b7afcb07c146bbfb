"""Check yourself: the items of the course that come on a page, each answered once and then explained.

Which items come is for `resnet_core.course.choosing` to say. They stay as long as the learner is on the page, answered
ones with their explanation; what was answered is kept in this browser (`ui/progress`) and never asked again.
"""

from typing import NamedTuple

import streamlit as st

from resnet_core.course.choosing import items_for
from resnet_core.course.item import Item
from resnet_core.course.misconceptions import ORDER
from ui import progress
from ui.language import message_name
from ui.say import is_said, say

VISIT = "_checks"
"""Session state: the items of this visit to a page. Whoever arrives on a page takes it away."""
KEPT = {True: "r", False: "w"}
"""What the browser keeps of an answer: whether it was right."""
_MARKS = {
    "right": ":material/check_circle:",
    "wrong": ":material/cancel:",
    "other": ":material/radio_button_unchecked:",
}


class Visit(NamedTuple):
    """What is asked on a page, and the option that was chosen for each item that has been answered."""

    page: str
    items: tuple[Item, ...]
    chosen: dict[str, str]


def asked_on(page: str) -> bool:
    """Whether anything is asked on a page at all."""
    return page in ORDER


def leave() -> None:
    """Ends the visit: on the next page, or on the same one later, other items come."""
    st.session_state.pop(VISIT, None)


def draw(page: str) -> None:
    """Draws the items of this visit, or says that none is left."""
    visit = _visit(page)
    if not visit.items:
        st.markdown(say("checks-used-up"))
        return
    for column, item in zip(st.columns(len(visit.items)), visit.items, strict=True):
        with column, st.container(border=True, key=f"check_{item.id}_card", gap="small", height="stretch"):
            if item.id in visit.chosen:
                _explain(item, visit.chosen[item.id])
            else:
                _ask(item, visit)


def answered() -> dict[str, bool]:
    """Whether each item that was ever answered in this browser was answered rightly; the oldest first."""
    return {item: kept == KEPT[True] for item, kept in progress.all_kept("checks").items()}


def label(item: Item, option: str) -> str:
    """What an option is called: its words, or its number."""
    asked = item.asked
    if not asked.numbers:
        return _say(item, message_name(option))
    number, own = asked.numbers[option], f"check-{item.id}.option"
    return say(own if is_said(own) else "check-number", number=number)


def feedback(item: Item, option: str) -> str:
    """Why the right option is right, after what speaks against the one that was chosen."""
    if option == item.asked.right:
        return say("checks-right", because=because(item))
    own = f"not-{message_name(option)}"
    refuted = _say(item, own if is_said(f"check-{item.id}.{own}") else "wrong")
    return say("checks-wrong", refuted=refuted, because=because(item))


def because(item: Item) -> str:
    """Why the right option is right."""
    return _say(item, "because")


def question(item: Item) -> str:
    """What is asked."""
    return say(f"check-{item.id}", **_told(item))


def _visit(page: str) -> Visit:
    visit: Visit | None = st.session_state.get(VISIT)
    if visit is None or visit.page != page:
        visit = Visit(page, items_for(page, answered()), {})
        st.session_state[VISIT] = visit
    return visit


def _ask(item: Item, visit: Visit) -> None:
    """Draws the question with its options; nothing runs until one is handed in."""
    with st.form(f"check_{item.id}_form", border=False):
        st.radio(
            question(item),
            item.asked.options,
            index=None,
            format_func=lambda option: label(item, option),
            key=f"check_{item.id}",
        )
        pressed = st.form_submit_button(say("checks-button"), on_click=_hand_in, args=(item, visit))
    if pressed:
        st.caption(say("checks-choose"))


def _hand_in(item: Item, visit: Visit) -> None:
    """Keeps the chosen option, if there is one."""
    option: str | None = st.session_state.get(f"check_{item.id}")
    if option is not None:
        visit.chosen[item.id] = option
        progress.keep("checks", item.id, KEPT[option == item.asked.right])


def _explain(item: Item, chosen: str) -> None:
    """Draws the question as it was answered, and the explanation."""
    right = chosen == item.asked.right
    st.markdown(question(item))
    st.markdown("  \n".join(_marked(item, option, chosen) for option in item.asked.options))
    icon = ":material/check:" if right else ":material/lightbulb:"
    (st.success if right else st.info)(feedback(item, chosen), icon=icon)
    st.caption(say("checks-belief", belief=say(f"misconception-{item.misconception.code}")))


def _marked(item: Item, option: str, chosen: str) -> str:
    """An option with what it was, in a sign and in words."""
    words, right = label(item, option), item.asked.right
    if option == right:
        message = "checks-both" if option == chosen else "checks-the-answer"
        return f"{_MARKS['right']} {say(message, option=words)}"
    return f"{_MARKS['wrong']} {say('checks-your-answer', option=words)}" if option == chosen else _other(words)


def _other(words: str) -> str:
    return f"{_MARKS['other']} {words}"


def _say(item: Item, attribute: str) -> str:
    return say(f"check-{item.id}.{attribute}", **_told(item))


def _told(item: Item) -> dict[str, object]:
    """What the words of an item may speak of."""
    return {**item.asked.values, **item.asked.numbers}
