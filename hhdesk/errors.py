"""What a user can meet: refusals, each one sentence. Everything else is a bug."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - a refusal is no error of the program
    """A translatable sentence (an English id) with named values for its braces.

    `i18n.explain` gives the sentence in the current language. The values are for the
    person at the desk and never go to a log.
    """

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.values = values

    def __str__(self) -> str:
        return self.sentence.format(**self.values)


class InvalidField(Refusal):
    """One field's value is refused; `field` is the name in the frozen value."""

    def __init__(self, field: str, sentence: str, **values: object) -> None:
        super().__init__(sentence, **values)
        self.field = field


class NotFound(Refusal):
    """No such member, plan, file or language."""


class MergedAway(NotFound):
    """The member was merged into another one, whose id is `kept_id`."""

    def __init__(self, sentence: str, kept_id: object) -> None:
        super().__init__(sentence)
        self.kept_id = kept_id


class ChangedElsewhere(Refusal):
    """Somebody saved the same thing since it was read; nothing was written."""


class NotPermitted(Refusal):
    """The act is lawful for others, not for this person or state."""


class DatabaseRefused(Refusal):
    """The database is missing, locked by a wrong key, away, or of another version."""


class DatabaseMissing(DatabaseRefused):
    """There is no file of that name yet; a new one may be made."""


class WrongKey(DatabaseRefused):
    """The passphrase is missing or does not fit."""


class DatabaseInUse(DatabaseRefused):
    """Another window of this computer has it open."""


class DatabaseAway(DatabaseRefused):
    """The server or the disk does not answer; a later try may."""


class DatabaseTooNew(DatabaseRefused):
    """The database was upgraded by a newer program."""


class BrokenInput(Refusal):
    """A file or resource from outside cannot be taken; says where and why."""


class MissingGlyph(Refusal):
    """A character that no bundled font can print."""
