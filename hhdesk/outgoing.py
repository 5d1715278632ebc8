"""Files that leave the records: made by the disclosure rule, accounted for, written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from hhdesk import files
from hhdesk.errors import NotFound, Refusal
from hhdesk.i18n import N_, find_language

if TYPE_CHECKING:
    from uuid import UUID

    from hhdesk.app import Opened
    from hhdesk.care.confidentiality import Audience
    from hhdesk.care.huddle import HuddleOrder
    from hhdesk.care.paper_orders import PaperOrder

TAKEN = N_("There is a file {path} already; nothing was written. Replace it: --force")


def export_fhir(
    opened: Opened,
    member_id: UUID,
    audience: Audience,
    path: Path,
    *,
    recipient: str = "",
    replace: bool = False,
) -> int:
    """Write a member as FHIR R4 for an audience; gives how many items were withheld.

    The bytes get their name after the accounting is saved: whatever fails and whenever
    the computer stops, no file stands there of which nothing is known. Raises NotFound,
    NotPermitted, Refusal for a name that is taken or a folder that is not writable.
    """
    from hhdesk.care import disclosures, member_disclosure
    from hhdesk.exchange.fhir_export import bundle

    _check_free(path, replace=replace)
    with ExitStack() as kept:
        with opened.database.transaction(opened.actor_id) as session:
            made = member_disclosure.gather_for_export(
                session, member_id, audience, recipient
            )
            content = bundle.export_member(made)
            disclosures.record(
                session,
                member_id,
                audience,
                what=bundle.WHAT,
                content=content,
                recipient=recipient,
                seal=made.seal,
            )
            with explained(path):
                ready = kept.enter_context(files.beside(path, content))
        with explained(path):
            files.put_in_place(ready, path, replace=replace)
    return made.withheld


def export_po(
    opened: Opened,
    path: Path,
    *,
    language: str,
    recipient: str,
    member_id: UUID | None = None,
    replace: bool = False,
) -> tuple[int, int, int]:
    """Write the lines that wait for a translator, of a member or of all; gives how many
    lines leave, how many are withheld, and how many wait for the next file.

    Recorded before the bytes get their name, like every file. Raises NotFound when
    nothing waits, InvalidField without the translator's name, Refusal for a name that
    is taken or a folder that is not writable.
    """
    from hhdesk.care import translation_sending
    from hhdesk.care.translation_sending import SendOrder
    from hhdesk.exchange import translation_po

    _check_free(path, replace=replace)
    order = SendOrder(_paper_language(language), recipient, member_id)
    with ExitStack() as kept:
        with opened.database.transaction(opened.actor_id) as session:
            sending = translation_sending.gather(session, order)
            at = session.now().astimezone(session.zone)
            content = translation_po.as_po(sending, at)
            translation_sending.hand_out(session, sending, content)
            with explained(path):
                ready = kept.enter_context(files.beside(path, content))
        with explained(path):
            files.put_in_place(ready, path, replace=replace)
    return len(sending.lines), sending.withheld, sending.more


def print_paper(
    opened: Opened,
    order: PaperOrder | HuddleOrder,
    path: Path,
    *,
    language: str = "",
    large_print: bool = False,
) -> tuple[str, int]:
    """Write a paper; gives its number and how many items were withheld.

    Recorded before the bytes get their name, like every file. Raises NotFound for a
    language that papers do not know, and what `paper_orders.gather` and
    `making.make` raise.
    """
    from hhdesk.care import paper_orders
    from hhdesk.papers import making
    from hhdesk.papers.paper_head import Choices

    choices = Choices(_paper_language(language), large_print)
    with opened.database.reading() as session:
        gathered = paper_orders.gather(session, order)
    made = making.make(gathered, choices)
    with ExitStack() as kept:
        with opened.database.transaction(opened.actor_id) as session:
            paper_orders.hand_out(
                session, gathered, language=made.language, pdf=made.pdf
            )
            with explained(path):
                ready = kept.enter_context(files.beside(path, made.pdf))
        with explained(path):
            files.put_in_place(ready, path, replace=True)
    return gathered.number, gathered.rows.withheld


def _paper_language(tag: str) -> str:
    found = find_language(tag) if tag else None
    if tag and found is None:
        raise NotFound(N_("There are no papers in “{language}”."), language=tag)
    return found.id if found else ""


def _check_free(path: Path, *, replace: bool) -> None:
    """Before anything is read: a folder is no file, and a file stays unless asked."""
    if path.is_dir():
        raise Refusal(N_("{path} is a folder; name a file."), path=path)
    if path.exists() and not replace:
        raise Refusal(TAKEN, path=path)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """A file that cannot be written, in a sentence."""
    try:
        yield
    except FileExistsError as error:
        raise Refusal(TAKEN, path=path) from error
    except OSError as error:
        raise Refusal(
            N_("{path} cannot be written: {reason}."),
            path=path,
            reason=error.strerror or type(error).__name__,
        ) from error
