"""A fixed cast of members for the tests of search: names of many places, families."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hhdesk.care import members
from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.household import Relationship
from hhdesk.care.members import Member, MemberDetails
from hhdesk.care.person import Name
from hhdesk.store.engine import Database


@dataclass(frozen=True)
class Child:
    """`home` joins siblings; `by` is the mother: given name, surname, phone."""

    key: str
    given: str
    first: str = ""
    second: str = ""
    born: str = "2018-03-09"
    nick: str = ""
    whole: str = ""
    mrn: str = ""
    cin: str = ""
    phone: str = ""
    former: tuple[str, ...] = ()
    home: str = ""
    by: tuple[str, str, str] | None = None

    def details(self) -> MemberDetails:
        mother = None
        if self.by:
            given, surname, phone = self.by
            mother = CaregiverDetails(
                Name(given, surname), Relationship.MOTHER, phone=phone
            )
        return MemberDetails(
            Name(self.given, self.first, self.second, self.nick, self.whole),
            date.fromisoformat(self.born),
            mrn=self.mrn,
            cin=self.cin,
            phone=self.phone,
            former_names=self.former,
            caregiver=mother,
        )


LUCIA = ("Lucía", "Ruiz Mora", "(510) 555-0142")
ROSALBA = ("Rosalba", "Quintero", "209-555-0188")
HOA = ("Hoa", "Trần", "408-555-0123")

CAST = (
    Child(
        "mateo",
        "Mateo",
        "Hernández",
        "Ruiz",
        "2025-05-14",
        mrn="100234",
        cin="90000021A",
        home="ruiz",
        by=LUCIA,
    ),
    Child(
        "sofia",
        "Sofía Isabel",
        "Hernández",
        "Ruiz",
        "2019-11-02",
        mrn="100235",
        cin="90000022B",
        home="ruiz",
        by=LUCIA,
    ),
    Child("matilde", "Matilde", "Hernández", "Salas", "2016-07-30", cin="90000023C"),
    Child("hernan", "Hernán", "Matos", born="2014-01-20", nick="Nano"),
    Child("fernanda", "Fernanda", "Hernando", born="2017-08-08"),
    Child("garcia_a", "Ana", "García", "López", "2015-05-14", mrn="A-12345"),
    Child("lopez_a", "Ana", "López", "García", "2013-02-03", mrn="A-12346"),
    Child("garcia_m", "María José", "García", born="2020-12-25", nick="Majo"),
    Child("garza", "Emilio", "Garza", born="2012-06-01"),
    Child("gomez", "Ángel", "Gómez", "Núñez", "2011-10-10"),
    Child("nunez", "Ximena", "Núñez", born="2010-04-04", former=("Ximena Treviño",)),
    Child("martinez", "Luis", "Martínez", born="2009-09-09", cin="91234567K"),
    Child("martinez_j", "Julio", "Martínez", "Paz", "2019-07-04"),
    Child("abril", "Abril", "Solís", born="2019-10-01"),
    Child("april", "April", "Stone", born="2019-02-11"),
    Child("spring", "Wendy", "Fields", born="2019-04-17"),
    Child("cruz", "Pedro", "de la Cruz", born="2016-02-29", home="cruz", by=ROSALBA),
    Child("cruz_t", "Tomás", "de la Cruz", born="2018-02-28", home="cruz", by=ROSALBA),
    Child("zuniga", "Íñigo", "Zúñiga", "Ibáñez", "2017-01-31"),
    Child("penya", "Begoña", "Peña", born="2008-08-18", phone="916-555-0177"),
    Child("guero", "Agustín", "Agüero", born="2021-03-03"),
    Child("obrien", "Liam", "O'Brien", born="2016-11-11"),
    Child("dangelo", "Gia", "D’Angelo", born="2015-12-12"),
    Child("ndiaye", "Awa", "N'Diaye", born="2018-09-01"),
    Child("smith_jones", "Ella", "Smith-Jones", born="2017-05-05"),
    Child("smith", "Jack", "Smith", born="2014-04-14", mrn="000777"),
    Child("smyth", "Jill", "Smyth", born="2013-03-13"),
    Child("jean_luc", "Jean-Luc", "Moreau", born="2012-02-12"),
    Child("mcdonald", "Ronan", "McDonald", born="2019-06-16"),
    Child("williams", "Aaliyah", "Williams", born="2020-01-15", nick="Lee-Lee"),
    Child("washington", "DeShawn", "Washington", born="2011-07-19"),
    Child("johnson", "Zoe", "Johnson", born="2022-10-31"),
    Child("strasse", "Jürgen", "Großmann", born="2016-06-06"),
    Child("lukasz", "Łukasz", "Wałęsa", born="2015-08-15"),
    Child("oster", "Søren", "Østergård", born="2014-12-01"),
    Child("isik", "Işıl", "Yıldız", born="2018-10-29"),
    Child("aether", "Ægir", "Þórsson", born="2013-06-17"),
    Child(
        "nguyen_an", "An", "Nguyễn", born="2017-01-28", whole="Nguyễn Văn An", by=HOA
    ),
    Child("nguyen_anh", "Ánh", "Nguyễn", born="2019-05-19", whole="Nguyễn Thị Ánh"),
    Child("dang", "Đức", "Đặng", born="2016-09-02", whole="Đặng Minh Đức"),
    Child("pham", "Linh", "Phạm", born="2020-02-10"),
    Child("vang", "Pa Nhia", "Vang", born="2015-10-05", nick="Nhia"),
    Child("xiong", "Tou Ger", "Xiong", born="2014-11-23"),
    Child("moua", "Kao Nou", "Moua", born="2018-12-24"),
    Child("wang", "小明", "王", born="2017-02-14"),
    Child("wang_m", "明月", "王", born="2019-09-13"),
    Child("li_na", "", born="2016-05-20", whole="李娜"),
    Child("ouyang", "", born="2015-03-21", whole="歐陽 美玲", nick="May"),
    Child("chan", "Wing-Yan", "Chan", born="2018-08-08", whole="陳穎欣 Chan Wing-Yan"),
    Child("kim", "민준", "김", born="2016-04-11"),
    Child("park", "", born="2020-07-07", whole="박서연"),
    Child("lee_k", "Ji-woo", "Lee", born="2014-09-30", whole="이지우"),
    Child("yamada", "太郎", "山田", born="2013-05-05", nick="タロウ"),
    Child("sato", "さくら", "佐藤", born="2019-03-27"),
    Child("ahmad", "أحمد", "الحسن", born="2017-06-15"),
    Child("fatima", "فاطمة", "منصور", born="2018-01-09"),
    Child("muhammad", "مُحَمَّد", "علي", born="2015-11-28"),
    Child("yahya", "يحيى", "القاسم", born="2019-08-21"),
    Child("alhassan", "Omar", "Al-Hassan", born="2012-03-30"),
    Child("niloufar", "نیلوفر", "کریمی", born="2016-03-20"),
    Child("armen", "Անահիտ", "Պետրոսյան", born="2014-09-21"),
    Child("olena", "Олена", "Коваленко", born="2017-08-24"),
    Child("fyodor", "Фёдор", "Семёнов", born="2015-11-11"),
    Child("neha", "नेहा", "शर्मा", born="2018-10-19"),
    Child("gurpreet", "Gurpreet Kaur", "Sandhu", born="2013-04-13"),
    Child("somchai", "สมชาย", "ใจดี", born="2016-12-05"),
    Child("sokha", "សុខា", "ចាន់", born="2015-04-14"),
    Child("cohen", "נֹעָה", "כהן", born="2019-01-21"),
    Child("kalani", "Kalani", "Kamaka\u02bbole", born="2020-06-11"),
    Child("santos", "Princess Joy", "delos Santos", born="2017-12-16"),
    Child("sione", "Sione", born="2014-05-28"),
    Child("aaron", "Aaron697", "Dickens475", born="2010-02-17"),
    Child("riley", "Riley", "Brooks", born="2009-10-22", former=("Ryan Brooks",)),
    Child("twin_a", "Ivy", "Park", born="2021-04-01", home="park"),
    Child("twin_b", "Iris", "Park", born="2021-04-01", home="park"),
    Child("grown", "Dolores", "Vega", born="1999-12-31"),
    Child("mx", "Juan", "Vega", born="2018-05-05", phone="+52 55 1234 5678"),
    Child("hh", "Noor", "Haddad", born="2020-08-30", mrn="HH-2024-001"),
    Child("year", "Max", "Ford", born="2016-01-01", phone="707-555-2025"),
    Child("june", "June", "Carter", born="2024-03-02"),
    Child("o", "O", "Ng", born="2017-07-17"),
)


def seat(database: Database, actor_id: UUID) -> dict[UUID, str]:
    """Enter the cast; gives their keys by member's id."""
    keys: dict[UUID, str] = {}
    homes: dict[str, UUID | None] = {}
    for child in CAST:
        with database.transaction(actor_id) as session:
            member_id = members.create(session, child.details())
            member = session.get_one(Member, member_id)
            if child.home:
                member.household_id = homes.setdefault(child.home, member.household_id)
        keys[member_id] = child.key
    return keys
