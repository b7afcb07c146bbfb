"""The formulas are those of the papers."""

from resnet_core.analysis.formula import formula
from resnet_core.config import BlockConfig
from resnet_core.plan.blocks import block_plan


def lines(**choices):
    return formula(block_plan(BlockConfig(**choices)))


def test_the_original_block_is_the_one_of_he_2015():
    assert lines() == (
        r"F(x) = \mathrm{BN}(W_{2} * \mathrm{ReLU}(\mathrm{BN}(W_{1} * x)))",
        r"y = \mathrm{ReLU}(F(x) + x)",
    )


def test_a_projection_is_a_weight_of_its_own():
    assert lines(out_channels=128, shortcut="projection")[-1] == r"y = \mathrm{ReLU}(F(x) + W_{s} * x)"


def test_full_preactivation_ends_with_a_bare_sum():
    assert lines(order="full_pre") == (
        r"F(x) = W_{2} * \mathrm{ReLU}(\mathrm{BN}(W_{1} * \mathrm{ReLU}(\mathrm{BN}(x))))",
        "y = F(x) + x",
    )


def test_a_shared_preactivation_gets_a_name():
    shared, *_, last = lines(order="full_pre", out_channels=128, shortcut="projection")
    assert shared == r"\tilde{x} = \mathrm{ReLU}(\mathrm{BN}(x))"
    assert last == r"y = F(x) + W_{s} * \tilde{x}"


def test_squeeze_and_excitation_has_a_line_of_its_own():
    assert lines(se_reduction=16)[:2] == (
        r"F(x) = \mathrm{SE}(\mathrm{BN}(W_{2} * \mathrm{ReLU}(\mathrm{BN}(W_{1} * x))))",
        r"\mathrm{SE}(z) = z \cdot \sigma(W_{4} * \mathrm{ReLU}(W_{3} * \bar{z}))",
    )


def test_a_plain_block_has_no_sum():
    assert lines(family="plain", shortcut="none")[-1] == r"y = \mathrm{ReLU}(F(x))"
