"""Pages offer all that a config takes, each option with a label, and today's addresses still mean the same."""

from typing import get_args

import pytest

from resnet_core.config import BlockConfig, Family, Order, Shortcut, Stem
from ui import codes
from ui.fields import Choice

OFFERED = {
    "family": (codes.FAMILIES, Family),
    "shortcut": (codes.SHORTCUTS, Shortcut),
    "order": (codes.ORDERS, Order),
    "stem": (codes.STEMS, Stem),
}


@pytest.mark.parametrize("message", OFFERED)
def test_the_pages_offer_all_that_the_library_knows(message):
    offered, kind = OFFERED[message]
    assert set(offered) == set(get_args(kind))


@pytest.mark.parametrize("message", OFFERED)
def test_an_option_is_read_from_its_code_its_label_and_with_strokes_as_addresses_had_them(message):
    offered, _kind = OFFERED[message]
    field = Choice(f"toy.{message}", offered, offered[0], message=message)
    for option in offered:
        assert [field.read(text) for text in (option, field.said(option), option.replace("_", "-"))] == [option] * 3


@pytest.mark.parametrize("option", codes.REDUCTIONS)
def test_every_reduction_is_one_of_a_block(option):
    field = Choice("toy.se", codes.REDUCTIONS, codes.NO_SQUEEZE, message="squeeze")
    assert field.read(str(option)) == option
    assert BlockConfig(se_reduction=codes.reduction(option)).se_reduction == (None if option == "none" else option)
