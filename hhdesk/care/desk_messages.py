"""Messages of the front desk to a coordinator: about a child, or papers handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, aliased, mapped_column

from hhdesk.care import appointment_calendar, audit, members
from hhdesk.care.appointments import Appointment
from hhdesk.care.confidentiality import Seal, Sealable
from hhdesk.care.documents import Document, DocumentKind
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.person import Name
from hhdesk.care.staff import Staff
from hhdesk.errors import ChangedElsewhere, InvalidField, NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.session import UnitOfWork

TAKEN_BACK = "taken back right after it was left"
"""What the record says of a message that its writer took back."""


class DeskMessage(Sealable, Record, Base):
    """Open until somebody says that it is dealt with. `document_id` is the paper that
    was handed in with it. Without `to_id` it goes to whoever coordinates the child."""

    __tablename__ = "desk_message"
    __table_args__ = (Index(None, "member_id"), Index(None, "to_id"))

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    appointment_id: Mapped[UUID | None] = mapped_column(ForeignKey("appointment.id"))
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"))
    to_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    from_whom: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    done_at: Mapped[datetime | None]
    done_by: Mapped[UUID | None]

    def finish(self, at: datetime, by: UUID | None) -> None:
        """It is dealt with."""
        if self.done_at is not None:
            raise NotPermitted(N_("This message is dealt with already."))
        self.done_at, self.done_by = at, by

    def reopen(self) -> None:
        """It is to be dealt with again."""
        self.done_at = self.done_by = None


@dataclass(frozen=True, slots=True)
class MessageDetails:
    """What the form of a message reads and writes. `handed_in` is the kind of paper
    that came with it, `title` what it says of itself, `about_id` the visit at which
    the message was left."""

    text: str
    to_id: UUID | None = None
    from_whom: str = ""
    handed_in: DocumentKind | None = None
    title: str = ""
    about_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class MessageRow:
    id: UUID
    version: int
    member_id: UUID
    to_id: UUID | None
    to: str
    from_whom: str
    text: str
    handed_in: DocumentKind | None
    title: str
    left_at: datetime
    left_by: str
    done_at: datetime | None
    seal: Seal = Seal()


@dataclass(frozen=True, slots=True)
class Addressees:
    """A child, and to whom a message about it can go: `coordinator` is "" where the
    child has none."""

    child: Name
    birth_date: date
    coordinator_id: UUID | None
    coordinator: str
    others: tuple[tuple[UUID, str], ...]


def addressees(session: UnitOfWork, member_id: UUID) -> Addressees:
    """The child's coordinator, and everybody else who works here, by name.

    Raises NotFound for no such child.
    """
    child = members.present(session, member_id)
    people = session.execute(
        select(Staff.id, Staff.name).where(Staff.active, Staff.voided_at.is_(None))
    ).all()
    own = session.scalars(
        select(EnrollmentSegment.coordinator_id).where(
            EnrollmentSegment.member_id == member_id,
            EnrollmentSegment.current,
            EnrollmentSegment.voided_at.is_(None),
        )
    ).first()
    names = dict(people)
    others = sorted((name, one) for one, name in names.items() if one != own)
    return Addressees(
        child.name,
        child.birth_date,
        own if own in names else None,
        names.get(own, "") if own else "",
        tuple((one, name) for name, one in others),
    )


def leave(
    session: UnitOfWork,
    member_id: UUID,
    details: MessageDetails,
    *,
    seal: Seal | None = None,
) -> MessageRow:
    """Leave a message; what was handed in becomes a document without a file yet.

    Sealed as told, else as the visit at which it was left. Raises InvalidField,
    NotFound.
    """
    members.present(session, member_id)
    text, title = details.text.strip(), details.title.strip()
    if not text and details.handed_in is None:
        raise InvalidField("text", N_("Say what the message is."))
    if not (text or title) and details.handed_in is DocumentKind.OTHER:
        raise InvalidField("title", N_("Say what was handed in."))
    seal = seal or _seal_of(session, member_id, details.about_id)
    message = DeskMessage(
        id=session.new_id(),
        member_id=member_id,
        appointment_id=details.about_id,
        to_id=details.to_id,
        from_whom=details.from_whom.strip(),
        text=text,
    )
    message.put_seal(seal)
    if details.handed_in is not None:
        message.document_id = _handed_in(session, message, details.handed_in, title)
    session.add(message)
    _record(session, message, "leave", document=message.document_id is not None)
    return row(session, message.id)


def _seal_of(session: UnitOfWork, member_id: UUID, about_id: UUID | None) -> Seal:
    """The one that closes the visit."""
    if about_id is None:
        return Seal()
    found = appointment_calendar.unsealed(session, Appointment.id == about_id)
    if not found or found[0].member_id != member_id:
        raise NotFound(N_("There is no such visit any more."))
    return found[0].seal


def _handed_in(
    session: UnitOfWork, message: DeskMessage, kind: DocumentKind, title: str
) -> UUID:
    document = Document(
        id=session.new_id(),
        member_id=message.member_id,
        kind=kind,
        title=title,
        from_whom=message.from_whom,
    )
    document.put_seal(message.seal)
    session.add(document)
    session.flush()
    return document.id


def take_back(session: UnitOfWork, message_id: UUID, *, seen: int) -> None:
    """It was left by mistake; the paper that came with it goes too, unless somebody
    has worked on that."""
    message = _present(session, message_id, seen)
    now, actor = session.now(), session.actor_id
    message.void(TAKEN_BACK, now, actor)
    if message.document_id is not None:
        document = session.get_one(Document, message.document_id)
        if document.version == 1 and document.voided_at is None:
            document.void(TAKEN_BACK, now, actor)
    _record(session, message, "take_back")


def mark_done(session: UnitOfWork, message_id: UUID, *, seen: int) -> MessageRow:
    """Somebody has dealt with it."""
    message = _present(session, message_id, seen)
    message.finish(session.now(), session.actor_id)
    _record(session, message, "done")
    return row(session, message_id)


def reopen(session: UnitOfWork, message_id: UUID, *, seen: int) -> MessageRow:
    """It is not dealt with after all."""
    message = _present(session, message_id, seen)
    message.reopen()
    _record(session, message, "reopen")
    return row(session, message_id)


def _present(session: UnitOfWork, message_id: UUID, seen: int) -> DeskMessage:
    message = session.get(DeskMessage, message_id, with_for_update=True)
    if message is None or message.voided_at is not None:
        raise NotFound(N_("There is no such message any more."))
    if message.version != seen:
        raise ChangedElsewhere(N_("Somebody else has dealt with this message."))
    return message


def _record(
    session: UnitOfWork, message: DeskMessage, act: str, **told: object
) -> None:
    session.flush()
    audit.record(
        session,
        f"desk_message.{act}",
        message.member_id,
        message=str(message.id),
        version=message.version,
        **told,
    )
    session.flush()


def row(session: UnitOfWork, message_id: UUID) -> MessageRow:
    """One message in full; lists show a sealed one as private. Raises NotFound."""
    writer = aliased(Staff)
    found = session.execute(
        select(DeskMessage, Staff.name, writer.name, Document.kind, Document.title)
        .outerjoin(Staff, Staff.id == DeskMessage.to_id)
        .outerjoin(writer, writer.id == DeskMessage.created_by)
        .outerjoin(Document, Document.id == DeskMessage.document_id)
        .where(DeskMessage.id == message_id, DeskMessage.voided_at.is_(None))
    ).one_or_none()
    if found is None:
        raise NotFound(N_("There is no such message any more."))
    one, to, by, kind, title = found
    return MessageRow(
        one.id,
        one.version,
        one.member_id,
        one.to_id,
        to or "",
        one.from_whom,
        one.text,
        kind,
        title or "",
        one.created_at,
        by or "",
        one.done_at,
        one.seal,
    )
