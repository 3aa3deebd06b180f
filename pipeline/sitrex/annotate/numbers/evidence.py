"""Whether four figures are a year or a count: named features of what stands around them, weighed once for all lists.

``Up to 2000 troops`` and ``The raid killed 1000.`` count, ``Up to 2019,`` and ``2022 attacks`` are years. No single word
settles it; the weights are in ``vocab/weights/figures.tsv``, trained by ``training/weighed/figures.py``. What this decides
for a count is a number that no bare year takes from it (``annotate/settle.py``).
"""

from __future__ import annotations

from typing import Final

from sitrex.annotate.numbers.digits import yearly
from sitrex.annotate.numbers.lexicon import DASHES, HYPHENS, MONTHS
from sitrex.annotate.numbers.reading import Reading
from sitrex.annotate.numbers.rules import vetoes
from sitrex.annotate.numbers.table_columns import heading
from sitrex.annotate.numbers.tokens import BREAK
from sitrex.annotate.text.words import words
from sitrex.annotate.weigh import Features, weights

_TABLE: Final = "numbers/words.tsv"
_TIME_BEFORE: Final = words("before_year", table=_TABLE)
_APPROXIMATE: Final = words("year_bounds", table=_TABLE)
_COUNTING_VERBS: Final = words("counting_verbs", table=_TABLE)
_HAPPENINGS: Final = words("happenings", table=_TABLE)
_COUNTED: Final = words("people", "things", table=_TABLE)
_STOOD: Final = words("stood_before_at", table=_TABLE)
_SIZED: Final = words("of_so_many", "sized", table=_TABLE)
_TALLIES: Final = words("tallies", table=_TABLE)
_TALLIED: Final = words("tallies", "told_tallies", table=_TABLE)
_CHANGES: Final = words("changes", table=_TABLE)
_PEOPLE: Final = words("people", table=_TABLE)
_BEFELL: Final = words("befell", table=_TABLE)
_PERFECT: Final = words("perfect", table=_TABLE)
_SPAN_REACH: Final = 8
"""So many tokens back ``between`` stands: ``between the end of the war and 2000``."""
_TALLY_REACH: Final = 8
"""So many tokens back a tally stands of which the figures may be told: ``The toll, he said, rose to 1950``."""
_JOINED: Final = frozenset((",", "and", "or", "&", "to", "through", "until")) | DASHES
"""Between figures of one list or span: ``in 2001, 2002 and 2003 soldiers fell``, ``from 1914 to 1918 men dug``."""
_CLAUSES: Final = frozenset((".", ";", ":", BREAK))
_CIRCA: Final = words("circa", table=_TABLE)
_LIMITS: Final = words("limits", table=_TABLE)
_MANY_VERBS: Final = words("plural_verbs", table=_TABLE)
_SPELLED: Final = words("before_spelled_year", table=_TABLE)
"""Words before the figures that are features of their own."""
_PARTS: Final = words("parts_of", table=_TABLE)
_ERAS: Final = words("eras", table=_TABLE)
_PRICES: Final = words("before_prices", table=_TABLE)
_MARKS: Final = {
    ",": "comma",
    ".": "full stop",
    ")": "bracket",
    "]": "bracket",
    BREAK: "line end",
    ";": "semicolon",
    ":": "colon",
}
_OPENED: Final = {"(": "bracket", ",": "comma", BREAK: "line start", ".": "full stop", ":": "colon", ";": "semicolon"}
_CELLS: Final = {"|": "cell", "│": "cell"}
_BINS: Final = (
    (1200, "up to 1199"),
    (1700, "1200 to 1699"),
    (1900, "1700 to 1899"),
    (1990, "1900 to 1989"),
    (2031, "1990 to 2030"),
)


def like_a_year(r: Reading) -> bool:
    """Whether the bare number is written as a year: four figures from 1000 to 2100, no money's sign before, no `-strong`, `-man` behind."""
    raw, sign = r.raw, r.t.raw[r.start - 1]
    if sign in r.words.money_symbols or sign in r.words.codes:
        return False
    if r.after in HYPHENS and r.t.low[r.end + 1] in _SIZED:
        return False
    return yearly(raw) and r.core.end == r.start + 1


def features(r: Reading) -> Features:
    """The evidence about figures that are written as a year."""
    behind = _behind(r)
    found = {"always": 1.0, f"value {_value(int(r.raw))}": 1.0, f"behind: {behind}": 1.0}
    if r.raw.endswith("00"):
        found["round to hundreds"] = 1.0
    elif r.raw.endswith("0"):
        found["round to tens"] = 1.0
    between = r.t.low[r.first] == "between"
    before, phrase = r.t.low[r.first - (not between)], _bound(r)
    if phrase:
        found[phrase] = found[f"{phrase}, behind: {behind}"] = 1.0
    said = _before(r, before)
    found[f"before: {said}"] = 1.0
    no_time = said not in ("time", "in", "since", "by") or _changed(r)
    if no_time and r.t.told_before(r.first, _TALLIED, _CLAUSES, _TALLY_REACH):
        found["tally before"] = found[f"tally before, {said}"] = 1.0
    if column := _column(r):
        found[f"column of {column}"] = 1.0
    noun = _noun_told(r, before, said)
    found[f"noun: {noun}"] = 1.0
    timed = before in _TIME_BEFORE or said in ("listed", "between … and")
    if behind in ("plural verb", "past tense") and not timed and said != "of":
        found["no time before, told"] = 1.0
    if noun in ("plural", "people or things", "happening"):
        found |= _of_plural(r, noun, said, timed=timed)
        if phrase:
            found[f"{phrase}, plural"] = 1.0
    return found


