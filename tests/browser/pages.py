"""The pages of the report that the checks open, and what several of them ask of a page."""

from __future__ import annotations

from selenium.webdriver.support.ui import WebDriverWait

PAGES = ["index.html", "articles.html", "scores.html", *(f"articles/0000{n}.html" for n in (1, 2, 3))]
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(2)> Kyiv </pre>"


def until(browser, script, *arguments):
    """What a script gives once it gives something: data is loaded when it is used."""
    return WebDriverWait(browser, 5).until(lambda b: b.execute_script(f"return {script}", *arguments))


def rows(browser, table):
    script = "return [...document.querySelectorAll(`#${arguments[0]} tbody tr`)].filter(r => !r.hidden).map(r => r.textContent)"
    return browser.execute_script(script, table)
