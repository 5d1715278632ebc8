"""Who the children of the story are: their families, since when they are here."""

from __future__ import annotations

from datetime import date

from hhdesk.care.contact_points import SafeContact, Voicemail
from hhdesk.care.household import Relationship
from hhdesk.care.person import Name
from hhdesk.demo import cast_stories as stories
from hhdesk.demo import mateo, own_stories
from hhdesk.demo.cast import (
    BOY,
    ENGLISH,
    GIRL,
    Role,
    adult,
    born,
    child,
    engaged,
    enrolled,
    goals_met,
    identified,
    speaking,
)
from hhdesk.demo.clinic import COORDINATORS
from hhdesk.demo.families import Family
from hhdesk.demo.making import Making

MOTHER, FATHER = Relationship.MOTHER, Relationship.FATHER
ROSA, _LETICIA, MARCUS, THUY, GRACE = COORDINATORS


def roles(making: Making) -> list[Role]:
    """Everybody with a story, the most told first."""
    makers = (
        mateo.role,
        _diego,
        _ximena,
        _jonah,
        _amina,
        _lia,
        _kevin,
        _sofia,
        _noah,
        _daniel,
        _arman,
        _maya,
        _alejandra,
        _isaiah,
        _dylan,
    )
    return [make(making) for make in makers]


def _diego(making: Making) -> Role:
    birth = born(making.today, 11, 2, 22)
    spanish = speaking("es")
    father = adult(Name("Carlos", "Hernández"), FATHER, spanish, "510-555-0188")
    diego = child(birth, "Diego", "Hernández", gender=BOY, languages=spanish)
    family = Family("latino", "es", (father,), (diego,), "father")
    return Role(family, (identified(making, 9),), stories.diego)


def _ximena(making: Making) -> Role:
    birth = born(making.today, 4, 4, 14)
    spanish = speaking("es")
    mother = adult(Name("Ana", "Torres"), MOTHER, spanish, "341-555-0103")
    ximena = child(
        birth, "Ximena", "Torres", "Hernández", gender=GIRL, languages=spanish
    )
    family = Family("latino", "es", (mother,), (ximena,), "mother")
    return Role(family, (engaged(making, 20, 6),), stories.ximena)


def jonah_birth(making: Making) -> date:
    return born(making.today, 15, 10, 2)


def _jonah(making: Making) -> Role:
    birth = jonah_birth(making)
    mother = adult(Name("Beth", "Hern"), MOTHER, ENGLISH, "510-555-0170")
    jonah = child(birth, "Jonah", "Hern", gender=BOY, languages=ENGLISH)
    family = Family("white", "en", (mother,), (jonah,), "mother")
    return Role(family, (goals_met(making, 420, 44),), stories.jonah, MARCUS)


def _amina(making: Making) -> Role:
    """A Yemeni family that speaks Arabic at home and English with the clinic."""
    birth = born(making.today, 4, 5, 3)
    both = speaking("en", interpreter=False, also="ar")
    mother = adult(Name("Nadia", "Yusuf"), MOTHER, both, "510-555-0151")
    amina = child(
        birth, "Amina", "Yusuf", gender=GIRL, languages=both, former=("أمينة يوسف",)
    )
    family = Family("arabic", "en", (mother,), (amina,))
    return Role(family, (enrolled(making, 200, "2"),), stories.amina)


def _lia(making: Making) -> Role:
    day, hmong = making.today, speaking("hmn")
    safe = SafeContact(Voicemail.CALLBACK_ONLY)
    mother = adult(Name("Mai", "Xiong"), MOTHER, hmong, "510-555-0152", safe=safe)
    father = adult(Name("Tou Ger", "Vang"), FATHER, hmong, "341-555-0118")
    lia = child(
        born(day, 6, 1, 11),
        "Lia",
        "Vang",
        gender=GIRL,
        languages=speaking("hmn", also="en"),
    )
    pao = child(born(day, 3, 8, 5), "Pao", "Vang", gender=BOY, languages=hmong)
    family = Family("hmong", "hmn", (mother, father), (lia, pao))
    courses = (enrolled(making, 260, "2"), enrolled(making, 260, "1"))
    return Role(family, courses, stories.lia, THUY)


def _kevin(making: Making) -> Role:
    birth = born(making.today, 11, 7, 9)
    vietnamese = speaking("vi")
    name = Name("Thị Hoa", "Nguyễn", as_given="Nguyễn Thị Hoa")
    mother = adult(name, MOTHER, vietnamese, "510-555-0153")
    kevin = child(
        birth,
        "Kevin",
        "Tran",
        gender=BOY,
        languages=speaking("vi", interpreter=False, also="en"),
        former=("Trần Minh Khôi",),
    )
    family = Family("vietnamese", "vi", (mother,), (kevin,), "mother")
    return Role(family, (enrolled(making, 310, "3"),), stories.kevin, THUY)


