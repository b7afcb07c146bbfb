"""How long rows of blocks took follows from the attempts' numbers."""

from resnet_core.analysis.spread import Spread
from resnet_core.studies.identity.findings import lessons
from resnet_core.studies.identity.question import PLAIN, RESIDUAL, Attempt, Attempts


def attempt(kind, blocks, reached, last=0.001):
    return Attempt(kind=kind, blocks=blocks, errors=(1.0, last), reached=reached, last=last)


def answers(*reached):
    """One seed each: steps of residual rows of 1, 2 and 4 blocks, beside a plain row that never learns."""
    return [
        Attempts(
            seed=seed,
            attempts=(
                *(attempt(RESIDUAL, blocks, steps) for blocks, steps in zip((1, 2, 4), each, strict=True)),
                attempt(PLAIN, 1, None, last=0.5),
            ),
        )
        for seed, each in enumerate(reached)
    ]


def test_a_row_is_told_over_all_seeds():
    found = lessons(answers((10, 20, 40), (30, 40, None)))
    assert found[RESIDUAL, 1].steps == Spread(20, 10, 30)
    assert (found[RESIDUAL, 4].steps, found[RESIDUAL, 4].missed) == (None, 1)
    assert (found[PLAIN, 1].missed, found[PLAIN, 1].first, found[PLAIN, 1].last) == (
        2,
        Spread(1, 1, 1),
        Spread(0.5, 0.5, 0.5),
    )
