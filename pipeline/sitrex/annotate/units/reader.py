"""What begins at a token: the forms in the order in which they are tried."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.units.chains import list_with_chain, with_chain
from sitrex.annotate.units.coordination import coordinated
from sitrex.annotate.units.designators import Designator, read_designator
from sitrex.annotate.units.enumerations import further_designators, name_list
from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.flagships import flagship
from sitrex.annotate.units.headquarters import headquarters
from sitrex.annotate.units.hulls import hull
from sitrex.annotate.units.known_names import known_name
from sitrex.annotate.units.letters_behind import part_behind
from sitrex.annotate.units.lexicon import Echelon
from sitrex.annotate.units.name_first import read_run
from sitrex.annotate.units.number_alone import bare_ordinal
from sitrex.annotate.units.numbered import read_body
from sitrex.annotate.units.qualifying import abbreviated
from sitrex.annotate.units.romance import romance
from sitrex.annotate.units.rules import forms, vetoes
from sitrex.annotate.units.suffixes import with_tail
from sitrex.annotate.units.titles import national, quoted_head
from sitrex.annotate.units.window import Window
from sitrex.annotate.units.words import OF_FORCES_ONLY, QUOTES, unit_words

_BEFORE_DESIGNATOR: Final = "“\"‘'«№"
_LETTERED: Final = ("company", "battery", "troop", "platoon", "squadron", "task_force")
_LONGEST_NUMERAL: Final = 4
_LONG_FIGURE: Final = 3
"""Digits that a company's or squadron's number before a dot and slash has fewer of."""
_LETTERED_BEHIND: Final = unit_words("lettered_behind")
_HONOURED: Final = unit_words("honoured")
_LONGEST_HONOURED: Final = 6


class PhraseReader:
    """Reads a window from left to right; remembers where the last phrase ended: a comma there makes a list."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self._done = -1

    def read(self, i: int) -> list[Part]:
        """The designations of the phrase that begins at token ``i``, in text order; empty if none does."""
        w = self.window
        first = w.words[i][0]
        if first.isdecimal() and inside_word(w, i):
            return []
        whole = self._by_name(i) if first.isupper() else self._without_capital(i)
        if whole is not None:
            return whole
        number = read_designator(w.tokens, i) if first.isalnum() or first in _BEFORE_DESIGNATOR else None
        whole = _whole(w, i, number)
        if whole:
            return whole
        parts = [] if number is None else _numbered(w, i, number)
        if parts is None:
            return []
        if not parts and first.isupper() and w.closes(i) and _may_name(w, i):
            parts = _by_words(w, i)
        if not parts:
            return bare_ordinal(w, i, number)
        if len(parts) == 1:
            parts = [part_behind(w, parts[0].end, parts[0]) or parts[0]]
        parts = list_with_chain(w, parts, self._done)
        self._done = parts[-1].end
        return parts

    def _without_capital(self, i: int) -> list[Part] | None:
        """What a quotation mark or a company in lower case begins."""
        w = self.window
        if w.words[i] in QUOTES:
            return _alone(quoted_head(w, i))
        small = small_lettered(w, i) if w.words[i][0].islower() else None
        if small is None:
            return None
        small = with_chain(w, small, self._done)
        self._done = small.end
        return [small]

    def _by_name(self, i: int) -> list[Part] | None:
        """What a name, known or shared, or a prefix begins."""
        w = self.window
        shared = name_list(w, i)
        if shared:
            return shared
        named = known_name(w, i)
        if named is None:
            return _alone(hull(w, i) or headquarters(w, i))
        longer = longer_name(w, i, named)
        if longer is not None:
            return [with_chain(w, longer, self._done)]
        shared_head = w.head(named.end)
        if shared_head is not None and shared_head[1].plural and shared_head[1].echelon == named.echelon:
            named = named._replace(end=shared_head[0])
        return [with_tail(w, named)]


def _alone(part: Part | None) -> list[Part] | None:
    return None if part is None else [part]


