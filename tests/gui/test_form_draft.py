"""What was typed in a form is offered back on top of what others saved since."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from hhdesk import i18n
from hhdesk.care import members
from hhdesk.care.confidentiality import Seal, Segment
from hhdesk.care.referral_choices import ReferralAct
from hhdesk.care.referral_page import referral_page
from hhdesk.care.referrals import Referral
from hhdesk.gui.desk import Desk
from hhdesk.gui.draft_keeper import Kept
from hhdesk.gui.draft_menu import KINDS
from hhdesk.gui.form_draft import FormDraft, Values, restored
from hhdesk.gui.member_form import DRAFT, MemberForm
from hhdesk.gui.referral_act_dialog import ReferralActDialog
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.gui.workstation import Workstation
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID, NOW
from tests.gui.conftest import drafted
from tests.gui.sample import Sample
from tests.gui.test_member_form import text

CHILD = uuid4()
SAVED: Values = {"name": "Mateo", "phone": "510-555-0142"}


class Form(QWidget):
    """Two fields and nothing else."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.restored = RestoredNotice(self)
        self.stands: Values = {}
        self.draft = FormDraft(desk, "form", CHILD, self.restored)
        self.draft.tie(lambda: dict(self.stands), self._put)

    def _put(self, values: Values) -> None:
        self.stands = dict(values)

    def type(self, **fields: str) -> None:
        self.stands |= fields
        self.draft.typed()


@pytest.fixture
def form(qtbot: QtBot, desk: Desk) -> Form:
    return opened(qtbot, desk)


def opened(qtbot: QtBot, desk: Desk, saved: Values = SAVED) -> Form:
    made = Form(desk)
    qtbot.addWidget(made)
    made.show()
    made.draft.begin(saved)
    return made


FIELDS = st.fixed_dictionaries(
    {name: st.sampled_from(["", "a", "b", "c"]) for name in ("x", "y", "z")}
)


@given(base=FIELDS, mine=FIELDS, theirs=FIELDS)
def test_nothing_typed_is_lost_and_nothing_else_overwritten(
    base: Values, mine: Values, theirs: Values
) -> None:
    found, both = restored(base, mine, theirs)
    for name in base:
        touched = mine[name] != base[name]
        assert found[name] == (mine[name] if touched else theirs[name])
    clashes = [n for n in base if len({base[n], mine[n], theirs[n]}) == 3]
    assert both == len(clashes)


def test_the_notice_says_since_when_and_discards(
    qtbot: QtBot, desk: Desk, form: Form
) -> None:
    form.type(name="Teo")
    again = opened(qtbot, desk)
    assert again.stands["name"] == "Teo"
    assert again.restored.text() == "Restored what you typed at 9:00 AM."
    assert again.restored.button.text() == "Discard"
    again.restored.button.click()
    assert again.stands == SAVED
    assert drafted(desk) == set()


def test_discarding_can_be_undone(qtbot: QtBot, desk: Desk, form: Form) -> None:
    form.type(name="Teo")
    again = opened(qtbot, desk)
    again.restored.button.click()
    assert again.restored.text() == "What you typed is thrown away."
    assert again.restored.button.text() == "Undo"
    again.restored.button.click()
    assert again.stands["name"] == "Teo"
    assert drafted(desk) == {CHILD}
    assert again.restored.button.text() == "Discard"


def test_what_is_typed_after_discarding_is_a_draft_of_its_own(
    qtbot: QtBot, desk: Desk, form: Form
) -> None:
    form.type(name="Teo")
    again = opened(qtbot, desk)
    again.restored.button.click()
    again.type(phone="510-555-0199")
    assert not again.restored.isVisible()
    assert opened(qtbot, desk).stands == {"name": "Mateo", "phone": "510-555-0199"}


def test_a_draft_of_an_earlier_day_says_the_day(
    qtbot: QtBot, desk: Desk, in_spanish: None
) -> None:
    at = NOW - timedelta(days=2)
    text = '{"base":{"name":"Mateo"},"mine":{"name":"Teo"}}'
    desk.drafts.put_back(Kept("form", CHILD, at, "Mateo", text))
    form = opened(qtbot, desk)
    i18n.set_language("en")
    form.restored.refill()
    assert form.restored.text() == ("Restored what you typed on Nov 19, 2026, 9:00 AM.")


def test_what_somebody_saved_meanwhile_stays_and_a_clash_is_said(
    qtbot: QtBot, desk: Desk, form: Form
) -> None:
    form.type(name="Teo")
    theirs = {"name": "Matthew", "phone": "510-555-0177"}
    again = opened(qtbot, desk, theirs)
    assert again.stands == {"name": "Teo", "phone": "510-555-0177"}
    assert "changed 1 of these lines too; yours stands" in again.restored.text()


