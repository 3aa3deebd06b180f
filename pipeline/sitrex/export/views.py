"""Views of an export's database: the joins that people ask for first."""

from __future__ import annotations

from typing import Final

from sitrex.export.layout import View

_NAMED: Final = {"entities": "m.canonical", "dates": "m.value", "numbers": "m.value", "units": "m.canonical"}
"""List -> the column that says what a mention was read as."""

_MENTIONS: Final = " UNION ALL ".join(
    f"SELECT m.document, d.name AS document_name, d.published, '{table}' AS list, m.id, m.label, m.text, {reading} AS reading, "  # noqa: S608 - names of the layout
    f'm."start", m."end", m.sentence_text FROM {table} m JOIN documents d ON d.id = m.document'
    for table, reading in _NAMED.items()
)

VIEWS: Final = {
    "mentions": View("Every mention with its document's title and day, and the words of its sentence.", _MENTIONS),
    "units_places": View(
        "Each unit with each place of the same sentence: side by side, which need not be together.",
        "SELECT u.document, d.name AS document_name, d.published, u.id AS unit, u.canonical AS unit_name, u.designator, u.echelon, "
        "u.country, u.status, p.id AS place, p.canonical AS place_name, p.country AS place_country, p.lat, p.lon, "
        "p.precision, u.sentence_text FROM units u JOIN documents d ON d.id = u.document "
        "JOIN entities p ON p.document = u.document AND p.sentence = u.sentence AND p.label IN ('GPE', 'LOC', 'FAC')",
    ),
    "units_dates": View(
        "Each unit with each date of the same sentence that has a calendar interval.",
        "SELECT u.document, d.name AS document_name, d.published, u.id AS unit, u.canonical AS unit_name, u.designator, u.echelon, "
        "u.country, u.status, t.id AS date, t.text AS date_text, t.begin, t.end_date, t.granularity, u.sentence_text "
        "FROM units u JOIN documents d ON d.id = u.document "
        "JOIN dates t ON t.document = u.document AND t.sentence = u.sentence AND t.begin IS NOT NULL",
    ),
    "units_superiors": View(
        "Each unit with the superior that its mention names, and that superior's own mention where there is one.",
        "SELECT u.document, d.name AS document_name, d.published, u.id AS unit, u.canonical AS unit_name, u.parent_text, "
        "s.id AS superior, s.canonical AS superior_name, u.sentence_text FROM units u "
        "JOIN documents d ON d.id = u.document LEFT JOIN units s ON s.document = u.document AND s.id = u.parent_ref "
        "WHERE u.parent_text IS NOT NULL",
    ),
    "losses": View(
        "Each figure of harm with whom it befell, the side, who says so, the place and the day.",
        "SELECT n.document, d.name AS document_name, d.published, n.id AS number, n.text, n.value, n.low, n.high, n.modifier, n.outcome, "
        "n.of_text, coalesce(e.canonical, n.side) AS side, n.status, n.said_by_text, p.canonical AS place, p.lat, p.lon, "
        "t.text AS date_text, t.begin, t.end_date, n.sentence_text FROM numbers n JOIN documents d ON d.id = n.document "
        "LEFT JOIN entities e ON e.document = n.document AND e.id = n.side "
        "LEFT JOIN entities p ON p.document = n.document AND p.id = n.at "
        'LEFT JOIN dates t ON t.document = n.document AND t.id = n."when" WHERE n.outcome IS NOT NULL',
    ),
}
"""Name of a view -> what it shows."""
