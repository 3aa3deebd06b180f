"""The report in a real browser: run by ``make test-browser``, not by ``make test``, since it needs Chromium.

The name keeps pytest from collecting the file unasked.
"""

from __future__ import annotations

import json
import re
import shutil
from importlib.resources import files
from itertools import combinations
from pathlib import Path

import pytest
import yaml
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait
from tests.interchange.test_interchange import gold_record

from sitrex.report.desk import words_of
from sitrex.report.site import write_report

GOLD = Path(__file__).parents[2] / "corpus/gold"
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(2)> Kyiv </pre>"


@pytest.fixture(scope="module")
def browser():
    options = Options()
    options.binary_location = shutil.which("chromium") or shutil.which("chromium-browser") or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1200,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    yield driver
    driver.quit()


def hostile_record():
    row = gold_record(HOSTILE)
    place = HOSTILE.index("Kyiv")
    spans = {"img": (HOSTILE.index("<img"), HOSTILE.index(" Kyiv")), "Kyiv": (place, place + 4)}
    row |= {"text": HOSTILE, "sentences": [[0, len(HOSTILE)]], "dates": [], "numbers": [], "units": []}
    row["entities"] = [
        row["entities"][1]
        | {"id": f"e{number}", "cluster": f"e{number}", "start": start, "end": end, "sentence": 0}
        | {"text": HOSTILE[start:end], "canonical": HOSTILE[start:end], "admin1": HOSTILE}
        for number, (start, end) in enumerate(spans.values(), 1)
    ]
    row["document"] |= {"title": HOSTILE}
    return row


@pytest.fixture(scope="module")
def records():
    """The seed article's gold as if it were predicted, a small one with every kind of error, a hostile one."""
    seed = json.loads((GOLD / "pokrovsk.json").read_text(encoding="utf-8"))
    small = gold_record("small")
    for row in (seed, small):
        for name in ("entities", "dates", "numbers", "units"):
            row[name] = [{k: v for k, v in m.items() if k != "optional"} for m in row[name]]
    spots = {
        "Pokrovsk": (48.28, 37.18),
        "Selidovo": (48.15, 37.30),
        "Novohrodivka": (48.2, 37.34),
        "Moscow": (55.75, 37.6),
    }
    for mention in seed["entities"]:
        if mention["text"] in spots:
            mention["lat"], mention["lon"] = spots[mention["text"]]
            mention["precision"] = "place"
    small["entities"] = [m for m in small["entities"] if m["text"] != "Pokrovsk"]
    small["dates"][0] = small["dates"][0] | {"label": "TIME"}
    small["numbers"][1] = small["numbers"][1] | {"start": small["numbers"][1]["start"] + 5, "text": "than 1,200"}
    small["units"][0] |= {"sidc": "10031000161211020000", "status": "denied"}
    return [seed, small, hostile_record()]


@pytest.fixture(scope="module")
def site(tmp_path_factory, records):
    folder = tmp_path_factory.mktemp("report")
    gold = [json.loads((GOLD / "pokrovsk.json").read_text(encoding="utf-8")), gold_record("small")]
    by_id = [{row["document"]["id"]: row for row in rows} for rows in (records, gold)]
    write_report(by_id[0], folder, by_id[1])
    return folder


@pytest.fixture
def visit(browser, site):
    """Open a page of the site; afterwards nothing may have failed and no request have left the folder."""
    drain(browser)

    def open_page(page):
        browser.get("about:blank")
        browser.get((site / page).as_uri())
        return browser

    yield open_page
    console, requests = drain(browser)
    assert [entry["message"] for entry in console if entry["level"] != "INFO"] == []
    inside = (site.as_uri(), "data:,", "about:blank")
    assert [url for url in requests if not url.startswith(inside)] == []


def drain(browser):
    """The console's messages and the addresses asked for since the last call."""
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    sent = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    return browser.get_log("browser"), sent


PAGES = ["index.html", "articles.html", "scores.html", *(f"articles/0000{n}.html" for n in (1, 2, 3))]


def pieces_of(browser):
    script = """
        const found = {};
        for (const piece of document.querySelectorAll(".m"))
            for (const key of piece.dataset.m.split(" ")) found[key] = (found[key] ?? "") + piece.textContent;
        return [document.getElementById("article").textContent, found];
    """
    return browser.execute_script(script)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_highlights_sit_on_the_right_characters(visit, records, number):
    record = records[number - 1]
    text, found = pieces_of(visit(f"articles/{number:05}.html"))
    # a browser turns the line ends of a page into line feeds
    assert text == record["text"].replace("\r\n", "\n").replace("\r", "\n")
    for name in ("entities", "dates", "numbers", "units"):
        for mention in record[name]:
            assert found[f"p-{mention['id']}"] == mention["text"]


