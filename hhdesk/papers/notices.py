"""The notice that help with language is free, in its published wording.

English: 45 CFR part 92, appendix B, of 2016 (81 FR 31375). Spanish: as agencies of HHS
publish that line (cdc.gov/other/language-assistance.html, read 22 November 2026).
Vietnamese: the translation of HHS's Office for Civil Rights, not yet compared with its
publication. A language without one gets the program's own words.
"""

from __future__ import annotations

ENGLISH_NOTICE = (
    "ATTENTION: If you speak {language}, language assistance services, free of charge, "
    "are available to you. Call {phone}."
)

NOTICES = {
    "es": "ATENCIÓN: si habla español, tiene a su disposición servicios gratuitos de "
    "asistencia lingüística. Llame al {phone}.",
    "vi": "CHÚ Ý: Nếu bạn nói Tiếng Việt, có các dịch vụ hỗ trợ ngôn ngữ miễn phí dành "
    "cho bạn. Gọi số {phone}.",
}


def notice(language: str, phone: str) -> str | None:
    """The published words in a language; None where none is at hand."""
    found = NOTICES.get(language)
    return found.format(phone=phone) if found and phone else None
