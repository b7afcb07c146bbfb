"""What a teacher takes home: votes, predictions and runs as CSV, by seat and without names."""

import streamlit as st

from resnet_core.room import ballot, board, export
from resnet_core.room.rooms import Room
from ui.room import here
from ui.say import say


def draw(room: Room) -> None:
    """Draws the three downloads; nothing is read before one is pressed."""
    files = {
        "votes": lambda: export.votes(room, ballot.ballots(here.store(), room.code)),
        "predictions": lambda: export.predictions(room, ballot.predictions(here.store(), room.code)),
        "runs": lambda: export.runs(room, board.raced_in(here.store(), room)),
    }
    with st.container(horizontal=True, gap="small"):
        for name, write in files.items():
            st.download_button(
                say(f"room-file.{name}"),
                write,
                f"room-{room.code}-{name}.csv",
                "text/csv",
                key=f"room_file_{name}",
                icon=":material/download:",
                on_click="ignore",
            )
    st.caption(say("room-file-note"))