def shown(browser, label):
    script = "return [...document.querySelectorAll('.m')].filter(m => m.dataset.shown === arguments[0]).length"
    return browser.execute_script(script, label)


def test_toggles_hide_a_label_a_list_and_a_state(visit):
    browser = visit("articles/00002.html")
    before = {label: shown(browser, label) for label in ("GPE", "PERSON", "UNIT")}
    assert all(before.values())
    browser.find_element(By.CSS_SELECTOR, "input[data-label=GPE]").click()
    assert (shown(browser, "GPE"), shown(browser, "PERSON")) == (0, before["PERSON"])
    browser.find_element(By.XPATH, "//legend/button[text()='entities']").click()  # one box is off: all on
    assert shown(browser, "GPE") == before["GPE"]
    browser.find_element(By.XPATH, "//legend/button[text()='entities']").click()
    assert (shown(browser, "GPE"), shown(browser, "PERSON"), shown(browser, "UNIT")) == (0, 0, before["UNIT"])
    browser.find_element(By.XPATH, "//legend/button[text()='entities']").click()
    browser.find_element(By.CSS_SELECTOR, "[data-state-box=missed]").click()
    assert shown(browser, "GPE") == before["GPE"] - 1


def test_badges_name_the_label_and_the_status(visit):
    browser = visit("articles/00002.html")
    script = "return getComputedStyle(document.querySelector(arguments[0]), '::after').content"
    unit = '.m.last[data-m~="p-u1"]'
    assert browser.execute_script(script, unit) == '"unit · denied"'
    browser.find_element(By.ID, "badges").click()
    assert browser.execute_script(script, unit) == "none"


def test_all_kinds_of_difference_are_marked(visit):
    browser = visit("articles/00002.html")
    states = browser.execute_script("return [...document.querySelectorAll('.m')].map(m => m.dataset.state)")
    assert {"correct", "label", "boundary", "missed", "field"} <= set(states)


def test_a_click_opens_the_panel_in_the_page(visit):
    browser = visit("articles/00002.html")
    panel = browser.find_element(By.ID, "panel")
    before = panel.text
    piece = browser.find_element(By.CSS_SELECTOR, '.m.first[data-m~="p-d1"]')
    webdriver.ActionChains(browser).move_to_element(piece).perform()
    assert "near" in piece.get_attribute("class")
    assert panel.text == before
    piece.click()
    assert "5 November 2025" in panel.text
    assert "time" in panel.text
    assert "date" in panel.text
    assert "null" not in panel.text
    box, text = (browser.execute_script("return arguments[0].getBoundingClientRect()", e) for e in (panel, piece))
    assert box["left"] > text["right"]  # beside the text, not over it
    webdriver.ActionChains(browser).send_keys(Keys.ESCAPE).perform()
    assert panel.text == before


def test_keys_go_from_mention_to_mention(visit):
    browser = visit("articles/00002.html")
    chosen = "return document.querySelector('.m.chosen')?.textContent"
    keys = webdriver.ActionChains(browser)
    seen = []
    for _ in range(3):
        keys.send_keys("n").perform()
        seen.append(browser.execute_script(chosen))
    assert seen == ["Ivan Petrenko", "3rd Battalion", "47th\nMechanized Brigade"]
    keys.send_keys("p").perform()
    assert browser.execute_script(chosen) == "3rd Battalion"
    # the chosen mention has the focus: arrows go on from it, and the tab key finds it alone
    keys.send_keys(Keys.ARROW_RIGHT).perform()
    assert browser.execute_script(chosen) == "47th\nMechanized Brigade"
    assert browser.execute_script("return document.querySelectorAll('.m[tabindex=\"0\"]').length") == 1
    # hidden mentions are passed over
    browser.find_element(By.CSS_SELECTOR, "input[data-label=UNIT]").click()
    for box in browser.find_elements(By.CSS_SELECTOR, "input[data-label]"):
        if box.is_selected() and box.get_attribute("data-label") != "GPE":
            box.click()
    browser.execute_script("document.activeElement.blur()")
    keys.send_keys("n").perform()
    assert browser.execute_script(chosen) in ("Pokrovsk", "Kyiv")


def test_a_search_field_takes_letters(visit):
    browser = visit("articles/00002.html")
    field = browser.find_element(By.CSS_SELECTOR, "[data-filter=date-table]")
    field.send_keys("nnp")
    assert field.get_attribute("value") == "nnp"
    assert not browser.find_elements(By.CSS_SELECTOR, ".m.chosen")


