"""What is said of the signal: whatever is found, there is a sentence for it."""

from typing import get_args

import pytest

from resnet_core.presets import SPECIMENS
from resnet_core.studies.signal import findings
from resnet_core.studies.signal.findings import Course, Runs
from resnet_core.studies.signal.question import TRAINED
from tests.studies.signal.test_findings import (
    BLOCKS,
    FADED,
    FADING,
    GROWING,
    JAGGED,
    LEVEL,
    PLAIN,
    RESIDUAL,
    SAWTOOTH,
    STAGES,
    runs,
    signal,
)
from ui import small_nets
from ui.signal import answers, sections
from ui.signal.answers import Seen

WAYS = {"level": LEVEL, "steps": SAWTOOTH, "grows": GROWING, "fades": FADING, "unclear": JAGGED}


def test_every_course_has_words_of_its_own():
    assert WAYS.keys() == set(get_args(Course))
    told = [sections.told(runs(RESIDUAL, variances, 0.5), "variance") for variances in [*WAYS.values(), [None] * 15]]
    assert len(set(told)) == len(WAYS) + 1
    assert all(sentence.startswith(f"**{small_nets.label(RESIDUAL)}**") for sentence in told)


@pytest.mark.parametrize("main", [None, 0.0, 1.0])
def test_a_share_is_said_whether_it_is_known_or_not(main):
    assert "(" in sections.told(Runs(RESIDUAL, (signal(SAWTOOTH, main=main),)), "share")


def test_the_ends_of_the_scale_are_named_and_what_level_variance_decides():
    nets = [runs(PLAIN, LEVEL, 0.5), runs(RESIDUAL, GROWING, 0.4), runs(FADED, FADING, 0.95)]
    [against] = map(sections.compared, findings.apart(nets))
    assert all(f"*{small_nets.label(each.net)}*" in against for each in nets)
    [together] = map(sections.compared, findings.apart([runs(PLAIN, LEVEL, 0.4), runs(FADED, FADING, 0.9)]))
    [undecided] = map(sections.compared, findings.apart([runs(PLAIN, LEVEL, 0.4, 0.85), runs(FADED, FADING, 0.9, 0.8)]))
    assert len(undecided) < min(len(together), len(against))


def test_the_table_has_a_row_a_place_and_trained_nets_say_so():
    nets = [Runs(PLAIN, (signal(SAWTOOTH),), trained=trained) for trained in (False, True)]
    table = sections.table([Seen(net, "") for net in nets])
    assert len(table) == 2 * (2 + STAGES * BLOCKS)
    assert list(table.iloc[:, 0].unique()) == [small_nets.label(PLAIN), small_nets.label(PLAIN, trained=True)]


def test_the_trained_nets_are_those_of_the_gallery_under_their_own_names():
    assert sorted(answers.TRAINED_NETS) == sorted(TRAINED)
    for recording, net in answers.TRAINED_NETS.items():
        assert SPECIMENS[recording].network == net.network
