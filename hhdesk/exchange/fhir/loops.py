"""What is still open at its source: its readers, and why some of it is only kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hhdesk.care.imported import Fact, Person, Told
from hhdesk.exchange.fhir import (
    appointment,
    appointment_response,
    care_team,
    service_request,
    task,
)
from hhdesk.exchange.fhir.entries import Entry
from hhdesk.exchange.fhir.references import Index

READERS: Mapping[str, Callable[[Entry, Index], Fact]] = {
    "CareTeam": care_team.read,
    "ServiceRequest": service_request.read,
    "Task": task.read,
    "Appointment": appointment.read,
    "AppointmentResponse": appointment_response.read,
}

REASONS: Mapping[str, Callable[[Entry, Index], Told | None]] = {
    "CareTeam": care_team.reason_to_keep,
    "ServiceRequest": service_request.reason_to_keep,
    "Task": service_request.reason_to_keep_task,
    "Appointment": appointment.reason_to_keep,
    "AppointmentResponse": appointment_response.reason_to_keep,
}

ABOUT: Mapping[str, Callable[[Entry, Index], Person | None]] = {
    "Appointment": appointment.about,
    "AppointmentResponse": appointment_response.about,
}
"""Whom they are about, where no element of its own says it."""
