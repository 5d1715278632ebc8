"""What stands in two records of one child, in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from hhdesk.care.enrollment import EnrollmentRow
from hhdesk.care.members import GENDER_WORDS, Gender
from hhdesk.care.merge_fields import Home, MergeField
from hhdesk.care.person import INTERPRETER_WORDS, Interpreter, Languages
from hhdesk.care.programs import SEGMENT_STATE_WORDS
from hhdesk.i18n import _, format_date, language_name

NOTHING = "–"


def _languages(value: Languages) -> str:
    words = [language_name(value.spoken)]
    if value.written != value.spoken:
        reads = _("reads {language}")
        words.append(reads.format(language=language_name(value.written)))
    if value.interpreter is not Interpreter.NOT_ASKED:
        words.append(_(INTERPRETER_WORDS[value.interpreter]))
    return ", ".join(words)


def _enrollment(value: EnrollmentRow) -> str:
    parts = (_(SEGMENT_STATE_WORDS[value.state]), value.coordinator)
    since = _("since {day}").format(day=format_date(value.begins_on))
    return " · ".join(filter(None, (*parts, since)))


def value(field: MergeField, told: Any) -> str:
    """A field's value as the comparison shows it."""
    if told in (None, ""):
        return NOTHING
    if isinstance(told, date):
        return format_date(told)
    if isinstance(told, Languages):
        return _languages(told)
    if isinstance(told, EnrollmentRow):
        return _enrollment(told)
    if isinstance(told, Home):
        return ", ".join(filter(None, (told.address, told.city))) or NOTHING
    if field is MergeField.GENDER:
        return _(GENDER_WORDS[Gender(told)])
    return str(told)
