"""The command line: for clinic IT, for tests, and to open the workstation."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TypeAlias

from hhdesk import commands, demo_commands, files, i18n, po_commands, settings
from hhdesk.errors import Refusal

REFUSED = 1


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a day like 2026-11-21: {text}") from None


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit() and int(width) and int(height)):
        raise argparse.ArgumentTypeError(f"not a size like 1366x768: {text}")
    return int(width), int(height)


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 2_000_000:
        raise argparse.ArgumentTypeError(f"not a count from 1 to 2,000,000: {text}")
    return int(text)


def _where() -> argparse.ArgumentParser:
    """The options that name a database; every command that needs one takes them."""
    options = argparse.ArgumentParser(add_help=False)
    which = options.add_mutually_exclusive_group()
    which.add_argument(
        "--database",
        metavar="FILE|URL",
        help="a local file or a postgresql:// address (else HHDESK_DATABASE, else "
        "the file of this workstation); the passphrase is read from "
        "HHDESK_PASSPHRASE or asked for",
    )
    which.add_argument("--demo", action="store_true", help="the demonstration clinic")
    options.add_argument(
        "--at", metavar="DIR", type=Path, help="the demonstration clinic's folder"
    )
    return options


def _json_option() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument("--json", action="store_true", help="print JSON")
    return options


def _parser() -> argparse.ArgumentParser:
    where, as_json = _where(), _json_option()
    parser = argparse.ArgumentParser(
        prog="hhdesk",
        description="The workstation of a pediatric Health Home. "
        "Without a command, the window opens.",
        parents=[where],
    )
    parser.set_defaults(act=commands.workstation)
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_demo(verbs)
    _add_find(verbs, [where, as_json])
    _add_print(verbs, [where])
    _add_import(verbs, [where, as_json])
    _add_export(verbs, [where])
    _add_db(verbs, [where, as_json])
    _add_audit(verbs, [where, as_json])
    _add_shots(verbs, [where])
    return parser


Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Shared: TypeAlias = list[argparse.ArgumentParser]


def _add_demo(verbs: Verbs) -> None:
    demo = verbs.add_parser("demo", help="make the demonstration clinic and open it")
    demo.add_argument("--at", metavar="DIR", type=Path, help="where to keep it")
    demo.add_argument("--members", metavar="N", type=_count, default=250)
    demo.add_argument("--today", metavar="DAY", type=_day, help="the clinic's day")
    demo.add_argument("--make-only", action="store_true", help="do not open it")
    demo.set_defaults(act=demo_commands.demo)


def _add_find(verbs: Verbs, shared: Shared) -> None:
    find = verbs.add_parser("find", parents=shared, help="find members")
    find.add_argument("text", metavar="TEXT")
    find.set_defaults(act=commands.find)


def _add_print(verbs: Verbs, shared: Shared) -> None:
    printing = verbs.add_parser("print", help="make a paper")
    papers = printing.add_subparsers(title="papers", metavar="PAPER", required=True)
    for kind, audience, told in (
        ("care-plan", "family", "the family's care plan, in two languages"),
        ("visit-list", "family", "the coming visits, siblings together"),
        ("clinician-summary", "care-team", "what a pediatrician wants to know"),
        ("time-line", "family", "all that happened, the oldest first"),
        ("next-steps", "family", "what happens next with one referral"),
    ):
        paper = papers.add_parser(kind, parents=shared, help=told)
        _add_reader(paper, default=audience)
        paper.add_argument(
            "--language",
            metavar="CODE",
            help="the family's language; its own unless named",
        )
        paper.add_argument("--large-print", action="store_true")
        paper.add_argument("--out", metavar="FILE", type=Path, required=True)
        paper.set_defaults(act=commands.print_paper, kind=kind, referral=None)
    # The last one made is about a referral.
    paper.add_argument(
        "--referral", metavar="ID", help="which one; without it, the ids are listed"
    )


def _add_reader(command: argparse.ArgumentParser, *, default: str) -> None:
    """About whom, and for whom: the disclosure rule asks both."""
    command.add_argument(
        "--member",
        metavar="ID",
        help="the member's id (see: find), record number or Medi-Cal CIN",
    )
    command.add_argument(
        "--audience",
        choices=["family", "youth", "care-team", "school", "recipient", "payer"],
        default=default,
    )
    command.add_argument("--recipient", metavar="NAME", default="", help="for whom")


def _add_export(verbs: Verbs, shared: Shared) -> None:
    exporting = verbs.add_parser("export", help="let records out, for an audience")
    formats = exporting.add_subparsers(title="formats", metavar="FORMAT", required=True)
    fhir = formats.add_parser(
        "fhir", parents=shared, help="one member as a FHIR R4 bundle"
    )
    _add_reader(fhir, default="care-team")
    fhir.add_argument("--out", metavar="FILE", type=Path, required=True)
    fhir.add_argument("--force", action="store_true", help="replace a file")
    fhir.set_defaults(act=commands.export_fhir)
    po = formats.add_parser(
        "po", parents=shared, help="lines that wait for a translator, as a PO file"
    )
    po.add_argument("--language", metavar="CODE", required=True)
    po.add_argument("--member", metavar="ID", help="of one member; of all without it")
    po.add_argument("--recipient", metavar="NAME", required=True, help="who translates")
    po.add_argument("--out", metavar="FILE", type=Path, required=True)
    po.add_argument("--force", action="store_true", help="replace a file")
    po.set_defaults(act=po_commands.export_po)


def _add_import(verbs: Verbs, shared: Shared) -> None:
    importing = verbs.add_parser("import", help="bring records in")
    formats = importing.add_subparsers(title="formats", metavar="FORMAT", required=True)
    fhir = formats.add_parser("fhir", parents=shared, help="FHIR R4 bundles")
    fhir.add_argument(
        "--source", metavar="NAME", default="", help="where the files come from"
    )
    fhir.add_argument("paths", metavar="PATH", nargs="+", type=Path)
    fhir.set_defaults(act=commands.import_fhir)
    adt = formats.add_parser(
        "adt", parents=shared, help="hospitals' HL7 v2 messages of stays"
    )
    adt.add_argument("paths", metavar="PATH", nargs="+", type=Path)
    adt.set_defaults(act=commands.import_adt)
    po = formats.add_parser("po", parents=shared, help="a translator's answer")
    po.add_argument(
        "--translator", metavar="NAME", required=True, help="who translated"
    )
    po.add_argument("path", metavar="FILE", type=Path)
    po.set_defaults(act=po_commands.import_po)
    roster = formats.add_parser(
        "roster",
        parents=shared,
        help="a CSV file of children: new ones are entered, changes followed",
    )
    roster.add_argument("path", metavar="FILE", type=Path)
    roster.add_argument(
        "--source",
        metavar="NAME",
        default="Roster",
        help="whose roster it is: compared with the last one of that name",
    )
    roster.add_argument(
        "--dry-run", action="store_true", help="tell what would be done, write nothing"
    )
    roster.add_argument(
        "--map",
        metavar="HEADING=FIELD",
        action="append",
        default=[],
        help="what a column is, where its heading does not say; remembered",
    )
    roster.add_argument(
        "--dates",
        choices=("month_first", "day_first"),
        help="what stands first in 5/4/2021, where the dates do not say; remembered",
    )
    roster.set_defaults(act=commands.import_roster)


def _add_db(verbs: Verbs, shared: Shared) -> None:
    db = verbs.add_parser("db", help="make, check and bring up databases")
    acts = db.add_subparsers(title="acts", metavar="ACT", required=True)
    create = acts.add_parser("create", parents=shared, help="make an empty clinic")
    create.add_argument("--clinic", metavar="NAME", default="Our clinic")
    create.add_argument("--phone", metavar="PHONE", default="")
    create.add_argument("--zone", metavar="ZONE", default="America/Los_Angeles")
    create.set_defaults(act=commands.db_create)
    check = acts.add_parser("check", parents=shared, help="look for damage")
    check.set_defaults(act=commands.db_check)
    upgrade = acts.add_parser("upgrade", parents=shared, help="bring up an older one")
    upgrade.set_defaults(act=commands.db_upgrade)
    reindex = acts.add_parser("reindex", parents=shared, help="rebuild the search")
    reindex.set_defaults(act=commands.db_reindex)


def _add_audit(verbs: Verbs, shared: Shared) -> None:
    audit = verbs.add_parser("audit", help="who did what")
    acts = audit.add_subparsers(title="acts", metavar="ACT", required=True)
    verify = acts.add_parser(
        "verify", parents=shared, help="look whether the chain of acts is whole"
    )
    verify.add_argument(
        "--anchors", metavar="FILE", type=Path, help="daily anchors kept elsewhere"
    )
    verify.add_argument(
        "--paper",
        metavar="NUMBER",
        action="append",
        default=[],
        help="the number on a paper in your hand; may be given again",
    )
    verify.set_defaults(act=commands.audit_verify)


def _add_shots(verbs: Verbs, shared: Shared) -> None:
    shots = verbs.add_parser(
        "shots",
        parents=shared,
        help="save every screen as a picture; no display needed",
    )
    shots.add_argument("folder", metavar="DIR", type=Path)
    shots.add_argument("--size", metavar="WxH", type=_size, default=(1366, 768))
    shots.add_argument("--language", choices=["en", "es"], default="en")
    shots.add_argument(
        "--theme", choices=["light", "dark", "contrast"], default="light"
    )
    shots.set_defaults(act=demo_commands.shots)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code: 0 done, 1 refused, 2 wrong usage."""
    files.keep_files_private()
    given = _parser().parse_args(arguments)
    i18n.set_language(settings.load().language)
    try:
        code: int = given.act(given)
    except Refusal as refusal:
        print(f"hhdesk: {i18n.explain(refusal)}", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print("hhdesk: stopped", file=sys.stderr)
        return commands.INTERRUPTED
    return code
