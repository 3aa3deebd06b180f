"""Which country a unit's cluster has: the country that the labels give its mentions, or none; only of those that nothing tells."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import gold
from weigh import Case

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "tools"))

import cached
from sitrex.annotate.units.document import resolve
from sitrex.annotate.units.document.choices import told_clusters, told_countries
from sitrex.annotate.units.document.countries import country_choices

PARTS = ("train", "units", "development", "genre_train")


def cases(texts: Path) -> Iterator[Case]:
    """A case each cluster of which a mention is labelled."""
    pipeline = cached.CachedPipeline()
    labelled = {record["document"]["id"]: record for part in PARTS for record in gold.load_passages(texts, part)}
    for article in cached.articles(texts, lambda part: part in PARTS):
        seen: list[tuple[Any, ...]] = []

        def remember(*args: Any, seen: list[tuple[Any, ...]] = seen) -> tuple[list[str | None], list[bool]]:
            seen.append(args)
            return [None] * len(args[0]), [False] * len(args[0])

        if article.id not in labelled:
            continue
        with mock.patch.object(resolve, "assign_countries", remember):
            pipeline(article)
        for units, links, groups, context in seen:
            yield from _of_document(article.id, labelled[article.id], units, links, groups, context)
    pipeline.save()


def _of_document(key: str, record: gold.Row, units: Any, links: Any, groups: Any, context: Any) -> Iterator[Case]:
    countries = {(unit["start"], unit["end"]): unit["country"] for unit in record["units"]}
    choices = country_choices(units, links, groups, context)
    told = told_countries(choices)
    for choice in choices:
        if told[choice.group] is not None or choice.stateless:
            continue
        said = [countries[span] for i in choice.members if (span := (units[i].start, units[i].end)) in countries]
        if said:
            wanted = max(said, key=lambda country: (said.count(country), country or ""))
            candidates = choice.given(told, told_clusters(told))
            codes = list(candidates)
            right = frozenset(n for n, code in enumerate(codes) if code == wanted)
            yield Case(key, [candidates[code] for code in codes], right)
