"""What happened to the people or things that a figure counts: the word of harm that a figure belongs to.

Every word of harm in the figure's sentence is a candidate, and so is the outcome of the figure before, which `including 3`
or `12 soldiers and 3 officers were killed` shares. Which one holds, or none, is weighed (``vocab/weights/outcomes.tsv``).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import takewhile
from math import inf
from typing import Final, NamedTuple

from sitrex.annotate.statements import harm_beside
from sitrex.annotate.statements.harmed import MATERIEL, Figure, befalls, counted_kind, losable
from sitrex.annotate.statements.headings import Found, bulleted, enumerated
from sitrex.annotate.statements.sentence import Sentence, distance, near
from sitrex.annotate.statements.words import ARTICLES, BE, BEFORE_FIGURES, NUMERALS, Harm, cues, statement_words
from sitrex.annotate.text.words import words
from sitrex.annotate.weigh import Features, weights

_LINKS: Final = statement_words("outcome_links")
_RECORDERS: Final = statement_words("recorders")
_ADVERBS: Final = statement_words("adverbs")
_PREPOSITIONS: Final = statement_words("prepositions")
_PARTING: Final = words("articles", "possessives") | {"of", "'s", "’s"}
"""Last words between a part and its whole: `three of the five`, `two of the battery's six`."""
_WHOLE: Final = 5
"""Words between a part and its whole at most."""
_FINITE: Final = statement_words("finite_be")
_MOST: Final = 8
"""Words of harm, the nearest ones, that are looked at for one figure."""
_REACH: Final = 40
"""Words of harm further away are no candidates."""
_CHAINED: Final = 14
_CLAUSE: Final = 3
"""Words behind what a figure counts among which a clause of its own is told."""
_SUBJECT_BEHIND: Final = 3
_COUNTED_BEFORE: Final = 8
"""Words between the name of those harmed and their number at most: `our casualties in this affair were only 9`."""
_CELL: Final = "|"
"""Between the cells of a table, which no word of harm reaches over."""
_NEAR: Final = frozenset(("right behind", "behind the noun", "passive", "object", "of", "counted"))
_PRONOUNS: Final = statement_words("pronouns")
_LABELLED: Final = frozenset(":‒–—-=")
_JOINTS: Final = frozenset((",", "and", "but"))
_PASTS: Final = words("irregular_pasts")
_SUBORDINATORS: Final = statement_words("subordinators") - {"but", "however", "that"}
_SUMMING: Final = statement_words("including", "reached")
_TAKING: Final = statement_words("taking")
_OF_PEOPLE: Final = {"seized": "captured", "destroyed": "killed"}


class OutcomeCandidate(NamedTuple):
    """An outcome that a figure may have, and the evidence; once chosen, how far its score is ahead of the next."""

    outcome: str
    features: Features
    found: Found | None
    ahead: float = inf


def candidates(
    sentence: Sentence,
    figures_of: Sequence[Figure],
    number: int,
    found: Sequence[Found],
    before: tuple[int, str] | None,
    heading: Harm | None = None,
) -> list[OutcomeCandidate]:
    """The outcomes that a figure may have, the one at ``number`` of those of its sentence.

    ``found`` are the words of harm of the sentence; ``before`` is the place of the last figure before it that has an
    outcome, and that; ``heading`` is the one of the list that the sentence is a line of.
    """
    figure = figures_of[number]
    if number and _whole_of(sentence, figures_of[number - 1], figure, found):
        return []
    clause = _clause_from(sentence, figure, near(found, figure.start, figure.end, _REACH))
    if clause is not None:
        before = None
    found = _nearest(found, figure, clause)
    if number + 1 < len(figures_of):
        found = _own(sentence, figures_of[number + 1 :], figure, found)
    beside = _beside(sentence, figures_of, number, found)
    kinds = {relation.partition(",")[0] for _, _, relation in beside} & _NEAR
    around = near(figures_of, figure.start, figure.end, _REACH)
    made = []
    for harm, pair, relation in beside:
        seen = harm_beside.features(pair, around, found)
        seen[relation] = 1.0
        for other in kinds - {relation.partition(",")[0]}:
            seen[f"{relation.partition(',')[0]}, but another is {other}"] = 1.0
        made.append(OutcomeCandidate(_outcome(harm, around, before, pair), seen, pair.one))
    if (
        before is not None
        and befalls(before[1], figure)
        and not _apart(sentence, figures_of[before[0]].end, figure.start)
    ):
        made.append(_shared(sentence, figures_of, number, before, found, kinds))
    if heading is not None and not any(labels(one, sentence, figure) for one in found):
        outcome = _meant(heading, figure)
        if befalls(outcome, figure):
            made.append(OutcomeCandidate(outcome, _listed(sentence, figure, heading), None))
    return made


def in_column(
    sentence: Sentence, figures_of: Sequence[Figure], number: int, found: Sequence[Found], harm: Harm | None
) -> list[OutcomeCandidate]:
    """The outcomes that a figure in a cell of a table may have, by what heads its column and the cell's own words of harm."""
    figure = figures_of[number]
    if found:
        return candidates(sentence, figures_of, number, found, None, harm)
    outcome = harm and _meant(harm, figure)
    return [OutcomeCandidate(outcome, {}, None)] if outcome and befalls(outcome, figure) else []


