"""What all annotators share of a text: the view that they read it through, the tape that it is cut into."""

from typing import TypeAlias

Span: TypeAlias = tuple[int, int]
"""Where something stands in a text: half-open, in code points; of a tape, in tokens."""
