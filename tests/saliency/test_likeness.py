"""Rank correlation against pandas, and the control maps against formulas written out."""

import pandas as pd
import pytest
import torch

from resnet_core.saliency import likeness
from resnet_core.saliency.likeness import BLACK, rank_correlation, ranks


def draw(*shape, seed=0, levels=None):
    source = torch.Generator().manual_seed(seed)
    return (
        torch.randn(*shape, generator=source)
        if levels is None
        else torch.randint(-levels, levels, shape, generator=source).float()
    )


@pytest.mark.parametrize("levels", [None, 3, 20])
def test_it_is_spearmans_of_absolute_values_with_ties_as_pandas_counts_them(levels):
    first, second = (draw(4, 1, 9, 9, seed=seed, levels=levels) for seed in (0, 1))
    for found, one, other in zip(rank_correlation(first, second), first, second, strict=True):
        table = pd.DataFrame({"one": one.abs().flatten().numpy(), "other": other.abs().flatten().numpy()})
        assert found == pytest.approx(table.corr(method="spearman").loc["one", "other"], abs=1e-9)


def test_ranks_are_the_places_and_ties_share_their_mean():
    values = draw(50, levels=6)
    assert ranks(values).tolist() == pd.Series(values.numpy()).rank().tolist()


def test_only_the_chosen_pixels_count():
    first, second = draw(2, 1, 6, 6), draw(2, 1, 6, 6, seed=1)
    where = draw(2, 1, 6, 6, seed=2) > 0
    elsewhere = torch.where(where, first, 100 * draw(2, 1, 6, 6, seed=3))
    assert rank_correlation(first, second, where) == rank_correlation(elsewhere, second, where)
    assert rank_correlation(first, second, where) != rank_correlation(first, second)


def test_a_map_is_like_itself_whatever_its_sign_and_its_scale():
    first = draw(2, 1, 6, 6)
    assert rank_correlation(first, -3 * first) == pytest.approx([1.0, 1.0])


def test_a_flat_map_has_no_order_to_compare():
    assert rank_correlation(torch.ones(1, 1, 4, 4), draw(1, 1, 4, 4)) == [None]


def test_edges_are_sobels_sums_written_out():
    picture = draw(1, 1, 5, 5)
    padded = torch.nn.functional.pad(picture, (1, 1, 1, 1), mode="replicate")[0, 0]
    for row in range(5):
        for column in range(5):
            near = padded[row : row + 3, column : column + 3]
            across = near[0, 2] + 2 * near[1, 2] + near[2, 2] - near[0, 0] - 2 * near[1, 0] - near[2, 0]
            down = near[2, 0] + 2 * near[2, 1] + near[2, 2] - near[0, 0] - 2 * near[0, 1] - near[0, 2]
            assert likeness.edges(picture)[0, 0, row, column] == pytest.approx(
                float((across**2 + down**2).sqrt()), abs=1e-5
            )


def test_the_garment_is_where_the_picture_is_not_black(inputs, pictures):
    assert torch.equal(likeness.garment(inputs)[:, 0], pictures > 0)


def test_bright_pixels_are_the_distance_from_black(inputs, pictures):
    found = likeness.bright_pixels(inputs)[:, 0]
    torch.testing.assert_close(found, pictures / 255 / 0.3530, atol=1e-5, rtol=1e-5)
    assert pytest.approx(-0.8102, abs=1e-4) == BLACK


def test_chance_is_the_same_for_the_same_seed_only(inputs):
    assert torch.equal(likeness.chance(inputs, seed=1), likeness.chance(inputs, seed=1))
    assert not torch.equal(likeness.chance(inputs, seed=1), likeness.chance(inputs, seed=2))
