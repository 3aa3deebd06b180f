"""Which language a text is in."""

from __future__ import annotations

from typing import Final

_SAMPLE: Final = 2_000
"""Characters that are looked at; longer texts gain nothing."""
_LEAST: Final = 200
"""Letters below which there is no verdict: short English notes would be called Norwegian or Fulah."""


def identify(text: str) -> str | None:
    """ISO 639-1 code of the text's language, by py3langid; None of a text too short to tell.

    >>> identify("Die Brigade hielt die Stadt bis zum Abend, dann zog sie sich über den Fluss zurück. " * 4)
    'de'
    >>> identify("The 3rd Brigade left Izium.")
    """
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _LEAST:
        return None

    import py3langid  # 200 ms to import

    return str(py3langid.classify(sample)[0])
