"""What the race of the orders shows follows from its losses."""

import pytest

from resnet_core.studies.nets import SmallNet
from resnet_core.studies.orders import findings
from resnet_core.studies.orders.findings import Pair, Peak
from resnet_core.studies.orders.question import LETTERS, ORDERS
from resnet_core.studies.race.findings import Group
from tests.studies.race.groups import runner

BY_LETTER = {letter: order for order, letter in LETTERS.items()}


def orders(*races):
    """The five nets; each race has their final losses, (a) to (e)."""
    nets = [SmallNet(order=order) for order in ORDERS]
    return [
        Group(net, tuple(runner(net, loss, losses=(2.3, loss)) for loss in losses))
        for net, losses in zip(nets, zip(*races, strict=True), strict=True)
    ]


def pairs(*letters):
    return tuple(Pair(BY_LETTER[better], BY_LETTER[worse]) for better, worse in letters)


TWO = orders((0.9, 1.4, 1.2, 0.7, 0.72), (0.8, 1.5, 0.85, 0.68, 0.66))


def test_the_ranking_goes_from_the_lowest_loss_to_the_highest():
    assert "".join(LETTERS[group.net.order] for group in findings.ranked(TWO)) == "deacb"


def test_a_net_whose_loss_was_no_number_comes_last():
    lost = orders((0.9, None, 1.2, 0.7, 0.72), (0.8, None, 0.85, 0.68, 0.66))
    assert findings.ranked(lost)[-1].net.order == BY_LETTER["b"]
    assert pairs("ab")[0] in findings.differences(lost).apart


def test_only_runs_that_do_not_overlap_are_apart():
    differences = findings.differences(TWO)
    assert (differences.seeds, differences.every, differences.ways, differences.is_no_surprise) == (2, 10, 3, True)
    assert set(differences.apart) == set(pairs("ab", "da", "ea", "cb", "db", "eb", "dc", "ec"))
    assert set(differences.together) == {(BY_LETTER["a"], BY_LETTER["c"]), (BY_LETTER["d"], BY_LETTER["e"])}


def test_runs_that_all_overlap_show_no_difference():
    assert findings.differences(orders((1,) * 5, (1.1,) * 5)).apart == ()


@pytest.mark.parametrize(("seeds", "ways"), [(1, 1), (2, 3), (3, 10)])
def test_chance_parts_two_equal_orders_in_one_of_all_ways_to_deal_their_runs(seeds, ways):
    assert findings.differences(orders(*[(1,) * 5] * seeds)).ways == ways


def test_pairs_are_counted_that_stand_in_the_papers_order_too():
    beside = findings.beside_the_paper(findings.differences(TWO).apart)
    assert len(beside.agree) == 7
    assert beside.against == pairs("da")


def test_losses_above_a_bound_are_told_with_the_highest():
    assert findings.peaks(TWO, above=4) == []
    high = orders((0.9, 6.5, 1.2, 5.25, 0.72))
    assert findings.peaks(high, above=4) == [Peak(BY_LETTER["b"], 6.5), Peak(BY_LETTER["d"], 5.25)]
