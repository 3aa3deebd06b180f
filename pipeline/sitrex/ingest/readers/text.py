"""Plain text and Markdown, with front matter; a date that its own first lines state."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any, ClassVar, Final

from sitrex.errors import SitrexError
from sitrex.ingest.article import Article, Raw, make_article
from sitrex.ingest.decode import decode
from sitrex.ingest.reading import Reading
from sitrex.vocab import read_table

_FENCE: Final = "---"
_HEAD: Final = 1_500
"""Code points at the beginning of a text in which a by-line or dateline may stand."""
_LINES: Final = 8
_ENTRIES: Final = 100_000
"""Code points at the beginning of a text in which a second day at the head of its lines shows a diary."""
_LETTERHEAD: Final = 100
"""Code points of a letterhead's line at most."""
_DATE: Final = r"(?P<date>\d{1,2}(?:st|nd|rd|th)?\s+[^\W\d_]{3,12}\.?,?\s+\d{4}|[^\W\d_]{3,12}\.?\s+\d{1,2},?\s+\d{4}|\d{4}-\d{2}-\d{2})"
_WEEKDAY: Final = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.?),?\s+"
_BYLINE: Final = re.compile(rf"\s*(?:By|BY|From|FROM)\s+[A-Z][^\n,]{{2,60}}[,|·–—-]\s*{_DATE}\s*$")
_WRITER: Final = re.compile(r"\s*(?:By|BY|From|FROM)\s+[A-Z][^\n,]{2,60}$")
_TIME: Final = r"(?:,?\s+(?:at\s+)?\d{1,2}[:.]\d{2}[^\n]{0,16})?"
_BELOW: Final = re.compile(rf"\s*(?:{_WEEKDAY})?{_DATE}{_TIME}\s*$", re.IGNORECASE)
"""`3 May 2022` on the line below its writer."""
_STATED: Final = re.compile(
    rf"""\s*(?:for\ immediate\ release|(?:(?:first\ )?published|posted|released|issued|dated)(?:\s+on)?
        |(?:(?:release|publication|issue|report)\ )?date(?:\ (?:published|posted|released|issued|of\ (?:release|publication|issue|report)))?
        )\s*:?\s*(?:{_WEEKDAY})?{_DATE}{_TIME}\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
"""`Published: 3 May 2022`, `Posted on Tuesday, May 3, 2022 14:05`, `RELEASE DATE: 3 MAY 2022`."""
_DAYLINE: Final = re.compile(rf"\s*{_WEEKDAY}{_DATE}{_TIME}\s*$")
"""`Tuesday, May 3, 2022` on a line of its own."""
_RELEASE: Final = re.compile(
    r"\b(?:(?:press|news|media)[ -]releases?|for immediate release|release (?:no\b|number|#)|(?:press|media) (?:statement|advisory))",
    re.IGNORECASE,
)
"""What the letterhead of a release says, among whose lines its day stands alone."""
_AGENCY: Final = r"(?:\s*\([^()\n]{2,30}\))?"
_LAND: Final = r"(?:,\s*[A-Z][\w .]{1,30})?"
_DATELINE: Final = re.compile(rf"\s*[A-Z][A-Z .'’/-]{{2,40}}{_LAND}{_AGENCY},\s*{_DATE}\s*(?:\(|--?|–|—|:)")
"""`KYIV, May 3, 2022 (Agency) —`, `KYIV (AP), 3 May 2022 -`, `BAKU/YEREVAN, Oct 17, 2020 (Agency) -`."""
_SMALL_DATELINE: Final = re.compile(
    rf"\s*(?P<place>[A-Z][\w'’-]{{1,30}}(?:[ /][A-Z][\w'’-]{{1,30}}){{0,3}}){_LAND}{_AGENCY},\s*{_DATE}\s*(?:\([^()\n]{{2,30}}\)\s*)?"
    rf"(?:--?|–|—)\s(?!\s*{_DATE.replace('?P<date>', '?:')})"
)
"""`Kyiv, 3 May 2022 —`; not `Operation Overlord, June 6, 1944 —`, nor a life: `Jane Doe, 3 May 1920 – 4 June 1999`."""
_STATING: Final = (
    ("byline", _BYLINE),
    ("byline", _STATED),
    ("dateline", _DAYLINE),
    ("dateline", _DATELINE),
    ("dateline", _SMALL_DATELINE),
)
_OF_DIARIES: Final = (_DAYLINE, _SMALL_DATELINE)


def read_text(raw: Raw, reading: Reading) -> Article:
    """An article from a text file: front matter is taken off before the text exists; a sidecar wins over it."""
    row, body = split_front_matter(decode(raw.data, raw.path), raw.path)
    return text_article(raw, reading, reading.row(row), body, "front_matter")


def text_article(raw: Raw, reading: Reading, row: dict[str, Any], body: str, said_by: str, **dates: object) -> Article:
    """The article of a document whose text is ``body`` and that says ``row`` of itself; what was said of it wins."""
    said = dict(raw.said)
    stated = {said_by: row.pop("published", None), raw.said_by: said.pop("published", None)}
    return make_article(
        row | said | {"text": body},
        path=raw.path,
        default_id=raw.id,
        reading=reading,
        dates={**first_lines(body), **dates, **{k: v for k, v in stated.items() if v is not None}},
    )


def split_front_matter(text: str, path: str) -> tuple[dict[str, Any], str]:
    r"""Front matter (YAML between two ``---`` lines at the very start) and the text after it.

    >>> split_front_matter("---\npublished: 2024-05-01\n---\nBody", "a.md")
    ({'published': '2024-05-01'}, 'Body')
    """
    lines = text[:_FRONT].splitlines(keepends=True)
    if not lines or lines[0].strip() != _FENCE:
        return {}, text
    end = next((number for number, line in enumerate(lines[1:], 1) if line.strip() == _FENCE), None)
    if end is None:
        return {}, text  # a rule at the top of the page, not front matter
    row = _yaml("".join(lines[1:end]), path)
    if row is None:
        return {}, text  # a paragraph between two rules
    return row, text[sum(map(len, lines[: end + 1])) :]


_FRONT: Final = 100_000
"""Characters that front matter may have."""


def _yaml(text: str, path: str) -> dict[str, Any] | None:
    """The fields of front matter; None if it is prose. Raises SitrexError ``front-matter``."""
    import yaml

    text = _ESCAPED.sub(r"\1", text)
    try:
        row = yaml.load(text, _loader())  # noqa: S506 - a safe one
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        quoted = _COLON_WITHIN.sub(lambda line: f"{line[1]}: {json.dumps(line[2], ensure_ascii=False)}", text)
        try:
            row = yaml.load(quoted, _loader())  # noqa: S506
        except (yaml.YAMLError, ValueError, RecursionError):
            raise SitrexError("front-matter", path=path, reason=" ".join(str(problem).split())[:200]) from None
    if row is None:
        return {}
    if isinstance(row, str):
        return None
    if not isinstance(row, dict) or "text" in row:
        found = "a field 'text'" if isinstance(row, dict) else f"{type(row).__name__} {str(row)[:60]!r}"
        raise SitrexError("front-matter", path=path, reason=f"it holds {found}")
    return {str(name): _plain(value) for name, value in row.items()}


@cache
def _loader() -> Any:
    """YAML's safe loader, without references, which unfold without end, and without dates, which are read as others are."""
    import yaml

    class Loader(yaml.SafeLoader):  # type: ignore[misc]
        yaml_implicit_resolvers: ClassVar = {
            first: [(tag, pattern) for tag, pattern in known if not tag.endswith(":timestamp")]
            for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }

        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.AliasEvent):
                raise yaml.YAMLError("it refers to itself")
            return super().compose_node(parent, index)

    return Loader


