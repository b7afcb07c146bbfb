"""The figures and tables of the page on surgery: ECharts options and frames."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby

import pandas as pd

from resnet_core.studies.surgery import findings
from resnet_core.studies.surgery.findings import CHANCE, Case, Damage, Fall, Outcome, Turn
from resnet_core.studies.surgery.question import Found, Place, Statistics, UnderBoth
from ui import charts, depth_charts, numbers, words
from ui.charts import LIGHT_TEXT, Legend, Option, is_light
from ui.say import ranged, say
from ui.surgery.nets import name
from ui.surgery.sentences import loss

LIGHT_SIDES = ("#E5B48E", "#FBF8F2", "#9FC6C8")
DARK_SIDES = ("#8A5630", "#15191C", "#2B5F69")
"""Fewer, as many, more; pale enough for the numbers on them."""
MOST_LABELS = 14
"""Blocks up to which each has its number at the axis."""
LEVELS = 22
"""Pixels above a picture for the names of its stages."""


def in_turn_option(turns: Sequence[Turn], within: float) -> Option:
    """The accuracy with each block edited in turn; triangles where the block changes the shape.

    Behind what fresh statistics leave stands, faintly, what stored ones do.
    """
    case, whole = turns[0].case, turns[0].shown
    count = len(whole.lesions)
    series = [_curve(turn) for turn in turns]
    series += [_behind(_curve(turn._replace(statistics="stored"))) for turn in turns if turn.statistics == "fresh"]
    series[0]["markArea"] = _stages(case.blocks)
    series[0]["markLine"] = _levels(
        {say("surgery-level-intact", net=name(case)): 100 * whole.accuracy},
        below={
            say("surgery-level-within", within=within): 100 * whole.accuracy - within,
            say("surgery-guessing"): 100 * CHANCE,
        },
    )
    places = list(range(1, count + 1, 1 if count <= MOST_LABELS else 3))
    across = charts.axis(
        say("surgery-block"),
        min=0.5,
        max=count + 0.5,
        splitLine={"show": False},
        axisLabel={"customValues": places, "formatter": "{value}"},
        axisTick={"customValues": places},
    )
    option = _accuracies(series, x=across, cases=[turn.case for turn in turns])
    option["grid"]["top"] += LEVELS
    return option


def shares_option(damage: Damage, guess: str | None) -> Option:
    """What part of the damage stale statistics do, and what part the missing block; the guessed third is shaded."""
    parts = {"statistics": damage.share, "block": 1 - damage.share}
    series: list[Option] = [
        {"type": "bar", "stack": "damage", "barWidth": 34, "name": say(f"surgery-shares.{code}")}
        | {"data": [round(100 * share, 1)]}
        for code, share in parts.items()
    ]
    if guess:
        edges = {"block": (0, findings.HARDLY), "both": (findings.HARDLY, findings.MOSTLY)}
        low, high = edges.get(guess, (findings.MOSTLY, 1))
        look = {"itemStyle": {"color": depth_charts.QUIET, "opacity": 0.2}, "label": {"position": "top"} | _ink()}
        ends = [{"name": say("surgery-shares.guessed"), "xAxis": 100 * low}, {"xAxis": 100 * high}]
        series[0]["markArea"] = look | {"silent": True, "data": [ends]}
    option = charts.base(
        series,
        x=charts.axis(min=0, max=100, axisLabel={"formatter": "{value}%"}),
        y=charts.categories([""]),
        legend=Legend([line["name"] for line in series]),
        tooltip=charts.tip("%.1f%%", trigger="item"),
    )
    option["grid"]["top"] += LEVELS
    return option


def deletions_option(falls: Sequence[Fall]) -> Option:
    """The accuracy by the number of deleted blocks: the mean over the draws, and a band from lowest to highest."""
    series = [_means(fall) for fall in falls]
    series += [_behind(_means(fall._replace(statistics="stored"))) for fall in falls if fall.statistics == "fresh"]
    for fall in falls:
        draws = [(fall.shown.accuracy,), *(deleted.accuracies for deleted in fall.shown.numbers)]
        low, high = ([100 * edge(accuracies) for accuracies in draws] for edge in (min, max))
        series += depth_charts.band(name(fall.case), low, high, net=fall.case.code)
    series[0]["markLine"] = _levels({}, below={say("surgery-guessing"): 100 * CHANCE})
    counts = [str(number) for number in range(len(falls[0].shown.numbers) + 1)]
    across = charts.categories(counts, say("surgery-deleted"), boundaryGap=False)
    return _accuracies(series, x=across, cases=[fall.case for fall in falls])


def changes_option(differences: list[list[int]]) -> Option:
    """How many pictures more or fewer each cell of the confusion matrix has; rows are the true classes."""
    largest = max(1, *(abs(count) for row in differences for count in row))
    cells = [
        {"value": [named, true, count], "label": {"show": count != 0, "formatter": f"{count:+d}".replace("-", "−")}}
        for true, row in enumerate(differences)
        for named, count in enumerate(row)
    ]
    option = charts.base(
        [{"type": "heatmap", "data": cells, "label": {"fontSize": 11} | _ink()}],
        x=charts.categories(words.class_names(), position="top", axisLabel={"rotate": 55}),
        y=charts.categories(words.class_names(), inverse=True),
    )
    option["grid"] |= {"right": 4}
    colours = {"color": list(LIGHT_SIDES if is_light() else DARK_SIDES)}
    return option | {"visualMap": {"show": False, "min": -largest, "max": largest, "inRange": colours}}


def block_table(turns: Sequence[Turn]) -> pd.DataFrame:
    """A row for each block: its stage, and the accuracy and loss of each net with it edited, under both statistics."""
    rows: list[dict[str, object]] = [
        {
            say("surgery-table"): place.number,
            say("surgery-table.stage"): place.stage,
            say("surgery-table.shape"): say("surgery-table.yes") if place.changes_shape else "",
        }
        for place in turns[0].case.blocks
    ]
    for turn in turns:
        for statistics, lesions in _both_ways(turn.both):
            told = {"net": name(turn.case), "statistics": statistics}
            for row, lesion in zip(rows, lesions.lesions, strict=True):
                row[say("surgery-table.accuracy", **told)] = numbers.percent(lesion.accuracy)
                row[say("surgery-table.loss", **told)] = loss(lesion.loss)
    return pd.DataFrame(rows).set_index(say("surgery-table"))


def fall_table(falls: Sequence[Fall]) -> pd.DataFrame:
    """A row for each number of deleted blocks, the draws, and the accuracy of each net."""
    rows: list[dict[str, object]] = [
        {say("surgery-fall-table"): deleted.blocks, say("surgery-fall-table.draws"): len(deleted.accuracies)}
        for deleted in falls[0].shown.numbers
    ]
    for fall in falls:
        for statistics, deletions in _both_ways(fall.both):
            column = say("surgery-fall-table.accuracy", net=name(fall.case), statistics=statistics)
            for row, deleted in zip(rows, deletions.numbers, strict=True):
                row[column] = ranged(findings.of_draws(deleted), numbers.percent)
    return pd.DataFrame(rows).set_index(say("surgery-fall-table"))


def class_table(outcomes: Sequence[Outcome]) -> pd.DataFrame:
    """A row for each class: the share of its pictures that are right, before and after, net by net."""
    whole = partial(numbers.percent, digits=0)
    columns = {
        say(f"surgery-classes.{when}", net=name(outcome.case)): list(map(whole, findings.class_accuracies(operated)))
        for outcome in outcomes
        for when, operated in (("before", outcome.before), ("after", outcome.after))
    }
    return pd.DataFrame(columns, index=pd.Index(words.class_names(), name=say("surgery-classes.class")))


def _accuracies(series: list[Option], *, x: Option, cases: Sequence[Case]) -> Option:
    return charts.base(
        series,
        x=x,
        y=charts.axis(min=0, max=100, axisLabel={"formatter": "{value}%"}),
        legend=Legend([name(case) for case in cases]),
        tooltip=charts.tip("%.1f%%"),
    )


def _curve(turn: Turn) -> Option:
    points: list[Option] = []
    for place, lesion in zip(turn.case.blocks, turn.shown.lesions, strict=True):
        special = {"symbol": "triangle", "symbolSize": 13} if place.changes_shape else {}
        points.append({"value": [lesion.block, round(100 * lesion.accuracy, 1)], **special})
    return _line(turn.case) | {"data": points}


def _means(fall: Fall) -> Option:
    return _line(fall.case) | {"data": [round(100 * accuracy, 1) for accuracy in fall.means]}


def _behind(series: Option) -> Option:
    """The series drawn faintly; it keeps the colour of its net."""
    faint = {"lineStyle": series["lineStyle"] | {"opacity": 0.35}, "itemStyle": {"opacity": 0.35}, "z": 1}
    return series | faint | {"symbolSize": 5, "tooltip": {"show": False}}


def _line(case: Case) -> Option:
    """A net's line, told apart without colour."""
    return {
        "type": "line",
        "name": name(case),
        "net": case.code,
        "symbol": "diamond" if case.plain else "circle",
        "symbolSize": 9 if case.plain else 8,
        "lineStyle": {"width": 2, "type": "dashed" if case.plain else "solid"},
    }


