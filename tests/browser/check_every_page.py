"""What holds of every page: nothing runs, everybody can read it, on a phone and on paper."""

from __future__ import annotations

from importlib.resources import files

import pytest
from selenium.webdriver.common.by import By
from tests.browser.pages import HOSTILE, PAGES, until


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
