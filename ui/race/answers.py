"""What the page asked, with the answers that its own numbers give."""

from collections.abc import Iterator, Mapping

from resnet_core.studies.race import comparisons, findings
from resnet_core.studies.race.comparisons import Pair
from ui.lesson import Asked
from ui.race import cells, degradation_map, factors, headline, rates
from ui.race import runs as races
from ui.race.phrases import ended
from ui.race.replay import DEEP, SHALLOW
from ui.race.runs import Known


def asked(recorded: Mapping[int, Pair]) -> tuple[Asked, ...]:
    """The questions of the page that the runs at hand can answer; `recorded` are the twins of the replay."""
    return (*_of_the_race(recorded), *_of_the_further(races.known("race")))


def _of_the_race(recorded: Mapping[int, Pair]) -> Iterator[Asked]:
    yield Asked("race-asked-deeper", values=headline.facts(recorded))
    twins = list(recorded.values())
    small = findings.duel(*twins[0])
    ends = {"plain_ends": ended(small.plain), "residual_ends": ended(small.residual)}
    yield Asked("race-asked-small", small, ends)
    yield Asked("race-asked-hard", values={"params": recorded[DEEP][0].runners[0].params})
    level = [str(depth) for depth in comparisons.by_depth(twins).level]
    yield Asked("race-asked-one", findings.duel(*recorded[SHALLOW]), {"level": level or None})
    yield Asked("race-asked-depth", values={"reading": degradation_map.reading(cells.cells(races.known("race")))})


def _of_the_further(runs: Known) -> Iterator[Asked]:
    if raced := factors.factors(runs):
        values = {"verdict": factors.verdict(*raced), "blame": factors.of_the_recipe(runs)}
        yield Asked("race-asked-factors", values=values)
    if at_rates := rates.at_rates(runs):
        yield Asked("race-asked-rates", values={"verdict": rates.verdict(at_rates)})
    yield Asked("race-asked-end")
