"""What the library tells, as a page says it: in the words of its controls."""

import pytest

from resnet_core.errors import ConfigError, LabError
from resnet_core.wording import message
from ui import codes
from ui.core_words import begun, in_words
from ui.say import say


@pytest.mark.parametrize("code", [*codes.SHORTCUTS, *codes.ORDERS])
def test_every_choice_is_called_as_its_control_calls_it(code):
    assert in_words(message("outcome-said", text=code)) == code.replace("_", "-")


def test_a_choice_is_called_so_inside_of_a_sentence_and_of_each_cause():
    causes = tuple(ConfigError("plain-has-no-shortcut", shortcut=code).message for code in ("zero_pad", "identity"))
    first, second = in_words(ConfigError("several", causes=causes)).splitlines()
    assert "shortcut=zero-pad" in first
    assert "shortcut=identity" in second


def test_a_method_is_called_as_its_page_calls_it():
    assert in_words(message("phase-method", method="grad_cam")) == say("method.grad_cam")
    assert in_words(message("phase-method", method="bright")) == say("method.bright")


def test_a_text_without_a_code_is_told_as_it_stands():
    assert in_words(LabError("the disk is full")) == "the disk is full"


def test_what_begins_a_line_has_a_capital():
    assert begun(message("phase-fetching-data", share=0.4)) == "Fetching the data, 40%"


def test_a_message_of_another_program_shows_its_id():
    assert in_words(message("outcome-of-a-later-program", step=3)) == "outcome-of-a-later-program"