def _whole(w: Window, i: int, number: Designator | None) -> list[Part]:
    """Forms that no superior follows."""
    foreign = romance(w, i, number) if number is not None or w.words[i][0].isupper() else None
    part = foreign or below_slash(w, i) or platoon_of(w, i)
    return [] if part is None else [part]


def _numbered(w: Window, i: int, number: Designator) -> list[Part] | None:
    """What a designator begins; None if nothing else may begin there."""
    parts = coordinated(w, i, number)
    if number.company and not parts:
        whole = battalion_alone(w, i, number)
        parts = [] if whole is None else [whole]
    if not parts or not number.company:
        return parts
    below = company_of(w, i, parts[0], number.company)
    return None if below is None else [below]


@forms.rule(
    "units.chain.platoon-slash",
    reads=("The soldiers of [[2/C/1/69th Armor]] left.",),
    leaves=("The soldiers read 2/3/1944 there.",),
    source="American style",
)
def platoon_of(w: Window, i: int) -> Part | None:
    """A platoon's number, its company's letter and the figures of its battalion."""
    slashed = w.words[i].isdecimal() and w.words[i + 1 : i + 2] == ["/"] and w.words[i + 3 : i + 4] == ["/"]
    if not slashed or not all(w.glued(k) for k in range(i + 1, i + 4)) or len(w.words[i + 2]) > 1:
        return None
    number = read_designator(w.tokens, i + 2)
    above = _numbered(w, i + 2, number) if number is not None and number.company else None
    if not above:
        return None
    return Part(
        start=i,
        end=above[0].end,
        designator=w.words[i],
        branch=above[0].branch,
        echelon="platoon",
        headed=True,
        superior=above[0],
    )


@forms.rule(
    "units.chain.battalion-slash",
    reads=(
        "The 3rd Infantry Brigade held. They saw [[A/2/27th]] attack.",
        "The 3rd Infantry Brigade held. They saw [[B/1/9]] attack.",
        "The 3rd Infantry Brigade held. They saw [[B/2-327]] attack.",
    ),
    leaves=("The 3rd Infantry Brigade held. They saw B/1/9/4 there.",),
    source="American style",
)
def battalion_alone(w: Window, i: int, number: Designator) -> Part | None:
    """The figures of a battalion and its regiment behind a company's letter, without an arm."""
    if number.value.count("/") + number.value.count("-") != 1 or (
        number.end < w.size and w.words[number.end] in "/-" and w.glued(number.end)
    ):
        return None
    return Part(
        start=i,
        end=number.end,
        designator=number.value,
        echelon="battalion",
        kind="composite",
        headed=True,
        evidence="context",
    )


@vetoes.veto(
    "units.number.inside-word",
    reads=("The soldiers of the G[[3 Brigade]] left.",),
    leaves=("The soldiers of the [[3 Brigade]] left.",),
    source="names of weapons and staff branches",
)
def inside_word(w: Window, i: int) -> bool:
    """The figure is a piece of a word: the 23 of ZU-23-2, the 3 of G3."""
    if i == 0 or not w.glued(i):
        return False
    j = i - 1 if w.words[i - 1] not in "-–" else i - 2
    return j >= 0 and w.words[j][-1].isalpha() and (j == i - 1 or w.glued(i - 1))


@forms.rule(
    "units.chain.company-slash",
    reads=(
        "The soldiers of [[A/1-26 Infantry]] left.",
        "The army's soldiers and infantry met [[D/308th Avn]] and [[B/7 Cav]] there.",
    ),
    leaves=("The army's soldiers and infantry met A/7 infantry there.",),
    source="American style",
)
def company_of(w: Window, i: int, part: Part, letter: str) -> Part | None:
    """A company's letter and the figures of its battalion, or the number of its regiment."""
    above = part._replace(start=i + 2)
    if part.designator is not None and part.designator.isdecimal() and not part.headed:
        if not w.words[part.end - 1][0].isupper():
            return None
        above = above._replace(evidence="context")
    if part.designator is not None and part.kind == "composite":
        figures = part.designator.replace("/", "-")
        above = above._replace(designator=figures, echelon=part.echelon or "battalion")
    echelon = {"artillery": "battery", "cavalry": "troop"}.get(above.branch or "", "company")
    return Part(
        start=i,
        end=above.end,
        designator=letter,
        branch=above.branch,
        echelon=echelon,
        headed=True,
        superior=above,
        evidence=above.evidence,
    )


