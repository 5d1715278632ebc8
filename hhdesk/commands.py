"""What each command of the command line does; gives the exit code."""

from __future__ import annotations

import getpass
import json
import os
import signal
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from threading import Event
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from hhdesk import app, demonstration, outgoing, safekeeping, settings
from hhdesk.errors import DatabaseMissing, DatabaseRefused, NotFound
from hhdesk.i18n import N_, ngettext

if TYPE_CHECKING:
    from hhdesk.app import Opened
    from hhdesk.store.opening import Target

INTERRUPTED = 130


def say(text: str) -> None:
    print(text, file=sys.stderr)


def put_out(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def _passphrase(*, new: bool = False) -> str:
    given = os.environ.get("HHDESK_PASSPHRASE")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise DatabaseRefused(
            N_("The passphrase is missing: set HHDESK_PASSPHRASE or use a terminal.")
        )
    typed = getpass.getpass("Passphrase: ")
    if new and getpass.getpass("The same again: ") != typed:
        raise DatabaseRefused(N_("The two passphrases differ; nothing was made."))
    return typed


def _target(given: Namespace) -> Target:
    from hhdesk.store.opening import Target

    return Target(given.database or app.default_target())


def _open(given: Namespace) -> Opened:
    if given.demo or given.at:
        return demonstration.open_in(given.at or demonstration.usual_folder())
    target = _target(given)
    if not target.on_server and not target.path.is_file():
        raise DatabaseMissing(N_("There is no database at {path}."), path=target.path)
    return app.open_database(target, "" if target.on_server else _passphrase())


@contextmanager
def records_of(given: Namespace) -> Iterator[Opened]:
    """The database of one command, closed after it."""
    opened = _open(given)
    try:
        yield opened
    finally:
        opened.database.close()


def workstation(given: Namespace) -> int:
    """Open the window."""
    if given.demo or given.at:
        folder = given.at or demonstration.usual_folder()
        return app.run(demonstration.DemoRecords(folder))
    named = given.database or app.default_target()
    passphrase = os.environ.get("HHDESK_PASSPHRASE")
    return app.run(app.Records(named, demonstration.make_usual, passphrase))


def find(given: Namespace) -> int:
    """Print the members that a text finds, best first."""
    from hhdesk.care import search

    with records_of(given) as opened, opened.database.reading() as session:
        answer = search.find(session, given.text)
    if given.json:
        put_out([hit.fields() for hit in answer.hits])
    else:
        for hit in answer.hits:
            print(f"{hit.member_id}  {hit.birth_date}  {hit.name}")
        if not answer.hits:
            say("Nobody found.")
    return 0


def member_of(given: Namespace, opened: Opened) -> UUID:
    if given.member is None:
        if not opened.demonstration:
            raise NotFound(N_("Name a member: --member ID (see: hhdesk find)."))
        from hhdesk import demo

        return demo.MATEO_ID
    try:
        return UUID(given.member)
    except ValueError:
        from hhdesk.care import members

        with opened.database.reading() as session:
            return members.of_number(session, given.member)


def print_paper(given: Namespace) -> int:
    """Make a paper for an audience and record that it was handed out."""
    from hhdesk.care.confidentiality import Audience
    from hhdesk.care.paper_orders import PaperKind, PaperOrder

    with records_of(given) as opened:
        kind, member_id = PaperKind(given.kind), member_of(given, opened)
        about = kind is PaperKind.NEXT_STEPS
        order = PaperOrder(
            kind,
            member_id,
            Audience(given.audience.replace("-", "_")),
            given.recipient,
            _referral(given, opened, member_id) if about else None,
        )
        number, withheld = outgoing.print_paper(
            opened,
            order,
            given.out,
            language=given.language or "",
            large_print=given.large_print,
        )
    told = ngettext(
        "{path}: document {number}, {n} item withheld",
        "{path}: document {number}, {n} items withheld",
        withheld,
    )
    say(told.format(path=given.out, number=number, n=withheld))
    return 0


def _referral(given: Namespace, opened: Opened, member_id: UUID) -> UUID:
    from hhdesk.care import member_page

    if given.referral is None:
        with opened.database.reading() as session:
            rows = member_page.member_page(session, member_id).referrals
        found = ", ".join(f"{row.id} ({row.need})" for row in rows if row.state.open)
        raise NotFound(
            N_("Name a referral: --referral ID. Open ones: {found}."),
            found=found or "-",
        )
    try:
        return UUID(given.referral)
    except ValueError:
        raise NotFound(N_("There is no such referral.")) from None


def export_fhir(given: Namespace) -> int:
    """Let a member's record out as a file, and record for whom."""
    from hhdesk.care.confidentiality import Audience

    with records_of(given) as opened:
        withheld = outgoing.export_fhir(
            opened,
            member_of(given, opened),
            Audience(given.audience.replace("-", "_")),
            given.out,
            recipient=given.recipient,
            replace=given.force,
        )
    told = ngettext("{path}: {n} item withheld", "{path}: {n} items withheld", withheld)
    say(told.format(path=given.out, n=withheld))
    return 0


def import_fhir(given: Namespace) -> int:
    """Bring FHIR R4 bundles in; refused resources are listed, the rest is kept."""
    from hhdesk.exchange import fhir

    missing = [path for path in given.paths if not path.exists()]
    if missing:
        raise NotFound(N_("There is no file {path}."), path=missing[0])
    with records_of(given) as opened, stop_by_keyboard() as stopped:
        report = fhir.import_paths(
            opened.database,
            opened.actor_id,
            given.paths,
            progress("files"),
            stopped,
            given.source,
        )
    if given.json:
        put_out(asdict(report))
    else:
        print("\n".join(report.lines()))
    if report.stopped:
        return INTERRUPTED
    return 1 if report.refused else 0


def import_adt(given: Namespace) -> int:
    """Take hospitals' messages in; what is refused is listed, unknown children wait."""
    from hhdesk.exchange import hl7v2

    with records_of(given) as opened, stop_by_keyboard() as stopped:
        report = hl7v2.import_paths(
            opened.database, opened.actor_id, given.paths, progress("files"), stopped
        )
    if given.json:
        put_out(asdict(report))
    else:
        print("\n".join(report.lines()))
    if report.stopped:
        return INTERRUPTED
    return 1 if report.refused else 0


def import_roster(given: Namespace) -> int:
    """Enter the children of a CSV file, or tell what that would do; refused lines are
    listed."""
    from hhdesk.exchange import roster
    from hhdesk.exchange.roster_dates import DateForm

    if not given.path.is_file():
        raise NotFound(N_("There is no file {path}."), path=given.path)
    columns = dict(one.rpartition("=")[::2] for one in given.map)
    form = DateForm(given.dates) if given.dates else None
    wish = roster.Wish(given.source, columns, form, given.dry_run)
    with records_of(given) as opened, stop_by_keyboard() as stopped:
        report = roster.import_file(
            opened.database,
            opened.actor_id,
            given.path,
            progress("lines"),
            stopped,
            wish,
        )
    if given.json:
        put_out(asdict(report))
    else:
        print("\n".join(report.texts()))
    if report.stopped:
        return INTERRUPTED
    return 1 if report.refused else 0


@contextmanager
def stop_by_keyboard() -> Iterator[Callable[[], bool]]:
    """Ctrl+C asks the work to stop after the bundle it is in, whole, and to report."""
    asked = Event()
    before = signal.signal(signal.SIGINT, lambda *_: asked.set())
    try:
        yield asked.is_set
    finally:
        signal.signal(signal.SIGINT, before)


def db_create(given: Namespace) -> int:
    """Make a database with one empty clinic."""
    from hhdesk.care.clinic import ClinicDetails

    target = _target(given)
    _known_zone(given.zone)
    passphrase = "" if target.on_server else _passphrase(new=True)
    details = ClinicDetails(given.clinic, given.phone, zone=given.zone)
    app.create_database(target, passphrase, details).database.close()
    say(f"Made {settings.without_password(target.named)}")
    return 0


def _known_zone(name: str) -> None:

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise NotFound(N_("There is no time zone {zone}."), zone=name) from None


def db_check(given: Namespace) -> int:
    """Look at the file's pages, the schema, the audit chain and the search index."""
    with records_of(given) as opened:
        found = app.check(opened)
    if given.json:
        put_out({"problems": found})
    else:
        print("\n".join(found) or "No problem found.")
    return 1 if found else 0


def audit_verify(given: Namespace) -> int:
    """Walk the audit chain; compare it with the daily anchors and papers in hand."""
    from hhdesk import auditing

    with records_of(given) as opened:
        path = given.anchors or opened.anchors
        if given.anchors and not given.anchors.is_file():
            raise NotFound(N_("There is no file {path}."), path=given.anchors)
        verdict = auditing.verify(opened.database, path, given.paper)
    if given.json:
        put_out({**asdict(verdict), "whole": verdict.whole})
    else:
        print("\n".join(auditing.lines(verdict)))
    return 0 if verdict.whole else 1


def db_upgrade(given: Namespace) -> int:
    """Bring an older database to this program's schema."""
    from hhdesk.store import opening
    from hhdesk.store.encryption import DEMO_PASSPHRASE

    if given.demo or given.at:
        target = demonstration.target_in(given.at or demonstration.usual_folder())
        passphrase = DEMO_PASSPHRASE
    else:
        target = _target(given)
        passphrase = "" if target.on_server else _passphrase()
    with safekeeping.claimed(target, app.data_folder()):
        before, after = opening.upgrade(target, passphrase)
    same = (
        "It was already up to date" if before == after else f"Brought up from {before}"
    )
    say(f"{same}: revision {after}")
    return 0


def db_reindex(given: Namespace) -> int:
    """Rebuild the search index from the records."""
    from hhdesk.care import search

    with (
        records_of(given) as opened,
        opened.database.transaction(opened.actor_id) as session,
    ):
        count = search.reindex(session)
    say(f"{count} members indexed")
    return 0


def progress(what: str) -> Callable[[int, int], None] | None:
    """A line that counts on a terminal; nothing in a pipe."""
    if not sys.stderr.isatty():
        return None

    def tell(done: int, total: int) -> None:
        end = "\n" if done >= total else ""
        print(f"\r{done} of {total} {what}", end=end, file=sys.stderr, flush=True)

    return tell
