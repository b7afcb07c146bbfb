import numpy as np
import pytest

from resnet_core.studies.function_classes.measure import GRID, TARGETS
from resnet_core.studies.function_classes.one_more_block import insertions


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("seed", [0, 1])
def test_a_residual_block_of_zeros_and_a_plain_one_of_identities_alone_leave_the_network_as_it_was(target, seed):
    rows = {row.block: row for row in insertions(target, seed=seed)}
    for name in ("residual_zero", "plain_identity"):
        kept = rows.pop(name)
        assert kept.largest_change == 0.0
        assert kept.error_after == kept.error_before
    assert all(row.largest_change > 0.1 and row.error_after > row.error_before for row in rows.values())


@pytest.mark.parametrize("target", TARGETS)
def test_the_fitted_network_is_better_than_a_constant(target):
    assert insertions(target)[0].error_before < np.var(TARGETS[target](GRID))
