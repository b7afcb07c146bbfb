"""The bank: nothing is missing, one option is right, and what is right comes from what the item is about."""

from collections import Counter

import pytest

from resnet_core.config import BlockConfig
from resnet_core.course.item import Recorded, Runs
from resnet_core.course.items import ITEMS
from resnet_core.course.items.training import FASHION, MNIST
from resnet_core.course.misconceptions import MISCONCEPTIONS, ORDER
from resnet_core.plan.zoo import ZOO

BY_ID = {item.id: item for item in ITEMS}
IDS = tuple(BY_ID)


def read(item):
    """What the item is about, as `ask` receives it."""
    return item.about.read() if isinstance(item.about, Recorded | Runs) else item.about


def answer(asked):
    """The right option, as a number where it is one."""
    return asked.numbers.get(asked.right, asked.right)


def test_every_misconception_has_three_variants():
    assert [number for number in MISCONCEPTIONS if number <= 22] == list(range(1, 23))
    assert [item.id for item in ITEMS] == [f"{number}{letter}" for number in MISCONCEPTIONS for letter in "abc"]


def test_misconceptions_have_names_and_pages_of_their_own():
    assert len({confusion.code for confusion in MISCONCEPTIONS.values()}) == len(MISCONCEPTIONS)
    for confusion in MISCONCEPTIONS.values():
        assert confusion.pages == tuple(page for page in ORDER if page in confusion.pages), confusion


@pytest.mark.parametrize("item", ITEMS, ids=IDS)
def test_one_option_is_right_and_no_two_are_alike(item):
    asked = item.asked
    assert len(set(asked.options)) == len(asked.options) >= 3
    assert asked.options.count(asked.right) == 1
    if asked.numbers:
        assert asked.numbers.keys() == set(asked.options)
        assert len(set(asked.numbers.values())) == len(asked.options)
        assert not asked.numbers.keys() & asked.values.keys(), "a value in the words would be taken for an option's"


@pytest.mark.parametrize("item", ITEMS, ids=IDS)
def test_the_first_page_of_an_item_is_one_of_its_misconception_or_a_later_one(item):
    assert ORDER.index(item.page) >= ORDER.index(item.misconception.pages[0])


def test_the_right_number_does_not_always_stand_at_the_same_place():
    places = Counter(item.asked.options.index(item.asked.right) for item in ITEMS)
    assert max(places.values()) <= len(ITEMS) / 2
    assert set(places) == {0, 1, 2, 3}


@pytest.mark.parametrize(
    ("changed", "about"),
    [
        ("1a", ZOO["resnet50"].config),
        ("1b", ZOO["resnet18"].config),
        ("2a", (BlockConfig(kernel=1, out_channels=128, stride=2, shortcut="projection"), 28)),
        ("3a", ZOO["d2l_resnet18"].config),
        ("4a", (("wider", 64, 64, 1), ("same", 64, 128, 1))),
        ("4c", ZOO["resnet20"].config),
        ("5a", (BlockConfig(out_channels=64, stride=2), 28)),
        ("5b", (BlockConfig(in_channels=48, out_channels=48, stride=2), 20)),
        ("6a", (BlockConfig(in_channels=2, out_channels=3), 6)),
        ("6c", (BlockConfig(in_channels=8, out_channels=8, stride=2), 8)),
        ("7a", BlockConfig(family="resnext", out_channels=32, group_width=8, bottleneck_multiplier=1)),
        ("8a", (96, (3, 32, 48, 36))),
        ("8c", 16),
        ("12b", ZOO["resnet50"].config),
        ("13a", BlockConfig(order="full_pre")),
        ("13b", BlockConfig()),
        ("14a", ZOO["resnet18"].config),
        ("15a", ZOO["d2l_resnet18"].config),
        ("16a", ZOO["d2l_resnet18"].config.model_copy(update={"input_size": 224})),
        ("16b", (64, (1000, 961, 1056, 1088))),
        ("18c", (ZOO["d2l_resnet18"].config, (1, 96, 96))),
        ("19a", (ZOO["d2l_resnet18"].config.model_copy(update={"input_size": 28}), 2)),
        ("22b", (FASHION.mean, FASHION, MNIST)),
        ("22c", MNIST._replace(pictures=10)),
    ],
)
def test_another_plan_has_another_answer(changed, about):
    item = BY_ID[changed]
    assert answer(item.ask(about)) != answer(item.asked)


@pytest.mark.parametrize("swapped", ["11a", "13c", "17b", "23a"])
def test_another_race_has_another_answer(swapped):
    """The runners of every race exchange what came out."""
    item = BY_ID[swapped]
    worst = {"final_loss": None} if swapped != "17b" else {"test_accuracy": 1.0}
    races = [
        race.model_copy(update={"runners": (race.runners[0].model_copy(update=worst), *race.runners[1:])})
        for race in read(item)
    ]
    if swapped == "23a":  # the deep networks alone keep their loss
        races[3:] = read(item)[3:]
    assert answer(item.ask(races)) != answer(item.asked)


def all_alike(snapshot):
    return snapshot.model_copy(update={"weights": (1.0,) * len(snapshot.weights)})


def test_other_gradients_and_other_signals_have_another_answer():
    plain = BY_ID["10a"]
    even = [
        answered.model_copy(update={"snapshots": tuple(map(all_alike, answered.snapshots))}) for answered in read(plain)
    ]
    assert (plain.asked.right, plain.ask(even).right) == ("larger", "even")
    bare = BY_ID["10b"]
    level = [
        signal.model_copy(update={"places": tuple(p.model_copy(update={"variance": 1.0}) for p in signal.places)})
        for signal in read(bare)
    ]
    assert (bare.asked.right, bare.ask(level).right) == ("grows", "level")


def test_another_growth_has_another_answer():
    grown, lower = BY_ID["24b"], {"later_loss": 0.0}
    growths = [
        growth.model_copy(
            update={
                "nets": tuple(
                    net.model_copy(update=lower if net.put_in.startswith("plain") else {}) for net in growth.nets
                )
            }
        )
        for growth in read(grown)
    ]
    assert (grown.asked.right, grown.ask(growths).right) == ("residual", "plain")


def test_other_lesions_and_other_runs_have_another_answer():
    [both] = read(BY_ID["17c"])
    assert BY_ID["17c"].asked.right == "statistics"
    assert BY_ID["17c"].ask([both.model_copy(update={"fresh": both.stored})]).right == "blocks"
    results = [{"test_accuracy": place / 10} for place in range(4)]
    runs = [run.model_copy(update={"results": each}) for run, each in zip(read(BY_ID["11c"]), results, strict=True)]
    assert answer(BY_ID["11c"].ask(runs)) == pytest.approx(10)


@pytest.mark.parametrize(("asked", "field"), [("21a", "rungs"), ("21c", "other_class")])
def test_other_maps_have_another_answer(asked, field):
    item = BY_ID[asked]
    [ladder] = read(item)
    winning = next(row for row in ladder.climbed if row.method == item.asked.right)
    nothing = winning.other_class.model_copy(update={"garment": (0.0,) * len(winning.other_class.garment)})
    lost = winning.model_copy(update={field: (nothing,) if field == "rungs" else nothing})
    rows = tuple(lost if row is winning else row for row in ladder.climbed)
    assert item.ask([ladder.model_copy(update={"climbed": rows})]).right != item.asked.right
