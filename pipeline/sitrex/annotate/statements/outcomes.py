"""What happened to the people or things that a figure counts: the word of harm that a figure belongs to.

Every word of harm in the figure's sentence is a candidate, and so is the outcome of the figure before, which `including 3`
or `12 soldiers and 3 officers were killed` shares. Which one holds, or none, is weighed (``vocab/weights/outcomes.tsv``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from sitrex.annotate.statements.tape import Sentence
from sitrex.annotate.statements.words import Harm, harms
from sitrex.annotate.text.words import words
from sitrex.annotate.weigh import Features, weights
from sitrex.record.model import Number

_TABLE: Final = "statements/words.tsv"
_PEOPLE: Final = words("people", table="numbers/words.tsv") | words("persons", table=_TABLE)
_ENGINES: Final = words("engines", table=_TABLE)
_FLYING: Final = words("flying", table=_TABLE)
_LABELS: Final = frozenset(("CARDINAL", "PERCENT", "QUANTITY", "MONEY"))
_BE: Final = words("be", table=_TABLE)
_ADVERBS: Final = words("adverbs", table=_TABLE)
_PREPOSITIONS: Final = words("prepositions", table=_TABLE)
_SUBORDINATORS: Final = words("subordinators", table=_TABLE)
_RELATIVES: Final = words("relatives", table=_TABLE)
_DETERMINERS: Final = words("determiners", table=_TABLE)
_TIMES: Final = words("times", table=_TABLE)
_REACH: Final = 40
"""Words of harm further away are no candidates."""
_CHAINED: Final = 14


class Found(NamedTuple):
    """A word of harm in a sentence: its words as a half-open range, what it may mean."""

    start: int
    end: int
    meant: tuple[Harm, ...]


class Figure(NamedTuple):
    """A number in its sentence: its words, those up to the end of what it counts, how many figures stand before it."""

    number: Number
    start: int
    end: int
    noun_end: int


class Candidate(NamedTuple):
    """An outcome that a figure may have, and the evidence."""

    outcome: str
    features: Features
    found: Found | None


def found_in(sentence: Sentence) -> list[Found]:
    """The words of harm of a sentence, in order, none within another."""
    table = harms()
    firsts = [at for at, word in enumerate(sentence.low) if word in table.firsts]
    found: list[Found] = []
    for start, end, meant in table.find(sentence.low, firsts):
        if not found or start >= found[-1].end:
            found.append(Found(start, end, meant))
    return found


def figures(sentence: Sentence, numbers: Sequence[Number]) -> list[Figure]:
    """The numbers of a sentence, each with its words."""
    made = []
    for number in numbers:
        start, end = sentence.span(number.start, number.end)
        made.append(Figure(number, start, end, _noun_end(sentence, number, end)))
    return made


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


def may_have(number: Number) -> bool:
    """Whether a number could count somebody or something harmed."""
    if number.label not in _LABELS:
        return False
    counted = (number.counted or "").lower()
    return counted not in _TIMES and not counted.endswith("of age")


def candidates(
    sentence: Sentence, figure: Figure, found: Sequence[Found], before: tuple[Figure, str | None] | None
) -> list[Candidate]:
    """The outcomes that a figure may have.

    Args:
        before: the figure before it in the sentence and its outcome.
    """
    made = [
        Candidate(_meant(harm, figure), _features(sentence, figure, one, harm, found, before), one)
        for one in found
        if min(abs(one.start - figure.end), abs(figure.start - one.end)) <= _REACH
        for harm in one.meant
        if _fits(harm, one, figure)
    ]
    if before is not None and before[1] is not None:
        made.append(Candidate(before[1], _chained(sentence, before[0], figure, found), None))
    return made


def choose(made: Sequence[Candidate]) -> Candidate | None:
    """The candidate that holds; None where none is likely enough."""
    if not made:
        return None
    best, _ = weights("outcomes").choose([{}, *(one.features for one in made)])
    return made[best - 1] if best else None


def _fits(harm: Harm, one: Found, figure: Figure) -> bool:
    inside = figure.end <= one.start < figure.noun_end
    return harm.form in ("counted", "state", "noun") or not inside


def _meant(harm: Harm, figure: Figure) -> str:
    """The outcome of a word whose meaning hangs on what it happens to."""
    counted = (figure.number.counted or "").lower()
    if harm.form == "lost":
        return "destroyed" if counted in _ENGINES else "casualties"
    if harm.outcome == "seized" and counted in _PEOPLE:
        return "captured"
    return harm.outcome


def _features(
    sentence: Sentence,
    figure: Figure,
    one: Found,
    harm: Harm,
    found: Sequence[Found],
    before: tuple[Figure, str | None] | None,
) -> Features:
    relation = _relation(sentence, figure, one, harm)
    low = sentence.low
    behind = one.start >= figure.end
    between = low[figure.noun_end : one.start] if behind else low[one.end : figure.start]
    seen: dict[str, float] = {relation: 1.0, f"{harm.form} {'behind' if behind else 'before'}": 1.0}
    seen[f"{_bin(len(between))} words between"] = 1.0
    seen |= {f"{'behind' if behind else 'before'}: {name} between": 1.0 for name in _between(between)}
    low_to_high = (figure.end, one.start) if behind else (one.end, figure.start)
    if any(low_to_high[0] <= other.start < low_to_high[1] for other in found if other is not one):
        seen["another word of harm between"] = 1.0
    if before is not None and low_to_high[0] <= before[0].start < low_to_high[1]:
        seen["another figure between"] = 1.0
    if not behind and figure.start and low[figure.start - 1] in _PREPOSITIONS:
        near = "of" if low[figure.start - 1] == "of" else "a preposition"
        seen[f"{near} right before the figure, {harm.form}"] = 1.0
    seen[f"counts {_counted(figure)}"] = 1.0
    if figure.number.label != "CARDINAL":
        seen[f"label {figure.number.label}"] = 1.0
    return seen


def _relation(sentence: Sentence, figure: Figure, one: Found, harm: Harm) -> str:
    """How the word of harm stands to the figure."""
    low, form = sentence.low, harm.form
    if figure.end <= one.start < figure.noun_end:
        return f"is what is counted, {form}"
    if one.start >= figure.end:
        rest = [word for word in low[figure.end : one.start] if word not in _ADVERBS]
        if not rest:
            return f"right behind, {form}"
        gap = [word for word in low[figure.noun_end : one.start] if word not in _ADVERBS]
        if not gap:
            return f"right behind the noun, {form}"
        if all(word in _BE for word in gap):
            return f"passive, {form}"
        if gap[-1] in _BE:
            return f"passive after more, {form}"
        return f"behind, {form}"
    gap = [word for word in low[one.end : figure.start] if word not in _ADVERBS and word not in _DETERMINERS]
    if not gap:
        return f"object, {form}"
    if gap == ["of"] or gap[-1:] == ["of"] and len(gap) <= 3:
        return f"of, {form}"
    passive = one.start > 0 and any(word in _BE for word in low[max(one.start - 3, 0) : one.start])
    return f"before, {form}{', passive' if passive else ''}"


def _between(words_between: Sequence[str]) -> Iterator[str]:
    seen = set(words_between)
    if "," in seen:
        yield "a comma"
    if seen & {";", ":", "(", ")", "--", "—", "–", '"', "”", "“"}:
        yield "a mark"
    if seen & {"and", "or", "&"}:
        yield "and"
    if seen & _SUBORDINATORS:
        yield "a conjunction"
    if seen & _RELATIVES:
        yield "a relative"
    if seen & _BE:
        yield "be"
    if seen & _PREPOSITIONS:
        yield "a preposition"
    if "by" in seen:
        yield "by"


def _bin(count: int) -> str:
    return "0" if count == 0 else "1 or 2" if count < 3 else "3 to 6" if count < 7 else "7 to 15" if count < 16 else "more"


def _counted(figure: Figure) -> str:
    counted = (figure.number.counted or "").lower()
    if not counted:
        return "nothing"
    if counted in _PEOPLE or counted.endswith("men"):
        return "people"
    if counted in _ENGINES:
        return "flying things" if counted in _FLYING else "things of war"
    return "a name" if (figure.number.counted or "")[0].isupper() and not (figure.number.counted or "").isupper() else "others"


def _chained(sentence: Sentence, last: Figure, figure: Figure, found: Sequence[Found]) -> Features:
    """The evidence that a figure shares the outcome of the one before."""
    low = sentence.low
    between = low[last.noun_end : figure.start] if last.noun_end < figure.start else low[last.end : figure.start]
    seen: dict[str, float] = {"chained": 1.0, f"chained, {_bin(len(between))} words between": 1.0}
    seen |= {f"chained: {name} between": 1.0 for name in _between(between)}
    if between and len(between) <= _CHAINED:
        seen[f"chained by {_link(between)}"] = 1.0
    if low[figure.end : figure.end + 2] == ["of", "them"] or low[figure.end : figure.end + 2] == ["of", "whom"]:
        seen["chained: of them"] = 1.0
    if any(last.end <= one.start < figure.start for one in found):
        seen["chained: harm between"] = 1.0
    if any(figure.end <= one.start for one in found):
        seen["chained: harm behind"] = 1.0
    seen[f"chained, counts {_counted(figure)}"] = 1.0
    if figure.number.label != "CARDINAL":
        seen[f"chained, label {figure.number.label}"] = 1.0
    return seen


def _link(between: Sequence[str]) -> str:
    if "including" in between or "among" in between:
        return "including"
    last = between[-1]
    if last in ("(", "[", "and", ",", "&", "or", "--", "—", "–", ":", "plus"):
        return last
    return "a preposition" if last in _PREPOSITIONS else "a word"
