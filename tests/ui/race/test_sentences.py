"""Every case that a race can come to has a sentence of its own, with its numbers and never with one that is none."""

import re

import pytest

from resnet_core.studies.nets import SmallNet
from resnet_core.studies.race.comparisons import AtRate, Factors
from resnet_core.studies.race.findings import Group
from resnet_core.studies.race.question import FACTORS, RaceQuestion
from tests.studies.race.groups import group, pair, runner
from tests.ui.race.test_cells import MAPPED, runs
from ui.race import cells, degradation_map, factors, phrases, rates, twin_run
from ui.race.controls import LR

QUESTION = RaceQuestion(nets=(SmallNet(),))


def all_apart(sentences):
    """Whether no two of them say the same, and each is made of words and finite numbers."""
    wordings = {re.sub(r"[\d.,]+", "0", sentence) for sentence in sentences}
    return len(wordings) == len(sentences) and not any(re.search(r"\b(inf|nan|None)\b", text) for text in sentences)


def test_every_outcome_of_a_duel_has_its_verdict():
    duels = [
        pair((1.0, 1.25), (0.5, 0.75)),
        pair((0.5, 0.75), (1.0, 1.25)),
        pair((0.5, 0.75), (0.5, 1.0)),
        pair((0.5, None), (0.6, None)),
        pair((1.0,), (0.5,)),
        pair((2.25, 2.3), (None, 2.3)),
        pair((None, 1.0), (0.5, 0.6)),
    ]
    said = [phrases.verdict(plain, residual, QUESTION) for plain, residual in duels]
    assert all_apart(said)
    for number in ("0.62 (0.50 to 0.75)", "1.12 (1.00 to 1.25)", "0.25"):
        assert number in said[0]


def test_every_recipe_is_named_as_far_as_it_matters():
    usual = phrases.recipe(QUESTION, seeds=3)
    others = [{"warm_up_steps": 20}, {"clip_norm": 1}]
    assert all_apart([usual, *(phrases.recipe(QUESTION.model_copy(update=other), seeds=3) for other in others)])
    assert usual.endswith(phrases.recipe(QUESTION, seeds=3, rate=False))
    for rate in LR.options:
        assert f"{rate:g}" in phrases.recipe(QUESTION.model_copy(update={"lr": rate}), seeds=3)


def test_what_is_rare_is_told_where_it_happens_and_only_there():
    plain, lost = pair((2.25, 2.3), (None, 2.3))
    wild = Group(plain.net, (runner(plain.net, 0.5, losses=(2.5, 31.25, 0.5)), runner(plain.net, 0.5)))
    assert all_apart([phrases.stopped([plain, lost]), phrases.stopped([group("none", None)])])
    assert all_apart([phrases.bursts([wild]), phrases.bursts([wild._replace(runners=wild.runners[:1])])])
    assert phrases.stopped([plain]) == phrases.bursts([plain]) == ""


def test_every_case_of_more_layers_has_its_sentence():
    def deeper(shallow, deep):
        nets = [group("zero_pad", *shallow, depth=8), group("zero_pad", *deep, depth=14)]
        return twin_run.more_layers(nets, QUESTION)

    cases = [((0.5, 0.6), (0.7, 1.4)), ((0.7, 1.4), (0.5, 0.6)), ((0.5, 0.8), (0.7, 1.4)), ((2.3, 2.3), (None, 2.3))]
    assert all_apart([deeper(*losses) for losses in [*cases, ((0.5,), (0.7,))]])
    assert twin_run.more_layers([group("none", 0.5)], QUESTION) == ""


def test_a_longer_training_is_told_where_the_gallery_has_it():
    shallow, deep = group("none", 0.5, depth=20), group("none", 0.7, depth=56)
    other = group("none", 0.7, depth=50)
    assert len(twin_run.more_layers([shallow, deep], QUESTION)) > len(twin_run.more_layers([shallow, other], QUESTION))


def test_every_case_of_the_two_factors_has_its_verdict():
    def verdict(norms, shortcuts, neither=2.3):
        return factors.verdict(
            FACTORS,
            Factors(
                group("none", *norms),
                group("zero_pad", 0.5, 0.6),
                group("none", neither, norm=False),
                group("zero_pad", *shortcuts, norm=False),
            ),
        )

    cases = [
        ((1.4, 1.6), (0.8, 1.0)),
        ((0.8, 1.0), (1.4, 1.6)),
        ((0.8, 1.5), (1.4, 1.6)),
        ((2.3, 2.3), (None, 2.3)),
        ((1.4, 1.6), (0.55, 1.0)),
        ((1.4, 1.6), (0.8, 1.0), 1.5),
    ]
    assert all_apart([verdict(*case) for case in cases])


@pytest.mark.parametrize("deep", [(0.7, 0.9), (0.3, 0.4), (0.5, 0.7)], ids=["above", "below", "level"])
def test_every_case_of_the_rates_has_its_verdict(deep):
    def at(lr, *plain):
        nets = group("none", 0.7, 0.8), group("zero_pad", 0.5, 0.6)
        return AtRate(lr, *nets, group("none", *plain, depth=56), group("zero_pad", *deep, depth=56))

    lags, level = (1.4, 1.5), (0.25, 0.9)
    cases = [(lags, lags), (lags, level), (level, level)]
    assert all_apart([rates.verdict([at(0.1, *one), at(0.03, *other)]) for one, other in cases])


def test_every_case_of_the_map_has_its_sentence():
    turned = runs(*pair((0.5, 0.6), (0.75, 1.0), depth=56), *pair((0.5, 0.6), (2.3, None), depth=56, norm=False))
    said = [degradation_map.reading(cells.cells(ran)) for ran in (MAPPED, turned, runs(group("none", 0.5)))]
    assert all_apart(said)
    assert "0.32" in said[0]
