"""Hospitals' messages as they are kept: heeded, or waiting until somebody says who."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care.adt_facts import AdtFact, Trigger
from hhdesk.care.person import Name
from hhdesk.care.plan_reading import row_of_text
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.types import coded


class AdtState(enum.StrEnum):
    APPLIED = "applied"
    WAITING = "waiting"
    SET_ASIDE = "set_aside"


TRIGGER_WORDS = {
    Trigger.ADMIT: N_("Admitted to the hospital"),
    Trigger.DISCHARGE: N_("Left the hospital"),
    Trigger.REGISTER: N_("Came to the hospital"),
    Trigger.BECOMES_INPATIENT: N_("Was admitted from the emergency room"),
    Trigger.UPDATE: N_("Something was corrected"),
    Trigger.CANCEL_ADMIT: N_("The admission was a mistake"),
    Trigger.CANCEL_DISCHARGE: N_("Has not left after all"),
    Trigger.MERGE: N_("The hospital joined two records"),
}


class AdtMessage(Record, Base):
    """One message. `person` is one text for one person of one hospital, by which the
    others that wait for the same answer are found; `facts` is its AdtFact."""

    __tablename__ = "adt_message"
    __table_args__ = (
        UniqueConstraint("organization_id", "sha256"),
        Index(None, "state"),
        Index(None, "member_id"),
        Index(None, "person"),
    )

    sha256: Mapped[str]
    facility: Mapped[str]
    control_id: Mapped[str]
    trigger: Mapped[Trigger] = mapped_column(coded(Trigger))
    told_at: Mapped[datetime | None]
    state: Mapped[AdtState] = mapped_column(coded(AdtState))
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("member.id"))
    stay_id: Mapped[UUID | None] = mapped_column(ForeignKey("hospital_stay.id"))
    # The stay was not known before; what is taken back takes it along.
    made_stay: Mapped[bool] = mapped_column(default=False)
    person: Mapped[str]
    facts: Mapped[str]
    # Why it waits, or why it was set aside.
    why: Mapped[str] = mapped_column(default="")

    @property
    def fact(self) -> AdtFact:
        found: AdtFact = row_of_text(AdtFact, self.facts)
        return found


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A person of a hospital whom nobody here was found for; `id` is that of the first
    message, `count` how many wait, `fact` what the newest says and `came_at` when the
    first came, by the clinic's clock."""

    id: UUID
    facility: str
    fact: AdtFact
    came_at: datetime
    count: int
    why: str
    version: int

    @property
    def name(self) -> Name:
        return self.fact.person.name

    @property
    def birth_date(self) -> date:
        return self.fact.person.birth_date

    @property
    def trigger(self) -> Trigger:
        return self.fact.trigger
