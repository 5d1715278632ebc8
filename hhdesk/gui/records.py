"""What the window needs of the records: opened ones, and the ways to open them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from hhdesk.errors import Refusal
from hhdesk.gui.worker import Database

if TYPE_CHECKING:
    from uuid import UUID


class KeptFile(Protocol):
    """The encrypted file of this computer: drafts, and how the window stood."""

    @property
    def found(self) -> Sequence[Any]: ...

    @property
    def memory(self) -> str: ...

    def write(self, drafts: Iterable[Any]) -> None: ...

    def remember(self, text: str) -> None: ...


class Opened(Protocol):
    """What `app` opens: the records, and who works with them."""

    @property
    def database(self) -> Database: ...

    @property
    def actor_id(self) -> UUID: ...

    @property
    def actor_name(self) -> str: ...

    @property
    def demonstration(self) -> bool: ...

    @property
    def drafts(self) -> KeptFile | None: ...

    @property
    def drafts_note(self) -> Refusal | None: ...

    @property
    def check_passphrase(self) -> Callable[[str], None] | None:
        """Raises WrongKey for another passphrase than the one that was typed to open
        them; None where nobody was asked for one."""


class Records(Protocol):
    """Where the records are, and the ways to come to them; `app` hands it in."""

    place: str

    def open(self, passphrase: str | None = None) -> Opened: ...

    def create(self, clinic: str, phone: str, passphrase: str) -> Opened: ...

    def demonstrate(self) -> Opened: ...
