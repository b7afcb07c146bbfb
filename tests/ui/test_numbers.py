"""Numbers, lists, durations and moments, as English writes them."""

from datetime import date, datetime

import pytest

from ui import numbers


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "1 sec"), (59, "59 secs"), (59.6, "1 min"), (150, "2 mins"), (3600, "1 hr"), (5000, "1 hr 23 mins")],
)
def test_a_duration_is_as_exact_as_a_forecast(seconds, text):
    assert numbers.duration(seconds) == text


@pytest.mark.parametrize(("number", "text"), [(12, "12 bytes"), (311_016, "311 kB"), (1.5e9, "1.5 GB")])
def test_a_size_has_the_unit_that_fits(number, text):
    assert numbers.size(number) == text


@pytest.mark.parametrize(
    ("number", "text"), [(77_754, "77,754"), (11_178_378, "11.2 million"), (3.86e9, "3.86 billion")]
)
def test_a_large_count_is_rounded_and_called_by_its_name(number, text):
    assert numbers.count(number) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1, "1"),
        (0.2361, "0.24"),
        (0.000157, "0.00016"),
        (1.66e-7, "1.7·10⁻⁷"),
        (1419, "1,400"),
        (999.6, "1,000"),
        (2.14e9, "2.1·10⁹"),
        (-0.5, "−0.5"),
        (-0.0, "0"),
        (-2.14e-9, "−2.1·10⁻⁹"),
    ],
)
def test_a_measurement_has_two_digits_and_no_computers_spelling(value, text):
    assert numbers.measured(value) == text


@pytest.mark.parametrize("number", [-0.0001, 0.0001, 0.0])
def test_what_is_rounded_to_zero_has_no_sign(number):
    assert numbers.fixed(number) == "0.00"
    assert numbers.percent(number, digits=0) == "0%"


@pytest.mark.parametrize(
    ("items", "text"), [([3], "3"), (["a", "b"], "a and b"), ((3, 5, 7), "3, 5 and 7"), ((), numbers.MISSING)]
)
def test_a_list_reads_as_in_speech(items, text):
    assert numbers.listed(items) == text


@pytest.mark.parametrize(("number", "text"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (22, "22nd")])
def test_an_ordinal_has_the_ending_of_its_number(number, text):
    assert numbers.ordinal(number) == text


def test_a_moment_names_the_day_and_the_minute():
    noon = datetime(2026, 3, 4, 12, 5, 59).timestamp()
    assert numbers.moment(noon) == "4 Mar, 12:05"


def test_a_day_names_the_month():
    assert numbers.day(date(2026, 11, 24)) == "24 November 2026"
