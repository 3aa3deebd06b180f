"""What happened to the people or things that a figure counts: the word of harm that a figure belongs to.

Every word of harm in the figure's sentence is a candidate, and so is the outcome of the figure before, which `including 3`
or `12 soldiers and 3 officers were killed` shares. Which one holds, or none, is weighed (``vocab/weights/outcomes.tsv``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from sitrex.annotate.statements.harmed import ENGINES, Figure, befalls, counted_kind, losable
from sitrex.annotate.statements.headings import Found, Heading, found_in
from sitrex.annotate.statements.sentence import Sentence, near
from sitrex.annotate.statements.words import Harm
from sitrex.annotate.text.words import words
from sitrex.annotate.weigh import Features, weights

_TABLE: Final = "statements/words.tsv"
_BE: Final = words("be", table=_TABLE)
_ADVERBS: Final = words("adverbs", table=_TABLE)
_PREPOSITIONS: Final = words("prepositions", table=_TABLE)
_SUBORDINATORS: Final = words("subordinators", table=_TABLE)
_RELATIVES: Final = words("relatives", table=_TABLE)
_DETERMINERS: Final = words("determiners", table=_TABLE)
_PART_OF: Final = (["of"], ["of", "the"], ["out", "of"], ["of", "its"], ["of", "their"])
_MOST: Final = 8
"""Words of harm, the nearest ones, that are looked at for one figure."""
_REACH: Final = 40
"""Words of harm further away are no candidates."""
_CHAINED: Final = 14
_SUBJECT_BEHIND: Final = 3
_COUNTED_BEFORE: Final = 8
"""Words between the name of those harmed and their number at most: `our casualties in this affair were only 9`."""
_NUMBERED: Final = words("numbered", table=_TABLE)
_TAKEN: Final = words("taken", table=_TABLE)
_REACHED: Final = words("reached", table=_TABLE)
_PLACED: Final = frozenset(("in", "from", "on", "at", "after", "within", "near", "during", "for", "with"))
_VERBAL: Final = _BE | _ADVERBS | {"who"}
_CELL: Final = "|"
"""Between the cells of a table, which no word of harm reaches over."""
_NEAR: Final = frozenset(("right behind", "behind the noun", "passive", "object", "of", "counted"))
_FREED_BEFORE: Final = 4
_FREED: Final = words("freed", table=_TABLE)
_MANY: Final = words("many", table=_TABLE)
_ARTICLES: Final = words("articles", "possessives", "demonstratives") | {"their", "another", "two", "several"}
_PRONOUNS: Final = words("pronouns", table=_TABLE)
_OF_PEOPLE: Final = {"seized": "captured", "destroyed": "killed"}
_MARKS: Final = frozenset(';:()[]"“”—–') | {"--"}
_ENDS: Final = _BE | _PREPOSITIONS | _SUBORDINATORS | {"and", "or", "but"}


class Candidate(NamedTuple):
    """An outcome that a figure may have, and the evidence."""

    outcome: str
    features: Features
    found: Found | None


def candidates(
    sentence: Sentence,
    figures_of: Sequence[Figure],
    number: int,
    found: Sequence[Found],
    before: tuple[int, str] | None,
    heading: Heading | None = None,
) -> list[Candidate]:
    """The outcomes that a figure may have, the one at ``number`` of those of its sentence.

    ``found`` are the words of harm of the sentence; ``before`` is the place of the last figure before it that has an
    outcome, and that; ``heading`` is the one of the list that the sentence is a line of.
    """
    figure = figures_of[number]
    if number and sentence.low[figures_of[number - 1].end : figure.start] in _PART_OF:
        return []  # of `three of five members` only three are harmed
    found = near(found, figure.start, figure.end, _REACH)
    if len(found) > _MOST:
        found = sorted(sorted(found, key=lambda one: abs(one.start - figure.start))[:_MOST], key=lambda one: one.start)
    beside = [
        (one, harm, _relation(sentence, figures_of, number, one, harm))
        for one in found
        for harm in one.meant
        if _fits(sentence, harm, one, figure)
    ]
    kinds = {relation.partition(",")[0] for _, _, relation in beside} & _NEAR
    around = near(figures_of, figure.start, figure.end, _REACH)
    made = []
    for one, harm, relation in beside:
        seen = _features(sentence, figures_of, number, around, one, harm, found)
        seen[relation] = 1.0
        for other in kinds - {relation.partition(",")[0]}:
            seen[f"{relation.partition(',')[0]}, but another is {other}"] = 1.0
        made.append(Candidate(_meant(harm, figure), seen, one))
    joined = before is not None and befalls(before[1], figure)
    if before is not None and joined and _CELL not in sentence.low[figures_of[before[0]].end : figure.start]:
        seen = _chained(sentence, figures_of[before[0]], figure, found)
        for other in kinds:
            seen[f"chained, but another is {other}"] = 1.0
        if before[0] < number - 1:
            seen["chained over another figure"] = 1.0
        made.append(Candidate(before[1], seen, None))
    if heading is not None:
        outcome = _meant(Harm(heading.outcome, heading.form), figure)
        if befalls(outcome, figure):
            made.append(Candidate(outcome, _listed_under(heading, figure, harmed=bool(found)), None))
    return made


def _listed_under(heading: Heading, figure: Figure, *, harmed: bool) -> dict[str, float]:
    """The evidence that a figure has the outcome that heads its list."""
    seen = {"listed": 1.0, f"listed, {heading.form}": 1.0, f"listed, counts {counted_kind(figure)}": 1.0}
    seen[f"listed, {'the next line' if heading.lines < 2 else 'further down'}"] = 1.0
    if heading.colon:
        seen["listed, behind a colon"] = 1.0
    if harmed:
        seen["listed, a word of harm beside"] = 1.0
    return seen


def choose(made: Sequence[Candidate]) -> Candidate | None:
    """The candidate that holds; None where none is likely enough."""
    if not made:
        return None
    best, _ = weights("outcomes").choose([{}, *(one.features for one in made)])
    return made[best - 1] if best else None


def outcome_of(sentence: Sentence, figure: Figure, outcome: str) -> Candidate:
    """A figure's outcome that is known, with the word of harm that is nearest to it."""
    meant = [one for one in found_in(sentence) if any(harm.outcome in (outcome, "casualties") for harm in one.meant)]
    nearest = min(meant, key=lambda one: abs(one.start - figure.start), default=None)
    return Candidate(outcome, {}, nearest)


