"""The figures and tables of the saliency checks: ECharts options and frames."""

from collections.abc import Mapping, Sequence

import pandas as pd

from resnet_core.saliency.table import Baseline
from resnet_core.studies.saliency_checks import findings
from resnet_core.studies.saliency_checks.findings import RIVALS, WAYS, Way
from resnet_core.studies.saliency_checks.paired import average
from resnet_core.studies.saliency_checks.question import (
    CONTROLS,
    Climbed,
    Deletion,
    Emptied,
    Ladder,
    Likeness,
    Quality,
)
from ui import charts, numbers
from ui.charts import Legend, Option
from ui.saliency import check_sentences
from ui.saliency.methods import name_of, names
from ui.say import say

SYMBOLS = ("circle", "rect", "triangle", "diamond", "roundRect", "pin")
DOTS = ("circle", "diamond", "triangle", "rect")
DASHES: dict[str, str | list[int]] = {"edges": "dotted", "bright": "dashed", "away": [12, 4, 3, 4], "chance": [3, 8]}
"""Controls are never solid, and each breaks its line in its own way."""
BROKEN_ICON = "path://M0,4 L7,4 L7,6 L0,6 Z M10,4 L17,4 L17,6 L10,6 Z M20,4 L27,4 L27,6 L20,6 Z"
ROW_PIXELS = 26


def left_option(ladder: Ladder) -> Option:
    """How alike each map is when all weights are random, and to the controls: a symbol for each.

    The controls are compared with the same map of the trained net.
    """
    rows = _ordered([row for row in ladder.climbed if row.method not in CONTROLS])
    last = {row.method: row.rungs[-1] for row in rows}
    columns = {
        "everywhere": [average(last[row.method].everywhere) for row in rows],
        "garment": [average(last[row.method].garment) for row in rows],
        "bright": [average(row.bright.garment) for row in rows],
        "chance": [average(row.chance.garment) for row in rows],
    }
    said = {say(f"saliency-left.{code}"): values for code, values in columns.items()}
    return _dots([row.method for row in rows], said, axis=say("saliency-left"), low=-0.2)


def curves_option(deletion: Deletion, methods: Sequence[str], way: Way) -> Option:
    """The mean probability of the named class while pixels go, or come; controls are dashed."""
    rows = [row for row in deletion.emptied if row.method in methods or row.method in CONTROLS]
    return charts.base(
        [_curve(row, place, way) for place, row in enumerate(rows)],
        x=charts.axis(say("saliency-curve.axis", way=way), min=0, max=100),
        y=charts.axis(min=0, max=1),
        legend=Legend([_entry(row) for row in rows], lines=4),
        tooltip=charts.tip("%.2f"),
    )


def quality_option(quality: Quality) -> Option:
    """Both measures of every map: a circle for what is left unexplained, a diamond for the largest change."""
    rows = sorted(quality.rated, key=lambda row: -(average(row.unexplained) or 0.0))
    columns = {
        say("saliency-quality.unexplained"): [average(row.unexplained) for row in rows],
        say("saliency-quality.change"): [average(row.change) for row in rows],
    }
    return _dots([row.method for row in rows], columns, axis=say("saliency-quality"), low=0.0)


def ladder_table(ladder: Ladder) -> pd.DataFrame:
    """A row for each method and control: means over the pictures, on all pixels / on the garment."""
    return pd.DataFrame([_ladder_row(ladder, row) for row in ladder.climbed])


def deletion_table(deletion: Deletion, fill: Baseline) -> pd.DataFrame:
    """Areas under both curves, and each row against the rival and against chance."""
    rows = sorted(deletion.emptied, key=lambda row: sum(row.deletion.areas))
    return pd.DataFrame([_deletion_row(deletion, row.method, fill) for row in rows])


