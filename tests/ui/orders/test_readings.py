"""What is said about the race of the orders follows from its numbers."""

from itertools import pairwise

from resnet_core.probes.orders import ORDERS, orders_race
from resnet_core.probes.race import Race, Runner
from ui.orders import charts as order_charts
from ui.orders import readings
from ui.race import charts as race_charts
from ui.race.readings import Group


def race(*losses, seed=0):
    """A race whose nets end at these losses, (a) to (e)."""
    runners = tuple(
        Runner(
            net=net,
            params=1,
            losses=(2.3, loss),
            accuracies=(0.1, 0.5),
            final_loss=loss,
            test_accuracy=0.5,
            test_accuracy_fresh_norms=0.75,
        )
        for net, loss in zip(orders_race(20).nets, losses, strict=True)
    )
    return Race(seed=seed, data="sketches", runners=runners)


def groups(found):
    """The nets of these races, each with its runs."""
    return tuple(Group(each[0].net, each) for each in zip(*(race.runners for race in found), strict=True))


TWO = groups([race(0.9, 1.4, 1.2, 0.7, 0.72), race(0.8, 1.5, 0.85, 0.68, 0.66, seed=1)])


def test_the_ranking_goes_from_the_lowest_loss_to_the_highest():
    said = readings.ranking(TWO)
    places = [said.index(f"**({letter})**") for letter in "deacb"]
    assert places == sorted(places)
    assert "(last 20 steps, 2 seeds, mean and range)" in said


def test_only_runs_that_do_not_overlap_are_called_different():
    said = readings.differences(TWO)
    assert "**8 of the 10 pairs**" in said
    assert said.endswith("Not told apart: (a) and (c), (d) and (e).")
    assert "(a) below (b)" in said
    assert "by chance once in 3 times: among 10 pairs, one such would be no surprise." in said
    assert "(d) below (a), (b) and (c)" in said


def test_many_pairs_that_are_not_apart_are_counted_instead_of_named():
    one_apart = groups([race(0.69, 0.78, 0.77, 0.63, 0.7), race(0.66, 0.69, 0.66, 0.67, 0.66, seed=1)])
    assert "**1 of the 10 pairs**: (d) below (b)." in readings.differences(one_apart)
    assert readings.differences(one_apart).endswith("The other 9 are not told apart.")
    assert "The one pair that is apart here stands in the same order" in readings.beside_the_paper(one_apart)


def test_runs_that_all_overlap_show_no_difference():
    same = groups([race(1, 1, 1, 1, 1), race(1.1, 1.1, 1.1, 1.1, 1.1, seed=1)])
    assert "no difference was shown" in readings.differences(same)
    assert readings.beside_the_paper(same) == ""


def test_one_seed_claims_no_difference():
    one = groups([race(0.9, 1.4, 1.2, 0.7, 0.72)])
    assert readings.differences(one).startswith("One seed has no spread")
    assert "one seed" in readings.ranking(one)
    assert readings.beside_the_paper(one) == ""


def test_pairs_are_counted_that_stand_in_the_papers_order_too():
    said = readings.beside_the_paper(TWO)
    assert "Of the 8 pairs that are apart here, 7 stand in the same order" in said
    assert "The other way round: (d) below (a)." in said


def test_a_net_whose_loss_was_no_number_comes_last():
    lost = groups([race(0.9, None, 1.2, 0.7, 0.72), race(0.8, None, 0.85, 0.68, 0.66, seed=1)])
    said = readings.ranking(lost)
    assert said.index("**(b)**") > said.index("**(c)**")
    assert "(a) below (b)" in readings.differences(lost)


def test_losses_that_leave_the_figure_are_told():
    assert readings.beyond(TWO, 4) == ""
    high = groups([race(0.9, 6.58, 1.2, 5.1, 0.72)])
    assert (
        readings.beyond(high, 4) == "Single losses above 4 leave the figure: (b) with up to 6.6 and (d) with up to 5.1."
    )


def test_the_table_has_the_papers_errors_beside_ours():
    table = readings.table(TWO)
    assert list(table.index) == [readings.named(order) for order in ORDERS]
    assert table.loc["(e) full pre-activation", "paper: test error, ResNet-110"] == "6.37%"
    assert table.loc["(a) original", "here: training loss, last 20 steps"] == "0.85 (0.80 to 0.90)"


def test_five_lines_are_told_apart_without_colour():
    lines = [race_charts.line(group.net, group.runners) for group in TWO]
    option = order_charts.option(lines, steps=2)
    named = [each for each in option["series"] if "endLabel" in each]
    assert len({each["symbol"] for each in named}) == len({each["endLabel"]["formatter"] for each in named}) == 5
    assert len(option["series"]) == 5 + 10
    assert "(b) norm after the addition at 1.45" in order_charts.alt(lines)


def test_letters_at_the_ends_of_lines_do_not_cover_each_other():
    ends = [0.74, 1.35, 1.34, 0.7, None]
    lifts = order_charts.lifts(ends, top=4.0)
    pixels = (order_charts.HEIGHT - order_charts.ABOVE - order_charts.BELOW) / 4.0
    stand = [end * pixels + lift for end, lift in zip(ends, lifts, strict=True) if end is not None]
    ranked = sorted(stand)
    assert all(high - low >= order_charts.LETTER - 1 for low, high in pairwise(ranked))
    assert [stand.index(each) for each in ranked] == [3, 0, 2, 1], "in the order of their lines"
    assert lifts[4] == 0
