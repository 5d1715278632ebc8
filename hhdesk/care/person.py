"""What members and caregivers share: names as the family gives them, and languages."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.errors import InvalidField
from hhdesk.i18n import N_
from hhdesk.store.types import coded

LONGEST_NAME = 200


class Interpreter(enum.StrEnum):
    NOT_ASKED = "not_asked"
    NEEDED = "needed"
    NOT_NEEDED = "not_needed"


INTERPRETER_WORDS = {
    Interpreter.NOT_ASKED: N_("Not asked yet"),
    Interpreter.NEEDED: N_("Interpreter needed"),
    Interpreter.NOT_NEEDED: N_("No interpreter needed"),
}


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name. `as_given` is the whole name as the family writes it; empty
    means given name and surnames in that order."""

    given: str
    first_surname: str = ""
    second_surname: str = ""
    nickname: str = ""
    as_given: str = ""

    @property
    def full(self) -> str:
        parts = (self.given, self.first_surname, self.second_surname)
        return self.as_given or " ".join(part for part in parts if part)

    def cleaned(self) -> Name:
        """Spaces tidied; raises InvalidField for an empty or endless name."""
        fields = {
            field: " ".join(getattr(self, field).split()) for field in self.__slots__
        }
        for field, value in fields.items():
            if len(value) > LONGEST_NAME:
                raise InvalidField(field, N_("This name is too long."))
        if not (fields["given"] or fields["first_surname"] or fields["as_given"]):
            raise InvalidField("given", N_("Enter a name."))
        return Name(**fields)


class Named:
    """The columns of a name; `sort_name` is the alphabetical key shown in lists."""

    given: Mapped[str] = mapped_column(default="")
    first_surname: Mapped[str] = mapped_column(default="")
    second_surname: Mapped[str] = mapped_column(default="")
    nickname: Mapped[str] = mapped_column(default="")
    as_given: Mapped[str] = mapped_column(default="")

    @property
    def name(self) -> Name:
        return Name(
            self.given,
            self.first_surname,
            self.second_surname,
            self.nickname,
            self.as_given,
        )

    def rename(self, name: Name) -> None:
        self.given, self.first_surname = name.given, name.first_surname
        self.second_surname, self.nickname = name.second_surname, name.nickname
        self.as_given = name.as_given


@dataclass(frozen=True, slots=True)
class Languages:
    """`others` are further languages, spoken or written."""

    spoken: str = "en"
    written: str = "en"
    interpreter: Interpreter = Interpreter.NOT_ASKED
    others: tuple[str, ...] = ()

    @property
    def columns(self) -> dict[str, Any]:
        """The values of a `Speaking` row."""
        return {
            "spoken_language": self.spoken,
            "written_language": self.written,
            "other_languages": list(self.others),
            "interpreter": self.interpreter,
        }


class Speaking:
    """Languages as BCP 47 codes; the written one is asked apart from the spoken."""

    spoken_language: Mapped[str] = mapped_column(default="en")
    written_language: Mapped[str] = mapped_column(default="en")
    other_languages: Mapped[list[str]] = mapped_column(default=list)
    interpreter: Mapped[Interpreter] = mapped_column(
        coded(Interpreter), default=Interpreter.NOT_ASKED
    )

    @property
    def languages(self) -> Languages:
        return Languages(
            self.spoken_language,
            self.written_language,
            self.interpreter,
            tuple(self.other_languages),
        )

    def speak(self, languages: Languages) -> None:
        for column, value in languages.columns.items():
            setattr(self, column, value)
