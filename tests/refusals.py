"""What a test expects of an error of the library: its code and its values, in no language."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from resnet_core.errors import LabError


@contextmanager
def refused(code: str, /, **values: object) -> Iterator[None]:
    """Expects the block to raise a LabError of this code, with at least these values."""
    with pytest.raises(LabError) as caught:
        yield
    assert caught.value.code == code, str(caught.value)
    assert {name: caught.value.values[name] for name in values} == values
