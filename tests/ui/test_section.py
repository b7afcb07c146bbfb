"""Which options of a control are recorded, in words."""

import pytest

from ui import section
from ui.fields import Choice, Number, Switch


@pytest.mark.parametrize(
    ("ready", "spans"),
    [
        ("YNYNN", ["a", "c"]),
        ("YYYNY", ["a to c", "e"]),
        ("NYYNN", ["b", "c"]),
        ("NNNNN", []),
    ],
)
def test_options_in_a_row_are_written_as_a_span(ready, spans):
    assert section.ready_options([letter == "Y" for letter in ready], "abcde") == spans


def test_every_value_that_a_field_can_hold_is_an_option_of_it():
    for field in (
        Choice("c", ("a", "b"), "a", is_name=True),
        Number("n", 20, 100, 60, step=20),
        Number("x", 0.0, 1.0, 0.5, step=0.25),
        Switch("s", default=False),
    ):
        options = section.options(field)
        assert field.default in options
        assert [field.read(str(option)) for option in options] == list(options)
