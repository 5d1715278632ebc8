"""Pictures of every screen, for looking at them where there is no display."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from hhdesk.errors import NotFound
from hhdesk.gui import shots
from hhdesk.store.engine import Database
from tests.gui.conftest import Clinic
from tests.gui.sample import Sample

ALIKE = {"translations-stale", "checking-phrases"}
"""Pictures that show something of their own in a larger clinic than the sample."""


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_every_screen_is_pictured_in_its_size(
    qapp: QApplication, records: Database, people: Sample, tmp_path: Path
) -> None:
    taken = shots.take(
        Clinic(records), tmp_path, size=(1200, 700), language="es", theme="dark"
    )
    names = [path.stem.partition("-")[2] for path in taken]
    assert names == [
        "opening",
        "passphrase",
        "first-steps",
        "today",
        "today-coverage",
        "today-snooze",
        "today-done",
        "today-missed",
        "members",
        "members-found",
        "members-none",
        "members-filtered",
        "members-columns",
        "members-filtered-none",
        "members-languages",
        "members-coordinators",
        "members-more-filters",
        "members-saved-menu",
        "members-columns-choice",
        "members-saved",
        "members-export",
        "find",
        "overview",
        "care-plan",
        "care-plan-concern",
        "care-plan-goal",
        "plan-signatures",
        "plan-compare",
        "plan-version",
        "plan-stop",
        "plan-history",
        "plan-conflicts",
        "template",
        "template-open-slots",
        "phrases",
        "phrases-found",
        "phrase-slots",
        "member-referrals",
        "referral-act",
        "new-referral",
        "appointments",
        "family",
        "family-below",
        "caregiver",
        "new-caregiver",
        "own-contact",
        "family-home",
        "custody",
        "care-team",
        "new-on-the-care-team",
        "notes-as-found",
        "notes",
        "notes-private",
        "notes-opened",
        "note-form",
        "documents-none",
        "documents",
        "document-form",
        "document-pages",
        "document-not-shown",
        "consents-before",
        "consents",
        "consents-shared",
        "consent-form",
        "consent-form-refused",
        "consent-revoke",
        "consent-renew",
        "consent-attach",
        "consent-paper",
        "papers",
        "history",
        "history-none",
        "time-line",
        "answers",
        "call",
        "call-referrals",
        "call-visits",
        "call-script",
        "member-form",
        "new-member",
        "new-member-duplicates",
        "new-member-household",
        "merge-begin",
        "merge",
        "merge-below",
        "calendar-week",
        "calendar-day",
        "visit",
        "new-appointment",
        "referrals",
        "referrals-late",
        "referrals-none",
        "front-desk",
        "front-desk-message",
        "front-desk-paper",
        "front-desk-walk-in",
        "huddle",
        "caseload",
        "caseload-children",
        "hand-over",
        "absence",
        "absences",
        "team",
        "colleague",
        "clinic-days",
        "roster-file",
        "roster-columns",
        "roster-report",
        "roster-refused",
        "translations",
        "translations-stale",
        "translations-numbers",
        "translations-send",
        "translations-answer",
        "translations-empty",
        "checking",
        "checking-phrases",
        "tabs",
        "find-lately",
        "find-all",
        "settings",
        "help",
        "rail-narrow",
        "keys",
        "about",
        "locked",
        "plan-goal",
        "plan-goal-progress",
        "plan-family",
        "goal-progress",
        "meeting-door",
        *["meeting"] * 4,
        "intake",
        "intake-several",
        "intake-screener",
        "intake-question",
        "intake-safety",
        "intake-end",
        "enrollment",
        "enrollment-program",
        "enrollment-yes",
        "enrollment-in-program",
        "enrollment-end-transferred",
        "enrollment-end-deceased",
        "program",
        "program-fact",
        "stays-none",
        "stays",
        "stays-home",
        "stay-form",
        "stay-left",
        "stay-change",
        "matching-none",
        "hospital-import",
        "hospital-import-done",
        "matching",
        "today-matching",
        *["gallery"] * 3,
    ]
    told = [path for path in taken if path.stem.partition("-")[2] not in ALIKE]
    assert len({path.read_bytes() for path in told}) == len(told)
    picture = QImage(str(taken[3]))
    assert (picture.width(), picture.height()) == (1200, 700)


def test_a_clinic_without_members_has_nobody_to_picture(
    qapp: QApplication, sqlite_database: Database, tmp_path: Path
) -> None:
    with pytest.raises(NotFound):
        shots.take(Clinic(sqlite_database), tmp_path)
