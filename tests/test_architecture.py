"""How the house is built, in sentences: who may import whom, and how it reads."""

from __future__ import annotations

import ast
import graphlib
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pytest_archon import archrule
from pytest_archon.collect import collect_imports, walk_runtime

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "hhdesk").rglob("*.py"))
TOOLS = sorted((ROOT / "tools").glob("*.py"))

MAY_IMPORT = {
    "errors": (),
    "files": (),
    "assets": (),
    "settings": ("files",),
    "logs": ("files", "log_file"),
    "log_file": (),
    "i18n": ("assets", "files"),
    "store": ("errors", "files", "i18n"),
    "care": ("store", "errors", "assets", "i18n"),
    "papers": ("care", "i18n", "assets", "errors"),
    "exchange": ("care", "i18n", "assets", "errors"),
    "gui": ("care", "papers", "exchange", "i18n", "assets", "settings", "errors"),
    "demo": ("care", "store", "exchange", "i18n", "assets", "errors"),
}
"""What each part may import of ours; app and the command line may import everything."""

HOMES = {
    "PySide6": ("gui",),
    "reportlab": ("papers",),
    "uharfbuzz": ("papers",),
    "sqlalchemy": ("store", "care"),
    "alembic": ("store",),
    "sqlcipher3": ("store",),
    "psycopg": ("store",),
    "keyring": ("store",),
    "babel": ("i18n", "exchange"),
}
"""Where a library lives, so that replacing it touches one part."""


def modules_of(*parts: str) -> list[str]:
    """Patterns for a part: its module, or its package and all below it."""
    return [
        pattern for part in parts for pattern in (f"hhdesk.{part}", f"hhdesk.{part}.*")
    ]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_each_part_imports_only_what_it_may(part: str) -> None:
    if not any((ROOT / "hhdesk").glob(f"{part}*")):
        pytest.skip(f"there is no {part}")
    (
        archrule(f"{part} imports only {MAY_IMPORT[part]}")
        .match(*modules_of(part))
        .should_not_import("hhdesk", "hhdesk.*")
        .may_import(*modules_of(part, *MAY_IMPORT[part]))
        .check("hhdesk", only_direct_imports=True)
    )


@pytest.mark.parametrize("library", HOMES)
def test_each_library_has_a_home(library: str) -> None:
    (
        archrule(f"{library} lives in {HOMES[library]}")
        .match("hhdesk.*")
        .exclude(*modules_of(*HOMES[library]))
        .should_not_import(library, f"{library}.*")
        .check("hhdesk", only_direct_imports=True)
    )


def test_store_and_care_mark_words_and_never_show_them() -> None:
    strays = [
        f"{name_of(path)}:{node.lineno} {alias.name}"
        for part in ("store", "care")
        for path in sorted((ROOT / "hhdesk" / part).rglob("*.py"))
        for node in ast.walk(parse(path))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("hhdesk.i18n")
        for alias in node.names
        if alias.name != "N_"
    ]
    assert strays == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    imports = collect_imports("hhdesk", walk_runtime)
    ours = {
        module: {name for name in imported if name in imports}
        for module, imported in imports.items()
    }
    list(graphlib.TopologicalSorter(ours).static_order())


