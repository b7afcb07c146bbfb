"""Numbers as an answer tells them."""

from resnet_core.studies.rounding import significant, told


def test_a_number_is_told_to_five_digits_and_what_is_none_as_none():
    assert told(1 / 3) == significant(1 / 3) == 0.33333
    assert told(1234567.0) == significant(1234567.0) == 1234600.0
    assert told(0.0) == 0.0
    assert told(0.123456789) == 0.12346
    assert [told(float(value)) for value in ("nan", "inf", "-inf")] == [None] * 3
    assert told(None) is None
