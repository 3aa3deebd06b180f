"""Counts in words: `1 article`, `2 articles`."""

from __future__ import annotations


def counted(number: int, thing: str, things: str | None = None) -> str:
    """A number with what it counts, one or more; ``things`` where the plural is not made with s.

    >>> counted(1, "article"), counted(2000, "article"), counted(0, "copy", "copies")
    ('1 article', '2,000 articles', '0 copies')
    """
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"
