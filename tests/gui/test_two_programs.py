"""Two workstations on one server: each sees the other's saves, and overwrites none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from hhdesk.care import members
from hhdesk.gui.application import Speech
from hhdesk.gui.theme import Theme
from hhdesk.gui.window import Page, Window
from hhdesk.gui.worker import InlineWorker
from hhdesk.gui.workstation import Workstation
from hhdesk.settings import Settings
from tests.databases import ACTOR_ID, OTHER_ID, Server, open_on
from tests.gui import sample
from tests.gui.conftest import Clinic, let_close
from tests.gui.sample import Sample


@pytest.fixture
def shared(server: Server) -> Iterator[str]:
    """The name of a server's database with the sample clinic in it."""
    name = f"shared_{uuid4().hex}"
    server.make(name, "template_clinic")
    yield name
    server.drop(name)


@pytest.fixture
def people(server: Server, shared: str) -> Sample:
    database = open_on(server.engine(shared))
    made = sample.furnish(database, ACTOR_ID)
    database.close()
    return made


@pytest.fixture
def two(
    qtbot: QtBot,
    theme: Theme,
    speech: Speech,
    server: Server,
    shared: str,
    people: Sample,
) -> Iterator[tuple[Workstation, Workstation]]:
    """Rosa's workstation and Marisol's, each with a connection of its own."""
    made, opened = [], []
    for actor_id, name in ((ACTOR_ID, "Rosa Delgado"), (OTHER_ID, "Marisol Soto")):
        window = Window(theme)
        qtbot.addWidget(window, before_close_func=let_close)
        one = Workstation(window, InlineWorker(), theme, speech, lambda **_: None)
        one.wear(Settings())
        window.resize(1366, 768)
        window.show()
        opened.append(open_on(server.engine(shared)))
        one.begin(Clinic(opened[-1], actor_id, name))
        made.append(one)
    yield made[0], made[1]
    for database in opened:
        database.close()


def form_of(workstation: Workstation, member_id: UUID | None) -> Any:
    workstation.edit_member(member_id)
    return workstation.form(member_id)


def type_into(form: Any, **fields: str) -> None:
    for name, value in fields.items():
        field = form.field(name)
        line: QLineEdit = getattr(field, "field", field)
        line.setText(value)
        line.textEdited.emit(value)


def found(workstation: Workstation, text: str) -> list[str]:
    screen: Any = workstation.window.page(Page("members"))
    screen.search_field.setText(text)
    screen.ask()
    return [hit.name for hit in screen.model.hits]


Two = tuple[Workstation, Workstation]


def test_each_finds_and_opens_what_the_other_has_just_written(
    two: Two, people: Sample
) -> None:
    rosa, marisol = two
    assert "Sofía Morales" not in found(marisol, "sofia morales")
    form = form_of(rosa, None)
    type_into(form, given="Sofía", first_surname="Morales", birth_date="3/9/2019")
    form.save()
    assert found(marisol, "sofia morales") == ["Sofía Morales"]
    assert found(marisol, "sofai morales") == ["Sofía Morales"], "a mistyped name too"
    again = form_of(marisol, people.mateo)
    type_into(again, nickname="Teo")
    again.save()
    rosa.open_member(people.mateo)
    page: Any = rosa.window.page(Page("members", people.mateo))
    page.banner.edit_button.click()
    shown: Any = rosa.form(people.mateo)
    assert shown.values()["nickname"] == "Teo"


def test_a_stale_save_is_refused_in_a_sentence_and_nothing_typed_is_lost(
    two: Two, people: Sample, server: Server, shared: str
) -> None:
    rosa, marisol = two
    early, late = form_of(rosa, people.mateo), form_of(marisol, people.mateo)
    type_into(early, nickname="Teo")
    type_into(late, nickname="Mati")
    early.save()
    late.save()
    assert late.isVisible()
    assert late.notice.isVisible()
    assert late.notice.text() == (
        "Somebody else changed this member. Your text is kept."
    )
    assert late.values()["nickname"] == "Mati"
    database = open_on(server.engine(shared))
    with database.reading() as session:
        assert members.details(session, people.mateo)[0].name.nickname == "Teo"
    database.close()
