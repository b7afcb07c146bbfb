"""Table 1 of He et al. 2015 as the zoo makes it, against the table as it was published."""

import pytest

from resnet_core.analysis.table1 import first_strided_bottleneck, table1
from resnet_core.plan.zoo import ZOO

COLUMNS = {column.layers: column for column in table1()}


def test_the_columns_are_those_of_the_paper():
    assert list(COLUMNS) == [18, 34, 50, 101, 152]
    assert {column.sides for column in COLUMNS.values()} == {(112, 56, 28, 14, 7)}


def test_the_recipe_of_the_50_layer_column_is_the_papers():
    assert (COLUMNS[50].stem.replace("\u00a0", " "), COLUMNS[50].stem_stride) == ("7×7, 64", 2)
    recipes = [recipe.replace("\u00a0", " ") for recipe in COLUMNS[50].recipes]
    assert recipes == [
        "[1×1, 64; 3×3, 64; 1×1, 256] × 3",
        "[1×1, 128; 3×3, 128; 1×1, 512] × 4",
        "[1×1, 256; 3×3, 256; 1×1, 1024] × 6",
        "[1×1, 512; 3×3, 512; 1×1, 2048] × 3",
    ]


@pytest.mark.parametrize("layers", COLUMNS)
def test_the_papers_stride_reproduces_the_papers_cost(layers):
    column = COLUMNS[layers]
    assert column.macs_as_in_the_paper == pytest.approx(column.published_macs, rel=0.02)


@pytest.mark.parametrize("layers", [50, 101, 152])
def test_torchvisions_stride_costs_a_bottleneck_more_and_no_parameter(layers):
    column = COLUMNS[layers]
    assert column.macs_as_in_torchvision > column.macs_as_in_the_paper
    assert column.params == ZOO[column.name].params


@pytest.mark.parametrize("layers", [18, 34])
def test_a_block_of_two_convolutions_has_one_place_for_its_stride(layers):
    assert COLUMNS[layers].macs_as_in_torchvision == COLUMNS[layers].macs_as_in_the_paper


@pytest.mark.parametrize("name", ["resnet50", "resnet101", "resnet152"])
def test_behind_the_moved_stride_the_first_1x1_works_on_four_times_the_pixels_and_the_3x3_on_as_many(name):
    first, spatial, last = first_strided_bottleneck(name)
    assert first.out_sides == (28, 56)
    assert first.macs == (256 * 128 * 28**2, 256 * 128 * 56**2)
    assert spatial.macs == (9 * 128 * 128 * 28**2,) * 2
    assert last.macs[0] == last.macs[1]


def test_the_strided_1x1_convolutions_are_all_that_the_stride_costs_more():
    column = COLUMNS[50]
    blocks = ((256, 128, 28), (512, 256, 14), (1024, 512, 7))
    more = sum(channels * out * (4 - 1) * side**2 for channels, out, side in blocks)
    assert column.macs_as_in_torchvision - column.macs_as_in_the_paper == more