_COLON_WITHIN: Final = re.compile(r"""^(\w[\w -]*): +([^\s'"\[{|>&*!#][^\n]*: [^\n]*)$""", re.MULTILINE)
"""A value with a colon of its own, as people write titles: `title: Izium: the fall`."""
_ESCAPED: Final = re.compile(r"\\([_*#~`\[\]()<>])")
"""What Markdown writers escape, and YAML does not know."""


def _plain(value: Any) -> Any:
    """What YAML makes as JSON has it."""
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def first_lines(text: str) -> dict[str, str]:
    r"""What a by-line or a dateline among the first lines states, by the names of ``PUBLISHED_FROM``.

    >>> first_lines("Izium falls\nBy Oksana Petrenko, 3 May 2022\nThe brigade left.")
    {'byline': '3 May 2022'}
    """
    found: dict[str, str] = {}
    lines, above = text[:_HEAD].splitlines()[:_LINES], ""
    released = any(_RELEASE.search(line) for line in lines if len(line) < _LETTERHEAD)
    for line in lines:
        for name, pattern in _STATING:
            stated = None if name in found else _stated(line, pattern)
            if stated is not None and not (pattern in _OF_DIARIES and _diary(text, pattern)):
                found[name] = stated["date"]
        if "byline" not in found and (lone := _lone_day(line, above, text, released=released)):
            found["byline"] = lone
        above = line if line.strip() else above
    return found


def _lone_day(line: str, above: str, text: str, *, released: bool) -> str | None:
    """The day that is all of a line, below a writer or in a letterhead of a release that is no list of several."""
    signed = _WRITER.match(above[:200]) is not None
    stated = _stated(line, _BELOW) if signed or released else None
    return stated["date"] if stated is not None and (signed or not _diary(text, _BELOW)) else None


def _diary(text: str, pattern: re.Pattern[str]) -> bool:
    """Whether more than one line is such a day: each entry has its own."""
    return sum(_stated(line, pattern) is not None for line in text[:_ENTRIES].splitlines()) > 1


def _stated(line: str, pattern: re.Pattern[str]) -> re.Match[str] | None:
    stated = pattern.match(line[:200])
    named = stated.groupdict().get("place", "") if stated is not None else ""
    return None if named and not _events().isdisjoint(named.split()) else stated


@cache
def _events() -> frozenset[str]:
    """Words of the names of events, which are no places."""
    rows = read_table("entities/heads.tsv", ("label", "side", "words"))
    return frozenset(word for row in rows if row["label"] == "EVENT" for word in row["words"].split(";")) | {"Day"}
