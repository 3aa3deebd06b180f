"""Designators that share a head: 1st, 2nd and 3rd Brigades."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.units.designators import Designator, read_designator
from sitrex.annotate.units.enumerations import JOINTS, LONGEST_JOINT, MOST_COORDINATED, alike, joint
from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.number_alone import part_of_day
from sitrex.annotate.units.numbered import read_body
from sitrex.annotate.units.romance import arm_of_several
from sitrex.annotate.units.rules import forms, vetoes
from sitrex.annotate.units.sites import fire_chief, other_trade, site
from sitrex.annotate.units.suffixes import with_tail
from sitrex.annotate.units.tokens import NEWLINE
from sitrex.annotate.units.window import LONGEST_BODY, Window
from sitrex.annotate.units.words import CAVALRY_REGIMENTS, MOST_DAYS, unit_words

_COUNTABLE: Final = frozenset(("number", "cardinal"))
_BEFORE_AMOUNT: Final = unit_words("before_amount")
_SPORTING: Final = ("division", "team", "group", "squad")
_GLUED: Final = frozenset((".", ",", ":", "/", "'", "’"))
"""Marks that make a number behind them a piece of another: 1.5, 25/36, '14."""
_LEAGUES: Final = unit_words("leagues")
_LEAGUE_REACH: Final = 8
"""Tokens from ``of`` to the league's word."""
_LONGEST_LIST: Final = (1 + LONGEST_JOINT) * MOST_COORDINATED + LONGEST_BODY
"""Tokens from the first number of a list to its head: a number and what joins it to the next a member."""


def coordinated(w: Window, i: int, number: Designator) -> list[Part]:
    """The designations that the designator at token ``i`` begins: one, or a list with one head."""
    if number.kind in _COUNTABLE and i > 0 and amount(w, i):
        return []
    items: list[Part] = []
    start = i
    current: Designator | None = number
    # a list without a head is not read to its end again from each of its members
    most = MOST_COORDINATED if w.closes(i, _LONGEST_LIST) and not first_is_day(w, i, number) else 1
    while current is not None and len(items) < most:
        body = read_body(w, current.end, current)
        if items and not alike(number.kind, current.kind):
            break
        items.append(body.part._replace(start=start))
        following = None if body.part.headed or _of_regiments(w, items) else joint(w, body.stop)
        if following is None:
            break
        start = following
        current = read_designator(w.tokens, following)
    return _settled(w, i, items)


@vetoes.veto(
    "units.list.day",
    reads=(
        "The army left on the morning of the [[20th]], the 51st Division behind it.",
        "The army left on the [[20th]], the 51st Division behind it.",
    ),
    leaves=(
        "The guns of the [[20th]] and 51st Divisions fired.",
        "The army's attack fell on the [[20th]], 21st and 22nd Divisions.",
    ),
    source="days of the month",
)
def first_is_day(w: Window, i: int, number: Designator) -> bool:
    """What would begin a list is a day: the morning of the 20th, on the 20th before a comma and an article."""
    if number.kind != "ordinal" or not number.value.isdecimal() or int(number.value) > MOST_DAYS:
        return False
    on = w.keys[max(0, i - 2) : i] == ["on", "the"] and w.keys[number.end : number.end + 2] == [",", "the"]
    return on or part_of_day(w, i)


def _of_regiments(w: Window, items: list[Part]) -> bool:
    """Whether the last member ends a list of numbers as a plural head does: 8th and 11th Hussars, 4th and 5th Texas."""
    last = items[-1]
    if len(items) < 2 or not items[0].end < 0 < last.end:
        return False
    return w.keys[last.end - 1] in CAVALRY_REGIMENTS or (last.branch is None and bool(last.names))


