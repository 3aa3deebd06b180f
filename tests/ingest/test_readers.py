"""What pages, feeds, PDF and marked-up texts hold that is odd but meant well."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.ingest.hostile import SENTENCE, page
from tests.ingest.readings import only, put, read

from sitrex.ingest.article import Article
from sitrex.ingest.readers.markup import markup_text
from sitrex.ingest.readers.pdf import without_furniture

WORDS = SENTENCE.decode()
LONG = "word " * 2_000


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one<br>two</p><p>three</p>", "one\ntwo\n\nthree"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a\tb\nc\td"),
        ("<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>", "a\tb"),
        ("<table><tr><td><p>one</p><p>two</p></td></tr></table>", "one\n\ntwo"),
        ("<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td></tr></table>", "a\tb\tc"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("<style>p {}</style><p>one</p><script>two</script>", "one"),
        ("one &amp; two&nbsp;three", "one & two three"),
        ("", ""),
    ],
)
def test_markup(html: str, text: str) -> None:
    assert markup_text(html) == text


@pytest.mark.parametrize(
    "tag",
    [
        f'<div data-state="{LONG}">',
        f'<div data-state=\'{{"html": "<p>{LONG}</p>"}}\'>',
        f'<img src="data:image/png;base64,{"A" * 9_000}"/>',
        "<div title=don't>",
        '<div title="5 > 4">',
    ],
)
def test_a_long_or_odd_tag_takes_no_text_with_it(tmp_path: Path, tag: str) -> None:
    html = page(f"{tag}</div><p>The ferry sank off Tervel within the hour, as fishermen said.</p>".encode())
    assert "sank off Tervel" in only(read(put(tmp_path / "a.html", html))).text


@pytest.mark.parametrize(
    ("text", "title", "first"),
    [
        (f"---\n{WORDS}\n---\nIt rained.", None, "---"),
        (f"---\ntitle: Izium: the fall\n---\n{WORDS}", "Izium: the fall", WORDS),
    ],
)
def test_what_stands_between_two_rules(tmp_path: Path, text: str, title: str | None, first: str) -> None:
    found = only(read(put(tmp_path / "a.md", text)))
    assert found.title == title
    assert found.text.startswith(first)


def test_a_feed_that_is_cut_off_gives_what_came_before_and_is_named(tmp_path: Path) -> None:
    item = f"<item><title>a</title><description>{WORDS}</description></item>"
    found = read(put(tmp_path / "a.rss", f"<rss><channel>{item}{item}<item><title>b"))
    assert [key for key in found.articles if isinstance(found.articles[key], Article)][:2] == ["a.rss:1", "a.rss:2"]
    assert found.codes == ["input-packed"]


@pytest.mark.parametrize(
    ("pages", "first"),
    [
        ([["REVIEW 1", "Kyiv held.", "1"], ["REVIEW 2", "So did Sumy.", "2"]], ["Kyiv held."]),
        ([["REVIEW 1", "Kyiv held.", "1"]], ["REVIEW 1", "Kyiv held."]),
        ([["Kyiv held.", "- 12 -"]], ["Kyiv held."]),
        ([["Kyiv held.", "12 of 40"]], ["Kyiv held."]),
        ([["Kyiv held.", "Page | 6"]], ["Kyiv held."]),
        ([["1914", "Kyiv held."], ["1915", "So did Sumy."]], ["Kyiv held."]),
        ([["1914", "Kyiv held."], ["1918", "So did Sumy."]], ["1914", "Kyiv held."]),
        ([["Kyiv held.", "Losses: 15 killed."], ["Sumy.", "Losses: 16 killed."]], ["Kyiv held.", "Losses: 15 killed."]),
        ([["Kyiv held.", "Killed 15"], ["Sumy.", "Killed 21"]], ["Kyiv held.", "Killed 15"]),
        ([["12 May 2022", "Kyiv held."], ["13 May 2022", "So did Sumy."]], ["12 May 2022", "Kyiv held."]),
        ([["May 2022 | 12", "Kyiv held."], ["May 2022 | 13", "So did Sumy."]], ["Kyiv held."]),
        ([["iv WAR DIARY", "Kyiv held."], ["v WAR DIARY", "So did Sumy."]], ["Kyiv held."]),
    ],
)
def test_furniture_of_pages(pages: list[list[str]], first: list[str]) -> None:
    assert without_furniture(pages)[0] == first


def test_an_item_that_a_feed_breaks_off_in_is_no_article(tmp_path: Path) -> None:
    items = "".join(f"<item><description>Day {day}: it held.</description></item>" for day in range(3))
    found = read(put(tmp_path / "a.rss", f"<rss><channel>{items}"[:-30]))
    assert [item.text for item in found.articles.values()] == ["Day 0: it held.", "Day 1: it held."]
    assert found.codes == ["input-packed"]


def test_signs_spelt_in_subtitles(tmp_path: Path) -> None:
    cue = b"WEBVTT\n\n00:01.000 --> 00:03.000\n<v Mara>It lost <c.red>14</c> men &amp; a tank &lt;there&gt;.\n"
    (found,) = read(put(tmp_path / "a.vtt", cue)).articles.values()
    assert found.text == "It lost 14 men & a tank <there>."


def test_what_wordpress_adds_to_an_item_is_left_out(tmp_path: Path) -> None:
    text = "&lt;p&gt;The brigade left Izium on Monday.&lt;/p&gt;&lt;p&gt;The post Izium appeared first on Courier.&lt;/p&gt;"
    feed = f"<rss><channel><item><title>x</title><description>{text}</description></item></channel></rss>"
    (found,) = read(put(tmp_path / "a.rss", feed.encode())).articles.values()
    assert found.text == "The brigade left Izium on Monday."
