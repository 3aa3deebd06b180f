"""Names that hold a number: ``Hill 60``, ``No. 5``, ``DESRON TWO THREE``, ``218 Support Squadron``, ``Leopard 2 tanks``."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.numbers.lexicon import HYPHENS
from sitrex.annotate.numbers.reading import Reading
from sitrex.annotate.numbers.rules import vetoes
from sitrex.annotate.numbers.tokens import BREAK
from sitrex.annotate.rules import any_of
from sitrex.annotate.text.words import words

_STRONG_LABELS: Final = words("strong_labels", table="numbers/words.tsv")
_DOTTED_LABELS: Final = words("dotted_labels", table="numbers/words.tsv")
_STATED: Final = words("stated", table="numbers/words.tsv")
_COUNTED: Final = words("people", "things", table="numbers/words.tsv")
_BY_CODES: Final = words("by_codes", table="numbers/words.tsv")
_INCLOSED: Final = words("inclosed", table="numbers/words.tsv")
_PEOPLES: Final = ("ans", "ese")
"""How the names of most peoples end in the plural."""
_CALLS: Final = words("calls", table="numbers/words.tsv")
_DIALLED: Final = frozenset((*"+-().‐–", "or"))
_CODES_OF_LAW: Final = (["u", ".", "s", ".", "c", "."], ["c", ".", "f", ".", "r", "."])
_LONGEST_NOTE: Final = 3
_LONGEST_CALL: Final = 9
_LONGEST_LIST: Final = 12
_QUOTES: Final = ('"', "“", "”")
_HULLS: Final = words("hulls", table="numbers/words.tsv")
_COLUMN: Final = 3
"""So many blanks or more stand between the columns of a table."""
_LISTED: Final = frozenset((",", "and", "or", "&", '"', "“", "”"))
_LINE_STARTS: Final = frozenset((BREAK, "-", "–", "—", "•", "*", "|", "│"))


# -- a word before the number makes it a name -----------------------------------------------------------------------


@vetoes.veto("numbers.label.dotted", reads=("They took No. [[7]] from the rack.",))
def _dotted(r: Reading) -> bool:
    t, at = r.t, r.start - 1
    return t.raw[at] == "." and t.glued(at) and t.low[at - 1] in _DOTTED_LABELS


@vetoes.veto(
    "numbers.label.coded",
    reads=("They read report No. ABC [[693]] there.",),
    source="serials of reports with the letters of who wrote them",
)
def _coded(r: Reading) -> bool:
    """Capitals between a dotted label and the figure."""
    t, at = r.t, r.start - 1
    return r.figure and t.raw[at].isupper() and t.raw[at - 1] == "." and t.low[at - 2] in _DOTTED_LABELS


@vetoes.veto(
    "numbers.label.hull", reads=("The form (BKR [[71]]) was read.",), source="US Navy hull classification symbols"
)
def _hull(r: Reading) -> bool:
    t, at = r.t, r.start - 1
    if t.raw[r.core.end] != ")" or not r.figure or not (t.raw[at].isupper() and 2 <= len(t.raw[at]) <= 4):
        return False
    return t.raw[at - 1] == "(" or (t.raw[at - 1] in HYPHENS and t.raw[at - 3] == "(")


def _no_of_denial(r: Reading) -> bool:
    """``no`` before a number word denies: ``no two sentries agreed``."""
    return r.before in ("no", "nos") and (not r.figure or r.t.raw[r.start - 1] == "no")


def _before_list(r: Reading) -> int:
    """The token before a list that ends with the number: ``Nos. 62 A, 63 A and 7``."""
    t, at = r.t, r.start - 1
    while at > r.start - _LONGEST_LIST:
        lettered = t.figure[at - 1] and len(t.raw[at]) == 1 and t.raw[at].isupper()
        if not (t.low[at] in _LISTED or lettered or (t.figure[at] and (at < r.start - 1))):
            break
        at -= 1
    return at


def _label(r: Reading) -> int:
    """The token that may label the number: the word before, or before a list, a quotation mark or a colon."""
    t, at = r.t, r.start - 1
    listed = (
        not (t.is_word(r.end) and t.raw[r.end][0].islower()) or r.after in r.words.nouns["stop"] | r.words.nouns["verb"]
    )
    if t.raw[at] == ":" and t.low[at - 1] in ("page", "docid", "para", "no", "nr"):
        return at - 1
    before = _before_list(r)
    numbered = t.low[before - (t.raw[before] == ".")] == "nos"
    if listed or numbered:
        at = before - (numbered and t.raw[before] == ".")
    if at < r.start - 1 and not numbered and not (t.figure[at + 1] or t.raw[at + 1] in _QUOTES):
        return r.start - 1  # "hills, and 167" lists no hills
    return at if t.start[r.start] - t.end[r.start - 1] < _COLUMN else r.start


@vetoes.veto(
    "numbers.label.group-of",
    reads=("The Group of [[20]] met.",),
    leaves=("A group of [[20]] men left.",),
    source="names of circles of states and people",
)
def _group_of(r: Reading) -> bool:
    return r.before == "of" and r.t.raw[r.start - 2] in ("Group", "Gang", "Committee", "Chapter")


@vetoes.veto("numbers.label.word", reads=("They took hill [[60]] at night.",), leaves=("the number [[60]] appeared",))
def _strong_label(r: Reading) -> bool:
    word = r.t.low[_label(r)]
    if word not in _STRONG_LABELS or _no_of_denial(r):
        return False
    if word == "numbers" and r.t.low[r.end] in _COUNTED:
        return False
    return not (word in ("number", "numbers") and r.t.low[r.start - 2] in ("the", "a"))


@vetoes.veto("numbers.label.capital-word", reads=("Hut [[6]] was locked.",))
def _capital_label(r: Reading) -> bool:
    t, end = r.t, r.core.end
    at = _label(r)
    if not t.raw[at][0].isupper() or t.low[at] in _STRONG_LABELS or t.low[at] not in r.words.nouns["label"]:
        return False
    if _no_of_denial(r) or (t.low[end] == "of" and not (r.figure and t.low[end + 1] in ("the", "its"))):
        return False
    return r.figure or t.low[at - 1] != BREAK


@vetoes.veto(
    "numbers.label.page-of",
    reads=("See page 4 of [[12]] there.",),
    leaves=("They lost 4 of [[12]] boats.",),
    source="numbered pages and sheets",
)
def _page_of(r: Reading) -> bool:
    t, at = r.t, r.start - 1
    return t.low[at] == "of" and t.figure[at - 1] and t.low[at - 2] in ("page", "sheet", "slide", "part")


@vetoes.veto(
    "numbers.label.noted-reference",
    reads=("Reference your [[241]]. [2] Boats left.", "As was said in my [[162]] [4] boats left."),
    leaves=("They lost [[240]].[2] Boats left.", "They lost [[40]] [sic] there.", "They hit [[400]] [4,000] men."),
    source="messages by their number, in editions whose notes stand in brackets",
)
def _noted_reference(r: Reading) -> bool:
    """A figure that counts nothing before the mark of a note, a blank between: the message of that number."""
    t = r.t
    at = r.end + (t.raw[r.end] == "." and t.glued(r.end))
    note = t.raw[at] == "[" and not t.glued(at) and t.raw[at + 2] == "]" and t.raw[at + 1].isdecimal()
    return note and r.figure and r.raw.isdecimal()


@vetoes.veto(
    "numbers.label.inclosure",
    reads=("They searched the caves (Incl [[7]]).",),
    leaves=("They sent men (incl [[7]] wounded).",),
    source="what is attached to a report",
)
def _inclosure(r: Reading) -> bool:
    return r.before in _INCLOSED and not r.t.is_word(r.end)


@vetoes.veto(
    "numbers.label.law",
    reads=("Under the Lands Act, [[43]] U.S.C. 1341, it stands.", "His bill, H.R. [[23]], passed."),
    leaves=("They lost [[43]] U.S. soldiers there.",),
    source="titles of the United States Code and the Code of Federal Regulations; bills of the House",
)
def _law(r: Reading) -> bool:
    """The title of a code before its name, or a bill's number."""
    t = r.t
    if t.low[r.end : r.end + 6] in _CODES_OF_LAW:
        return True
    return t.low[r.start - 4 : r.start] == ["h", ".", "r", "."]


