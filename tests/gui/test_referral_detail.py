"""One referral on the screen: where it stands, what happened, what can be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from hhdesk.care import referral_acts, referral_answers, referral_facts
from hhdesk.care.consents import Basis
from hhdesk.care.goals import Domain
from hhdesk.care.referral_answers import Answers
from hhdesk.care.referral_choices import ReferralAct as A
from hhdesk.care.referral_facts import ReferralDetails, ReferralFacts
from hhdesk.care.referral_states import ReferralState as S
from hhdesk.care.referral_steps import SendingWay, Sharing, Told
from hhdesk.gui.application import Speech
from hhdesk.gui.chip import Chip
from hhdesk.gui.choice import Choice
from hhdesk.gui.desk import Desk
from hhdesk.gui.referral_act_dialog import ReferralActDialog
from hhdesk.gui.referral_detail import ReferralDetail
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID, NOW, OTHER_ID, ZONE
from tests.gui.conftest import drafted
from tests.gui.sample import Sample

TODAY = NOW.astimezone(ZONE).date()
EARLY_START = ReferralDetails(
    Domain.DEVELOPMENTAL, "Early intervention", "Regional Center", "510-555-0166"
)
DENTAL = ReferralDetails(Domain.DENTAL, "Dental care", "La Clínica Dental")
CALLED = Told(how_known="The agency called")
SENT_BY_FAX = Sharing(Basis.SIGNED, way=SendingWay.FAX)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.fixture
def do(records: Database) -> Callable[..., Any]:
    """An act in a transaction of its own, as Rosa Delgado or as `by`."""

    def act(use_case: Any, *args: Any, by: UUID = ACTOR_ID, **named: Any) -> Any:
        with records.transaction(by) as session:
            return use_case(session, *args, **named)

    return act


@pytest.fixture
def sent(do: Callable[..., Any], people: Sample) -> ReferralFacts:
    """Sent by fax three days ago."""
    told = Told(ago(3))
    created = do(referral_acts.create_and_send, people.mateo, DENTAL, SENT_BY_FAX, told)
    row: ReferralFacts = created.referral
    return row


@pytest.fixture
def detail(qtbot: QtBot, desk: Desk) -> ReferralDetail:
    made = ReferralDetail(desk)
    qtbot.addWidget(made)
    made.resize(460, 760)
    made.show()
    return made


def press(detail: ReferralDetail, act: A) -> ReferralActDialog:
    """Press an act's button, or its line in the menu; gives the dialog."""
    button = detail.acts.buttons[act]
    if act in detail.acts.hidden_acts():
        lines = detail.acts.menu.actions()
        next(line for line in lines if line.text() == button.text()).trigger()
    else:
        button.click()
    assert detail.dialog is not None
    return detail.dialog


def fill(dialog: ReferralActDialog, /, **typed: str) -> None:
    for name, text in typed.items():
        field: Any = dialog.fields[name]
        assert field.isVisible(), name
        if isinstance(field, Choice):
            field.choose(text)
            field.activated.emit(field.currentIndex())
            continue
        target = getattr(field, "field", field)
        if isinstance(target, QLineEdit):
            target.setText(text)
            target.textEdited.emit(text)
        else:
            target.setPlainText(text)


def act(detail: ReferralDetail, which: A, /, **typed: str) -> None:
    """One act through its dialog, which closes because it is saved."""
    dialog = press(detail, which)
    fill(dialog, **typed)
    dialog.save_button.click()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert detail.page is not None


def chips(detail: ReferralDetail) -> list[str]:
    found = detail.chips.findChildren(Chip)
    return [chip.text() for chip in found if not chip.isHidden()]


def primary(detail: ReferralDetail) -> str:
    return next(iter(detail.acts.buttons.values())).text()


def line_of(dialog: ReferralActDialog, name: str) -> str:
    found: Any = dialog.findChild(object, f"{name}_notice")
    return "" if found.isHidden() else str(found.text())


def test_nothing_chosen_says_what_to_do(detail: ReferralDetail) -> None:
    assert detail.empty_state.isVisible()
    assert detail.empty_state.title.text() == "No referral is chosen"


def test_the_heading_tells_need_child_agency_state_clock_and_turn(
    detail: ReferralDetail, sent: ReferralFacts
) -> None:
    detail.show_referral(sent.id)
    assert detail.need_label.text() == "Dental care"
    assert detail.between_label.text() == "Mateo Hernández Ruiz → La Clínica Dental"
    # Five business days from Wednesday; it is Saturday.
    assert chips(detail) == ["Sent", "3 days left"]
    assert detail.turn_label.text() == "Next step: Agency"
    facts = detail.facts.lines()
    assert facts[facts.index("Basis for sharing") + 1] == "Signed form"
    assert facts[facts.index("What is shared") + 1] == (
        "Name, birth date, whom to call, that an interpreter is needed, the need"
    )


