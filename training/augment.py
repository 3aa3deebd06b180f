"""The same labels under other layouts: capitals, lower case, Title Case, OCR noise, hard wraps, lists."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace

from read_labels import Labelled

Edit = tuple[int, int, str]
CONFUSED = (
    ("rn", "m"), ("m", "rn"), ("l", "1"), ("1", "l"), ("I", "l"), ("l", "i"), ("O", "0"), ("0", "O"), ("e", "c"),
    ("c", "e"), ("h", "b"), ("n", "u"), ("u", "n"), ("S", "5"), ("5", "S"), ("B", "8"), ("ii", "n"), ("a", "o"),
    ("t", "f"), ("li", "h"), ("v", "y"), ("D", "O"), ("C", "G"), ("E", "F"), ("T", "I"), ("N", "H"), ("A", "4"),
)  # fmt: skip
"""What character readers take for what."""
SMALL = frozenset("a an and as at but by for from in into of on or over per the to under upon vs with".split())
LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
CASED = 0.30
WRAPPED = 0.22
NOISY = 0.10
LISTED = 0.04


def edited(document: Labelled, edits: Sequence[Edit]) -> Labelled:
    """The document with pieces of its text replaced; no edit may reach over the edge of a span."""
    places = list(range(len(document.text) + 1))
    out: list[str] = []
    at = shift = 0
    for start, end, new in sorted(edits):
        if start < at:
            continue
        places[at : start + 1] = range(at + shift, start + shift + 1)
        out += [document.text[at:start], new]
        shift += len(new) - (end - start)
        places[start + 1 : end + 1] = [end + shift] * (end - start)
        at = end
    places[at + 1 :] = range(at + 1 + shift, len(places) + shift)
    out.append(document.text[at:])
    return replace(
        document,
        text="".join(out),
        spans=[(places[a], places[b], label) for a, b, label in document.spans],
        optional=[(places[a], places[b]) for a, b in document.optional],
    )


def stretch(text: str, rng: random.Random) -> tuple[int, int]:
    """The whole text, or now and then some of its lines or sentences."""
    if rng.random() < 0.7:
        return 0, len(text)
    cuts = [0, *(m.end() for m in re.finditer(r"\n+|[.!?] +", text)), len(text)]
    first = rng.randrange(len(cuts) - 1)
    return cuts[first], cuts[min(len(cuts) - 1, first + rng.choice((1, 1, 2, 3)))]


def recased(document: Labelled, how: str, rng: random.Random) -> Labelled:
    """``upper``, ``lower`` or ``title``; letters that would become two stay as they are."""
    first, last = stretch(document.text, rng)
    small = rng.random() < 0.6

    def change(word: str) -> str:
        if how == "upper":
            new = "".join(c.upper() if len(c.upper()) == 1 else c for c in word)
        elif how == "lower":
            new = "".join(c.lower() if len(c.lower()) == 1 else c for c in word)
        elif (small and word in SMALL) or len(word[0].upper()) > 1:
            new = word
        else:
            new = word[0].upper() + word[1:]
        return new

    text = document.text
    middle = LETTERS.sub(lambda m: change(m[0]), text[first:last])
    return replace(document, text=text[:first] + middle + text[last:])


def wrapped(document: Labelled, rng: random.Random) -> Labelled:
    """Lines broken at one width, now and then inside a word with a hyphen, now and then with an indent."""
    width = rng.randint(38, 82)
    hyphens = rng.choice((0.0, 0.0, 0.3))
    indent = rng.choice(("", "", "", "  ", "    "))
    edits: list[Edit] = []
    begin = 0
    for match in re.finditer(r"\S+|\n", document.text):
        word = match[0]
        if word == "\n":
            begin = match.end()
            continue
        if match.end() - begin <= width:
            continue
        half = match.start() + len(word) // 2
        if len(word) > 7 and word.isalpha() and half - begin <= width and rng.random() < hyphens:
            edits.append((half, half, "-\n" + indent))
            begin = half
        elif match.start() > begin and document.text[match.start() - 1] == " ":
            edits.append((match.start() - 1, match.start(), "\n" + indent))
            begin = match.start()
    return edited(document, edits)


def unwrapped(document: Labelled) -> Labelled:
    """Lines of a hard-wrapped text joined, empty lines kept."""
    return edited(document, [(m.start(1), m.end(1), " ") for m in re.finditer(r"[^\n](\n)(?=[^\s])", document.text)])


def listed(document: Labelled, rng: random.Random) -> Labelled:
    """Sentences as items of a list."""
    mark = rng.choice(("- ", "• ", "* ", "", "-- "))
    ends = [m.end() for m in re.finditer(r"[.;] (?=[A-Z])", document.text)]
    taken = [*((a, b) for a, b, _ in document.spans), *document.optional]
    free = [end for end in ends if not any(a < end < b for a, b in taken)]
    return edited(document, [(end - 1, end, "\n" + mark) for end in free])


def noisy(document: Labelled, rng: random.Random) -> Labelled:
    """Characters misread, lost, put in, and words broken, as in scanned pages."""
    rate = rng.uniform(0.004, 0.03)
    edges = {edge for a, b, _ in document.spans for edge in (a, b)} | {e for pair in document.optional for e in pair}
    edits: list[Edit] = []
    for match in re.finditer(r"\w+", document.text):
        for n in range(match.start(), match.end()):
            if rng.random() >= rate:
                continue
            kind = rng.random()
            options = [(a, b) for a, b in CONFUSED if document.text.startswith(a, n) and n + len(a) <= match.end()]
            options = [(a, b) for a, b in options if not any(e in edges for e in range(n + 1, n + len(a)))]
            if kind < 0.7 and options:
                old, new = rng.choice(options)
                edits.append((n, n + len(old), new))
            elif kind < 0.8 and len(match[0]) > 3:
                edits.append((n, n + 1, ""))
            elif kind < 0.9 and n > match.start() and n not in edges:
                edits.append((n, n, rng.choice((" ", " ", "-", ".", "'"))))
            elif kind < 0.95 and match.end() not in edges and match.end() + 1 not in edges:
                blank = document.text[match.end() : match.end() + 1] == " "
                edits += [(match.end(), match.end() + 1, "")] if blank else []
    return edited(document, edits)


def varied(document: Labelled, rng: random.Random) -> Labelled:
    """The document as it is, or in another layout."""
    if rng.random() < CASED:
        how = rng.choices(("upper", "lower", "title"), (0.55, 0.2, 0.25))[0]
        document = recased(document, how, rng)
    lines = document.text.count("\n") * 90 > len(document.text)
    if lines and rng.random() < WRAPPED:
        document = unwrapped(document)
    elif rng.random() < LISTED:
        document = listed(document, rng)
    if not lines and rng.random() < WRAPPED:
        document = wrapped(document, rng)
    if rng.random() < NOISY:
        document = noisy(document, rng)
    return document