def _fits(sentence: Sentence, harm: Harm, one: Found, figure: Figure) -> bool:
    if not befalls(_meant(harm, figure), figure) or (harm.form == "lost" and not losable(sentence, figure)):
        return False
    if _CELL in sentence.low[figure.end : one.start] or _CELL in sentence.low[one.end : figure.start]:
        return False
    if figure.end <= one.start < figure.noun_end:
        return harm.form in ("counted", "state", "noun", "done") or one.end == figure.noun_end
    if harm.form == "went" and figure.start - one.end > _SUBJECT_BEHIND:
        return False  # who died stands before
    if harm.form in ("toll", "act") and one.start >= figure.end:
        return False  # what it says or acts on stands behind
    if harm.form == "done" and figure.noun_end <= one.start:
        # `three gunmen killed a guard`, but not `300 wounded a day`
        gap = sentence.low[figure.noun_end : one.start]
        return figure.end == one.start or not _object(sentence, one.end) or not _BE.isdisjoint(gap)
    if harm.form != "counted":
        return True
    if one.start >= figure.end:
        return all(word in _ADVERBS for word in sentence.low[figure.end : one.start])
    return figure.start - one.end <= _COUNTED_BEFORE


def _meant(harm: Harm, figure: Figure) -> str:
    """The outcome of a word whose meaning hangs on what it happens to."""
    counted, people = (figure.number.counted or "").lower(), counted_kind(figure) == "people"
    if harm.form == "lost" or harm.outcome == "casualties":
        return "destroyed" if counted in ENGINES else "casualties"
    if people:
        return _OF_PEOPLE.get(harm.outcome, harm.outcome)
    return harm.outcome


