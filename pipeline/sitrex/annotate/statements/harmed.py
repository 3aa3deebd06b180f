"""The figures of a sentence, and whether what they count may be harmed at all, and how.

A length, an age or a rate is of nobody; rounds are not killed; matches are not lost in war.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile
from typing import Final, NamedTuple

from sitrex.annotate.statements.sentence import MentionsInOrder, Sentence
from sitrex.annotate.statements.words import BE, PEOPLE, cues, harms, statement_words
from sitrex.normalise.measures import measures
from sitrex.record.model import Mention, Number

_PEOPLE: Final = PEOPLE | statement_words("persons")
ENGINES: Final = statement_words("engines", "flying")
_FLYING: Final = statement_words("flying")
_LABELS: Final = frozenset(("CARDINAL", "PERCENT", "QUANTITY", "MONEY"))
_SKIPPED: Final = BE | statement_words("before_saved")
_TIMES: Final = statement_words("times")
_UNHARMED: Final = statement_words("happenings", "instances", "contests", "writings", "regions", "survivors")
_SAYING: Final = ("said", "told")
"""Kinds of cues that nobody is object of."""
_CLAUSES: Final = statement_words("clause_marks")
_QUAKES: Final = statement_words("quakes")
_SAVED: Final = statement_words("saved")
_LIFELESS: Final = statement_words("lifeless")
_STANDING: Final = statement_words("grounded", "lifeless")
"""Intercepted or brought down at most, not shot down."""
_FIRED: Final = statement_words("fired")
_AGES: Final = statement_words("ages")
_OLDEST: Final = 110
_NO_FIGURE: Final = statement_words("no_figure_behind")
_STRENGTH: Final = statement_words("strength") | _PEOPLE | ENGINES
_SHARE: Final = 6
"""Words behind a share within which it says of what it is."""
_AMOUNTS: Final = frozenset(("kg", "m3"))
"""SI units of what is destroyed or seized by mass or volume: `8 tons of rice`, never `6 miles`."""
MATERIEL: Final = ("things of war", "flying things")
"""Kinds of what is counted that are arms."""
_LIVING: Final = frozenset(("killed", "wounded", "surrendered", "displaced", "detained", "executed"))
"""What befalls people, never arms."""


class Figure(NamedTuple):
    """A number in its sentence: its words, those up to the end of what it counts, whether that is equipment by its own name."""

    number: Number
    start: int
    end: int
    noun_end: int
    equipment: bool = False


def figures(sentence: Sentence, numbers: Sequence[Number], named: MentionsInOrder[Mention]) -> list[Figure]:
    """The numbers of a sentence, each with its words; ``named`` are the entities of the text."""
    made = []
    for number in numbers:
        start, end = sentence.span(number.start, number.end)
        noun_end = _noun_end(sentence, number, end)
        made.append(Figure(number, start, end, noun_end, _equipment(number, sentence.at[noun_end - 1], named)))
    return made


def _equipment(number: Number, head: int, named: MentionsInOrder[Mention]) -> bool:
    """Whether what a number counts, whose last word begins at ``head``, is equipment by its own name: `3 T-72s`, `4xT-72`."""
    if number.counted is None or number.counted.islower():
        return False
    behind = named.within(number.end, max(head, number.end + 1) + 1)
    return any(one.label == "EQUIPMENT" and one.end > head for one in behind)


def _noun_end(sentence: Sentence, number: Number, end: int) -> int:
    """Where the words end that the number counts."""
    if number.counted_text is None:
        return end
    noun = number.counted_text.replace("\n", " ").split()
    last = noun[-1].strip(".,;:)").lower().rpartition("-")[2]
    for at in range(end, min(end + len(noun) + 6, len(sentence.low))):
        if sentence.low[at].rpartition("-")[2] == last:
            return at + 1
    return end


def may_have(sentence: Sentence, figure: Figure, *, alone: bool = False) -> bool:
    """Whether a figure could count somebody or something harmed; ``alone`` in its cell it has no words beside it."""
    number, low = figure.number, sentence.low
    counted = (number.counted or "").lower()
    if number.label not in _LABELS or counted in _TIMES or counted.endswith("of age") or number.text.lower() in _TIMES:
        return False
    if alone:
        return number.label == "CARDINAL" and counted not in _UNHARMED
    if _measured(low, figure, counted) or _of_nobody(low, figure, counted) or _saved(low, figure.noun_end):
        return False
    if number.label != "QUANTITY":
        return True
    amount = number.unit is None or (number.unit in measures() and measures()[number.unit].si in _AMOUNTS)
    return amount and (bool(counted) or low[figure.end : figure.end + 1] == ["of"])


def _measured(low: Sequence[str], figure: Figure, counted: str) -> bool:
    """Whether a figure measures, no matter what is counted beside it: `a 7.8 quake`, `as of 18.30`, `magnitude 6`."""
    number = figure.number
    if counted in _QUAKES or not _QUAKES.isdisjoint(low[max(figure.start - 1, 0) : figure.end + 1]):
        return True
    value = number.value
    return number.label == "CARDINAL" and value is not None and value > 1 and value % 1 != 0


def _of_nobody(low: Sequence[str], figure: Figure, counted: str) -> bool:
    """Whether the words beside a figure say that it is an age, a rate or a multiple, or that what it counts takes no harm."""
    before, behind = low[max(figure.start - 1, 0) : figure.start], low[figure.end : figure.end + 3]
    if (not counted and _age(low, figure)) or (behind and _speaks(low, figure)):
        return True
    if not _NO_FIGURE.isdisjoint(before):
        return True  # `ages 4 to 18`, `six per 100,000`, `a boat carrying eleven people`
    if behind[:1] == ["strong"] or (behind[:1] == ["per"] and behind[1:2] != ["cent"]):
        return True  # `went into action eighty strong`
    if counted in _UNHARMED and (not behind or behind[0] not in harms().firsts):
        return True  # `two attacks`, but not `one detained during the operation`
    if not _TIMES.isdisjoint((low[figure.end - 1], *behind[:1])):
        return True  # `three times lower`
    return behind == ["of", "the", "most"]


def _speaks(low: Sequence[str], figure: Figure) -> bool:
    """Whether those that a figure counts say something: `two residents said that 12 died`, `killed, one source said`."""
    if figure.start and low[figure.start - 1] not in _CLAUSES:
        return False
    return any(cue.kind in _SAYING for cue in cues().whole(low[figure.noun_end : figure.noun_end + 1]) or ())


def _age(low: Sequence[str], figure: Figure) -> bool:
    """Whether a figure is an age: `Ivanov, 23, said`, `2 women, 54 and 61, were`, `aged 8, 12 and 17`."""
    before, behind = figure.start - 1, figure.end
    if before < 0:
        return False
    first = before
    while first > 0 and (low[first] in (",", "and") or low[first].isdecimal()):
        first -= 1
    if low[first] in _AGES:
        return figure.number.modifier is None and harms().firsts.isdisjoint(low[behind : behind + 1])
    if (figure.number.value or 0) > _OLDEST:
        return False
    if low[before] == "and" and low[before - 1].isdecimal():
        before -= 2
    if low[behind : behind + 1] == ["and"] and low[behind + 1 : behind + 2] and low[behind + 1].isdecimal():
        behind += 2
    return before >= 0 and low[before] == "," and low[behind : behind + 1] == [","]


def _saved(low: Sequence[str], at: int) -> bool:
    """Whether those that a figure counts came off: `83 others are rescued`, `among them 51 children, were rescued`."""
    return next(dropwhile(_SKIPPED.__contains__, low[at : at + 5]), "") in _SAVED


def befalls(outcome: str, figure: Figure) -> bool:
    """Whether an outcome may befall what a figure counts: rounds and guns are not killed, money is only seized."""
    if figure.number.label == "MONEY":
        return outcome == "seized"
    if outcome == "shot_down":  # boats and migrants are intercepted, not shot down
        return (figure.number.counted or "").lower() not in _STANDING and counted_kind(figure) != "people"
    if outcome not in _LIVING:
        return outcome not in ("evacuated", "missing", "sunk") or (figure.number.counted or "").lower() not in _FIRED
    counted = (figure.number.counted or "").lower()
    return counted not in _FIRED and counted not in _LIFELESS and counted_kind(figure) not in MATERIEL


def losable(sentence: Sentence, figure: Figure) -> bool:
    """Whether what a figure counts is lost in war: not `26 matches`, not `3 percent of its value`, nor `1–2 to England`."""
    behind = sentence.low[figure.end : figure.end + _SHARE]
    if not figure.number.counted and _is_result(sentence.low[figure.start : figure.start + 3]):
        return False
    if figure.number.label == "PERCENT" or (not figure.number.counted and behind[:1] == ["of"]):
        return not _STRENGTH.isdisjoint(behind)
    return counted_kind(figure) != "others" or (figure.number.counted or "").lower() in _STRENGTH


def _is_result(low: Sequence[str]) -> bool:
    """Whether a figure and the words behind it are the result of a match: `1 – 2`, `4 to 1`, but not `100 to 200`."""
    if len(low) < 3 or not (low[0].isdecimal() and low[2].isdecimal()):
        return False
    return low[1] == "–" or (low[1] == "to" and int(low[0]) > int(low[2]))


def counted_kind(figure: Figure) -> str:
    """What kind of thing a figure counts."""
    head = figure.number.counted or ""
    counted = head.lower()
    if not counted:
        return "nothing"
    if counted in _PEOPLE or counted.endswith("men"):
        return "flying things" if counted in ENGINES and _of_type(figure.number.counted_text or "") else "people"
    if counted in ENGINES:
        return "flying things" if counted in _FLYING else "things of war"
    if figure.equipment:
        return "things of war"
    return "a name" if head[0].isupper() and not head.isupper() else "others"


def _of_type(text: str) -> bool:
    """Whether fighters are aircraft by their type: `MiG-29 fighters`, `jet fighters`."""
    return any(c.isdecimal() for c in text) or not _FLYING.isdisjoint(text.lower().split())
