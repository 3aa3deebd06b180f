"""Fragments of markup as text."""

from __future__ import annotations

import re
from typing import Any, Final

_SILENT: Final = frozenset({"script", "style", "head", "title", "noscript", "template"})
_BLOCKS: Final = frozenset(
    "address article aside blockquote body div dl figcaption figure footer h1 h2 h3 h4 h5 h6 header hr html main ol p pre "
    "section table ul".split()
)
_LINES: Final = frozenset({"br", "dd", "dt", "li", "tr"})
_CELLS: Final = frozenset({"td", "th"})
_SPACE: Final = re.compile(r"\s+")
_EMPTY: Final = re.compile(r"\n{3,}")


def markup_text(html: str | bytes) -> str:
    r"""The text of a fragment: blocks and rows on lines of their own, cells apart by tabs.

    >>> markup_text("<p>Kyiv<br>held.</p><table><tr><td>12th</td><td>40</td></tr></table>")
    'Kyiv\nheld.\n\n12th\t40'
    """
    from lxml import etree
    from lxml import html as markup

    data = html if isinstance(html, bytes) else html.encode("utf-8", "replace")
    if not data.strip():
        return ""
    try:
        tree = markup.fromstring(data, parser=markup.HTMLParser(encoding="utf-8"))
    except (ValueError, AssertionError, etree.ParserError):
        return ""
    parts: list[str] = []
    stack: list[tuple[Any, int | None]] = [(tree, None)]
    while stack:
        element, begin = stack.pop()
        name = element.tag if isinstance(element.tag, str) else None
        tail = "" if element is tree else _SPACE.sub(" ", element.tail or "")
        if begin is not None:
            if name in _CELLS:  # a cell's paragraph ends no line of its row
                parts[begin:] = ["".join(parts[begin:]).strip("\n\t "), "\t"]
            parts += ["\n" if name in _BLOCKS or name in _LINES else "", tail]
        elif name is None or name in _SILENT:
            parts.append(tail)
        else:
            stack.append((element, len(parts)))
            parts += ["\n" if name in _BLOCKS else "", _SPACE.sub(" ", element.text or "")]
            stack.extend((child, None) for child in reversed(element))
    return tidy("".join(parts))


def tidy(text: str) -> str:
    r"""The text without blanks around lines, and at most one empty line between two.

    >>> tidy(" a \n\n\n\n b  c")
    'a\n\nb  c'
    """
    lines = (line.strip(" \t\r\xa0") for line in text.split("\n"))
    return _EMPTY.sub("\n\n", "\n".join(lines)).strip("\n")
