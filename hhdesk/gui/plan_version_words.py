"""How saved versions of a plan and their signatures are told in words."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from hhdesk.care.care_plans import VersionRow
from hhdesk.care.plan_signatures import (
    SIGNER_PART_WORDS,
    SIGNING_METHOD_WORDS,
    SigningMethod,
)
from hhdesk.care.plan_versions import EditionRow, SavedVersion, SignatureRow
from hhdesk.i18n import _, format_date, format_time


def moment(at: datetime, zone: ZoneInfo) -> str:
    """A day and its time, on the clinic's clock."""
    local = at.astimezone(zone)
    return _("{day}, {time}").format(
        day=format_date(local.date()), time=format_time(local)
    )


def edition(number: int) -> str:
    return _("Version {n}").format(n=number)


def saved(row: VersionRow | SavedVersion | EditionRow, zone: ZoneInfo) -> str:
    """When a version was saved and by whom."""
    at = moment(row.saved_at, zone)
    if not row.saved_by:
        return _("Saved {at}").format(at=at)
    return _("Saved {at} by {name}").format(at=at, name=row.saved_by)


def short(row: VersionRow | SavedVersion, zone: ZoneInfo) -> str:
    """One save by its version and time: "Version 3 · Nov 22, 2026, 7:04 AM"."""
    return f"{edition(row.edition)} · {moment(row.saved_at, zone)}"


def version(row: VersionRow | SavedVersion, zone: ZoneInfo) -> str:
    """One save in a line: "Version 3 · Nov 22, 2026, 7:04 AM · Rosa Delgado"."""
    parts = short(row, zone), row.saved_by
    return " · ".join(part for part in parts if part)


def signer(row: SignatureRow) -> str:
    """Who signed: "Lucía Ruiz (mother)"; staff by their part in the plan."""
    part = row.relation or _(SIGNER_PART_WORDS[row.part]).lower()
    return f"{row.name} ({part})"


def how(row: SignatureRow, zone: ZoneInfo) -> str:
    """How and when, who heard it and who interpreted."""
    told = [_(SIGNING_METHOD_WORDS[row.method]), moment(row.signed_at, zone)]
    if row.method is SigningMethod.PHONE and row.witness:
        told.append(_("heard by {name}").format(name=row.witness))
    if row.interpreter:
        told.append(_("interpreted by {name}").format(name=row.interpreter))
    return " · ".join(told)


def not_intact(row: SavedVersion, zone: ZoneInfo) -> str:
    """That a stored version is no longer the text that was saved."""
    words = _(
        "{version} of {at} is not as it was saved: its text was changed in the "
        "database. Tell who looks after the computers."
    )
    at = moment(row.saved_at, zone)
    return words.format(version=edition(row.edition), at=at)