def rows(browser, table):
    script = "return [...document.querySelectorAll(`#${arguments[0]} tbody tr`)].filter(r => !r.hidden).map(r => r.textContent)"
    return browser.execute_script(script, table)


def test_tables_are_filtered_and_sorted(visit):
    browser = visit("articles/00001.html")
    whole = rows(browser, "figure-table")
    browser.find_element(By.CSS_SELECTOR, "[data-filter=figure-table]").send_keys("percent")
    found = rows(browser, "figure-table")
    assert 0 < len(found) < len(whole)
    assert all("percent" in row for row in found)
    count = browser.find_element(By.CSS_SELECTOR, "[data-count=figure-table]").text
    assert count == f"{len(found)} of {len(whole)} rows"
    browser.find_element(By.XPATH, "//table[@id='date-table']//button[text()='means']").click()
    script = "return [...document.querySelectorAll('#date-table tbody tr')].map(r => r.cells[1].dataset.sort)"
    keys = [key for key in browser.execute_script(script) if key[:2] == "20"]
    assert keys == sorted(keys)
    assert len(keys) > 10


def until(browser, script, *arguments):
    """What a script gives once it gives something: data is loaded when it is used."""
    return WebDriverWait(browser, 5).until(lambda b: b.execute_script(f"return {script}", *arguments))


def test_search_finds_words_in_all_texts(visit, records):
    browser = visit("index.html")
    assert browser.execute_script("return performance.getEntriesByType('resource').length") < 8
    query = browser.find_element(By.ID, "query")
    query.send_keys("petrenko")
    until(browser, "document.querySelectorAll('#results li').length")
    (result,) = browser.find_elements(By.CSS_SELECTOR, "#results li")
    assert result.find_element(By.TAG_NAME, "a").text == "small"
    assert "Petrenko" in [mark.text for mark in result.find_elements(By.TAG_NAME, "mark")]
    assert browser.find_element(By.ID, "found").text == "1 article"
    for words, expected in {
        "pokrov": 2,  # as far as it is typed
        '"left Pokrovsk"': 1,
        '"Pokrovsk left"': 0,
        "petrenko pokrovsk": 1,
        "POKROVSK ": 2,
        "nosuchword": 0,
        "pokro ": 0,  # a whole word now
        "alert(1)": 1,
    }.items():
        query.clear()
        query.send_keys(words)
        until(browser, "document.getElementById('found').textContent !== arguments[0]", "Searches 3 articles")
        wait_quiet(browser)
        assert len(browser.find_elements(By.CSS_SELECTOR, "#results li")) == expected, words


def test_words_are_folded_as_in_the_index(visit):
    browser = visit("index.html")
    texts = [
        "Élan vital",
        "İstanbul",
        "ΟΔΟΣ",
        "Straße",
        "T-72B3's ½ km²",
        "\u0939\u093f\u0928\u094d\u0926\u0940",
        "ﬁre",
        "a_b",
        "№ 5",
    ]
    for text in texts:
        found = browser.execute_script("return wordsIn(arguments[0])", text)
        assert set(found) == words_of(text), text


def wait_quiet(browser):
    """Until typing has paused and its search is done."""
    browser.execute_async_script("setTimeout(arguments[0], 400)")


def test_a_unit_opens_its_sentences(visit):
    browser = visit("index.html")
    browser.find_element(By.XPATH, "//table[@id='unit-table']//button[text()='3rd Battalion']").click()
    (item,) = until(
        browser,
        "document.querySelectorAll('#panel .said li').length && [...document.querySelectorAll('#panel .said li')]",
    )
    assert item.find_element(By.TAG_NAME, "mark").text == "3rd Battalion"
    assert item.find_element(By.CLASS_NAME, "status").text == "denied"
    assert browser.find_element(By.CSS_SELECTOR, "#panel h2").text == "3rd Battalion"
    item.find_element(By.TAG_NAME, "a").click()
    assert browser.current_url.endswith("articles/00002.html#p-u1")
    assert "3rd Battalion" in browser.find_element(By.CSS_SELECTOR, "#panel h2").text
    browser.find_element(By.LINK_TEXT, "Report").click()
    assert browser.current_url.endswith("index.html")


