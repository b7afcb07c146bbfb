import pandas as pd

from resnet_core.jobs.states import ACTIVE, FINISHED
from ui import numbers, tables, words


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
    assert f">{numbers.MISSING}<" in drawn
    assert ">2<" in drawn


def test_every_state_of_a_run_has_its_word():
    assert words.STATES.keys() == {"queued", *ACTIVE, *FINISHED}
    assert all(words.state(state) in words.state_badge(state) for state in words.STATES)
