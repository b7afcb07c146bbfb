"""Whether saliency maps can be believed: four checks, each beside maps that never saw a network."""

from ui.frame import page_guard

page_guard()

from ui import lesson
from ui.saliency import checks, ranks

lesson.head("saliency_checks")
checks.show()
with lesson.why("saliency_checks"):
    ranks.draw()
lesson.checks("saliency_checks")
checks.saw()