@vetoes.veto(
    "numbers.label.footnote",
    reads=("The efforts of Jones,[[5]] the envoy, failed.",),
    leaves=("They sent tanks,[[12]] boats and men.", "They sent some,[[1,200]] in all."),
    source="editions of diplomatic papers",
)
def _footnote(r: Reading) -> bool:
    """A figure glued behind a word and its comma, no noun behind it: the mark of a note."""
    t, at = r.t, r.start - 1
    if t.raw[at] != "," or not (t.glued(at) and t.glued(r.start) and t.is_word(at - 1)):
        return False
    if t.is_word(r.end) and r.after not in r.words.nouns["stop"]:
        return False
    return r.raw.isdecimal() and len(r.raw) <= _LONGEST_NOTE and not t.glued(r.end)


@vetoes.veto(
    "numbers.label.order",
    reads=("Under E.O. [[12065]] it is open.", "Army Form C. [[2118]] was kept."),
    leaves=("In company C. [[40]] fell.",),
    source="numbers of executive orders and of forms",
)
def _order(r: Reading) -> bool:
    """The number of an executive order or, behind its letter, of a form."""
    t, at = r.t, r.start - 1
    if t.low[at] != "." or t.low[max(at - 3, 0) : at] == ["e", ".", "o"]:
        return t.low[at] == "."
    return t.low[at - 2] == "form" and len(t.raw[at - 1]) == 1


