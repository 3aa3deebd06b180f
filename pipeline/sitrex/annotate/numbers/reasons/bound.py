"""Characters around a number that bind it into a longer written word: ``A/52``, ``3rd-class``, ``'44``."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.numbers.lexicon import DASHES, HYPHENS
from sitrex.annotate.numbers.reading import Reading
from sitrex.annotate.numbers.rules import vetoes
from sitrex.annotate.rules import any_of
from sitrex.annotate.text.words import words

_FIGURE_ENDINGS: Final = words("figure_endings", table="numbers/words.tsv")
_APPROXIMATE_PREFIXES: Final = words("approximate_prefixes", table="numbers/words.tsv")

_PARENTS: Final = words("parents", table="numbers/words.tsv")
_CIRCA: Final = words("circa", table="numbers/words.tsv")
_BOUNDING: Final = words("bounding", table="numbers/words.tsv")
_SIGNS_BEFORE: Final = frozenset("/\\.#№@_=&%^")
_SIGNS_AFTER: Final = frozenset("\\@_=^#&")


# -- before the number: all are asked only where no blank stands there ----------------------------------------------


@vetoes.veto(
    "numbers.bound.letters-before",
    reads=("It fires 7.62x[[39]] cartridges.",),
    leaves=("It carried [[12]] seals.", "They lost BMP-2M x[[5]], MT-LB x[[3]]."),
    source="letters and figures in one word",
)
def _letters_before(r: Reading) -> bool:
    t, at = r.t, r.start - 1
    if t.raw[at] == "x" and not t.glued(at) and t.model(at) is not None:
        return False
    return t.raw[at].isalnum() and not (t.raw[at] in "x×" and t.figure[at - 1] and r.measured)


@vetoes.veto(
    "numbers.bound.sign-before",
    reads=("See folder/[[17]] for boats.",),
    leaves=("Enemy KIA/WIA: [[14]]/[[22]].", "KIA/WIA: [[1]]/[[2]]"),
    source="paths and addresses",
)
def _sign_before(r: Reading) -> bool:
    t, at = r.t, r.start - 1
    if t.paired(r.start):
        return False
    if t.raw[at] == "/" and r.measured and t.last is not None and t.last.end == at and t.last.measured is not None:
        return False  # "100 km/60 miles"
    if (t.raw[at] == "." and t.raw[at - 1] in _CIRCA and not t.glued(at - 1)) or (
        t.raw[at] == "=" and t.raw[at - 1] in ("<", ">")
    ):
        return False  # "c.400 men", ">=40"
    if t.raw[at] == "=" and t.raw[at - 1].isupper() and not t.glued(at - 1):
        return False  # "KIA=12"
    return t.raw[at] in _SIGNS_BEFORE


@vetoes.veto(
    "numbers.bound.figure-before",
    reads=("John 3:[[16]] was painted on the tank.",),
    leaves=("John lost [[16]] men.",),
    source="verses, scores and versions",
)
def _figure_before(r: Reading) -> bool:
    t, at = r.t, r.start - 1
    return t.raw[at] in ",:" and t.figure[at - 1] and t.glued(at)


@vetoes.veto(
    "numbers.bound.dash-before",
    reads=("Form 12-[[7]]-9 was read.",),
    leaves=("about-[[forty]] men", "A father-of-[[two]] left."),
    source="codes of groups of figures",
)
def _dash_before(r: Reading) -> bool:
    t, at = r.t, r.start - 1
    if not (t.raw[at] in DASHES and t.glued(at) and t.raw[at - 1][-1].isalnum()):
        return False
    if t.low[at - 1] == "of" and t.low[at - 3] in _PARENTS:
        return False
    if t.low[at - 1] in _BOUNDING or (t.low[at - 1] == "by" and r.measured):
        return False
    return r.figure or t.low[at - 1] not in _APPROXIMATE_PREFIXES


@vetoes.veto(
    "numbers.bound.page-name",
    reads=("See Iron_Wolf_([[300]]) for boats.", "See P.M.M.(46)[[31]] for boats."),
    leaves=("See the wolves ([[300]]) and boats.",),
    source="names of pages and files",
)
def _page_name(r: Reading) -> bool:
    t, at = r.t, r.start - 1
    if t.raw[at] in (")", "]"):
        return r.figure
    return t.raw[at] == "(" and t.glued(at) and (t.raw[at - 1] == "_" or (t.raw[at - 1].isupper() and r.figure))


@vetoes.veto(
    "numbers.bound.attribute",
    reads=('{| width="[[80%]]" class="x"',),
    leaves=('They held [[80%]] of it, "a class" of its own.',),
    source="attributes of markup",
)
def _attribute(r: Reading) -> bool:
    t, at = r.t, r.start - 1
    return t.raw[at] in ('"', "'") and t.raw[at - 1] == "=" and t.glued(at) and t.glued(at - 1)


# -- after the number: all are asked only where no blank stands there -----------------------------------------------


@vetoes.veto(
    "numbers.bound.letters-after",
    reads=("A [[4]]x4 truck stood there.",),
    leaves=("They lost [[4]]xT-72 there.", "They had [[2]]X KIA there."),
    source="figures and letters in one word",
)
def _letters_after(r: Reading) -> bool:
    t, end = r.t, r.end
    if t.raw[end] in "x×" and r.measured:
        return False  # "20x30 m"
    free = not t.glued(end + 1) or t.raw[end + 1][0].isupper()
    if t.low[end] == "x" and free and t.low[end + 1] not in ("x", "×"):
        return False  # "2x launchers"
    return t.raw[end].isalnum()


@vetoes.veto(
    "numbers.bound.sign-after",
    reads=("Write to [[44]]@example.org for boats.",),
    leaves=("Write to [[44]] men.",),
    source="addresses",
)
def _sign_after(r: Reading) -> bool:
    return r.t.raw[r.end] in _SIGNS_AFTER


def _goes_on(r: Reading) -> bool:
    """Whether letters or figures follow the sign after the number without a blank."""
    return r.t.glued(r.end + 1) and r.t.raw[r.end + 1][0].isalnum()


@vetoes.veto(
    "numbers.bound.apostrophe-after",
    reads=("The [[44]]'s crew got out.",),
    leaves=("The [[44]] men got out.",),
    source="aircraft and cars called by their number",
)
def _apostrophe_after(r: Reading) -> bool:
    t, end = r.t, r.end
    if t.raw[end] not in "'’" or not _goes_on(r):
        return False
    return (t.low[end + 1] in _FIGURE_ENDINGS and r.figure) or t.figure[end + 1]


@vetoes.veto(
    "numbers.bound.separator-after",
    reads=("The file [[12]]:B lists boats.",),
    leaves=("They made [[300 km]]/day.", "It lies [[100 km]]/[[60 miles]] away."),
    source="file numbers",
)
def _separator_after(r: Reading) -> bool:
    t, end = r.t, r.end
    if t.raw[end] not in "/:.,·" or not _goes_on(r):
        return False
    if t.raw[end] == "/" and r.measured:
        return t.is_word(end + 1) and len(t.raw[end + 1]) == 1  # "12 m/n"
    if t.raw[end] == "/":
        return t.low[end + 1] not in r.words.nouns["time"] and not t.paired(r.start)
    if t.raw[end] == ",":
        return t.figure[end + 1]
    return t.raw[end] != "." or r.figure


@vetoes.veto(
    "numbers.bound.hyphen-name-or-figure",
    reads=(
        "A [[44]]-B seal was found.",
        "They won [[40]]-30 there.",
    ),
    leaves=("a [[12]]-man patrol", "A [[15]]-YEAR-OLD GIRL"),
    source="designations with a hyphen",
)
def _hyphen_name(r: Reading) -> bool:
    t, end = r.t, r.end
    following = t.raw[end + 1]
    if t.low[end + 1] == "by" and r.measured:
        return False
    if following.isupper() and t.low[end + 1] in r.words.nouns["time"]:
        return False  # "15-YEAR-OLD"
    return t.raw[end] in HYPHENS and _goes_on(r) and (not following.islower() or len(following) < 2)


_BEFORE: Final = any_of(
    _letters_before,
    _sign_before,
    _figure_before,
    _dash_before,
    _page_name,
    _attribute,
)
_AFTER: Final = any_of(
    _letters_after,
    _sign_after,
    _apostrophe_after,
    _separator_after,
    _hyphen_name,
)


def bound(r: Reading) -> bool:
    """Whether the characters around the number bind it into a longer written word."""
    t = r.t
    if t.glued(r.start) and _BEFORE(r):
        return True
    return t.glued(r.end) and _AFTER(r)
