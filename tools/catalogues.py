"""Keeps the translation catalogues in step with the code and the forms.

`tools/catalogues.py` rewrites translations/hhdesk.pot and brings every .po up to it;
`tools/catalogues.py check` says what is not in step and changes nothing.
"""

from __future__ import annotations

import io
import string
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, cast

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from defusedxml.ElementTree import parse

ROOT = Path(__file__).parents[1]
COMPLETE = ("es",)
"""Languages of the screens: a message without translation is a fault there."""

KEYWORDS: dict[str, Any] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}

TEMPLATE_HEADER = """\
# Words of hhdesk. Made by `make catalogues`; do not edit.
msgid ""
msgstr ""
"Project-Id-Version: hhdesk\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

Found = tuple[int, str, Any, list[str]]


def extract_form(
    file: IO[bytes], keywords: object, comment_tags: object, options: object
) -> Iterator[Found]:
    """The words of a Qt Designer form; a string's `comment` is its context.

    ElementTree keeps no line numbers, and the catalogues hold none.
    """
    for element in parse(file).getroot().iter("string"):
        if element.text and element.get("notr") != "true":
            context = element.get("comment")
            note = element.get("extracomment")
            message = (context, element.text) if context else element.text
            yield 1, "pgettext" if context else "gettext", message, [note or ""]


SOURCES: Any = (("hhdesk", "**.py", "python"), ("ui", "**.ui", extract_form))


def extract(root: Path = ROOT) -> Catalog:
    """Every marked message, by the first file that has it, then by its words."""
    found = Catalog(charset="utf-8")
    for folder, pattern, method in SOURCES:
        for name, _line, message, comments, context in extract_from_dir(
            root / folder,
            method_map=[(pattern, method)],
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        ):
            found.add(
                message,
                locations=cast(Any, [(f"{folder}/{name}", None)]),
                auto_comments=[comment for comment in comments if comment],
                context=context,
            )
    return _in_order(found)


def _in_order(found: Catalog) -> Catalog:
    ordered = Catalog(charset="utf-8")
    for message in sorted(_messages(found), key=_place):
        ordered[message.id] = message
    return ordered


def _messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _place(message: Message) -> tuple[str, str, str]:
    message.locations.sort()
    return message.locations[0][0], _ids(message)[0], message.context or ""


def _ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _key(message: Message) -> tuple[str | None, tuple[str, ...]]:
    return message.context, _ids(message)


def _strings(message: Message) -> tuple[str, ...]:
    given = message.string
    return tuple(given) if isinstance(given, (tuple, list)) else (given or "",)


def template_text(template: Catalog) -> str:
    return TEMPLATE_HEADER + _text(template)


def _text(catalog: Catalog) -> str:
    out = io.BytesIO()
    write_po(out, catalog, omit_header=True, include_lineno=False)
    return out.getvalue().decode().rstrip("\n") + "\n"


def updated_text(language: str, source: str, template: Catalog) -> str:
    """The .po with exactly the template's messages; what is new is empty.

    Nothing is guessed: a message whose English changed starts again.
    """
    catalog = read_po(io.StringIO(source), locale=language)
    known = {_key(message): message for message in catalog}
    updated = Catalog(locale=language, charset="utf-8")
    for message in _messages(template):
        old = known.get(_key(message))
        updated[message.id] = Message(
            message.id,
            old.string if old else "",
            locations=message.locations,
            flags=old.flags if old else (),
            auto_comments=message.auto_comments,
            user_comments=old.user_comments if old else (),
            context=message.context,
        )
    header = source.split("\n\n", 1)[0]
    return f"{header}\n\n{_text(updated)}"


def faults(root: Path = ROOT) -> list[str]:
    """What is not in step, one line a fault."""
    folder = root / "translations"
    found = []
    template = extract(root)
    if (folder / "hhdesk.pot").read_text("utf-8") != template_text(template):
        found.append("hhdesk.pot is not current: run `make catalogues`")
    wanted = {_key(message) for message in _messages(template)}
    for path in sorted(folder.glob("*.po")):
        catalog = read_po(
            io.BytesIO(path.read_bytes()), locale=path.stem, abort_invalid=True
        )
        messages = list(_messages(catalog))
        if {_key(message) for message in messages} != wanted:
            found.append(f"{path.name} is not current: run `make catalogues`")
        for message in messages:
            found += [
                f"{path.name}: {fault}: {_ids(message)[0]!r}"
                for fault in message_faults(message, path.stem in COMPLETE)
            ]
    return found


def message_faults(message: Message, complete: bool) -> Iterator[str]:
    """What is wrong with one translation; an empty one only where all are promised."""
    if message.fuzzy:
        yield "is marked fuzzy"
    strings = _strings(message)
    if not all(strings):
        if complete or any(strings):
            yield "has no translation"
        return
    wanted = _slots(_ids(message))
    for text in strings:
        try:
            if _slots([text]) != wanted:
                yield "has other {slots} than the English"
        except ValueError:
            yield "has a brace that does not close"


def _slots(texts: Iterable[str]) -> set[str]:
    return {
        name
        for text in texts
        for _text, name, _spec, _conversion in string.Formatter().parse(text)
        if name is not None
    }


def update(root: Path = ROOT) -> None:
    """Rewrite the template, and every catalogue after it."""
    folder = root / "translations"
    template = extract(root)
    (folder / "hhdesk.pot").write_text(template_text(template), "utf-8")
    for path in sorted(folder.glob("*.po")):
        path.write_text(
            updated_text(path.stem, path.read_text("utf-8"), template), "utf-8"
        )


def main(arguments: list[str]) -> int:
    if arguments != ["check"]:
        update()
    found = faults()
    for fault in found:
        print(fault)
    if found:
        print(f"{len(found)} faults in the catalogues")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