def _both_ways(both: UnderBoth[Found]) -> tuple[tuple[Statistics, Found], tuple[Statistics, Found]]:
    """What came out, each with its statistics."""
    return ("stored", both.stored), ("fresh", both.fresh)


def _stages(blocks: Sequence[Place]) -> Option:
    """Every second stage shaded, each with its name."""
    areas = []
    for number, places in groupby(blocks, key=lambda place: place.stage):
        numbers = [place.number for place in places]
        shade = {"color": LIGHT_TEXT, "opacity": 0.1 if number % 2 else 0.0}
        areas.append(
            [
                {"name": say("stage-numbered", number=number), "xAxis": numbers[0] - 0.5, "itemStyle": shade},
                {"xAxis": numbers[-1] + 0.5},
            ]
        )
    return {"silent": True, "data": areas, "label": {"position": "top"} | _ink()}


def _levels(above: dict[str, float], *, below: dict[str, float]) -> Option:
    """Level lines at the heights that go with the names, which stand above or below their line."""
    places = [(name, "insideEndTop") for name in above] + [(name, "insideEndBottom") for name in below]
    heights = above | below
    return {
        "silent": True,
        "symbol": "none",
        "lineStyle": {"type": "dotted", "width": 1.5, "color": LIGHT_TEXT if is_light() else "#A5ACB0"},
        "data": [
            {"yAxis": round(heights[name], 2), "label": {"formatter": name, "position": place} | _ink()}
            for name, place in places
        ],
    }


def _ink() -> Option:
    """The colour of words in a figure, which ECharts would outline otherwise."""
    return {"color": "#0E1216" if is_light() else "#ECE7DC", "textBorderWidth": 0}
