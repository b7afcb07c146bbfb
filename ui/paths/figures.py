"""The figures and tables of the page on paths: ECharts options and frames."""

import math
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd

from resnet_core.analysis.spread import Spread
from resnet_core.studies.paths import findings
from resnet_core.studies.paths.findings import MeanLengths, Part
from resnet_core.studies.paths.question import Paths
from ui import charts, depth_charts, numbers
from ui.charts import Legend, Option
from ui.paths.controls import NET
from ui.say import ranged, say

POWER_OF_TEN = {"formatter": "10{e|{value}}", "rich": {"e": {"fontSize": 9, "padding": [0, 0, 9, 1]}}}
"""Of an axis of exponents."""
PERCENT = {"formatter": "{value}%"}
LOOKS = {"mean": ("solid", "circle"), "lowest": ("dotted", "emptyCircle"), "highest": ("dotted", "triangle")}


def count_option(paths: Paths) -> Option:
    """The share of all paths that have each length: the binomial."""
    bars = {"means": "counted"} | _bars(say("paths-count.series"), _counts(paths))
    return _by_length(paths, [bars], y=charts.axis(axisLabel=PERCENT))


def one_option(paths: Paths) -> Option:
    """The gradient of one path as a power of ten, its mean and its range over those drawn.

    The exponents are drawn, since a logarithmic axis writes out all the zeros of its numbers.
    """
    gradients = {
        "mean": [entry.one for entry in paths.lengths],
        "lowest": [entry.lowest for entry in paths.lengths],
        "highest": [entry.highest for entry in paths.lengths],
    }
    series = [
        _of_net(paths) | _line(say(f"paths-one.{code}"), [*map(_exponent, gradients[code])], dash=dash, symbol=symbol)
        for code, (dash, symbol) in LOOKS.items()
    ]
    power = say("paths-one.tip", power="%.1f")
    return _by_length(paths, series, y=charts.axis(scale=True, axisLabel=POWER_OF_TEN), written=power)


def share_option(paths: Paths, *, guess: Part | None = None) -> Option:
    """Where the gradient comes from: exactly, as the paper estimates it, and beside both how many paths there are.

    The third of the lengths that was guessed is shaded.
    """
    exact, estimated = findings.exact(paths), findings.estimated(paths)
    series: list[Option] = [
        _of_net(paths) | _bars(say("paths-origin.exact"), exact),
        {"means": "estimate"}
        | _line(say("paths-origin.estimate"), list(map(_share, estimated)), dash="dashed", symbol="diamond"),
        {"means": "counted"}
        | _line(say("paths-count.series"), list(map(_share, _counts(paths))), dash="dotted", symbol="emptyCircle"),
    ]
    if guess:
        series[0]["markArea"] = _shaded(*findings.lengths_of(guess, paths))
    lowest = {} if min(exact) < findings.AGAINST else {"min": 0}
    return _by_length(paths, series, y=charts.axis(axisLabel=PERCENT) | lowest)


def _shaded(first: int, last: int) -> Option:
    """A band over these lengths, named as the prediction."""
    name = say("paths-origin.guessed")
    look = {"itemStyle": {"color": depth_charts.QUIET, "opacity": 0.16}, "label": {"color": depth_charts.QUIET}}
    return look | {"silent": True, "data": [[{"name": name, "xAxis": first}, {"xAxis": last}]]}


def length_table(paths: Paths) -> pd.DataFrame:
    """A row a length."""
    rows = [
        {
            "length": entry.length,
            "paths": f"{entry.paths:,}",
            "drawn": entry.sampled,
            "one": numbers.measured(entry.one, digits=3),
            "lowest": numbers.measured(entry.lowest, digits=3),
            "highest": numbers.measured(entry.highest, digits=3),
            "estimate": numbers.percent(share, digits=2),
            "together": numbers.measured(entry.together, digits=3),
            "adds": numbers.percent(entry.along, digits=2),
        }
        for entry, share in zip(paths.lengths, findings.estimated(paths), strict=True)
    ]
    return pd.DataFrame([{say(f"paths-numbers.{code}"): cell for code, cell in row.items()} for row in rows])


def net_table(nets: Mapping[str, Sequence[Paths]]) -> pd.DataFrame:
    """A row a net, by its code: the mean length of its paths, counted alike, by the paper's estimate and exactly."""
    rows = [_row(code, findings.mean_lengths(seeds)) for code, seeds in nets.items()]
    return pd.DataFrame(rows).set_index(say("paths-table"))


def _row(code: str, lengths: MeanLengths) -> dict[str, object]:
    return {
        say("paths-table"): NET.said(code),
        say("paths-table.blocks"): lengths.blocks,
        say("paths-table.nets"): lengths.nets,
        say("paths-table.alike"): numbers.measured(lengths.alike, digits=3),
        say("paths-table.estimated"): _ranged(lengths.estimated),
        say("paths-table.exact"): _ranged(lengths.exact),
    }


def _ranged(lengths: Spread | None) -> str:
    return numbers.MISSING if lengths is None else ranged(lengths, partial(numbers.fixed, digits=1))


def _counts(paths: Paths) -> tuple[float, ...]:
    return tuple(findings.share_of_all(entry, paths) for entry in paths.lengths)


def _by_length(paths: Paths, series: list[Option], *, y: Option, written: str = "%.2f") -> Option:
    lengths = [str(entry.length) for entry in paths.lengths]
    legend = Legend([line["name"] for line in series], lines=2)
    across = charts.categories(lengths, say("paths-length"))
    return charts.base(series, x=across, y=y, legend=legend, tooltip=charts.tip(written))


def _of_net(paths: Paths) -> dict[str, str]:
    """Whose paths these are, and hence in which colour."""
    return {"net": f"residual-{2 * findings.blocks(paths) + 2}"}


def _bars(name: str, shares: Sequence[float]) -> Option:
    return {"type": "bar", "name": name, "data": list(map(_share, shares))}


def _line(name: str, heights: Sequence[Any], *, dash: str, symbol: str) -> Option:
    return {
        "type": "line",
        "name": name,
        "data": list(heights),
        "symbol": symbol,
        "symbolSize": 6,
        "lineStyle": {"width": 2, "type": dash},
    }


def _exponent(length: float) -> float | None:
    return round(math.log10(length), 2) if length > 0 else None


def _share(share: float) -> float:
    """In percent, with as many digits as a picture can show."""
    return round(100 * share, 3)
