"""The numbers by which a story moves on, in one table, each with what it decides; set by hand on the development passages.

What a date counts from is decided by weights (``anchor_features``), not here.
"""

from __future__ import annotations

from typing import Final

OPENING: Final = 3
"""Mentions at the head of a text among which an anniversary makes it a history."""
TURN: Final = 6
"""Months by which a month must lie ahead of the next for the year to turn between them."""
COMPARED: Final = 2
"""Years of `a year earlier` that compare with the quarter just named."""
FAR: Final = 2
"""Years that a story may jump without being an outlier."""
FAR_MONTH: Final = 10
"""Years that the last date of a text may jump where it says its month."""
AGES: Final = 20
"""Years back that only a history of long times follows."""
NEARBY: Final = 600
"""Characters within which the last full day is still the day of the story."""
