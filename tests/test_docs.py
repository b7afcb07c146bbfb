"""What the documents say about the project, held against the project."""

import re
import subprocess
from pathlib import Path

import pytest

from resnet_core.settings import Settings
from tests.faults.grounds import NAMES, ONLY, tried_on
from ui.frame import HOME, PAGES

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
RUNNING = (ROOT / "docs/RUNNING.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def tree_paths() -> list[str]:
    """Paths that the README's tree names; two spaces of indent are one folder down."""
    tree = README.split("```")[1]
    paths: list[str] = []
    parent = ""
    for line in tree.strip().splitlines():
        name = line.split()[0]
        paths.append(parent + name if line.startswith(" ") else name)
        parent = parent if line.startswith(" ") else name
    return paths


def settings_rows() -> dict[str, str]:
    """Variable to default, as the table in docs/RUNNING.md has them."""
    return dict(re.findall(r"^\| `(LAB_\w+)` \| ([^|]+) \|", RUNNING, flags=re.MULTILINE))


def test_the_readme_asks_a_question_for_every_page_that_answers_one() -> None:
    asked = re.findall(r"^\| [^|]+\? \| ([^|]+) \|$", README, flags=re.MULTILINE)
    assert sorted(asked) == sorted(page.title for page in PAGES if page is not HOME)


def test_the_tree_in_the_readme_names_only_what_is_there() -> None:
    assert [path for path in tree_paths() if not (ROOT / path).exists()] == []


def test_the_tree_in_the_readme_names_each_place_once() -> None:
    assert sorted(tree_paths()) == sorted(set(tree_paths()))


def test_the_tree_in_the_readme_leaves_nothing_out() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout: there is no list of tracked files")
    parts = [Path(name).parts for name in listed.stdout.splitlines()]
    there = {path[0] for path in parts} | {"/".join(path[:2]) for path in parts if path[0] == "resnet_core"}
    named = {path.rstrip("/") for path in tree_paths()}
    assert sorted(there - named - {".gitignore", "README.md", "resnet_core/__init__.py"}) == []


def test_every_setting_is_described_and_no_other() -> None:
    assert settings_rows().keys() == {f"LAB_{name.upper()}" for name in Settings.model_fields}


@pytest.mark.parametrize(
    "name", [name for name in Settings.model_fields if name not in {"home", "data_dir", "database_url"}]
)
def test_the_default_of_the_setting_is_described(name: str) -> None:
    default = Settings.model_fields[name].default
    assert settings_rows()[f"LAB_{name.upper()}"].strip() == ("empty" if default == "" else f"`{default}`")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_make_targets_that_are_spoken_of_exist(document: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))
    text = document.read_text(encoding="utf-8")
    spoken = set(re.findall(r"(?:^    |`|\w=\S+ )make ([a-z-]+)", text, flags=re.MULTILINE))
    assert spoken - targets == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_that_are_spoken_of_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    spoken = re.findall(
        r"`((?:resnet_core|ui|pages|tests|benches|docs|content|plan|models|data|analysis|jobs)/[\w./]*)`", text
    )
    places = (ROOT, ROOT / "resnet_core")
    assert [name for name in spoken if not any((place / name).exists() for place in places)] == []


@pytest.mark.parametrize("name", sorted(path.name for path in ROOT.glob("requirements*.txt") if "dev" not in path.name))
def test_every_pin_says_why_it_is_there(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert pins
    assert [line for line in pins if not re.fullmatch(r"[\w-]+(\[[\w,]+\])?==[\w.]+ +# \S.+", line)] == []


RELIABILITY = (ROOT / "docs/RELIABILITY.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("line", re.findall(r"^\| [A-Z].+$", RELIABILITY, flags=re.MULTILINE))
def test_every_fault_in_the_table_has_a_test_that_is_there(line: str) -> None:
    (proof,) = re.findall(r"\| `(tests/\S+)::(test_\w+)` \|$", line)
    assert re.search(rf"^def {proof[1]}\b", (ROOT / proof[0]).read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_the_table_of_grounds_says_where_each_fault_is_tried_and_why_not_elsewhere() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests/faults").glob("test_*.py"))]
    tests = [test for text in texts for test in re.findall(r"^def (test_\w+)", text, flags=re.MULTILINE)]
    assert set(ONLY) <= set(tests)
    rows = []
    for test in tests:
        _grounds, reason = ONLY.get(test, (NAMES, ""))
        cells = ("yes" if name in tried_on(test) else "no" for name in NAMES)
        rows.append(f"| `{test}` | {' | '.join(cells)} | {reason} |")
    written = RELIABILITY.split("## On what each is tried")[1]
    assert re.findall(r"^\| `.+$", written, flags=re.MULTILINE) == rows
