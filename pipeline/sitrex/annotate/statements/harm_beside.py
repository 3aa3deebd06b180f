"""How a word of harm stands to a figure of its sentence: the evidence that what it says befell those that the figure counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from sitrex.annotate.statements.harmed import Figure, counted_kind
from sitrex.annotate.statements.headings import Found
from sitrex.annotate.statements.sentence import Sentence, distance
from sitrex.annotate.statements.words import ARTICLES, BE, BEFORE_FIGURES, Harm, statement_words

_ADVERBS: Final = statement_words("adverbs")
_PREPOSITIONS: Final = statement_words("prepositions")
_SUBORDINATORS: Final = statement_words("subordinators")
_RELATIVES: Final = statement_words("relatives")
_ABBREVIATED: Final = 4
"""Letters of an abbreviation at most."""
_INSERTED: Final = 14
"""Words of an insertion at most."""
_SUBJECT_BEHIND: Final = 3
_NUMBERED: Final = statement_words("numbered")
_TAKEN: Final = statement_words("taken")
_REACHED: Final = statement_words("reached")
_PLACED: Final = statement_words("figure_places")
_VERBAL: Final = BE | _ADVERBS | {"who"}
_FREED_BEFORE: Final = 4
_FREED: Final = statement_words("freed")
_MANY: Final = statement_words("many")
_PRONOUNS: Final = statement_words("pronouns")
_OPENING: Final = frozenset(";:.(—–-")
_TOGETHER: Final = frozenset((("along", "with"), ("together", "with")))
_INCLUDING: Final = statement_words("including")
_MEMBERS: Final = statement_words("members_of")
_MARKS: Final = frozenset(';:()[]"“”—–') | {"--"}
_ENDS: Final = BE | _PREPOSITIONS | _SUBORDINATORS | {"and", "or", "but"}


class Pair(NamedTuple):
    """A figure and a word of harm of its sentence.

    Args:
        low: the sentence's words.
        behind: whether the word of harm stands behind the figure.
        gap: the words from the one to the other, as a half-open range; behind a figure, from the end of what it counts.
        between: the words between, without what is inserted or joined to the figure.
        joined: whether other figures are joined to the figure.
        clause: the words from what the figure counts to a word of harm behind, without what is joined to the figure or of it.
        last: the word before the figure.
    """

    low: Sequence[str]
    figure: Figure
    one: Found
    form: str
    behind: bool
    gap: tuple[int, int]
    between: Sequence[str]
    joined: bool
    clause: Sequence[str]
    last: str


def features(pair: Pair, around: Sequence[Figure], found: Sequence[Found]) -> dict[str, float]:
    """The evidence that a figure has the outcome of a word of harm.

    ``around`` are the figures not far from it, ``found`` the words of harm.
    """
    seen = _apart(pair, around, found)
    for name in _behind(pair) if pair.behind else _before(pair):
        seen[name] = 1.0
    for name in _of_the_word(pair, around):
        seen[name] = 1.0
    if pair.behind:
        seen |= {f"behind: {name} nearer": 1.0 for name in _nearer(pair, around)}
    figure = pair.figure
    if freed(pair.low, figure):
        seen["somebody is freed"] = 1.0
    seen[f"counts {counted_kind(figure)}"] = 1.0
    if figure.number.label != "CARDINAL":
        seen[f"label {figure.number.label}"] = 1.0
    return seen


def pair_of(sentence: Sentence, figures_of: Sequence[Figure], number: int, one: Found, harm: Harm) -> Pair:
    """A figure, the one at ``number`` of its sentence, and a word of harm."""
    low, figure = sentence.low, figures_of[number]
    last = low[figure.start - 1] if figure.start else "."
    if one.start < figure.end:
        gap = one.end, figure.start
        return Pair(low, figure, one, harm.form, False, gap, low[slice(*gap)], False, (), last)
    gap = figure.noun_end, one.start
    joined, clause = _subject(sentence, figures_of, number, one.start)
    between = clause if joined else low[_inserted(low, *gap) : one.start]
    return Pair(low, figure, one, harm.form, True, gap, between, joined, clause, last)


def _apart(pair: Pair, around: Sequence[Figure], found: Sequence[Found]) -> dict[str, float]:
    """How far the two stand apart, and what stands between."""
    side = "behind" if pair.behind else "before"
    first, end = pair.gap
    seen: dict[str, float] = {f"{pair.form} {side}": 1.0, f"{distance(len(pair.between))} words between": 1.0}
    seen |= {f"{side}: {name} between": 1.0 for name in between_names(pair.between)}
    if any(first <= other.start < end for other in found if other is not pair.one):
        seen[f"{side}: another word of harm between"] = 1.0
    if not pair.joined and any(first <= other.start < end for other in around):
        seen[f"{side}: another figure between"] = 1.0
    return seen


def _before(pair: Pair) -> Iterator[str]:
    """What speaks for a word of harm before the figure."""
    low, one, form, last = pair.low, pair.one, pair.form, pair.last
    active = one.start == 0 or low[one.start - 1] not in BE
    yield from _in_list(pair, active=active)
    if tuple(low[pair.figure.start - 2 : pair.figure.start]) in _TOGETHER:
        yield f"together with, {form}{'' if active else ', passive'}"  # `was killed along with 12 others`
    if last in _PREPOSITIONS:
        yield f"{'of' if last == 'of' else 'a preposition'} right before the figure, {form}"
    if not _NUMBERED.isdisjoint(low[max(one.start - _SUBJECT_BEHIND, 0) : one.end]):
        yield "a number of those harmed"  # `the number of people killed`
    if not _REACHED.isdisjoint(pair.between[-_SUBJECT_BEHIND:]):
        yield f"reached, {form}"  # `the toll rose to 12`
    if last == ":":
        yield f"a colon right before the figure, {form}"
    if _heads(low, one) and ";" not in pair.between:
        yield f"the word of harm heads the section, {form}"  # `killed, 2 officers and 17 men; wounded, 4 officers`
    if last in BE and one.start == 0:
        yield f"the word of harm opens the sentence, {form}"  # `Killed were 3 officers`


def _in_list(pair: Pair, *, active: bool) -> Iterator[str]:
    """Whether the figure ends the list of what a word of harm before it is said of."""
    if pair.last not in (",", "and", "or") or not _listed(pair.between):
        return
    if active and pair.form in ("done", "act"):
        yield "in the list of what it happens to"
    elif pair.form == "noun" and pair.between[0] == "of":
        yield "in the list of those it befell"  # `the death of the mayor and 12 others`


def _behind(pair: Pair) -> Iterator[str]:
    """What speaks for a word of harm behind the figure."""
    low, figure = pair.low, pair.figure
    if pair.last in _PLACED:
        yield f"{pair.last} right before the figure, behind"
    if "of" in low[max(figure.start - 3, 0) : figure.start] and "," in pair.between:
        yield "of so many"  # `of the 90 who marched, 30 were killed`
    if pair.joined and included(low, figure):
        yield "included, and others stand before the word of harm"  # `including 3 boys, and 20 others were wounded`
    if figure.noun_end < pair.one.start and low[pair.one.start - 1] in _MANY:
        yield "the word of harm is another figure's"  # `reached 18 with many more wounded`
    if ";" in pair.between and _heads(low, pair.one):
        yield "the word of harm heads the next section"


def _heads(low: Sequence[str], one: Found) -> bool:
    """Whether a word of harm opens a section of a list, with a comma behind it: `wounded, 4 officers and 61 men`."""
    return low[one.end : one.end + 1] == [","] and (one.start == 0 or low[one.start - 1] in _OPENING)


def _nearer(pair: Pair, around: Sequence[Figure]) -> Iterator[str]:
    """What kinds of figures stand nearer to a word of harm behind: the whole is not harmed where a part of it is."""
    low, figure, end = pair.low, pair.figure, pair.one.start
    first = _inserted(low, figure.noun_end, end)
    nearer = [other for other in around if first <= other.start < end and other is not figure]
    if any(of_whole(low, other) or _counted_in(low, other, pair.one) for other in nearer):
        yield "a part"  # `120 drones, of which 98 were shot down`
    elif nearer and whole(low, figure):
        yield "a part"  # `of 40 drones, 32 were shot down`
    if figure.number.counted is not None and any(
        other.number.counted is None and low[other.end : other.end + 1] and low[other.end] in BE for other in nearer
    ):
        yield "an elided noun"  # `120 drones and 98 were shot down`


def of_whole(low: Sequence[str], figure: Figure) -> bool:
    """Whether a figure counts some of those before: `98 of them`, `of which 98`."""
    before = low[max(figure.start - 2, 0) : figure.start]
    return of_members(low, figure) or (
        len(before) > 1 and before[0] == "of" and before[1] in ("which", "whom", "these")
    )


def _counted_in(low: Sequence[str], figure: Figure, one: Found) -> bool:
    """Whether a word of harm is of some that are included: `95 O.R. incl 29 KIA`."""
    return figure.end == one.start and figure.start > 0 and low[figure.start - 1] in _INCLUDING


def whole(low: Sequence[str], figure: Figure) -> bool:
    """Whether a clause opens with those of whom some are counted: `Of 40 drones, 32`."""
    at = figure.start - 1
    while at > 0 and low[at] in BEFORE_FIGURES and low[at] != "of":
        at -= 1
    return at >= 0 and low[at] == "of" and (at == 0 or not low[at - 1][0].isalnum())


def included(low: Sequence[str], figure: Figure) -> bool:
    """Whether those that a figure counts are some of those before: `including 3`, `among them 3`, `2 of them children`."""
    first = figure.start
    if of_members(low, figure):
        return True
    first -= first > 1 and low[first - 1] in _MEMBERS
    return first > 0 and low[first - 1] in _INCLUDING


def of_members(low: Sequence[str], figure: Figure) -> bool:
    """Whether a figure is of those before: `2 of them`, `2 of whom`."""
    following = low[figure.end : figure.end + 2]
    return len(following) > 1 and following[0] == "of" and following[1] in _MEMBERS


def _of_the_word(pair: Pair, around: Sequence[Figure]) -> Iterator[str]:
    """What the word of harm is in its sentence, and whose."""
    low, one = pair.low, pair.one
    if pair.form in ("done", "state", "counted") and _attributive(low, one):
        yield "the word of harm is an attribute"
    if pair.form in ("done", "state", "counted", "went") and _nominal(low, one):
        among = not {"among", "amongst", "including"}.isdisjoint(low[max(one.start - 2, 0) : one.start])
        yield f"the word of harm is a noun{', among' if among else ''}"
    others = (other for other in around if other is not pair.figure)
    if not pair.joined and any(other.end <= one.start < max(other.noun_end, other.end + 1) for other in others):
        yield "the word of harm is another figure's"


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
        and (low[first] in ARTICLES or low[first] in _PREPOSITIONS)
        and bool(following)
        and following[0].isalpha()
        and following[0] not in _ENDS
    )


def freed(low: Sequence[str], figure: Figure) -> bool:
    """Whether somebody saves or frees those that a figure counts: `rescued the crew of 12`, but not `the Free Army lost 12`."""
    return any(
        low[at] in _FREED and not (at and at < figure.start and low[at - 1] in BE) and _acts(low, at, figure)
        for at in range(max(figure.start - _FREED_BEFORE, 0), figure.noun_end)
    )


def _acts(low: Sequence[str], at: int, figure: Figure) -> bool:
    """Whether a word is a verb, or a noun that is of somebody: `freed`, `free the 12`, `the release of 12`."""
    return low[at].endswith(("ed", "ing", "s")) or at + 1 == figure.start or low[at + 1] in BEFORE_FIGURES


def _nominal(low: Sequence[str], one: Found) -> bool:
    """Whether a word of harm stands for those harmed: `cared for the wounded`."""
    following = low[one.end : one.end + 1]
    before = low[max(one.start - 1, 0) : one.start]
    return (
        before[:1] != []
        and before[0] in ARTICLES
        and (not following or not following[0].isalpha() or following[0] in _ENDS)
    )


def relation(pair: Pair) -> str:
    """How the word of harm stands to the figure."""
    figure, low, one, form = pair.figure, pair.low, pair.one, pair.form
    counted = figure.end <= one.start < figure.noun_end or low[figure.end : one.start] == ["of"]  # `dozens of wounded`
    if counted and form in ("counted", "noun", "done"):
        return f"counted, {form}"
    if pair.behind:
        if all(word in _ADVERBS for word in low[figure.end : one.start]):
            return f"right behind, {form}"
        gap = [word for word in pair.clause if word not in _ADVERBS]
        if not gap:
            return f"behind the noun, {form}{', joined' if pair.joined else ''}"
        if all(word in BE for word in gap):
            return f"passive, {form}"
        if gap[0] in _TAKEN and len(gap) < _SUBJECT_BEHIND:
            return f"taken, {form}"  # `sustained minor injuries`
        return f"passive after more, {form}" if gap[-1] in BE else f"behind, {form}"
    gap = [word for word in low[one.end : figure.start] if word not in _ADVERBS and word not in BEFORE_FIGURES]
    if not gap:
        return f"object, {form}"
    if gap[-1] == "of" and len(gap) <= 3:
        return f"of, {form}"
    passive = any(word in BE for word in low[max(one.start - 3, 0) : one.start])
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
            at += 3 if low[at + 1] in BEFORE_FIGURES else 2
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
    if closing is None or closing - start > _INSERTED:
        return start
    return closing + 1 if closing + 1 == end or low[closing + 1] in _VERBAL else start


def between_names(words_between: Sequence[str]) -> Iterator[str]:
    """The kinds of words that stand between."""
    seen = set(words_between)
    if "," in seen:
        yield "a comma"
    if "." in seen and any(
        word == "." and len(words_between[at - 1]) > _ABBREVIATED for at, word in enumerate(words_between)
    ):
        yield "a full stop"
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
    if seen & BE:
        yield "be"
    if seen & _PREPOSITIONS:
        yield "a preposition"
    if "by" in seen:
        yield "by"
