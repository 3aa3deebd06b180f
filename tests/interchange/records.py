"""A gold record that uses all that an interchange has to keep."""

from __future__ import annotations

import hashlib

from sitrex.interchange.labelled import FIELDS
from sitrex.validate.invariants import check

TEXT = (
    "🚀 Colonel Ivan Petrenko of the 3rd Battalion, 47th\nMechanized Brigade left Pokrovsk on 5–7 November 2025.\r\n"
    "Petrenko, 45, said the 47th lost more than 1,200 men, 12 km\tfrom Kyiv. 26Nov Kyiv\n"
)


def gold_record(identifier="reports/a b.txt"):
    """A record that uses every list, links of all kinds, an optional mention, a span over a line end."""
    rows = {
        "entities": [
            ("Ivan Petrenko", "PERSON", {"title": "Colonel", "cluster": 0}),
            ("Pokrovsk", "GPE", {"country": "UA", "admin1": "Donetsk Oblast", "lat": 48.28, "lon": 37.18}),
            ("Petrenko", "PERSON", {"canonical": "Ivan Petrenko", "cluster": 0}),
            ("Kyiv", "GPE", {"geonameid": 703448, "optional": True}),
        ],
        "dates": [
            ("5", "DATE", {"value": "2025-11-05", "begin": "2025-11-05", "end_date": "2025-11-05", "range": 0}),
            ("7 November 2025", "DATE", {"value": "2025-11-07", "granularity": "day", "range": 0}),
            ("26Nov", "DATE", {"value": "2025-11-26", "anchor": "published"}),
        ],
        "numbers": [
            ("45", "CARDINAL", {"value": 45.0}),
            (
                "more than 1,200",
                "CARDINAL",
                {"value": 1200.0, "low": 1200.0, "modifier": "more_than", "status": "claimed", "outcome": "casualties"}
                | {"said_by": {"ref": "e3", "text": "Petrenko"}, "of": {"ref": None, "text": "men"}}
                | {"side": "UA", "at": "e2", "when": "d1"},
            ),
            ("12 km", "QUANTITY", {"value": 12.0, "unit": "km", "unit_text": "km", "value_si": 12000.0}),
        ],
        "units": [
            ("3rd Battalion", "UNIT", {"designator": "3", "echelon": "battalion", "parent": 1, "status": "stated"}),
            ("47th\nMechanized Brigade", "UNIT", {"designator": "47", "echelon": "brigade", "cluster": 1}),
            ("47th", "UNIT", {"designator": "47", "cluster": 1, "canonical": '47th "Magura" Brigade'}),
        ],
    }
    record = {
        "schema_version": "1.0.0",
        "document": dict.fromkeys(("source", "title", "url"))
        | {"id": identifier, "published": "2025-11-27", "language": "en", "metadata": {"k": [1]}}
        | {"sha256": hashlib.sha256(TEXT.encode()).hexdigest(), "characters": len(TEXT)},
        "text": TEXT,
        "sentences": [[0, 98], [100, len(TEXT)]],
    }
    for name, listed in rows.items():
        position, built = 0, []
        for number, (surface, label, fields) in enumerate(listed, 1):
            start = position = TEXT.index(surface, position)
            position += len(surface)
            row = {"id": f"{name[0]}{number}", "start": start, "end": position, "text": surface, "label": label}
            row |= {"sentence": 0 if start < 100 else 1} | FIELDS[name] | fields
            if "cluster" in row:
                row["canonical"] = row["canonical"] or surface
                row["cluster"] = row["id"] if row["cluster"] is None else f"{name[0]}{row['cluster'] + 1}"
            if row.get("range") is not None:
                row["range"] = f"d{row['range'] + 1}"
            if row.get("parent") is not None:
                above = {"designator": "47", "name": None, "branch": "mechanized_infantry", "echelon": "brigade"}
                corps = dict.fromkeys(above) | {"text": "9th Corps", "ref": None, "parent": None}
                row["parent"] = {"ref": "u2", "text": "47th\nMechanized Brigade", **above, "parent": corps}
            built.append(row)
        record[name] = built
    record["annotation"] = {"method": "human", "passes": 2, "guidelines": "1"}
    check(record, "gold")
    return record
