"""Turns some Health Icons into path operators that the papers draw as vectors.

    python resources/icons/health/build.py NODE_MODULES/healthicons

Each drawing fills a box of 48 units, the origin at its lower left corner.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring, tostring
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.svgLib.path import SVGPath

HERE = Path(__file__).parent
SIZE = 48
OPERATORS = {"moveTo": "m", "lineTo": "l", "curveTo": "c", "closePath": "h"}

PICTURES = {
    "alert": "symbols/alert_triangle",
    "allergy": "conditions/allergies",
    "book": "people/i_training_class",
    "calendar": "objects/calendar",
    "check": "symbols/yes",
    "children": "people/child_program",
    "clinic": "places/ambulatory_clinic",
    "driver": "people/truck_driver",
    "equipment": "devices/wheelchair",
    "family": "people/people",
    "heart": "symbols/heart",
    "home": "places/home_alt",
    "list": "symbols/i_exam_multiple_choice",
    "medicine": "devices/medicine_bottle",
    "mind": "specialties/psychology",
    "money": "objects/coins",
    "phone": "objects/phone",
    "place": "symbols/geo_location",
    "question": "symbols/question_circle",
    "speaking": "people/speech_language_therapy",
    "talking": "symbols/forum",
    "team": "people/group_discussion_meeting",
    "tooth": "body/tooth",
    "writing": "symbols/i_note_action",
}


def number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"


def operators(shape: Element) -> str:
    """One SVG shape as PDF path operators that end in a fill."""
    pen = DecomposingRecordingPen({})
    wrapped = b'<svg xmlns="http://www.w3.org/2000/svg">' + tostring(shape) + b"</svg>"
    SVGPath.fromstring(wrapped).draw(pen)
    words = []
    for name, points in pen.value:
        if name == "endPath":
            continue
        for x, y in points:
            words += [number(x), number(SIZE - y)]
        words.append(OPERATORS[name])
    words.append("f*" if shape.get("fill-rule") == "evenodd" else "f")
    return " ".join(words)


def drawing(svg: bytes) -> str:
    root = fromstring(svg)
    if root.get("viewBox") != f"0 0 {SIZE} {SIZE}":
        raise ValueError(f"unexpected box {root.get('viewBox')}")
    shapes = [part for part in root.iter() if part is not root]
    for shape in shapes:
        if shape.get("fill") not in ("currentColor", None) or shape.get("stroke"):
            raise ValueError(f"not a plain filled shape: {shape.attrib}")
    return "\n".join(map(operators, shapes))


def build(package: Path) -> None:
    """Writes the pictures beside this script."""
    version = json.loads((package / "package.json").read_text())["version"]
    pictures = {
        name: {
            "source": f"filled/{source}.svg",
            "drawing": drawing(
                (package / f"public/icons/svg/filled/{source}.svg").read_bytes()
            ),
        }
        for name, source in PICTURES.items()
    }
    text = json.dumps(
        {
            "package": "healthicons",
            "version": version,
            "licence": "MIT",
            "size": SIZE,
            "pictures": pictures,
        },
        indent=1,
    )
    (HERE / "pictures.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    build(Path(sys.argv[1]))
