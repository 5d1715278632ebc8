"""The new referral's fields as text and codes, and what they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.consents import Basis
from hhdesk.care.goals import Domain
from hhdesk.care.referral_facts import ReferralDetails
from hhdesk.care.referral_steps import SendingWay, Sharing, Told
from hhdesk.care.referrals import Urgency
from hhdesk.errors import InvalidField
from hhdesk.gui.act_values import code_of, day_of
from hhdesk.gui.typed_fields import TICKED, Values
from hhdesk.i18n import N_

FIELDS = (
    "domain",
    "urgency",
    "need",
    "agency",
    "agency_phone",
    "owner",
    "sent",
    "basis",
    "sending_way",
    "interpreter",
    "on",
    "note",
)
BESIDE = ("member", "segment", "consenter")
"""Of the draft too, but no fields of text."""


@dataclass(frozen=True)
class NewReferral:
    """What is to be entered: a draft, or what has left with `sharing`."""

    member_id: UUID
    details: ReferralDetails
    told: Told
    sent: bool
    sharing: Sharing | None


def blank(owner_id: UUID, member_id: UUID | None, today: str) -> Values:
    """A new form: the person at the desk keeps it, nothing is sealed."""
    values = dict.fromkeys((*FIELDS, *BESIDE), "")
    values |= {
        "member": str(member_id or ""),
        "domain": Domain.MEDICAL.value,
        "urgency": Urgency.ROUTINE.value,
        "owner": str(owner_id),
        "on": today,
        "segment": Segment.GENERAL.value,
        "consenter": Consenter.NOT_ASKED.value,
    }
    return values


def of_details(member_id: UUID, details: ReferralDetails) -> Values:
    """The form of a referral that is there."""
    values = dict.fromkeys((*FIELDS, *BESIDE), "")
    values |= {
        "member": str(member_id),
        "domain": details.domain.value,
        "urgency": details.urgency.value,
        "need": details.need,
        "agency": details.agency,
        "agency_phone": details.agency_phone,
        "owner": str(details.owner_id or ""),
        "segment": details.seal.segment.value,
        "consenter": details.seal.consenter.value,
    }
    return values


def seal_of(values: Values) -> Seal:
    return Seal(Segment(values["segment"]), Consenter(values["consenter"]))


def urgency_of(values: Values) -> Urgency:
    return Urgency(values["urgency"] or Urgency.ROUTINE)


def to_referral(values: Values) -> NewReferral:
    """What the form stands for; raises InvalidField beside the field that is wrong."""
    if not values["member"]:
        raise InvalidField("member", N_("Choose the child."))
    sent = values["sent"] == TICKED
    basis = code_of(values, "basis", Basis)
    way = code_of(values, "sending_way", SendingWay)
    spoken = values["interpreter"] if basis is Basis.VERBAL else ""
    return NewReferral(
        UUID(values["member"]),
        _details(values),
        Told(day_of(values, "on") if sent else None, note=values["note"]),
        sent,
        Sharing(basis, spoken, way) if basis else None,
    )


def _details(values: Values) -> ReferralDetails:
    return ReferralDetails(
        Domain(values["domain"]),
        values["need"],
        values["agency"],
        values["agency_phone"],
        Urgency(values["urgency"]),
        owner_id=UUID(values["owner"]) if values["owner"] else None,
        seal=seal_of(values),
    )
