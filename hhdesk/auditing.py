"""The audit as this workstation sees it: anchors, refusals, verification."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from hhdesk import anchors
from hhdesk.care import audit, audit_verdict
from hhdesk.care.audit_verdict import Verdict
from hhdesk.errors import DatabaseRefused, NotPermitted, Refusal
from hhdesk.i18n import N_
from hhdesk.store.engine import Database
from hhdesk.store.opening import Target

_MINUTE = "%Y-%m-%d %H:%M"

_log = logging.getLogger(__name__)


def anchors_of(target: Target, database: Database, data_folder: Path) -> Path:
    """The file of daily anchors: beside a local file, else in this computer's data."""
    if not target.on_server:
        return target.path.with_name(f"{target.path.name}.anchors")
    return data_folder / "anchors" / f"{database.organization_id}.anchors"


def watch(database: Database, actor_id: UUID, path: Path) -> None:
    """Write down what is refused, and each day how the audit chain stood."""

    def refused(refusal: NotPermitted) -> None:
        try:
            with database.transaction(actor_id) as session:
                audit.record_refusal(session, refusal)
        except DatabaseRefused as error:
            _log.warning("A refusal was not recorded: %s", error)

    database.refused = refused
    database.acted = anchors.Witness(database, path)
    database.acted()


def verify(
    database: Database, path: Path | None, papers: Iterable[str] = ()
) -> Verdict:
    """Walk the chain and compare it with the anchors of a file and papers in hand."""
    kept = _kept(path) if path else anchors.Kept(())
    with database.reading() as session:
        verdict = audit_verdict.verify(session, kept.anchors, papers)
    torn = tuple(f"line {number} of {path} is unreadable" for number in kept.unreadable)
    return replace(verdict, faults=verdict.faults + torn)


def _kept(path: Path) -> anchors.Kept:
    try:
        return anchors.read(path)
    except OSError as error:
        raise Refusal(
            N_("{path} cannot be opened: {reason}."),
            path=path,
            reason=error.strerror or type(error).__name__,
        ) from error


def lines(verdict: Verdict) -> list[str]:
    """The verdict, for a person at a terminal."""
    span = ""
    if verdict.first_at and verdict.last_at:
        first, last = f"{verdict.first_at:{_MINUTE}}", f"{verdict.last_at:{_MINUTE}}"
        span = f" from {first} to {last} UTC"
    return [
        f"{verdict.rows:,} rows{span}",
        f"compared with {verdict.anchors} daily anchors and {verdict.papers} papers",
        *(verdict.faults or ("The chain is whole.",)),
    ]
