"""Files that leave the records: made by the disclosure rule, accounted for, written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from hhdesk import files
from hhdesk.errors import Refusal
from hhdesk.i18n import N_

if TYPE_CHECKING:
    from uuid import UUID

    from hhdesk.app import Opened
    from hhdesk.care.confidentiality import Audience

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
