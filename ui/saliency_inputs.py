"""What a saliency map is asked for: which nets, which pictures, and the class whose evidence is looked for."""

from typing import Literal, NamedTuple

from ui import fields, saliency_nets, saliency_target, services
from ui.pixels import Pixels
from ui.saliency_nets import Net
from ui.saliency_target import Target

MOST_PICTURES = 8
DEFAULT_PICTURES = (0, 1, 2, 3)


class Chosen(NamedTuple):
    """One question, or one a net where two are compared."""

    nets: tuple[Net, ...]
    """One or two; `net.trained` is a `TrainedNet`, `net.label` its name on the page."""
    pictures: tuple[int, ...]
    """Numbers in the test set, at most `MOST_PICTURES`; empty where the learner's own picture is asked for."""
    own: Pixels | None
    """The learner's own picture `(28, 28)`; `probes.pictures.spell` makes it fit into a question."""
    data: Literal["fashion-mnist", "sketches"]
    """Which test set the numbers belong to: drawn sketches where Fashion-MNIST is not at hand."""
    target: Target


def choose() -> Chosen | None:
    """What the controls say, which are drawn here; None where no picture is chosen, and the page says so."""
    found = saliency_nets.sources()
    fields.notices((*saliency_nets.all_fields(found), *saliency_target.FIELDS))
    nets = saliency_nets.choose(found)
    data: Literal["fashion-mnist", "sketches"] = (
        "fashion-mnist" if services.data_status().state == "ready" else "sketches"
    )
    return Chosen(nets, DEFAULT_PICTURES, None, data, saliency_target.choose())
