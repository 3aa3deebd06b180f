"""The front page: what is new, and what all articles together say of units, places, dates and losses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sitrex.evaluate.fields import LISTS
from sitrex.report.across import NEWEST, TOP, Across, Thing
from sitrex.report.markup import Markup, data, filled_table, join, page, table, tag
from sitrex.report.pictures import months_chart
from sitrex.report.sections import status_badge, symbol
from sitrex.write.counted import counted
from sitrex.write.date_words import day_words
from sitrex.write.words import OUTCOMES, unit_words

_NEW = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """One article in the lists; ``f1`` is its strict F1 over all lists, None without gold; ``shard`` has its text."""

    file: str
    identifier: str
    title: str | None
    published: str | None
    counts: Mapping[str, int]
    f1: float | None
    errors: int | None
    shard: int

    @property
    def name(self) -> str:
        """What it is called in a list."""
        return self.title or self.identifier


def front_page(entries: Sequence[Entry], across: Across, *, scored: bool) -> str:
    """``index.html``; ``scored``: there is a page of scores."""
    sections = [
        ("search", "Search", _search(len(entries))),
        ("new", "What is new", _new(entries)),
        ("losses", "Figures of loss", _losses(across.losses, entries)),
        ("units", "Units", _units(across.units, across.unit_count)),
        ("map", "Map", _map(across.place_count)),
        ("timeline", "Timeline", _timeline(across.months)),
    ]
    told = [(key, title, content) for key, title, content in sections if content is not None]
    links = [tag("a", title, href=f"#{key}") for key, title, _ in told]
    return page(
        "sitrex report",
        tag(
            "header", navigation("index.html", scored=scored, links=links), tag("h1", "sitrex report"), _about(entries)
        ),
        tag(
            "div",
            tag(
                "main",
                *(tag("section", tag("h2", title), content, id=key, aria_label=title) for key, title, content in told),
                id="content",
            ),
            panel("Open a unit, a place, a month or a figure, and what the articles say of it is listed here."),
            class_="desk",
        ),
        scripts=("base.js", "corrections.js", "map.js", "front.js"),
    )


def navigation(here: str, *, scored: bool, links: Sequence[Markup] = (), root: str = "") -> Markup:
    """The links between the pages of the site, and those within the page."""
    pages = [("index.html", "Report"), ("articles.html", "All articles")] + [("scores.html", "Scores")] * scored
    between = (
        tag("a", title, href=f"{root}{file}", aria_current="page" if file == here else None) for file, title in pages
    )
    return tag("nav", tag("span", *between, class_="site"), *links, aria_label="Page")


def panel(hint: str) -> Markup:
    """The place in the page where details open."""
    return tag("aside", tag("p", hint, class_="hint"), id="panel", tabindex="-1", aria_label="Details")


def articles_page(entries: Sequence[Entry], *, scored: bool) -> str:
    """``articles.html``: every article, to sort and to filter."""
    rows: list[list[object]] = [
        [
            tag("a", entry.name, href=f"articles/{entry.file}"),
            entry.identifier if entry.title else "",
            day_pair(entry.published),
            *(entry.counts[name] for name in LISTS),
        ]
        for entry in entries
    ]
    headings = ("article", "id", "published", *(f"{name}#" for name in LISTS))
    listed = table("article-table", headings, rows, caption=counted(len(rows), "article"))
    return page(
        "All articles – sitrex report",
        tag("header", navigation("articles.html", scored=scored), tag("h1", "All articles")),
        tag("main", listed, id="content"),
    )


def _about(entries: Sequence[Entry]) -> Markup:
    said = mention_counts({name: sum(entry.counts[name] for entry in entries) for name in LISTS})
    days = [entry.published for entry in entries if entry.published]
    some = "" if len(days) == len(entries) else f", {len(days)}"
    span = f"{some} of {_span(min(days), max(days))}" if days else ""
    return tag("p", tag("strong", counted(len(entries), "article")), f"{span}: {said}.")


def _search(number: int) -> Markup:
    return join(
        tag(
            "form",
            tag("label", "Words in all texts and titles ", tag("input", type="search", id="query", autocomplete="off")),
            role="search",
            class_="search",
        ),
        tag("p", f"Searches {counted(number, 'article')}; quotes keep words together.", id="found", role="status"),
        tag("ol", id="results", class_="said"),
    )


def _new(entries: Sequence[Entry]) -> Markup:
    """The newest articles, by day; those without a date only where there is no other."""
    dated = sorted((entry for entry in entries if entry.published), key=lambda e: str(e.published), reverse=True)
    shown = dated[:_NEW] or entries[:_NEW]
    days = [
        tag(
            "li",
            tag("h3", day_words(day) if day else "Without a date"),
            tag(
                "ul",
                *(
                    tag("li", tag("a", e.name, href=f"articles/{e.file}"), " ", tag("small", mention_counts(e.counts)))
                    for e in listed
                ),
            ),
        )
        for day, listed in groupby(shown, key=lambda entry: entry.published or "")
    ]
    more = f"All {counted(len(entries), 'article')}" if len(entries) > len(shown) else "All articles as a table"
    return join(tag("ol", *days, class_="days"), tag("p", tag("a", more, href="articles.html")))


def mention_counts(counts: Mapping[str, int]) -> str:
    """How many mentions of each list: `23 names, 19 dates, 25 numbers, 1 unit`."""
    things = {"entities": "name", "dates": "date", "numbers": "number", "units": "unit"}
    return ", ".join(counted(counts[name], thing) for name, thing in things.items() if counts[name]) or "no mentions"


def _units(units: Sequence[Thing], number: int) -> Markup | None:
    if not units:
        return None
    rows: list[list[object]] = [
        [
            symbol(unit.fields.get("sidc"), unit.fields["canonical"]) or "",
            opener("units", unit, unit.fields["canonical"]),
            unit_words(unit.fields),
            unit.articles,
            unit.mentions,
            (_span(unit.first, unit.last), unit.first),
        ]
        for unit in units
    ]
    headings = ("symbol", "unit", "what", "articles#", "mentions#", "published")
    most = "" if number <= TOP else f"; the {TOP} of most articles are shown, the search finds all"
    return join(
        tag(
            "p",
            f"{counted(number, 'unit')}{most}. Units of one country, echelon, number, name and arm count as one.",
        ),
        tag("p", tag("label", "Search units ", tag("input", type="search", id="unit-query", autocomplete="off"))),
        table("unit-table", headings, rows, caption="Units", search=False),
    )


def _span(first: str, last: str) -> str:
    return day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"


def day_pair(day: str | None) -> tuple[str, str]:
    """A cell with a day in words, which is sorted as a day."""
    return (day_words(day), day) if day else ("", "")


def opener(kind: str, thing: Thing, words: str) -> Markup:
    """A button that opens in the panel what the articles say of a thing."""
    return tag(
        "button", words, type="button", class_="open", data_kind=kind, data_key=thing.key,
        data_parts=" ".join(map(str, thing.parts)),
    )  # fmt: skip


def _map(number: int) -> Markup | None:
    if not number:
        return None
    return join(
        tag(
            "p",
            f"{counted(number, 'place')} that the articles name and that were found in the gazetteer. A unit that is named "
            "with a place was not necessarily there.",
        ),
        tag("div", class_="map", data_map="places"),
    )


def _timeline(months: Sequence[Thing]) -> Markup | None:
    if not months:
        return None
    return join(
        tag("p", "Dates in the articles that tell a month or more closely, by what they mean, not by publication."),
        months_chart([(month.key, month.mentions) for month in months]),
        data("months", {month.key: month.parts for month in months}),
    )


def _losses(losses: Sequence[Thing], entries: Sequence[Entry]) -> Markup | None:
    if not losses:
        return None
    buttons = (
        tag(
            "li",
            opener("losses", each, OUTCOMES.get(each.key, each.key)),
            f" {counted(each.mentions, 'figure')} ",
            _doubts(each),
        )
        for each in losses
    )
    newest = sorted(
        (row for each in losses for row in each.newest),
        key=lambda row: (entries[row["a"] - 1].published or "", -row["a"]),
        reverse=True,
    )[:NEWEST]
    rows: list[list[object]] = [
        [
            tag("a", row["loss"], href=f"articles/{row['a']:05}.html#p-{row['m']}"),
            row.get("of", ""),
            row.get("side", ""),
            row.get("at", ""),
            row.get("when", ""),
            row.get("by", ""),
            status_badge(row.get("status")) or "",
            _told_in(row, entries[row["a"] - 1]),
        ]
        for row in newest
    ]
    headings = ("figure", "of", "side", "where", "when", "said by", "status", "sentence")
    return join(
        tag(
            "p",
            "What the articles say, not what is so: one loss is often told in several articles, and figures differ.",
        ),
        tag("ul", *buttons, class_="chips"),
        filled_table("loss-table", headings, rows, caption="The newest figures", search=False),
    )


def _told_in(row: Mapping[str, Any], entry: Entry) -> Markup:
    """A sentence and the article that it stands in."""
    before, said, behind = row["s"]
    day = f", {day_words(entry.published)}" if entry.published else ""
    return join(before, tag("mark", said), behind, " ", tag("small", f"{entry.name}{day}"))


def _doubts(thing: Thing) -> Markup | None:
    said = [f"{number:,} {status}" for status, number in sorted(thing.status.items()) if status != "stated"]
    return tag("small", f"({', '.join(said)})") if said else None
