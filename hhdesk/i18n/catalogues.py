"""The words: gettext catalogues read from .po files, and the current language."""

from __future__ import annotations

import io
import logging
from functools import cache
from gettext import GNUTranslations, NullTranslations

from hhdesk import assets, files
from hhdesk.i18n.languages import LANGUAGES, PAPER_LANGUAGES

_log = logging.getLogger(__name__)

_DIGEST = 32  # of SHA-256
_UNKNOWN = "\x04unknown"


class _Unknown(NullTranslations):
    """Answers, behind a catalogue, what it does not hold."""

    def gettext(self, message: str) -> str:
        return _UNKNOWN

    def pgettext(self, context: str, message: str) -> str:
        return _UNKNOWN


class Catalogue:
    """The words of one language. What it does not hold comes back in English."""

    def __init__(self, language: str, translations: NullTranslations) -> None:
        self.language = language
        self._translations = translations
        translations.add_fallback(_Unknown())

    def find(self, message: str, context: str = "") -> str | None:
        """The translation, or None where the catalogue holds none."""
        if not message:
            return None
        if context:
            found = self._translations.pgettext(context, message)
        else:
            found = self._translations.gettext(message)
        return None if found is _UNKNOWN else found

    def gettext(self, message: str) -> str:
        return self.find(message) or message

    def pgettext(self, context: str, message: str) -> str:
        """As `gettext`, for a word that means several things."""
        return self.find(message, context) or message

    def ngettext(self, one: str, many: str, n: int) -> str:
        return self._translations.ngettext(one, many, n)


class _Current:
    """The language of the screens; every thread of the process shares it."""

    language = "en"


def set_language(language: str) -> None:
    """Choose the language of the screens. Raises LookupError for one we do not have."""
    if language not in LANGUAGES:
        raise LookupError(language)
    _Current.language = language


def current_language() -> str:
    return _Current.language


def _(message: str) -> str:
    """The message in the current language, looked up at each call."""
    return catalogue(_Current.language).gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """The form for `n`; put the number itself in by `.format(n=n)`."""
    return catalogue(_Current.language).ngettext(one, many, n)


def pgettext(context: str, message: str) -> str:
    """As `_`, for a word that means several things."""
    return catalogue(_Current.language).pgettext(context, message)


@cache
def catalogue(language: str) -> Catalogue:
    """The words of a language, whatever the screens speak; papers ask for two.

    A language that nobody has translated yet has an empty one; English is the ids
    themselves. Raises LookupError for a language that papers do not know.
    """
    if language not in PAPER_LANGUAGES:
        raise LookupError(language)
    source = assets.catalogues() / f"{language}.po"
    if not source.is_file():
        return Catalogue(language, NullTranslations())
    compiled = _compiled(language, source.read_bytes())
    return Catalogue(language, GNUTranslations(io.BytesIO(compiled)))


def _compiled(language: str, source: bytes) -> bytes:
    """The catalogue in gettext's binary form; compiling it costs a quarter second.

    The cached file begins with a digest of source and result, so a newer catalogue
    and a damaged file both mean: compile again.
    """
    from platformdirs import user_cache_path

    path = user_cache_path("hhdesk", appauthor=False) / f"{language}.catalogue"
    try:
        stored = path.read_bytes()
    except OSError:
        stored = b""
    digest, compiled = stored[:_DIGEST], stored[_DIGEST:]
    if compiled and digest == _digest(source, compiled):
        return compiled
    compiled = _compile(source)
    try:
        files.private_folder(path.parent)
        files.write_atomically(path, _digest(source, compiled) + compiled)
    except OSError as error:
        _log.warning("The catalogue is not cached: %s", type(error).__name__)
    return compiled


def _digest(source: bytes, compiled: bytes) -> bytes:
    import hashlib

    return hashlib.sha256(len(source).to_bytes(8, "big") + source + compiled).digest()


def _compile(source: bytes) -> bytes:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    out = io.BytesIO()
    write_mo(out, read_po(io.BytesIO(source), abort_invalid=True))
    return out.getvalue()