def test_units_are_searched(visit):
    browser = visit("index.html")
    whole = rows(browser, "unit-table")
    query = browser.find_element(By.ID, "unit-query")
    query.send_keys("mechanized 47")
    until(browser, "document.querySelectorAll('#unit-table tbody tr').length < arguments[0]", len(whole))
    wait_quiet(browser)
    found = rows(browser, "unit-table")
    assert found
    assert all("47" in row and "mechanized" in row.lower() for row in found)
    assert browser.find_elements(By.CSS_SELECTOR, "#unit-table button.open")
    query.send_keys(Keys.CONTROL, "a")
    query.send_keys(Keys.DELETE)
    until(browser, "document.querySelectorAll('#unit-table tbody tr').length === arguments[0]", len(whole))


def test_losses_and_months_open_their_sentences(visit):
    browser = visit("index.html")
    browser.find_element(By.CSS_SELECTOR, ".chips button").click()
    item = until(browser, "document.querySelector('#panel .said li')")
    assert "casualties" in item.text
    assert "Ukraine" in item.text
    assert "claimed" in item.text
    assert "said by Petrenko" in item.text or "said by Ivan Petrenko" in item.text
    month = browser.find_element(By.CSS_SELECTOR, "[data-months]")
    name = month.find_element(By.CLASS_NAME, "when").text
    month.click()
    until(browser, "document.querySelector('#panel h2').textContent === arguments[0]", name)
    assert until(browser, "document.querySelectorAll('#panel .said li').length")


def boxes_of(browser, selector):
    script = "return [...document.querySelectorAll(arguments[0])].map(e => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; })"
    return browser.execute_script(script, selector)


def apart(boxes):
    return all(a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1] for a, b in combinations(boxes, 2))


@pytest.mark.parametrize("page", ["index.html", "articles/00001.html"])
def test_the_map_has_coasts_borders_scale_and_labels_that_do_not_overprint(visit, page):
    browser = visit(page)
    browser.execute_script("document.querySelector('.map').scrollIntoView()")
    until(browser, "document.querySelectorAll('.map .label').length")
    before = boxes_of(browser, ".map .spot circle")
    assert len(before) >= 3
    for selector in (".coasts", ".borders"):
        assert len(browser.find_element(By.CSS_SELECTOR, f".map {selector}").get_attribute("d")) > 500
    assert re.fullmatch(r"[\d,]+ km", browser.find_element(By.CSS_SELECTOR, ".map .scale text").text)
    for _ in range(4):
        assert apart(boxes_of(browser, ".map .label"))
        browser.find_element(By.XPATH, "//div[@class='zoom']/button[text()='+']").click()
    assert boxes_of(browser, ".map .spot circle") != before
    browser.find_element(By.XPATH, "//div[@class='zoom']/button[text()='all']").click()
    frame = boxes_of(browser, ".map svg")[0]
    for left, top, right, bottom in boxes_of(browser, ".map .spot circle"):
        assert frame[0] <= left <= right <= frame[2]
        assert frame[1] <= top <= bottom <= frame[3]


def test_the_map_has_north_up_and_leads_to_what_is_said(visit):
    browser = visit("index.html")
    browser.execute_script("document.querySelector('.map').scrollIntoView()")
    until(browser, "document.querySelectorAll('.map .spot').length")
    browser.find_element(By.XPATH, "//div[@class='zoom']/button[text()='all']").click()
    at = {}
    for spot in browser.find_elements(By.CSS_SELECTOR, ".map .spot"):
        at[spot.get_attribute("aria-label").split(".")[0]] = spot.find_element(By.TAG_NAME, "circle").rect
    north, south = sorted(at, key=lambda name: at[name]["y"])[:: len(at) - 1]
    assert (north, south) == ("Moscow", "Novohrodivka")
    assert at["Moscow"]["x"] > at["Novohrodivka"]["x"]
    browser.find_element(By.CSS_SELECTOR, '.map .spot[aria-label^="Moscow"] circle').click()
    until(browser, "document.querySelector('#panel h2')?.textContent === 'Moscow'")
    container = browser.find_element(By.CSS_SELECTOR, ".map")
    browser.execute_script("arguments[0].focus()", container)
    before = boxes_of(browser, ".map .spot circle")
    webdriver.ActionChains(browser).send_keys("+", Keys.ARROW_LEFT).perform()
    assert boxes_of(browser, ".map .spot circle") != before


