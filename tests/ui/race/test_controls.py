"""The races that the controls stand for."""

import pytest

from ui.race import controls

DEFAULTS = {field.key: field.default for field in controls.FIELDS}


def test_the_controls_ask_for_twins_at_both_depths_once_a_seed():
    asked = controls.questions(DEFAULTS | {"race.seeds": 2, "race.seed": 4, "race.zero": True})
    assert [question.seed for question in asked] == [4, 5]
    assert [(net.depth, net.plain, net.zero_init) for net in asked[0].nets] == [
        (20, True, False),
        (20, False, True),
        (56, True, False),
        (56, False, True),
    ]


@pytest.mark.parametrize("second", ["off", 20])
def test_one_depth_is_one_pair(second):
    assert len(controls.questions(DEFAULTS | {"race.second": second})[0].nets) == 2


def test_a_wide_deep_fast_start_is_spiky_until_any_repair_is_made():
    wide = DEFAULTS | {"race.width": 16}
    assert controls.spiky(controls.questions(wide)[0])
    for changes in (*controls.REPAIRS.values(), {"race.lr": 0.03}, {"race.width": 8}, {"race.second": "off"}):
        assert not controls.spiky(controls.questions(wide | changes)[0])


@pytest.mark.parametrize("field", controls.FIELDS, ids=lambda field: field.key)
def test_an_address_of_earlier_versions_is_understood(field):
    options = getattr(field, "options", (field.default,))
    for option in options:
        assert field.read(str(option).replace("_", "-")) == option
