"""What maps say, in sentences for the page."""

from collections.abc import Iterator, Sequence

from resnet_core.studies.saliency_maps import findings
from resnet_core.studies.saliency_maps.findings import Named
from resnet_core.studies.saliency_maps.question import SaliencyMaps
from ui import numbers
from ui.saliency.controls import BASELINE, Asked
from ui.saliency.methods import name_of, names
from ui.say import say
from ui.words import class_name


def named(verdict: Named) -> str:
    """`Ankle boot, 98%`, with a mark where that is wrong."""
    return say("saliency-named", verdict, **{"class": class_name(verdict.label)})


def share(share: float) -> str:
    """A percentage, with a digit behind the point where it is small."""
    return numbers.percent(share, digits=1 if abs(share) < 0.0995 else 0)


def warnings(answer: SaliencyMaps) -> Iterator[str]:
    """Which methods miss the sum they promise, and which drew nothing for some picture."""
    for miss in findings.missed(answer):
        yield say("saliency-missed", miss, name=name_of(miss.method), share=share(miss.gap))
    for blank in findings.blank(answer):
        yield say("saliency-blank", blank, name=name_of(blank.method))


def of_net(answer: SaliencyMaps, asked: Asked, *, is_predicted: bool) -> Iterator[str]:
    """What one net's maps say; what the learner is asked to predict, only once they have."""
    if is_predicted:
        yield garment(answer)
    if BASELINE.key.removeprefix("sal.") in asked.controls:
        yield opinion(answer, str(asked.settings.baseline))
        if kept := findings.kept(answer):
            within = share(kept.within)
            yield say("saliency-kept", methods=names(kept.methods), count=len(kept.methods), share=within)


def of_all(answers: Sequence[SaliencyMaps], asked: Asked) -> Iterator[str]:
    """What holds for all nets, and how alike the maps of two are."""
    if borrowed := findings.borrowed(asked.methods, asked.settings):
        yield say("saliency-borrowed", methods=names(borrowed))
    if len(answers) == 2 and (alike := findings.alike(*answers)):
        nets = [_number(likeness.method, likeness.nets) for likeness in alike if likeness.nets is not None]
        bright = [_number(likeness.method, likeness.bright) for likeness in alike if likeness.bright is not None]
        yield say("saliency-alike", pictures=len(answers[0].pictures), nets=nets, bright=bright)


def garment(answer: SaliencyMaps) -> str:
    """How much of each method's maps lies on the garment."""
    lies = findings.on_garment(answer)
    shares = [say("saliency-garment.share", name=name_of(method), share=part) for method, part in lies.shares.items()]
    return say("saliency-garment", area=lies.area, pictures=lies.pictures, shares=shares)


def opinion(answer: SaliencyMaps, baseline: str) -> str:
    """What the net makes of the baseline itself."""
    opinions = findings.opinions(answer)
    first: dict[str, object] = {"class": class_name(opinions[0].label), "share": opinions[0].share}
    return say(
        "saliency-opinion", baseline=baseline, said=BASELINE.said(baseline), names=list(map(named, opinions)), **first
    )


def _number(method: str, number: float) -> str:
    return say("saliency-number", name=name_of(method), number=number)