@vetoes.veto(
    "units.number.amount",
    reads=(
        "The soldiers paid $[[30 Corps]] money.",
        "The soldiers of about [[30 Corps]] left.",
        "On 18th Aug. '[[14 Brigade]] moved with the army.",
    ),
    leaves=("The soldiers of [[30 Corps]] paid money.",),
    source="signs and adverbs of amounts",
)
def amount(w: Window, i: int) -> bool:
    """A sign or adverb before the number makes it a figure."""
    before = w.words[i - 1]
    return before in _BEFORE_AMOUNT or (before in _GLUED and w.glued(i))


def _settled(w: Window, i: int, items: list[Part]) -> list[Part]:
    """Give the shared head to the members before it; without one keep what stands by itself."""
    while items[-1].end < 0 and any(item.end > 0 for item in items):
        # a number behind the last word is of no list
        items = items[:-1]
    if len(items) > 1 and items[-1].end > 0:
        shared = shared_head(w, i, items)
        if shared:
            return shared
    alone = _alone(w, items[0]) if items[0].end > 0 else None
    return [] if alone is None else [alone]


@forms.rule(
    "units.list.shared-head",
    reads=("The soldiers of the [[1st]], [[2nd]] and [[3rd Brigades]] left.",),
    leaves=("The soldiers of the [[59th Motorized]] and 68th Jaeger left.",),
    source="English style: one head for several numbers",
    nothing=[],
)
def shared_head(w: Window, i: int, items: list[Part]) -> list[Part]:
    """Designators before one head; 2 Para and 42 Commando are each whole."""
    last = items[-1]
    if not last.plural:
        # 9th and 38th Infantry, 2nd Engineers: the numbers before the first that is whole share its words
        items = items[: 1 + next(k for k, item in enumerate(items) if item.end > 0)]
        last = items[-1]
    counted = last.kind in _COUNTABLE and not last.plural
    if len(items) < 2 or (counted and not short_head(w, last.end - 1, last)):
        return []
    last = arm_of_several(w, last.end, last) or last
    items = [*items[:-1], last]
    members = [_member(w, item, _donor(items, k), last) for k, item in enumerate(items[:-1])]
    if counted:
        members = [member._replace(evidence="context") for member in members]
    return [*members, with_tail(w, last)]


@forms.rule(
    "units.list.short-head",
    reads=("The army's infantry and artillery met [[36]], [[39]] and [[54 Inf Div]] there.",),
    leaves=("The army's infantry and artillery met 36, 39 and [[54 Infantry Division]] there.",),
    source="Staff duties: an abbreviated head has no plural",
    nothing=False,
)
def short_head(w: Window, i: int, last: Part) -> bool:
    """An abbreviated head in the singular, which plain numbers before it share in a text about war."""
    head = w.head(i - 1 if w.words[i] == "." else i)
    return head is not None and bool(head[1].case)


def _donor(items: list[Part], k: int) -> Part:
    """The member whose words a number shares: the next one that would be whole without the head at the end."""
    return next(item for item in items[k + 1 :] if item.end > 0)


def _member(w: Window, item: Part, donor: Part, last: Part) -> Part:
    unended = item.end < 0
    member = item._replace(end=_member_end(w, item) if unended else item.end, evidence=last.evidence)
    if _abbreviated(item) and not last.plural:
        return member
    if item.branch is None and item.rank < 0:
        member = member._replace(branch=donor.branch, rank=donor.rank)
    return member._replace(
        names=donor.names if unended and not item.names else item.names,
        service=item.service or donor.service,
        echelon=last.echelon,
        headed=last.headed,
        nation=item.nation or (donor.nation if unended else None),
        typical=item.typical or donor.typical,
        hint=item.hint or donor.hint,
    )


def _abbreviated(item: Part) -> bool:
    """Whether letters behind the number are the whole of its name, arm and head: 25th GRC, 5th ShAK."""
    return item.end < 0 and item.branch is None and len(item.names) == 1 and not item.names[0][1:].islower()


