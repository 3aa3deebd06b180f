"""Date spans of other people's data made comparable: a leading ``the`` or possessive is left out on both sides."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_LEADING = re.compile(r"(?:the|its|his|her|their|our|my|your|whose|\w+['’]s)\s+(?=\S)", re.IGNORECASE)


def without_determiners(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record with the dates that begin with ``the`` or a possessive starting after it.

    TIMEX guidelines differ in whether a determiner belongs to a span; scores on
    such data say nothing of the extractor before this is evened out.

    >>> date = {"start": 10, "end": 22, "text": "the same day", "label": "DATE"}
    >>> without_determiners({"dates": [date]})["dates"]
    [{'start': 14, 'end': 22, 'text': 'same day', 'label': 'DATE'}]
    """
    return dict(record) | {"dates": [_shortened(mention) for mention in record["dates"]]}


def _shortened(mention: Mapping[str, Any]) -> dict[str, Any]:
    leading = _LEADING.match(mention["text"])
    if leading is None:
        return dict(mention)
    cut = leading.end()
    return dict(mention) | {"start": mention["start"] + cut, "text": mention["text"][cut:]}
