"""The words of the pages: each in its golden file, and none that a second language would have to look for in code.

`REWRITE_GOLDEN=1 make test-fast` writes the golden files anew; read the difference before you commit it.
"""

import os
from pathlib import Path

import pytest
from babel.dates import get_month_names

from tests.pages.words import english, texts
from ui import pseudo
from ui.predict import Prediction

MONTHS = get_month_names("wide", locale="en")
GOLDEN = Path(__file__).resolve().parents[1] / "golden/words"
PAGES: tuple[str, ...] = (
    "before_and_after",
    "exercises",
    "function_classes",
    "glossary",
    "gradients",
    "home",
    "landscape",
    "network",
    "orders",
    "paths",
    "plain_vs_residual",
    "residual_block",
    "resnext",
    "room",
    "saliency",
    "saliency_checks",
    "shattering",
    "signal",
    "surgery",
    "teach",
    "train",
)
"""Pages that speak through messages only."""
ELSEWHERE = {
    "gradients": {
        "gradients.when": "after_100",
        "gradients.measure": "lengths",
        "gradients.1.zero_init": "true",
        "gradients.3.init": "torch",
    },
    "paths": {"paths.net": "residual_20_trained", "paths.seed": "x"},
    "shattering": {"shattering.beta": "0.3", "shattering.depth": "7", "shattering.1.zero_init": "true"},
    "signal": {"signal.measure": "share", "signal.axis": "log", "signal.trained": "residual56", "signal.seed": "x"},
}
"""Addresses where such a page says more: of what is refused, was not recorded, or is looked at otherwise."""
OF_BABEL = frozenset(
    {"and", "sec", "secs", "min", "mins", "hrs", "bytes", "byte", "million", "billion", *MONTHS.values()}
)
"""What Babel writes, whose English the pseudo-language keeps."""
NAMES = OF_BABEL | frozenset(
    {
        "Captum",
        "Intel",
        "kaiming",
        "Keras",
        "MNIST",
        "Processor",
        "Python",
        "PyTorch",
        "quick",
        "ReLU",
        "ResNet",
        "ResNeXt",
        "torch",
        "torchvision",
        "xavier",
        "Xeon",
    }
)


@pytest.fixture(autouse=True)
def machine(monkeypatch):
    """One that is the same wherever the tests run."""
    monkeypatch.setattr("os.cpu_count", lambda: 8)


PREDICTED = "=== once every prediction is made"
"""In a golden file: what is said before, and what is said then."""


@pytest.fixture
def predict(monkeypatch):
    """Makes every prediction of all pages, each of them for the first option."""
    return lambda: monkeypatch.setattr(Prediction, "locked", lambda prediction: prediction.options[0])


@pytest.mark.parametrize("page", PAGES)
def test_the_page_says_what_its_golden_file_says(page, open_page, predict):
    before = texts(open_page(f"pages/{page}.py"))
    predict()
    after = [text for text in texts(open_page(f"pages/{page}.py")) if text not in before]
    words = "\n".join([*before, *([PREDICTED, *after] if after else [])]) + "\n"
    golden = GOLDEN / f"{page}.txt"
    if os.environ.get("REWRITE_GOLDEN"):
        golden.write_text(words, encoding="utf-8")
    assert words == golden.read_text(encoding="utf-8"), "REWRITE_GOLDEN=1 writes the file anew; read the difference"


@pytest.mark.parametrize(("page", "address"), [*((page, {}) for page in PAGES), *ELSEWHERE.items()])
def test_no_english_word_is_left_in_the_pseudo_language(page, address, open_page, predict):
    shown = texts(open_page(f"pages/{page}.py", lang=pseudo.LANGUAGE, **address))
    predict()
    shown += texts(open_page(f"pages/{page}.py", lang=pseudo.LANGUAGE, **address))
    left = {text[:120]: words for text in shown if (words := english(text, NAMES))}
    assert left == {}, "\n".join(f"{words}: {text}" for text, words in left.items())
