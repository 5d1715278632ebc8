"""Short and pet forms of given names, Spanish and English, and Hmong clans' spellings
(RPA beside the English one). Names that stand in one line may be the same person's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

_LINES = """
alejandro ale alex jandro
alejandra ale alex jandra sandra
alexander alex alec xander
alexandra alex alexa lexi sandra
alfonso poncho fonso
alfredo fredo alfred fred
alberto beto albert bert al
antonio tono tony toni
ana anita annie ann anna
andres andy andrew drew
andrea andie drea
angel angelito gelo
angelica angie gelica
beatriz betty bea
benjamin ben benny benja
carlos carlitos charlie charly
carolina caro carol
cristobal cris chris
cristian chris cris
christopher chris topher
christian chris
concepcion concha conchita
consuelo chelo
daniel dani danny dan
daniela dani
david davey dave
diego dieguito
dolores lola lolita
eduardo lalo eddie edu edward ed
elizabeth eli liz lizzie beth betty eliza isabel
emiliano emi milo emil
enrique quique kike henry
ernesto neto ernie
esteban steve stephen steven
esperanza espe
facundo facu
federico fede fico freddy
felipe pipe felipito philip phil
fernando fer nando ferchito
fernanda fer nanda
francisco paco pancho paquito frank frankie cisco kiko
francisca paca panchita
gabriel gabi gaby gabe
gabriela gabi gaby gabby
gerardo gera jerry
gilberto beto gil
gonzalo gonza chalo
graciela chela
gregorio goyo greg
guadalupe lupe lupita
guillermo memo guille william will
gustavo gus tavo
heriberto beto
hector tito
humberto beto
ignacio nacho
isabel isa chabela bel
isabella isa bella izzy
jacob jake
james jim jimmy jamie
jennifer jenny jen
jesus chuy chucho
joaquin quino
jonathan john jon jonny
john johnny jack
jorge george coque
jose pepe joe chepe josecito
josefina pepa josie fina
joseph joe joey jose
joshua josh
juan juanito john
julian juli
katherine kate katie kathy cathy kat
leonardo leo
leticia lety leti
lorenzo lencho renzo
lourdes lulu
luis lucho luisito louis
magdalena magda lena
manuel manny manolo meme
marcos mark marco
margarita mago margo rita maggie
maria mari mary marita
mariajose majo
mateo teo mattie matt matthew
matias mati
matthew matt matty mateo
maximiliano max maxi
maximo max maxi
mercedes meche merche
miguel mike miguelito micky michael
michael mike mikey
montserrat montse
natalia naty nati
nathaniel nate nathan
nicolas nico nick nicholas
nicholas nick nico
octavio tavo
pablo pablito paul
patricia paty pati pat
pedro perico peter
rafael rafa ralph
ramon moncho
raymundo ray mundo
rebecca becky
ricardo ricky rick richard
robert rob bob bobby robby
roberto beto rob robert
rodrigo rodri
rosario chayo charo
salvador chava sal
samuel sam sammy
santiago santi chago james
sebastian seba sebas
sergio checo
sofia sofi sophie sophia
stephanie steph steffi estefania
tomas tom tommy thomas
teresa tere
theodore theo teddy
thomas tom tommy
valentina vale
valeria vale
veronica vero
vicente chente vince
victoria vicky vic tori
vincent vince vinny
william will bill billy
ximena xime mena
yolanda yoli
zachary zach zack
vang vaj
yang yaj
lor lauj lo
moua muas
thao thoj
xiong xyooj
hang haam ham
her hawj heu
khang khab
kue kwm
lee lis ly
cha tsab chang
vue vwj vu
kong koo
fang faj
cheng tsheej
mohammed mohamud mohd muhammad
"""


def _table() -> tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]:
    """The whole names of each short one, and the short ones of each whole one."""
    wholes: defaultdict[str, set[str]] = defaultdict(set)
    shorts: defaultdict[str, set[str]] = defaultdict(set)
    for line in _LINES.split("\n"):
        whole, *short = line.split() or [""]
        for one in short:
            wholes[one].add(whole)
            shorts[whole].add(one)
    return _frozen(wholes), _frozen(shorts)


def _frozen(found: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(others) for name, others in found.items()}


_WHOLES, _SHORTS = _table()
_NONE: frozenset[str] = frozenset()


def others(word: str) -> frozenset[str]:
    """Words that a folded word may stand for, or the other way round."""
    return _WHOLES.get(word, _NONE) | _SHORTS.get(word, _NONE)


def may_be(one: str, other: str) -> bool:
    """Whether one is a short form of the other, or both are of one name."""
    both = _WHOLES.get(one, _NONE) & _WHOLES.get(other, _NONE)
    return other in others(one) or bool(both)
