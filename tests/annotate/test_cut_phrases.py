"""The phrases of the vocabularies lie cut in a file, as the tokenizer cuts them; without it every start took a fifth longer."""

from __future__ import annotations

from sitrex.annotate.docs import TOKENIZER
from sitrex.annotate.entities import lexicon


def test_the_file_says_what_the_tokenizer_says() -> None:
    cut = lexicon.cut()
    assert len(cut) > 5000
    assert {phrase: tokens for phrase, tokens in cut.items() if tokens != lexicon.tokens(phrase)} == {}


def test_nearly_all_names_are_in_it() -> None:
    missing = [
        name
        for name, _ in lexicon._names()
        if name not in lexicon.cut() and lexicon.tokens(name) != tuple(name.split(" "))
    ]
    assert len(missing) < 200, "run tools/cut_phrases.py"


def test_a_pipeline_can_be_made_with_the_tokenizer() -> None:
    import spacy

    texts = [
        [token.text for token in spacy.blank("en", config=TOKENIZER)(text)]
        for text in ("(Reuters): Wm. Hull", "July 3.—The army")
    ]
    assert texts == [["(", "Reuters", ")", ":", "Wm.", "Hull"], ["July", "3", ".", "—", "The", "army"]]
