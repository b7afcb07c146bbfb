"""Lead a class through a lesson: prepare its steps, call everyone, let them vote, show the board, take it home."""

from ui.frame import page_guard

page_guard()

from ui.room import desk

desk.draw()
