"""The shape of the code, read from its imports: what DESIGN says in prose, held by `ast`.

The rules are functions of a folder that return sentences, so that toy folders below can show that each rule bites.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# A module imports only from rows above its own; two names in one row do not know each other.
ORDER = (
    ("resnet_core.wording",),
    ("resnet_core.errors",),
    ("resnet_core.settings", "resnet_core.whole_files"),
    ("resnet_core.config",),
    ("resnet_core.plan",),
    tuple(f"resnet_core.{name}" for name in ("analysis", "codegen", "models", "data", "presets", "gallery")),
    ("resnet_core.training", "resnet_core.saliency", "resnet_core.d2l"),
    ("resnet_core.studies",),
    ("resnet_core.course",),
    ("resnet_core.database", "resnet_core.schema"),
    ("resnet_core.migrations",),
    ("resnet_core.store",),
    ("resnet_core.artifacts",),
    ("resnet_core.jobs",),
    ("resnet_core.room",),
    ("server", "ui"),
    ("pages",),
    ("main",),
    ("app",),
)
RANK = {name: rank for rank, row in enumerate(ORDER) for name in row}

HEAVY = ("torch", "torchvision", "captum", "torchinfo", "safetensors.torch")
LIGHT = ("app", "server", "main", "pages", "ui", "resnet_core.jobs.agent")
LIGHT_PARTS = ("question", "findings")
"""Of every study: the web process asks and tells, a worker measures."""
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "handler"}
LONGEST = {"app.py": 60, "main.py": 60, "pages": 150}
LONGEST_MODULE = 400


def modules(root: Path) -> dict[str, Path]:
    """Our modules under `root`: dotted name to file; a package goes by its `__init__.py`."""
    tops = ("pages", "ui", "server", "resnet_core")
    files = [root / "app.py", root / "main.py", *(file for top in tops for file in (root / top).rglob("*.py"))]
    return {_dotted(file.relative_to(root)): file for file in sorted(files) if file.exists()}


def _dotted(relative: Path) -> str:
    parts = relative.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(name: str, ours: dict[str, Path]) -> set[str]:
    """Dotted names that module `name` imports anywhere in its file, functions included.

    `from a import b` counts as `a.b` where that is a module of ours, and as `a` otherwise.
    """
    found: set[str] = set()
    for module, names in _imported(ours[name].read_text(encoding="utf-8")):
        full = {f"{module}.{imported}" for imported in names}
        found |= {each if each in ours or each in HEAVY else module for each in full} or {module}
    return found


@cache
def _imported(source: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every module that a file imports and the names it takes from it; each file is asked for by many chains."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [(alias.name, ()) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: relative import; write the whole name"
            assert node.module is not None
            found.append((node.module, tuple(alias.name for alias in node.names)))
    return tuple(found)


def loads(name: str, ours: dict[str, Path]) -> set[str]:
    """What importing `name` loads next: its imports, and the packages above them, whose `__init__.py` run too."""
    return {parent for each in imports(name, ours) for parent in _with_parents(each)} - {name}


def _with_parents(name: str) -> Iterator[str]:
    parts = name.split(".")
    return (".".join(parts[:end]) for end in range(1, len(parts) + 1))


def place(name: str) -> str | None:
    """The entry of ORDER that `name` belongs to, None where it has none."""
    return next((entry for entry in _with_parents(name) if entry in RANK), None)


def against_the_arrow(root: Path) -> list[str]:
    """A sentence for each import from the right, or from a neighbour."""
    ours = modules(root)
    return [
        f"{name} imports {other}, which stands {'beside' if RANK[there] == RANK[here] else 'right of'} it in the order"
        for name in ours
        if (here := place(name))
        for other in sorted(imports(name, ours))
        if (there := place(other)) and there != here and RANK[there] >= RANK[here]
    ]


def without_a_place(root: Path) -> list[str]:
    """A sentence for each module that ORDER does not know."""
    known = {"resnet_core"}
    return [
        f"{name} has no place in the order; add it to ORDER in tests/test_architecture.py and to docs/ARCHITECTURE.md"
        for name in modules(root)
        if place(name) is None and name not in known
    ]


def heavy_chains(root: Path) -> list[str]:
    """A sentence for each way from a light process to torch: the shortest chain of imports from each start."""
    ours = modules(root)
    starts = [name for name in ours if _is_light(name)]
    chains = [next((chain for name, chain in reached(start, ours).items() if _is_heavy(name)), ()) for start in starts]
    return [f"{chain[0]} reaches {chain[-1]}: {' -> '.join(chain)}" for chain in chains if chain]


def reached(start: str, ours: dict[str, Path]) -> dict[str, tuple[str, ...]]:
    """Every name that importing `start` may load, nearest first, with the shortest chain of imports to it."""
    chains: dict[str, tuple[str, ...]] = {start: (start,)}
    queue = [start]
    for name in queue:
        for other in sorted(loads(name, ours) - chains.keys()):
            chains[other] = (*chains[name], other)
            queue += [other] if other in ours else []
    return chains


def _is_light(name: str) -> bool:
    part_of_a_study = name.startswith("resnet_core.studies.") and name.rpartition(".")[2] in LIGHT_PARTS
    return part_of_a_study or any(name == light or name.startswith(light + ".") for light in LIGHT)


def _is_heavy(name: str) -> bool:
    return any(name == heavy or name.startswith(heavy + ".") for heavy in HEAVY)


def modules_that_know_streamlit(root: Path) -> list[str]:
    """A sentence for each module of the library that imports Streamlit."""
    ours = modules(root)
    return [
        f"{name} imports streamlit; it is used without a page too, so move this to ui/"
        for name in ours
        if name.startswith(("resnet_core", "server"))
        and any(each.split(".")[0] == "streamlit" for each in imports(name, ours))
    ]


def too_long(root: Path, files: list[Path]) -> list[str]:
    """A sentence for each Python file over its number of lines."""
    found = []
    for file in files:
        limit = LONGEST.get(file.parts[0], LONGEST_MODULE)
        lines = len((root / file).read_text(encoding="utf-8").splitlines())
        if lines >= limit:
            found.append(f"{file} has {lines} lines, and must stay under {limit}; split it along a seam")
    return found


def tracked() -> list[Path]:
    """The files git knows that are there, relative to the root."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout: there is no list of tracked files")
    return [Path(name) for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_imports_run_one_way() -> None:
    broken = against_the_arrow(ROOT)
    assert not broken, "\n".join(broken)


def test_every_module_has_a_place_in_the_order() -> None:
    assert modules(ROOT).keys() >= {"app", "resnet_core.errors"}
    strays = without_a_place(ROOT)
    assert not strays, "\n".join(strays)


def test_neither_library_nor_routes_import_streamlit() -> None:
    broken = modules_that_know_streamlit(ROOT)
    assert not broken, "\n".join(broken)


def test_no_light_process_reaches_torch_through_our_modules() -> None:
    chains = heavy_chains(ROOT)
    assert not chains, "\n".join(chains)


@pytest.mark.parametrize("page", ["pages.home", "pages.train"])
def test_a_page_without_tables_loads_nothing_that_draws_them(page: str) -> None:
    assert not {"pandas", "pyarrow", "plotly"} & reached(page, modules(ROOT)).keys()


def test_importing_all_that_the_web_uses_does_not_load_torch() -> None:
    """The reading above stops at other people's packages; this one does not."""
    ours = modules(ROOT)
    web = {
        name for start in ours if place(start) in {"ui", "pages", "app"} for name in reached(start, ours)
    } & ours.keys()
    scripts = {name for name in web if place(name) in {"pages", "app"}}  # these run only under a server
    names = ", ".join(sorted(web - scripts))
    script = f"import sys, {names}; print(*sorted(set(sys.modules) & {set(HEAVY)}))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""


def test_no_module_is_named_after_a_junk_drawer() -> None:
    assert [str(file) for file in tracked() if file.suffix == ".py" and file.stem.lower() in NO_NAMES] == []


def test_files_stay_short_enough_to_read() -> None:
    long = too_long(ROOT, [file for file in tracked() if file.suffix == ".py"])
    assert not long, "\n".join(long)


PRIVATE = re.compile(r"(?<![\w.-])/(?:home|root|work|Users)/|\b[A-Z]:\\Users\\")


def test_no_tracked_text_names_a_private_folder() -> None:
    found = []
    for file in tracked():
        content = (ROOT / file).read_bytes()
        if b"\0" not in content:
            lines = content.decode("utf-8", "replace").splitlines()
            found += [
                f"{file}:{number}: {line.strip()[:120]}" for number, line in enumerate(lines, 1) if PRIVATE.search(line)
            ]
    assert not found, "\n".join(found)


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A small tree that breaks no rule."""
    for name, text in {
        "app.py": "import pages.train\n",
        "pages/train.py": "from ui import charts\n",
        "ui/charts.py": "import streamlit\nfrom resnet_core.data.files import status\n",
        "resnet_core/errors.py": "",
        "resnet_core/data/__init__.py": "",
        "resnet_core/data/files.py": "import resnet_core.errors\n",
        "resnet_core/models/build.py": "import torch\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_a_tree_that_keeps_the_rules_passes_them(toy: Path) -> None:
    for rule in (against_the_arrow, without_a_place, heavy_chains, modules_that_know_streamlit):
        assert rule(toy) == []


def test_an_import_inside_a_function_counts_and_the_chain_is_named(toy: Path) -> None:
    (toy / "ui/charts.py").write_text("def draw():\n    from resnet_core.models import build\n")
    chain = "ui.charts -> resnet_core.models.build -> torch"
    assert heavy_chains(toy) == [
        f"app reaches torch: app -> pages.train -> {chain}",
        f"pages.train reaches torch: pages.train -> {chain}",
        f"ui.charts reaches torch: {chain}",
    ]


@pytest.mark.parametrize("part", ["question", "findings"])
def test_a_question_or_a_finding_that_reaches_torch_is_found(toy: Path, part: str) -> None:
    study = toy / "resnet_core/studies/signal"
    study.mkdir(parents=True)
    (study / "measure.py").write_text("import torch\n")
    assert heavy_chains(toy) == []
    (study / f"{part}.py").write_text("from resnet_core.studies.signal import measure\n")
    name = f"resnet_core.studies.signal.{part}"
    assert heavy_chains(toy) == [
        f"{name} reaches torch: {name} -> resnet_core.studies.signal.measure -> torch",
    ]


def test_a_package_that_imports_torch_when_opened_is_found(toy: Path) -> None:
    (toy / "resnet_core/data/__init__.py").write_text("from safetensors.torch import load_file\n")
    assert "ui.charts reaches safetensors.torch: ui.charts -> resnet_core.data -> safetensors.torch" in heavy_chains(
        toy
    )


def test_an_import_from_the_right_and_one_from_a_neighbour_are_refused(toy: Path) -> None:
    (toy / "resnet_core/errors.py").write_text("import resnet_core.data.files\n")
    (toy / "resnet_core/data/files.py").write_text("from resnet_core.models.build import torch\n")
    assert against_the_arrow(toy) == [
        "resnet_core.data.files imports resnet_core.models.build, which stands beside it in the order",
        "resnet_core.errors imports resnet_core.data.files, which stands right of it in the order",
    ]


def test_a_module_without_a_place_is_refused(toy: Path) -> None:
    (toy / "resnet_core/extras.py").write_text("")
    assert [sentence.split(" ")[0] for sentence in without_a_place(toy)] == ["resnet_core.extras"]


def test_streamlit_in_the_library_is_refused(toy: Path) -> None:
    (toy / "resnet_core/errors.py").write_text("def f():\n    import streamlit.runtime\n")
    assert len(modules_that_know_streamlit(toy)) == 1


def test_a_page_may_not_grow_past_its_limit(toy: Path) -> None:
    (toy / "pages/train.py").write_text("\n" * 150)
    assert too_long(toy, [Path("pages/train.py"), Path("ui/charts.py")]) == [
        "pages/train.py has 150 lines, and must stay under 150; split it along a seam"
    ]


@pytest.mark.parametrize("text", ["see /" + "home/someone/x", "open('/" + "work/data')", "C:" + "\\Users\\someone"])
def test_private_folders_are_recognised(text: str) -> None:
    assert PRIVATE.search(text)


@pytest.mark.parametrize(
    "text", ["https://example.org/home/page", "./" + "work/in/progress", "tests/root/x", "the work/home balance"]
)
def test_other_slashes_are_not_private_folders(text: str) -> None:
    assert not PRIVATE.search(text)
