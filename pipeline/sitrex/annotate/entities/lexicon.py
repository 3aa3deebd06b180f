"""Names known beforehand: the vocabularies of ``vocab/entities`` as one look-up over tokens."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from spacy.lang.en import English
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.vocab import Vocab

from sitrex.annotate.docs import suited_tokenizer
from sitrex.annotate.text.phrases import PhraseTable
from sitrex.annotate.text.words import words as words_in
from sitrex.vocab import read_table


def group(*classes: str) -> frozenset[str]:
    """Classes of words of ``words.tsv`` together."""
    return words_in(*classes, table="entities/words.tsv")


ABBREVIATED: Final = group("dotted_titles")
"""Titles whose dot the tokenizer may cut off."""


class Entry(NamedTuple):
    """What a vocabulary says about a name; ``sure`` is whether the name alone is evidence enough."""

    label: str
    kind: str | None = None
    country: str | None = None
    sure: bool = True


_UNLIKE: Final = frozenset(English.Defaults.tokenizer_exceptions)
"""Words that the tokenizer cuts or joins in its own way."""


@cache
def _tokenizer() -> Tokenizer:
    return suited_tokenizer(Vocab())


CUT: Final = "\x1f"
"""Between two tokens of one word in ``data/tokens.txt``."""


@cache
def cut() -> dict[str, tuple[str, ...]]:
    """The tokens of the vocabularies' phrases that are more than words of letters: to cut them anew takes a sixth of the start."""
    lines = (files("sitrex.data") / "tokens.txt").read_text(encoding="utf-8").splitlines()
    return {line.replace(CUT, ""): tuple(line.replace(CUT, " ").split(" ")) for line in lines}


@lru_cache(maxsize=50_000)
def split(phrase: str) -> tuple[str, ...]:
    """The tokens of a phrase, as the pipeline cuts them and the tape reads them."""
    words = phrase.split(" ")
    if phrase.isascii() and "".join(words).isalpha() and "" not in words and _UNLIKE.isdisjoint(words):
        return tuple(words)  # the tokenizer leaves words of letters as they are
    return cut().get(phrase) or tokens(phrase)


def tokens(phrase: str) -> tuple[str, ...]:
    """The tokens of any phrase, by the tokenizer itself."""
    found: list[str] = []
    for token in _tokenizer()(phrase):
        if token.text == "." and found and found[-1].capitalize() in ABBREVIATED:
            found[-1] += "."
        elif not token.is_space:
            found.append(token.text)
    return tuple(found)


def cells(text: str) -> list[str]:
    """The members of a cell's list; ``-`` is none."""
    return [] if text == "-" else [item.strip() for item in text.split(";") if item.strip()]


def _country(code: str) -> str | None:
    return None if code in ("-", "X-RUSSIA-EMPIRE") else code


def _listed() -> Iterator[tuple[str, Entry]]:
    yield from _things()
    yield from _lands()


def _things() -> Iterator[tuple[str, Entry]]:
    for row in read_table("entities/events.tsv", ("names",)):
        yield from ((name, Entry("EVENT")) for name in cells(row["names"]))
    for row in read_table("entities/equipment.tsv", ("kind", "sure", "names")):
        entry = Entry("EQUIPMENT", row["kind"], None, row["sure"] == "yes")
        for name in cells(row["names"]):
            yield name, entry
            if not name.endswith(("s", "ty", "ry", "dy", "ny", "ly")):
                yield name + "s", entry
    for row in read_table("entities/organisations.tsv", ("kind", "sure", "names")):
        for name in cells(row["names"]):
            yield name, Entry("ORG", row["kind"], None, row["sure"] == "yes")


def _lands() -> Iterator[tuple[str, Entry]]:
    """Places, countries, peoples; a line of defence with a small letter too, as many write it."""
    for row in read_table("entities/places.tsv", ("label", "country", "today", "names")):
        entry = Entry(row["label"], None, _country(row["country"]))
        for name in cells(row["names"]):
            yield name, entry
            if name.endswith(" Line"):
                yield f"{name.removesuffix('Line')}line", entry
    for row in read_table("entities/countries.tsv", ("code", "names", "demonyms")):
        country = _country(row["code"])
        kind = "country" if country or row["code"] == "-" else None  # of an empire's land most is a country's of today
        yield from ((name, Entry("GPE", kind, country)) for name in cells(row["names"]))
        yield from ((name, Entry("NORP", None, country)) for name in cells(row["demonyms"]))
    for row in read_table("entities/peoples.tsv", ("country", "names")):
        yield from ((name, Entry("NORP", None, _country(row["country"]))) for name in cells(row["names"]))


@cache
def _names() -> tuple[tuple[str, Entry], ...]:
    """Every name, and behind all of them those with accents as wires and scans write them, without."""
    listed = list(_listed())
    plain = {unaccented(name): entry for name, entry in reversed(listed) if not name.isascii()}
    known = {name for name, _ in listed}
    return (*listed, *((name, entry) for name, entry in plain.items() if name.isascii() and name not in known))


def unaccented(name: str) -> str:
    """A name without the marks above and below its letters.

    >>> unaccented("Médecins Sans Frontières")
    'Medecins Sans Frontieres'
    """
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


@cache
def names() -> PhraseTable[Entry]:
    """All vocabularies of names; of a name in two of them the first holds, in the order events, equipment, organisations, places."""
    return PhraseTable((split(name), entry) for name, entry in _names())


@lru_cache(maxsize=50_000)
def lexical(surface: str) -> Entry | None:
    """What the vocabularies say about a whole surface."""
    if surface.isupper() and len(surface) > 4 and " " in surface:
        surface = surface.title()
    tokens = split(surface) if len(surface) < 60 else ()
    entry = names().whole(tokens)
    return entry if entry and entry.sure else None


def names_people(word: str) -> bool:
    """Whether the word is the name of a people or place: `Soviet T-34s`."""
    entry = names().whole((word,))
    return entry is not None and entry.label in ("NORP", "GPE")


@cache
def places() -> dict[str, Entry]:
    """Surface -> entry of every sure name that no weapon or event bears; of a name in two vocabularies the first holds."""
    return {
        n: entry for n, entry in reversed(list(_names())) if entry.sure and entry.label not in ("EQUIPMENT", "EVENT")
    }


@cache
def known(label: str) -> dict[str, str | None]:
    """Surface -> country of every name of one label."""
    return {name: entry.country for name, entry in reversed(_names()) if entry.label == label}


@cache
def words_of(file: str, column: str, value: str) -> frozenset[str]:
    """The words of the rows of ``file`` whose ``column`` is ``value``."""
    columns = {
        "titles.tsv": ("kind", "words"),
        "ships.tsv": ("role", "words"),
        "equipment_heads.tsv": ("kind", "after", "words"),
    }[file]
    return frozenset(
        word for row in read_table(f"entities/{file}", columns) if row[column] == value for word in cells(row["words"])
    )


@cache
def head_nouns() -> dict[str, PhraseTable[str]]:
    """Side -> label of each phrase of ``heads.tsv``."""
    entries: dict[str, list[tuple[tuple[str, ...], str]]] = {"after": [], "before": [], "of": []}
    for row in read_table("entities/heads.tsv", ("label", "side", "words")):
        entries[row["side"]] += [(split(word), row["label"]) for word in cells(row["words"])]
    return {side: PhraseTable(rows) for side, rows in entries.items()}
