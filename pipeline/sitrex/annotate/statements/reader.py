"""One document as statements are read from it: its sentences, the figures and units in them, the cues around these."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from sitrex.annotate.statements import scope_evidence, scopes
from sitrex.annotate.statements.harmed import Figure, figures
from sitrex.annotate.statements.headings import Found, Heading, found_in, heading
from sitrex.annotate.statements.quotations import Quotations, Turns
from sitrex.annotate.statements.scopes import Said, Standing
from sitrex.annotate.statements.sentence import MentionsInOrder, Sentence, near
from sitrex.annotate.statements.speakers import NAMED, NOUN, OTHER, OWN, PRONOUN, SPEAKERS, Speaker, last_named, speaker
from sitrex.annotate.statements.words import statement_words
from sitrex.annotate.text.words import common_words
from sitrex.annotate.weigh import Features
from sitrex.record.build import Mentions
from sitrex.record.model import Mention, MilitaryUnit, Number, Reference, handle

_CARRIED_OPENERS: Final = statement_words("carried_openers")

PRECEDENCE: Final = ("denied", "hypothetical", "planned", "uncertain", "claimed", "stated")
"""Statuses; of several that hold, the first."""
_TELLING: Final = frozenset(("said", "announced", "told", "claimed", "according", "reports", "reported"))
_CARRIED: Final = 6
"""So many sentences back what somebody says may begin."""
_NEAR: Final = 4
"""Sentences back from which on it does not matter how many."""
_REACH: Final = 60
"""Words from a figure or unit to a cue, at most."""
_SHORT: Final = 60
"""Characters of a quotation that is short."""
_REMEMBERED: Final = 6
"""So many sentences back somebody spoke whom a pronoun may mean."""
_DESCRIBED: Final = 7
"""Words from a speaker's name to the unit in his description, at most."""
_POSTS: Final = SPEAKERS | statement_words("posts")
_REMARK: Final = 24
"""Words of a sentence that only says that something was not verified, at most."""
_AGE: Final = "year of age"
_NAMES: Final = 12
"""So many names before a pronoun are looked at."""


class Spot(NamedTuple):
    """A figure or unit and the number of its sentence."""

    mention: Number | MilitaryUnit
    sentence: int
    figure: Figure


class StatusCandidate(NamedTuple):
    """A status that a mention may have, the evidence, and what speaks for it.

    That is a cue of a sentence, a quotation, or the name of who speaks in a recording.
    """

    status: str
    features: Features
    sentence: int
    said: Said | None
    quotation: tuple[int, int] | None = None
    turn: tuple[int, int] | None = None


def spoken(candidate: StatusCandidate) -> bool:
    """Whether a candidate may say who speaks."""
    return (
        candidate.quotation is not None
        or candidate.turn is not None
        or (candidate.said is not None and candidate.said.cue.kind in scopes.SPOKEN)
    )


