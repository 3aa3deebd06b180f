"""Which language a text is in."""

from __future__ import annotations

from typing import Final

_SAMPLE: Final = 2_000
"""Characters that are looked at; longer texts gain nothing."""
_LEAST: Final = 200
"""Letters below which there is no verdict: short English notes would be called Norwegian or Fulah."""

_CLEAR: Final = 0.2
"""By how much a character another language must be likelier than English: notes in abbreviations are no Nigerian Pidgin, whose
texts have .8 and more, other languages' 1 to 5.
"""


def identify(text: str) -> str | None:
    """ISO 639-1 code of the text's language, by py3langid; None of a text too short to tell.

    >>> identify("Die Brigade hielt die Stadt bis zum Abend, dann zog sie sich über den Fluss zurück. " * 4)
    'de'
    >>> identify("ATTACK ON HQ 1 KIA 2 WIA GRID 38SMB AT 0300D. " * 9)
    'en'
    >>> identify("The 3rd Brigade left Izium.")
    """
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _LEAST:
        return None

    import py3langid  # 200 ms to import

    ranked = dict(py3langid.rank(sample))
    found = max(ranked, key=ranked.__getitem__)
    return str(found) if ranked[found] - ranked["en"] > _CLEAR * len(sample) else "en"
