"""The page of scores: how the records compare with gold, by list, label, field and article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sitrex.evaluate.measures import SCHEMES
from sitrex.evaluate.scores import Scores
from sitrex.report.front import Entry, day_pair, navigation
from sitrex.report.markup import Markup, join, page, table, tag
from sitrex.report.pictures import bars
from sitrex.write.counted import counted


def scores_page(entries: Sequence[Entry], scores: Scores) -> str:
    """``scores.html``: the tables and pictures of the scores, and the scored articles, worst first."""
    links = (tag("a", "All lists", href="#scores"), tag("a", "By article", href="#by-article"))
    return page(
        "Scores – sitrex report",
        tag("header", navigation("scores.html", scored=True, links=links), tag("h1", "Scores")),
        tag(
            "main",
            _scores(scores),
            tag("section", tag("h2", "By article"), _articles(entries), id="by-article", aria_label="By article"),
            id="content",
        ),
    )


def _articles(entries: Sequence[Entry]) -> Markup:
    scored = sorted((entry for entry in entries if entry.f1 is not None), key=lambda entry: (entry.f1, entry.file))
    rows: list[list[object]] = [
        [tag("a", e.name, href=f"articles/{e.file}#errors"), day_pair(e.published), e.f1, e.errors] for e in scored
    ]
    headings = ("article", "published", "strict F1#", "errors#")
    return table("article-table", headings, rows, caption=counted(len(rows), "scored article"))


def _scores(scores: Scores) -> Markup:
    measures = scores["measures"]
    documents = scores["documents"]
    note = f"Scored against {counted(documents['gold'], 'gold article')}"
    if documents["gold"] > 1:
        note += "; intervals and the lines in the bars are 95 % bootstrap intervals by article"
    if documents["missing"]:
        note += f"; without prediction, counted as all missed: {', '.join(documents['missing'][:20])}"
    if documents["extra"]:
        note += f"; not scored, since without gold: {counted(len(documents['extra']), 'article')}"
    rows: list[list[object]] = []
    for name, block in [
        *((n, s["micro"]) for n, s in scores["lists"].items()),
        ("overall", scores["overall"]["micro"]),
    ]:
        rows.append(
            [name, block["gold"], block["predicted"], block["strict"]["precision"], block["strict"]["recall"]]
            + [block[scheme]["f1"] for scheme in SCHEMES]
            + [_interval(measures.get(f"{name}.strict.f1"))]
        )
    headings = (
        "list",
        "gold#",
        "predicted#",
        "precision#",
        "recall#",
        *(f"{s} F1#" for s in SCHEMES),
        "95 % of strict F1",
    )
    parts = [
        tag("h2", "All lists"),
        tag("p", note),
        table("score-table", headings, rows, caption="Spans and labels (SemEval-2013)", search=False),
    ]
    for name, listed in scores["lists"].items():
        parts.append(_list(name, listed, measures))
    return tag("section", *parts, id="scores", aria_label="All lists")


def _list(name: str, listed: Mapping[str, Any], measures: Mapping[str, Any]) -> Markup:
    picture = [
        (label, block["strict"]["f1"], *_ends(measures.get(f"{name}.{label}.strict.f1")))
        for label, block in listed["labels"].items()
    ]
    fields = [
        (field, tally["accuracy"], *_ends(measures.get(f"{name}.{field}.accuracy")))
        for field, tally in listed["fields"].items()
        if tally["pairs"]
    ]
    parts = [tag("h3", name), tag("h4", "Strict F1 by label"), bars(f"Strict F1 of {name} by label", picture)]
    if fields:
        parts += [tag("h4", "Accuracy of fields"), bars(f"Accuracy of the fields of {name}", fields)]
    if len(listed["labels"]) > 1:
        parts.append(_confusion(name, listed))
    return join(*parts)


def _confusion(name: str, listed: Mapping[str, Any]) -> Markup:
    counts: dict[tuple[str | None, str | None], int] = {}
    for cell in listed["confusion"]:
        key = cell["gold"], cell["predicted"]
        counts[key] = counts.get(key, 0) + cell["count"]
    labels = list(listed["labels"])
    most = max((n for (g, p), n in counts.items() if g != p), default=1)
    head = tag(
        "tr",
        tag("th", "gold ↓ predicted →", scope="col"),
        *(tag("th", label, scope="col") for label in [*labels, "missed"]),
    )
    body = []
    for gold in [*labels, None]:
        cells = [tag("th", gold or "spurious", scope="row")]
        for predicted in [*labels, None]:
            number = counts.get((gold, predicted), 0)
            kind = "right" if gold == predicted else "wrong" if number else None
            depth = f"--depth:{number / most:.2f}" if kind == "wrong" else None
            cells.append(tag("td", number or "", class_=f"number {kind}" if kind else "number", style=depth))
        body.append(tag("tr", *cells))
    caption = f"Confusion of {name}"
    shown = tag("table", tag("caption", caption), tag("thead", head), tag("tbody", *body), class_="confusion")
    return tag("div", shown, class_="wide", tabindex="0", role="region", aria_label=caption)


def _ends(measured: Mapping[str, Any] | None) -> tuple[float | None, float | None]:
    return (measured["low"], measured["high"]) if measured else (None, None)


def _interval(measured: Mapping[str, Any] | None) -> str:
    low, high = _ends(measured)
    return "" if low is None or high is None else f"{low:.3f}–{high:.3f}"
