"""What people type and whom they mean: each line on both databases."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from hhdesk.care import search
from hhdesk.store.engine import Database, sqlite_engine
from tests.care.search_cast import seat
from tests.databases import ACTOR_ID, KEY, Server, open_on

NOBODY = None

CASES: tuple[tuple[str, str | None], ...] = (
    # The story's child, stroke by stroke.
    ("hernandez mat", "mateo"),
    ("hernandez ruiz mat", "mateo"),
    ("hernandez mate", "mateo"),
    ("mateo", "mateo"),
    ("MATEO HERNANDEZ", "mateo"),
    ("Hernández, Mateo", "mateo"),
    ("mateo ruiz", "mateo"),
    ("ruiz mateo", "mateo"),
    ("ruiz hernandez mateo", "mateo"),
    ("  mateo   hernández  ", "mateo"),
    # Beginnings; a whole word before a beginning.
    ("mati", "matilde"),
    ("hernan", "hernan"),
    ("hernand", "mateo"),
    ("hernando", "fernanda"),
    ("her sal", "matilde"),
    ("matos", "hernan"),
    ("o", "o"),
    ("ng", "o"),
    ("z", "johnson"),
    ("zu", "zuniga"),
    ("x", "nunez"),
    # Both surnames in any order; the one named first in the alphabet first.
    ("garcia lopez", "garcia_a"),
    ("lopez garcia", "garcia_a"),
    ("ana garcia", "garcia_a"),
    ("ana lopez", "garcia_a"),
    ("lopez ana", "garcia_a"),
    ("nunez", "gomez"),
    ("gomez nunez", "gomez"),
    ("paz", "martinez_j"),
    # Accents, strokes and letters of their own.
    ("NUÑEZ", "gomez"),
    ("nún\u0303ez", "gomez"),
    ("zuniga", "zuniga"),
    ("Íñigo", "zuniga"),
    ("inigo ibanez", "zuniga"),
    ("pena", "penya"),
    ("begona", "penya"),
    ("aguero", "guero"),
    ("agüero", "guero"),
    ("grossmann", "strasse"),
    ("großmann", "strasse"),
    ("jurgen", "strasse"),
    ("lukasz walesa", "lukasz"),
    ("Łukasz", "lukasz"),
    ("ostergard", "oster"),
    ("soren", "oster"),
    ("Ｍａｔｅｏ", "mateo"),
    ("isil", "isik"),
    ("yildiz", "isik"),
    ("aegir", "aether"),
    ("thorsson", "aether"),
    ("dang minh duc", "dang"),
    ("đặng", "dang"),
    ("duc dang", "dang"),
    # Vietnamese and Hmong names, in their order and ours.
    ("nguyen", "nguyen_an"),
    ("nguyen van an", "nguyen_an"),
    ("Nguyễn Thị Ánh", "nguyen_anh"),
    ("anh nguyen", "nguyen_anh"),
    ("thi anh", "nguyen_anh"),
    ("pham linh", "pham"),
    ("pa nhia vang", "vang"),
    ("panhia", "vang"),
    ("vang pa", "vang"),
    ("tou ger", "xiong"),
    ("touger xiong", "xiong"),
    ("moua kao", "moua"),
    # Apostrophes, hyphens, names of several words.
    ("o'brien", "obrien"),
    ("O’Brien", "obrien"),
    ("obrien", "obrien"),
    ("o brien", "obrien"),
    ("brien", "obrien"),
    ("d'angelo", "dangelo"),
    ("dangelo gia", "dangelo"),
    ("n'diaye", "ndiaye"),
    ("ndiaye", "ndiaye"),
    ("diaye", "ndiaye"),
    ("kamakaole", "kalani"),
    ("Kamaka'ole", "kalani"),
    ("smith-jones", "smith_jones"),
    ("smith jones", "smith_jones"),
    ("jones ella", "smith_jones"),
    ("smithjones", "smith_jones"),
    ("smith", "smith"),
    ("jean-luc", "jean_luc"),
    ("jean luc moreau", "jean_luc"),
    ("jeanluc", "jean_luc"),
    ("de la cruz", "cruz"),
    ("delacruz", "cruz"),
    ("la cruz tomas", "cruz_t"),
    ("cruz pedro", "cruz"),
    ("delos santos", "santos"),
    ("princess joy", "santos"),
    ("maria jose", "garcia_m"),
    ("mcdonald", "mcdonald"),
    ("al-hassan", "alhassan"),
    ("alhassan", "alhassan"),
    ("hassan", "alhassan"),
    ("sione", "sione"),
    # Nicknames and former names.
    ("majo", "garcia_m"),
    ("nano", "hernan"),
    ("lee-lee", "lee_k"),
    ("leelee", "williams"),
    ("trevino", "nunez"),
    ("ximena treviño", "nunez"),
    ("ryan", "riley"),
    ("ryan brooks", "riley"),
    # A caregiver's or sibling's name, after the members' own.
    ("lucia", "mateo"),
    ("lucía ruiz mora", "mateo"),
    ("mora", "mateo"),
    ("mateo lucia", "mateo"),
    ("sofia lucia", "sofia"),
    ("lucia sofia", "sofia"),
    ("sof luc", "sofia"),
    ("rosalba", "cruz"),
    ("quintero tomas", "cruz_t"),
    ("hoa tran", "nguyen_an"),
    ("sofia isabel", "sofia"),
    ("mateo sofia", "mateo"),
    ("ivy iris", "twin_b"),
    ("park ivy", "twin_a"),
    # Birth dates in the usual forms.
    ("5/14/2025", "mateo"),
    ("05/14/2025", "mateo"),
    ("05-14-2025", "mateo"),
    ("5.14.2025", "mateo"),
    ("2025-05-14", "mateo"),
    ("2025/5/14", "mateo"),
    ("05142025", "mateo"),
    ("20250514", "mateo"),
    ("5142025", "mateo"),
    ("051425", "mateo"),
    ("5/14/25", "mateo"),
    ("May 14 2025", "mateo"),
    ("May 14th, 2025", "mateo"),
    ("14 May 2025", "mateo"),
    ("14 mayo 2025", "mateo"),
    ("14 de mayo de 2025", "mateo"),
    ("mayo 14, 2025", "mateo"),
    ("14-May-2025", "mateo"),
    ("14/5/2025", "mateo"),
    ("5/14/2", "garcia_a"),
    ("5/2025", "mateo"),
    ("mayo 2025", "mateo"),
    ("2/29/2016", "cruz"),
    ("2/29/2017", NOBODY),
    ("12/31/1999", "grown"),
    ("12/31/99", "grown"),
    ("enero 2017", "nguyen_an"),
    ("agosto 8 2018", "chan"),
    ("dec 24 2018", "moua"),
    # A month may be a name.
    ("april 2019", "april"),
    ("abril 2019", "abril"),
    ("june 2024", "june"),
    ("17 april 2019", "spring"),
    # Phones, whole and in parts.
    ("(510) 555-0142", "mateo"),
    ("510-555-0142", "mateo"),
    ("510.555.0142", "mateo"),
    ("5105550142", "mateo"),
    ("+1 510 555 0142", "mateo"),
    ("1-510-555-0142", "mateo"),
    ("555-0142", "mateo"),
    ("0142", "mateo"),
    ("510 555", "mateo"),
    ("mateo 0142", "mateo"),
    ("916 555 0177", "penya"),
    ("209-555", "cruz"),
    ("+52 55 1234 5678", "mx"),
    ("5678", "mx"),
    # Record numbers.
    ("90000021A", "mateo"),
    ("90000021a", "mateo"),
    ("9000 0021 A", "mateo"),
    ("9000-0021-A", "mateo"),
    ("90000021", "mateo"),
    ("CIN 90000022B", "sofia"),
    ("CIN: 91234567K", "martinez"),
    ("100234", "mateo"),
    ("MRN 100235", "sofia"),
    ("mrn100235", "sofia"),
    ("A-12345", "garcia_a"),
    ("a12346", "lopez_a"),
    ("12346", "lopez_a"),
    ("000777", "smith"),
    ("777", "smith"),
    ("HH-2024-001", "hh"),
    ("hh2024001", "hh"),
    # Numbers that could be several things: what ends so comes before what begins so.
    ("2025", "year"),
    # Mixed.
    ("hernandez mat 5/14/2025", "mateo"),
    ("5/14/2025 hernandez", "mateo"),
    ("garcia 2015", "garcia_a"),
    ("mateo 555-0142", "mateo"),
    ("sofia 0142 2019", "sofia"),
    ("hernandez 90000023C", "matilde"),
    ("juan 5/5/2018", "mx"),
    ("hernandez 1/1/1970", NOBODY),
    # Typing errors, the right spelling always first.
    ("hernadez", "mateo"),
    ("hernnadez", "mateo"),
    ("hermandez", "mateo"),
    ("hernandes mateo", "mateo"),
    ("hernandez mateoo", "mateo"),
    ("ehrnandez", "mateo"),
    ("garsia", "garcia_m"),
    ("gracia", "garcia_m"),
    ("martnez", "martinez"),
    ("martines luis", "martinez"),
    ("zunniga", "zuniga"),
    ("wiliams", "williams"),
    ("washingtn", "washington"),
    ("jonhson", "johnson"),
    ("nguyne", "nguyen_an"),
    ("obrein", "obrien"),
    ("ostregard", "oster"),
    ("dickenss", "aaron"),
    ("rosalva", "cruz"),
    ("xyzzyq", NOBODY),
    ("qqqqqqqq", NOBODY),
    # Chinese, Japanese, Korean.
    ("王小明", "wang"),
    ("王", "wang"),
    ("小明", "wang"),
    ("明月", "wang_m"),
    ("王 明月", "wang_m"),
    ("李", "li_na"),
    ("娜", "li_na"),
    ("李娜", "li_na"),
    ("歐陽", "ouyang"),
    ("美玲", "ouyang"),
    ("歐陽美玲", "ouyang"),
    ("陳穎欣", "chan"),
    ("穎欣", "chan"),
    ("chan wing yan", "chan"),
    ("김민준", "kim"),
    ("김", "kim"),
    ("민준", "kim"),
    ("김 민준", "kim"),
    ("\u1100\u1175\u11b7\u1106\u1175\u11ab\u110c\u116e\u11ab", "kim"),
    ("서연", "park"),
    ("박", "park"),
    ("이지우", "lee_k"),
    ("jiwoo", "lee_k"),
    ("山田太郎", "yamada"),
    ("山田", "yamada"),
    ("太郎", "yamada"),
    ("たろう", "yamada"),
    ("ﾀﾛｳ", "yamada"),
    ("サクラ", "sato"),
    # Arabic and Persian, with and without marks, article and hamza.
    ("أحمد", "ahmad"),
    ("احمد الحسن", "ahmad"),
    ("الحسن", "ahmad"),
    ("حسن", "ahmad"),
    ("فاطمه", "fatima"),
    ("فاطـــمة", "fatima"),
    ("محمد", "muhammad"),
    ("مُحَمَّد علي", "muhammad"),
    ("محمد على", "muhammad"),
    ("يحيي", "yahya"),
    ("قاسم", "yahya"),
    ("نیلوفر", "niloufar"),
    ("نيلوفر", "niloufar"),
    ("كريمي", "niloufar"),
    # Other scripts.
    ("Պետրոսյան", "armen"),
    ("անահիտ", "armen"),
    ("коваленко", "olena"),
    ("ОЛЕНА", "olena"),
    ("федор семенов", "fyodor"),
    ("नेहा", "neha"),
    ("शर्मा", "neha"),
    ("สมชาย", "somchai"),
    ("សុខា", "sokha"),
    ("נעה", "cohen"),
    ("כהן נעה", "cohen"),
    # Names from a test system.
    ("aaron", "aaron"),
    ("aaron697", "aaron"),
    ("dickens", "aaron"),
    ("Aaron697 Dickens475", "aaron"),
    # Hostile, empty and odd.
    ("", NOBODY),
    ("   ", NOBODY),
    ("\t\n", NOBODY),
    ("*", NOBODY),
    ('"', NOBODY),
    ("'; DROP TABLE member; --", NOBODY),
    ("\x00", NOBODY),
    ("mat\x00eo", NOBODY),
    ("💩", NOBODY),
    ("mateo 💩", "mateo"),
    ('"mateo"', "mateo"),
    ("mateo*", "mateo"),
    ("own:mateo", NOBODY),
    ("{own}: mateo", NOBODY),
    ("(mateo)", "mateo"),
    ("mateo AND hernandez", NOBODY),
    ("mateo & hernandez", "mateo"),
    ("^mateo", "mateo"),
    ("mateo:*", "mateo"),
    ("\u202emateo\u202c", "mateo"),
    ("ma\u200bteo", "mateo"),
    ("ma\u00adteo", "mateo"),
    ("\ud800mateo", "mateo"),
    ("%", NOBODY),
    ("_", NOBODY),
    ("m%", "dang"),
)


@dataclass(frozen=True)
class Seated:
    """A database with the cast in it, and the members' keys."""

    database: Database
    keys: dict[UUID, str]

    def found(self, text: str) -> list[str]:
        with self.database.searching() as session:
            return [self.keys[hit.member_id] for hit in search.find(session, text).hits]


@pytest.fixture(scope="module")
def both(
    sqlite_template: Path, server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Seated, Seated]]:
    """The cast on an encrypted file and on a PostgreSQL."""
    path = shutil.copy(sqlite_template, tmp_path_factory.mktemp("cast") / "clinic.db")
    server.make("seated_cast", "template_clinic")
    engines = sqlite_engine(Path(path), KEY), server.engine("seated_cast")
    databases = [open_on(engine) for engine in engines]
    file, remote = (Seated(one, seat(one, ACTOR_ID)) for one in databases)
    yield file, remote
    for database in databases:
        database.close()
    server.drop("seated_cast")


@pytest.mark.parametrize(
    ("text", "first"), CASES, ids=[ascii(text) for text, _ in CASES]
)
def test_a_text_finds_whom_it_means_on_both_databases(
    both: tuple[Seated, Seated], text: str, first: str | None
) -> None:
    file, remote = (one.found(text) for one in both)
    assert (file[0] if file else None) == first
    assert file == remote


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 150
    assert len({text for text, _ in CASES}) == len(CASES)
