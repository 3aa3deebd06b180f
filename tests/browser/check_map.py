"""The map of the places."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from tests.browser.pages import until


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
