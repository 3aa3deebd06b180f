"""Number words that mean something else: the pronoun ``one``, ``half-hearted``, ``on all fours``."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.numbers.lexicon import HYPHENS
from sitrex.annotate.numbers.noun_groups import owner_at
from sitrex.annotate.numbers.reading import Reading
from sitrex.annotate.numbers.rules import forms, vetoes
from sitrex.annotate.numbers.tokens import BREAK
from sitrex.annotate.rules import any_of
from sitrex.annotate.text.words import words

_ONE_QUARTER: Final = words("one_quarter", table="numbers/words.tsv")
_BEFORE_FRACTIONS: Final = words("before_fractions", table="numbers/words.tsv")
_SCORES: Final = words("scores", table="numbers/words.tsv")

_ONE_AFTER: Final = words("one_after", table="numbers/words.tsv")
_ONE_BEFORE: Final = words("one_before", table="numbers/words.tsv")
_ONE_MOMENT: Final = words("one_moment", table="numbers/words.tsv")
_ONE_HYPHENED: Final = words("one_hyphened", table="numbers/words.tsv")
_SEVERAL: Final = words("several_of", table="numbers/words.tsv")
_LOSING: Final = words("losing", table="numbers/words.tsv")
_BEFELL: Final = words("befell", table="numbers/words.tsv")
_HARMED: Final = words("harmed", table="numbers/words.tsv")
_WAS: Final = words("was", table="numbers/words.tsv")
_OFFICES: Final = words("offices", table="numbers/words.tsv")
_BEHIND_LOST: Final = words("behind_lost", table="numbers/words.tsv")
_ONE_TOLD: Final = words("told_of_one", table="numbers/words.tsv")
_COLLECTED: Final = words("collections", table="numbers/words.tsv")
_ONE_SUBJECT: Final = words("one_subject", table="numbers/words.tsv")
_ALONGSIDE: Final = words("alongside", table="numbers/words.tsv")
_ALONGSIDE_REACH: Final = 16
"""So many tokens back a number is looked for that ``one`` stands beside."""
_APPOSED_REACH: Final = 6
_CONDITIONS: Final = words("conditions", table="numbers/words.tsv")
"""Words before the `one` that is anybody: `if one stayed`."""
_OTHERS: Final = (["the", "other"], ["the", "next"])
_HALF_AFTER: Final = words("half_after", table="numbers/words.tsv")
_HALF_BEFORE: Final = words("half_before", table="numbers/words.tsv")


# -- the pronoun "one" ----------------------------------------------------------------------------------------------


@vetoes.veto(
    "numbers.one.hyphened",
    reads=("A [[one]]-armed man left.",),
    leaves=("A [[one]]-man crew left.",),
    source="compounds of one and a participle",
)
def _one_hyphened(r: Reading) -> bool:
    word = r.t.low[r.end + 1]
    return word in _ONE_HYPHENED or word in r.words.nouns["idiom"]


@vetoes.veto(
    "numbers.one.moment",
    reads=("At [[one]] point boats left.",),
    leaves=("At [[one]] post boats left.",),
    source="idioms that count nothing",
)
def _one_moment(r: Reading) -> bool:
    return r.before in ("at", "in") and r.after in _ONE_MOMENT


@vetoes.veto(
    "numbers.one.after-determiner",
    reads=("No [[one]] answered.",),
    leaves=("Only [[one]] man answered.",),
    source="the pronoun one",
)
def _after_determiner(r: Reading) -> bool:
    return r.before in _ONE_BEFORE


@vetoes.veto(
    "numbers.one.before-function-word",
    reads=("They took [[one]] way there.", "On [[one]]'s boats they left."),
    leaves=("They took [[one]] boat there.",),
    source="the pronoun one",
)
def _before_function_word(r: Reading) -> bool:
    return r.after in _ONE_AFTER or (r.after in "'’" and r.t.low[r.end + 1] == "s")


@vetoes.veto(
    "numbers.one.nothing-counted",
    reads=("They took [[one]], too.",),
    leaves=("They took [[one]] boat.",),
    source="the pronoun one",
)
def _nothing_counted(r: Reading) -> bool:
    return not r.counted


@forms.rule(
    "numbers.one.of-several",
    reads=(
        "[[One]] of the boats sank.",
        "They met [[one]] of war's victims.",
        "They met [[one]] of Jan Moroz's friends.",
        "[[One]] of them sank.",
        "It is [[one]] of a number of posts.",
        "[[One]] of every 40 fell.",
    ),
    leaves=("No one of note left.", "The one of them left.", "It was one of a kind."),
    source="English usage",
    nothing=False,
)
def _of_several(r: Reading) -> bool:
    """One of those that are named."""
    t, at = r.t, r.end + 1
    if r.after != "of" or r.before in _ONE_BEFORE:
        return False
    collected = t.low[at] == "a" and t.low[at + 1] in _COLLECTED
    return owner_at(t, at) or collected or t.low[at] in _SEVERAL or t.figure[at] or t.low[at] in r.words.cardinal


@forms.rule(
    "numbers.one.casualty",
    reads=(
        "They killed [[one]] and wounded two.",
        "Killed: [[one]].",
        "[[One]] was injured.",
        "[[One]] is dead.",
        "Nine fell, [[one]] fatally.",
        "Of the boats [[one]] sank.",
        "All but [[one]] died.",
        "[[One]] more survived.",
        "[[One]] remains missing.",
        "They shot four, detaining [[one]] during the raid.",
        "[[One]] was seen there.",
    ),
    leaves=(
        "One is tired.",
        "They killed the one.",
        "This one died.",
        "The second one sank.",
        "It rained if one stayed.",
    ),
    source="reports of losses",
    nothing=False,
)
def _casualty(r: Reading) -> bool:
    """One that something happened to."""
    t, outcomes = r.t, r.words.nouns["outcome"]
    if r.before in _ONE_BEFORE or r.before in r.words.ordinal or r.before in _CONDITIONS:
        return False
    if r.before in _LOSING or (r.before == ":" and t.low[r.start - 2] in outcomes):
        return not t.is_word(r.end) or r.after in _BEHIND_LOST
    told = r.end + (r.after == "more")
    if r.after in _HARMED or t.low[told] in _BEFELL:
        return True
    at = told
    while at < r.end + 3 and t.low[at] in _WAS:
        at += 1
    return (t.low[at] in outcomes or t.low[at] in _LOSING or t.low[at] in _ONE_TOLD) and at > told


@forms.rule(
    "numbers.one.apposed",
    reads=("They took four men, [[one]] a colonel.",),
    leaves=("They left, one a day.", "He is one, a colonel said."),
    source="guidelines 1.1: counting one",
    nothing=False,
)
def _apposed(r: Reading) -> bool:
    """One of those counted shortly before, of whom a word says what he is."""
    t = r.t
    if r.before != "," or r.after not in ("a", "an") or t.low[r.end + 1] in r.words.nouns["time"]:
        return False
    near = range(max(r.start - _APPOSED_REACH, 1), r.start - 1)
    return any(t.figure[n] or t.low[n] in r.words.cardinal for n in near)


@forms.rule(
    "numbers.one.alongside",
    reads=("They lost two by mines and [[one]] by fire.", "They sent two more to Kars and [[one]] to Van."),
    leaves=("They left by night and one by one.", "They gave it to Kars and one to Van."),
    source="English usage: one of several that are counted",
    nothing=False,
)
def _alongside(r: Reading) -> bool:
    """``two in the army and one in the navy``: one more, behind whose ``and`` the preposition of a number before comes again."""
    t = r.t
    if r.before != "and" or r.after not in _ALONGSIDE or t.low[r.end + 1] == "one":
        return False
    for at in range(r.start - 2, max(r.start - _ALONGSIDE_REACH, 1), -1):
        if t.low[at] in (".", ";", BREAK):
            return False
        if t.low[at] == r.after:
            return any(t.figure[n] or t.low[n] in r.words.cardinal for n in range(max(at - 3, 0), at))
    return False


@vetoes.veto(
    "numbers.one.subject",
    reads=("When [[one]] recalls the raid, it hurts.", "From what [[one]] reads in papers, it failed."),
    leaves=("They sank [[one]] boat.", "[[One]] arms depot burned.", "They saw [[one]] series of raids."),
    source="the pronoun one",
)
def _subject(r: Reading) -> bool:
    """Somebody does: what looks like a plural behind ``one`` is its verb."""
    noun = r.noun
    alone = noun is not None and noun.plural and noun.start == r.end and noun.end == r.end + 1
    return alone and r.after.endswith("s") and r.before in _ONE_SUBJECT


@vetoes.veto(
    "numbers.one.to-another",
    reads=("He ran from [[one]] post to another.", "They went from [[one]] burning hut into the next."),
    leaves=("They moved [[one]] gun to another post.",),
    source="the pronoun one",
)
def _to_another(r: Reading) -> bool:
    """``from one post to another``: any of them."""
    t = r.t
    if r.before != "from":
        return False
    return any(
        t.low[at] in ("to", "into", "after") and (t.low[at + 1] == "another" or t.low[at + 1 : at + 3] in _OTHERS)
        for at in range(r.end + 1, r.end + 4)
    )


@vetoes.veto(
    "numbers.one.office",
    reads=("NIC OCI [[ONE]] OCR ORR were told.",),
    leaves=("WE SENT [[ONE]] BOAT.", "THE NSA LOST [[ONE]]."),
    source="routing lists of American intelligence reports: the Office of National Estimates",
)
def _office(r: Reading) -> bool:
    """The office that stands in a routing list among others of three letters or so."""
    return r.raw == "ONE" and (r.after in _OFFICES or (r.before in _OFFICES and not r.counted))


_ONE_COUNTS: Final = (_of_several, _casualty, _alongside, _apposed)
_ONE: Final = any_of(_subject, _to_another, _one_moment, _after_determiner, _before_function_word, _nothing_counted)


def _one(r: Reading) -> bool:
    """Whether ``one`` is a pronoun."""
    t, start = r.t, r.start
    if _office(r):
        return True
    if any(form(r) for form in _ONE_COUNTS) or (t.raw[r.end] == "(" and t.raw[r.end + 1] == "1"):
        return False
    if r.after in HYPHENS and t.glued(r.end):
        return _one_hyphened(r)
    if r.before in _BEFORE_FRACTIONS or r.bound:
        return False
    if r.before == "to" and (t.low[start - 3] in r.words.cardinal or t.figure[start - 3]):
        return False
    return _ONE(r)


# -- other words ----------------------------------------------------------------------------------------------------


@vetoes.veto(
    "numbers.idiom.hyphened",
    reads=("A [[two]]-pronged push began.",),
    leaves=("A [[two]]-man crew left.",),
    source="compounds of a number word and a participle",
)
def _hyphened(r: Reading) -> bool:
    t, end = r.t, r.end
    return t.raw[end] in HYPHENS and t.glued(end) and r.core.kind == "word" and t.low[end + 1] in r.words.nouns["idiom"]


def _alone(r: Reading, word: str) -> bool:
    """Whether the number is this one word."""
    return r.t.low[r.start] == word and r.core.end == r.start + 1


@vetoes.veto(
    "numbers.idiom.half-in-compound",
    reads=("They made a [[half]]-hearted push.",),
    leaves=("They lost [[half]] of them.",),
    source="compounds with half",
)
def _half_in_compound(r: Reading) -> bool:
    return _alone(r, "half") and (r.after in HYPHENS or r.before in HYPHENS)


@vetoes.veto(
    "numbers.idiom.half-before",
    reads=("They were [[half]] way there.",),
    leaves=("They lost [[half]] the men.",),
    source="idioms that count nothing",
)
def _half_word(r: Reading) -> bool:
    return _alone(r, "half") and r.after in _HALF_AFTER


@vetoes.veto(
    "numbers.idiom.half-after",
    reads=("They lost the northern [[half]] of it.",),
    leaves=("They lost [[half]] of it.",),
    source="halves of a place or a game",
)
def _half_of_a_place(r: Reading) -> bool:
    return _alone(r, "half") and r.before in _HALF_BEFORE


@vetoes.veto(
    "numbers.idiom.quarter",
    reads=("They gave [[quarter]] of the sort.",),
    leaves=("They lost [[a quarter]] of the men.",),
    source="quarter that is given in war",
)
def _quarter(r: Reading) -> bool:
    return _alone(r, "quarter") and r.before not in _ONE_QUARTER


@vetoes.veto(
    "numbers.idiom.score",
    reads=("The [[scores]] rose.",),
    leaves=("[[Scores]] of men left.",),
    source="scores of games",
)
def _score(r: Reading) -> bool:
    return r.t.low[r.start] in _SCORES and r.after not in ("of", "more") and r.before != "of"


@vetoes.veto(
    "numbers.idiom.few",
    reads=("The [[few]] men left.",),
    leaves=("They sent [[a few]] men.",),
    source="idioms that count nothing",
)
def _few(r: Reading) -> bool:
    return _alone(r, "few") and r.before != "a"


_WORDS: Final = any_of(_hyphened, _half_in_compound, _half_word, _half_of_a_place, _quarter, _score, _few)


def idiom(r: Reading) -> bool:
    """Whether a number word means something else than a number."""
    return _one(r) if _alone(r, "one") else _WORDS(r)