def _sofia(making: Making) -> Role:
    birth = born(making.today, 7, 3, 16)
    spanish = speaking("es")
    mother = adult(Name("Elvia", "Morales"), MOTHER, spanish, "341-555-0127")
    sofia = child(
        birth,
        "Sofía",
        "Morales",
        gender=GIRL,
        languages=speaking("es", interpreter=False, also="en"),
    )
    family = Family("latino", "es", (mother,), (sofia,), "mother")
    return Role(family, (enrolled(making, 380, "1"),), stories.sofia)


def _noah(making: Making) -> Role:
    birth = born(making.today, 9, 5, 20)
    both = speaking("en", interpreter=False, also="ht")
    father = adult(Name("Jean-Marc", "Baptiste"), FATHER, both, "510-555-0154")
    noah = child(birth, "Noah", "Baptiste", gender=BOY, languages=both)
    family = Family("black", "en", (father,), (noah,), "father")
    return Role(family, (enrolled(making, 230, "1"),), stories.noah)


def _daniel(making: Making) -> Role:
    birth = born(making.today, 13, 4, 8)
    korean = speaking("ko")
    mother = adult(Name("Jiyoung", "Park"), MOTHER, korean, "341-555-0131")
    daniel = child(
        birth,
        "Daniel",
        "Kim",
        gender=BOY,
        languages=speaking("ko", interpreter=False, also="en"),
        former=("김다니엘",),
        phone="341-555-0132",
    )
    family = Family("korean", "ko", (mother,), (daniel,), "mother")
    return Role(family, (enrolled(making, 170, "2"),), stories.daniel, GRACE)


def _arman(making: Making) -> Role:
    birth = born(making.today, 5, 2, 25)
    armenian = speaking("hy")
    mother = adult(Name("Gayane", "Petrosyan"), MOTHER, armenian, "341-555-0136")
    arman = child(
        birth,
        "Arman",
        "Petrosyan",
        gender=BOY,
        languages=armenian,
        former=("Արման Պետրոսյան",),
    )
    family = Family("armenian", "hy", (mother,), (arman,), "mother")
    return Role(family, (enrolled(making, 140, "2"),), stories.arman, GRACE)


def _maya(making: Making) -> Role:
    """Fifteen; the counselling is her own."""
    birth = born(making.today, 15, 3, 12)
    mother = adult(Name("Renee", "Robinson"), MOTHER, ENGLISH, "510-555-0155")
    safe = SafeContact(Voicemail.NEVER, "Text only, after 3:30 pm")
    maya = child(
        birth,
        "Maya",
        "Robinson",
        gender=GIRL,
        languages=ENGLISH,
        pronouns="she/her",
        phone="341-555-0140",
        safe=safe,
    )
    family = Family("black", "en", (mother,), (maya,), "mother")
    return Role(family, (enrolled(making, 290, "2"),), own_stories.maya)


def _alejandra(making: Making) -> Role:
    """Sixteen; her visit with the nurse is her own."""
    birth = born(making.today, 16, 6, 2)
    mother = adult(
        Name("Rosario", "Ríos", "Luna"), MOTHER, speaking("es"), "341-555-0143"
    )
    alejandra = child(
        birth,
        "Alejandra",
        "Fuentes",
        "Ríos",
        gender=GIRL,
        languages=speaking("es", interpreter=False, also="en"),
        pronouns="she/her",
        phone="341-555-0144",
        safe=SafeContact(Voicemail.NEVER, "Text first; never the home phone"),
    )
    family = Family("latino", "es", (mother,), (alejandra,), "mother")
    return Role(family, (enrolled(making, 330, "1"),), own_stories.alejandra)


def _isaiah(making: Making) -> Role:
    """Eight; his mother consented to his ADHD care, so it prints for her."""
    birth = born(making.today, 8, 7, 6)
    mother = adult(Name("Danielle", "Carter"), MOTHER, ENGLISH, "341-555-0147")
    isaiah = child(birth, "Isaiah", "Carter", gender=BOY, languages=ENGLISH)
    family = Family("black", "en", (mother,), (isaiah,), "mother")
    return Role(family, (enrolled(making, 190, "1"),), own_stories.isaiah, MARCUS)


def _dylan(making: Making) -> Role:
    """Seventeen; what a program for substance use told us stays with him."""
    birth = born(making.today, 17, 2, 18)
    father = adult(Name("Sean", "O'Connor"), FATHER, ENGLISH, "341-555-0150")
    dylan = child(
        birth,
        "Dylan",
        "O'Connor",
        gender=BOY,
        languages=ENGLISH,
        pronouns="he/him",
        phone="341-555-0151",
        safe=SafeContact(Voicemail.NEVER, "Text first"),
    )
    family = Family("white", "en", (father,), (dylan,), "father")
    return Role(family, (enrolled(making, 160, "3"),), own_stories.dylan, MARCUS)
