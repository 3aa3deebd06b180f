"""Designations that begin with a word: a name and its head, perhaps with what tells it apart behind the head."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from sitrex.annotate.rules import first_of
from sitrex.annotate.units.designators import read_designator
from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.lexicon import Echelon
from sitrex.annotate.units.qualifying import abbreviated
from sitrex.annotate.units.reading import MOST_NAMES, replaces
from sitrex.annotate.units.rules import forms, vetoes
from sitrex.annotate.units.sites import counts_from
from sitrex.annotate.units.titles import begins_item, settle_headed
from sitrex.annotate.units.tokens import NEWLINE
from sitrex.annotate.units.window import LONGEST_BODY, Window
from sitrex.annotate.units.words import (
    BY_FLAGSHIP,
    MEN_OF_BRIGADES,
    MONTHS,
    MOVEMENTS,
    OF_FORCES_ONLY,
    OPENERS,
    OWNERS,
    PATRONS,
    ROYAL,
    unit_words,
)

_SMALL_HEADS: Final = unit_words("small_heads")
_LONGEST_SERVICE: Final = 5
"""Letters of a force's abbreviation at most: a GRU brigade is no particular one."""
_APOSTROPHES: Final = ("'", "’", "ʿ")
_LONGEST_PLACE: Final = 3
"""Words of the place or people that a brigade's patrons are of at most."""
_PATRONYMS: Final = unit_words("patronyms")


class Run(NamedTuple):
    """What capitalised words have told so far; every step reads one of them and gives a further run."""

    part: Part
    begin: int
    at: int
    head: Echelon | None = None
    best: Part | None = None
    """The designation up to the last head."""
    ended: Part | None = None
    """The designation up to a branch word that may stand for a head."""
    names: int = 0
    whole: Part | None = None
    """The designation, where a step knows that nothing follows."""
    closed: bool = False


def read_run(w: Window, i: int) -> Part | None:
    """A designation that begins with a capitalised word: Carrier Strike Group 12, Company D, Khartiia Brigade."""
    if staff_of(w, i):
        return None
    r = Run(Part(start=i, end=-1), i, i)
    limit = min(w.size, i + LONGEST_BODY)
    while r.at < limit and not r.closed and w.words[r.at] != NEWLINE:
        further = (_BEHIND_HEAD if r.best is not None else _STEP)(w, r.at, r)
        if further is None:
            break
        r = further
    if r.closed and r.best is None:
        return r.whole
    return r.ended if r.head is None or r.best is None else settle_headed(w, r.best, r.head, r.names)


@vetoes.veto(
    "units.name-first.staff-of",
    reads=("The army wrote. [[Headquarters First Brigade]], May 10.",),
    leaves=("The army wrote. The [[Falcon First Brigade]] left.",),
    source="letterheads of reports",
)
def staff_of(w: Window, i: int) -> bool:
    """Headquarters before a number in words are those of the unit that it begins."""
    if w.keys[i] != "headquarters" or not w.capitalised(i + 1):
        return False
    number = read_designator(w.tokens, i + 1)
    return number is not None and number.kind == "word"


@forms.rule(
    "units.name-first.small-head",
    reads=(
        "The 3rd Infantry Brigade held. The [[Falcon battalion]] left.",
        "The 3rd Infantry Brigade held. The [[Tavria operational-strategic group]] said so.",
    ),
    leaves=("The 3rd Infantry Brigade held. The Taliban brigade left.",),
    source="journalists' style",
)
def small_head(w: Window, i: int, r: Run) -> Run | None:
    """A head in lower case ends a name."""
    head = w.head(i) if w.words[i][0].islower() and r.best is None else None
    sure = head is not None and (head[1].echelon in _SMALL_HEADS or w.keys[i].startswith("operational"))
    if head is None or not sure or head[1].plural or not r.names:
        return None
    if no_particular_one(w, i, r) or not _introduced(w, r.begin, head[1]):
        return None
    return r._replace(whole=r.part.with_head(head[1], head[0])._replace(evidence="context"), closed=True)


