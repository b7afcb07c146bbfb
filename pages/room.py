"""Enter a room by its code; the same address shows the room to a projector."""

from ui.frame import page_guard

page_guard()


from ui.room import door

if door.is_for_projector():
    door.project()
else:
    door.draw()
