"""HTML and SVG from Python: every text is escaped unless it is Markup already."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from typing import Any

from sitrex.write.counted import counted

VOID = frozenset({"meta", "link", "input", "br"})


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def tag(name: str, /, *children: object, **attributes: object) -> Markup:
    """One element; None and False leave an attribute or child out, a trailing ``_`` is dropped from names.

    >>> tag("a", "x < y", href="#1", class_="far", hidden=False)
    '<a href="#1" class="far">x &lt; y</a>'
    """
    written = ""
    for key, value in attributes.items():
        if value is not None and value is not False:
            written += f" {_named(key)}" if value is True else f' {_named(key)}="{escape(str(value))}"'
    if name in VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{join(*children)}</{name}>")


@cache
def _named(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def join(*children: object) -> Markup:
    """The children one after the other, escaped where they are not Markup."""
    return Markup("".join(map(_child, children)))


def data(identifier: str, value: Any) -> Markup:
    """JSON for the page's script, in a block that a browser does not run."""
    # neither </script> nor <!-- may occur in it
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup(f'<script type="application/json" id="{escape(identifier)}">{text}</script>')


def page(title: str, *body: object, root: str = "", scripts: tuple[str, ...] = ("base.js",)) -> str:
    """A whole document; ``root`` is the way from it to the site's folder, empty or with a slash at its end."""
    policy = (
        "default-src 'none'; script-src 'self' file:; style-src 'self' file: 'unsafe-inline'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", title),
        tag("link", rel="icon", href="data:,"),
        tag("link", rel="stylesheet", href=f"{root}assets/report.css"),
        *(tag("script", src=f"{root}assets/{script}", defer=True) for script in scripts),
    )
    shown = tag("body", tag("a", "Skip to content", href="#content", class_="skip"), *body, data_root=root)
    return f'<!doctype html>\n<html lang="en">{head}{shown}</html>\n'


def table(
    identifier: str, headings: tuple[str, ...], rows: list[list[object]], *, caption: str, search: bool = True
) -> Markup:
    """A table that the page's script sorts by its headings and filters by a search box.

    A cell is text, Markup, a number, which is sorted as a number, or a pair of
    what is shown and what it is sorted by; a heading
    that ends in ``#`` (not shown) marks a column of numbers. On a narrow screen
    the rows become cards, in which each cell stands behind its heading and
    empty cells are left out.
    """
    numeric = [heading.endswith("#") for heading in headings]
    head = tag(
        "tr",
        *(
            tag(
                "th",
                tag("button", heading.rstrip("#"), type="button"),
                scope="col",
                class_="number" if is_number else None,
            )
            for heading, is_number in zip(headings, numeric, strict=True)
        ),
    )
    body = (tag("tr", *map(_cell, row, headings)) for row in rows)
    box = tag(
        "p",
        tag(
            "label",
            "Search ",
            tag("input", type="search", data_filter=identifier, autocomplete="off"),
        ),
        " ",
        tag("output", counted(len(rows), "row"), data_count=identifier),
        class_="search",
    )
    shown = tag(
        "table",
        tag("caption", caption),
        tag("thead", head),
        tag("tbody", *body),
        id=identifier,
        class_="sortable",
    )
    return join(
        box if search else "", tag("div", shown, class_="wide", tabindex="0", role="region", aria_label=caption)
    )


def filled_table(
    identifier: str, headings: tuple[str, ...], rows: list[list[object]], *, caption: str, search: bool = True
) -> Markup:
    """A table without the columns in which no row says anything."""
    used = [place for place in range(len(headings)) if any(row[place] not in ("", ("", "")) for row in rows)]
    told = [[row[place] for place in used] for row in rows]
    return table(identifier, tuple(headings[place] for place in used), told, caption=caption, search=search)


def _cell(cell: object, heading: str) -> Markup:
    shown, key = cell if isinstance(cell, tuple) else (cell, None)
    if isinstance(shown, float):
        shown, key = f"{shown:.3f}", f"{shown:.6f}"
    kind = "number" if heading.endswith("#") else None
    return tag("td", "–" if shown is None else shown, class_=kind, data_sort=key, data_name=heading.rstrip("#"))


def _child(child: object) -> str:
    if child is None or child is False:
        return ""
    return child if isinstance(child, Markup) else escape(str(child))
