from datetime import datetime

import pandas as pd
import pytest

from resnet_core.jobs.states import ACTIVE, FINISHED
from ui import tables, words


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "1 s"), (59, "59 s"), (59.6, "1 min"), (150, "2 min"), (3600, "1 h"), (5000, "1 h 23 min")],
)
def test_a_duration_is_as_exact_as_a_forecast(seconds, text):
    assert words.duration(seconds) == text


@pytest.mark.parametrize(("number", "text"), [(12, "12 bytes"), (311_016, "311 kB"), (1.5e9, "1.5 GB")])
def test_sizes(number, text):
    assert words.size(number) == text


@pytest.mark.parametrize(("number", "text"), [(77_754, "77,754"), (11_178_378, "11.2 million"), (1.8e9, "1.8 billion")])
def test_counts(number, text):
    assert words.count(number) == text


@pytest.mark.parametrize(("number", "text"), [(0, "0 steps"), (1, "1 step"), (2000, "2,000 steps")])
def test_things_are_counted_with_their_plural(number, text):
    assert words.counted(number, "step") == text


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
        (2.04e9, "2.0·10⁹"),
        (-0.5, "−0.5"),
        (-2.04e-9, "−2.0·10⁻⁹"),
    ],
)
def test_a_measurement_has_two_digits_and_no_computers_spelling(value, text):
    assert words.measured(value) == text


def test_nets_that_saw_different_pictures_are_named_beside_their_badges():
    assert words.data_badges({"plain 8": "sketches", "plain 20": "sketches"}) == (words.data_badge("sketches"),)
    real, drawn = words.data_badges({"plain 8": "sketches", "plain 20": "fashion-mnist"})
    assert real.endswith(" plain 20")
    assert drawn.endswith(" plain 8")
    assert words.data_badges({}) == ()


def test_a_table_spells_its_decimal_numbers_and_leaves_the_whole_ones():
    table = pd.DataFrame({"block": [1, 2], "gradient": [1.664e-7, None]})
    drawn = tables.legible(table).to_html()
    assert "1.66·10⁻⁷" in drawn
    assert ">none<" in drawn
    assert ">2<" in drawn


@pytest.mark.parametrize(("items", "text"), [([3], "3"), (["a", "b"], "a and b"), ((3, 5, 7), "3, 5 and 7")])
def test_a_list_reads_as_in_speech(items, text):
    assert words.listed(items) == text


def test_every_state_of_a_run_has_its_word():
    assert words.STATES.keys() == {"queued", *ACTIVE, *FINISHED}


def test_a_moment_names_the_day_and_the_minute():
    noon = datetime(2026, 3, 4, 12, 5, 59).timestamp()
    assert words.moment(noon) == "4 Mar 12:05"