def _of_plural(r: Reading, noun: str, said: str, *, timed: bool) -> Features:
    """The evidence about figures before a plural of the class ``noun``."""
    found = {f"time before, {noun}" if timed else f"no time before, {noun}": 1.0}
    if not timed and r.noun is not None and r.noun.start == r.end:
        right = float(r.t.low[r.end] == r.noun.head.lower())
        found[f"right before {noun}"] = right
        found["right before people"] = right * (r.noun.head.lower() in _PEOPLE)
        if said in ("line start", "full stop"):
            found[f"{said}, right before {noun}"] = right
    return found


def _value(value: int) -> str:
    return next((name for end, name in _BINS if value < end), "from 2031")


def _bound(r: Reading) -> str | None:
    """What kind of modifier or range the figures stand in."""
    if r.modifier is None:
        return None
    if r.modifier == "range":
        return "range"
    if r.end > r.core.end:
        return "bound behind"
    if r.t.low[r.first] in _CIRCA:
        return "circa"
    return "bound that years have" if r.before in _APPROXIMATE else "bound"


def _led(r: Reading, before: str) -> str | None:
    """What more words than the one before say of the figures."""
    if before == "at" and r.t.low[r.first - 2] in _STOOD:
        return "stood at"
    if before == "of" and r.t.low[r.first - 3] in ("a", "an"):
        return "a … of"
    if before in _MANY_VERBS and r.t.low[r.first - 2] == "there":
        return "there are"
    if before in _JOINED and yearly(r.t.raw[r.first - 2]):
        return "listed"
    if before == "and" and "between" in r.t.low[max(r.first - _SPAN_REACH, 0) : r.first]:
        return "between … and"
    return None


def _before(r: Reading, before: str) -> str:
    if (led := _led(r, before)) is not None:
        return led
    if before in _SPELLED:
        return before
    if before in _TIME_BEFORE:
        return "time"
    if before in _COUNTING_VERBS:
        return "counting verb"
    if before in MONTHS:
        return "month"
    if r.t.begins_column(r.first) and before != BREAK:
        return "cell"
    if before in _LIMITS:
        return "limit"
    if before in _OPENED:
        return "tally" if before == ":" and _tallied(r) else _OPENED[before]
    raw = r.t.raw[r.first - 1]
    if not raw[0].isalpha():
        return _sign_before(r, raw)
    if raw[0].isupper() and before not in r.words.nouns["stop"]:
        return "name"
    return "participle" if before.endswith(("ed", "ing")) else "word"


def _sign_before(r: Reading, raw: str) -> str:
    if raw[0].isdecimal():
        return "figure"
    if raw in DASHES and r.t.is_word(r.first - 2) and not r.t.glued(r.first - 1):
        return "tally" if _tallied(r) else "list dash"
    return _CELLS.get(raw, "sign")


def _tallied(r: Reading) -> bool:
    """Whether the word before a colon or dash is what a list counts: ``Wounded: 1950``, ``personnel - 1910``."""
    return _counts(r, r.t.low[r.first - 2])


def _changed(r: Reading) -> bool:
    """Whether a change is told from or to the figures: ``rose to 1950``, ``up from 1900``."""
    return r.t.low[r.first - 1] in ("to", "from", "by") and r.t.low[r.first - 2] in _CHANGES


def _counts(r: Reading, word: str) -> bool:
    """Whether a word is what befell people, or people or things."""
    return word in _TALLIES or word in _COUNTED or word in r.words.nouns["outcome"]


def _column(r: Reading) -> str | None:
    """What the heading of a table's column names: what befell people, people or things (``Wounded``, ``Tanks lost``), or else."""
    if not (r.t.begins_column(r.first) or r.before in _CELLS):
        return None
    head = (heading(r.t.text, r.t.start[r.start], r.t.end[r.start]) or "").lower().split()
    if any(_counts(r, word) or word in _BEFELL or word in r.words.nouns["plural"] for word in head):
        return "counts"
    return "else" if head else None


