import pytest
import torch
from torch import nn

from resnet_core.studies.three_forms import measure as three_forms
from resnet_core.studies.three_forms.measure import FORMS, compare, draw
from resnet_core.studies.three_forms.question import ThreeFormsQuestion

QUESTION = ThreeFormsQuestion(channels=12, cardinality=3, group_width=2, size=5, seed=1)


@pytest.mark.parametrize(
    "question", [QUESTION, ThreeFormsQuestion(), ThreeFormsQuestion(cardinality=1, group_width=64)]
)
def test_the_forms_agree_up_to_the_rounding_of_each_precision(question):
    found = compare(question)
    for comparison, rounding in ((found.float64, 1e-12), (found.float32, 1e-3)):
        assert max(comparison.a_b, comparison.b_c, comparison.a_c) < rounding * comparison.largest_output
    assert len(set(found.params.values())) == 1


def test_a_form_with_one_weight_changed_does_not_agree(monkeypatch):
    def spoiled(x, weights):
        weights.transform[0, 0, 1, 1] += 0.5
        return three_forms.grouped(x, weights)

    monkeypatch.setitem(FORMS, "c", spoiled)
    assert compare(QUESTION).float64.b_c > 1e-3


def test_the_grouped_form_is_torchs_grouped_convolution():
    source = torch.Generator().manual_seed(0)
    weights = draw(QUESTION, source)
    x = torch.randn(2, 12, 5, 5, dtype=torch.float64, generator=source)
    convolutions = [
        nn.Conv2d(12, 6, 1, bias=False),
        nn.Conv2d(6, 6, 3, padding=1, groups=3, bias=False),
        nn.Conv2d(6, 12, 1, bias=False),
    ]
    for convolution, values in zip(convolutions, (weights.reduce, weights.transform, weights.expand), strict=True):
        convolution.weight = nn.Parameter(values)
    first, middle, last = convolutions
    by_modules = nn.Sequential(first, nn.ReLU(), middle, nn.ReLU(), last)
    torch.testing.assert_close(three_forms.grouped(x, weights), torch.relu(x + by_modules(x)), rtol=0, atol=0)


def test_the_same_seed_gives_the_same_numbers_and_another_seed_others():
    assert compare(QUESTION) == compare(QUESTION)
    assert compare(QUESTION) != compare(QUESTION.model_copy(update={"seed": 2}))
