"""The demonstration clinic: about 250 invented children of a Californian clinic, the
same each time from a seed and a day. Its texts are in `resources/demo`.
"""

from hhdesk.demo.clinic import CLINIC_ID, DETAILS, LOGIN, MATEO_ID, ROSA_ID
from hhdesk.demo.founding import make_clinic
from hhdesk.demo.making import opening

__all__ = [
    "CLINIC_ID",
    "DETAILS",
    "LOGIN",
    "MATEO_ID",
    "ROSA_ID",
    "make_clinic",
    "opening",
]