def test_the_law_s_deadline_of_early_intervention_is_told(
    detail: ReferralDetail, do: Callable[..., Any], people: Sample
) -> None:
    told, urgent = Told(ago(3)), replace(EARLY_START, agency="Early Start Center")
    made = do(referral_acts.create_and_send, people.mateo, urgent, SENT_BY_FAX, told)
    detail.show_referral(made.referral.id)
    (deadline,) = [chip for chip in chips(detail) if "IFSP meeting" in chip]
    assert "Jan 2, 2027" in deadline


def test_the_time_line_tells_day_words_side_how_known_and_who(
    detail: ReferralDetail, sent: ReferralFacts, do: Callable[..., Any]
) -> None:
    told = Told(ago(2), "the intake worker called", "They take new children.")
    do(
        referral_acts.mark_accepted,
        sent.id,
        told,
        seen=sent.version,
        by=OTHER_ID,
    )
    detail.show_referral(sent.id)
    lines = detail.time_line.lines()
    assert lines[lines.index("Sent") - 1] == "Nov 18"
    assert lines[lines.index("Sent") + 1] == (
        "By fax · Signed form · Rosa Delgado · written down Nov 21, 2026, 9:00 AM"
    )
    at = lines.index("Accepted")
    assert lines[at - 1] == "Nov 19"
    assert lines[at + 1] == (
        "Agency · we know: the intake worker called · Marisol Soto · "
        "written down Nov 21, 2026, 9:00 AM"
    )
    assert lines[at + 2] == "They take new children."


def test_a_state_passed_unsaid_has_no_day(
    detail: ReferralDetail, sent: ReferralFacts
) -> None:
    detail.show_referral(sent.id)
    act(detail, A.SEEN, how_known="the family told us")
    lines = detail.time_line.lines()
    at = lines.index("Accepted")
    assert lines[at - 1] == "—"
    assert lines[at + 1].startswith("passed without a date · Agency")


def test_a_referral_walks_from_draft_to_got_help_by_clicking(
    detail: ReferralDetail,
    do: Callable[..., Any],
    people: Sample,
    said: list[str],
) -> None:
    draft = do(referral_acts.create, people.mateo, EARLY_START, Told(ago(4)))
    detail.show_referral(draft.referral.id)
    assert (chips(detail)[0], primary(detail)) == ("Draft", "Send")
    act(detail, A.SEND, basis="signed", sending_way="fax")
    assert (chips(detail)[0], primary(detail)) == ("Sent", "Agency accepted")
    act(detail, A.ACCEPTED, how_known="the agency called")
    assert (chips(detail)[0], primary(detail)) == ("Accepted", "Visit set")
    act(detail, A.SCHEDULED, visit_on="11/21/2026", how_known="their letter")
    assert (chips(detail)[0], primary(detail)) == ("Visit planned", "Was seen")
    act(detail, A.SEEN, how_known="the mother told us")
    assert (chips(detail)[0], primary(detail)) == (
        "Seen, report awaited",
        "Report came",
    )
    act(detail, A.RECEIVE_REPORT, how_known="fax")
    assert (chips(detail)[0], primary(detail)) == (
        "Report here, please review",
        "Review the report",
    )
    act(detail, A.REVIEW_REPORT)
    assert (chips(detail)[0], primary(detail)) == ("Report reviewed", "Got help")
    act(
        detail,
        A.GOT_HELP,
        service_on="11/21/2026",
        evidence="report_reviewed",
    )
    assert chips(detail) == ["Got help"]
    assert primary(detail) == "Take up again"
    assert detail.turn_label.text() == (
        "Help came on Nov 21, 2026\nReport came and was reviewed"
    )
    assert said[-1] == "Saved: Got help"


def test_only_lawful_acts_are_offered(
    detail: ReferralDetail, sent: ReferralFacts
) -> None:
    detail.show_referral(sent.id)
    assert A.ACCEPTED in detail.acts.buttons
    assert A.SEND not in detail.acts.buttons
    assert A.REOPEN not in detail.acts.buttons


def test_acts_that_do_not_fit_stand_in_a_menu(
    detail: ReferralDetail, sent: ReferralFacts
) -> None:
    detail.resize(320, 700)
    detail.show_referral(sent.id)
    QCoreApplication.processEvents()
    hidden = detail.acts.hidden_acts()
    assert hidden
    assert not detail.acts.more_button.isHidden()
    words = [line.text() for line in detail.acts.menu.actions()]
    assert words[-1] == "Entered by mistake"
    assert len(words) == len(hidden)
    detail.resize(1600, 700)
    QCoreApplication.processEvents()
    # However wide the room, nobody reads a wall of buttons.
    assert len(detail.acts.buttons) - len(detail.acts.hidden_acts()) == 8