@vetoes.veto(
    "units.name-first.no-particular-one",
    reads=(
        "The 3rd Infantry Brigade held. The men of the [[Taliban brigade]] left.",
        "The 3rd Infantry Brigade held. The men of the [[Parrot's brigade]] left.",
    ),
    leaves=("The 3rd Infantry Brigade held. The men of the [[Azov brigade]] left.",),
    source="English style",
)
def no_particular_one(w: Window, i: int, r: Run) -> bool:
    """A movement's or a service's brigade, or an owned one, in lower case is no particular one."""
    first = w.words[r.begin]
    service = first.isupper() and len(first) <= _LONGEST_SERVICE
    movement = not MOVEMENTS.isdisjoint(w.keys[r.begin : i])
    return service or movement or r.part.names[-1] in OWNERS


def _introduced(w: Window, i: int, head: Echelon) -> bool:
    """Whether an article or a nation stands before the name, or an item of a list begins with it."""
    before = w.keys[i - 1] if i else ""
    nation = w.nation(i - 1) if i else None
    return before == "the" or nation is not None or (head.echelon == "grouping" and begins_item(w, i))


@forms.rule(
    "units.name-first.head",
    reads=("The soldiers of the [[Falconia Brigade]] left.",),
    leaves=("The soldiers of the Falconia Hotel left.",),
    source="echelons of AAP-6 and the armies' own words",
)
def head_word(w: Window, i: int, r: Run) -> Run | None:
    """A head; a second one makes the first a qualifier."""
    head = w.head(i) if w.words[i][0].isupper() else None
    if head is None or ((branch := w.branch(i)) is not None and head[0] < branch[0]):
        return None
    if r.best is not None and not _bare(r) and not replaces(r.best, head[1], r.best.end == i):
        return r._replace(closed=True)
    return r._replace(head=head[1], best=r.part.with_head(head[1], head[0]), at=head[0])


def _bare(r: Run) -> bool:
    """Whether the run is a head so far."""
    best = r.best
    return best is not None and not best.names and best.branch is None and best.end == r.begin + 1


@forms.rule(
    "units.name-first.branch",
    reads=("The soldiers of the [[Northern Tank Brigade]] left.",),
    leaves=("The soldiers of the Northern Tank Factory left.",),
    source="arms and services of AAP-6",
)
def branch_word(w: Window, i: int, r: Run) -> Run | None:
    """A branch phrase; a name and some of them are whole: Warwickshire Yeomanry."""
    branch = w.branch(i) if w.words[i][0].isupper() else None
    if branch is None or branch[1].end == "u":
        return None
    r = r._replace(part=r.part.with_branch(branch[1]), at=branch[0])
    return name_and_arm(w, i, r) or r


@forms.rule(
    "units.name-first.name-and-arm",
    reads=("The soldiers and infantry of the army met the [[Warwickshire Yeomanry]] there.",),
    leaves=("The soldiers and infantry of the army met the Warwickshire yeoman.",),
    source="British regiments",
)
def name_and_arm(w: Window, i: int, r: Run) -> Run | None:
    """A name and a branch word that stands for a head."""
    branch = w.branch(i)
    if branch is None or branch[1].end != "n" or not r.part.names or r.best is not None or count_of_men(w, i, r):
        return None
    named = r.part.with_names(*w.words[i : branch[0]])
    return r._replace(ended=named._replace(end=branch[0], evidence="context"))


@vetoes.veto(
    "units.name-first.count-of-men",
    reads=("The 3rd Infantry Brigade held. They met [[Fourteen Marines]] there.",),
    leaves=("The 3rd Infantry Brigade held. They met the [[Westminster Dragoons]] there.",),
    source="English style: a number that begins a sentence is in words",
)
def count_of_men(w: Window, i: int, r: Run) -> bool:
    """A number in words before an arm's people counts them."""
    return counts_from(w, r.begin, i)


@forms.rule(
    "units.name-first.qualifier",
    reads=("The 3rd Infantry Brigade held. The [[Expeditionary Tank Brigade]] left.",),
    leaves=("The 3rd Infantry Brigade held. The Expeditionary Tank left.",),
    source="honours and kinds of forces of qualifiers.tsv",
)
def qualifier(w: Window, i: int, r: Run) -> Run | None:
    """A word that qualifies without naming a branch."""
    found = w.qualifier(i) if w.words[i][0].isupper() else None
    if found is None:
        return None
    end, entry = found
    part = r.part.with_names(*w.words[i:end]) if entry.kind == "honorific" else r.part
    part = part._replace(service=entry.service or part.service).with_country(entry.country)
    return r._replace(part=part, at=end)


