"""A word, a sign or a list before a number that makes it a name: ``Hill 60``, ``No. 5``, ``Nos. 4 and 5``, ``E.O. 12065``."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.numbers.lexicon import HYPHENS
from sitrex.annotate.numbers.reading import Reading
from sitrex.annotate.numbers.rules import vetoes
from sitrex.annotate.numbers.table_columns import names_rows
from sitrex.annotate.numbers.tokens import BREAK
from sitrex.annotate.rules import any_of
from sitrex.annotate.text.words import words

_BEFORE_COLONS: Final = words("before_colons", table="numbers/words.tsv")
_NUMBER_WORDS: Final = words("number_words", table="numbers/words.tsv")
_NUMERO: Final = words("numero")
_OF_NUMBERED_GROUPS: Final = words("of_numbered_groups", table="numbers/words.tsv")
_OF_PAGES: Final = words("of_pages", table="numbers/words.tsv")

_STRONG_LABELS: Final = words("strong_labels", table="numbers/words.tsv")
_DOTTED_LABELS: Final = words("dotted_labels", table="numbers/words.tsv")
_COUNTED: Final = words("people", "things", table="numbers/words.tsv")
_INCLOSED: Final = words("inclosed", table="numbers/words.tsv")
_CORRESPONDENTS: Final = words("correspondents", table="numbers/words.tsv")
_REFERRING: Final = words("referring", table="numbers/words.tsv")
_CALLS: Final = words("calls", table="numbers/words.tsv")
_DIALLED: Final = frozenset((*"+-().‐–", "or"))
_CODES_OF_LAW: Final = (["u", ".", "s", ".", "c", "."], ["c", ".", "f", ".", "r", "."])
_LONGEST_NOTE: Final = 3
_LONGEST_CALL: Final = 9
_LONGEST_LIST: Final = 12
_STROKES: Final = frozenset(("|", "│"))
_ARTICLES: Final = words("articles", "possessives")
_PLAIN_HEADS: Final = words("plain_heads", table="numbers/words.tsv")
"""Words before a number that are a place or thing of their own as often as they are numbered."""
_QUOTES: Final = ('"', "“", "”")
_HULLS: Final = words("hulls", table="numbers/words.tsv")
_LISTED: Final = frozenset((",", "and", "or", "&", '"', "“", "”"))
_NUMBERING: Final = words("numbering", table="numbers/words.tsv")
"""Words before ``number`` as the noun of a count, or as a verb: ``the dead number 430``."""


@vetoes.veto(
    "numbers.label.dotted",
    reads=("They took No. [[7]] from the rack.",),
    leaves=("They took no rest. [[7]] men left.",),
    source="corpus/GUIDELINES.md, numbers: labels and designations are no numbers",
)
def _dotted(r: Reading) -> bool:
    t, at = r.t, r.start - 1
    return t.raw[at] == "." and t.glued(at) and t.low[at - 1] in _DOTTED_LABELS


@vetoes.veto(
    "numbers.label.coded",
    reads=("They read report No. ABC [[693]] there.",),
    leaves=("They read report No. ABC and [[693]] letters.",),
    source="serials of reports with the letters of who wrote them",
)
def _coded(r: Reading) -> bool:
    """Capitals between a dotted label and the figure."""
    t, at = r.t, r.start - 1
    return r.figure and t.raw[at].isupper() and t.raw[at - 1] == "." and t.low[at - 2] in _DOTTED_LABELS


@vetoes.veto(
    "numbers.label.hull",
    reads=("The form (BKR [[71]]) was read.",),
    leaves=("The men ([[71]]) were read.",),
    source="US Navy hull classification symbols",
)
def _hull(r: Reading) -> bool:
    t, at = r.t, r.start - 1
    if t.raw[r.core.end] != ")" or not r.figure or not (t.raw[at].isupper() and 2 <= len(t.raw[at]) <= 4):
        return False
    return t.raw[at - 1] == "(" or (t.raw[at - 1] in HYPHENS and t.raw[at - 3] == "(")


def _no_of_denial(r: Reading) -> bool:
    """``no`` before a number word denies: ``no two sentries agreed``."""
    return r.before in _NUMERO and (not r.figure or r.t.raw[r.start - 1] == "no")


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
    nouns = r.words.nouns
    word = t.is_word(r.end) and t.raw[r.end][0].islower()
    listed = not word or r.after in nouns["stop"] or r.after in nouns["verb"]
    if t.raw[at] == ":" and t.low[at - 1] in _BEFORE_COLONS:
        return at - 1
    before = _before_list(r)
    numbered = t.low[before - (t.raw[before] == ".")] == "nos"
    if listed or numbered:
        at = before - (numbered and t.raw[before] == ".")
    if at < r.start - 1 and not numbered and not (t.figure[at + 1] or t.raw[at + 1] in _QUOTES):
        return r.start - 1  # "hills, and 167" lists no hills
    return r.start if t.begins_column(r.start) else at


@vetoes.veto(
    "numbers.label.group-of",
    reads=("The Group of [[20]] met.",),
    leaves=("A group of [[20]] men left.",),
    source="names of circles of states and people",
)
def _group_of(r: Reading) -> bool:
    return r.before == "of" and r.t.raw[r.start - 2] in _OF_NUMBERED_GROUPS


@vetoes.veto(
    "numbers.label.word",
    reads=("They took hill [[60]] at night.", "The house number [[33]] burned."),
    leaves=(
        "the number [[60]] appeared",
        "The dead number [[430]].",
        "They now number [[33]].",
        "In the apartment [[12]] people slept.",
    ),
    source="corpus/GUIDELINES.md, numbers: labels and designations are no numbers",
)
def _strong_label(r: Reading) -> bool:
    word = r.t.low[_label(r)]
    if word not in _STRONG_LABELS or _no_of_denial(r) or _plain_head(r):
        return False
    if word == "numbers" and r.t.low[r.end] in _COUNTED:
        return False
    return not (word in _NUMBER_WORDS and r.t.low[r.start - 2] in _NUMBERING)


def _plain_head(r: Reading) -> bool:
    """Whether the word before has its article or ends a name, and people or things are counted: `in the room 12 men`, `Air Base 40 men`."""
    t, at = r.t, r.start - 1
    told = r.after in r.words.nouns["stop"] or r.after in r.words.nouns["verb"]
    if t.low[at] not in _PLAIN_HEADS or told or not t.raw[r.end][0].islower() or not _has_noun(r):
        return False
    return t.low[at - 1] in _ARTICLES or (t.is_word(at - 1) and t.raw[at - 1][0].isupper() and t.raw[at][0].isupper())


@vetoes.veto(
    "numbers.label.capital-word",
    reads=("Hut [[6]] was locked.", "Specialist [[Four]] Moroz fell."),
    leaves=("In the hut [[6]] men slept.", "At Kings Air Base [[40]] men slept."),
    source="corpus/GUIDELINES.md, numbers: labels and designations are no numbers",
)
def _capital_label(r: Reading) -> bool:
    t, end = r.t, r.core.end
    at = _label(r)
    if not t.raw[at][0].isupper() or t.low[at] in _STRONG_LABELS or t.low[at] not in r.words.nouns["label"]:
        return False
    if (
        _no_of_denial(r)
        or _plain_head(r)
        or (t.low[end] == "of" and not (r.figure and t.low[end + 1] in ("the", "its")))
    ):
        return False
    ranked = t.is_word(r.end) and t.raw[r.end][0].isupper()
    return r.figure or ranked or t.low[at - 1] != BREAK  # "Specialist Four Moroz"


@vetoes.veto(
    "numbers.label.page-of",
    reads=("See page 4 of [[12]] there.",),
    leaves=("They lost 4 of [[12]] boats.",),
    source="numbered pages and sheets",
)
def _page_of(r: Reading) -> bool:
    t, at = r.t, r.start - 1
    return t.low[at] == "of" and t.figure[at - 1] and t.low[at - 2] in _OF_PAGES


@vetoes.veto(
    "numbers.label.noted-reference",
    reads=("Reference his [[241]]. [2] Boats left.", "As was said in his [[162]] [4] boats left."),
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
    "numbers.label.own-message",
    reads=("Your [[241]] refers to boats.", "As I said in my [[7908]], boats left."),
    leaves=("Your [[241]] boats left.", "My [[40 per cent]] stay."),
    source="messages by their number in cables: your 241 refers",
)
def _own_message(r: Reading) -> bool:
    """A figure behind a writer's or reader's possessive that counts nothing: the message of that number."""
    if r.before not in _CORRESPONDENTS or not (r.figure and r.raw.isdecimal() and len(r.raw) > 1):
        return False
    return not r.t.is_word(r.end) or r.after in _REFERRING or r.after in r.words.nouns["stop"]


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
    if t.low[at] != ".":
        return False
    return t.low[max(at - 3, 0) : at] == ["e", ".", "o"] or (t.low[at - 2] == "form" and len(t.raw[at - 1]) == 1)


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


@vetoes.veto(
    "numbers.label.telephone",
    reads=("Call [[555-1944]] for boats.", "Call [[44]] 20 7946 0018 for boats."),
    leaves=("They call in [[500]] men.",),
    source="telephone numbers",
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


@vetoes.veto(
    "numbers.label.column",
    reads=(
        "| ID | Town | Men |\n| [[4401]] | Sumy | 12 |",
        "[[1]]\tIzium\t14 killed\n2\tKyiv\t20 killed\n3\tSumy\t7 killed",
    ),
    leaves=("| Town | No. |\n| Sumy | [[12]] |", "| Town | Killed |\n| Sumy | [[12]] |"),
    source="tables",
)
def _column(r: Reading) -> bool:
    """The cell of a column that names or numbers its rows."""
    t = r.t
    cell = r.figure and r.end == r.start + 1 and _in_column(r)
    return cell and names_rows(t.text, t.start[r.start], t.end[r.start])


def _in_column(r: Reading) -> bool:
    """Whether a sign, a tab or blanks part the figure from its neighbours as the columns of a table are."""
    t = r.t
    parted = t.raw[r.start - 1] in _STROKES or t.raw[r.end] in _STROKES
    return parted or t.begins_column(r.start) or t.begins_column(r.end)


_LABELS: Final = any_of(
    _column,
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
    _own_message,
    _inclosure,
)


def labelled(r: Reading, *, measured: bool) -> bool:
    """Whether a word or sign before the number makes it a name."""
    if _dotted(r) or _coded(r) or _telephone(r):
        return True
    return not measured and _LABELS(r)