def _features(
    sentence: Sentence,
    figures_of: Sequence[Figure],
    number: int,
    around: Sequence[Figure],
    one: Found,
    harm: Harm,
    found: Sequence[Found],
) -> dict[str, float]:
    low, figure = sentence.low, figures_of[number]
    behind = one.start >= figure.end
    side = "behind" if behind else "before"
    gap = (figure.noun_end, one.start) if behind else (one.end, figure.start)
    joined, rest = _subject(sentence, figures_of, number, one.start) if behind else (False, [])
    between = rest if joined else low[_inserted(low, *gap) if behind else gap[0] : gap[1]]
    seen: dict[str, float] = {f"{harm.form} {side}": 1.0, f"{_bin(len(between))} words between": 1.0}
    seen |= {f"{side}: {name} between": 1.0 for name in _between(between)}
    if any(gap[0] <= other.start < gap[1] for other in found if other is not one):
        seen[f"{side}: another word of harm between"] = 1.0
    if not joined and any(gap[0] <= other.start < gap[1] for other in around):
        seen[f"{side}: another figure between"] = 1.0
    last = low[figure.start - 1] if figure.start else "."
    active = one.start == 0 or low[one.start - 1] not in _BE
    if not behind and active and harm.form in ("done", "act") and last in (",", "and", "or") and _listed(between):
        seen["in the list of what it happens to"] = 1.0
    if not behind and last in _PREPOSITIONS:
        seen[f"{'of' if last == 'of' else 'a preposition'} right before the figure, {harm.form}"] = 1.0
    if behind and last in _PLACED:
        seen[f"{last} right before the figure, behind"] = 1.0
    if not behind and not _NUMBERED.isdisjoint(low[max(one.start - _SUBJECT_BEHIND, 0) : one.end]):
        seen["a number of those harmed"] = 1.0  # `the number of people killed`
    if not behind and not _REACHED.isdisjoint(between[-_SUBJECT_BEHIND:]):
        seen[f"reached, {harm.form}"] = 1.0  # `the toll rose to 12`
    if not behind and last == ":":
        seen[f"a colon right before the figure, {harm.form}"] = 1.0
    if not behind and last in _BE and one.start == 0:
        seen[f"the word of harm opens the sentence, {harm.form}"] = 1.0  # `Killed were 3 officers`
    if behind and "of" in low[max(figure.start - 3, 0) : figure.start] and "," in between:
        seen["of so many"] = 1.0  # `of the 90 who marched, 30 were killed`
    if _freed(low, figure):
        seen["somebody is freed"] = 1.0
    if harm.form in ("done", "state", "counted") and _attributive(low, one):
        seen["the word of harm is an attribute"] = 1.0
    if harm.form in ("done", "state", "counted", "went") and _nominal(low, one):
        among = not {"among", "amongst", "including"}.isdisjoint(low[max(one.start - 2, 0) : one.start])
        seen[f"the word of harm is a noun{', among' if among else ''}"] = 1.0
    if not joined and any(
        other.end <= one.start < max(other.noun_end, other.end + 1) and other is not figure for other in around
    ):
        seen["the word of harm is another figure's"] = 1.0
    if behind and figure.noun_end < one.start and low[one.start - 1] in _MANY:
        seen["the word of harm is another figure's"] = 1.0  # `reached 18 with many more wounded`
    seen[f"counts {counted_kind(figure)}"] = 1.0
    if figure.number.label != "CARDINAL":
        seen[f"label {figure.number.label}"] = 1.0
    return seen


def _listed(between: Sequence[str]) -> bool:
    """Whether nothing but a list stands between a verb and its last member."""
    return not any((word in _ENDS and word not in ("and", "or", "of")) or word in _RELATIVES for word in between)


def _attributive(low: Sequence[str], one: Found) -> bool:
    """Whether a participle belongs to a noun: `a severely wounded comrade`."""
    first = one.start - 1
    if first > 0 and low[first].endswith("ly"):
        first -= 1
    following = low[one.end : one.end + 1]
    return (
        first >= 0
        and (low[first] in _ARTICLES or low[first] in _PREPOSITIONS)
        and bool(following)
        and following[0].isalpha()
        and following[0] not in _ENDS
    )


def _freed(low: Sequence[str], figure: Figure) -> bool:
    """Whether somebody saves or frees those that a figure counts: `rescued the crew of 12`."""
    return any(
        low[at] in _FREED and not (at and at < figure.start and low[at - 1] in _BE)
        for at in range(max(figure.start - _FREED_BEFORE, 0), figure.noun_end)
    )


def _nominal(low: Sequence[str], one: Found) -> bool:
    """Whether a word of harm stands for those harmed: `cared for the wounded`."""
    following = low[one.end : one.end + 1]
    before = low[max(one.start - 1, 0) : one.start]
    return (
        before[:1] != []
        and before[0] in _ARTICLES
        and (not following or not following[0].isalpha() or following[0] in _ENDS)
    )


def _object(sentence: Sentence, at: int) -> bool:
    """Whether somebody or something that it acts on stands right behind a verb."""
    if at >= len(sentence.low):
        return False
    word = sentence.low[at]
    return word in _ARTICLES or word in _PRONOUNS or word[0].isdecimal()


