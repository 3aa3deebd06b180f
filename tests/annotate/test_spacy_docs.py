from __future__ import annotations

import pytest
import spacy

from sitrex.annotate.docs import RUN_LIMIT, make_doc, set_sentences

NLP = spacy.blank("en")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "plain words here",
        "=" * 10_000,
        "a" * 500 + " b",
        "x " + "🔥" * 999 + "\n",
        "\u200b\u202eabc",
        "https://e.org/" + "a/" * 25_000,
    ],
    ids=["empty", "blank", "words", "rule", "long-word", "emoji", "marks", "url"],
)
def test_the_doc_has_the_same_text(text: str) -> None:
    assert make_doc(NLP, text).text == text


def test_no_token_is_longer_than_the_limit() -> None:
    assert max(len(token) for token in make_doc(NLP, "a" * 5000)) <= RUN_LIMIT


def test_sentences_mark_their_first_tokens() -> None:
    doc = make_doc(NLP, "One two. Three four.")
    set_sentences(doc, [(100, 108), (109, 120)], 100)
    assert [sentence.text for sentence in doc.sents] == ["One two.", "Three four."]
