"""Whatever is broken in a bundle: a refusal with its place, never a crash."""

from __future__ import annotations

import copy
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hhdesk.exchange import fhir
from hhdesk.exchange.fhir import elements
from hhdesk.exchange.fhir.faults import Fault
from hhdesk.store.engine import sqlite_engine
from tests.databases import ACTOR_ID, KEY, open_on
from tests.exchange.clinic_bundle import ALL, CHILD, bundle, changed
from tests.exchange.test_fhir_caregivers import NEXT_OF_KIN
from tests.exchange.test_fhir_consents import consent
from tests.exchange.test_fhir_documents import WHOLE as LETTER
from tests.exchange.test_fhir_medicines import SAID
from tests.exchange.test_fhir_stays import HOSPITAL, VISIT

Path_ = tuple[str | int, ...]


def paths_of(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    yield path
    if isinstance(value, dict):
        for name, one in value.items():
            yield from paths_of(one, (*path, name))
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from paths_of(one, (*path, index))


WHOLE = bundle(
    *ALL,
    VISIT,
    HOSPITAL,
    SAID,
    LETTER,
    consent(sourceAttachment={"data": "aGk=", "title": "Signed"}),
    {"resourceType": "Binary", "id": "scan", "contentType": "a/b", "data": "aGk="},
    changed(CHILD, id="bo", contact=[NEXT_OF_KIN], identifier=None),
)
PLACES = [path for path in paths_of(WHOLE) if len(path) > 2]

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.sampled_from(
        [
            {}, [], [None], [{}], [[]], {"reference": "Patient/nobody"}, "Patient/ana",
            "#med", "#", "2020-02-30", "2020-02", "entered-in-error", "active",
            {"coding": [{"code": "x"}]}, {"reference": "urn:uuid:1"}, "\x00", "\ud800",
            {"reference": "Patient?identifier=a|b"}, "Patient/" + "x" * 80,
        ]
    ),
)  # fmt: skip
REMOVE = object()
CHANGES = st.lists(
    st.tuples(st.sampled_from(PLACES), st.one_of(ODD, st.just(REMOVE))),
    min_size=1,
    max_size=4,
)


def broken(
    changes: list[tuple[Path_, Any]], whole: dict[str, Any] = WHOLE
) -> dict[str, Any]:
    """A bundle with values replaced or taken out, as far as they are still there."""
    found = copy.deepcopy(whole)
    for path, value in changes:
        place: Any = found
        for step in path[:-1]:
            try:
                place = place[step]
            except (KeyError, IndexError, TypeError):
                break
        else:
            _put(place, path[-1], value)
    return found


def _put(place: Any, last: str | int, value: Any) -> None:
    if isinstance(place, dict) and isinstance(last, str):
        place.pop(last, None)
        if value is not REMOVE:
            place[last] = copy.deepcopy(value)
    elif isinstance(place, list) and isinstance(last, int) and last < len(place):
        if value is REMOVE:
            del place[last]
        else:
            place[last] = copy.deepcopy(value)


@given(CHANGES)
@settings(max_examples=150, deadline=None)
def test_checking_never_fails_but_by_a_fault(changes: list[tuple[Path_, Any]]) -> None:
    for entry in broken(changes)["entry"]:
        # Any other exception fails the test.
        with suppress(Fault):
            elements.check(entry.get("resource") if isinstance(entry, dict) else entry)


@given(st.lists(CHANGES, min_size=4, max_size=4))
@settings(max_examples=5, deadline=None)
def test_importing_refuses_what_is_broken_and_counts_every_resource(
    sqlite_template: Path, versions: list[list[tuple[Path_, Any]]]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(sqlite_template, folder / "clinic.db")
        database = open_on(sqlite_engine(folder / "clinic.db", KEY))
        for changes in versions:
            value = broken(changes)
            file = folder / "in.json"
            file.write_text(json.dumps(value), "utf-8")
            report = fhir.import_paths(database, ACTOR_ID, [file])
            counted = sum(row.total for row in report.types)
            assert counted + report.without_resource == len(value["entry"])
            assert all(row.place.file and row.text for row in report.refused)
            assert report.lines()
        database.close()