def test_a_draft_that_is_in_the_record_already_is_dropped_unsaid(
    qtbot: QtBot, desk: Desk, form: Form
) -> None:
    form.type(name="Teo")
    again = opened(qtbot, desk, SAVED | {"name": "Teo"})
    assert not again.restored.isVisible()
    assert drafted(desk) == set()


def test_typing_back_what_was_there_leaves_no_draft(desk: Desk, form: Form) -> None:
    form.type(name="Teo")
    form.type(name="Mateo")
    assert drafted(desk) == set()


def test_throwing_away_from_the_toast_can_be_undone(desk: Desk, form: Form) -> None:
    said: list[tuple[str, object]] = []
    desk.said.connect(lambda words, act, _button: said.append((words, act)))
    form.type(name="Teo")
    form.draft.left()
    for words in ("What you typed is kept.", "What you typed is thrown away."):
        assert said[-1][0] == words
        act = said[-1][1]
        assert callable(act)
        act()
    assert drafted(desk) == {CHILD}


def test_the_member_form_never_overwrites_what_was_saved_meanwhile(
    qtbot: QtBot, desk: Desk, people: Sample, records: Database
) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    first = MemberForm(desk, people.mateo, home)
    text(first, nickname="Teo")
    first.reject()
    with records.transaction(ACTOR_ID) as session:
        known, seen = members.details(session, people.mateo)
        members.update(session, people.mateo, replace(known, city="Berkeley"), seen)
    again = MemberForm(desk, people.mateo, home)
    again.show()
    assert again.values()["nickname"] == "Teo"
    again.save()
    with records.reading() as session:
        saved = members.details(session, people.mateo)[0]
    assert (saved.name.nickname, saved.city) == ("Teo", "Berkeley")
    assert drafted(desk) == set()


def lines(workstation: Workstation) -> list[str]:
    """The texts of the list of drafts."""
    workstation.window.saving_chip.pressed.emit()
    menu = workstation.drafts_menu
    assert isinstance(menu, QMenu)
    found = [action.text() for action in menu.actions()]
    menu.close()
    return found


# The offscreen platform says so of each menu.
menus = pytest.mark.qt_log_ignore("does not support", extend=True)


@menus
def test_the_chip_counts_drafts_and_lists_them(
    workstation: Workstation, people: Sample
) -> None:
    desk, chip = workstation.desk, workstation.window.saving_chip
    assert desk is not None
    assert chip.text() == "All saved"
    desk.drafts.keep("care plan", people.mateo, {}, "Mateo & <b>Ana</b>")
    assert chip.text() == "1 draft, not on disk"
    desk.drafts.keep("of a newer hhdesk", people.jonah, {})
    assert chip.text() == "2 drafts, not on disk"
    assert lines(workstation) == [
        "Care plan · Mateo && <b>Ana</b> · 9:00 AM",
        "Draft · 9:00 AM",
    ]


@menus
def test_a_line_of_the_list_opens_what_was_typed(
    workstation: Workstation, people: Sample
) -> None:
    workstation.window.new_member.trigger()
    form = workstation.form(None)
    assert isinstance(form, MemberForm)
    text(form, given="Sofía", first_surname="Morales")
    form.reject()
    workstation.window.saving_chip.pressed.emit()
    menu = workstation.drafts_menu
    assert menu is not None
    line = menu.actions()[0]
    assert line.text() == "Member form · Sofía Morales · 9:00 AM"
    line.trigger()
    again = workstation.form(None)
    assert isinstance(again, MemberForm)
    assert again.values()["given"] == "Sofía"
    again.reject()


def test_a_database_that_is_away_is_said_until_it_answers(
    workstation: Workstation,
) -> None:
    chip = workstation.window.saving_chip
    workstation.worker.away.emit(True)
    assert chip.text() == "Server away, working from drafts"
    workstation.worker.away.emit(False)
    assert chip.text() == "All saved"


def test_each_kind_of_draft_is_listed_by_a_name() -> None:
    assert DRAFT in KINDS
    assert all(word and callable(opens) for word, opens in KINDS.values())


@pytest.mark.parametrize(
    ("seal", "title"),
    [
        (Seal(), "Mateo Hernández Ruiz: Early intervention"),
        (Seal(Segment.FAMILY_SAFETY), "Mateo Hernández Ruiz"),
    ],
)
def test_the_list_names_nothing_that_is_sealed(
    qtbot: QtBot,
    desk: Desk,
    people: Sample,
    records: Database,
    seal: Seal,
    title: str,
) -> None:
    with records.reading() as session:
        wanted = select(Referral.id).where(Referral.member_id == people.mateo)
        page = referral_page(session, session.scalars(wanted).one())
    details = replace(page.facts.details, seal=seal)
    page = replace(page, facts=replace(page.facts, details=details))
    home = QWidget()
    qtbot.addWidget(home)
    dialog = ReferralActDialog(desk, page, ReferralAct.ASK_FAMILY, home)
    assert dialog._draft.title == title