class Reader:
    """Reads the cues of a document, sentence by sentence and only where something depends on them."""

    def __init__(self, text: str, sentences: Sequence[tuple[int, int]], found: Mentions) -> None:
        self.text = text
        self.sentences = sentences
        self.numbers = MentionsInOrder(found.numbers)
        self.units = MentionsInOrder(found.units)
        self.named: MentionsInOrder[Mention] = MentionsInOrder(
            sorted([*found.entities, *found.units], key=attrgetter("start"))
        )
        self.quotations = Quotations(text)
        self.turns = Turns(text)
        self._starts = [start for start, _ in sentences]
        self._read: dict[int, Sentence] = {}
        self._cues: dict[int, list[Said]] = {}
        self._headings: dict[int, Heading | None] = {}
        self._harms: dict[int, list[Found]] = {}
        self._quoting: dict[tuple[int, int], tuple[int, Said] | None] = {}
        self._speakers: dict[tuple[int, int, str], Speaker | None] = {}
        self._told: dict[int, Said | None] = {}

    def sentence(self, number: int) -> Sentence:
        """A sentence by its number."""
        if number not in self._read:
            self._read[number] = Sentence(self.text, *self.sentences[number])
        return self._read[number]

    def cues(self, number: int) -> list[Said]:
        """The cues of a sentence."""
        if number not in self._cues:
            self._cues[number] = scopes.cues_in(self.sentence(number))
        return self._cues[number]

    def harms(self, number: int) -> list[Found]:
        """The words of harm of a sentence."""
        if number not in self._harms:
            self._harms[number] = found_in(self.sentence(number))
        return self._harms[number]

    def heading(self, number: int) -> Heading | None:
        """What heads the list that a sentence is a line of; None where that is none."""
        if number not in self._headings:
            self._headings[number] = heading(self.sentence, self.harms, self._counts, number)
        return self._headings[number]

    def _counts(self, number: int) -> bool:
        """Whether a sentence counts somebody or something."""
        return any(one.label == "CARDINAL" for one in self.numbers.within(*self.sentences[number]))

    def number_of(self, at: int) -> int:
        """The number of the sentence that a place of the text lies in."""
        return max(bisect_right(self._starts, at) - 1, 0)

    def places(self) -> Iterator[Spot]:
        """The figures and units, in text order, sentence by sentence."""
        for number, (start, end) in enumerate(self.sentences):
            numbers, units = self.numbers.within(start, end), self.units.within(start, end)
            if not numbers and not units:
                continue
            sentence = self.sentence(number)
            spots = [Spot(figure.number, number, figure) for figure in figures(sentence, numbers, self.named)]
            for unit in units:
                first, last = sentence.span(unit.start, unit.end)
                spots.append(Spot(unit, number, Figure(unit, first, last, last)))  # type: ignore[arg-type]
            yield from sorted(spots, key=lambda spot: spot.mention.start)

    def candidates(
        self, spot: Spot, *, harmed: bool, before: tuple[Spot, str, StatusCandidate | None] | None = None
    ) -> list[StatusCandidate]:
        """The cues in whose scope a figure or unit may stand; ``harmed`` if it has an outcome.

        ``before`` is the figure or unit before it, its status, and the candidate that has its speaker.
        """
        mention, number = spot.mention, spot.sentence
        if not scopes.counts(mention.label, mention.text):
            return []
        sentence = self.sentence(number)
        found = near(self.cues(number), spot.figure.start, spot.figure.end, _REACH)
        quotation = self.quotations.around(mention.start)
        place = self._place(spot, harmed=harmed, quoted=quotation is not None)
        own = [said for said in found if self._speaks(mention, number, said)]
        if before is not None and before[2] is not None and before[2].said in own:
            before = None  # `200 died, one source said`
        made = []
        for said in found:
            who = self._who(number, said) if said.cue.kind in scopes.SPOKEN else "nobody"
            if said in own or not scopes.may_hold(sentence, place, said, found, who):
                continue
            seen = scope_evidence.features(sentence, place, said, found, who)
            made.append(StatusCandidate(said.cue.status or "", seen, number, said))
        if before is not None and (shared := self._shared(spot, place, before, found)) is not None:
            made.append(shared)
        if quotation is not None:
            made.append(StatusCandidate("claimed", self._quoted(quotation, mention), number, None, quotation))
        if (turn := self.turns.around(mention.start)) is not None:
            made.append(StatusCandidate("claimed", {"in a recording": 1.0}, number, None, None, turn))
        if (back := self._carrying(number)) is not None:
            seen = self._carried(back, number, found, mention, harmed)
            if before is not None:
                seen |= _of_the_one_before(before, back, number)
            made.append(StatusCandidate("claimed", seen, back, self._telling(back)))
        return made + self._of_neighbours(number, found, harmed=harmed)

    def _of_neighbours(self, number: int, found: Sequence[Said], *, harmed: bool) -> list[StatusCandidate]:
        """The cues of the heading above a figure's sentence and of the sentence behind it."""
        made = []
        if harmed and (above := self.heading(number)) is not None and (told_above := self._telling(above.sentence)):
            made.append(StatusCandidate("claimed", {"in a list under who says it": 1.0}, above.sentence, told_above))
        if (doubt := self._doubted(number)) is not None:
            told = any(said.cue.status == "claimed" for said in found)
            seen = {"doubted behind": 1.0, f"doubted behind, {'said' if told else 'not said'} here": 1.0}
            made.append(StatusCandidate("uncertain", seen, number + 1, doubt))
        return made

    def _doubted(self, number: int) -> Said | None:
        """The cue of the next sentence that what a sentence says was not verified: `The claim could not be verified.`"""
        after = number + 1
        if after >= len(self.sentences) or len(self.sentence(after).low) > _REMARK or self._counts(after):
            return None
        return next((said for said in self.cues(after) if said.cue.kind == "unverified"), None)

    def _speaks(self, mention: Mention, number: int, said: Said) -> bool:
        """Whether a mention is part of who speaks, or the age of who does: `two officials said`, `said Olena, 61`."""
        who = self.speaker(number, said) if said.cue.kind in scopes.SPOKEN else None
        if who is None:
            return False
        if who.start < mention.end and mention.start < who.end:
            return True
        if mention.label == "UNIT":
            return self._describes(number, who, mention)
        age = isinstance(mention, Number) and mention.label == "CARDINAL" and (mention.counted or _AGE) == _AGE
        return age and self.text[who.end : mention.start].strip() in (",", "(")

    def _describes(self, number: int, who: Speaker, mention: Mention) -> bool:
        """Whether a unit is that of who speaks, behind the name: `said Petrov, commander of the 5th Brigade`."""
        if not who.end < mention.start:
            return False
        sentence = self.sentence(number)
        between = sentence.low[sentence.span(who.start, who.end)[1] : sentence.span(mention.start, mention.end)[0]]
        return between[:1] == [","] and 1 < len(between) <= _DESCRIBED and _POSTS.issuperset(between)

    def _shared(
        self, spot: Spot, place: Standing, before: tuple[Spot, str, StatusCandidate | None], found: Sequence[Said]
    ) -> StatusCandidate | None:
        """The status of the figure or unit before in the sentence; None where that cannot go on."""
        sentence, last = self.sentence(spot.sentence), self._place(before[0], harmed=False, quoted=False)
        if before[0].sentence != spot.sentence or not scope_evidence.joins(sentence, last, place, before[1]):
            return None
        seen = scope_evidence.chained(sentence, last, place, before[1], found)
        voice = before[2] or StatusCandidate(before[1], seen, spot.sentence, None)
        return voice._replace(status=before[1], features=seen)

    @staticmethod
    def _place(spot: Spot, *, harmed: bool, quoted: bool) -> Standing:
        figure = spot.figure
        return Standing(figure.start, figure.end, figure.noun_end, spot.mention.label, harmed, quoted)

    def _who(self, number: int, said: Said) -> str:
        """What kind of words name the speaker of a cue."""
        found = self.speaker(number, said)
        return "nobody" if found is None else found.kind

    def speaker(self, number: int, said: Said) -> Speaker | None:
        """Who says what a cue of a sentence is of."""
        key = number, said.start, said.cue.kind
        if key not in self._speakers:
            self._speakers[key] = speaker(self.sentence(number), said.start, said.end, said.cue.kind, self.named)
        return self._speakers[key]

    def _telling(self, number: int) -> Said | None:
        """The last cue of a sentence that says whose words it has."""
        if number not in self._told:
            low = self.sentence(number).low
            told = (c for c in reversed(self.cues(number)) if c.cue.kind in _TELLING and not scopes.attributive(c, low))
            self._told[number] = next((c for c in told if self._who(number, c) in (NAMED, NOUN, PRONOUN)), None)
        return self._told[number]

    def _carrying(self, number: int) -> int | None:
        """The sentence before, in the same paragraph or the one above, in which somebody speaks."""
        for back in range(number - 1, max(number - 1 - _CARRIED, -1), -1):
            if self._telling(back) is not None:
                return back
        return None

    def _carried(
        self, back: int, number: int, found: Sequence[Said], mention: Mention, harmed: bool
    ) -> dict[str, float]:
        """The evidence that what somebody said in an earlier sentence goes on here."""
        low, told = self.sentence(number).low, self.sentence(back).low
        said = self._telling(back)
        assert said is not None
        over = number - back if number - back < _NEAR else "more"
        seen = {"carried": 1.0, f"carried over {over}": 1.0, f"carried, {said.cue.kind}": 1.0}
        seen[f"carried, said by {self._who(back, said)}"] = 1.0
        between = self.text[self.sentences[back][1] : self.sentences[number][0]]
        seen["carried to another paragraph" if "\n" in between else "carried within a paragraph"] = 1.0
        if low and low[0] in _CARRIED_OPENERS:
            seen[f"carried, {low[0]} opens"] = 1.0
        if ":" in told[said.end : said.end + _REACH]:
            seen["carried, a colon before"] = 1.0
        if any(c.cue.status == "claimed" for c in found):
            seen["carried, another speaker here"] = 1.0
        if told[said.end : said.end + 1] == ["that"]:
            seen["carried, that"] = 1.0
        if self.quotations.around(mention.start) is not None:
            seen["carried, quoted"] = 1.0
        seen[f"carried, {mention.label}"] = 1.0
        if harmed:
            seen["carried, harmed"] = 1.0
        return seen

    def _quoted(self, quotation: tuple[int, int], mention: Mention) -> Features:
        seen = {"quoted": 1.0, f"quoted, {mention.label}": 1.0}
        beside = self._spoken(quotation)
        name = beside is None and self._behind(quotation) is not None
        seen["quoted, a cue beside" if beside else "quoted, a name behind" if name else "quoted, no cue beside"] = 1.0
        if quotation[1] - quotation[0] < _SHORT:
            # that nobody beside says is a name, or words held at arm's length
            seen["quoted, short" if beside or name else "quoted, short, nobody beside"] = 1.0
        return seen

    def _spoken(self, quotation: tuple[int, int]) -> tuple[int, Said] | None:
        """The cue of a quotation and the number of its sentence."""
        if quotation not in self._quoting:
            self._quoting[quotation] = self._beside(quotation)
        return self._quoting[quotation]

    def _beside(self, quotation: tuple[int, int]) -> tuple[int, Said] | None:
        """The cue nearest to a quotation in the sentences that it touches, outside its marks."""
        start, end = quotation
        best: tuple[int, int, Said] | None = None
        for number in range(self.number_of(max(start - 2, 0)), min(self.number_of(end + 1) + 2, len(self.sentences))):
            if self.sentences[number][0] > end + 3:
                break
            sentence = self.sentence(number)
            for said in self.cues(number):
                at = sentence.at[said.start]
                if said.cue.status != "claimed" or start <= at < end:
                    continue
                distance = start - at if at < start else at - end
                if distance < 160 and (best is None or distance < best[0]):
                    best = (distance, number, said)
        return None if best is None else best[1:]

    def said_by(self, candidate: StatusCandidate) -> Reference | None:
        """Who says what a candidate speaks for."""
        if candidate.turn is not None:
            return self._named(*candidate.turn)
        if candidate.quotation is not None:
            return self._quoting_voice(candidate.quotation)
        return None if candidate.said is None else self._reference(candidate.sentence, candidate.said)

    def _quoting_voice(self, quotation: tuple[int, int]) -> Reference | None:
        """Whose words a quotation has: of a cue or a name beside it, else of the quotation before it in the paragraph."""
        last: tuple[int, int] | None = quotation
        for _ in range(_CARRIED):
            if last is None or "\n" in self.text[last[1] : quotation[0]]:
                break
            if (beside := self._spoken(last)) is not None:
                return self._reference(*beside)
            if (name := self._behind(last)) is not None:
                return self._named(name.start, name.end)
            last = self.quotations.before(last)
        back = self._carrying(self.number_of(quotation[0]))
        told = None if back is None else self._telling(back)
        return None if back is None or told is None else self._reference(back, told)

    def _behind(self, quotation: tuple[int, int]) -> Mention | None:
        """The person named behind a quotation in its sentence: `"…," Col. Weber, the commander.`"""
        end = quotation[1]
        if self.text[end - 1 : end] != ",":
            return None
        named = self.named.within(end, self.sentences[self.number_of(end)][1])
        return next((mention for mention in named if mention.label == "PERSON"), None)

    def _named(self, start: int, end: int) -> Reference:
        """Words of the text as somebody who speaks."""
        inside = [m for m in self.named.within(start, end) if m.end <= end]
        return Reference(ref=handle(inside[-1].start) if inside else None, text=" ".join(self.text[start:end].split()))

    def _reference(self, number: int, said: Said) -> Reference | None:
        found = self.speaker(number, said)
        if found is None or found.kind == OWN or (found.kind == OTHER and not self._name_like(number, said, found)):
            return None
        if found.kind == PRONOUN:
            return self._meant(number, found)
        return self._named(found.start, found.end)

    def _name_like(self, number: int, said: Said, found: Speaker) -> bool:
        """Whether words that no list knows are written as a name: `Fleischer` that was not found."""
        sentence = self.sentence(number)
        first, last = sentence.span(found.start, found.end)
        names = [at for at in range(first, last) if sentence.raw[at][0].isupper()]
        cased = not sentence.raw[said.start].isupper()
        return any((cased and at > 0) or sentence.low[at] not in common_words() for at in names)

    def _meant(self, number: int, found: Speaker) -> Reference | None:
        """Whom a pronoun stands for: who spoke last, else the name before it."""
        pronoun = self.text[found.start : found.end].lower()
        if pronoun not in ("who", "which"):
            for back in range(number - 1, max(number - 1 - _REMEMBERED, -1), -1):
                said = self._telling(back)
                if said is not None and self._who(back, said) != PRONOUN:
                    return self._reference(back, said)
        before = self.named.before(found.start)
        mention = last_named(self.named.mentions[max(before - _NAMES, 0) : before], pronoun)
        return None if mention is None else Reference(ref=handle(mention.start), text=" ".join(mention.text.split()))


def _of_the_one_before(before: tuple[Spot, str, StatusCandidate | None], back: int, number: int) -> dict[str, float]:
    """The evidence of the status of the figure or unit before, if it does not stand before who speaks."""
    at = before[0].sentence
    where = "here" if at == number else "there" if at == back else "between"
    return {f"carried, the one before {where} is {before[1]}": 1.0} if at >= back else {}