def test_a_dialog_says_which_states_it_records_too(
    detail: ReferralDetail, sent: ReferralFacts
) -> None:
    detail.show_referral(sent.id)
    dialog = press(detail, A.GOT_HELP)
    assert dialog.passed_notice.text() == (
        "This also records, as passed without a date: "
        "“Accepted”, “Seen, report awaited”."
    )
    dialog.reject()


def test_a_dialog_asks_only_what_its_state_needs(
    detail: ReferralDetail, sent: ReferralFacts
) -> None:
    detail.show_referral(sent.id)
    for which, asks in (
        (A.ACCEPTED, ["on", "how_known", "note"]),
        (A.FAMILY_ACTION, ["wanted", "on", "how_known", "note"]),
        (A.ENTER_IN_ERROR, ["note"]),
        (A.NOTE, ["on", "note"]),
    ):
        dialog = press(detail, which)
        assert dialog.asks() == asks
        dialog.reject()


def test_a_refusal_stands_beside_its_field_and_nothing_is_cleared(
    detail: ReferralDetail, sent: ReferralFacts
) -> None:
    detail.show_referral(sent.id)
    dialog = press(detail, A.ACCEPTED)
    fill(dialog, on="11/10/2026", how_known="Fax", note="As they said")
    dialog.save_button.click()
    assert line_of(dialog, "on") == (
        "The step before was on Nov 18, 2026; this one cannot be earlier."
    )
    assert dialog.fields.values()["note"] == "As they said"
    fill(dialog, on="next week")
    dialog.save_button.click()
    assert line_of(dialog, "on").startswith("This is not a day.")
    fill(dialog, on="11/19/2026", how_known="")
    dialog.save_button.click()
    assert line_of(dialog, "on") == ""
    assert line_of(dialog, "how_known") == "Say how you know."
    dialog.reject()


def test_unreached_families_are_not_closed_before_three_tries(
    detail: ReferralDetail, sent: ReferralFacts
) -> None:
    detail.show_referral(sent.id)
    dialog = press(detail, A.NO_HELP)
    fill(dialog, reason="unable_to_reach", next_step="Ask the school")
    dialog.save_button.click()
    assert line_of(dialog, "reason") == ("Record at least 3 attempts in 2 ways first.")
    dialog.reject()


def test_a_call_shows_whom_to_call_and_the_rule_before_dialling(
    detail: ReferralDetail, sent: ReferralFacts
) -> None:
    detail.show_referral(sent.id)
    dialog = press(detail, A.RECORD_ATTEMPT)
    assert dialog.passed_notice.text() == (
        "Lucía Ruiz (mother) · No voicemail · after 4 pm · 510-555-0142 · Spanish"
    )
    fill(dialog, outcome="message_left", with_whom="Lucía Ruiz")
    dialog.save_button.click()
    assert "Phone: Message left · Family · Rosa Delgado" in detail.time_line.lines()


def test_sending_shows_exactly_what_is_shared_and_asks_who_interpreted(
    detail: ReferralDetail, do: Callable[..., Any], people: Sample
) -> None:
    draft = do(referral_acts.create, people.mateo, EARLY_START)
    detail.show_referral(draft.referral.id)
    dialog = press(detail, A.SEND)
    shared = dialog.shared_facts.lines()
    assert shared[:4] == [
        "Child",
        "Mateo Hernández Ruiz",
        "Birth date",
        "May 14, 2025",
    ]
    assert "interpreter" not in dialog.asks()
    fill(dialog, basis="verbal")
    assert "interpreter" in dialog.asks()
    dialog.save_button.click()
    assert line_of(dialog, "interpreter") == "Enter the interpreter's name or number."
    fill(dialog, interpreter="4471")
    dialog.save_button.click()
    assert "Spoken yes, interpreter 4471 · Rosa Delgado" in detail.time_line.lines()


def test_what_was_typed_comes_back_with_the_dialog(
    detail: ReferralDetail,
    sent: ReferralFacts,
    desk: Desk,
    said: list[str],
) -> None:
    detail.show_referral(sent.id)
    dialog = press(detail, A.DECLINED)
    fill(dialog, note="No place before March")
    dialog.reject()
    assert said == ["What you typed is kept."]
    assert drafted(desk) == {sent.id}
    assert detail.acts.buttons[A.DECLINED].property("icon_name") == "pencil"
    dialog = press(detail, A.DECLINED)
    assert dialog.fields.values()["note"] == "No place before March"
    assert dialog.restored.isVisible()
    fill(dialog, how_known="Their letter")
    dialog.save_button.click()
    assert drafted(desk) == set()
    assert all(not one.property("icon_name") for one in detail.acts.buttons.values())
    assert chips(detail)[0] == "Agency said no"


