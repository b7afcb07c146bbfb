"""What the landscape page says of two twins, from what was found; the words are in `landscape.ftl`."""

from typing import Any

from resnet_core.studies.landscape import findings
from resnet_core.studies.landscape.findings import CURVED, TURNING, VISIBLE, Modes, Topic, Walks
from resnet_core.studies.landscape.question import Ground, LandscapeQuestion
from ui.landscape.figures import names, number
from ui.say import say


class Speaker:
    """Speaks of walks around two twins, whose names and number of seeds go into every sentence."""

    def __init__(self, walks: Walks) -> None:
        self._walks = walks
        self._ours, self._theirs = names(walks)

    def verdict(self) -> str:
        """Whether the twins differ at all, in one sentence."""
        verdict = findings.verdict(self._walks)
        residual, plain = (list(map(self._topic, topics)) for topics in (verdict.residual, verdict.plain))
        case = "both" if residual and plain else "residual" if residual else "plain" if plain else "alike"
        if case == "alike" and verdict.unclear:
            case = "unclear"
        return self._say("landscape-verdict", case=case, residual=residual, plain=plain)

    def centres(self, images: int) -> str:
        """Where the two nets stand, and whether their pictures can be laid over each other."""
        centres = findings.centres(self._walks)
        stand = [
            say("landscape-centre", net=name, loss=net.centre, accuracy=net.accuracy, images=images)
            for name, net in ((self._ours, centres.residual), (self._theirs, centres.plain))
        ]
        return say("landscape-centres", stand=stand, alike=centres.alike)

    def details(self) -> tuple[str, ...]:
        """Both rises, convexity, minima and turns, each with its numbers; then what the last three say together."""
        walks = self._walks
        rises = [
            self._say("landscape-rise", findings.rise(walks, ring), distance=walks.distance(ring))
            for ring in walks.rings
        ]
        turns = self._say("landscape-turns", findings.turns(walks), lines=walks.shown[0].lines)
        return (
            *rises,
            self._say("landscape-convexity", findings.convexity(walks)),
            self._say("landscape-minima", findings.minima(walks)),
            f"{turns} {self._say('landscape-descents', findings.descents(walks))}",
            self._roughness(),
        )

    def modes(self, modes: Modes) -> str:
        """What the statistics that the norms use change on the same walk."""
        residual, plain = (
            say("landscape-mode", twin, net=name)
            for name, twin in ((self._ours, modes.residual), (self._theirs, modes.plain))
        )
        return say("landscape-modes", residual=residual, plain=plain, exaggerate=modes.exaggerate)

    def _roughness(self) -> str:
        roughness = findings.roughness(self._walks)
        name = self._ours if roughness.net == "residual" else self._theirs
        return self._say("landscape-roughness", roughness, name=name)

    def _topic(self, topic: Topic) -> str:
        half, edge = map(self._walks.distance, self._walks.rings)
        return say(f"landscape-topic-{topic}", distance=half if topic == "half" else edge)

    def _say(self, message: str, finding: object = None, **values: Any) -> str:
        told = {"ours": self._ours, "theirs": self._theirs, "seeds": len(self._walks.landscapes)}
        return say(message, finding, **told, **values)


def alt(name: str, net: Ground) -> str:
    """One landscape in words."""
    half, edge = findings.middle_and_edge(net)
    return say(
        "landscape-alt",
        net=name,
        centre=number(net.centre),
        half=number(half.mean),
        half_distance=half.distance,
        edge=number(edge.mean),
        edge_distance=edge.distance,
        highest=number(net.highest),
    )


def alt_of_both(walks: Walks) -> str:
    """The landscapes of both twins in words."""
    residual, plain = (alt(name, net) for name, net in zip(names(walks), walks.shown, strict=True))
    return say("landscape-alt-both", residual=residual, plain=plain)


def conditions(question: LandscapeQuestion) -> str:
    """How the points were measured."""
    points = question.points**question.directions
    return say(
        "landscape-conditions",
        points=points,
        directions=question.directions,
        seed=question.seed,
        images=question.images,
    )


def thresholds() -> str:
    """From where on a difference counts."""
    return say("landscape-thresholds", visible=VISIBLE, curved=CURVED, lines=round(1 / TURNING))
