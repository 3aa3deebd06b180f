"""Figures that are names of themselves or within one: ``218 Support Squadron``, ``1-232``, ``XT 642217``."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.numbers.lexicon import HYPHENS
from sitrex.annotate.numbers.reading import Reading
from sitrex.annotate.numbers.rules import vetoes
from sitrex.annotate.numbers.tokens import BREAK, Tokens
from sitrex.annotate.rules import any_of
from sitrex.annotate.text.words import words

_STATED: Final = words("stated", table="numbers/words.tsv")
_BY_CODES: Final = words("by_codes", table="numbers/words.tsv")
_PEOPLES: Final = ("ans", "ese")
"""How the names of most peoples end in the plural."""
_LINE_STARTS: Final = frozenset((BREAK, "-", "–", "—", "•", "*", "|", "│"))


# -- long figures and those alone --------------------------------------------------------------------------------------


def _all_there_is(r: Reading) -> bool:
    """Whether the text is this number and no more."""
    return len(r.t.text.strip()) == r.t.end[r.end - 1] - r.t.start[r.first]


@vetoes.veto(
    "numbers.named.code",
    reads=(
        "It lies at XT [[642217]] there.",
        "NW [[50955]]",
        "They met [[near 642217]] there.",
        "In May [[14321987]] Pte Hill fell.",
    ),
    leaves=("They sent [[50000]] men.", "The toll reached [[50000]].", "Total [[50,000]]"),
    source="file numbers, postal codes, map references",
)
def code(r: Reading) -> bool:
    """Five figures or more without a separator that count nothing and stand by a name or alone."""
    t, raw, at = r.t, r.raw, r.first - 1
    if t.begins_column(r.first) or _all_there_is(r):
        return False
    near = t.low[r.first] == "near"  # a place, not a bound
    if not raw.isdecimal() or len(raw) < 5 or (r.bound and not near) or r.noun is not None or t.figure[r.end]:
        return False
    if near:
        return True
    if len(raw) > 5 and _two_capitals(r):
        return True  # the number of a soldier
    return _before_code(t, at, len(raw))


def _before_code(t: Tokens, at: int, length: int) -> bool:
    """Whether a code of some figures may stand behind a token: another one, a name, a word that codes follow, nothing."""
    listed = t.low[at] in ("and", "to", ",") and t.figure[at - 1] and len(t.raw[at - 1]) == length
    return listed or t.raw[at][0].isupper() or t.low[at] in _BY_CODES or t.raw[at] in (BREAK, ":", "(", "#")


@vetoes.veto(
    "numbers.named.line-alone",
    reads=("They sank.\n\n[[12]]\n\nIt rained.",),
    leaves=("Boats\n12\n14",),
    source="page and item numbers alone in a line",
)
def alone(r: Reading) -> bool:
    """A short figure that is a line of its own numbers a page; not a column of figures."""
    t = r.t
    if not r.raw.isdecimal() or len(r.raw) > 4 or r.end != r.start + 1 or _all_there_is(r):
        return False
    if t.raw[r.first - 1] != BREAK or t.raw[r.end] != BREAK:
        return False
    return not (t.figure[r.first - 2] or t.figure[r.end + 1])


# -- a name around or after a short figure --------------------------------------------------------------------------


@vetoes.veto(
    "numbers.named.uneven-range",
    reads=("They met [[1-232]] at the ford.",),
    leaves=("They met [[1-32]] men at the ford.",),
    source="battalion-regiment, 1-232",
)
def uneven_range(r: Reading) -> bool:
    """A hyphen between a small figure and a much larger one joins the numbers of two formations."""
    t = r.t
    first, second = r.raw, t.raw[r.core.end + 1]
    return second[0] == "0" or (first.isdecimal() and second.isdecimal() and int(second[:9]) >= 20 * int(first))


@vetoes.veto(
    "numbers.named.consecutive",
    reads=("They read [[273]], [[274]] and [[275]] aloud.",),
    leaves=("They lost [[273]], [[20]] and [[5]] men.",),
    source="lists of numbers that follow each other name things",
)
def _consecutive(r: Reading) -> bool:
    t, start = r.t, r.start
    if not r.raw.isdecimal() or (r.noun is not None and r.noun.head[0].islower()):
        return False
    own = int(r.raw)
    for step in (-2, 2):
        other, joint = t.raw[start + step], t.low[start + step // 2]
        if other.isdecimal() and len(other) < 5 and joint in (",", "and", "&") and int(other) == own + step // 2:
            return own > 20
    return False


def _capitals(r: Reading) -> int:
    """Where the words with capitals after the number end, six at most."""
    t, at = r.t, r.end
    while t.is_word(at) and t.raw[at][0].isupper() and at < r.end + 6 and t.low[at] not in r.words.nouns["stop"]:
        at += 1
    return at


@vetoes.veto(
    "numbers.named.two-capitals",
    reads=("They opened [[24]] Kestrel Way at dawn.",),
    leaves=("They opened [[24]] boxes at dawn.",),
    source="addresses",
)
def _two_capitals(r: Reading) -> bool:
    return r.noun is None and _capitals(r) > r.end + 1


def _multiplies(r: Reading) -> bool:
    """Whether the sign of multiplication follows, before a calibre or a designation: ``4 X 122 MM``, ``2 X A-10``."""
    behind = r.end + 1
    return r.after == "x" and (r.t.figure[behind] or (r.t.raw[behind + 1] in HYPHENS and r.t.glued(behind + 1)))


@vetoes.veto(
    "numbers.named.line-start",
    reads=("[[24]] Kestrel moved up.",),
    leaves=(
        "[[24]] Germans moved up.",
        "[[1]] Su-34 fell.",
        "[[2]] Bren LMG were taken.",
        "[[4]] X 122 MM ROUNDS FELL.",
    ),
    source="units and items at the start of a line",
)
def _line_start(r: Reading) -> bool:
    t = r.t
    if r.after in r.words.counted_types or (r.noun is not None and r.after.endswith(_PEOPLES)):
        return False
    if (r.noun is not None and r.noun.head.lower() in r.words.counted_types) or _multiplies(r):
        return False
    if t.raw[r.start - 1] not in _LINE_STARTS or not (t.is_word(r.end) and t.raw[r.end][0].isupper()):
        return False
    model = t.raw[r.end + 1] in HYPHENS and t.figure[r.end + 2] and t.glued(r.end + 1) and t.glued(r.end + 2)
    return not model and (r.noun is None or r.noun.head[0].isupper())


@vetoes.veto(
    "numbers.named.after-name",
    reads=("At night Radio [[4]] spoke.", "She sold the iTone [[15]] there."),
    leaves=(
        "At noon in Homs [[300]] were killed.",
        "KIA [[3]] WIA [[5]].",
        "No.\tTown\tKilled\n1\tHoms\t[[14]]\n2\tHama\t[[20]]",
    ),
    source="names that end in a number",
)
def _after_name(r: Reading) -> bool:
    t, at = r.t, r.start - 1
    named = t.is_word(at) and not (t.raw[at].islower() or t.raw[at].isdecimal())
    if not (named and r.raw.isdecimal()) or t.glued(at) or r.noun is not None:
        return False
    if t.raw[at].isupper() and len(r.before) > 1 and r.before in r.words.nouns["stop"] and t.is_word(r.end):
        return False  # "ROSE TO 36"
    if r.before in r.words.nouns["outcome"]:
        return False  # "KIA 3 WIA 5"
    if t.raw[at - 1] in (BREAK, ".", ":", ";", ",", "and") or t.begins_column(r.start):
        return False
    return r.after not in _STATED and t.low[at] not in r.words.cardinal


@vetoes.veto(
    "numbers.named.before-maker",
    reads=("They boarded the [[380]] Kestrel there.",),
    leaves=("The [[380]] Kestrels left.", "They met the [[380]] refugees there."),
    source="aircraft and cars named by their number",
)
def _before_maker(r: Reading) -> bool:
    """``the 380 Airbus``: a number between an article and a name in the singular."""
    t, name = r.t, r.t.raw[r.end]
    if not r.raw.isdecimal() or t.low[r.start - 1] not in ("the", "an", "a") or r.noun is not None:
        return False
    return name[0].isupper() and name[1:].islower() and not (name.endswith("s") and not name.endswith(("us", "ss")))


@vetoes.veto(
    "numbers.named.short-regiment",
    reads=("The [[1/7]] GR held.",),
    leaves=(
        "They hold [[2/3]] of it.",
        "[[About 1/2]] Rajputs left.",
        "They lost [[2/3]] men.",
    ),
    source="battalions under their regiments in Commonwealth records",
)
def _short_regiment(r: Reading) -> bool:
    """A fraction with a stroke before a name is a battalion of a regiment: a part is of something."""
    t, end = r.t, r.core.end
    if t.raw[r.start + 1] not in ("/", "⁄") or end != r.start + 3 or r.bound or end != r.end:
        return False
    named = t.is_word(end) and t.raw[end][0].isupper() and not t.raw[r.start - 1].isupper()
    return named and (r.noun is None or r.noun.head[0].isupper())


_NAMED: Final = any_of(
    _short_regiment,
    _before_maker,
    _consecutive,
    _two_capitals,
    _line_start,
    _after_name,
)


def named(r: Reading, *, ranged: bool) -> bool:
    """Whether a short figure belongs to a name beside it."""
    if not r.figure or len(r.raw) > 4:
        return False
    if ranged and r.noun is None and r.t.raw[r.core.end] in HYPHENS:
        return uneven_range(r)
    return _NAMED(r)