def _clause_from(sentence: Sentence, figure: Figure, found: Sequence[Found]) -> int | None:
    """The word behind which the clause begins that tells of a figure; None if nothing before it tells of something else."""
    verb = _other_verb(sentence, figure, found)
    if verb is None and _opens_clause(sentence, figure, found):
        verb = figure.start - 1
    behind = [one for one in found if verb is None or one.start > verb]
    return figure.start if _befell_else(sentence, figure, behind) else verb


def _opens_clause(sentence: Sentence, figure: Figure, found: Sequence[Found]) -> bool:
    """Whether those that a figure counts are the subject of a clause of its own: `29 were killed when 100 gunmen ambushed them`."""
    word = sentence.low[figure.start - 1] if figure.start else ""
    if word == "as":  # but `are given as 30`, `as well as 3 officers`
        return _past(sentence, figure.noun_end) or any(one.start == figure.noun_end for one in found)
    return word in _SUBORDINATORS


def _past(sentence: Sentence, at: int) -> bool:
    """Whether a word is a past or a participle that no status comes from."""
    if at >= len(sentence.low):
        return False
    word = sentence.low[at]
    return word in _PASTS or (word.endswith("ed") and cues().whole((word,)) is None)


def _nearest(found: Sequence[Found], figure: Figure, clause: int | None) -> Sequence[Found]:
    """The words of harm nearest to a figure, of its clause alone, in text order."""
    found = near(found, figure.start, figure.end, _REACH)
    if clause is not None:
        found = [one for one in found if one.start > clause]
    if len(found) <= _MOST:
        return found
    return sorted(sorted(found, key=lambda one: abs(one.start - figure.start))[:_MOST], key=lambda one: one.start)


def _outcome(harm: Harm, around: Sequence[Figure], before: tuple[int, str] | None, pair: harm_beside.Pair) -> str:
    """What a word of harm means of a figure; what one counts that names nothing is what was counted before."""
    figure = pair.figure
    if figure.number.counted is None:
        if before is not None and harm.form == "lost" and not pair.behind:
            return before[1]  # `lost 20 tanks, the British seven`
        named = [one for one in around if one.start < figure.start and one.number.counted]
        if harm.outcome in _OF_PEOPLE and named and counted_kind(named[-1]) == "people":
            return _OF_PEOPLE[harm.outcome]  # `200 fighters attacked, and dozens were neutralised`
    return _meant(harm, figure)


def _beside(
    sentence: Sentence, figures_of: Sequence[Figure], number: int, found: Sequence[Found]
) -> list[tuple[Harm, harm_beside.Pair, str]]:
    """The words of harm that fit the figure at ``number``, each meaning with the pair and how the two stand to each other."""
    pairs = [
        (harm, harm_beside.pair_of(sentence, figures_of, number, one, harm))
        for one in found
        for harm in one.meant
        if _fits(sentence, harm, one, figures_of[number])
    ]
    return [(harm, pair, harm_beside.relation(pair)) for harm, pair in pairs]


