"""Numbers, lists, dates and durations as the session's language writes them. Babel knows how; this says how exactly."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from math import floor, isinf, log10
from typing import Literal

from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.numbers import format_compact_decimal, format_decimal, format_percent, get_decimal_symbol
from babel.units import format_unit

from ui import language

MISSING = "–"
"""The one spelling of a value that is not there."""

_RAISED = str.maketrans("-−0123456789", "⁻⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_SIZES = ((1e9, "gigabyte"), (1e6, "megabyte"), (1e3, "kilobyte"), (1, "byte"))


def count(number: float) -> str:
    """`77,754`, `11.2 million`."""
    if abs(number) < 1e6:
        return format_decimal(round(number), locale=language.locale())
    digits = 2 - floor(log10(abs(number))) % 3
    return format_compact_decimal(number, format_type="long", locale=language.locale(), fraction_digits=digits)


def whole(number: float) -> str:
    """`77,754`, `11,181,642`: a count to its last digit."""
    return format_decimal(round(number), locale=language.locale())


def signed(number: float) -> str:
    """`+8,448`, `−1,024`, `0`: a change."""
    return _minus(format_decimal(round(number), format="+#,##0;-#,##0", locale=language.locale())) if number else "0"


def fixed(number: float, *, digits: int = 2) -> str:
    """`0.30`, `1,234.5`: so many digits behind the point."""
    rounded = round(number, digits) + 0.0  # no minus in front of a zero
    return _minus(format_decimal(rounded, format=f"#,##0.{'0' * digits}", locale=language.locale()))


def percent(share: float, *, digits: int = 1) -> str:
    """`89.9%`, from a share of 1."""
    pattern = f"#,##0.{'0' * digits}%" if digits else "#,##0%"
    rounded = round(share, digits + 2) + 0.0
    return _minus(format_percent(rounded, format=pattern, locale=language.locale()))


def measured(number: float, *, digits: int = 2) -> str:
    """`0.24`, `1,400`, `1.7·10⁻⁷`: a measurement with as many digits as it deserves."""
    if number and not 1e-4 <= abs(number) < 1e6:
        mantissa, _, power = f"{number:.{digits - 1}e}".partition("e")
        return f"{_plain(float(mantissa), digits=digits - 1)}·10{raised(int(power))}"
    rounded = float(f"{number:.{digits}g}") + 0.0
    if abs(rounded) >= 1000:
        return _plain(rounded, digits=0)
    # Nothing to group, so without Babel's patterns, which are felt where a map has a thousand numbers.
    return _minus(f"{rounded:.12g}".replace(".", _point(language.locale())))


def raised(exponent: int) -> str:
    """`⁻⁷`: as a superscript."""
    return str(exponent).translate(_RAISED)


def ordinal(number: int) -> str:
    """`1st`, `22nd`, in a language that has such; else the number with a point."""
    if not language.locale().startswith("en"):
        return f"{number}."
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{count(number)}{ending}"


def duration(seconds: float) -> str:
    """`12 secs`, `3 mins`, `1 hr 20 mins`: as exact as a forecast deserves."""
    if seconds < 59.5:
        return _unit(max(1, round(seconds)), "duration-second")
    hours, minutes = divmod(round(seconds / 60), 60)
    parts = [_unit(hours, "duration-hour")] if hours else []
    return " ".join([*parts, _unit(minutes, "duration-minute")] if minutes else parts)


def size(count: float) -> str:
    """`312 kB`, `1.4 GB`, in powers of 1000."""
    scale, unit = next(((scale, unit) for scale, unit in _SIZES if count >= scale), _SIZES[-1])
    return _unit(float(f"{count / scale:.3g}"), f"digital-{unit}", length="long" if unit == "byte" else "short")


def day(date: date) -> str:
    """`24 November 2026`."""
    return format_date(date, format="long", locale=language.locale())


def moment(seconds: float) -> str:
    """`24 Nov, 14:05`, by the server's clock."""
    return format_datetime(datetime.fromtimestamp(seconds), format="d MMM, HH:mm", locale=language.locale())


def listed(items: Iterable[object], *, style: str = "standard") -> str:
    """`3`, `3 and 5`, `3, 5 and 7`; `or` between them with the style `or`. Whole numbers are written as such."""
    texts = [count(item) if isinstance(item, int) else str(item) for item in items]
    return format_list(texts, style=style, locale=language.locale()) if texts else MISSING  # type: ignore[arg-type]  # one of its names


def shape(sides: Sequence[int]) -> str:
    """`64×28×28`: channels, height, width."""
    return "×".join(map(str, sides))


def sides(maps: Sequence[int]) -> str:
    """`28` for maps of 28×28, `28×40` for others; from a shape with its channels."""
    height, width = maps[1:]
    return str(height) if height == width else shape(maps[1:])


def is_endless(text: str) -> bool:
    """Whether the text is an infinite number, at which Streamlit's controls of whole numbers break off."""
    try:
        return isinf(float(text))
    except ValueError:
        return False


@cache
def _point(locale: str) -> str:
    """What stands before the decimals."""
    return get_decimal_symbol(locale)


def _plain(number: float, *, digits: int) -> str:
    return _minus(format_decimal(number, format=f"#,##0.{'#' * digits}", locale=language.locale()))


def _unit(number: float, unit: str, *, length: Literal["short", "long"] = "short") -> str:
    return format_unit(number, unit, length=length, locale=language.locale())


def _minus(text: str) -> str:
    """With a minus as long as a plus."""
    return text.replace("-", "−")
