"""HL7 v2 messages in: hospitals tell of admissions and discharges (ADT)."""

from hhdesk.exchange.hl7v2.importing import import_paths
from hhdesk.exchange.hl7v2.report import AdtReport

__all__ = ["AdtReport", "import_paths"]