def quality_table(quality: Quality) -> pd.DataFrame:
    """Both measures, the best forecast first."""
    return pd.DataFrame(
        [
            {
                say("saliency-quality.map"): name_of(row.method),
                say("saliency-quality.unexplained"): _number(average(row.unexplained)),
                **{
                    say("saliency-quality.against", rival=name_of(other)): say(
                        "saliency-better", verdict=findings.forecast(quality, row, other)
                    )
                    for other in RIVALS
                },
                say("saliency-quality.change"): _number(average(row.change)),
            }
            for row in sorted(quality.rated, key=lambda row: average(row.unexplained) or 0.0)
        ]
    )


def dots_height(rows: int) -> int:
    """Pixels that a chart of `_dots` needs."""
    return 114 + ROW_PIXELS * rows


def _ladder_row(ladder: Ladder, row: Climbed) -> dict[str, str]:
    rungs = map(check_sentences.rung, findings.rungs(ladder.parts))
    likenesses = {
        **dict(zip(rungs, row.rungs, strict=True)),
        say("saliency-rungs.other-class"): row.other_class,
        say("saliency-rungs.edges"): row.edges,
        say("saliency-rungs.bright"): row.bright,
        say("saliency-rungs.chance"): row.chance,
    }
    grade = "never" if row.method in CONTROLS else findings.grade(row)
    return {
        say("saliency-rungs.map"): name_of(row.method),
        **{name: _both(likeness) for name, likeness in likenesses.items()},
        say("saliency-rungs.grade"): say("saliency-grade", grade=grade),
    }


def _deletion_row(deletion: Deletion, method: str, fill: Baseline) -> dict[str, str]:
    row, rival = {say("saliency-areas"): name_of(method)}, name_of(findings.rival(fill))
    for way in WAYS:
        standing = findings.standing(deletion, method, way, fill=fill)
        verdicts = [say("saliency-better", verdict=verdict) for verdict in (standing.rival, standing.chance)]
        row[say(f"saliency-areas.{way}")] = _number(standing.area)
        row[say("saliency-areas.against", way=check_sentences.said_way(way), rival=rival)] = " / ".join(verdicts)
    return row


def _both(likeness: Likeness) -> str:
    """On all pixels / on the garment."""
    everywhere, garment = average(likeness.everywhere), average(likeness.garment)
    return say("saliency-rungs.numbers", everywhere=everywhere, garment=garment)


def _number(number: float | None) -> str:
    return numbers.MISSING if number is None else numbers.fixed(number)


def _dots(methods: Sequence[str], columns: Mapping[str, list[float | None]], *, axis: str, low: float) -> Option:
    """A row a method, the last on top, with one symbol a column."""
    return charts.base(
        [
            {
                "type": "scatter",
                "name": name,
                "symbol": symbol,
                "symbolSize": 12,
                "data": [_rounded(value) for value in values],
            }
            for (name, values), symbol in zip(columns.items(), DOTS, strict=False)
        ],
        x=charts.axis(axis, min=low),
        y=charts.categories(names(methods)),
        legend=Legend(list(columns), lines=2),
        tooltip=charts.tip("%.2f") | {"axisPointer": {"type": "shadow"}},
    )


def _curve(row: Emptied, place: int, way: Way) -> Option:
    mean = (row.deletion if way == "deletion" else row.insertion).mean
    points = [[round(100 * step / (len(mean) - 1), 1), value] for step, value in enumerate(mean)]
    control = row.method in CONTROLS
    look: Option = (
        {"symbol": "none", "lineStyle": {"type": DASHES[row.method], "width": 2}}
        if control
        else {"symbol": SYMBOLS[place % len(SYMBOLS)], "symbolSize": 6, "lineStyle": {"width": 2}}
    )
    return {"type": "line", "name": name_of(row.method), "data": points, **look}


def _entry(row: Emptied) -> Option:
    """In the legend a control has a broken stroke without a symbol, as its line has none."""
    name = name_of(row.method)
    return {"name": name, "icon": BROKEN_ICON} if row.method in CONTROLS else {"name": name}


def _ordered(rows: list[Climbed]) -> list[Climbed]:
    """Least alike on the garment last, which a category axis draws on top."""
    return sorted(rows, key=lambda row: -(average(row.rungs[-1].garment) or 0.0))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
