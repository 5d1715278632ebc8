"""Files that ship with the program, found the same way from a checkout and a wheel.

Their packages hold nothing else and are always unpacked, so their folder is enough:
`importlib.resources` would bring zip files and more along before the first paint.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path


def _folder(package: str) -> Path:
    return Path(import_module(f"hhdesk.{package}").__path__[0])


def form(name: str) -> Path:
    """The Qt Designer form `ui/<name>.ui`."""
    return _folder("ui") / f"{name}.ui"


def resource(*parts: str) -> Path:
    """A file below `resources/`."""
    return _folder("resources").joinpath(*parts)


def catalogues() -> Path:
    """The folder of gettext catalogues."""
    return _folder("translations")


@cache
def resource_bytes(*parts: str) -> bytes:
    """The bytes of a resource, read once a process."""
    return resource(*parts).read_bytes()
