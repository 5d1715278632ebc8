"""FHIR R4 in: files and folders of JSON become members, facts and plans."""

from hhdesk.exchange.fhir.importing import import_paths
from hhdesk.exchange.fhir.report import ImportReport, PlacedRow, TypeRow

__all__ = ["ImportReport", "PlacedRow", "TypeRow", "import_paths"]
