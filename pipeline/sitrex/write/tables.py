"""Records as a pandas DataFrame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sitrex.record.model import MENTION_TYPES, Record

if TYPE_CHECKING:
    import pandas as pd


def to_dataframe(records: Iterable[Record | Mapping[str, Any]]) -> pd.DataFrame:
    """One row a mention: ``document``, ``list``, then every field of the mention.

    Fields that a list does not have are missing values; ``parent`` is an object.

    >>> import sitrex
    >>> frame = to_dataframe([sitrex.extract("The 47th Brigade lost 3 tanks.", id="a")])
    >>> frame[frame["list"] == "units"][["document", "text", "designator"]].values.tolist()
    [['a', '47th Brigade', '47']]
    """
    import pandas as pd  # 300 ms to import

    rows = []
    for record in records:
        row = record.to_json() if isinstance(record, Record) else record
        for name in MENTION_TYPES:
            rows += [{"document": row["document"]["id"], "list": name, **mention} for mention in row[name]]
    columns = ["document", "list"]
    for kind in MENTION_TYPES.values():
        columns += [f for f in kind.__dataclass_fields__ if f not in columns]
    return pd.DataFrame(rows, columns=columns)