def test_corrections_are_made_and_exported(visit, tmp_path):
    browser = visit("articles/00002.html")
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    browser.execute_script("localStorage.clear()")

    def correct(verb, scope, to, reason):
        browser.find_element(By.CSS_SELECTOR, '.m.first[data-m~="p-u2"]').click()
        browser.find_element(By.CSS_SELECTOR, ".correct summary").click()
        verbs, _, where = browser.find_elements(By.CSS_SELECTOR, ".correct select")
        Select(verbs).select_by_value(verb)
        Select(where).select_by_value(scope)
        if to:
            browser.find_element(By.CSS_SELECTOR, ".correct input[aria-label=To]").send_keys(to)
        if verb == "set":
            Select(until(browser, "document.querySelector('.correct select[aria-label=Field]')")).select_by_value(
                "country"
            )
        browser.find_element(By.CSS_SELECTOR, ".correct input[aria-label=Reason]").send_keys(reason)
        browser.find_element(By.CSS_SELECTOR, ".correct form button").click()

    correct("rename", "all", "47 Mech", 'the "short" form: ours')
    correct("hide", "mention", "", "not a unit")
    correct("set", "document", "PL", "Polish")
    assert browser.find_element(By.ID, "corrections").text == "3 corrections"
    browser.find_element(By.XPATH, "(//aside//button[text()='Take back'])[2]").click()
    assert browser.find_element(By.ID, "corrections").text == "2 corrections"
    browser.find_element(By.LINK_TEXT, "Export corrections").click()
    file = WebDriverWait(browser, 5).until(lambda _: next(tmp_path.glob("corrections.yaml"), None))
    assert yaml.safe_load(file.read_text(encoding="utf-8")) == [
        {"rename": "47th Mechanized Brigade", "in": "units", "to": "47 Mech", "reason": 'the "short" form: ours'},
        {
            "set": "47th Mechanized Brigade",
            "in": "units",
            "field": "country",
            "to": "PL",
            "document": "small",
            "reason": "Polish",
        },
    ]
    # they are still there on the next page
    browser.find_element(By.LINK_TEXT, "Report").click()
    assert browser.find_element(By.ID, "corrections").text == "2 corrections"
    browser.execute_script("localStorage.clear()")


def test_symbols_and_tree_are_drawn(visit):
    browser = visit("articles/00002.html")
    until(browser, "document.querySelectorAll('#unit-table .symbol svg path').length")
    assert browser.find_elements(By.CSS_SELECTOR, ".tree ul li")


def test_hostile_article_runs_nothing(visit):
    browser = visit("articles/00003.html")
    browser.find_element(By.CSS_SELECTOR, ".m.first").click()
    assert browser.find_elements(By.TAG_NAME, "img") == []
    # an alert would have stopped the driver with an exception
    assert HOSTILE in browser.find_element(By.TAG_NAME, "h1").text
    assert HOSTILE in browser.find_element(By.ID, "panel").text


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_accessibility(visit, page, scheme):
    browser = visit(page)
    features = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", features)
    if page == "index.html" or page.startswith("articles/"):
        # with the panel, its form and the map open
        browser.find_element(By.CSS_SELECTOR, "button.open, .m.first").click()
        until(browser, "document.querySelector('#panel.open .correct summary, #panel.open .said li')")
        browser.execute_script("document.querySelectorAll('#panel details').forEach((each) => (each.open = true))")
        if browser.find_elements(By.CSS_SELECTOR, ".map"):
            browser.execute_script("document.querySelector('.map').scrollIntoView()")
            until(browser, "document.querySelector('.map .label')")
    browser.execute_script((files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = browser.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    serious = [each for each in found["violations"] if each["impact"] in ("serious", "critical")]
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in serious] == []
    assert found["passes"]


@pytest.fixture
def phone(browser):
    size = {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    yield
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.usefixtures("phone")
@pytest.mark.parametrize("page", PAGES)
def test_fits_a_phone(visit, page):
    browser = visit(page)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 360


@pytest.mark.usefixtures("phone")
def test_rows_are_cards_on_a_phone(visit):
    browser = visit("articles/00001.html")
    row = browser.find_element(By.CSS_SELECTOR, "#place-table tbody tr")
    cells = [cell for cell in row.find_elements(By.TAG_NAME, "td") if cell.is_displayed()]
    tops = [cell.rect["y"] for cell in cells]
    assert tops == sorted(set(tops))  # one under the other
    assert all(cell.text for cell in cells)  # no blank ones
    name = "return getComputedStyle(arguments[0], '::before').content"
    assert browser.execute_script(name, cells[0]) == '"place"'
    browser.find_element(By.CSS_SELECTOR, ".m.first").click()
    panel = browser.find_element(By.ID, "panel")
    assert panel.rect["width"] <= 360
    assert panel.is_displayed()


def test_prints(visit, browser):
    visit("articles/00002.html")
    assert len(browser.print_page()) > 10_000
