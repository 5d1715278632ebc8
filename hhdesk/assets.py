"""Files that ship with the program, found the same way from a checkout and a wheel."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


def form(name: str) -> Traversable:
    """The Qt Designer form `ui/<name>.ui`."""
    return files("hhdesk.ui") / f"{name}.ui"


def resource(*parts: str) -> Traversable:
    """A file below `resources/`."""
    return files("hhdesk.resources").joinpath(*parts)


def catalogues() -> Traversable:
    """The folder of gettext catalogues."""
    return files("hhdesk.translations")


@cache
def resource_bytes(*parts: str) -> bytes:
    """The bytes of a resource, read once a process."""
    return resource(*parts).read_bytes()
