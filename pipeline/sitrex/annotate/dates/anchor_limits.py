"""The numbers by which anchors of dates are settled, in one table, each with what it decides.

They were set by hand on the development passages; weights that are trained on labelled text are to replace them.
"""

from __future__ import annotations

from typing import Final

NEAR_PUBLICATION: Final = 45
"""Days from the publication within which a date speaks for news."""
SEASON: Final = 120
"""Days before the publication in which all dates of an undated piece of news may lie."""
OPENING: Final = 3
"""Mentions at the head of a piece among which an anniversary makes it a history."""
TURN: Final = 6
"""Months by which a month must lie ahead of the next for the year to turn between them."""
COMPARED: Final = 2
"""Years of `a year earlier` that compare with the quarter just named."""
ONWARD: Final = 250
"""Days within which a partial date goes on with a story."""
NOT_YET: Final = 60
"""Days after the publication beyond which nothing in the past is told."""
SAME_WEEK: Final = 7
"""Days between story and publication in which `the day` is the one told."""
FAR: Final = 2
"""Years that a story may jump without being an outlier."""
AGES: Final = 20
"""Years back that only a history of long times follows."""
NEARBY: Final = 600
"""Characters within which the last full day is still the day of the story."""
OTHER_PARAGRAPH: Final = 30
"""Days by which a story told in an earlier paragraph counts as farther away."""
