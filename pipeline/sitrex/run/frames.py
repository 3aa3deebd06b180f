"""Articles in a data frame, for engines that bring their own workers (Spark, Ray, pandas)."""

from __future__ import annotations

import math
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sitrex.errors import SitrexError
from sitrex.ingest.article import Article, Failure, failure, make_article
from sitrex.ingest.reading import Reading
from sitrex.run.options import RunOptions
from sitrex.run.shard import process
from sitrex.run.totals import Totals

if TYPE_CHECKING:
    import pandas as pd


_ZONE = threading.Lock()
"""A vocabulary can forget the words of one batch at a time."""


def process_batch(frame: pd.DataFrame, *, model: str | None = None) -> pd.DataFrame:
    """Records of the articles in a data frame, one row an article, in the same order.

    The model is loaded once in each process. An article that fails has its
    reason in ``error``; nothing is raised for it. What ends a whole process is
    the engine's matter here: ``sitrex run`` bears that too.

    Args:
        frame: column ``text``, and if known ``id``, ``title``, ``published``, ``source``, ``url``; other columns
            become metadata.
        model: as in :func:`sitrex.load`.

    Returns:
        Columns ``id``, ``record`` (JSON) and ``error``, all strings or None.

    Raises:
        SitrexError: the model is missing.

    >>> import pandas as pd
    >>> done = process_batch(pd.DataFrame({"id": ["a", "b"], "text": ["Kyiv held.", " "]}))
    >>> done["error"].tolist()
    [None, 'b: the text is empty or only white space.']
    """
    import pandas as pd

    from sitrex import api

    pipeline = api.load(model)
    rows: list[tuple[str | None, str | None, str | None]] = []
    with _ZONE, pipeline.nlp.memory_zone():
        for number, row in enumerate(frame.to_dict("records"), 1):
            made = _article({str(name): _plain(value) for name, value in row.items()}, number)
            outcome = process(pipeline, made, RunOptions(), Totals()) if isinstance(made, Article) else made
            if isinstance(outcome, Failure):
                rows.append((outcome.id, None, outcome.error))
            else:
                with outcome:
                    outcome.seek(0)
                    rows.append((made.id, outcome.read().decode("utf-8").rstrip("\n"), None))
    return pd.DataFrame(rows, columns=["id", "record", "error"], dtype=object)


def _article(row: Mapping[str, Any], number: int) -> Article | Failure:
    key = str(number) if row.get("id") in (None, "") else str(row["id"])
    try:
        return make_article(row, path=key, default_id=key, reading=Reading())
    except SitrexError as problem:
        return failure(problem, path=key, article_id=key)


def _plain(value: Any) -> Any:
    """What pandas makes of a missing value or a date, as JSON has it."""
    if (
        (isinstance(value, float) and not math.isfinite(value))
        or value is None
        or type(value).__name__ in ("NaTType", "NAType")
    ):
        return None
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value
