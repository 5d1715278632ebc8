"""Which public functions of care write, read from the code: directly, or by what they
call. It errs on the side of writing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
CARE = "hhdesk.care."
OF_SESSION = {"add", "add_all", "delete", "merge"}
STATEMENTS = {"insert", "update", "delete"}
OURS = {"audit.record", "audit.chained", "bulk.write", "bulk.write_values"}


@dataclass
class Function:
    """One function, or one class taken as a whole."""

    name: str
    takes_session: bool
    is_class: bool
    writes: bool = False
    calls: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    """What it names without calling it, perhaps to hand it on."""

    @property
    def public(self) -> bool:
        return not any(part.startswith("_") for part in self.name.split("."))


@dataclass
class _Module:
    name: str
    tree: ast.Module
    imported: dict[str, str] = field(default_factory=dict)

    def read_imports(self) -> None:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    whole = f"{node.module}.{alias.name}"
                    if whole.startswith(CARE):
                        known = alias.asname or alias.name
                        self.imported[known] = whole.removeprefix(CARE)

    def resolve(self, called: ast.expr) -> str | None:
        """`module.function` of care that an expression names."""
        if isinstance(called, ast.Name):
            return self.imported.get(called.id, f"{self.name}.{called.id}")
        if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
            module = self.imported.get(called.value.id)
            return f"{module}.{called.attr}" if module else None
        return None


def _of_session(called: ast.expr) -> bool:
    """`session.add(...)`, `self.session.add_all(...)`."""
    if not isinstance(called, ast.Attribute) or called.attr not in OF_SESSION:
        return False
    owner = called.value
    name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    return name in {"session", "connection"}


def _sets_a_field(node: ast.AST) -> bool:
    """`row.state = ...`, where the row is not the object itself."""
    targets = node.targets if isinstance(node, ast.Assign) else []
    found = [leaf for target in targets for leaf in ast.walk(target)]
    return any(
        isinstance(leaf, ast.Attribute)
        and isinstance(leaf.ctx, ast.Store)
        and getattr(leaf.value, "id", "") != "self"
        for leaf in found
    )


def _read(module: _Module, node: ast.FunctionDef | ast.ClassDef) -> Function:
    first = node.args.args[:1] if isinstance(node, ast.FunctionDef) else []
    made = Function(
        f"{module.name}.{node.name}",
        [one.arg for one in first] == ["session"],
        isinstance(node, ast.ClassDef),
    )
    for inner in ast.walk(node):
        if _sets_a_field(inner):
            made.writes = True
        if isinstance(inner, ast.Call):
            called = module.resolve(inner.func)
            made.calls |= {called} if called else set()
            statement = getattr(inner.func, "id", "") in STATEMENTS
            made.writes |= _of_session(inner.func) or statement or called in OURS
        elif isinstance(inner, ast.Name | ast.Attribute):
            made.names.add(module.resolve(inner) or "")
    return made


def _modules() -> Iterator[_Module]:
    for path in sorted((ROOT / "hhdesk" / "care").glob("*.py")):
        module = _Module(path.stem, ast.parse(path.read_text("utf-8")))
        module.read_imports()
        yield module


@cache
def functions() -> dict[str, Function]:
    """Every function and class of care, with what it comes to."""
    found = {
        made.name: made
        for module in _modules()
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        for made in [_read(module, node)]
    }
    grown = True
    while grown:
        before = sum(one.writes for one in found.values())
        for one in found.values():
            handed_on = {
                name for name in one.names & found.keys() if not found[name].is_class
            }
            reached = one.calls & found.keys() | handed_on
            one.writes |= any(found[name].writes for name in reached)
        grown = sum(one.writes for one in found.values()) > before
    return found


def writers() -> list[str]:
    """Public functions that take a session and write."""
    return sorted(
        one.name
        for one in functions().values()
        if one.takes_session and one.public and one.writes
    )


def used_outside(names: set[str]) -> dict[str, set[str]]:
    """Which of these are named by modules that are not of care, and by which."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "hhdesk").rglob("*.py")):
        part = path.relative_to(ROOT / "hhdesk").parts[0]
        if part in {"care", "demo"}:
            continue
        module = _Module(path.stem, ast.parse(path.read_text("utf-8")))
        module.read_imports()
        for node in ast.walk(module.tree):
            named = module.resolve(node) if isinstance(node, ast.expr) else None
            if named in names and isinstance(node, ast.Attribute | ast.Name):
                found.setdefault(str(named), set()).add(str(path.relative_to(ROOT)))
    return found
