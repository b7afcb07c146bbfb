"""What its owner does with a run that is over: give it another name, or delete it."""

import streamlit as st

from resnet_core.jobs.keeping import LONGEST_NAME
from resnet_core.jobs.looks import RunView
from ui import outage, services
from ui.exercises import runs
from ui.say import say
from ui.train import submit


def show(view: RunView) -> None:
    """Draws the two wishes; nothing for somebody else's run."""
    if not services.lab().may_change(view):
        return
    with st.popover(say("train-keep"), icon=":material/edit:", type="tertiary"):
        name = st.text_input(say("train-name"), value=view.name, key=f"name_{view.id}", max_chars=LONGEST_NAME)
        rename = outage.wish(services.lab().rename)
        st.button(say("train-name-change"), key="rename", on_click=rename, args=(view.id, name))
        st.divider()
        st.caption(say("train-delete-why"))
        if runs.is_entered(view.id):
            st.warning(say("train-delete-exercise"), icon=":material/exercise:")
        delete = outage.wish(_delete)
        st.button(say("train-delete"), key="delete", icon=":material/delete:", on_click=delete, args=(view.id,))


def _delete(run_id: str) -> None:
    """Callback: the controls stand where the run stood."""
    services.lab().delete(run_id)
    submit.leave_run()
