"""What is wrong with a resource, and where in it."""

from __future__ import annotations

from hhdesk.care.imported import SourceKey
from hhdesk.errors import BrokenInput


class Fault(BrokenInput):
    """Raised deep inside a resource; the path grows on the way out."""

    def __init__(self, sentence: str, *path: str, **values: object) -> None:
        super().__init__(sentence, **values)
        self.path = list(path)

    def inside(self, step: str) -> Fault:
        """The same fault, seen from one level further out."""
        self.path.insert(0, step)
        return self

    @property
    def element(self) -> str:
        """`name[1].given[0]`, as FHIRPath counts, from zero."""
        return ".".join(self.path).replace(".[", "[")


class Dangling(Fault):
    """Raised for a reference to a resource without which nothing can be entered, and
    that may still come."""

    def __init__(
        self, wanted: SourceKey, sentence: str, *path: str, **values: object
    ) -> None:
        super().__init__(sentence, *path, **values)
        self.wanted = wanted
