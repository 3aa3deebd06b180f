"""Numbers that begin with an article: ``a hundred``, ``a dozen``, ``a third of``, ``a few thousand``, ``within a mile of``."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from sitrex.annotate.numbers.bare_number import BREAKS, Core
from sitrex.annotate.numbers.digits import quotient
from sitrex.annotate.numbers.lexicon import HYPHENS, Lexicon
from sitrex.annotate.numbers.rules import forms
from sitrex.annotate.numbers.tokens import Tokens
from sitrex.annotate.numbers.vague import Vagues
from sitrex.annotate.text.words import words

_TABLE: Final = "numbers/words.tsv"
_HALVES: Final = words("halves", table=_TABLE)
_NO_PLURALS_BEFORE: Final = words("no_plurals_before", table=_TABLE)
_VAGUE_ARTICLES: Final = words("vague_articles", table=_TABLE)
_SINGULAR_VERBS: Final = words("singular_verbs")
_BEFORE_SHARE: Final = words("before_share", table=_TABLE)
_DATED: Final = words("after_share", table=_TABLE)
_HEDGED: Final = words("hedged_shares", table=_TABLE)
_BEFORE_LONE: Final = words("before_lone", table=_TABLE)
_AFTER_LONE: Final = words("after_lone", table=_TABLE)
"""Words around `a mile` and the like that make it one mile and not the denominator of a rate."""
_FAR: Final = words("extents", table=_TABLE)
_SIZES: Final = words("article_sizes", table=_TABLE)
_FRACTION_FOLLOWERS: Final = words("fraction_followers", table=_TABLE)


class Articles:
    """Reads what an article begins, given how a number, a part and a part of a scale are read."""

    def __init__(
        self,
        lexicon: Lexicon,
        vague: Vagues,
        counted: Callable[[Tokens, int], Core | None],
        part: Callable[[Tokens, int], Core | None],
        of_scale: Callable[[Tokens, Core], Core],
    ) -> None:
        self.lexicon, self.vague = lexicon, vague
        self._counted, self._part, self._of_scale = counted, part, of_scale
        self.rated = frozenset((*lexicon.measure_words, *lexicon.money_words, *lexicon.coins, "apiece"))
        self.after_share = lexicon.nouns["stop"] | _DATED

    def read(self, t: Tokens, i: int) -> Core | None:
        """A number that begins with ``a``: ``a hundred``, ``a dozen``, ``a third of``, ``a few thousand``."""
        lexicon = self.lexicon
        at = i + 1 + (t.low[i + 1] in _SIZES and t.low[i + 2] in lexicon.triggers)
        word = t.low[at]
        if word in _VAGUE_ARTICLES:
            return self._article_few(t, i, at)
        if word in lexicon.groups and t.low[at + 1] == "of":
            return self._article_group(t, i, at)
        if word in lexicon.nouns["lone"]:
            return self._lone(t, i)
        known = lexicon.cardinal.get(word)
        if known and known[0] in ("hundred", "scale"):
            return self._from_one(t, i) if at == i + 1 else None
        if word in lexicon.multiples and (word != "score" or t.low[at + 1] == "of"):
            return self._article_dozen(t, i, at)
        if word in lexicon.parts and word != "second" and not word.endswith("s"):
            return self._article_part(t, i, at)
        return None

    @forms.rule(
        "numbers.article.few",
        reads=("They sent [[a few]] men.", "They sent [[a few thousand]] men."),
        leaves=("They sent the few.",),
        source="corpus/GUIDELINES.md, spans: a or an that means one is in",
    )
    def _article_few(self, t: Tokens, i: int, at: int) -> Core | None:
        return _from(i, self.vague.read(t, at))

    @forms.rule(
        "numbers.article.group",
        reads=("They sent [[a trio]] of guns.",),
        leaves=("A trio left.",),
        source="nouns of groups of a fixed size",
    )
    def _article_group(self, t: Tokens, i: int, at: int) -> Core | None:
        return Core(i, at + 1, "word", self.lexicon.groups[t.low[at]])

    @forms.rule(
        "numbers.article.dozen",
        reads=("They sent [[a dozen]] men.", "They sent [[a good dozen]] men."),
        leaves=("They sent a man.",),
        source="corpus/GUIDELINES.md, spans: a or an that means one is in",
    )
    def _article_dozen(self, t: Tokens, i: int, at: int) -> Core | None:
        multiple = self.lexicon.multiples[t.low[at]]
        return Core(i, at + 1, "word", multiple, scale=multiple)

    @forms.rule(
        "numbers.article.part",
        reads=(
            "They lost [[a third]] of it.",
            "They sent [[a half-dozen]] men.",
            "[[Around a third]] believed to live.",
        ),
        leaves=("They lost the third battle.",),
        source="corpus/GUIDELINES.md, spans: a or an that means one is in",
    )
    def _article_part(self, t: Tokens, i: int, at: int) -> Core | None:
        """A fraction, or one of a scale."""
        lexicon, word, follows = self.lexicon, t.low[at], t.low[at + 1]
        hyphen = t.raw[at + 1] in HYPHENS
        if word in _HALVES and (follows in lexicon.cardinal or (hyphen and follows != "dozen")):
            inner = self._part(t, at)
            return None if inner is None or inner.kind == "part" else _from(i, inner)
        if follows in lexicon.multiples or (hyphen and t.low[at + 2] in lexicon.multiples):
            return _from(i, self._part(t, at))
        if not self._is_share(t, i, at):
            return None
        return self._of_scale(t, Core(i, at + 1, "part", quotient(Decimal(1), Decimal(lexicon.parts[word]))))

    def _is_share(self, t: Tokens, i: int, at: int) -> bool:
        """Whether a denominator is a share of something and no rank: ``a third of it``, not ``a third is here``."""
        follows, taken = t.low[at + 1], self._taken(t, i)
        if t.low[at] not in _HALVES and follows in _SINGULAR_VERBS and not taken:
            return False
        told = t.low[i - 1] in _HEDGED and follows.endswith("ed") and t.low[at + 2] in self.lexicon.nouns["stop"]
        return told or follows in _FRACTION_FOLLOWERS or follows in BREAKS or (taken and follows in self.after_share)

    @staticmethod
    def _taken(t: Tokens, i: int) -> bool:
        """Whether the words before ``a third`` want a share: ``fell by a third last year``, ``up to a third when``."""
        return t.low[i - 1] in _BEFORE_SHARE or t.low[i - 2 : i] in (["up", "to"], ["close", "to"])

    @forms.rule(
        "numbers.article.lone",
        reads=("They lie within [[a mile]] of it.",),
        leaves=("It cost 5 dollars a yard.",),
        source="measures of one by the article alone",
    )
    def _lone(self, t: Tokens, i: int) -> Core | None:
        """One of a measure: ``a yard deep``, ``within a mile of``, ``up to a metre``; not the ``a mile`` of a rate."""
        before, after = t.low[i - 1], t.low[i + 2]
        if t.figure[i - 1] or before in self.rated or (before.endswith("s") and before not in _NO_PLURALS_BEFORE):
            return None
        far = before == "of" and t.low[i - 2] in _FAR
        if not (far or before in _BEFORE_LONE or t.low[i - 2 : i] == ["up", "to"] or after in _AFTER_LONE):
            return None
        return Core(i, i + 1, "word", Decimal(1))

    @forms.rule(
        "numbers.article.hundred",
        reads=("They sent [[a hundred and fifty]] men.",),
        leaves=("They sent a man of the hundred.",),
        source="corpus/GUIDELINES.md, spans: a or an that means one is in",
    )
    def _from_one(self, t: Tokens, i: int) -> Core | None:
        """``a hundred and fifty thousand``, ``a hundred trillionths``."""
        core = self._counted(t, i)
        if core is None:
            return None
        word = t.low[core.end]
        if word in self.lexicon.parts and core.value and word.endswith("s"):
            value = quotient(core.value, Decimal(self.lexicon.parts[word]))
            return core._replace(value=value, kind="part", end=core.end + 1)
        return core


def _from(i: int, core: Core | None) -> Core | None:
    """The same number with its article at ``i``."""
    return None if core is None else core._replace(start=i)