IMPORT_ALL = """
import importlib, pkgutil, sys
for part in sys.argv[1:]:
    package = importlib.import_module(f"hhdesk.{part}")
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if ".migrations" not in module.name:
            importlib.import_module(module.name)
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def loaded_by(*parts: str) -> set[str]:
    """Top-level modules in a fresh interpreter that imported these packages whole."""
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, *parts],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return set(done.stdout.split())


def test_the_mission_and_its_papers_run_without_a_window() -> None:
    loaded = loaded_by("store", "care", "papers", "exchange")
    assert {"sqlalchemy", "reportlab"} <= loaded
    assert "PySide6" not in loaded


def test_the_mission_runs_without_papers() -> None:
    assert "reportlab" not in loaded_by("store", "care")


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@pytest.fixture(autouse=True, scope="module")
def forget() -> Iterator[None]:
    """A million nodes would weigh on the rest of the run."""
    yield
    parse.cache_clear()


@pytest.mark.parametrize("path", [*MODULES, *TOOLS], ids=name_of)
def test_a_module_says_what_it_is_for_and_fits_in_a_head(path: Path) -> None:
    assert ast.get_docstring(parse(path)), "a module docstring"
    assert is_revision(path) or len(path.read_text("utf-8").splitlines()) <= 400


def is_revision(path: Path) -> bool:
    """A schema revision is a list of columns and is read as one."""
    return path.parent.name == "versions"


def test_functions_are_short() -> None:
    long = [
        f"{name_of(path)} {node.name}"
        for path in (*MODULES, *TOOLS)
        if not is_revision(path)
        for node in ast.walk(parse(path))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and (node.end_lineno or 0) - node.lineno > 60
    ]
    assert long == []


def test_every_module_is_a_noun_of_the_house() -> None:
    vague = {"utils", "util", "common", "helpers", "helper", "misc", "tools", "manager"}
    assert [name_of(path) for path in MODULES if path.stem in vague] == []
    assert [name_of(path) for path in MODULES if path.parent.stem in vague] == []


def is_swallowed(handler: ast.ExceptHandler) -> bool:
    """Whether it catches everything and neither raises nor hands on what it caught."""
    if handler.type is None:
        return True
    if getattr(handler.type, "id", "") not in {"Exception", "BaseException"}:
        return False
    inside = [inner for line in handler.body for inner in ast.walk(line)]
    return not any(
        isinstance(inner, ast.Raise)
        or (isinstance(inner, ast.Name) and inner.id == handler.name)
        for inner in inside
    )


def test_errors_are_never_swallowed() -> None:
    swallowed = [
        f"{name_of(path)}:{node.lineno}"
        for path in (*MODULES, *TOOLS)
        for node in ast.walk(parse(path))
        if isinstance(node, ast.ExceptHandler) and is_swallowed(node)
    ]
    assert swallowed == []


def test_nothing_is_left_undone() -> None:
    marks = ("TO-DO", "FIX-ME", "X-XX", "NotImplemented-Error")
    undone = re.compile("|".join(rf"\b{mark.replace('-', '')}\b" for mark in marks))
    found = [name_of(path) for path in texts() if undone.search(path.read_text())]
    assert found == []


def test_colours_come_from_the_tokens() -> None:
    colour = re.compile(r"#[0-9A-Fa-f]{3,8}\b|\brgba?\(|QColor\(\"|<color>|hsva?\(")
    strays = [
        name_of(path)
        for folder, pattern in (("hhdesk/gui", "*.py"), ("ui", "*.ui"))
        for path in sorted((ROOT / folder).rglob(pattern))
        if path.name != "tokens.py" and colour.search(path.read_text("utf-8"))
    ]
    assert strays == []


FOLDERS = (".ci", "docs", "hhdesk", "resources", "tests", "tools", "translations", "ui")
TEXTS = {"", ".json", ".md", ".po", ".pot", ".py", ".svg", ".toml", ".txt", ".ui"}


def texts() -> Iterator[Path]:
    """The project's own text files."""
    for name in FOLDERS:
        for path in sorted((ROOT / name).rglob("*")):
            if path.is_file() and path.suffix in TEXTS:
                yield path
    yield from (path for path in ROOT.glob("*") if path.suffix in {".md", ".toml"})
    yield from (ROOT / "Makefile", ROOT / "requirements.lock")


def test_no_file_names_a_package_index_or_this_machine() -> None:
    index = re.compile(r"https?://[^\s\"']*(?:pypi|pythonhosted|npmjs)\.[a-z]+", re.I)
    here = f"{ROOT}/" if len(ROOT.parts) > 2 else None
    for path in texts():
        text = path.read_text("utf-8")
        assert not index.search(text), name_of(path)
        assert here is None or here not in text, name_of(path)


def test_void_calls_of_qt_return_every_reference_to_none(qapp: object) -> None:
    """Some PySide6 releases lose one at most calls, and the program dies later."""
    from PySide6.QtWidgets import QLabel

    label = QLabel()
    before = sys.getrefcount(None)
    for _ in range(5_000):
        label.setText("x")
    assert abs(sys.getrefcount(None) - before) < 500
