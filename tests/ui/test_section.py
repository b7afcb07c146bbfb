"""Which options of a control are recorded, in words."""

import pytest

from ui import section
from ui.fields import Choice, Number, Switch


@pytest.mark.parametrize(
    ("ready", "said"),
    [
        ("YNYNN", "a and c"),
        ("YYYNY", "a to c and e"),
        ("NYYNN", "b and c"),
        ("NNNNN", "none with the other settings"),
    ],
)
def test_options_in_a_row_are_written_as_a_span(ready, said):
    assert section.in_words([each == "Y" for each in ready], "abcde") == said


def test_every_value_that_a_field_can_hold_is_an_option_of_it():
    for field in (
        Choice("c", "C", ("a", "b"), "a"),
        Number("n", "N", 20, 100, 60, step=20),
        Number("x", "X", 0.0, 1.0, 0.5, step=0.25),
        Switch("s", "S", default=False),
    ):
        options = section.options(field)
        assert field.default in options
        assert [field.read(str(option)) for option in options] == list(options)