@forms.rule(
    "units.name-first.possessive",
    reads=("The 3rd Infantry Brigade held. [[Pickett's Division]] left.",),
    leaves=("The 3rd Infantry Brigade held. Pickett's uncle left.",),
    source="American Civil War",
)
def possessive(w: Window, i: int, r: Run) -> Run | None:
    """The ``'s`` of a name."""
    owned = w.keys[i] == "'s" and r.part.names
    return r._replace(part=r.part.with_names(w.words[i]), at=i + 1) if owned else None


@forms.rule(
    "units.name-first.patronym",
    reads=(
        "The soldiers of the [[Tariq bin Ziyad Brigade]] left.",
        "The men of [[Al-Bara' ibn Malik Brigade]] left.",
        "The warships of the [[Jean de Vaucelin Carrier Strike Group]] left.",
    ),
    leaves=("The soldiers met Tariq bin Ziyad there.", "The army's soldiers met the Commandant de Brigade there."),
    source="Arabic names of units, units called after a person",
)
def patronym(w: Window, i: int, r: Run) -> Run | None:
    """The ``ibn`` or ``de`` between two words of a name, perhaps behind the apostrophe of a transliteration."""
    at = i + 1 if w.words[i] in _APOSTROPHES and w.glued(i) else i
    if not r.part.names or w.key(at) not in _PATRONYMS or not w.capital(at + 1) or w.head(at + 1) or w.branch(at + 1):
        return None
    return r._replace(part=r.part.with_names(w.words[at]), at=at + 1)


@forms.rule(
    "units.name-first.patrons",
    reads=(
        "The army, its soldiers and infantry met the [[Falcons of the Levant Brigade]] there.",
        "The army and its infantry met men from the [[Martyrs of 17 February Brigade]] there.",
        "The army, its soldiers and infantry met the [[Dawn of Freedom Brigades]] there.",
    ),
    leaves=(
        "The army, its soldiers and infantry came. Fighters of the [[Falcon Brigade]] left.",
        "The army, its soldiers and infantry met the Friends of Falconia Group there.",
    ),
    source="names of irregular brigades after those they honour or claim to be",
)
def patrons(w: Window, i: int, r: Run) -> Run | None:
    """What the martyrs, lions or swords are of that a brigade is called after, up to its head."""
    if w.keys[i] != "of" or i == r.begin or w.keys[i - 1] not in PATRONS:
        return None
    place = i + 2 if w.key(i + 1) == "the" else i + 1
    if place > i + 1 and begins_sentence(w, r.begin):
        return None
    end = _of_patrons(w, place)
    head = w.head(end) if w.capitalised(end) else None
    if end == place or head is None or head[1].echelon not in OF_FORCES_ONLY:
        return None
    if head[1].plural and w.keys[i - 1] in MEN_OF_BRIGADES:
        return None
    part = r.part.with_names(*w.words[i:end])._replace(service=r.part.service or "irregular", evidence="context")
    return r._replace(part=part, names=max(r.names, 1), at=end)


@vetoes.veto(
    "units.name-first.men-of-brigade",
    reads=("The army, its soldiers and infantry came. [[Rebels of the Falcon Brigade]] left.",),
    leaves=("The army, its soldiers and infantry met the [[Falcons of the Levant Brigade]] there.",),
    source="English style: a sentence begins with a capital",
)
def begins_sentence(w: Window, i: int) -> bool:
    """The capital of those who fight may be the sentence's: they are the brigade's men, not its name."""
    return w.keys[i] in MEN_OF_BRIGADES and (i == 0 or w.words[i - 1] in (".", NEWLINE, ":"))


def _of_patrons(w: Window, i: int) -> int:
    """End of the place, people or day that a brigade's patrons are of."""
    if w.word(i).isdecimal() and w.key(i + 1) in MONTHS:
        return i + 2
    end = i
    while end < i + _LONGEST_PLACE and w.capitalised(end) and w.head(end) is None and w.keys[end] not in OPENERS:
        end += 1
    return end


