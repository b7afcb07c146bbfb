"""Landscape: the loss around a trained residual network and around the same network without shortcuts."""

from ui.frame import page_guard

page_guard()

from ui import fields, lesson
from ui.landscape import rescaled, sections
from ui.landscape.controls import FIELDS, TRIES

lesson.head("landscape")
fields.notices(FIELDS)
sections.show()
lesson.tries(*TRIES)
with lesson.why("landscape"):
    rescaled.draw()
lesson.checks("landscape")
sections.saw()