def _relation(sentence: Sentence, figures_of: Sequence[Figure], number: int, one: Found, harm: Harm) -> str:
    """How the word of harm stands to the figure."""
    figure, low, form = figures_of[number], sentence.low, harm.form
    if figure.end <= one.start < figure.noun_end and form in ("counted", "noun", "done"):
        return f"counted, {form}"
    if one.start >= figure.end:
        if all(word in _ADVERBS for word in low[figure.end : one.start]):
            return f"right behind, {form}"
        joined, rest = _subject(sentence, figures_of, number, one.start)
        gap = [word for word in rest if word not in _ADVERBS]
        if not gap:
            return f"behind the noun, {form}{', joined' if joined else ''}"
        if all(word in _BE for word in gap):
            return f"passive, {form}"
        if gap[0] in _TAKEN and len(gap) < _SUBJECT_BEHIND:
            return f"taken, {form}"  # `sustained minor injuries`
        return f"passive after more, {form}" if gap[-1] in _BE else f"behind, {form}"
    gap = [word for word in low[one.end : figure.start] if word not in _ADVERBS and word not in _DETERMINERS]
    if not gap:
        return f"object, {form}"
    if gap[-1] == "of" and len(gap) <= 3:
        return f"of, {form}"
    passive = any(word in _BE for word in low[max(one.start - 3, 0) : one.start])
    return f"before, {form}{', passive' if passive else ''}"


def _subject(sentence: Sentence, figures_of: Sequence[Figure], number: int, end: int) -> tuple[bool, list[str]]:
    """Whether other figures are joined to a figure before a verb, and the words from a figure's noun to a verb without what is joined.

    `12 men and 3 boys, including a nurse, were killed`
    """
    low = sentence.low
    rest: list[str] = []
    joined: dict[int, int] = {}
    for at in range(number + 1, len(figures_of)):
        if figures_of[at].start >= end:
            break
        joined[figures_of[at].start] = figures_of[at].noun_end
    at = _inserted(low, figures_of[number].noun_end, end)
    while at < end:
        if at in joined:
            at = joined[at]
            continue
        word = low[at]
        if joined and word in ("and", "or", ",", "&"):
            at += 1
            continue
        if word == "of" and at + 1 < end:
            at += 3 if low[at + 1] in _DETERMINERS else 2
            continue
        rest.append(word)
        at += 1
    return bool(joined), rest


def _inserted(low: Sequence[str], start: int, end: int) -> int:
    """Where an insertion that begins at ``start`` ends: `11,000 people, most of them children, were killed`."""
    if start >= end or low[start] not in (",", "("):
        return start
    mark = ")" if low[start] == "(" else ","
    closing = next((at for at in range(end - 1, start, -1) if low[at] == mark), None)
    if closing is None or closing - start > _CHAINED:
        return start
    return closing + 1 if closing + 1 == end or low[closing + 1] in _VERBAL else start


def _between(words_between: Sequence[str]) -> Iterator[str]:
    seen = set(words_between)
    if "," in seen:
        yield "a comma"
    if seen & _MARKS:
        yield "a mark"
    if seen & {"and", "or", "&"}:
        yield "and"
    if seen & _SUBORDINATORS:
        yield "a conjunction"
    if seen & _RELATIVES:
        yield "a relative"
    if seen & _PRONOUNS:
        yield "a pronoun"
    if seen & _BE:
        yield "be"
    if seen & _PREPOSITIONS:
        yield "a preposition"
    if "by" in seen:
        yield "by"


def _bin(count: int) -> str:
    return (
        "0" if count == 0 else "1 or 2" if count < 3 else "3 to 6" if count < 7 else "7 to 15" if count < 16 else "more"
    )


def _chained(sentence: Sentence, last: Figure, figure: Figure, found: Sequence[Found]) -> dict[str, float]:
    """The evidence that a figure shares the outcome of one before."""
    low = sentence.low
    between = low[max(last.noun_end, last.end) : figure.start] or low[last.end : figure.start]
    seen: dict[str, float] = {"chained": 1.0, f"chained, {_bin(len(between))} words between": 1.0}
    seen |= {f"chained: {name} between": 1.0 for name in _between(between)}
    if between and len(between) <= _CHAINED:
        seen[f"chained by {_link(between)}"] = 1.0
    if low[figure.end : figure.end + 2] in (["of", "them"], ["of", "whom"], ["of", "these"]):
        seen["chained: of them"] = 1.0
    if any(last.end <= one.start < figure.start for one in found):
        seen["chained: harm between"] = 1.0
    if any(figure.end <= one.start for one in found):
        seen["chained: harm behind"] = 1.0
    if not any(one.start >= last.end for one in found):
        seen["chained: no harm behind the one before"] = 1.0
    seen[f"chained, counts {counted_kind(figure)}"] = 1.0
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