@forms.rule(
    "units.name-first.initial",
    reads=("The warships of the [[Gerald R. Falcon Carrier Strike Group]] left.",),
    leaves=("The soldiers of Gerald R. [[Falcon Brigade]] left.",),
    source="warships that are called after a person",
)
def initial(w: Window, i: int, r: Run) -> Run | None:
    """The initial within a ship's name, whose group's arm follows."""
    if not r.part.names or i + 3 >= w.size or len(w.words[i]) > 1 or w.words[i + 1] != "." or not w.glued(i + 1):
        return None
    arm = w.branch(i + 3) if w.capital(i + 2) else None
    if arm is None or arm[1].branch not in BY_FLAGSHIP:
        return None
    return r._replace(part=r.part.with_names(f"{w.words[i]}."), at=i + 2)


def _name_word(w: Window, i: int, r: Run) -> Run | None:
    """A capitalised word of the name."""
    if r.names >= MOST_NAMES or len(w.words[i]) < 2 or not w.proper(i) or known_inside(w, i, r):
        return None
    r = branch_in_name(w, i, r) or r
    if commander(w, i, r):
        return r._replace(closed=True)
    return r._replace(part=r.part.with_names(w.words[i]), names=r.names + 1, at=i + 1)


@vetoes.veto(
    "units.name-first.known-inside",
    reads=("The army's soldiers left [[Northern Helmand ISAF Joint Command]] there.",),
    leaves=("The army's soldiers left the ISAF Joint Command there.",),
    source="headlines run into the line below",
)
def known_inside(w: Window, i: int, r: Run) -> bool:
    """A known name that an acronym begins is whole, head and all: what stands before it is another's."""
    found = w.known(i) if i > r.begin and w.words[i].isupper() else None
    return found is not None and found[0] > i + 1 and found[1].kind == "sure" and found[1].echelon is not None


@forms.rule(
    "units.name-first.branch-in-name",
    reads=("The soldiers of the [[Mountain Hawks Brigade]] left.",),
    leaves=("The soldiers of the Mountain Hawks Club left.",),
    source="names that begin with an arm's word",
)
def branch_in_name(w: Window, i: int, r: Run) -> Run | None:
    """The branch word before a name is part of the name."""
    if r.part.branch is None or r.part.names or i == r.begin:
        return None
    return r._replace(part=r.part._replace(names=tuple(w.words[r.begin : i]), branch=None, rank=-1))


@vetoes.veto(
    "units.name-first.commander",
    reads=("The soldiers of [[Pettigrew's Carolina Brigade]] left.",),
    leaves=("Pettigrew's Carolina uncle left the soldiers.",),
    source="American Civil War",
)
def commander(w: Window, i: int, r: Run) -> bool:
    """The commander is no part of the name."""
    return bool(r.part.names) and w.keys[i - 1] == "'s" and w.keys[r.begin] not in ROYAL


@forms.rule(
    "units.name-first.dot",
    reads=("The soldiers of [[Pz.Rgt. 15]] left.", "The soldiers of [[Heavy Tk.Bn. 47]] left."),
    leaves=("The soldiers of the Inf. Smith left.", "SOLDIERS WENT BY AIR. CARRIER AIR WING 11 STAYED."),
    source="German and British abbreviations",
)
def abbreviation_dot(w: Window, i: int, r: Run) -> Run | None:
    """The dot without a blank behind an abbreviated arm before its head."""
    dotted = i + 1 < w.size and w.glued(i + 1) and abbreviated(w, i, r.begin)
    return r._replace(at=i + 1) if dotted else None


Step = Callable[[Window, int, Run], Run | None]
_HEADS: Final[tuple[Step, ...]] = (small_head, head_word, branch_word)
_BEHIND_HEAD: Final[Step] = first_of(*_HEADS)
_STEP: Final[Step] = first_of(
    *_HEADS, qualifier, possessive, patrons, patronym, initial, abbreviation_dot, _name_word
)  # fmt: skip
"""With what may stand before the first head."""