def _own(sentence: Sentence, behind: Sequence[Figure], figure: Figure, found: Sequence[Found]) -> Sequence[Found]:
    """The words of harm without those of figures behind."""
    labelled = any(labels(one, sentence, figure) for one in found)
    behind = near(behind, figure.start, figure.end, _REACH)
    return [one for one in found if not any(_anothers(sentence, figure, one, other, labelled) for other in behind)]


def _anothers(sentence: Sentence, figure: Figure, one: Found, other: Figure, labelled: bool) -> bool:
    """Whether a word of harm is that of a figure behind.

    `Killed: 14 Wounded: 20`; `12 officers left; 300 prisoners stayed`; `2 bombs on Kharkiv, 20 injured`; `when 100 gunmen
    attacked, 29 were killed`, but not `12 officers and 300 men prisoners`, `took 12 officers and 300 prisoners`
    """
    low = sentence.low
    gap = low[figure.noun_end if figure.noun_end <= other.start else figure.end : other.start]
    if labelled and labels(one, sentence, other):
        return True
    if one.start < other.end or gap[:1] == ["of"] or (figure.number.counted is None and not gap):
        return False  # `2 of the 14 murdered fishermen`
    if other.end == one.start:
        if one.end <= other.noun_end:
            return gap != ["and"] or not _taken_with(low, figure, other)
        return gap[-1:] == [","] and not _PREPOSITIONS.isdisjoint(gap) and _JOINTS.isdisjoint(gap[:-1])
    if one.start < other.noun_end:
        return not _JOINTS.issuperset(gap)
    return "," in gap and _past(sentence, figure.noun_end) and not _FINITE.isdisjoint(low[other.noun_end : one.start])


def _taken_with(low: Sequence[str], figure: Figure, other: Figure) -> bool:
    """Whether those that two figures count are taken together: `took 40 officers and 300 prisoners`; of `two guards and five prisoners` only five."""
    before = next((word for word in reversed(low[: figure.start]) if word not in BEFORE_FIGURES), "")
    behind = next((word for word in low[other.noun_end :] if word not in BE), "")
    return counted_kind(figure) in ("people", *MATERIEL) and not _TAKING.isdisjoint((before, behind))


def labels(one: Found, sentence: Sentence, figure: Figure) -> bool:
    """Whether a word of harm ends the label of a figure: `- killed: 43` under *Losses*, `Tanks destroyed - 12`."""
    mark = figure.start - 1
    return mark > 0 and one.end == mark and sentence.low[mark] in _LABELLED


def _listed(sentence: Sentence, figure: Figure, heading: Harm) -> dict[str, float]:
    """The evidence that a figure of a line of a list has the outcome that heads the list."""
    seen = {"listed": 1.0, f"listed, {heading.form}": 1.0, f"listed, counts {counted_kind(figure)}": 1.0}
    if bulleted(sentence):
        seen["listed, behind a bullet"] = 1.0
    elif figure.start and sentence.low[figure.start - 1] in _LABELLED:
        seen["listed, behind its label"] = 1.0
    return seen


def _shared(
    sentence: Sentence,
    figures_of: Sequence[Figure],
    number: int,
    before: tuple[int, str],
    found: Sequence[Found],
    kinds: Collection[str],
) -> OutcomeCandidate:
    """The outcome of a figure before; ``kinds`` are the nearest ways in which words of harm stand to this one."""
    seen = _chained(sentence, figures_of[before[0]], figures_of[number], found)
    for other in kinds:
        seen[f"chained, but another is {other}"] = 1.0
    if before[0] < number - 1:
        seen["chained over another figure"] = 1.0
    kind, outcome = counted_kind(figures_of[number]), before[1]
    if outcome == "casualties" and kind in MATERIEL:
        outcome = "destroyed"
    elif outcome == "destroyed" and kind == "people":  # `losses of 3 tanks and 40 men`
        lost = any(harm.outcome in ("lost", "casualties") for one in found for harm in one.meant)
        outcome = "casualties" if lost else "killed"
    return OutcomeCandidate(outcome, seen, None)


