"""The report in a real browser: run by ``make test-browser``, not by ``make test``, since it needs Chromium.

The name keeps pytest from collecting the file unasked.
"""

from __future__ import annotations

import json
import shutil
from importlib.resources import files
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from tests.interchange.test_interchange import gold_record

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
    seed["entities"] = [m | {"lat": 48.28, "lon": 37.18} if m["text"] == "Pokrovsk" else m for m in seed["entities"]]
    small["entities"] = [m for m in small["entities"] if m["text"] != "Pokrovsk"]
    small["dates"][0] = small["dates"][0] | {"label": "TIME"}
    small["numbers"][1] = small["numbers"][1] | {"start": small["numbers"][1]["start"] + 5, "text": "than 1,200"}
    small["units"][0] |= {"sidc": "10031000161211020000"}
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


PAGES = ["index.html", "articles/00001.html", "articles/00002.html", "articles/00003.html"]


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


def test_toggles_hide_a_list_and_a_state(visit):
    browser = visit("articles/00002.html")
    shown = "return [...document.querySelectorAll('.m')].filter(m => m.dataset.shown === arguments[0]).length"
    assert browser.execute_script(shown, "entities") > 0
    browser.find_element(By.CSS_SELECTOR, "[data-list=entities]").click()
    assert browser.execute_script(shown, "entities") == 0
    assert browser.execute_script(shown, "units") > 0
    browser.find_element(By.CSS_SELECTOR, "[data-list=entities]").click()
    before = browser.execute_script(shown, "entities")
    browser.find_element(By.CSS_SELECTOR, "[data-state-box=missed]").click()
    assert browser.execute_script(shown, "entities") == before - 1


def test_all_kinds_of_difference_are_marked(visit):
    browser = visit("articles/00002.html")
    states = browser.execute_script("return [...document.querySelectorAll('.m')].map(m => m.dataset.state)")
    assert {"correct", "label", "boundary", "missed", "field"} <= set(states)


def test_hover_focus_and_keys_show_the_fields(visit):
    browser = visit("articles/00002.html")
    piece = browser.find_element(By.CSS_SELECTOR, '.m.first[data-m~="p-d1"]')
    detail = browser.find_element(By.ID, "detail")
    assert not detail.is_displayed()
    webdriver.ActionChains(browser).move_to_element(piece).perform()
    assert "2025-11-05" in detail.text
    assert "TIME" in detail.text
    assert "DATE" in detail.text
    webdriver.ActionChains(browser).send_keys(Keys.ESCAPE).perform()
    assert not detail.is_displayed()
    browser.execute_script("arguments[0].focus()", piece)
    assert detail.is_displayed()


def test_search_and_sort(visit):
    browser = visit("articles/00001.html")
    rows = (
        "return [...document.querySelectorAll('#figure-table tbody tr')].filter(r => !r.hidden).map(r => r.textContent)"
    )
    whole = browser.execute_script(rows)
    browser.find_element(By.CSS_SELECTOR, "[data-filter=figure-table]").send_keys("QUANTITY")
    found = browser.execute_script(rows)
    assert 0 < len(found) < len(whole)
    assert all("QUANTITY" in row for row in found)
    count = browser.find_element(By.CSS_SELECTOR, "[data-count=figure-table]").text
    assert count == f"{len(found)} of {len(whole)} rows"
    browser.find_element(By.XPATH, "//table[@id='figure-table']//button[text()='value']").click()
    column = (
        "return [...document.querySelectorAll('#figure-table tbody tr')].map(r => parseFloat(r.cells[2].textContent))"
    )
    values = [value for value in browser.execute_script(column) if value is not None]
    assert values == sorted(values)


def test_links_lead_to_articles_and_mentions(visit):
    browser = visit("index.html")
    browser.find_element(By.PARTIAL_LINK_TEXT, "small").click()
    assert browser.current_url.endswith("articles/00002.html")
    browser.find_element(By.CSS_SELECTOR, "#unit-table a").click()
    assert browser.current_url.endswith("#p-u1")
    assert "3rd Battalion" in browser.find_element(By.ID, "detail").text
    browser.find_element(By.LINK_TEXT, "All articles").click()
    assert browser.current_url.endswith("index.html")


def test_symbols_outline_and_tree_are_drawn(visit):
    browser = visit("articles/00002.html")
    assert browser.find_elements(By.CSS_SELECTOR, "#unit-table .symbol svg path")
    assert browser.find_elements(By.CSS_SELECTOR, ".tree ul ul")
    browser = visit("articles/00001.html")
    box = browser.execute_script("return document.querySelector('[data-outline] path').getBBox().width")
    assert box > 300


def test_hostile_article_runs_nothing(visit):
    browser = visit("articles/00003.html")
    browser.execute_script("document.querySelector('.m.first').focus()")
    assert browser.find_elements(By.TAG_NAME, "img") == []
    # an alert would have stopped the driver with an exception
    assert HOSTILE in browser.find_element(By.TAG_NAME, "h1").text
    assert HOSTILE in browser.find_element(By.ID, "detail").text


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_accessibility(visit, page, scheme):
    browser = visit(page)
    features = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", features)
    browser.execute_script((files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = browser.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    serious = [each for each in found["violations"] if each["impact"] in ("serious", "critical")]
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in serious] == []
    assert found["passes"]


@pytest.mark.parametrize("page", PAGES)
def test_fits_a_phone(visit, browser, page):
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}
    )
    visit(page)
    width = browser.execute_script("return document.documentElement.scrollWidth")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert width <= 360


def test_prints(visit, browser):
    visit("articles/00002.html")
    assert len(browser.print_page()) > 10_000
