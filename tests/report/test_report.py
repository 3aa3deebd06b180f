from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evaluate.records import date, entity, number, record, unit

from sitrex.cli import main
from sitrex.errors import SitrexError
from sitrex.report.highlight import STATES, Mark, highlighted
from sitrex.report.markup import Markup, data, tag
from sitrex.report.pictures import _Axis, bars, months_chart, timeline
from sitrex.report.site import ASSETS, WRITTEN, write_report
from sitrex.write.words import LABELS

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
    pieces = re.findall(r'class="m first[^"]*" data-m="([^"]*)".*?data-state="(\w+)"', html)
    states = {key: state for keys, state in pieces for key in keys.split()}
    expected = {"p-e1": "field", "p-e2": "label", "g-e3": "missed", "p-e3": "optional", "p-e4": "spurious"}
    expected |= {"p-d1": "boundary", "p-n1": "field", "p-u1": "field"}
    assert expected.items() <= states.items()
    assert set(states.values()) <= STATES.keys()


def test_pages_show_their_sections(tmp_path, gold, predicted):
    front = site(tmp_path, [predicted, full("b")], [gold]).read_text(encoding="utf-8")
    page = (tmp_path / "articles/00001.html").read_text(encoding="utf-8")
    scores = (tmp_path / "scores.html").read_text(encoding="utf-8")
    for expected in ('data-sidc="10031000181211020000"', "Timeline of dates", 'data-map="spots"', "data-badge="):
        assert expected in page
    for expected in ("Strict F1 of entities by label", "Confusion of entities", "articles/00001.html#errors", "95 %"):
        assert expected in scores
    for expected in ("What is new", 'data-map="places"', 'href="scores.html"', "<strong>2 articles</strong>"):
        assert expected in front
    assert "Strict F1" not in front
    assert 'id="units"' not in (tmp_path / "articles/00002.html").read_text(encoding="utf-8")


def test_an_order_of_battle_is_shown_where_a_unit_has_a_superior(tmp_path):
    above = dict.fromkeys(("ref", "designator", "name", "branch", "echelon", "parent")) | {"text": "1st Corps"}
    alone = full(units=[unit(0, 4)])
    under = full("b", units=[unit(0, 4, parent=above), unit(5, 9)])
    site(tmp_path, [alone, under])
    pages = [(tmp_path / f"articles/0000{n}.html").read_text(encoding="utf-8") for n in (1, 2)]
    assert ["Order of battle" in page for page in pages] == [False, True]
    tree = pages[1][pages[1].index('class="tree"') :]
    assert tree.index("1st Corps") < tree.index('href="#p-u1"')
    assert "p-u2" not in tree[: tree.index("</section>")]


def test_every_link_leads_somewhere_and_ids_are_unique(tmp_path, gold, predicted):
    site(tmp_path, [predicted], [gold])
    for file in tmp_path.rglob("*.html"):
        page = Text(file.read_text(encoding="utf-8"))
        assert len(page.ids) == len(set(page.ids))
        for link in page.links:
            path, _, fragment = link.partition("#")
            target = file.parent / path if path else file
            assert target.exists(), link
            assert not fragment or fragment in Text(target.read_text(encoding="utf-8")).ids, link


def test_hostile_text_and_ids_stay_text(tmp_path):
    row = full(HOSTILE, HOSTILE, entities=[entity(0, 8), entity(len(HOSTILE) - 4, len(HOSTILE))])
    row["document"] |= {"title": HOSTILE, "url": "javascript:alert(1)"}
    row["entities"][0] |= {"canonical": HOSTILE, "title": "</script><script>alert(2)</script>"}
    site(tmp_path, [row], [row])
    for file in [*tmp_path.glob("*.html"), *tmp_path.glob("articles/*.html")]:
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
    assert {path.relative_to(tmp_path).as_posix() for path in (tmp_path / "assets").iterdir()} == {
        WRITTEN,
        *(f"assets/{name}" for name in ASSETS),
    }
    assert "MIT License" in (tmp_path / "assets/milsymbol.LICENSE.txt").read_text(encoding="utf-8")
    for file in tmp_path.rglob("*.html"):
        assert not re.search(r'(src|href)="(https?:)?//', file.read_text(encoding="utf-8"))


