"""HTML and SVG from Python: every text is escaped unless it is Markup already."""

from __future__ import annotations

import json
from html import escape
from typing import Any

VOID = frozenset({"meta", "link", "input", "br"})


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def tag(name: str, /, *children: object, **attributes: object) -> Markup:
    """One element; None and False leave an attribute or child out, a trailing ``_`` is dropped from names.

    >>> tag("a", "x < y", href="#1", class_="far", hidden=False)
    '<a href="#1" class="far">x &lt; y</a>'
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{join(*children)}</{name}>")


def join(*children: object) -> Markup:
    """The children one after the other, escaped where they are not Markup."""
    return Markup("".join(_child(child) for child in children))


def data(identifier: str, value: Any) -> Markup:
    """JSON for the page's script, in a block that a browser does not run."""
    # neither </script> nor <!-- may occur in it
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup(f'<script type="application/json" id="{escape(identifier)}">{text}</script>')


def page(title: str, *body: object, assets: str, scripts: tuple[str, ...] = ("report.js",)) -> str:
    """A whole document; ``assets`` is the relative path of the folder with style and scripts."""
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
        tag("link", rel="stylesheet", href=f"{assets}/report.css"),
        *(tag("script", src=f"{assets}/{script}", defer=True) for script in scripts),
    )
    return f'<!doctype html>\n<html lang="en">{head}{tag("body", *body)}</html>\n'


def table(
    identifier: str, headings: tuple[str, ...], rows: list[list[object]], *, caption: str, search: bool = True
) -> Markup:
    """A table that the page's script sorts by its headings and filters by a search box.

    A cell is text, Markup, or a number, which is sorted as a number; a heading
    that ends in ``#`` (not shown) marks a column of numbers.
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
    body = (tag("tr", *(_cell(cell, is_number) for cell, is_number in zip(row, numeric, strict=True))) for row in rows)
    box = tag(
        "p",
        tag(
            "label",
            "Search ",
            tag("input", type="search", data_filter=identifier, autocomplete="off"),
        ),
        " ",
        tag("output", f"{len(rows)} rows", data_count=identifier),
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


def _cell(cell: object, is_number: bool) -> Markup:
    if isinstance(cell, float):
        return tag("td", f"{cell:.3f}", class_="number", data_sort=f"{cell:.6f}")
    return tag("td", "–" if cell is None else cell, class_="number" if is_number else None)


def _child(child: object) -> str:
    if child is None or child is False:
        return ""
    return child if isinstance(child, Markup) else escape(str(child))
