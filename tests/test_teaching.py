"""docs/TEACHING.md: its answer key holds what the gallery holds, its minutes add up, its sheet fits on paper."""

import re
from pathlib import Path
from statistics import mean

import pytest

from resnet_core import gallery
from resnet_core.analysis.layers import block_cost
from resnet_core.analysis.spread import geometric_spread
from resnet_core.config import BlockConfig, parse
from resnet_core.course.exercises.recorded import twin_losses
from resnet_core.studies.gradients import findings as gradients
from resnet_core.studies.gradients.question import Gradients, GradientsQuestion
from resnet_core.studies.nets import SmallNet, recorded_net
from resnet_core.studies.paths import findings as paths
from resnet_core.studies.paths.question import Paths, PathsQuestion
from resnet_core.studies.surgery.question import Lesions, LesionsQuestion, UnderBoth
from ui import numbers

ROOT = Path(__file__).resolve().parents[1]
TEACHING = (ROOT / "docs/TEACHING.md").read_text(encoding="utf-8")
KEY = TEACHING.partition("## Answer key")[2].partition("\n## ")[0]
LESSON = re.compile(r"^## (\d+) minutes: (.+?)$(.*?)(?=^## )", re.MULTILINE | re.DOTALL)
LESSONS = {title: (int(minutes), text) for minutes, title, text in LESSON.findall(TEACHING)}
SIZE = 28
BLOCK = 5
"""The block that the class deletes."""


def last(net, curve):
    value = gallery.load(net).curves[curve].values[-1]
    assert value is not None
    return value


def ratio(net):
    """The gradient in the first layer over that in the last, before any training, over the recorded seeds."""
    measured = gallery.measurements("gradients")
    answers = [measured.answer(GradientsQuestion(net=net, seed=seed)) for seed in range(3)]
    found = geometric_spread(gradients.ratio(parse(Gradients, answer), 0) for answer in answers if answer is not None)
    assert found is not None
    return numbers.measured(found.mean, digits=2)


def without_a_block(net):
    answer = gallery.measurements("lesions").answer(LesionsQuestion(net=recorded_net(net)))
    assert answer is not None
    both = parse(UnderBoth[Lesions], answer)
    return tuple(numbers.percent(seen.lesions[BLOCK - 1].accuracy, digits=0) for seen in (both.stored, both.fresh))


def paths_of_a_trained_net():
    answer = gallery.measurements("paths").answer(PathsQuestion(net=recorded_net("residual56")))
    assert answer is not None
    return parse(Paths, answer)


def facts():
    """What the answer key says, piece by piece."""
    losses = {net: numbers.fixed(loss, digits=2) for net, loss in {**twin_losses(20), **twin_losses(56)}.items()}
    yield f"plain network ends at a loss of {losses['plain20']} with 20 layers and at {losses['plain56']} with 56"
    yield f"residual one at {losses['residual20']} and {losses['residual56']}"
    trained = {net: numbers.percent(last(net, "epoch_train_accuracy"), digits=1) for net in ("plain20", "plain56")}
    yield f"{trained['plain20']} of the pictures it trains on right with 20 layers, and {trained['plain56']} with 56"
    tested = [numbers.percent(last(f"residual{depth}", "test_accuracy"), digits=1) for depth in (20, 56)]
    yield f"{tested[0]} and {tested[1]} of the test pictures"
    same, plain = block_cost(BlockConfig(), SIZE), block_cost(BlockConfig(family="plain", shortcut="none"), SIZE)
    assert same.params == plain.params
    yield f"{numbers.count(same.params)} parameters"
    wider = BlockConfig(out_channels=128, stride=2, shortcut="projection")
    bare = BlockConfig(family="plain", shortcut="none", out_channels=128, stride=2)
    yield f"projection adds {numbers.count(block_cost(wider, SIZE).params - block_cost(bare, SIZE).params)}"
    yield f"{ratio(SmallNet(shortcut='none', depth=56))} times that in the last"
    yield f"with shortcuts {ratio(SmallNet(depth=56))} times"
    for kind in ("residual", "plain"):
        stored, fresh = without_a_block(f"{kind}20")
        yield f"{kind} 20 is right on {stored} (stored statistics) or {fresh} (fresh ones)"
    found = paths_of_a_trained_net()
    thirds = paths.thirds(found)
    yield f"{paths.blocks(found)} blocks make {numbers.count(2 ** paths.blocks(found))} paths"
    yield f"shortest third carries {numbers.percent(thirds.short, digits=0)} of the gradient"
    assert mean([thirds.short, thirds.long]) > thirds.long


@pytest.mark.parametrize("place", range(12))
def test_the_answer_key_says_what_was_measured(place):
    said = list(facts())
    assert len(said) == 12
    assert said[place] in " ".join(KEY.split())


def test_there_are_lessons_of_20_45_and_90_minutes():
    assert [minutes for minutes, _ in LESSONS.values()] == [20, 45, 90]


@pytest.mark.parametrize("title", LESSONS)
def test_the_minutes_of_a_lesson_add_up(title):
    minutes, text = LESSONS[title]
    assert sum(map(int, re.findall(r"^\| (\d+) \|", text, re.MULTILINE))) == minutes


def test_every_lesson_has_goals():
    assert all("Goal" in text for _, text in LESSONS.values())
