"""HTML and XHTML pages, and pages saved with all their parts (.mht): main text, and what metadata say of it.

A page's date is what its metadata state: JSON-LD and ``meta`` elements, their publication date before that of the last
change; then, as weaker ones, a ``time`` element and the address. Dates in prose are never taken.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sitrex.errors import SitrexError
from sitrex.ingest.article import Article, Raw
from sitrex.ingest.dates import read_date
from sitrex.ingest.decode import decode_markup
from sitrex.ingest.limits import check_markup
from sitrex.ingest.readers.mail import parse_mail, payload
from sitrex.ingest.readers.markup import markup_text
from sitrex.ingest.readers.text import text_article
from sitrex.ingest.reading import Reading

_PUBLISHED: Final = (
    "article:published_time",
    "article:published",
    "article.published",
    "og:published_time",
    "og:article:published_time",
    "published_time",
    "publish_date",
    "published-date",
    "datepublished",
    "date_published",
    "publishdate",
    "pubdate",
    "publication_date",
    "publish-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "originalpublicationdate",
    "parsely-pub-date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "citation_publication_date",
    "citation_date",
    "date",
)
_DATES: Final = 8
"""Values of one place that are looked at for a date."""
_CHANGED: Final = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")
_MARKED: Final = frozenset({"datepublished", "datemodified"})
"""Properties of any element that are days."""
_MONTHS: Final = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_IN_ADDRESS: Final = re.compile(
    rf"""/(?P<year>(?:19|20)\d\d)(?:
        [/-](?P<month>0?[1-9]|1[0-2]|{_MONTHS})[/-](?P<day>0?[1-9]|[12]\d|3[01])(?=[/?\#-]|$)
        |[/-]?(?P<month2>0[1-9]|1[0-2])[/-]?(?P<day2>0[1-9]|[12]\d|3[01])(?=[/?\#]|$)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
"""``/2022/05/03/``, ``/2022/may/03/``, ``/2022-05-03-``, ``/20220503/``, ``/2022-05/03/``."""
_BEFORE_DATA: Final = re.compile(r"(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?|<!--")
_BEHIND_DATA: Final = re.compile(r"(?:(?://|/\*)\s{0,8})?(?:\]\]>|-->)\s{0,8}(?:\*/)?\Z")
"""What keeps old browsers from reading a script as text."""
_TAIL: Final = 40
_LAST_COMMA: Final = re.compile(r",(?=\s*[}\]])")
_BREAKS: Final = re.compile(r"(?:<br\s*/?>\s*){3,}", re.IGNORECASE)
_DECLARATION: Final = re.compile(r"\A\s*<\?xml[^>]*\?>")
_TAG: Final = re.compile(r"""<([a-zA-Z][\w:-]*+)((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>""")
_SOUND: Final = re.compile(r"""(?:[^<>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+|["'])*+""")
"""Attributes, where quotes stand only around values; with others, text may lie among them."""
_LONG_TAG: Final = 4_000
"""Characters from which a tag loses its attributes: parsers take quadratic time over thousands of them."""
_PAGE: Final = 8_000_000
"""Characters that a page may have without such attributes (pictures and the like)."""
_EXTRACTED: Final = 50_000
"""Tags of a page from which its text is taken without looking for the main part: that takes quadratic time."""
_ATTRIBUTES: Final = 2_000_000
"""Characters of attributes from which the same is done."""
_LD_LIMIT: Final = 1_000_000
_TITLES: Final = ("og:title", "dc.title", "twitter:title")


def read_html(raw: Raw, reading: Reading) -> Article:
    """The article of a page: main text, title, address and site as trafilatura finds them, the date as stated."""
    check_markup(raw.data, raw.path)
    return page_article(raw, reading, decode_markup(raw.data, raw.path))


def read_mht(raw: Raw, reading: Reading) -> Article:
    """The article of the page in a web archive (MHTML, RFC 2557); its own header tells when it was saved, no more."""
    message = parse_mail(raw.data, raw.path)
    page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    if page is None:
        raise SitrexError("article-no-main", path=raw.path)
    data = payload(page)
    check_markup(data, raw.path)
    address = message.get("Snapshot-Content-Location") or page.get("Content-Location")
    charset = page.get_content_charset() or ""
    try:
        html = data.decode(charset)
    except (LookupError, ValueError):
        html = decode_markup(data, raw.path)
    return page_article(raw, reading, html, str(address) if address else None)


def page_article(raw: Raw, reading: Reading, html: str, address: str | None = None) -> Article:
    """The article of a page's markup."""
    import trafilatura  # 300 ms to import

    html, attributes = _lean(_DECLARATION.sub("", html))
    if len(html) > _PAGE:
        raise SitrexError("input-too-large", path=raw.path, limit=_PAGE)
    stated = metadata(html)
    if html.count("<") > _EXTRACTED or attributes > _ATTRIBUTES:
        body: str | None = markup_text(html)
    else:
        tree = trafilatura.load_html(html)
        found = trafilatura.bare_extraction(tree, include_comments=False) if tree is not None else None
        body = getattr(found, "text", None)
    if not body:
        raise SitrexError("article-no-main", path=raw.path)
    row = {
        "title": stated.get("title"),
        "url": address or stated.get("url"),
        "source": stated.get("site"),
        **({"author": stated["author"]} if stated.get("author") else {}),
    }
    known = raw.said.get("url") or row["url"]
    dates = {name: stated.get(name) for name in ("json_ld", "meta", "time_element")}
    if known and (day := _day_in(str(known))):
        dates["address"] = day
    return text_article(raw, reading, row, body, "meta", **dates)


def _day_in(address: str) -> str | None:
    """The day that an address states, YYYY-MM-DD.

    >>> _day_in("https://example.org/2022/May/3/izium")
    '2022-05-03'
    """
    if (found := _IN_ADDRESS.search(address)) is None:
        return None
    month = (found["month"] or found["month2"]).lower()
    number = int(month) if month.isdecimal() else _MONTHS.split("|").index(month) + 1
    return f"{found['year']}-{number:02}-{int(found['day'] or found['day2']):02}"


def _lean(html: str) -> tuple[str, int]:
    """The page without what costs parsers much and says nothing: long tags' attributes, long runs of breaks. And how long all
    its attributes are.
    """
    size = 0

    def short(tag: re.Match[str]) -> str:
        nonlocal size
        length = len(tag[2])
        if length > _LONG_TAG and tag[1].lower() not in ("meta", "link") and _SOUND.fullmatch(tag[2]):
            return f"<{tag[1]}>"
        size += length
        return tag[0]

    return _TAG.sub(short, _BREAKS.sub("<br><br>", html)), size


def metadata(html: str) -> dict[str, str]:
    """What a page's metadata say: ``title``, ``url``, ``site``, ``author``, and the dates ``json_ld``, ``meta``,
    ``time_element`` as they stand.
    """
    from lxml import html as markup

    try:
        tree = markup.fromstring(html.encode("utf-8", "replace"), parser=markup.HTMLParser(encoding="utf-8"))
    except (ValueError, AssertionError, markup.etree.ParserError):
        return {}
    metas = _metas(tree)
    linked = list(_linked_data(tree))
    said = _stated_dates(tree, metas, linked)
    heading = next((e.text_content() for e in tree.iter("title") if e.text_content().strip()), "")
    canonical = next((e.get("href") for e in tree.iter("link") if e.get("rel") == "canonical" and e.get("href")), None)
    author = metas.get("author") or next((_name(e.get("author")) for e in linked if e.get("author")), "")
    for key, value in {
        "title": next((metas[t] for t in _TITLES if t in metas), heading),
        "url": canonical or metas.get("og:url"),
        "site": metas.get("og:site_name"),
        "author": author,
    }.items():
        if value and value.strip():
            said[key] = " ".join(value.split())
    return said


def _metas(tree: Any) -> dict[str, str]:
    """What the ``meta`` elements say, by their names in lower case, and the days that other elements are marked as."""
    metas: dict[str, str] = {}
    for element in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if (key := element.get(attribute)) and (value := element.get("content")):
                metas.setdefault(key.strip().lower(), value.strip())
    for element in tree.iterfind(".//*[@itemprop]"):
        key = element.get("itemprop").strip().lower()
        if key in _MARKED and element.tag != "meta":
            metas.setdefault(key, _value(element, "content", "datetime"))
    return metas


def _stated_dates(tree: Any, metas: Mapping[str, str], linked: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """``json_ld``, ``meta``, ``time_element`` as they stand; the days of changes only where none of publication is stated."""
    said: dict[str, str] = {}
    for name, keys in (("datePublished", _PUBLISHED), ("dateModified", _CHANGED)):
        values = [value for entry in linked if isinstance(value := entry.get(name), str)]
        for origin, stated in (("json_ld", values), ("meta", [metas[key] for key in keys if key in metas])):
            if stated:
                said[origin] = _first_date(stated)
        if said:
            break
    times = (_value(element, "datetime") for element in tree.iter("time") if not _beside_article(element))
    if shown := list(itertools.islice(filter(None, times), _DATES)):
        said["time_element"] = _first_date(shown)
    return said


def _value(element: Any, *attributes: str) -> str:
    """The first of the attributes that an element has, else its words."""
    stated = next(filter(None, map(element.get, attributes)), None)
    return str(stated or element.text_content()).strip()


def _first_date(stated: Sequence[str]) -> str:
    """The first that is a date, not `3 hours ago`; the first of all where none is."""
    return next(filter(_is_date, itertools.islice(stated, _DATES)), stated[0])


def _is_date(value: str) -> bool:
    try:
        read_date(value, "")
    except SitrexError as problem:
        return problem.code == "date-two-readings"
    return True


def _beside_article(element: Any) -> bool:
    """Whether an element stands in what a page has around its article: a menu, a list of other articles."""
    return next(element.iterancestors("nav", "aside", "footer"), None) is not None


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects of a page, those of a graph one by one."""
    for script in tree.iter("script"):
        media = (script.get("type") or "").partition(";")[0].strip().lower()
        if media != "application/ld+json" or not script.text or len(script.text) > _LD_LIMIT:
            continue
        text = script.text.strip()
        begin, end = _BEFORE_DATA.match(text), _BEHIND_DATA.search(text, max(0, len(text) - _TAIL))
        data = _json(text[begin.end() if begin else 0 : end.start() if end else len(text)])
        for entry in data if isinstance(data, list) else [data]:
            if isinstance(entry, dict):
                yield entry
                for inner in (entry.get("@graph"), entry.get("mainEntity")):
                    yield from (e for e in (inner if isinstance(inner, list) else [inner]) if isinstance(e, dict))


def _json(text: str) -> Any:
    """JSON as pages have it: with line ends in its strings, and commas behind the last of a list; None where it is none."""
    for written in (text, _LAST_COMMA.sub("", text)):
        try:
            return json.loads(written, strict=False)
        except (ValueError, RecursionError):
            pass
    return None


def _name(author: Any) -> str:
    if isinstance(author, list):
        return ", ".join(filter(None, map(_name, author[:10])))
    name = author.get("name") if isinstance(author, dict) else author
    return name if isinstance(name, str) else ""
