"""Opens the demonstration clinic; without a display, walks through it by commands.

The walk brings a FHIR bundle in, finds its child and the demonstration's own, prints
their papers and saves every screen as a picture, all below build/demo. Run it from the
project's root: `python -m tools.run`.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

from tools.system_packages import has_display

ROOT = Path(__file__).parents[1]
AT = Path("build", "demo")
REAL_BUNDLES = ROOT.parent / "shared" / "data" / "synthea-r4" / "under18"
OWN_BUNDLE = ROOT / "resources" / "demo" / "child-bundle.json"


def hhdesk(*arguments: str | Path) -> str:
    """Run one command, showing it and what it said; ends the walk when it fails."""
    words = [str(argument) for argument in arguments]
    print("$ hhdesk", shlex.join(words), flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "hhdesk", *words],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stdout)
        sys.exit(done.returncode)
    return done.stdout


def patient_of(bundle: Path) -> dict[str, Any]:
    entries = json.loads(bundle.read_text("utf-8"))["entry"]
    resources = (entry["resource"] for entry in entries)
    found: dict[str, Any] = next(
        resource for resource in resources if resource["resourceType"] == "Patient"
    )
    return found


def speaks_spanish(bundle: Path) -> bool:
    return "Spanish" in json.dumps(patient_of(bundle).get("communication"))


def chosen_bundle() -> Path:
    """A made-up but independent child where one is at hand, else our own."""
    bundles = sorted(REAL_BUNDLES.glob("*.json"))
    return next((path for path in bundles if speaks_spanish(path)), OWN_BUNDLE)


def find(text: str) -> str:
    """The id of the member that a text finds first."""
    hits = json.loads(hhdesk("find", text, "--demo", "--at", AT, "--json"))
    if not hits:
        sys.exit(f"{text!r} found nobody")
    print(f"  {hits[0]['name']}, born {hits[0]['birth_date']}")
    return str(hits[0]["member_id"])


def walk() -> None:
    demo = ("--demo", "--at", AT)
    (ROOT / AT / "papers").mkdir(parents=True, exist_ok=True)
    hhdesk("demo", "--at", AT, "--make-only")
    bundle = chosen_bundle()
    print(hhdesk("import", "fhir", bundle, *demo), end="")
    name = patient_of(bundle)["name"][0]
    for text in (f"{name['family']} {name['given'][0]}", "hernandez mat"):
        member = find(text)
        paper = AT / "papers" / f"care-plan-{member}.pdf"
        hhdesk(
            *("print", "care-plan", *demo, "--member", member),
            *("--language", "es", "--out", paper),
        )
    for language, theme in (("en", "light"), ("es", "dark")):
        folder = AT / "screens" / f"{language}-{theme}"
        hhdesk("shots", folder, *demo, "--language", language, "--theme", theme)
    print(f"Papers are in {AT / 'papers'}, pictures of the screens in {AT / 'screens'}")


def main() -> int:
    if not has_display(os.environ):
        print("There is no display: the demonstration runs by commands instead.")
        walk()
        return 0
    opening = [sys.executable, "-m", "hhdesk", "demo", "--at", str(AT)]
    return subprocess.run(opening, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
