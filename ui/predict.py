"""Predict first: a question that a learner answers before a figure is shown, and the prediction beside what came out.

    paths-predict = Which paths carry most of the gradient?
        .short = the short paths
        .long = the long paths
        .reply = You predicted *{ $guess }*. It came out as *{ $came }*.
        .refutes = You may have read that ... It is not so: measured here, ...
        .further = One step further: ...

    prediction = Prediction("paths-predict", ("short", "long"), key="paths_guess")
    if guess := prediction.ask():
        prediction.reply(guess, came=longest.length)
        ...

One a question: it is locked with an optional reason in one line, and kept in this browser (`ui/progress`). The options
are codes or numbers; whoever does not want to predict gets `JUST_SHOW`.
"""

from typing import NamedTuple

import streamlit as st

from ui import numbers, progress, rehearsal, words
from ui.language import message_name
from ui.say import is_said, say

JUST_SHOW = "just_show"
"""What is kept of whoever wanted to see the figure at once; no guess."""

Option = str | int | float


class Prediction(NamedTuple):
    """The question, with a label for each code that may be guessed or come out, and the `reply` to a guess.

    The attributes `refutes` and `further` are optional: what is said to a wrong guess, and to a right one.
    """

    message: str
    options: tuple[Option, ...]
    key: str
    """Of the question in this browser, and of its widget."""

    def ask(self, **values: object) -> Option | None:
        """What the learner predicted; None until they have said so. `values` are those of the question."""
        guess = self.locked()
        if guess is None:
            self._offer(say(self.message, **values))
        elif guess != JUST_SHOW:
            self._recall(guess, say(self.message, **values))
        return guess

    def locked(self) -> Option | None:
        """What was predicted, here or on an earlier visit; nothing is drawn."""
        kept = JUST_SHOW if rehearsal.is_on() else progress.kept("guesses", self.key)
        if kept == JUST_SHOW:
            return JUST_SHOW
        return next((option for option in self.options if str(option) == kept), None)

    def reply(self, guess: Option, came: Option, finding: object = None, /, **values: object) -> None:
        """Says how the prediction came out; `finding` and `values` may tell more. Nothing where none was made."""
        if guess == JUST_SHOW:
            return
        right = guess == came
        told = {"guess": self.label(guess), "came": self.label(came), "right": right} | values
        attribute = f"{self.message}.{'further' if right else 'refutes'}"
        parts = [say(f"{self.message}.reply", finding, **told)]
        parts += [say(attribute, finding, **told)] if is_said(attribute) else []
        (st.success if right else st.info)(
            "\n\n".join(parts), icon=":material/check:" if right else ":material/lightbulb:"
        )

    def skip(self) -> None:
        """Lets a learner through who comes by a link to what is behind the question."""
        if self.locked() is None:
            self._lock(JUST_SHOW)

    def skip_where_set(self, *keys: str) -> None:
        """Lets a learner through whose address sets one of these: it leads to what is behind the question."""
        if any(key in st.query_params for key in keys):
            self.skip()

    def label(self, option: Option) -> str:
        """What an option is called."""
        if option == JUST_SHOW:
            return say("predict-just-show")
        if isinstance(option, str):
            return say(f"{self.message}.{message_name(option)}")
        return numbers.measured(option, digits=12)

    def _offer(self, question: str) -> None:
        """Draws the options, and the buttons that lock one of them."""
        with st.container(border=True, key=f"{self.key}_card", gap="small"):
            choice: Option | None = st.segmented_control(
                question,
                self.options,
                format_func=self.label,
                key=self.key,
                persist_state="session",
                wrap=True,
            )
            if choice is not None:
                st.text_input(
                    say("predict-reason"), key=f"{self.key}_reason", max_chars=progress.LONGEST, persist_state="session"
                )
            with st.container(horizontal=True, gap="small"):
                label = say("predict-lock")
                st.button(
                    label if choice is None else words.on_primary(label),
                    key=f"{self.key}_lock",
                    type="secondary" if choice is None else "primary",
                    icon=":material/lock:",
                    disabled=choice is None,
                    on_click=self._lock,
                    args=(choice,),
                )
                st.button(
                    say("predict-just-show"),
                    key=f"{self.key}_skip",
                    type="tertiary",
                    on_click=self._lock,
                    args=(JUST_SHOW,),
                )

    def _recall(self, guess: Option, question: str) -> None:
        """Says what was predicted, and why."""
        reason = progress.kept("reasons", self.key)
        st.caption(f":material/lock: {question} {say('predict-locked', guess=self.label(guess))}")
        if reason:
            st.text(say("predict-because", reason=reason))

    def _lock(self, guess: Option) -> None:
        """Keeps the prediction for good, with the reason if one was written."""
        progress.keep("guesses", self.key, str(guess))
        reason = str(st.session_state.get(f"{self.key}_reason") or "").strip()
        if reason and guess != JUST_SHOW:
            progress.keep("reasons", self.key, reason)
