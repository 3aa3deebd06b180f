"""Which of the readings of an expression is meant: what stands around it, and the weights that choose."""

from __future__ import annotations

import re
from typing import Final

from sitrex.annotate.dates import surroundings
from sitrex.annotate.dates.anchor_features import Setting, features, kind_of
from sitrex.annotate.dates.candidates import Candidate
from sitrex.annotate.dates.draft import Draft
from sitrex.annotate.dates.lexicon import cue_words
from sitrex.annotate.dates.story import Story
from sitrex.annotate.weigh import weights

_SINCE: Final = frozenset({"since"})
_STARTING: Final = cue_words("starting")
_UNTIL: Final = cue_words("until")
_BRACKET: Final = re.compile(r"\s*[\[(]\s*")


class Choice(Story):
    """A story that chooses between the candidates of an expression."""

    def choose(self, k: int, draft: Draft, found: list[Candidate]) -> tuple[str, str]:
        """Value and anchor of the reading that most speaks for."""
        choice = self.pick(k, found, self._setting(k, draft)) if len(found) > 1 else found[0]
        if not self.lines.in_quotes(draft.start):
            self.chosen = choice.anchor if choice.anchor != "none" else "", draft.start
        return choice.value, "none" if "X" in choice.value else choice.anchor

    def pick(self, _k: int, found: list[Candidate], setting: Setting) -> Candidate:
        """The reading with the highest score."""
        return found[weights("date_anchors").choose([features(one, setting) for one in found])[0]]

    def _setting(self, k: int, draft: Draft) -> Setting:
        text, start = self.text, draft.start
        return Setting(
            kind=kind_of(draft),
            weekday=draft.meaning.weekday if draft.meaning.day else None,
            published=self.context.published,
            news=2 * self.news - 1,
            tense=surroundings.lies_ahead(text, start, draft.end),
            words=self._words(draft),
            verbs=surroundings.verbs_near(text, start, draft.end),
            here=self.at or self.story_at(k),
            after=self.ahead[k],
            section=self.section,
            turns=self.turns(k, draft),
            heads_next=self.heads_next[k],
            last=self.chosen[0],
            near=self.lines.same(self.chosen[1], start),
            beside=self._day_beside(k, draft),
            aside=self._aside(start),
            around=surroundings.around_today(text, start, draft.end) if kind_of(draft) == "today" else frozenset(),
        )

    def _day_beside(self, k: int, draft: Draft) -> tuple[int | None, int] | None:
        """The month and day in brackets behind a weekday: `Friday [4 November]`."""
        following = self.mentions[k + 1] if k + 1 < len(self.mentions) else None
        if not draft.meaning.weekday or draft.meaning.day or not isinstance(following, Draft):
            return None
        meant = following.meaning
        bracketed = _BRACKET.fullmatch(self.text, draft.end, following.start)
        return (meant.month, meant.day) if bracketed and meant.day else None

    def _aside(self, start: int) -> frozenset[str]:
        """How the last date that says its year stands to an expression and to the story, if the story did not follow it."""
        if self.aside is None:
            return frozenset()
        told, at = self.aside
        signs = {
            "in the clause": surroundings.same_clause(self.text, at, start),
            "in the paragraph": self.lines.same(at, start),
            "with its month": told.month is not None,
            "in brackets": surroundings.in_brackets(self.text, at),
            "opens the sentence": surroundings.opens_sentence(self.text, at - len("In ")),
            "back from the story": self.at is not None and told.year < self.at.year,
        }
        return frozenset(name for name, stands in signs.items() if stands)

    def _words(self, draft: Draft) -> tuple[str, ...]:
        """What else stands around an expression."""
        text, start = self.text, draft.start
        year_alone = self.at is not None and self.at.month is None
        signs = {
            "quoted": self.lines.in_quotes(start),
            "in a heading": self.lines.in_heading(start, draft.end),
            "after a heading": self.lines.heading_between(self.at_offset, start),
            "in the first line": self.lines.same(0, start),
            "opens the sentence": surroundings.opens_sentence(text, start),
            "in brackets": surroundings.in_brackets(text, start),
            "since": surroundings.preceded_by(text, start, _SINCE),
            "starting": surroundings.preceded_by(text, start, _STARTING),
            "until": surroundings.preceded_by(text, start, _UNTIL),
            "had": surroundings.is_flashback(text, start),
            "no story told": self.at is None,
            "year alone told": year_alone,
            "year alone told before": year_alone and not self.lines.same(self.at_offset, start),
            "day told in the paragraph": bool(self.at and self.at.day) and self.lines.same(self.at_offset, start),
            "year stated in the paragraph": self.stated is not None and self.lines.same(self.stated, start),
            "no year stated": self.yearless,
        }
        return tuple(name for name, stands in signs.items() if stands)
