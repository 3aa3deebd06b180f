from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrex.annotate.layout import PARAGRAPH_LIMIT, VOLUME_LIMIT, paragraphs, sentences, volumes


@given(st.text())
def test_paragraphs_partition_any_text(text: str) -> None:
    assert "".join(text[a:b] for a, b in paragraphs(text)) == text


@given(st.text(alphabet="aB. \n!?U.S1\r\t”"))
def test_sentences_cover_every_visible_character_once(text: str) -> None:
    spans = [span for block in paragraphs(text) for span in sentences(text, *block)]
    assert all(a < b and not text[a].isspace() and not text[b - 1].isspace() for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in itertools.pairwise(spans))
    covered = {i for a, b in spans for i in range(a, b)}
    assert all(character.isspace() for i, character in enumerate(text) if i not in covered)


def test_lines_are_paragraphs_with_the_empty_ones_behind_them() -> None:
    text = "A heading\n\nA first paragraph.\nAnother."
    assert [text[a:b] for a, b in paragraphs(text)] == ["A heading\n\n", "A first paragraph.\n", "Another."]


def test_an_overlong_paragraph_is_cut_at_a_sentence_end() -> None:
    text = "This is a sentence of some length. " * 2000
    pieces = paragraphs(text)
    assert all(b - a <= PARAGRAPH_LIMIT for a, b in pieces)
    assert all(text[a:b].startswith("This is") for a, b in pieces)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        ("Gen. A. B. Smith spoke. Nobody heard.", ["Gen. A. B. Smith spoke.", "Nobody heard."]),
        ("They met in the U.S. The talks failed.", ["They met in the U.S.", "The talks failed."]),
        ("The U.S. Navy came.", ["The U.S. Navy came."]),
        ("No. 617 Squadron flew. No. 5 did not.", ["No. 617 Squadron flew.", "No. 5 did not."]),
        (
            "It began at 4 a.m. The guns fell silent at 6 p.m. on 3 Oct. 1944.",
            ["It began at 4 a.m.", "The guns fell silent at 6 p.m. on 3 Oct. 1944."],
        ),
        ("“Go!” he said. “Now.” They went.", ["“Go!” he said.", "“Now.”", "They went."]),
        ("1. Ukraine holds the line. 2. It does not.", ["1. Ukraine holds the line.", "2. It does not."]),
        ("What? Nobody knew…", ["What?", "Nobody knew…"]),
        ("The 2nd Bn. of the 5th Regt. attacked.", ["The 2nd Bn. of the 5th Regt. attacked."]),
        ("   ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in sentences(text)] == expected


def test_volumes_partition_a_long_text_at_blank_lines() -> None:
    text = ("The 47th Brigade held Pokrovsk. " * 20 + "\n\n") * 4000
    spans = volumes(text)
    assert len(spans) > 2
    assert "".join(text[a:b] for a, b in spans) == text
    assert all(b - a <= VOLUME_LIMIT for a, b in spans)
    assert all(text[b - 2 : b] == "\n\n" for _, b in spans[:-1])


@pytest.mark.parametrize("text", ["x" * 2_500_000, "x\n" * 1_250_000, "x " * 1_250_000])
def test_volumes_of_texts_without_blank_lines_are_within_the_limit(text: str) -> None:
    spans = volumes(text)
    assert [a for a, _ in spans[1:]] == [b for _, b in spans[:-1]]
    assert spans[0][0] == 0
    assert spans[-1][1] == len(text)
    assert all(0 < b - a <= VOLUME_LIMIT for a, b in spans)
