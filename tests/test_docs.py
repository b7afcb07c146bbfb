"""What the documents say about the project, held against the project."""

import re
import subprocess
from pathlib import Path

import pytest

from resnet_core.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
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
    """Variable to default, as the README's table has them."""
    return dict(re.findall(r"^\| `(LAB_\w+)` \| ([^|]+) \|", README, flags=re.MULTILINE))


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


def test_every_setting_is_in_the_readme_and_no_other() -> None:
    assert settings_rows().keys() == {f"LAB_{name.upper()}" for name in Settings.model_fields}


@pytest.mark.parametrize(
    "name", [name for name in Settings.model_fields if name not in {"home", "data_dir", "database_url"}]
)
def test_the_readme_gives_the_default_of_the_setting(name: str) -> None:
    assert settings_rows()[f"LAB_{name.upper()}"].strip() == f"`{Settings.model_fields[name].default}`"


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


def test_every_pin_says_why_it_is_there() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert pins
    assert [line for line in pins if not re.fullmatch(r"[\w-]+==[\w.]+ +# \S.+", line)] == []
