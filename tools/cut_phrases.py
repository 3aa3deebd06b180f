"""Writes pipeline/sitrex/data/tokens.txt: the phrases of the vocabularies as the tokenizer cuts them.

Usage: cut_phrases.py ; run it after many names were added. A phrase that the file lacks is cut when sitrex starts, which
gives the same and takes a ten-thousandth of a second.
"""

from __future__ import annotations

import argparse
from unittest import mock

import _paths
from sitrex.annotate.entities import lexicon
from sitrex.flow import load
from sitrex.ingest.article import Article

TOKENS = _paths.ROOT / "pipeline" / "sitrex" / "data" / "tokens.txt"


def asked() -> list[str]:
    """The phrases that are split when sitrex starts, but for those of plain words."""
    with (
        mock.patch.object(lexicon, "cut", dict),
        mock.patch.object(lexicon, "tokens", wraps=lexicon.tokens) as tokens,
    ):
        lexicon.split.cache_clear()
        load()(Article(id="a", text="Kyiv burned."))  # some tables are made by the first text
    return sorted({call.args[0] for call in tokens.call_args_list})


def line(phrase: str) -> str:
    """A phrase with a mark where a word is cut.

    >>> line("Mi-8 of Al-Qaeda")
    'Mi-8 of Al\\x1f-\\x1fQaeda'
    """
    made = ""
    for token in lexicon.tokens(phrase):
        blank = phrase.startswith(" ", len(made.replace(lexicon.CUT, "")))
        made += (" " if blank else lexicon.CUT if made else "") + token
    return made


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    TOKENS.write_text("".join(line(phrase) + "\n" for phrase in asked()), encoding="utf-8", newline="\n")