def choose(made: Sequence[OutcomeCandidate]) -> OutcomeCandidate | None:
    """The candidate that holds; None where none is likely enough."""
    if not made:
        return None
    if not made[0].features:
        return made[0]  # what a column says is not weighed
    best, ahead = weights("outcomes").choose([{}, *(one.features for one in made)])
    return made[best - 1]._replace(ahead=ahead) if best else None


def outcome_of(found: Sequence[Found], figure: Figure, outcome: str) -> OutcomeCandidate:
    """A figure's outcome that is known, with the nearest of the words of harm found that means it."""
    meant = [one for one in found if any(harm.outcome in (outcome, "casualties") for harm in one.meant)]
    nearest = min(meant, key=lambda one: abs(one.start - figure.start), default=None)
    return OutcomeCandidate(outcome, {}, nearest)


def _whole_of(sentence: Sentence, part: Figure, figure: Figure, found: Sequence[Found]) -> bool:
    """Whether a figure says of how many the one before is a part: of `three of five members` only three are harmed."""
    between = sentence.low[part.end : figure.start]
    if 0 < len(between) <= _WHOLE and between[-1] in _PARTING and "of" in between[:2] and _JOINTS.isdisjoint(between):
        return between[0] in ("of", "out")
    if figure.number.counted is not None or sentence.low[figure.start - 1] != "of":
        return False
    return any(one.start == part.end and one.end == figure.start - 1 for one in found)  # `94 MIA of 5,455`


def _apart(sentence: Sentence, start: int, end: int) -> bool:
    """Whether words are in different cells of a table, or in different sections: `(b) Enemy: killed, 12; (c) Own: 90 men`."""
    return _CELL in sentence.low[start:end] or any(
        enumerated(sentence.raw, at) in ("(a", "(A") for at in range(start, end)
    )


def _of_a_part(between: Sequence[str]) -> bool:
    """Whether a word of harm behind a figure is of one in brackets that counts a part: `3 tanks (1 destroyed, 2 damaged)`."""
    if "(" not in between or ")" in between:
        return False
    return any(word in NUMERALS or word[0].isdecimal() for word in between[list(between).index("(") + 1 :])


def _other_verb(sentence: Sentence, figure: Figure, found: Sequence[Found]) -> int | None:
    """Behind which word the figure's own clause begins: a verb of no harm that has it as its object, a semicolon before a subject.

    `killing 6 and taking 11`, `killed 813 and infected 35,000`, `lost 150 men; one company was led by a sergeant`
    """
    low, verb = sentence.low, figure.start - 1
    if low[verb : figure.start] == [";"] and _goes_on(sentence, figure, found):
        return verb
    if verb < 1 or low[verb - 1] not in _JOINTS or any(one.start <= verb < one.end for one in found):
        return None
    if low[verb - 1] == "and" and any(one.end == verb - 1 and low[one.start - 1] not in BE for one in found):
        return None  # `captured and occupied nine towns`
    return verb if _past(sentence, verb) or (low[verb].endswith("ing") and low[verb] not in _SUMMING) else None


def _goes_on(sentence: Sentence, figure: Figure, found: Sequence[Found]) -> bool:
    """Whether a clause of its own goes on behind those that a figure behind a semicolon counts.

    `lost 150 men; one company was led`; `a drone shot down; 4 rockets over Odesa`, but not `3 tanks destroyed; 4 trucks`
    """
    low, at = sentence.low, figure.noun_end
    if not _FINITE.isdisjoint(low[at : at + 1]):
        return True
    told = any(one.end == figure.start - 1 for one in found)
    named = figure.number.counted is not None or any(word[0].isupper() for word in sentence.raw[at : at + 1])
    behind = takewhile(lambda word: word[0].isalnum(), low[at : at + _CLAUSE])
    return told and named and any(word in _PREPOSITIONS and word != "of" for word in behind)