def _behind(r: Reading) -> str:
    after, t = r.after, r.t
    if t.begins_column(r.end) and after != BREAK:
        return "cell"
    if t.raw[r.end : r.end + 2] == ["(", "+"]:
        return "rise"
    if (verb := _verb_behind(r)) is not None:
        return verb
    if after in _MARKS:
        return _MARKS[after]
    if after in r.words.nouns["stop"]:
        return "and" if after in ("and", "or", "&") else "function word"
    raw = t.raw[r.end]
    if after in _ERAS:
        return "era"
    if not raw[0].isalpha():
        return "dash" if after in DASHES else _CELLS.get(raw, "sign")
    return "name" if raw[0].isupper() else "word"


def _verb_behind(r: Reading) -> str | None:
    """What is told of those counted, if the figures count: ``1950 fled``, ``2000 were hurt``, ``1914 captured``."""
    after, nouns = r.after, r.words.nouns
    if r.t.low[r.end + (after in _PERFECT)] in _BEFELL and r.t.low[r.first - 1] not in _TIME_BEFORE:
        return "what befalls people"
    if after in _MANY_VERBS:
        return "plural verb"
    past = after.endswith("ed") and r.t.raw[r.end].islower()
    return "past tense" if past or after in nouns["verb"] or after in nouns["outcome"] else None


def _noun_told(r: Reading, before: str, said: str) -> str:
    """The class of what would be counted, or why none is named."""
    noun = _noun(r)
    if before == ":" and r.t.low[r.first - 2] in MONTHS:
        return "none after a month"
    counted = noun == "none" and said in ("stood at", "counting verb", "tally", "list dash", "colon")
    return "not named, but counted" if counted else noun


def _noun(r: Reading) -> str:
    """The class of what would be counted."""
    if r.after == "of" and r.t.low[r.end + 1] in _PARTS:
        return "of them"
    if r.noun is None:
        return "none"
    head = r.noun.head.lower()
    if head in _HAPPENINGS:
        return "happening"
    if head in _COUNTED or head in r.words.nouns["plural"]:
        return "people or things"
    if not r.noun.plural:
        return "outcome" if head in r.words.nouns["outcome"] else "singular"
    return "plural name" if r.noun.head[0].isupper() else "plural"


@vetoes.veto(
    "numbers.calendar.year",
    reads=("Kestrel [[1944]] was read.", "In [[1944]] troops left.", "The [[2022]] attacks failed."),
    leaves=(
        "with [[1200]] troops",
        "A [[2000]]-strong force came.",
        "A [[2000]]-member group came.",
        "[[Over 2000]] died.",
        "There were [[1950]] soldiers.",
        "A crowd of [[2000]] gathered.",
        "[[Nearly 2000]] of them left.",
        "In June [[some 1900]] fled.",
        "[[2000]] had died.",
        "The raid killed [[1000]].",
    ),
    source="what the dates read is no number",
)
def year(r: Reading) -> bool:
    """The figures are more likely a year than a count."""
    return like_a_year(r) and weights("figures").probability(features(r)) < 0.5


@vetoes.veto(
    "numbers.calendar.year-of-prices",
    reads=(
        "It cost $40 ([[2017 USD]]) there.",
        "See [[2003 pp]] 24-30 there.",
        "It cost $40 ([[1985 dollars]]) there.",
        "It was 40 million in [[2015 dollars]].",
    ),
    leaves=(
        "It cost [[2000 euros]] there.",
        "They paid [[2017 USD]] there.",
        "It cost [[1500 pounds]] ([[2000 dollars]]) there.",
    ),
    source="prices of a year",
)
def year_of_prices(r: Reading) -> bool:
    """The year whose prices an amount is in, or of the pages that follow: no amount of its own."""
    if not like_a_year(r) or not "1900" <= r.raw <= "2035":
        return False
    last = r.t.raw[r.end - 1]
    if last == "pp" or (r.before in _PRICES and (last in r.words.codes or r.t.raw[r.core.end] == "US")):
        return True
    code, amount = r.words.money_words.get(last.lower()), r.t.last
    if code is None or r.before not in _PRICES:
        return False
    same = amount is not None and amount.currency == code and amount.end == r.first - 1
    return same or r.before != "("  # "$40 (1985 dollars)", not "1500 pounds (2000 dollars)"


@vetoes.veto(
    "numbers.calendar.clock-figures",
    reads=("The guns opened at [[2200]] there.", "At [[6.55]] he turned again."),
    leaves=("The count stood at [[1850]] there.", "They sold it at [[1800 euros]].", "It stood at [[6.55]]."),
    source="military time in four figures",
)
def clock(r: Reading) -> bool:
    """Figures that could be a time of day, after ``at`` and with nothing to count."""
    hour, dot, minute = r.raw.partition(".") if "." in r.raw else (r.raw[:-2], "", r.raw[-2:])
    if r.bound or r.noun is not None or not (hour + minute).isdecimal() or not (dot or len(r.raw) == 4):
        return False
    if len(hour) not in (1, 2) or len(minute) != 2 or int(hour) > 23 or minute > "59":
        return False
    return r.before == "at" and r.t.low[r.first - 2] not in _STOOD
