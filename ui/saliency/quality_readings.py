"""What the two measures say of saliency methods, beside the maps that never saw the net. No Streamlit here."""

import pandas as pd

from resnet_core.probes.saliency_checks import Quality, Rated, name_of
from ui.saliency.check_numbers import LUCK, average, methods, names, row_of, sign, told
from ui.saliency.check_readings import AGAINST

RIVALS = ("bright", "chance")
"""What a forecast has to beat."""
_CONTROLS = ("chance", "even", "bright", "edges")


def table(found: Quality) -> pd.DataFrame:
    """Both measures, the best forecast first."""
    rows = []
    for one in sorted(found.rated, key=lambda row: average(row.unexplained) or 0.0):
        row = {"map": name_of(one.method), "left unexplained": told(one.unexplained)}
        for other in RIVALS:
            row[f"against {name_of(other).lower()}"] = "–" if one.method == other else AGAINST[_gain(found, one, other)]
        row["largest change"] = told(one.change)
        rows.append(row)
    return pd.DataFrame(rows)


def verdict(found: Quality) -> str:
    """Which maps foretell the removal of a square better than the controls do, and which no better than chance."""
    rows = methods(found.rated)
    controls = ", ".join(f"*{name_of(word)}* {told(row_of(found.rated, word).unexplained)}" for word in _CONTROLS)
    better = [one for one in rows if all(_gain(found, one, other) > 0 for other in RIVALS)]
    level = [one.method for one in rows if _gain(found, one, "chance") == 0]
    worse = [one.method for one in rows if _gain(found, one, "chance") < 0]
    listed = ", ".join(f"{name_of(one.method)} {told(one.unexplained)}" for one in better)
    parts = (
        f"Left unexplained without ever seeing the net: {controls}.",
        f"Better than bright pixels and than chance: {listed}."
        if better
        else "**No method foretells more than bright pixels and chance do.**",
        f"No different from chance: {names(level)}." if level else "",
        f"Worse than chance, {len(worse)} of {len(rows)} methods: {names(worse)}." if worse else "",
        LUCK,
    )
    return " ".join(part for part in parts if part)


def stillness(found: Quality) -> str:
    """Which map holds most still under noise, beside controls that hold still without saying anything of the net."""
    ordered = sorted(methods(found.rated), key=lambda one: average(one.change) or 0.0)
    calm, restless = ordered[0], ordered[-1]
    bright, even, drawn = (row_of(found.rated, word).change for word in ("bright", "even", "chance"))
    as_chance = [one.method for one in ordered if sign(one.change, drawn) >= 0]
    no_less = f" No less than that: {names(as_chance)}." if as_chance else ""
    return (
        f"With a little noise, {name_of(calm.method)} changes least (by {told(calm.change)} of its length), "
        f"{name_of(restless.method)} most ({told(restless.change)}). The bright pixels change by {told(bright)}, and a "
        f"map that is the same everywhere by {told(even)}: to hold still is no merit by itself. Numbers drawn anew for "
        f"every picture change by {told(drawn)}.{no_less}"
    )


def _gain(found: Quality, one: Rated, other: str) -> int:
    """1 where it leaves less unexplained than the other, -1 where it leaves more, 0 where that cannot be told."""
    return -sign(one.unexplained, row_of(found.rated, other).unexplained)
