"""What the desk remembers of one person from day to day: where everything stood and
what was used lately. Members are in it, so it lies in the encrypted file of drafts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any, Protocol
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from hhdesk.gui.worker import Task, Worker

_REST_MS = 1_000
_LONGEST = 12


class MemoryFile(Protocol):
    """What is needed of the file; `store` has it, `app` hands it in."""

    @property
    def memory(self) -> str: ...

    def remember(self, text: str) -> None: ...


@dataclass(frozen=True)
class Stood:
    """The screen that was shown, the open members with their tabs, and which of them
    was in front; ids as text."""

    screen: str = ""
    open: tuple[tuple[str, str], ...] = ()
    front: str = ""
    members: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()


class DeskMemory(QObject):
    """Without a file it lasts as long as the program."""

    def __init__(
        self, worker: Worker, file: MemoryFile | None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._worker = worker
        self._file = file
        self._stood = _read(file.memory if file else "")
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.flush)
        worker.closing.connect(self.flush)

    @property
    def stood(self) -> Stood:
        return self._stood

    @property
    def members(self) -> tuple[UUID, ...]:
        """Whose pages were opened lately, the last one first."""
        return tuple(UUID(one) for one in self._stood.members)

    @property
    def commands(self) -> tuple[str, ...]:
        """The ids of the commands that were used lately, the last one first."""
        return self._stood.commands

    def opened(self, member_id: UUID) -> None:
        lately = _first(member_id.hex, self._stood.members)
        self._keep(replace(self._stood, members=lately))

    def used(self, command_id: str) -> None:
        lately = _first(command_id, self._stood.commands)
        self._keep(replace(self._stood, commands=lately))

    def stands(
        self, screen: str, members: Sequence[tuple[UUID, str]], front: UUID | None
    ) -> None:
        """How the window stands now: its screen, its open members and their tabs."""
        members_open = tuple((one.hex, tab) for one, tab in members)
        shown = front.hex if front is not None else ""
        self._keep(replace(self._stood, screen=screen, open=members_open, front=shown))

    def _keep(self, stood: Stood) -> None:
        if stood != self._stood:
            self._stood = stood
            self._rest.start()

    def flush(self) -> None:
        """Hand what changed to the thread that keeps drafts."""
        if self._file is None or not self._rest.isActive():
            return
        self._rest.stop()
        write = partial(self._file.remember, json.dumps(asdict(self._stood)))
        # A disk that does not take it costs nobody a word that was typed.
        self._worker.submit("drafts", Task(write, None, None))


def _first(new: str, known: Sequence[str]) -> tuple[str, ...]:
    return (new, *(one for one in known if one != new))[:_LONGEST]


def _read(text: str) -> Stood:
    """What was remembered; another version's memory counts as none."""
    try:
        return _stood(json.loads(text or "{}"))
    except (ValueError, TypeError, AttributeError):
        return Stood()


def _stood(kept: Mapping[str, Any]) -> Stood:
    return Stood(
        str(kept.get("screen", "")),
        tuple((UUID(one).hex, str(tab)) for one, tab in kept.get("open", ())),
        str(kept.get("front", "")),
        tuple(UUID(one).hex for one in kept.get("members", ())),
        tuple(map(str, kept.get("commands", ()))),
    )
