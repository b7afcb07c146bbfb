"""What is said about shattered gradients: whatever is found, there is a sentence for it."""

from resnet_core.studies.nets import SmallNet
from resnet_core.studies.shattering.question import EPSILONS
from tests.studies.shattering.test_findings import line, shattering
from tests.ui.shattering.test_figures import FALLING, STEADY, family
from ui.say import say
from ui.shattering import sections
from ui.shattering.answers import OnLine, Seen, families


def net(mean):
    return OnLine("plain", line(mean))


def test_each_likeness_and_each_course_has_words_of_its_own():
    ends = {sections.lag_one(net(mean)).rpartition(")")[2] for mean in (0.0, 0.5, 0.97)}
    assert len(ends) == 3
    lost, kept = (sections.line_by_depth(((1, net(0.9)), (24, net(mean)))) for mean in (0.0, 0.7))
    assert "24 " in lost.rpartition(";")[2]
    assert "24 " not in kept.rpartition(";")[2]


def test_a_family_says_where_it_is_lost():
    falling, steady = (sections.of_family(each, 0.01) for each in (FALLING, STEADY))
    assert "0.90 (0.88 to 0.92)" in falling
    assert "0.00 (−0.02 to 0.02)" in falling
    assert "32" in falling
    assert len(steady) < len(falling)


def test_no_number_is_minus_zero():
    assert "−0.00" not in sections.of_family(family("plain", "none", d8=-0.001, d56=-0.001), 0.01)
    assert "−0.00" not in sections.lag_one(net(-0.001))


def test_the_recorded_families_have_names_of_their_own():
    assert len({each.name for each in families()}) == len(families()) == 3


def test_the_table_holds_every_amount_of_noise():
    table = sections.table([Seen(SmallNet(depth=8, shortcut="none"), shattering(0.5), "Here.")])
    assert list(table[say("shattering-table.noise")]) == list(EPSILONS)
    row = table.iloc[0]
    assert row[say("shattering-table.mean")] == 0.5
    assert (row[say("shattering-table.from")], row[say("shattering-table.to")]) == (0.2, 0.6)
