"""Which names of a document are one person's: `Carrillo` and `Justo Carrillo Hernandez`, `Duke` and `Duke, Ray E.`"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from sitrex.annotate.entities.document.common import plain
from sitrex.record.model import Entity

Name = tuple[str, ...]
MOST: Final = 50
"""Names that share a word of which the fuller one is looked for."""


def spoken(text: str) -> str:
    """The words of a person's name without case and dots, in the order in which they are spoken.

    >>> spoken("Duke, Ray E."), spoken("Ray E. DUKE")
    ('ray e duke', 'ray e duke')
    """
    words = plain(text).split()
    if len(words) > 1 and words[0][1:].endswith(","):
        words = [*words[1:], words[0][:-1]]
    return " ".join(words)


def people(mentions: Iterable[Entity]) -> dict[str, str]:
    """The key of each person's name -> that of the fullest name that holds it.

    A surname alone is that of the first person who bears it as the last word, else of the first whose name has it between
    others (`Carrillo`); several words are part of a name that has them side by side, or that has more between them.
    """
    names = list(
        dict.fromkeys(tuple(spoken(mention.text).split()) for mention in mentions if mention.label == "PERSON")
    )
    holding: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        for word in set(name) if len(name) > 1 else ():
            if len(holding[word]) < MOST:
                holding[word].append(name)
    found: dict[Name, Name] = {}
    for name in sorted(names, key=len, reverse=True):
        whole = _whole(name, holding[name[-1]]) if name else name
        found[name] = found.get(whole, whole)
    return {" ".join(name): " ".join(whole) for name, whole in found.items()}


def _whole(name: Name, others: Sequence[Name]) -> Name:
    """The longer name that a name is part of, or itself."""
    longer = [other for other in others if len(other) > len(name)]
    if len(name) > 1:
        return next((other for other in longer if _holds(other, name)), name)
    last = (other for other in longer if other[-1] == name[0])
    inner = (other for other in longer if name[0] in other[1:-1])
    first = [other for other in longer if other[0] == name[0]]
    return next(last, next(inner, first[0] if len(first) == 1 else name))


def _holds(other: Name, name: Name) -> bool:
    """Whether a longer name has the words of another side by side, or more of them between its first and last."""
    size = len(name)
    beside = any(other[at : at + size] == name for at in range(len(other) - size + 1))
    return beside or (other[0], other[-1]) == (name[0], name[-1])
