"""Builds the bundled fonts from an unpacked folder of @expo-google-fonts packages.

    python resources/fonts/build.py NODE_MODULES/@expo-google-fonts

Each package is subset to the characters below; the same input gives the same bytes.
A new script is a new `Source`: the text engine reads the manifest, not this file.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import uharfbuzz as hb

HERE = Path(__file__).parent
SCOPE = "@expo-google-fonts"

LATIN = frozenset(
    (
        *range(0x0020, 0x0590),  # Latin, IPA, marks, Greek, Cyrillic
        *range(0x1E00, 0x1F00),  # Vietnamese and other precomposed Latin
        *range(0x2000, 0x2070),  # spaces, dashes, quotes, bullets
        *range(0x20A0, 0x20C0),  # currencies
        *range(0x2070, 0x20A0),  # superscripts, subscripts
        *range(0x2100, 0x2190),  # letterlike signs, fractions
        0x2212,
        *range(0xA640, 0xA6A0),  # Cyrillic Extended-B
        *range(0xFB00, 0xFB07),  # ligatures as pasted from other papers
    )
)
SYMBOLS = frozenset(map(ord, "☐☑☒✓✔✗✘★☆■□●○◆◇▲▼▶◀☀☺☹♀♂♥♡♪♫⚠☎✉✂❤⭐"))
SIGNS = frozenset(map(ord, "←↑→↓↔⇒∞≈≠≤≥☾"))


@dataclass(frozen=True)
class Source:
    """One static file of a package and what the bundle keeps of it.

    `languages` are those this face serves before all others; empty for a face that
    helps any language with what its own face lacks.
    """

    package: str
    family: str
    style: str
    weight: int
    characters: frozenset[int]
    languages: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        stem = self.family.replace(" ", "")
        return f"{self.package}/{self.style}/{stem}_{self.style}.ttf"

    @property
    def target(self) -> str:
        return f"{self.family.replace(' ', '')}-{self.style.lstrip('0123456789')}.ttf"


SOURCES = (
    Source("noto-sans", "Noto Sans", "400Regular", 400, LATIN),
    Source("noto-sans", "Noto Sans", "700Bold", 700, LATIN),
    Source("noto-sans-symbols-2", "Noto Sans Symbols 2", "400Regular", 400, SYMBOLS),
    Source("noto-sans-math", "Noto Sans Math", "400Regular", 400, SIGNS),
)


def subset(font: bytes, characters: Iterable[int]) -> bytes:
    """The font with these characters only, without hints, its layout rules kept."""
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(characters)
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    dropped = (b"DSIG", b"meta", b"MATH", b"STAT")
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(
        int.from_bytes(tag, "big") for tag in dropped
    )
    return bytes(hb.subset(hb.Face(font), wanted).blob.data)


def entry(
    source: Source, original: bytes, built: bytes, version: str
) -> dict[str, object]:
    """What the manifest says of one built file."""
    return {
        "file": source.target,
        "family": source.family,
        "weight": source.weight,
        "languages": list(source.languages),
        "bytes": len(built),
        "sha256": hashlib.sha256(built).hexdigest(),
        "characters": len(hb.Face(built).unicodes),
        "package": f"{SCOPE}/{source.package}",
        "version": version,
        "source": source.path.split("/", 1)[1],
        "source_sha256": hashlib.sha256(original).hexdigest(),
        "licence": "OFL-1.1",
    }


def build(packages: Path) -> None:
    """Writes the fonts and the manifest beside this script."""
    manifest = []
    for source in SOURCES:
        original = (packages / source.path).read_bytes()
        built = subset(original, source.characters)
        version = json.loads((packages / source.package / "package.json").read_text())
        (HERE / source.target).write_bytes(built)
        manifest.append(entry(source, original, built, version["version"]))
    text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
    (HERE / "manifest.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    build(Path(sys.argv[1]))