def _befell_else(sentence: Sentence, figure: Figure, found: Sequence[Found]) -> bool:
    """Whether a passive of no harm tells what befell those counted: `six were captured and two others were ordered aboard`."""
    low, at = sentence.low, figure.noun_end
    joined = figure.start > 0 and low[figure.start - 1] in _JOINTS and not harm_beside.included(low, figure)
    if not joined or at >= len(low) or low[at] not in _FINITE:
        return False
    while at + 1 < len(low) and (low[at] in BE or low[at] in _ADVERBS):
        at += 1
    passive = low[at].endswith("ed") or low[at] in _PASTS
    return passive and not any(one.start <= at < one.end for one in found)


def _fits(sentence: Sentence, harm: Harm, one: Found, figure: Figure) -> bool:
    if not befalls(_meant(harm, figure), figure) or (harm.form == "lost" and not losable(sentence, figure)):
        return False
    if _apart(sentence, figure.end, one.start) or _apart(sentence, one.end, figure.start):
        return False
    if _of_a_part(sentence.low[figure.end : one.start]):
        return False
    if figure.end <= one.start < figure.noun_end:
        if harm.form == "done" and harm_beside.freed(sentence.low, figure):
            return False  # `rescued 86 kidnapped persons`
        return harm.form in ("counted", "state", "noun", "done") or one.end == figure.noun_end
    if harm.outcome == "captured" and one.start and sentence.low[one.start - 1] in _RECORDERS:
        return False  # `video captured two factions`
    if harm.form == "counted":
        return _counts(sentence, one, figure)
    return not _befalls_other(sentence, harm, one, figure)


def _counts(sentence: Sentence, one: Found, figure: Figure) -> bool:
    """Whether a word for those harmed is what a figure beside it counts."""
    if one.start < figure.end:
        return figure.start - one.end <= _COUNTED_BEFORE
    between = sentence.low[figure.end : one.start]
    return between == ["of"] or all(word in _ADVERBS for word in between)


def _befalls_other(sentence: Sentence, harm: Harm, one: Found, figure: Figure) -> bool:
    """Whether a word of harm befalls others than those that a figure counts, by where they stand."""
    if harm.form == "went":
        return figure.start - one.end > _SUBJECT_BEHIND  # who died stands before
    if harm.form in ("toll", "act") or (harm.form == "lost" and sentence.low[one.end - 1] == "of"):
        return one.start >= figure.end  # what it says or acts on stands behind, also `at a cost of`
    if harm.form not in ("done", "lost") or one.start < figure.noun_end or not _object(sentence, one.end):
        return False
    # `three gunmen killed a guard`, `two cars lost their windscreens`, but not `300 wounded a day`
    counted = harm.form == "done" and figure.end == one.start
    return not counted and BE.isdisjoint(sentence.low[figure.noun_end : one.start])


def _meant(harm: Harm, figure: Figure) -> str:
    """The outcome of a word whose meaning hangs on what it happens to."""
    kind = counted_kind(figure)
    if harm.outcome == "lost" and harm.form == "done":
        return "casualties" if kind in ("people", "nothing") else "destroyed"  # `put out of action`
    if harm.form == "lost" or harm.outcome == "casualties":
        return "destroyed" if kind in MATERIEL else "casualties"
    if kind == "people":
        return _OF_PEOPLE.get(harm.outcome, harm.outcome)
    return harm.outcome


def _object(sentence: Sentence, at: int) -> bool:
    """Whether somebody or something that it acts on stands right behind a verb."""
    if at >= len(sentence.low):
        return False
    word = sentence.low[at]
    return word in ARTICLES or word in _PRONOUNS or word in NUMERALS or word[0].isdecimal()


def _chained(sentence: Sentence, last: Figure, figure: Figure, found: Sequence[Found]) -> dict[str, float]:
    """The evidence that a figure shares the outcome of one before."""
    low = sentence.low
    between = low[max(last.noun_end, last.end) : figure.start] or low[last.end : figure.start]
    seen: dict[str, float] = {"chained": 1.0, f"chained, {distance(len(between))} words between": 1.0}
    seen |= {f"chained: {name} between": 1.0 for name in harm_beside.between_names(between)}
    if between and len(between) <= _CHAINED:
        seen[f"chained by {_link(between)}"] = 1.0
    if harm_beside.of_members(low, figure):
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
    if last in _LINKS:
        return last
    return "a preposition" if last in _PREPOSITIONS else "a word"
