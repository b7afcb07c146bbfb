"""The terminal shows what the pages show."""

import pytest

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.studies.race.findings import Group
from resnet_core.studies.race.question import Race
from ui import recorded_tables
from ui.race import phrases


@pytest.mark.parametrize("kind", recorded_tables.TABLES)
def test_every_kind_with_a_table_is_recorded_and_printed(kind):
    text = recorded_tables.printed(kind)
    assert text.startswith(kind)
    assert len(text.splitlines()) > 3


def test_a_printed_race_has_the_numbers_of_all_its_seeds():
    entries = gallery.measurements("race").entries
    config = {**entries[0].config, "seed": None}
    seeds = [entry for entry in entries if {**entry.config, "seed": None} == config]
    runners = [parse(Race, entry.answer).runners[0] for entry in seeds]
    assert len(runners) > 1
    [row] = phrases.table([Group(runners[0].net, tuple(runners))]).to_dict("records")
    assert all(str(cell) in recorded_tables.printed("race") for cell in row.values())
