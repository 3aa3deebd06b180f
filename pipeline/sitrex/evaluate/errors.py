"""What evaluation refuses."""

from __future__ import annotations

from sitrex.errors import SitrexError


class EvaluationError(SitrexError):
    """Files, records or names that cannot be evaluated; the message says which and what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__("usage", reason=reason)
