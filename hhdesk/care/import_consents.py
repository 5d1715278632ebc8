"""Entering imported consents, and the signed forms that came with them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from hhdesk.care.confidentiality import (
    ASKING_AGE,
    STRICTEST_FIRST,
    Consenter,
    Seal,
    Segment,
    age_on,
)
from hhdesk.care.consents import Basis, Consent
from hhdesk.care.documents import Document, DocumentKind
from hhdesk.care.import_act import Act
from hhdesk.care.import_documents import put_files
from hhdesk.care.import_facts import keep, put
from hhdesk.care.imported import ConsentFact
from hhdesk.care.members import Member


def _given_by(fact: ConsentFact, member: Member, given_on: date) -> Consenter:
    """A small child is often named as the one who consented, and never did."""
    if fact.given_by is not Consenter.YOUTH:
        return fact.given_by
    old_enough = age_on(member.birth_date, given_on) >= ASKING_AGE
    return Consenter.YOUTH if old_enough else Consenter.NOT_ASKED


def _values(fact: ConsentFact, member: Member, given_on: date) -> dict[str, Any]:
    first, *further = fact.recipients or ("",)
    return {
        "audience": fact.audience,
        "recipient": first,
        "further_recipients": further,
        "segments": sorted(segment.value for segment in fact.segments),
        "given_by": _given_by(fact, member, given_on),
        "giver_name": fact.giver_name,
        "given_on": given_on,
        "until": fact.until,
        "status": fact.status,
        "provision": fact.provision,
        "scope": fact.scope,
        "title": fact.title,
        "purpose": fact.purpose,
        "limits": [limit.value for limit in fact.limits],
        "part2": fact.part2,
    }


def _given_on(act: Act, fact: ConsentFact) -> date:
    """Without a day, from the day it was first read."""
    if fact.given_on:
        return fact.given_on
    record = act.records.get(fact.original.key)
    known = record.imported.get("fields", {}).get("given_on") if record else None
    return date.fromisoformat(known) if known else act.session.today()


def _seal_of_form(fact: ConsentFact) -> Seal:
    """A form that names a topic tells of it."""
    topics = [one for one in STRICTEST_FIRST if one in fact.segments]
    return Seal(topics[0] if topics else Segment.GENERAL, part2=fact.part2)


def _put_form(act: Act, fact: ConsentFact, consent: Consent, known: str) -> str:
    """The signed form as a document; gives its key, empty for no form."""
    session = act.session
    if not fact.form:
        return known
    form = session.get(Document, UUID(known)) if known else None
    if form is None:
        form = Document(
            id=session.new_id(),
            member_id=consent.member_id,
            kind=DocumentKind.SIGNED_CONSENT,
            title=fact.form[0].title or fact.title,
            dated_on=consent.given_on,
            from_whom=fact.giver_name,
        )
        form.put_seal(_seal_of_form(fact))
        session.add(form)
        session.flush()
    put_files(session, form.id, fact.form)
    return str(form.id)


def enter(act: Act, fact: ConsentFact) -> None:
    """Enter or bring up one consent."""
    original = fact.original
    member_id = act.member_id(fact)
    if member_id is None or act.is_older(original):
        return
    given_on = _given_on(act, fact)
    member = act.session.get_one(Member, member_id)
    values = _values(fact, member, given_on)
    record = act.records.get(original.key)
    form = record.imported.get("form", "") if record else ""
    basis = Basis.SIGNED if fact.form else Basis.VERBAL
    entered = put(act, fact, member_id, Consent, values, basis=basis)
    if entered is None:
        return
    act.session.flush()
    form = _put_form(act, fact, entered.row, form)
    keep(act, fact, entered, values, fact.notes, form=form)
