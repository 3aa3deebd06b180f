"""The page of an article: marks, toggles, panel, keys, tables, corrections."""

from __future__ import annotations

import pytest
import yaml
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait
from tests.browser.pages import rows, until


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


def test_symbols_and_tree_are_drawn(visit):
    browser = visit("articles/00002.html")
    until(browser, "document.querySelectorAll('#unit-table .symbol svg path').length")
    assert browser.find_elements(By.CSS_SELECTOR, ".tree ul li")


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