@vetoes.veto(
    "numbers.label.hull-number",
    reads=("They met the tug [[905]] there.", "CCG [[5203]] turned."),
    leaves=("From the frigate [[300]] men came.", "They hit the tug [[12]] times."),
    source="hull numbers of ships in reports from the sea",
)
def _hull_number(r: Reading) -> bool:
    """A figure of three or four digits behind what kind of ship bears it, no noun behind."""
    return r.before in _HULLS and r.raw.isdecimal() and len(r.raw) in (3, 4) and not _has_noun(r)


def _has_noun(r: Reading) -> bool:
    """Whether a word that looks like a plural follows."""
    nouns = r.words.nouns
    return any(r.after in nouns[kind] for kind in ("plural", "mass", "outcome")) or r.after.endswith("s")


_LABELS: Final = any_of(
    _order,
    _hull_number,
    _law,
    _footnote,
    _group_of,
    _hull,
    _strong_label,
    _capital_label,
    _page_of,
    _noted_reference,
    _inclosure,
)


def labelled(r: Reading, *, measured: bool) -> bool:
    """Whether a word or sign before the number makes it a name."""
    if _dotted(r) or _coded(r) or _telephone(r):
        return True
    return not measured and _LABELS(r)


@vetoes.veto(
    "numbers.label.telephone",
    reads=("Call [[555-1944]] for boats.", "Call [[44]] 20 7946 0018 for boats."),
    leaves=("They call in [[500]] men.",),
)
def _telephone(r: Reading) -> bool:
    """Groups of figures that go on for long after a word that asks to call."""
    t, first, last = r.t, r.start, r.end
    while first > r.start - _LONGEST_CALL and (t.figure[first - 1] or t.raw[first - 1] in _DIALLED):
        first -= 1
    while last < r.end + _LONGEST_CALL and (t.figure[last] or t.raw[last] in _DIALLED):
        last += 1
    digits = [raw for raw in t.raw[first:last] if raw[0].isdecimal()]
    return (
        r.figure
        and all(map(str.isdecimal, digits))
        and sum(map(len, digits)) > 6
        and bool(_CALLS & {*t.low[max(first - 3, 0) : first]})
    )


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
    if t.start[r.first] - t.end[at] >= _COLUMN or _all_there_is(r):
        return False
    near = t.low[r.first] == "near"  # a place, not a bound
    if not raw.isdecimal() or len(raw) < 5 or (r.bound and not near) or r.noun is not None or t.figure[r.end]:
        return False
    if near:
        return True
    if len(raw) > 5 and _two_capitals(r):
        return True  # the number of a soldier
    listed = t.low[at] in ("and", "to", ",") and t.figure[at - 1] and len(t.raw[at - 1]) == len(raw)
    return listed or t.raw[at][0].isupper() or t.low[at] in _BY_CODES or t.raw[at] in (BREAK, ":", "(", "#")


@vetoes.veto("numbers.named.line-alone", reads=("They sank.\n\n[[12]]\n\nIt rained.",), leaves=("Boats\n12\n14",))
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
    "numbers.named.uneven-range", reads=("They met [[1-232]] at the ford.",), source="battalion-regiment, 1-232"
)
def uneven_range(r: Reading) -> bool:
    """A hyphen between a small figure and a much larger one joins the numbers of two formations."""
    t = r.t
    first, second = r.raw, t.raw[r.core.end + 1]
    return second[0] == "0" or (first.isdecimal() and second.isdecimal() and int(second[:9]) >= 20 * int(first))


@vetoes.veto("numbers.named.consecutive", reads=("They read [[273]], [[274]] and [[275]] aloud.",))
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


@vetoes.veto("numbers.named.formation", reads=("The [[3]] Group shares rose.",))
def _formation(r: Reading) -> bool:
    return any(word in r.words.nouns["unit"] for word in r.t.low[r.end : _capitals(r)])


@vetoes.veto("numbers.named.two-capitals", reads=("They opened [[24]] Kestrel Way at dawn.",))
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
    leaves=("At noon in Homs [[300]] were killed.",),
)
def _after_name(r: Reading) -> bool:
    t, at = r.t, r.start - 1
    named = t.is_word(at) and not (t.raw[at].islower() or t.raw[at].isdecimal())
    if not (named and r.raw.isdecimal()) or t.glued(at) or r.noun is not None:
        return False
    if t.raw[at].isupper() and len(r.before) > 1 and r.before in r.words.nouns["stop"] and t.is_word(r.end):
        return False  # "ROSE TO 36"
    if t.raw[at - 1] in (BREAK, ".", ":", ";", ",", "and") or t.start[r.start] - t.end[at] >= _COLUMN:
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
    _formation,
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
