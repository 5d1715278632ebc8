"""Lines of a plan that are phrases of the library: as far translated, and as far
checked, as the clinic's qualified person left the phrase."""

from __future__ import annotations

from collections.abc import Mapping

from hhdesk.care import phrase_checks, phrase_recognizing, phrases
from hhdesk.care.phrase_checks import CheckRow, Verdict
from hhdesk.care.phrase_rows import PhraseRow
from hhdesk.care.translations import Translation, TranslationState
from hhdesk.store.session import UnitOfWork


class PhraseStanding:
    """Serves one save; the clinic's checks are read when the first phrase is met."""

    def __init__(self, session: UnitOfWork, language: str) -> None:
        self._session, self._language = session, language
        self._checks: Mapping[str, CheckRow] | None = None

    def take_up(self, line: Translation, english: str) -> None:
        """A translation that was just written: where both lines are a phrase filled
        alike, it is the library's and not the writer's. What the screen said of it
        does not count, only the words do."""
        row = phrase_recognizing.of_pair(english, line.text, self._language)
        if row is None:
            return
        line.translated_by, line.translator = phrases.LIBRARY, None
        line.stored_state = TranslationState.TRANSLATED
        check = self._check_of(row)
        sure = phrases.state_of(row, {row.id}) is TranslationState.CHECKED
        if check is not None and sure:
            line.checked_by, line.checked_at = check.checked_by, check.checked_at
            line.stored_state = TranslationState.CHECKED

    def _check_of(self, row: PhraseRow) -> CheckRow | None:
        """Of the phrase's words as they stand; None where nobody checked these."""
        if self._checks is None:
            self._checks = phrase_checks.checks(self._session, self._language)
        found = self._checks.get(row.id)
        if found is None or found.verdict is not Verdict.YES:
            return None
        same = found.fingerprint == row.fingerprint(self._language)
        return found if same else None
