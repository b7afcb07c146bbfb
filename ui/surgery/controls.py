"""The controls of the page on surgery that are the same whatever nets it operates on."""

from typing import get_args

from resnet_core.studies.surgery.question import Operation
from ui.fields import Choice, Field, Number, Switch

NET = "surgery.net"
"""In the address: the nets, as `nets.bench` offers them."""
EDITS = "surgery.edits"
"""In the address: what was done, as `ui.surgery.edits` spells it."""
STATISTICS = Choice("surgery.statistics", ("stored", "fresh"), "stored")
IN_TURN = Choice("surgery.in_turn", ("delete", "cut"), "delete")
WITHIN = Number("surgery.within", 1, 50, 10)
OPERATION = Choice("surgery.operation", get_args(Operation), "delete")
SEVERAL = Switch("surgery.several", default=False)
FIELDS: tuple[Field, ...] = (STATISTICS, IN_TURN, WITHIN, OPERATION, SEVERAL)
