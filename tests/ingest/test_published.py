"""What a document says of its own date, and what is not taken for that."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from tests.ingest.readings import only, put, read

from sitrex.errors import SitrexError
from sitrex.ingest.dates import read_date
from sitrex.ingest.readers.html import metadata

REPORTED = Path(__file__).parents[3] / "shared" / "data" / "reported-cases.jsonl"
PARAGRAPHS = "".join(
    f"<p>{words}</p>"
    for words in (
        "The 14th Mechanized Brigade held both bridges over the Sorna until Friday night, its staff said.",
        "Some 300 men crossed the river in small boats before dawn and lost nine trucks on the far bank.",
        "Engineers expect the southern bridge to bear lorries again within three days.",
    )
)
YEARS = "<p>The regiment fought here in 1914, in 1915 and again in 1916, as its diary of 1917 says.</p>"
TEXT = "The 14th Mechanized Brigade held both bridges over the Sorna until Friday night.\n"
OTHER_YEARS = "The regiment fought here in 1914, in 1915 and again in 1916, as its diary of 1917 says.\n"


def page(head: str = "", body: str = PARAGRAPHS) -> str:
    return f"<html><head><title>Bridges</title>{head}</head><body><article>{body}</article></body></html>"


def linked(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def time(value: str) -> str:
    return f'<p><time datetime="{value}">then</time></p>{PARAGRAPHS}'


ADDRESS = '<link rel="canonical" href="https://courier.example/2023/07/04/bridges">'


@pytest.mark.parametrize(
    "value",
    [
        "2023-07-08",
        "2023-07-08T23:30:00Z",
        "2023-07-08T23:30:00.123456-07:00",
        "2023-07-08 23:30:00 UTC",
        "2023-7-8",
        "2023/07/08",
        "20230708",
        "20230708T101010Z",
        "2023-W27-6",
        "08 July 2023",
        "8th of July 2023",
        "July 8, 2023",
        "Jul 8, 2023 3:04pm",
        "Sat, 08 Jul 2023 23:30:00 -0700",
        "Sat, 8 Jul 2023 00:30:00 +1200 (NZST)",
        "Sat Jul 08 14:05:06 +0000 2023",
        "Sat Jul 08 2023 07:15:00 GMT+0200 (CEST)",
        "2:00 PM EDT, Sat July 8, 2023",
        "8 July 2023 14:00 +0300",
        "8 July 2023 +0300",
        "8 July 2023 MSK",
        "8 July 2023 at 2 pm",
        "08.07.2023 14:00",
        "8-Jul-2023",
        "8 juillet 2023",
        "le 8 juillet 2023 à 14h30",
        "Samstag, 8. Juli 2023, 14:30 Uhr",
        "8 июля 2023 г.",
        "суббота, 8 июля 2023, 14:30",
        "8 липня 2023 року",
        "8 lipca 2023",
        "sábado, 8 de julio de 2023",
        "8 de julho de 2023",
        "8 luglio 2023",
        "8 juli 2023",
        "8 Temmuz 2023",
        "2023年7月8日",
        "٨ يوليو ٢٠٢٣",
        "8 ביולי 2023",
        "1688850000",
        "1688850000000",
        1688850000,
        1688850000.5,
    ],
)
def test_date_in_any_usual_form(value: object) -> None:
    assert read_date(value, "a", day_first=True) == datetime.date(2023, 7, 8)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("3 May 2022 14:00 +0300", "2022-05-03"),
        ("24.10.2023", "2023-10-24"),
        ("13/07/2023", "2023-07-13"),
        ("07/13/2023", "2023-07-13"),
        ("05.05.2023", "2023-05-05"),
        ("24 October 1914", "1914-10-24"),
        ("8 sept. 2023", "2023-09-08"),
    ],
)
def test_date_with_one_reading(value: str, day: str) -> None:
    assert read_date(value, "a").isoformat() == day


@pytest.mark.parametrize(
    "value",
    [
        "8/7/23",
        "08.07.23",
        "8 July 23",
        "Jul 8 '23",
        "23-07-08",
        "Tue, 03 May 22 14:00:00 GMT",
        "Tue, 3 May 14 23:30:00 +0000",
        "2023",
        "July 2023",
        "2023-07",
        "yesterday",
        "2 days ago",
        "now",
        "2023-13-01",
        "2023-02-30",
        "31 February 2023",
        "3 May 2022 - 5 May 2022",
        "12 Brigade 2023",
        "0",
        "10000000000",
        True,
        "x" * 10_000,
    ],
)
def test_no_date_is_guessed(value: object) -> None:
    with pytest.raises(SitrexError) as problem:
        read_date(value, "a")
    assert problem.value.code == "date-unknown"


@pytest.mark.parametrize(
    "value",
    [
        "03/04/2023",
        "3.4.2023",
        "03-04-2023 10:00",
        "03 04 2023",
        "3. 4. 2023",
        "3/4 2023",
        "Mon, 03/04/2023 - 10:00",
        "on 03/04/2023",
    ],
)
def test_two_readings(value: str) -> None:
    assert read_date(value, "a", day_first=True) == datetime.date(2023, 4, 3)
    assert read_date(value, "a", day_first=False) == datetime.date(2023, 3, 4)
    with pytest.raises(SitrexError, match="Say --day-first or --month-first"):
        read_date(value, "a")


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/Los_Angeles"])
def test_the_day_is_that_of_the_stated_zone_on_any_machine(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import time as clock

    monkeypatch.setenv("TZ", zone)
    clock.tzset()
    try:
        assert read_date("8 July 2023 01:00 +1200", "a") == datetime.date(2023, 7, 8)
    finally:
        monkeypatch.undo()
        clock.tzset()


@pytest.mark.parametrize(
    ("html", "published"),
    [
        (page(linked(datePublished="2023-07-08T23:30:00-05:00", dateModified="2023-07-10")), "2023-07-08 json_ld"),
        (page(linked(dateModified="2023-07-10") + linked(datePublished="2023-07-08")), "2023-07-08 json_ld"),
        (page(linked(**{"@graph": [{"@type": "WebSite"}, {"datePublished": "8 July 2023"}]})), "2023-07-08 json_ld"),
        (page(linked(datePublished="2023-07-08") + meta("article:published_time", "2023-07-06")), "2023-07-08 json_ld"),
        (page(linked(dateModified="2023-07-10") + meta("article:published_time", "2023-07-06")), "2023-07-06 meta"),
        (page(meta("article:modified_time", "2023-07-10") + meta("date", "2023-07-06")), "2023-07-06 meta"),
        (page(meta("article:modified_time", "2023-07-10")), "2023-07-10 meta"),
        (page(meta("dcterms.date", "24.10.2023")), "2023-10-24 meta"),
        (page(meta("article:published_time", "2023-07-06"), time("2023-07-05")), "2023-07-06 meta"),
        (page(ADDRESS, time("2023-07-05T08:00:00+02:00")), "2023-07-05 time_element"),
        (page(ADDRESS), "2023-07-04 address"),
        (page(meta("og:url", "https://courier.example/2023/7/4/bridges")), "2023-07-04 address"),
        (page(ADDRESS, PARAGRAPHS + YEARS), " "),
        (page("", time("2023-07-05") + YEARS), " "),
        (page(meta("article:published_time", "2014-10-24"), PARAGRAPHS + YEARS), "2014-10-24 meta"),
        (page(linked(datePublished="2014-10-24"), PARAGRAPHS + YEARS), "2014-10-24 json_ld"),
        (page("", PARAGRAPHS + "<p>Published 17 October 2023, and again on 18 October 2023.</p>"), " "),
        (page("", PARAGRAPHS + "<figure><figcaption>A bridge, 17 October 2023.</figcaption></figure>"), " "),
        (page("", PARAGRAPHS + "<ul><li>Map of 17 October 2023</li><li>Map of 18 October 2023</li></ul>"), " "),
        (page('<meta name="copyright" content="2023-01-01">'), " "),
        (page(linked(datePublished="soon") + linked(datePublished="2023-07-08")), "2023-07-08 json_ld"),
        (page(linked(mainEntity={"datePublished": "2023-07-08"})), "2023-07-08 json_ld"),
        (page(linked(datePublished="2023-07-08").replace("ld+json", "ld+json; charset=utf-8")), "2023-07-08 json_ld"),
        (page("", f'<span itemprop="datePublished" content="2023-07-08">then</span>{PARAGRAPHS}'), "2023-07-08 meta"),
        (page("", f"<p><time>8 July 2023</time></p>{PARAGRAPHS}"), "2023-07-08 time_element"),
        (page("", f"<p><time>3 hours ago</time></p>{time('2023-07-05')}"), "2023-07-05 time_element"),
        (page("", f'<nav><time datetime="2023-07-01">Map</time></nav>{time("2023-07-05")}'), "2023-07-05 time_element"),
    ],
)
def test_page(tmp_path: Path, html: str, published: str) -> None:
    found = only(read(put(tmp_path / "a.html", html)))
    assert f"{found.published or ''} {found.published_from or ''}" == published
    assert not found.warnings


def test_a_page_date_that_is_not_understood_is_a_warning(tmp_path: Path) -> None:
    found = only(read(put(tmp_path / "a.html", page(meta("date", "03/04/2023") + ADDRESS))))
    assert (str(found.published), found.published_from) == ("2023-07-04", "address")
    assert "has two readings" in found.warnings[0]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (f"Bridges\nBy Mara Veldin, 3 May 2022\n\n{TEXT}", "2022-05-03 byline"),
        (f"Bridges\nBy Mara Veldin | May 3, 2022\n\n{TEXT}", "2022-05-03 byline"),
        (f"VARNO, May 3, 2022 (Courier) -- {TEXT}", "2022-05-03 dateline"),
        (f"VARNO, Sornia, 3 May 2022 — {TEXT}", "2022-05-03 dateline"),
        (f"Varno, 3 May 2022 — {TEXT}", "2022-05-03 dateline"),
        (f"Port Varno, Sornia, May 3, 2022 (Courier) - {TEXT}", "2022-05-03 dateline"),
        (f"VARNO (Courier), 3 May 2022 - {TEXT}", "2022-05-03 dateline"),
        (f"VARNO/SORNIA, May 3, 2022 (Courier) - {TEXT}", "2022-05-03 dateline"),
        (f"Varno/Port Sornia, May 3, 2022 (Courier) - {TEXT}", "2022-05-03 dateline"),
        (f"FOR IMMEDIATE RELEASE\nRelease No. 7\nMay 3, 2022\n\n{TEXT}", "2022-05-03 byline"),
        (f"Joint Staff\nPress Release\n3 May 2022\n\n{TEXT}", "2022-05-03 byline"),
        (f"Press releases\n3 May 2022\n{TEXT}\n4 May 2022\n{TEXT}", " "),
        (f"FOR IMMEDIATE RELEASE: May 3, 2022\n\n{TEXT}", "2022-05-03 byline"),
        (f"The bridges of Varno, 3 May 2022 - {TEXT}", " "),
        (f"Operation Varno, 3 May 1944 – {TEXT}", " "),
        (f"World War II, September 1, 1939 – September 2, 1945\n{TEXT}", " "),
        (f"Mara Veldin, 3 May 1920 – 4 June 1999\n{TEXT}", " "),
        (f"Varno, 3 May 2022, was wet - {TEXT}", " "),
        (f"Varno, 3 May 2022 - {TEXT}\nVarno, 4 May 2022 - {TEXT}", " "),
        (f"Bridges\nPUBLISHED: 3 MAY 2022\n\n{TEXT}", "2022-05-03 byline"),
        (f"Bridges\nDATE: 3 May 2022\n\n{TEXT}", "2022-05-03 byline"),
        (f"Release Date: Tuesday, 3 May 2022\nBridges\n\n{TEXT}", "2022-05-03 byline"),
        (f"Date of birth: 3 May 2022\nBridges\n\n{TEXT}", " "),
        (f"Bridges\nBy Mara Veldin\n3 May 2022\n\n{TEXT}", "2022-05-03 byline"),
        (f"Bridges\nBY MARA VELDIN\n\nTUESDAY, 3 MAY 2022 14:05\n{TEXT}", "2022-05-03 byline"),
        (f"Bridges\n3 May 2022\n\n{TEXT}", " "),
        (f"Bridges\nTuesday, May 3, 2022\n\n{TEXT}", "2022-05-03 dateline"),
        (f"Bridges\nPublished: 3 May 2022\n\n{TEXT}", "2022-05-03 byline"),
        (f"Bridges\nPosted on Tuesday, May 3, 2022 at 14:05 GMT\n\n{TEXT}", "2022-05-03 byline"),
        (f"Tuesday, 3 May 2022\n{TEXT}\nWednesday, 4 May 2022\n{TEXT}", " "),
        (
            f"VARNO, 5 May 2022 -- {TEXT}\nTuesday, 3 May 2022\n{TEXT}\nWednesday, 4 May 2022\n{TEXT}",
            "2022-05-05 dateline",
        ),
        (f"Tuesday, 3 May 2022, was wet. {TEXT}", " "),
        (f"By Mara Veldin, 3 May 2022\n\n{OTHER_YEARS}", " "),
        (f"VARNO, May 3, 2022 (Courier) -- {OTHER_YEARS}", " "),
        (f"{TEXT * 40}\nBy Mara Veldin, 3 May 2022\n", " "),
        (f"{TEXT} It was 3 May 2022.\n", " "),
        (f"By Mara Veldin, 3 May 22\n\n{TEXT}", " "),
        (f"---\ndate: 24.10.2023\n---\n{OTHER_YEARS}", "2023-10-24 front_matter"),
        (f"---\ndate: 2023-10-24\n---\nBy Mara Veldin, 3 May 2022\n\n{TEXT}", "2023-10-24 front_matter"),
        (f"---\npublished: 2023-10-24 10:00:00\n---\n{TEXT}", "2023-10-24 front_matter"),
        (f"---\ndate: 1698105600\n---\n{TEXT}", "2023-10-24 front_matter"),
    ],
)
def test_text(tmp_path: Path, text: str, published: str) -> None:
    found = only(read(put(tmp_path / "a.md", text)))
    assert f"{found.published or ''} {found.published_from or ''}" == published


def test_front_matter_with_an_impossible_date_is_a_warning(tmp_path: Path) -> None:
    found = only(read(put(tmp_path / "a.md", f"---\ndate: 2023-99-99\n---\n{TEXT}")))
    assert found.published is None
    assert "is not understood" in found.warnings[0]


@pytest.mark.parametrize(
    ("name", "text", "origin"),
    [
        ("a.md", f"---\ndate: 2023-10-24\n---\n{TEXT}", "front_matter"),
        ("a.eml", f"From: a\nDate: Tue, 24 Oct 2023 10:00:00 +0300\n\n{TEXT}", "mail"),
        ("a.html", page(meta("date", "2023-10-24")), "meta"),
    ],
)
def test_option_serves_where_the_document_says_nothing_itself(
    tmp_path: Path, name: str, text: str, origin: str
) -> None:
    told = datetime.date(2020, 1, 1)
    found = only(read(put(tmp_path / name, text), published=told))
    assert (str(found.published), found.published_from) == ("2023-10-24", origin)
    bare = only(read(put(tmp_path / "b.txt", f"By Mara Veldin, 3 May 2022\n\n{TEXT}"), published=told))
    assert (bare.published, bare.published_from) == (told, "option")


def test_sidecar_decides(tmp_path: Path) -> None:
    put(tmp_path / "a.meta.json", '{"published": "8 juillet 2023"}')
    found = only(read(put(tmp_path / "a.html", page(linked(datePublished="2023-01-01")))))
    assert (str(found.published), found.published_from) == ("2023-07-08", "sidecar")


def reported() -> list[dict[str, object]]:
    lines = REPORTED.read_text(encoding="utf-8").splitlines() if REPORTED.exists() else []
    return [row for row in map(json.loads, lines) if row["list"] == "document.published"]


@pytest.mark.skipif(not REPORTED.exists(), reason="the data to develop with are not there: ../shared/data")
@pytest.mark.parametrize("row", reported(), ids=lambda row: row["id"])
def test_reported_case(tmp_path: Path, row: dict[str, object]) -> None:
    text = str(row["text"])
    suffix = "html" if text.startswith("<") else "json" if text.startswith("{") else "md"
    found = only(read(put(tmp_path / f"a.{suffix}", text)))
    said = {"published": found.published and found.published.isoformat(), "title": found.title}
    assert {name: said[name] for fields in row["expected"] for name in fields} == {
        name: value for fields in row["expected"] for name, value in fields.items()
    }


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Published on October 24, 2023", "2023-10-24"),
        ("20231024140000", "2023-10-24"),
        ("241400Z OCT 2023", "2023-10-24"),
        ("241400Z OCT 23", None),
        ("20 Ιουλίου 2023", "2023-07-20"),
        ("24. října 2023", "2023-10-24"),
        ("24 октомври 2023", "2023-10-24"),
        ("2023년 10월 24일", "2023-10-24"),
        ("24. lokakuuta 2023", "2023-10-24"),
        ("Updated 24 October 2023", None),
        ("October 2023", None),
    ],
)
def test_other_forms_and_languages(written: str, day: str | None) -> None:
    try:
        found = read_date(written, "a").isoformat()
    except SitrexError:
        found = None
    assert found == day


@pytest.mark.parametrize(
    "script",
    [
        '//<![CDATA[\n{"datePublished": "2022-05-03"}\n//]]>',
        '/*<![CDATA[*/{"datePublished": "2022-05-03"}/*]]>*/',
        '<!--{"datePublished": "2022-05-03"}-->',
        '{"@type": ["NewsArticle",], "datePublished": "2022-05-03",}',
    ],
)
def test_linked_data_as_pages_have_it(script: str) -> None:
    html = f'<html><head><script type="application/ld+json">{script}</script></head><body><p>It held.</p></body></html>'
    assert metadata(html)["json_ld"] == "2022-05-03"


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://example.org/world/2022/may/03/izium-falls", (2022, 5, 3)),
        ("https://example.org/2022/May/3/izium", (2022, 5, 3)),
        ("https://example.org/20220503/c.html", (2022, 5, 3)),
        ("https://example.org/english/2022-05/03/c_133.htm", (2022, 5, 3)),
        ("https://example.org/2022/05/03?page=2", (2022, 5, 3)),
        ("https://example.org/20220503123/c.html", None),
        ("https://example.org/2022/mayor/03/x", None),
        ("https://example.org/news-20221399/x", None),
    ],
)
def test_days_in_addresses(tmp_path: Path, address: str, day: tuple[int, int, int] | None) -> None:
    body = "<p>The brigade held both bridges until Friday night, as its staff said on the day after that.</p>" * 3
    page = f'<html><head><link rel="canonical" href="{address}"></head><body><article>{body}</article></body></html>'
    assert only(read(put(tmp_path / "a.html", page))).published == (day and datetime.date(*day))