def test_somebody_else_was_quicker_and_nothing_typed_is_lost(
    detail: ReferralDetail, sent: ReferralFacts, do: Callable[..., Any]
) -> None:
    changed: list[S] = []
    detail.changed.connect(lambda row: changed.append(row.state))
    detail.show_referral(sent.id)
    dialog = press(detail, A.ACCEPTED)
    fill(dialog, how_known="the agency called")
    waitlisted = Answers(how_known="letter")
    do(
        referral_answers.perform,
        sent.id,
        A.WAITLISTED,
        waitlisted,
        seen=sent.version,
        by=OTHER_ID,
    )
    dialog.save_button.click()
    assert dialog.notice.text() == (
        "Somebody else changed this referral. It is now: On a waitlist. "
        "What you typed is kept. Look at it and save again."
    )
    assert dialog.fields.values()["how_known"] == "the agency called"
    assert chips(detail)[0] == "On a waitlist"
    assert changed == [S.WAITLISTED]
    dialog.save_button.click()
    assert chips(detail)[0] == "Accepted"


def test_a_step_that_became_impossible_says_so_and_cannot_be_saved(
    detail: ReferralDetail, sent: ReferralFacts, do: Callable[..., Any]
) -> None:
    detail.show_referral(sent.id)
    dialog = press(detail, A.ACCEPTED)
    fill(dialog, how_known="the agency called")
    do(referral_acts.enter_in_error, sent.id, "Wrong child", seen=sent.version)
    dialog.save_button.click()
    assert "It is now: Entered by mistake." in dialog.notice.text()
    assert "no longer possible" in dialog.notice.text()
    assert not dialog.save_button.isEnabled()
    assert dialog.fields.values()["how_known"] == "the agency called"
    dialog.reject()


def test_asking_the_family_can_be_undone(
    desk: Desk,
    detail: ReferralDetail,
    do: Callable[..., Any],
    people: Sample,
) -> None:
    undos: list[Callable[[], None]] = []
    desk.said.connect(lambda _words, undo, _button: undos.append(undo))
    draft = do(referral_acts.create, people.mateo, EARLY_START)
    detail.show_referral(draft.referral.id)
    act(detail, A.ASK_FAMILY)
    assert chips(detail)[0] == "Waiting for the family's yes"
    undos[0]()
    assert chips(detail)[0] == "Draft"


def test_an_agency_that_is_full_is_followed_by_another(
    detail: ReferralDetail, sent: ReferralFacts
) -> None:
    made: list[ReferralFacts] = []
    detail.made.connect(made.append)
    detail.show_referral(sent.id)
    act(detail, A.DECLINED, detail="full", how_known="They called")
    assert (chips(detail)[0], primary(detail)) == (
        "Agency is full",
        "Ask another agency",
    )
    act(detail, A.REFER_ELSEWHERE, agency="Second Dental")
    assert detail.between_label.text() == "Mateo Hernández Ruiz → Second Dental"
    assert chips(detail)[0] == "Draft"
    assert [row.details.agency for row in made] == ["Second Dental"]
    (earlier,) = detail.links.findChildren(QPushButton)
    assert earlier.text() == "Earlier: Did not get help, Nov 21, 2026"
    earlier.click()
    assert chips(detail) == ["Did not get help"]
    assert "What happens next: Second Dental" in detail.turn_label.text()


def test_a_paper_is_offered_only_where_somebody_makes_it(
    detail: ReferralDetail, sent: ReferralFacts
) -> None:
    detail.show_referral(sent.id)
    assert detail.paper_button.isHidden()
    wanted: list[Any] = []
    detail.paper_wanted.connect(wanted.append)
    detail.read()
    assert detail.paper_button.isVisible()
    detail.paper_button.click()
    assert wanted[0].facts.id == sent.id


def test_a_child_s_death_leaves_only_closing(
    detail: ReferralDetail, sent: ReferralFacts, records: Database
) -> None:
    from hhdesk.care.members import Member

    with records.transaction(ACTOR_ID) as session:
        session.get_one(Member, sent.member_id).deceased_on = TODAY
    detail.show_referral(sent.id)
    assert detail.notice.text() == "The child has died. Only closing is left."
    assert A.ACCEPTED not in detail.acts.buttons
    assert A.NO_HELP in detail.acts.buttons


def test_a_referral_that_is_gone_says_so(detail: ReferralDetail) -> None:
    detail.show_referral(UUID(int=7))
    assert detail.empty_state.title.text() == "There is no such referral."


def test_the_detail_speaks_the_language_of_the_screens(
    qapp: QApplication,
    speech: Speech,
    detail: ReferralDetail,
    sent: ReferralFacts,
    do: Callable[..., Any],
) -> None:
    detail.show_referral(sent.id)
    row = do(referral_facts.referral, sent.id)
    speech.speak("es")
    qapp.processEvents()
    assert detail.need_label.text() == "Dental care"
    assert chips(detail)[0] != row.words
