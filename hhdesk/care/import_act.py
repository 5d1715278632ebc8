"""One act of importing: whom it may write about, and what became of each resource."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from hhdesk.care import audit
from hhdesk.care.import_fields import REMOVED
from hhdesk.care.import_kin import Kin
from hhdesk.care.import_records import People, Records
from hhdesk.care.imported import (
    Fact,
    Fate,
    MemberFact,
    Number,
    Original,
    Outcome,
    Person,
    SourceKey,
    Told,
)
from hhdesk.care.sources import SourceRecord
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

NOT_HERE = N_("{person}, whom it is about, is not here")
BARRED = N_("{person}, whom it is about, was refused")
MOVED = N_("its source now says it of another person; nothing was changed")
OLDER = N_("it is older than what is here, so nothing was changed")

WRITTEN = {Fate.CREATED, Fate.UPDATED, Fate.KEPT}


def about(fact: Fact) -> Person | None:
    """Whom a fact is about."""
    return fact.original.key if isinstance(fact, MemberFact) else fact.about


def shown(person: Person) -> str:
    """A person in the words of a report: the source's, never a name."""
    if isinstance(person, Number):
        return person.value
    return f"{person.type}/{person.id}"


def _moment(stamp: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(stamp))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


class Act:
    """What every noun's import needs; each tells what it did by `finish`."""

    def __init__(
        self,
        session: UnitOfWork,
        facts: Sequence[Fact],
        barred: Collection[SourceKey] = (),
        kin: Kin | None = None,
    ) -> None:
        keys = [fact.original.key for fact in facts]
        self.session = session
        self.records = Records(session, keys)
        self.kin = kin or Kin()
        self.people = People(session, map(about, facts))
        self.outcomes: list[Outcome] = []
        self._barred = set(barred)
        self._done: defaultdict[UUID, Counter[str]] = defaultdict(Counter)

    def finish(
        self,
        original: Original,
        fate: Fate,
        member_id: UUID | None = None,
        notes: Iterable[Told] = (),
        why: Told | None = None,
        *,
        grown: bool = False,
    ) -> None:
        """Tell that a resource is in, kept or unchanged."""
        key = original.key
        self.outcomes.append(Outcome(key, fate, why, tuple(notes), "", grown))
        if member_id is not None and fate in {Fate.CREATED, Fate.UPDATED}:
            self._done[member_id][f"{key.type} {fate.value}"] += 1

    def refuse(
        self,
        original: Original,
        why: Told,
        element: str = "",
        *,
        waits_for: Person | None = None,
        clash: bool = False,
    ) -> None:
        """Tell that a resource is not taken. A clash bars its facts in this act."""
        if clash:
            self._barred.add(original.key)
        fate = Fate.REFUSED
        refused = Outcome(original.key, fate, why, (), element, waits_for=waits_for)
        self.outcomes.append(replace(refused, clash=clash))

    def member_id(self, fact: Fact) -> UUID | None:
        """The member a fact is about; refuses it where that is nobody here, or
        another one than before."""
        person = about(fact)
        assert person is not None
        told = {"person": shown(person)}
        if person in self._barred:
            self.refuse(fact.original, Told(BARRED, told))
            return None
        found = self.people.member_id(person)
        if found is None:
            self.refuse(fact.original, Told(NOT_HERE, told), waits_for=person)
            return None
        record = self.records.get(fact.original.key)
        if record is not None and record.local_id and record.member_id != found:
            self.refuse(fact.original, Told(MOVED))
            return None
        return found

    def is_older(self, original: Original) -> bool:
        """Whether what is here is newer by its source's own stamps; told, if so."""
        record = self.records.get(original.key)
        before = _moment(record.imported.get("updated_at")) if record else None
        now = _moment(original.updated_at)
        if before is None or now is None or now >= before:
            return False
        self.finish(original, Fate.UNCHANGED, notes=[Told(OLDER)])
        return True

    def removed_here(self, original: Original, record: SourceRecord) -> None:
        """Tell that somebody here removed what came; it is not brought back."""
        local = (record.local_table, record.local_id)
        self.records.keep(original, record.member_id, local, record.imported)
        self.finish(original, Fate.UPDATED, record.member_id, [Told(REMOVED)])

    def tell(self) -> None:
        """Audit rows: one a member who was touched, and one for the whole."""
        fates = Counter(outcome.fate for outcome in self.outcomes)
        if not WRITTEN & set(fates):
            return
        for member_id, counts in self._done.items():
            audit.record(self.session, "import.member", member_id, counts=dict(counts))
        audit.record(
            self.session,
            "import.file",
            counts={fate.value: count for fate, count in fates.items()},
        )
        self.session.flush()
