"""The log of this workstation: what went wrong and where, never about whom.

Messages of exceptions may hold what was typed, and other libraries' messages may hold
anything: only types and places in the code are kept of both.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path, PurePath
from types import TracebackType

from hhdesk import files

OURS = "hhdesk"
MAX_BYTES = 1_000_000
KEPT = 3

_log = logging.getLogger(__name__)


def log_path() -> Path:
    """Where the platform wants a program's log."""
    from platformdirs import user_log_path

    return user_log_path("hhdesk", appauthor=False) / "hhdesk.log"


def start(path: Path | None = None) -> Path:
    """Begin to log to the file, and say where it is. Raises OSError."""
    # The rotating handler brings sockets and pickle along; the window paints before.
    from hhdesk.log_file import PrivateFileHandler

    path = path or log_path()
    files.private_folder(path.parent)
    handler = PrivateFileHandler(
        path, maxBytes=MAX_BYTES, backupCount=KEPT, encoding="utf-8"
    )
    handler.setFormatter(PlaceFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger(OURS).setLevel(logging.INFO)
    return path


def catch_bugs(met: Callable[[BaseException], None]) -> None:
    """Log every exception that nothing handled, then call `met` with it.

    `met` may run on any thread. An interrupt from the keyboard stays one.
    """

    def hook(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.critical("A bug", exc_info=(kind, error, trace))
        met(error)

    def thread_hook(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            hook(args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook = hook
    threading.excepthook = thread_hook


class PlaceFormatter(logging.Formatter):
    """Writes our messages, and of everything else its type and place."""

    def format(self, record: logging.LogRecord) -> str:
        text = f"{self.formatTime(record)} {record.levelname} {record.name}: "
        text += self._message(record)
        if record.exc_info and record.exc_info[1] is not None:
            text += "\n" + "\n".join(places(record.exc_info[1]))
        return text

    def _message(self, record: logging.LogRecord) -> str:
        if record.name.partition(".")[0] != OURS:
            return f"a message at {_place(record.pathname)}:{record.lineno}, not kept"
        arguments = record.args if isinstance(record.args, tuple) else ()
        if not arguments:
            return str(record.msg)
        return str(record.msg) % tuple(_harmless(value) for value in arguments)


def _harmless(value: object) -> object:
    return type(value).__name__ if isinstance(value, BaseException) else value


def places(error: BaseException) -> Iterator[str]:
    """The types and code places of an exception and of what caused it, last first."""
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield f"  {type(cause).__module__}.{type(cause).__qualname__}"
        trace = cause.__traceback__
        while trace is not None:
            code = trace.tb_frame.f_code
            yield f"    {_place(code.co_filename)}:{trace.tb_lineno} {code.co_qualname}"
            trace = trace.tb_next
        cause = cause.__cause__ or cause.__context__


def _place(filename: str) -> str:
    """A file's path without the folders above, which hold the user's name."""
    parts = PurePath(filename).parts
    for top in (OURS, "site-packages"):
        if top in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(top) :])
    return "/".join(parts[-2:])
