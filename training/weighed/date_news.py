"""Whether a document with a day of publication is news (its dates count from that day) or tells a history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from sitrex.annotate.dates.evidence import news_features
from sitrex.annotate.dates.story import Story
from weigh import Case, yes_or_no
from weighed.date_texts import LATER, Labelled, labelled


def cases(texts: Path) -> Iterator[Case]:
    """One case a document whose labels say which of the two it is."""
    return cases_of(labelled(texts))


def cases_of(texts: Iterable[Labelled]) -> Iterator[Case]:
    """The cases of some texts."""
    for text in texts:
        news = _is_news(text)
        if news is not None and text.context.published is not None and not text.key.startswith(LATER):
            story = Story(text.drafts, text.context)
            found = news_features(text.drafts, story.years, story.spoken, text.context.published)
            yield yes_or_no(text.key, found, news)


def _is_news(text: Labelled) -> bool | None:
    """MEANTIME is news, WikiWars history; elsewhere more of the labels count from the publication than from the story."""
    if text.key.startswith(("meantime", "wikiwars")):
        return text.key.startswith("meantime")
    anchors = [label.get("anchor") for label in text.labels]
    published, told = anchors.count("published"), anchors.count("narrative")
    return None if published == told else published > told