@forms.rule(
    "units.chain.slash",
    reads=(
        "The soldiers of the [[III/170th Battalion]] left.",
        "The [[B/O Battery Royal Horse Artillery]] fired.",
        "The pilots of [[7./JG 26]] left.",
        "The soldiers of [[I./Gren.Rgt. 915]] left.",
    ),
    leaves=("The soldiers were 7/JG 26 there.",),
    source="German and British style",
)
def below_slash(w: Window, i: int) -> Part | None:
    """A part of a unit and a slash before it: II./JG 26, 7./JG 26, III/170th Infantry, B/O Battery."""
    dotted = w.words[i + 1 : i + 2] == ["."]
    j = i + 2 if dotted else i + 1
    if j + 1 >= w.size or w.words[j] != "/" or not all(w.glued(k) for k in range(i + 1, j + 2)):
        return None
    inner = _before_slash(w, i, dotted)
    above = (hull(w, j + 1) or _behind_slash(w, j + 1, inner)) if inner is not None else None
    if inner is None or above is None or above.end < 0 or above.plural:
        return None
    above = with_tail(w, above)
    return Part(
        start=i,
        end=above.end,
        designator=w.words[i] if inner.kind == "letter" else inner.value,
        branch=above.branch,
        echelon=_echelon_below(above, inner),
        nation=above.nation,
        typical=above.typical,
        hint=above.hint,
        superior=above,
    )


def _before_slash(w: Window, i: int, dotted: bool) -> Designator | None:
    """The letter or numeral, with a dot also the figure, that tells a part of a unit apart."""
    word = w.words[i]
    figure = dotted and word.isdecimal() and len(word) < _LONG_FIGURE
    if not figure and (len(word) > _LONGEST_NUMERAL or not word.isupper() or not word.isalpha()):
        return None
    inner = read_designator(w.tokens, i)
    return inner if inner is not None and inner.kind in ("roman", "letter", "number") else None


def _echelon_below(above: Part, inner: Designator) -> str | None:
    """What a figure or numeral before the slash tells of a wing, a regiment or a battalion."""
    flying = above.echelon == "wing"
    if inner.kind == "number":
        return "squadron" if flying else "company"
    if inner.kind == "roman" and above.echelon == "regiment":
        return "battalion"
    return "group" if flying else None


def _behind_slash(w: Window, i: int, inner: Designator) -> Part | None:
    number = read_designator(w.tokens, i)
    if number is None and w.words[i][0].isupper():
        return read_run(w, i)
    if number is None or (inner.kind == "letter" and number.kind != "letter"):
        return None
    return read_body(w, number.end, number).part._replace(start=i)


@forms.rule(
    "units.name.longer",
    reads=("The soldiers of the [[Ariete Armoured Division]] left.",),
    leaves=("The soldiers of the Ariete left armoured.",),
    source="a known name that a head follows",
)
def longer_name(w: Window, i: int, named: Part) -> Part | None:
    """The designation of which a known name is only the beginning."""
    if named.kind == "never" or named.end >= w.size or not w.words[named.end][0].isalpha():
        return None
    run = read_run(w, i)
    if run is None or run.end <= named.end or not run.headed:
        return None
    if named.echelon not in (None, run.echelon) and named.evidence == "":
        return None
    return run._replace(names=named.names, nation=named.nation, evidence="")


