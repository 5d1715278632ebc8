"""A wire to the test server that can be cut at the worst moment: around a commit."""

from __future__ import annotations

import enum
import socket
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

PORT = 5432


class Cut(enum.Enum):
    """When the next commit's connection is cut."""

    NEVER = "never"
    BEFORE = "before the server hears of it"
    UNANSWERED = "when the server has heard of it, and before it answers"


class Wire:
    """Listens in a folder as a server does; `dead` refuses every new connection."""

    def __init__(self, url: str, folder: Path) -> None:
        self.cut = Cut.NEVER
        self.dead = False
        self._server = parse_qs(urlsplit(url).query)["host"][0]
        self.url = url.replace(self._server, str(folder))
        self._ear = socket.socket(socket.AF_UNIX)
        self._ear.bind(str(folder / f".s.PGSQL.{PORT}"))
        self._ear.listen()
        self._ends: list[socket.socket] = []
        self._start(self._accept)

    @staticmethod
    def _start(work: Callable[..., None], *args: object) -> None:
        Thread(target=work, args=args, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                near = self._ear.accept()[0]
            except OSError:
                return
            if self.dead:
                near.close()
                continue
            far = socket.socket(socket.AF_UNIX)
            far.connect(f"{self._server}/.s.PGSQL.{PORT}")
            self._ends += [near, far]
            self._start(self._talk, near, far)

    def _talk(self, near: socket.socket, far: socket.socket) -> None:
        """One connection: what the program says, and in turn what the server says."""
        self._start(self._listen, far, near)
        self._pass(near, far, self._says_commit)

    def _listen(self, far: socket.socket, near: socket.socket) -> None:
        self._pass(far, near, lambda _: False)

    def _says_commit(self, said: bytes) -> bool:
        return self.cut is not Cut.NEVER and b"COMMIT" in said

    def _pass(
        self,
        source: socket.socket,
        target: socket.socket,
        stop: Callable[[bytes], bool],
    ) -> None:
        try:
            while said := source.recv(65536):
                if stop(said):
                    self._cut(source, target, said)
                    return
                target.sendall(said)
        except OSError:
            pass
        finally:
            _hang_up(source, target)

    def _cut(self, near: socket.socket, far: socket.socket, said: bytes) -> None:
        """The program's side hears nothing more; the server may have heard all."""
        when, self.cut = self.cut, Cut.NEVER
        near.shutdown(socket.SHUT_RDWR)
        if when is Cut.UNANSWERED:
            far.sendall(said)

    def close(self) -> None:
        self._ear.close()
        for end in self._ends:
            end.close()


def _hang_up(*ends: socket.socket) -> None:
    for end in ends:
        try:
            end.shutdown(socket.SHUT_WR)
        except OSError:
            continue
