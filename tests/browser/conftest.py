"""A report of three articles, and a Chromium that opens its pages."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from tests.browser.pages import HOSTILE
from tests.interchange.records import gold_record

from sitrex.report.site import write_report

GOLD = Path(__file__).parents[2] / "corpus/gold"


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


@pytest.fixture
def phone(browser):
    size = {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    yield
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
