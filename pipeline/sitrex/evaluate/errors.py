"""What evaluation refuses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sitrex.errors import SitrexError


class EvaluationError(SitrexError):
    """Files, records or names that cannot be evaluated; the message says which and what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__("usage", reason=reason)


@contextmanager
def valid_records(identifier: str) -> Iterator[None]:
    """What trips over a malformed record inside becomes an :class:`EvaluationError` that names the document.

    Records are not held against their schema before they are scored, which
    would take longer than scoring them.
    """
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        what = f"{type(error).__name__}: {error}"
        raise EvaluationError(
            f"document {identifier!r}: gold or record is not valid ({what}); sitrex validate says where"
        ) from error
