"""What evaluation refuses."""

from __future__ import annotations


class EvaluationError(ValueError):
    """Files, records or names that cannot be evaluated; the message says which and what to do."""
