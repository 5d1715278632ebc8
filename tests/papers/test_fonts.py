"""The bundled fonts are those of the manifest, and their licence ships."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from hhdesk.papers.faces import bundled_faces, fonts_for, open_face


@pytest.fixture(scope="module")
def manifest(root: Path) -> list[dict[str, object]]:
    return json.loads((root / "resources/fonts/manifest.json").read_text("utf-8"))


def test_every_font_file_is_in_the_manifest_with_its_hash(
    root: Path, manifest: list[dict[str, object]]
) -> None:
    folder = root / "resources/fonts"
    files = {path.name: path.read_bytes() for path in folder.glob("*.ttf")}
    assert {entry["file"] for entry in manifest} == set(files)
    for entry in manifest:
        data = files[str(entry["file"])]
        assert entry["sha256"] == hashlib.sha256(data).hexdigest()


def test_the_licence_of_every_font_ships(
    root: Path, manifest: list[dict[str, object]]
) -> None:
    text = (root / "resources/LICENSES/OFL-1.1.txt").read_text("utf-8")
    for entry in manifest:
        assert entry["licence"] == "OFL-1.1"
        assert f"{entry['family']}: Copyright" in text


@pytest.mark.parametrize("bold", [False, True])
def test_latin_vietnamese_and_cyrillic_are_covered(bold: bool) -> None:
    fonts = fonts_for("vi")
    face = (fonts.bold if bold else fonts.regular)[0]
    wanted = "ñáéíóúü¿¡ÑẠảẴđĐơƯłŁżŻćšžğİşßœЂйїєґ–—‘’“”…•€ªº½"
    assert face.characters.issuperset(map(ord, wanted))


def test_the_faces_of_a_language_come_first() -> None:
    assert fonts_for("es").regular[0].name == "NotoSans-Regular"
    assert fonts_for("es").bold[0].name == "NotoSans-Bold"
    assert len(fonts_for("es").regular) == len(bundled_faces()) - 1


def test_a_font_without_truetype_outlines_is_refused() -> None:
    with pytest.raises(ValueError, match="TrueType"):
        open_face("Nothing", b"")
