from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evaluate.records import date, entity, number, record, unit

from sitrex.cli import main
from sitrex.errors import SitrexError
from sitrex.report.highlight import STATES, Mark, highlighted
from sitrex.report.markup import Markup, data, tag
from sitrex.report.pictures import _Axis, bars, crowd, places_map, timeline
from sitrex.report.site import ASSETS, PAGES, write_report

HOSTILE = "<script>alert(1)</script> & \"quotes\" 'too' </pre> <!-- Kyiv"


class Text(HTMLParser):
    """The text of a page, the text of each mention, its ids and the scripts that a browser would run."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.mentions: dict[str, str] = {}
        self.ids: list[str] = []
        self.scripts: list[dict] = []
        self.links: list[str] = []
        self.pre = ""
        self._open: list[tuple[str, list[str]]] = []
        self.feed(html)

    def handle_starttag(self, name, attributes):
        found = dict(attributes)
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found["href"]] if name == "a" else []
        if name == "script":
            self.scripts.append(found)
        if name not in ("meta", "link", "input", "br"):
            self._open.append((name, found.get("data-m", "").split()))

    def handle_endtag(self, name):
        while self._open and self._open.pop()[0] != name:
            pass

    def handle_data(self, text):
        if any(name == "pre" for name, _ in self._open):
            self.pre += text
        for _, keys in self._open:
            for key in keys:
                self.mentions[key] = self.mentions.get(key, "") + text


def full(identifier="a", text="x" * 60, **lists):
    """A record of the test records with everything that a page shows."""
    row = record(identifier, text, **lists)
    row["document"] |= dict.fromkeys(("source", "title", "url", "published", "language"))
    for name in ("entities", "dates", "numbers", "units"):
        for place, mention in enumerate(row[name], 1):
            old = mention["id"]
            mention |= {"id": f"{name[0]}{place}", "text": text[mention["start"] : mention["end"]], "sentence": 0}
            for other in row[name]:
                other |= {"cluster": mention["id"]} if other.get("cluster") == old else {}
    return row


@pytest.fixture
def gold():
    return full(
        entities=[entity(0, 4), entity(5, 9, "LOC"), entity(10, 14), entity(30, 34) | {"optional": True}],
        dates=[date(15, 19, "2024", begin="2024-01-01", end_date="2024-12-31")],
        numbers=[number(20, 24, 5.0)],
        units=[unit(25, 29, designator="47", echelon="brigade")],
    )


@pytest.fixture
def predicted():
    return full(
        entities=[entity(0, 4, lat=48.3, lon=37.2), entity(5, 9), entity(30, 33), entity(40, 44)],
        dates=[date(15, 18, "2024", begin="2024-01-01", end_date="2024-12-31")],
        numbers=[number(20, 24, 6.0)],
        units=[unit(25, 29, designator="47", echelon="brigade", sidc="10031000181211020000")],
    )


def site(folder, records, gold=None):
    by_id = {r["document"]["id"]: r for r in records}
    return write_report(by_id, folder, {r["document"]["id"]: r for r in gold} if gold else None)


def test_states_of_mentions_beside_gold(tmp_path, gold, predicted):
    site(tmp_path, [predicted], [gold])
    html = (tmp_path / "articles/00001.html").read_text(encoding="utf-8")
    pieces = re.findall(r'class="m first" data-m="([^"]*)".*?data-state="(\w+)"', html)
    states = {key: state for keys, state in pieces for key in keys.split()}
    expected = {"p-e1": "field", "p-e2": "label", "g-e3": "missed", "p-e3": "optional", "p-e4": "spurious"}
    expected |= {"p-d1": "boundary", "p-n1": "field", "p-u1": "field"}
    assert expected.items() <= states.items()
    assert set(states.values()) <= STATES.keys()


def test_page_shows_its_sections_and_front_page_the_scores(tmp_path, gold, predicted):
    front = site(tmp_path, [predicted, full("b")], [gold]).read_text(encoding="utf-8")
    page = (tmp_path / "articles/00001.html").read_text(encoding="utf-8")
    for expected in ("Order of battle", 'data-sidc="10031000181211020000"', "Timeline of dates", "Map of places"):
        assert expected in page
    for expected in ("Strict F1 of entities by label", "Confusion of entities", "articles/00002.html", "95 %"):
        assert expected in front
    assert 'id="units"' not in (tmp_path / "articles/00002.html").read_text(encoding="utf-8")


def test_every_link_leads_somewhere_and_ids_are_unique(tmp_path, gold, predicted):
    site(tmp_path, [predicted], [gold])
    for file in [tmp_path / "index.html", *tmp_path.glob("articles/*.html")]:
        page = Text(file.read_text(encoding="utf-8"))
        assert len(page.ids) == len(set(page.ids))
        for link in page.links:
            path, _, fragment = link.partition("#")
            assert (file.parent / path).exists(), link
            assert not fragment or fragment in page.ids, link


def test_hostile_text_and_ids_stay_text(tmp_path):
    row = full(HOSTILE, HOSTILE, entities=[entity(0, 8), entity(len(HOSTILE) - 4, len(HOSTILE))])
    row["document"] |= {"title": HOSTILE, "url": "javascript:alert(1)"}
    row["entities"][0] |= {"canonical": HOSTILE, "title": "</script><script>alert(2)</script>"}
    site(tmp_path, [row], [row])
    for file in [tmp_path / "index.html", *tmp_path.glob("articles/*.html")]:
        page = Text(file.read_text(encoding="utf-8"))
        assert all(s.get("src") or s.get("type") == "application/json" for s in page.scripts)
        assert not any(link.startswith("javascript:") for link in page.links)
    assert page.pre == "\n" + HOSTILE
    assert page.mentions["p-e1"] == "<script>"
    assert sorted(path.name for path in tmp_path.glob("articles/*")) == ["00001.html"]


spans = st.tuples(st.integers(0, 39), st.integers(1, 12), st.sampled_from(["entities", "dates"]), st.booleans())


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=40, max_size=40), st.lists(spans, max_size=8))
def test_highlights_sit_on_the_right_characters(text, drawn):
    marks = []
    for place, (start, length, listed, gold) in enumerate(drawn):
        end = min(start + length, len(text))
        mention = {"start": start, "end": end, "text": text[start:end], "label": "X"}
        marks.append(Mark(f"{'g' if gold else 'p'}-{place}", listed, mention, "missed" if gold else None))
    page = Text(f"<pre>{highlighted(text, marks)}</pre>")
    assert page.pre == text
    assert page.mentions == {mark.key: mark.mention["text"] for mark in marks}


def test_record_without_text_has_a_page(tmp_path, predicted):
    site(tmp_path, [predicted | {"text": None}])
    assert "does not carry its text" in (tmp_path / "articles/00001.html").read_text(encoding="utf-8")


def test_assets_are_there_and_nothing_is_fetched(tmp_path, predicted):
    site(tmp_path, [predicted])
    assert {path.name for path in (tmp_path / "assets").iterdir()} == {*ASSETS, PAGES}
    assert "MIT License" in (tmp_path / "assets/milsymbol.LICENSE.txt").read_text(encoding="utf-8")
    for file in tmp_path.rglob("*.html"):
        assert not re.search(r'(src|href)="(https?:)?//', file.read_text(encoding="utf-8"))


def test_a_later_report_takes_earlier_pages_away_and_leaves_other_files(tmp_path):
    rows = {row["document"]["id"]: row for row in (full("a"), full("b"), full("c"))}
    write_report(rows, tmp_path)
    mine = tmp_path / "articles" / "notes.html"
    mine.write_text("mine", encoding="utf-8")
    write_report({"a": rows["a"]}, tmp_path)
    assert sorted(path.name for path in (tmp_path / "articles").iterdir()) == ["00001.html", "notes.html"]


def test_front_page_of_a_thousand_articles_is_small(tmp_path):
    rows = {}
    for place in range(1000):
        row = full(f"reports/2025/11/article-{place:04}")
        row["document"] |= {"title": f"A headline of the usual length about the front, number {place}"}
        rows[row["document"]["id"]] = row
    front = write_report(rows, tmp_path, rows)
    assert front.stat().st_size < 2_000_000


def test_refusals(tmp_path, predicted):
    with pytest.raises(SitrexError, match="no record"):
        write_report({}, tmp_path)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SitrexError, match="cannot be written"):
        site(tmp_path / "file", [predicted])


def test_command(tmp_path, predicted, gold):
    for name, row in (("records", predicted), ("gold", gold)):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    arguments = ["report", str(tmp_path / "records.jsonl"), "--gold", str(tmp_path / "gold.jsonl")]
    result = CliRunner().invoke(main, [*arguments, "-o", str(tmp_path / "site")])
    assert result.exit_code == 0, result.output
    assert result.stdout.strip() == str(tmp_path / "site/index.html")
    assert (tmp_path / "site/articles/00001.html").is_file()


def test_markup_escapes_all_but_markup():
    assert tag("p", "<b>", Markup("<br>"), None, title='"', hidden=True, class_="x", id=None) == (
        '<p title="&quot;" hidden class="x">&lt;b&gt;<br></p>'
    )
    assert json.loads(data("x", {"a": "</script>"})[len('<script type="application/json" id="x">') : -9]) == {
        "a": "</script>"
    }


def test_axis_cuts_long_stretches_without_dates():
    axis = _Axis([(0, 10), (100_000, 100_010)])
    assert len(axis.breaks) == 1
    assert axis.at(0) == 10
    assert axis.at(10) == pytest.approx(10 + 335)
    assert axis.at(100_010) == pytest.approx(710)
    assert _Axis([(0, 10), (11, 21)]).breaks == []


@given(st.lists(st.tuples(st.integers(1, 700_000), st.integers(1, 4000)), min_size=1, max_size=12))
def test_axis_keeps_order_and_bounds(drawn):
    spans = [(begin, begin + length) for begin, length in drawn]
    axis = _Axis(spans)
    days = sorted({day for span in spans for day in span})
    places = [axis.at(day) for day in days]
    assert places == sorted(places)
    assert places[0] == 10
    assert places[-1] == pytest.approx(710)


def test_pictures_without_anything_to_show():
    assert timeline([date(0, 4, "XXXX-11")]) is None
    assert timeline([date(0, 4, "-0043", begin="-0043-01-01", end_date="-0043-12-31")]) is None
    assert places_map([], "x") is None
    assert "–" in bars("x", [("GPE", None, None, None)])


def test_map_places_north_up_and_east_right():
    drawn = places_map([("South", 47.0, 37.0, "e1"), ("North", 49.0, 39.0, "e2")], "x")
    dots = [(float(x), float(y)) for x, y in re.findall(r'cx="([\d.]+)" cy="([\d.]+)"', drawn)]
    assert dots[0][0] < dots[1][0]
    assert dots[0][1] > dots[1][1]
    assert 'href="#p-e2"' in drawn


def test_a_crowd_of_places_far_from_others_is_mapped_apart():
    near = [(f"n{i}", 48.0 + i / 10, 37.0, f"e{i}") for i in range(6)]
    far = [("far", 55.0, 13.0, "e9")]
    found = crowd(near + far)
    assert len(found) == 6
    assert found == [place for place in near if place in found]
    assert crowd(near) == []
    assert crowd(far) == []
