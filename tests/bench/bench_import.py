"""FHIR Patients checked and read, beside fhir.resources' model_validate.

    python tests/bench/bench_import.py [--size 2000] [--rounds 5]

Both get the same parsed JSON: real patients where they are at hand beside the project,
else those of the tests, each with other numbers. Processor time counts, the best of the
rounds, in turns. The same broken patients are then shown to both. Exits with 1 where
our checks are not five times as fast, or where ours take what the other refuses.
"""

from __future__ import annotations

import argparse
import copy
import json
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from hhdesk.exchange.fhir import elements, patient  # noqa: E402
from hhdesk.exchange.fhir.entries import Place, entry_of  # noqa: E402
from hhdesk.exchange.fhir.faults import Fault  # noqa: E402
from hhdesk.exchange.fhir.reading import Part  # noqa: E402
from tests.exchange.broken_patients import BROKEN  # noqa: E402
from tests.exchange.clinic_bundle import CHILD  # noqa: E402

LEAST = 5.0
REAL = ROOT.parent / "shared" / "data" / "synthea-bulk"

Json = dict[str, Any]


def samples() -> list[Json]:
    files = sorted(REAL.glob("*/*Patient*.ndjson"))
    found = [
        json.loads(line)
        for path in files
        for line in path.read_text("utf-8").splitlines()
        if line.strip()
    ]
    return found or [CHILD]


def numbered(some: list[Json], size: int) -> Iterator[Json]:
    """As many patients as asked for, no two alike."""
    for number in range(size):
        one = copy.deepcopy(some[number % len(some)])
        one["id"] = f"p{number}"
        yield one


def checked(patients: list[Json]) -> None:
    """Ours, to the same end: it is R4, or refused."""
    for one in patients:
        elements.check(one)


def read(patients: list[Json]) -> None:
    """Ours to the end: checked, digested, and put into the words of the mission."""
    for one in patients:
        elements.check(one)
        patient.read(entry_of(Part(one, "{}"), Place("bench"), "bench"))


def taken(work: Callable[[list[Json]], object], patients: list[Json]) -> float:
    before = time.process_time()
    work(patients)
    return time.process_time() - before


def refuses(work: Callable[[list[Json]], object], one: Json, kinds: Any) -> bool:
    try:
        work([copy.deepcopy(one)])
    except kinds:
        return True
    return False


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--size", type=int, default=2000)
    arguments.add_argument("--rounds", type=int, default=5)
    asked = arguments.parse_args()
    warnings.simplefilter("ignore")
    try:
        from fhir.resources.R4B.patient import Patient
    except ImportError:
        print("fhir.resources is not installed", file=sys.stderr)
        return 1

    def validated(patients: list[Json]) -> None:
        for one in patients:
            Patient.model_validate(one)

    patients = list(numbered(samples(), asked.size))
    ways = {"model_validate": validated, "checked": checked, "checked and read": read}
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(asked.rounds):
        for name, work in ways.items():
            # Neither may keep what it was shown.
            shown = copy.deepcopy(patients)
            best[name] = min(best[name], taken(work, shown))
    for name, seconds in best.items():
        each = seconds / asked.size * 1e6
        ratio = best["model_validate"] / seconds
        print(f"{name:18} {each:8.0f} µs a patient  {ratio:6.1f}x")
    ours = {name for name, one in BROKEN.items() if refuses(checked, one, Fault)}
    theirs = {n for n, one in BROKEN.items() if refuses(validated, one, ValueError)}
    print(f"{len(BROKEN)} broken patients: {len(ours)} refused by ours")
    print(f"by ours alone: {', '.join(sorted(ours - theirs)) or 'none'}")
    print(f"by the other alone: {', '.join(sorted(theirs - ours)) or 'none'}")
    fast = best["model_validate"] / best["checked"] >= LEAST
    return 0 if fast and ours >= theirs else 1


if __name__ == "__main__":
    sys.exit(main())
