"""One tape for all lists: what a text is cut into, and what each list joins of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrex.annotate.dates.atoms import atoms
from sitrex.annotate.numbers.tokens import BREAK, Tokens
from sitrex.annotate.text.tape import Cut, Joiner, cut
from sitrex.annotate.units.tokens import tokenize

ECHELONS = frozenset(("division", "brigade", "force"))
PARTS = [
    "a",
    "Sept",
    "s",
    "JAN",
    "1",
    "23",
    "456",
    "7890",
    "051200",
    "th",
    "½",
    "é",
    "\u0301",
    "_",
    "'",
    "’",
    "-",
    "–",
    ".",
    ",",
    ":",
    "/",
    "|",
    ".jpg",
    "www.",
    "http://",
    "-Division",
    " ",
    " ",
    "  ",
    "    ",
    "\t",
    "\n",
    " \n  ",
    "\n\n",
]
TEXTS = st.lists(st.sampled_from(PARTS), max_size=40).map("".join)


@given(TEXTS)
def test_the_tokens_are_the_text_but_for_single_blanks(text: str) -> None:
    tape = Cut(text)
    assert [text[a:b] for a, b in zip(tape.start, tape.end, strict=True)] == tape.raw
    gaps = [text[a:b] for a, b in zip([0, *tape.end], [*tape.start, len(text)], strict=True)]
    assert set(gaps) <= {"", " "}
    assert tape.odd == [i for i, token in enumerate(tape.raw) if not token.isalpha()]


@given(TEXTS)
def test_what_a_list_reads_begins_and_ends_with_tokens_of_the_tape(text: str) -> None:
    """But for compounds of a head, which the units cut, the month behind a group's zone and the line's end itself."""
    tape = Cut(text)
    starts, ends = {*tape.start, len(text)}, {*tape.end, 0}
    numbers = Tokens(text)
    read = [(a, b) for a, b, token in zip(numbers.start, numbers.end, numbers.raw, strict=True) if token != BREAK]
    read += [(atom.start, atom.end) for atom in atoms(text, 0, len(text)) if atom.kind not in ("dtg", "word", "break")]
    units = tokenize(text, 0, len(text), frozenset())
    read += [(a, b) for a, b, key in zip(units.start, units.end, units.low, strict=True) if a < b and "'s" not in key]
    assert [span for span in read if span[0] not in starts or span[1] not in ends] == []


@pytest.mark.parametrize(
    ("text", "numbers", "units", "dates"),
    [
        ("1,200 men", "1,200|men", "1,200|men", "1,200|men"),
        ("the 2-505 PIR", "the|2|-|505|PIR", "the|2|-|505|PIR", "the|2|-|505|PIR"),
        ("the 12th Panzer-Division", "the|12|th|Panzer|-|Division", "the|12th|Panzer|Division", "the|12th|Panzer|-|Division"),
        ("the U.S. Army's 3.5 t", "the|U|.|S|.|Army|'|s|3.5|t", "the|U.S.|Army|'s|3.5|t", "the|U|.|S|.|Army|'s|3.5|t"),
        ("at 14:30 on 2024-05-03", "at|14|:|30|on|2024|-|05|-|03", "at|14|:|30|on|2024|-|05|-|03", "at|14:30|on|2024-05-03"),
        ("O'Brien, 5 a.m., Sept. 3", "O'Brien|,|5|a|.|m|.|,|Sept|.|3", "O'Brien|,|5|a.m.|,|Sept|.|3", "O|'|Brien|,|5|a.m.|,|Sept|3"),
        ("in the 1990s, .5 or 1'200", "in|the|1990|s|,|.5|or|1'200", "in|the|1990|s|,|.|5|or|1|'|200", "in|the|1990s|,|.|5|or|1|'|200"),
        ("File:tank_2.jpg", "File|:|tank|_|2|.|jpg", "File|:|tank|_|2|.|jpg", "File|:|tank_2.jpg"),
        ("Head\n\nA _Foreign_ name", "Head|\n|A|_|Foreign|_|name", "Head|\n|A|Foreign|name", "Head|\n|A|Foreign|name"),
    ],
)  # fmt: skip
def test_what_the_lists_join(text: str, numbers: str, units: str, dates: str) -> None:
    tokens = Tokens(text)
    assert "|".join(tokens.raw[1:-8]) == numbers
    assert "|".join(tokenize(text, 0, len(text), ECHELONS).raw) == units
    assert "|".join("\n" if atom.kind == "break" else atom.text for atom in atoms(text, 0, len(text))) == dates


def test_a_window_touches_whole_tokens() -> None:
    tape = Cut("They cannot leave.")
    assert [tape.raw[slice(*tape.rows(a, b))] for a, b in ((0, 4), (8, 11), (12, 17), (4, 5))] == [
        ["They"], ["cannot"], ["leave"], []
    ]  # fmt: skip


def test_what_is_joined_and_left_out() -> None:
    made = Joiner(Cut("a b-c , d"))
    made.join(1, 4)
    made.drop(4)
    made.take(6)
    tape = made.tape()
    assert (tape.raw, tape.start, tape.end) == (["a", "b-c", "d"], [0, 2, 8], [1, 5, 9])


def test_a_text_is_cut_once() -> None:
    text = "The 2-505 PIR left at 14:30."
    assert cut(text) is cut(text)
