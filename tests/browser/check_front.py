"""The front page: search, units, losses, months."""

from __future__ import annotations

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from tests.browser.pages import rows, until

from sitrex.report.desk import words_of


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
