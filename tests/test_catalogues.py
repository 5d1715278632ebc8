"""The translation catalogues are in step with the code and say what it says."""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from hhdesk import errors
from tools import catalogues


def test_the_catalogues_are_current_complete_and_keep_every_slot(root: Path) -> None:
    assert catalogues.faults(root) == []


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (Message("Hi {name}", "Hola {name}"), None),
        (Message("Hi {name}", "Hola"), "has other {slots} than the English"),
        (Message("Hi", "Hola {name}"), "has other {slots} than the English"),
        (Message("Hi {name}", "Hola {nombre}"), "has other {slots} than the English"),
        (Message("Hi", "Hola {"), "has a brace that does not close"),
        (Message("Hi", "Hola", flags=["fuzzy"]), "is marked fuzzy"),
        (Message("Hi", ""), "has no translation"),
        (Message(("{n} day", "{n} days"), ("{n} día", "")), "has no translation"),
        (
            Message(("{n} day", "{n} days"), ("un día", "{n} días")),
            "has other {slots} than the English",
        ),
    ],
)
def test_a_faulty_translation_is_named(message: Message, fault: str | None) -> None:
    assert list(catalogues.message_faults(message, True)) == ([fault] if fault else [])


def test_a_language_of_papers_may_be_incomplete() -> None:
    assert list(catalogues.message_faults(Message("Hi", ""), False)) == []


FORM = """<?xml version="1.0" encoding="UTF-8"?>
<ui version="4.0"><widget class="QWidget" name="desk">
<property name="windowTitle"><string>Désk &amp; more</string></property>
<property name="text"><string comment="verb" extracomment="on a button">Open</string>
</property><property name="toolTip"><string notr="true">Ana</string></property>
<property name="placeholderText"><string/></property></widget></ui>
"""


def project(folder: Path, code: str) -> Path:
    """A small project with one module, one form and a Spanish catalogue."""
    for name, text in {
        "hhdesk/desk.py": code,
        "ui/desk.ui": FORM,
        "translations/es.po": 'msgid ""\nmsgstr ""\n"Language: es\\n"\n\n'
        'msgid "Hello"\nmsgstr "Hola"\n\nmsgid "Gone"\nmsgstr "Ido"\n',
    }.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


CODE = '_("Hello")\nngettext("{n} cat", "{n} cats", n)\nN_("Later")\n'


def test_words_come_from_code_and_forms_with_their_context(tmp_path: Path) -> None:
    found = catalogues.extract(project(tmp_path, CODE))
    words = {(message.context, message.id) for message in found if message.id}
    assert words == {
        (None, "Hello"),
        (None, ("{n} cat", "{n} cats")),
        (None, "Later"),
        (None, "Désk & more"),
        ("verb", "Open"),
    }


def test_an_update_keeps_translations_and_guesses_none(tmp_path: Path) -> None:
    catalogues.update(project(tmp_path, CODE.replace("Later", "Hello there")))
    text = (tmp_path / "translations/es.po").read_text("utf-8")
    catalog = read_po(io.StringIO(text), locale="es")
    assert catalog["Hello"].string == "Hola"
    assert catalog["Hello there"].string == ""
    opened = catalog.get("Open", "verb")
    assert opened
    assert opened.auto_comments == ["on a button"]
    assert "Gone" not in text
    assert "fuzzy" not in text
    catalogues.update(tmp_path)
    assert (tmp_path / "translations/es.po").read_text("utf-8") == text


def test_a_catalogue_that_is_not_in_step_is_named(tmp_path: Path) -> None:
    catalogues.update(project(tmp_path, '_("Hello")\n'))
    (tmp_path / "ui/desk.ui").write_text("<ui/>")
    catalogues.update(tmp_path)
    assert catalogues.faults(tmp_path) == []
    project_file = tmp_path / "hhdesk/desk.py"
    project_file.write_text('_("Hello")\n_("Bye")\n')
    assert len(catalogues.faults(tmp_path)) == 2
    catalogues.update(tmp_path)
    assert catalogues.faults(tmp_path) == ["es.po: has no translation: 'Bye'"]


def test_the_template_holds_no_day_no_line_and_no_folder(tmp_path: Path) -> None:
    catalogues.update(project(tmp_path, CODE))
    before = (tmp_path / "translations/hhdesk.pot").read_text("utf-8")
    project(tmp_path, "\n\n" + CODE)
    assert catalogues.template_text(catalogues.extract(tmp_path)) == before
    assert "Date" not in before
    assert str(tmp_path) not in before


@cache
def calls(root: Path) -> list[tuple[str, str, ast.Call]]:
    """Every call in our code: where it stands, the name called, the call."""
    return [
        (
            f"{path.relative_to(root)}:{node.lineno}",
            getattr(node.func, "id", getattr(node.func, "attr", "")),
            node,
        )
        for path in sorted((root / "hhdesk").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
    ]


@pytest.fixture(autouse=True, scope="module")
def forget() -> Iterator[None]:
    """A million nodes would weigh on the rest of the run."""
    yield
    calls.cache_clear()


def is_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_marked_words_are_literals_so_that_they_are_found(root: Path) -> None:
    assert [
        place
        for place, name, call in calls(root)
        if (name == "N_" and not is_literal(call.args[0]))
        or (
            name == "_"
            and isinstance(call.args[0], (ast.JoinedStr, ast.BinOp, ast.Call))
        )
    ] == []


def test_every_refusals_sentence_is_marked(root: Path) -> None:
    kinds = {
        name: 1 if issubclass(kind, errors.InvalidField) else 0
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, errors.Refusal)
    }
    assert [
        place
        for place, name, call in calls(root)
        if name in kinds
        and len(call.args) > kinds[name]
        and isinstance(call.args[kinds[name]], (ast.Constant, ast.JoinedStr))
    ] == []
