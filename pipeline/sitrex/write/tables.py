"""Records as a pandas DataFrame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sitrex.errors import SitrexError
from sitrex.record.earlier import completed
from sitrex.record.model import MENTION_TYPES, Record

if TYPE_CHECKING:
    import pandas as pd


def to_dataframe(records: Iterable[Record | Mapping[str, Any]], table: str | None = None) -> pd.DataFrame:
    """One row a mention, or one of the tables of an export.

    Args:
        records: records as objects or JSON types.
        table: ``documents``, ``entities``, ``dates``, ``numbers`` or ``units``, with the columns that ``sitrex export``
            gives it, the words of the sentence among them. Without it, the mentions of all lists: ``document``,
            ``list``, then every field of the mention; those that a list does not have are missing values, and
            ``parent`` is an object.

    Raises:
        SitrexError: there is no such table.

    >>> import sitrex
    >>> record = sitrex.extract("The 47th Brigade lost 3 tanks.", id="a")
    >>> frame = to_dataframe([record], "units")
    >>> frame[["document", "text", "designator", "sentence_text"]].values.tolist()
    [['a', '47th Brigade', '47', 'The 47th Brigade lost 3 tanks.']]
    >>> to_dataframe([record])["list"].tolist()
    ['numbers', 'units']
    """
    import pandas as pd  # 300 ms to import

    given = (record.to_json() if isinstance(record, Record) else completed(record) for record in records)
    if table is not None:
        from sitrex.export.layout import FAILURES, batches, layout

        tables = [name for name in layout() if name != FAILURES]
        if table not in tables:
            raise SitrexError("table-unknown", table=table, tables=", ".join(tables))
        rows = [row for part in batches(given) for row in part[table]]
        return pd.DataFrame(rows, columns=[column.name for column in layout()[table]])
    mentions = []
    for row in given:
        for name in MENTION_TYPES:
            mentions += [{"document": row["document"]["id"], "list": name, **mention} for mention in row[name]]
    columns = ["document", "list"]
    for kind in MENTION_TYPES.values():
        columns += [f for f in kind.__dataclass_fields__ if f not in columns]
    return pd.DataFrame(mentions, columns=columns)
