"""Indexes by which open loops are found among all members of a clinic."""

from __future__ import annotations

from sqlalchemy import Index

from hhdesk.care.appointments import Appointment
from hhdesk.care.consents import Consent
from hhdesk.care.coverage import Coverage
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.goals import Activity, Goal
from hhdesk.care.members import Member

_segment, _visit = EnrollmentSegment, Appointment
INDEXES = (
    Index(None, Member.id, Member.birth_date, Member.deceased_on, Member.voided_at),
    Index(
        "ix_enrollment_segment_standing",
        _segment.member_id,
        _segment.current,
        _segment.voided_at,
        _segment.coordinator_id,
        _segment.state,
        _segment.pack,
        _segment.begins_on,
        _segment.tier,
        _segment.id,
    ),
    Index(None, _visit.status, _visit.starts_at),
    Index(None, _visit.member_id, _visit.status, _visit.voided_at, _visit.starts_at),
    Index(None, Activity.due_on, Activity.status),
    Index(None, Goal.target_on),
    Index(None, Consent.until),
    Index(None, Coverage.renewal_on),
)
"""They belong to the tables; nothing asks for them by name."""
