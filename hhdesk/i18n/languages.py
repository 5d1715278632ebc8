"""The languages of the screens and of the papers, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass

from hhdesk.i18n.marks import N_

LANGUAGES = {"en": "English", "es": "Español"}
"""The languages of the screens: BCP 47 id to own name."""


@dataclass(frozen=True)
class Language:
    """A language that papers can be printed in.

    `name` is the English name and its id in the catalogues. `locale` is the CLDR
    locale that writes its dates; None means that CLDR has none and dates are written
    the English way.
    """

    id: str
    name: str
    own_name: str
    locale: str | None
    right_to_left: bool = False


ENGLISH = Language("en", N_("English"), "English", "en_US")

# Medi-Cal's threshold languages, most children first, then those that New York adds.
PAPER_LANGUAGES = {
    language.id: language
    for language in (
        ENGLISH,
        Language("es", N_("Spanish"), "español", "es_US"),
        Language("zh-Hant", N_("Chinese (Traditional)"), "繁體中文", "zh_Hant"),
        Language("zh-Hans", N_("Chinese (Simplified)"), "简体中文", "zh_Hans"),
        Language("vi", N_("Vietnamese"), "Tiếng Việt", "vi"),
        Language("ar", N_("Arabic"), "العربية", "ar", right_to_left=True),
        Language("hy", N_("Armenian"), "հայերեն", "hy"),
        Language("ru", N_("Russian"), "русский", "ru"),
        Language("ko", N_("Korean"), "한국어", "ko"),
        Language("hmn", N_("Hmong"), "Hmoob", None),
        Language("fa", N_("Farsi"), "فارسی", "fa", right_to_left=True),
        Language("tl", N_("Tagalog"), "Tagalog", "fil"),
        Language("km", N_("Khmer"), "ខ្មែរ", "km"),
        Language("lo", N_("Lao"), "ລາວ", "lo"),
        Language("ja", N_("Japanese"), "日本語", "ja"),
        Language("th", N_("Thai"), "ไทย", "th"),
        Language("ium", N_("Mien"), "Iu Mienh", None),
        Language("hi", N_("Hindi"), "हिन्दी", "hi"),
        Language("pa", N_("Punjabi"), "ਪੰਜਾਬੀ", "pa"),
        Language("uk", N_("Ukrainian"), "українська", "uk"),
        Language("bn", N_("Bangla"), "বাংলা", "bn"),
        Language("fr", N_("French"), "français", "fr"),
        Language("ht", N_("Haitian Creole"), "Kreyòl Ayisyen", "ht"),
        Language("it", N_("Italian"), "italiano", "it"),
        Language("pl", N_("Polish"), "polski", "pl"),
        Language("ur", N_("Urdu"), "اردو", "ur", right_to_left=True),
        Language("yi", N_("Yiddish"), "ייִדיש", "yi", right_to_left=True),
    )
}

# What files from outside call them too. Plain "zh" is missing on purpose: it does not
# say which script the family reads.
_ALIASES = {
    "fil": "tl",
    "pes": "fa",
    "mww": "hmn",
    "hnj": "hmn",
    "zh-cn": "zh-Hans",
    "zh-sg": "zh-Hans",
    "zh-tw": "zh-Hant",
    "zh-hk": "zh-Hant",
    "zh-mo": "zh-Hant",
}


def find_language(tag: str) -> Language | None:
    """The paper language that a BCP 47 tag means ("es-MX", "zh-TW", "fil")."""
    wanted = tag.strip().replace("_", "-").casefold()
    by_tag = {key.casefold(): language for key, language in PAPER_LANGUAGES.items()}
    while wanted:
        found = by_tag.get(_ALIASES.get(wanted, wanted).casefold())
        if found:
            return found
        wanted = wanted.rpartition("-")[0]
    return None
