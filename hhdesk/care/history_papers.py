"""The parts of a history that tell of the record: consents, papers, enrollment."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, Text, case, cast, literal
from sqlalchemy.orm import aliased

from hhdesk.care.consents import Consent, ConsentStatus
from hhdesk.care.desk_messages import DeskMessage
from hhdesk.care.disclosures import Disclosure
from hhdesk.care.documents import Document
from hhdesk.care.enrollment import TAKEN_BACK, EnrollmentChange, EnrollmentSegment
from hhdesk.care.handovers import Handover
from hhdesk.care.history_facts import Happening
from hhdesk.care.history_lines import MEMBER, part, signed
from hhdesk.care.member_merges import MemberMerge
from hhdesk.care.staff import Staff


def consents() -> list[Select[Any]]:
    """A yes and its end are two things that happened; who gave it and what it is about
    seal both."""
    one = Consent
    about: dict[str, Any] = {
        "who": one.recipient,
        "code": one.audience,
        "third": one.segments,
        "consenter": one.given_by,
        "part2": one.part2,
    }
    refused = one.status == ConsentStatus.REJECTED
    given = part(
        Happening.CONSENT,
        one.id,
        on=one.given_on,
        at=one.created_at,
        until=one.until,
        title=case((refused, literal("deny")), else_=cast(one.provision, Text)),
        more=one.giver_name,
        detail=one.basis,
        **about,
    )
    revoked = part(
        Happening.REVOCATION, one.id, on=one.revoked_on, more=one.revoked_by, **about
    )
    kept = (ConsentStatus.ACTIVE, ConsentStatus.INACTIVE, ConsentStatus.REJECTED)
    ours = (one.member_id == MEMBER, one.voided_at.is_(None), one.status.in_(kept))
    return [given.where(*ours), revoked.where(*ours, one.revoked_on.is_not(None))]


def outgoing() -> list[Select[Any]]:
    """The documents that came, and the accounting of all that left."""
    one, two = Document, Disclosure
    documents = part(
        Happening.DOCUMENT,
        one.id,
        one,
        at=one.created_at,
        until=one.dated_on,
        title=one.title,
        who=one.from_whom,
        code=one.kind,
        detail=one.status,
        by=Staff.name,
    )
    left = part(
        Happening.DISCLOSURE,
        two.id,
        two,
        at=two.at,
        title=two.what,
        who=two.recipient,
        code=two.audience,
        by=Staff.name,
    )
    return [
        signed(documents, one, one.created_by).where(
            one.member_id == MEMBER, one.voided_at.is_(None)
        ),
        signed(left, two, two.actor_id).where(two.member_id == MEMBER),
    ]


def enrollment() -> Select[Any]:
    """What was taken back did not happen."""
    one, segment = EnrollmentChange, EnrollmentSegment
    line = part(
        Happening.ENROLLMENT,
        one.id,
        on=one.on,
        at=one.entered_at,
        title=segment.pack,
        code=one.to_state,
        detail=one.from_state,
        third=one.reason,
        by=Staff.name,
    )
    return (
        line.select_from(one)
        .join(segment, segment.id == one.segment_id)
        .outerjoin(Staff, Staff.id == one.actor_id)
        .where(
            segment.member_id == MEMBER,
            segment.voided_at.is_(None),
            one.taken_back_at.is_(None),
            one.reason != TAKEN_BACK,
        )
    )


def inside() -> list[Select[Any]]:
    """Messages, hand-overs and merges: the clinic's own."""
    one, two, three = DeskMessage, Handover, MemberMerge
    giver, taker = aliased(Staff), aliased(Staff)
    messages = part(
        Happening.MESSAGE,
        one.id,
        one,
        at=one.created_at,
        more=one.text,
        who=one.from_whom,
        code=case((one.done_at.is_(None), literal("open")), else_=literal("done")),
        by=Staff.name,
    )
    handovers = part(
        Happening.HANDOVER,
        two.id,
        on=two.on,
        at=two.created_at,
        more=two.note,
        who=taker.name,
        by=giver.name,
    )
    merges = part(
        Happening.MERGE, three.id, at=three.created_at, more=three.reason, by=Staff.name
    )
    return [
        signed(messages, one, one.created_by).where(
            one.member_id == MEMBER, one.voided_at.is_(None)
        ),
        handovers.select_from(two)
        .join(taker, taker.id == two.to_id)
        .outerjoin(giver, giver.id == two.from_id)
        .where(two.member_id == MEMBER, two.voided_at.is_(None)),
        signed(merges, three, three.created_by).where(
            three.kept_id == MEMBER, three.undone_at.is_(None)
        ),
    ]
