"""Numbers inside a finding that need only be near: `pytest.approx`, which may stand in a typed field."""

from typing import Any

import pytest


def near(value: object, **tolerance: Any) -> Any:
    """Equal to every value near this one."""
    return pytest.approx(value, **tolerance)