@forms.rule(
    "units.head-first.small-letter",
    reads=("The soldiers and infantry of the army saw [[company B, 13th Falcon Infantry]] attack.",),
    leaves=("The soldiers of the company I left.",),
    source="style of the nineteenth century",
)
def small_lettered(w: Window, i: int) -> Part | None:
    """A company in lower case and its letter, before its regiment."""
    head = w.head(i) if w.keys[i] in _LETTERED_BEHIND and i + 3 < w.size else None
    if head is None or len(w.words[i + 1]) > 1 or not w.capitalised(i + 1):
        return None
    above = w.words[i + 3] if w.words[i + 2] == "," else w.words[i + 2]
    if not (above[0].isdecimal() or w.keys[i + 2 : i + 4] == ["of", "the"]):
        return None
    part = Part(start=i, end=i + 2, designator=w.words[i + 1], kind="letter", evidence="context")
    return part.with_head(head[1], i + 2)


def _may_name(w: Window, i: int) -> bool:
    """Whether a name, or a head before a numeral (Battle Group XLI), may begin at token ``i``."""
    head = None if w.proper(i) else w.head(i)
    named = w.proper(i) or (i + 1 < w.size and abbreviated(w, i + 1, i))
    return (named and (honoured(w, i) or not w.titled(i))) or _rotation(w, head)


def _rotation(w: Window, head: tuple[int, Echelon] | None) -> bool:
    """Whether a Roman numeral follows the head."""
    number = None if head is None or head[0] >= w.size else read_designator(w.tokens, head[0])
    return number is not None and number.kind == "roman"


@forms.rule(
    "units.name.honoured",
    reads=("The soldiers of the [[Sheikh Mansur Battalion]] left.",),
    leaves=("The soldiers of Colonel Smith Battalion left.",),
    source="units that are called after a sheikh, sultan or imam",
    nothing=False,
)
def honoured(w: Window, i: int) -> bool:
    """A title that begins the name of a brigade, battalion or regiment within a few capitalised words."""
    if w.keys[i] not in _HONOURED:
        return False
    for j in range(i + 2, min(w.size, i + _LONGEST_HONOURED)):
        head = w.head(j)
        if head is not None and w.words[j][0].isupper():
            return head[1].echelon in OF_FORCES_ONLY and not head[1].plural
        if not w.capital(j - 1):
            return False
    return False


# -- words first -------------------------------------------------------------------------------------------------------


def _by_words(w: Window, i: int) -> list[Part]:
    """What a capitalised word of no vocabulary, or a people, begins."""
    people = national(w, i)
    if people is not None:
        return [people]
    skipped = nation_first(w, i)
    if skipped:
        return [flagship(w, i) or Part(start=i, end=skipped, kind="never")]
    part = read_run(w, i)
    if part is None or team(w, i, part):
        return []
    parts = [part]
    if part.designator and (part.echelon in _LETTERED or (part.plural and part.trailing)):
        parts += further_designators(w, part.end, part)
    return parts


@forms.rule(
    "units.name.nation-first",
    reads=("The ships of the United States [[Pacific Fleet]] left.",),
    leaves=("The army's infantry and artillery met the [[Republican Guard Falcon Division]] there.",),
    source="the words of a nation's name begin nothing",
    nothing=0,
)
def nation_first(w: Window, i: int) -> int:
    """End of a nation's name, which begins nothing; 0 if there is none."""
    nation, honour = w.nation(i), w.qualifier(i)
    if nation is None or (honour is not None and honour[0] > nation[0]):
        return 0
    return nation[0] if nation[1].kind in ("adjective", "noun") else 0


@vetoes.veto(
    "units.title.team",
    reads=("The soldiers of the [[Falcon Brigade]] Football Club left.",),
    leaves=("The soldiers of the [[Falcon Brigade]] left the Football Club.",),
    source="leagues and clubs",
)
def team(w: Window, i: int, part: Part) -> bool:
    """A league or a club without a number."""
    return w.sporting(part.end) and not part.designator