def _member_end(w: Window, part: Part) -> int:
    """End of the designator, or of the words that qualify it."""
    number = read_designator(w.tokens, part.start)
    end = number.end if number else part.start + 1
    if not (part.names or part.branch or part.nation):
        return end
    while end < w.size and w.words[end] not in JOINTS and w.words[end] != NEWLINE:
        end += 1
    return end


# -- by itself ---------------------------------------------------------------------------------------------------------


def _alone(w: Window, part: Part) -> Part | None:
    """A designation with a head that stands without a list."""
    i = part.start
    if any(veto(w, i, part) for veto in (shared_plural, league, small_words)):
        return None
    if site(w, part.end) or fire_chief(w, part.end, part.echelon) or other_trade(w, part.end):
        return None
    doubtful = doubtful_article(w, i, part) or doubtful_word(w, i, part)
    return with_tail(w, part._replace(evidence="context") if doubtful else part)


@vetoes.veto(
    "units.number.plural",
    reads=("The soldiers of the [[5th Brigades]] left.",),
    leaves=("The soldiers of the Leningrad, Volkhov and [[2nd Baltic Fronts]] left.",),
    source="English style",
)
def shared_plural(w: Window, i: int, part: Part) -> bool:
    """A plural head behind one number, but at the end of a list of names."""
    if not part.headed or not part.plural or part.kind == "numbered":
        return False
    listed = i > 0 and w.keys[i - 1] in ("and", "or", "&") and bool(part.names)
    return not listed or part.kind not in ("ordinal", "word")


@vetoes.veto(
    "units.number.league",
    reads=(
        "The soldiers saw the [[2nd Division]] league.",
        "The soldiers saw a club in the [[2nd Division]] of the Falcon Soccer League.",
    ),
    leaves=("The soldiers saw the [[2nd Division]] leave.",),
    source="leagues and clubs",
)
def league(w: Window, i: int, part: Part) -> bool:
    """A league's division, a club's team."""
    if part.echelon not in _SPORTING or part.end >= w.size:
        return False
    of_league = w.keys[part.end] == "of" and not _LEAGUES.isdisjoint(w.keys[part.end : part.end + _LEAGUE_REACH])
    return w.sporting(part.end) or of_league


@vetoes.veto(
    "units.number.small-words",
    reads=("The soldiers of the army saw its [[third brigade]] attack.",),
    leaves=("The soldiers of the [[third brigade]] of the 5th Division left.",),
    source="English style",
)
def small_words(w: Window, i: int, part: Part) -> bool:
    """Number and head in lower case count, but where a superior follows."""
    small = part.kind == "word" and w.words[i][0].islower() and w.words[part.end - 1][0].islower()
    return small and not _of_another(w, part)


@vetoes.veto(
    "units.doubt.article",
    reads=("It was good. [[A Company]] grew.",),
    leaves=("The boss of [[A Company]] left.",),
    source="the English article",
)
def doubtful_article(w: Window, i: int, part: Part) -> bool:
    """An A at the beginning of a sentence may be the article."""
    if part.kind != "letter" or w.words[i] != "A":
        return False
    following = w.keys[part.end] if part.end < w.size else ""
    return following not in (",", "of", "'s") and (i == 0 or w.words[i - 1] in (".", NEWLINE))


@vetoes.veto(
    "units.doubt.small-ordinal",
    reads=("He left the [[second Infantry Division]] of the film club.",),
    leaves=("He left the [[Second Infantry Division]] of the film club.",),
    source="English style",
)
def doubtful_word(w: Window, i: int, part: Part) -> bool:
    """An ordinal word in lower case, where no superior follows."""
    return part.kind == "word" and w.words[i][0].islower() and not _of_another(w, part)


def _of_another(w: Window, part: Part) -> bool:
    """Whether ``of the`` and a further designation follow: second battalion of the 3rd Marines."""
    end = part.end
    if w.keys[end : end + 2] != ["of", "the"] or end + 2 >= w.size:
        return False
    return read_designator(w.tokens, end + 2) is not None or w.words[end + 2][0].isupper()
