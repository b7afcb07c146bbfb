"""Components: declared in one place, with what their scripts share."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
DECLARES = "components.v2.component("
SHARED = ("createElementNS(", "function tag(", "function fill(")


def test_components_are_declared_by_the_sketch_alone():
    modules = [*(ROOT / "ui").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    found = [path.relative_to(ROOT) for path in modules if DECLARES in path.read_text(encoding="utf-8")]
    assert found == [Path("ui/sketch/__init__.py")]


def test_no_script_writes_again_what_stands_before_every_script():
    scripts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "ui").rglob("*.js")}
    assert {path.name for path, text in scripts.items() if any(word in text for word in SHARED)} == {"elements.js"}
