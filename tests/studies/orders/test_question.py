"""The race of the orders: five nets that differ in nothing else, and the paper's numbers."""

from resnet_core.analysis.layers import network_cost
from resnet_core.studies.orders.question import LETTERS, ORDERS, TABLE2, orders_race, recorded


def test_the_five_nets_differ_in_their_order_alone():
    nets = orders_race(20).nets
    assert [net.order for net in nets] == list(ORDERS)
    assert len({net.model_copy(update={"order": "original"}) for net in nets}) == 1


def test_the_five_nets_have_as_many_convolution_weights_and_multiply_adds():
    costs = {network_cost(net.network).macs for net in orders_race(56).nets}
    assert len(costs) == 1


def test_the_letters_are_those_of_the_papers_figure():
    assert [(LETTERS[order], order) for order in ORDERS] == [
        ("a", "original"),
        ("b", "norm_after_add"),
        ("c", "relu_before_add"),
        ("d", "relu_only_pre"),
        ("e", "full_pre"),
    ]


def test_in_the_papers_table_full_pre_activation_is_best_and_the_norm_after_the_addition_worst():
    assert set(TABLE2) == set(ORDERS)
    for errors in zip(*TABLE2.values(), strict=True):
        ranked = [order for _error, order in sorted(zip(errors, TABLE2, strict=True))]
        assert (ranked[0], ranked[-1]) == ("full_pre", "norm_after_add")


def test_every_depth_is_recorded_with_every_seed():
    assert len({(race.nets[0].depth, race.seed) for race in recorded()}) == len(recorded()) == 6