def test_a_later_report_takes_earlier_files_away_and_leaves_others(tmp_path, gold, predicted):
    rows = {row["document"]["id"]: row for row in (predicted, full("b"), full("c"))}
    write_report(rows, tmp_path, {"a": gold})
    assert (tmp_path / "scores.html").is_file()
    foreign = [tmp_path / "articles/notes.html", tmp_path / "data/mine.csv", tmp_path / "notes.txt"]
    for file in foreign:
        file.write_text("mine", encoding="utf-8")
    write_report({"b": rows["b"]}, tmp_path)
    assert sorted(path.name for path in (tmp_path / "articles").iterdir()) == ["00001.html", "notes.html"]
    assert not (tmp_path / "scores.html").exists()
    assert not (tmp_path / "data/units-0001.js").exists()
    assert all(file.read_text(encoding="utf-8") == "mine" for file in foreign)
    kept = json.loads((tmp_path / WRITTEN).read_text(encoding="utf-8"))
    assert sorted(kept) == sorted(
        path.relative_to(tmp_path).as_posix()
        for path in tmp_path.rglob("*.*")
        if path.is_file() and path not in foreign and path != tmp_path / WRITTEN
    )


def test_a_forged_list_of_earlier_files_takes_nothing_foreign_away(tmp_path, predicted):
    site(tmp_path / "site", [predicted])
    mine = tmp_path / "mine.html"
    mine.write_text("mine", encoding="utf-8")
    names = ["../mine.html", "/etc/hostname", "articles/../../mine.html", "assets/../../mine.html"]
    (tmp_path / "site" / WRITTEN).write_text(json.dumps(names), encoding="utf-8")
    site(tmp_path / "site", [predicted])
    assert mine.exists()


def test_a_folder_with_other_pages_is_refused(tmp_path, predicted):
    (tmp_path / "index.html").write_text("mine", encoding="utf-8")
    with pytest.raises(SitrexError, match="no report wrote"):
        site(tmp_path, [predicted])
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "mine"


def test_the_front_page_of_two_thousand_articles_is_small(tmp_path):
    rows = {}
    for place in range(2000):
        row = full(f"reports/2025/11/article-{place:04}", units=[unit(0, 4, designator=str(place))])
        row["document"] |= {"title": f"A headline of the usual length about the front, number {place}"}
        rows[row["document"]["id"]] = row
    front = write_report(rows, tmp_path)
    assert front.stat().st_size < 100_000
    assert max(path.stat().st_size for path in tmp_path.glob("data/*.js")) < 2_000_000


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


def test_months_become_years_and_decades_where_they_are_many():
    def bars_of(months):
        drawn = months_chart(months)
        return re.findall(r'class="when">([^<]*)<', drawn), re.findall(r'data-months="([^"]*)"', drawn), drawn

    named, keys, drawn = bars_of([("2024-01", 5), ("2024-03", 10)])
    assert (named, keys) == (["January 2024", "March 2024"], ["2024-01", "2024-03"])
    assert drawn.count('class="gap"') == 1
    assert "--share:0.500" in drawn
    named, keys, drawn = bars_of([(f"{year}-{month:02}", 1) for year in range(1990, 2000) for month in range(1, 13)])
    assert (named[0], len(named), drawn.count('class="gap"')) == ("1990", 10, 0)
    assert keys[0].split()[-1] == "1990-12"
    named, _, drawn = bars_of([(f"{year}-01", 1) for year in range(1900, 2000)])
    assert (named[0], len(named), drawn.count('class="gap"')) == ("the 1900s", 10, 0)


def test_pictures_without_anything_to_show():
    assert timeline([date(0, 4, "XXXX-11")]) is None
    assert timeline([date(0, 4, "-0043", begin="-0043-01-01", end_date="-0043-12-31")]) is None
    assert "–" in bars("x", [("GPE", None, None, None)])


def luminance(colour):
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return sum(
        share * (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4)
        for share, c in zip((0.2126, 0.7152, 0.0722), channels, strict=True)
    )


def contrast(a, b):
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_label_has_a_colour_of_its_own_that_can_be_read(scheme):
    css = (files("sitrex.report") / "assets/report.css").read_text(encoding="utf-8")
    light, _, rest = css.partition("@media (prefers-color-scheme: dark)")
    colours = dict(
        re.findall(r"--([\w-]+): (#\w{6});", light if scheme == "light" else rest[: rest.index("[data-shown")])
    )
    for label in LABELS:
        tint, edge = colours[label], colours[f"{label}-edge"]
        assert contrast(colours["ink"], tint) >= 7, label
        assert contrast(edge, tint) >= 4.5, label
        assert f'[data-shown="{label}"]' in css
    assert len({colours[label] for label in LABELS}) == len(LABELS)
