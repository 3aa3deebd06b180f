"""Whole phrases: coordinated designations that share a head, each perhaps with its superiors, and bare ordinals."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.units.chains import ChainReader
from sitrex.annotate.units.designators import Designator, read_designator
from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.lexer import NEWLINE
from sitrex.annotate.units.lists import JOINTS, MOST_COORDINATED, alike
from sitrex.annotate.units.words import AFTER_DATE, NOT_AFTER_ORDINAL, VERBS

_BEFORE_ORDINAL: Final = frozenset(("the", "'s", "his", "its", "their"))
_COUNTABLE: Final = frozenset(("number", "cardinal"))


class PhraseReader(ChainReader):
    """The grammar over one window: what begins at a token."""

    def read(self, i: int) -> list[Part]:
        """The designations of the phrase that begins at token ``i``, in text order; empty if none does."""
        word = self.words[i]
        first = word[0]
        if first.isdigit() and self._inside_word(i):
            return []
        if first.isupper():
            shared = self.name_list(i)
            if shared:
                return shared
            named = self.named(i)
            if named is not None:
                longer = self._longer(i, named)
                if longer is not None:
                    return longer
                shared_head = self.head(named.end)
                if shared_head is not None and shared_head[1].plural and shared_head[1].echelon == named.echelon:
                    named.end = shared_head[0]
                self.tail(named)
                return [named]
            hull = self.hull(i)
            if hull is not None:
                return [hull]
        if word in ("“", '"', "«"):
            quoted = self.quoted(i)
            if quoted is not None:
                return [quoted]
        number = None
        if first.isalnum() or first in "“\"‘'«№":
            number = read_designator(self.tokens, i)
        foreign = self.romance(i, number) if number is not None or first.isupper() else None
        if foreign is not None:
            return [foreign]
        below = self._below_slash(i)
        if below is not None:
            return [below]
        if number is not None and i > 1 and self.words[i - 1] == "(":
            members = self.bracket_list(i)
            if members:
                return members
        parts = self._coordination(i, number) if number is not None else []
        if parts and number is not None and number.company:
            above = parts[0].copy()
            if above.designator is not None and above.designator.isdigit() and not above.headed:
                return []
            parts = [Part(start=i, end=above.end, designator=number.company, headed=True, superior=above)]
            above.start = i + 2
        if not parts and first.isupper() and self.closes(i) and self.proper(i) and not self.titled(i):
            national = self.national(i)
            listed = self.listed(i) if national is None else None
            parts = [listed] if listed is not None else self._run(i) if national is None else [national]
        if not parts:
            return self._bare_ordinal(i, number)
        self._chain(parts)
        self.done = parts[-1].end
        return parts

    def _inside_word(self, i: int) -> bool:
        """Whether the figure at token ``i`` is a piece of a word: the 23 of ZU-23-2, the 3 of G3."""
        if i == 0 or not self.tokens.glued(i):
            return False
        j = i - 1 if self.words[i - 1] not in "-–" else i - 2
        return j >= 0 and self.words[j][-1].isalpha() and (j == i - 1 or self.tokens.glued(i - 1))

    def _below_slash(self, i: int) -> Part | None:
        """A part of a unit and a slash before it: II./JG 26, III/170th Infantry, B/O Battery."""
        word = self.words[i]
        if len(word) > 4 or not word.isupper() or not word.isalpha():
            return None
        j = i + 2 if self.words[i + 1 : i + 2] == ["."] else i + 1
        if j + 1 >= self.size or self.words[j] != "/" or not all(self.tokens.glued(k) for k in range(i + 1, j + 2)):
            return None
        inner = read_designator(self.tokens, i)
        if inner is None or inner.kind not in ("roman", "letter"):
            return None
        above = self.hull(j + 1)
        if above is None:
            number = read_designator(self.tokens, j + 1)
            if number is None or (inner.kind == "letter" and number.kind != "letter"):
                return None
            above = self.body(number.end, number).part
            above.start = j + 1
        if above.end < 0 or above.plural:
            return None
        self.tail(above)
        echelon = None if above.echelon != "wing" else "group"
        value = inner.value if inner.kind == "roman" else word
        return Part(start=i, end=above.end, designator=value, echelon=echelon, branch=above.branch, superior=above)

    def _longer(self, i: int, named: Part) -> list[Part] | None:
        """The designation of which a known name is only the beginning: Ariete Armoured Division."""
        if named.kind == "never" or named.end >= self.size or not self.words[named.end][0].isalpha():
            return None
        run = self.run(i)
        if run is None or run.end <= named.end or not run.headed:
            return None
        if named.echelon not in (None, run.echelon) and named.evidence == "":
            return None
        run.names, run.nation = named.names, named.nation
        run.evidence = ""
        self._chain([run])
        return [run]

    def _run(self, i: int) -> list[Part]:
        """A designation that begins with a capitalised word, leading nations and services left out."""
        nation = self._nations.longest(self.keys, i)
        if nation is not None and nation[1].kind in ("adjective", "noun"):
            # the words of a nation's name begin nothing: United States Pacific Fleet
            return [Part(start=i, end=nation[0], kind="never")]
        glossed = self._glossed(i)
        if glossed:
            return [Part(start=i, end=glossed, kind="never")]
        part = self.run(i)
        if part is None or (self.sporting(part.end) and not part.designator):
            return []
        parts = [part]
        if part.designator and part.echelon in ("company", "battery", "troop", "platoon", "squadron", "task_force"):
            parts += self._after_head(part)
        return parts

    # -- coordination ----------------------------------------------------------------------------------------------

    def _coordination(self, i: int, number: Designator) -> list[Part]:
        if number.kind in _COUNTABLE and i > 0 and self._amount(i):
            return []
        items: list[Part] = []
        start: int = i
        current: Designator | None = number
        while current is not None and len(items) < MOST_COORDINATED:
            body = self.body(current.end, current)
            part = body.part
            part.start = start
            if items and not alike(number.kind, current.kind):
                return self._settle(items)
            items.append(part)
            if part.headed:
                break
            following = self._joint(body.stop)
            if following is None:
                break
            start = following
            current = read_designator(self.tokens, following)
        return self._settle(items)

    def _amount(self, i: int) -> bool:
        """Whether a sign before token ``i`` makes it a figure rather than a designator."""
        before = self.words[i - 1]
        return before in ("$", "£", "€", "×", "+", "some", "about", "around", "nearly") or (
            before in (".", ",", ":", "/") and self.tokens.glued(i)
        )

    def _settle(self, items: list[Part]) -> list[Part]:
        """Give the shared head to the members before it; without one keep what stands by itself."""
        last = items[-1]
        if last.end < 0:
            # no head at the end of the list: members that end in a branch word stand alone
            return [items[0]] if items[0].end > 0 and self._alone(items[0]) else []
        if len(items) == 1:
            return [last] if self._alone(last) else []
        whole = any(item.end > 0 for item in items[:-1])
        if (last.kind in _COUNTABLE or whole) and not last.plural:
            # 59th Motorized and 68th Jaeger, 2 Para and 42 Commando: each is whole
            return [items[0]] if items[0].end > 0 and self._alone(items[0]) else []
        members = []
        for item in items[:-1]:
            member = item.copy()
            if member.end < 0:
                member.end = self._designator_end(member)
            if member.branch is None and member.rank < 0:
                member.branch, member.rank = last.branch, last.rank
            member.service = member.service or last.service
            member.echelon, member.headed = last.echelon, last.headed
            member.nation = member.nation or (last.nation if item.end < 0 else None)
            member.typical = member.typical or last.typical
            member.hint = member.hint or last.hint
            member.evidence = last.evidence
            if item.end < 0 and not item.names and last.names and not last.headed:
                member.names = list(last.names)
            members.append(member)
        self.tail(last)
        return [*members, last]

    def _designator_end(self, part: Part) -> int:
        number = read_designator(self.tokens, part.start)
        end = number.end if number else part.start + 1
        stop = end
        while stop < self.size and self.words[stop] not in JOINTS and self.words[stop] != NEWLINE:
            stop += 1
        return stop if part.names or part.branch or part.nation else end

    def _alone(self, part: Part) -> bool:
        """Whether a designation with a head stands without a list."""
        if part.headed and part.plural and part.kind != "numbered":
            # Leningrad, Volkhov and 2nd Baltic Fronts: the list before it is of names
            listed = part.start > 0 and self.keys[part.start - 1] in ("and", "or", "&") and bool(part.names)
            if not listed or part.kind not in ("ordinal", "word"):
                return False
        if part.echelon in ("division", "team", "group", "squad") and self.sporting(part.end):
            return False
        if part.kind == "letter" and self.words[part.start] == "A" and not self._certain_letter(part):
            part.evidence = "context"
        if part.kind == "word" and self.words[part.start][0].islower() and not self._subordinate(part):
            if self.words[part.end - 1][0].islower():
                return False
            part.evidence = "context"
        self.tail(part)
        return True

    def _certain_letter(self, part: Part) -> bool:
        following = self.keys[part.end] if part.end < self.size else ""
        return following in (",", "of", "'s") or (part.start > 0 and self.words[part.start - 1] not in (".", NEWLINE))

    def _subordinate(self, part: Part) -> bool:
        """Whether ``of the`` and a further designation follow: second battalion of the 3rd Marines."""
        end = part.end
        if self.keys[end : end + 2] != ["of", "the"] or end + 2 >= self.size:
            return False
        return read_designator(self.tokens, end + 2) is not None or self.words[end + 2][0].isupper()

    # -- the number alone ------------------------------------------------------------------------------------------

    def _bare_ordinal(self, i: int, number: Designator | None) -> list[Part]:
        """``the 47th`` as a candidate: the document must have the full form."""
        if number is None or number.kind != "ordinal" or i == 0 or self.keys[i - 1] not in _BEFORE_ORDINAL:
            return []
        if self.words[i][0] not in "123456789":
            return []
        end = number.end
        following = self.keys[end] if end < self.size else "."
        word = self.words[end] if end < self.size else "."
        if following in NOT_AFTER_ORDINAL or (word[0].isupper() and word != NEWLINE) or word[0].isdigit():
            return []
        if following == "-" or self.words[end - 1].isdigit():
            return []
        if int(number.value) <= 31:
            if i > 1 and self.keys[i - 2] in AFTER_DATE:
                return []
            if not following.endswith("ed") and following not in VERBS:
                return []
        parts = [Part(start=i, end=end, designator=number.value, kind="ordinal", evidence="ordinal")]
        while (j := self._joint(end)) is not None:
            # the 222nd and 242nd: each further number by itself
            further = read_designator(self.tokens, j)
            if further is None or further.kind != "ordinal" or not self.words[j][0].isdigit():
                break
            end = further.end
            if end < self.size and (self.words[end][0].isupper() or self.keys[end] in NOT_AFTER_ORDINAL):
                break
            parts.append(Part(start=j, end=end, designator=further.value, kind="ordinal", evidence="ordinal"))
        return parts
