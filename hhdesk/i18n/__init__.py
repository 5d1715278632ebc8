"""Language: words from gettext catalogues, dates and names as a language writes them.

`_()` speaks the language of the screens; papers ask for `catalogue(language)`.
"""

from hhdesk.i18n.catalogues import (
    Catalogue,
    _,
    catalogue,
    current_language,
    ngettext,
    pgettext,
    set_language,
)
from hhdesk.i18n.formats import (
    format_age,
    format_date,
    format_days,
    format_distance,
    format_due,
    format_hour,
    format_short_day,
    format_time,
    format_weekday,
    format_whole_day,
    language_name,
    locale_of,
)
from hhdesk.i18n.languages import (
    LANGUAGES,
    PAPER_LANGUAGES,
    Language,
    find_language,
)
from hhdesk.i18n.marks import N_
from hhdesk.i18n.refusals import explain

__all__ = [
    "LANGUAGES",
    "N_",
    "PAPER_LANGUAGES",
    "Catalogue",
    "Language",
    "_",
    "catalogue",
    "current_language",
    "explain",
    "find_language",
    "format_age",
    "format_date",
    "format_days",
    "format_distance",
    "format_due",
    "format_hour",
    "format_short_day",
    "format_time",
    "format_weekday",
    "format_whole_day",
    "language_name",
    "locale_of",
    "ngettext",
    "pgettext",
    "set_language",
]
