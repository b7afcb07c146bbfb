"""What a nudge does, from answers made up for it."""

import numpy as np

from resnet_core.studies.saliency_checks.question import QUICK_NET
from resnet_core.studies.saliency_maps.question import Map
from resnet_core.studies.saliency_nudge import findings
from resnet_core.studies.saliency_nudge.question import DRAWS, NOISY_MAPS, Nudged, NudgeQuestion

QUESTION = NudgeQuestion(net=QUICK_NET, levels=16)
FLAT = Map.pack(np.zeros((2, 2)), method="saliency", difference=None)


def shares(label, most=0.91):
    return tuple(most if place == label else 0.01 for place in range(10))


def nudged(before, after, likeness=0.5):
    return Nudged(
        label=0,
        before="00",
        after="01",
        probabilities_before=before,
        probabilities_after=after,
        map_before=FLAT,
        map_after=FLAT,
        likeness=likeness,
        noisy_likeness=None if likeness is None else 0.9,
        same_noise=97,
    )


def test_another_name_is_told_from_the_same_name():
    renamed = findings.nudge(QUESTION, nudged(shares(3), shares(6, 0.5)))
    assert (renamed.renamed, renamed.was, renamed.now) == (True, 3, 6)
    assert (renamed.before, renamed.after, renamed.levels) == (0.91, 0.5, 16)
    assert not findings.nudge(QUESTION, nudged(shares(3), shares(3, 0.4))).renamed


def test_noise_of_the_same_size_stands_beside_it():
    nudge = findings.nudge(QUESTION, nudged(shares(3), shares(6)))
    assert (nudge.same_noise, nudge.draws, nudge.noisy_maps) == (97, DRAWS, NOISY_MAPS)
    assert (nudge.likeness, nudge.noisy_likeness) == (0.5, 0.9)


def test_flat_maps_have_no_likeness():
    assert findings.nudge(QUESTION, nudged(shares(3), shares(3), likeness=None)).likeness is None
