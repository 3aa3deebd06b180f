"""Pictures for the README: ``python docs/screenshots.py REPORT FACTS FOLDER ARTICLE``.

REPORT is a report's folder, FACTS that of a collation as CSV, ARTICLE the name of the article on the front page. Needs
Chromium and Selenium.
"""

from __future__ import annotations

import csv
import shutil
import sys
from html import escape
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

_COLUMNS = ("canonical", "echelon", "country", "count", "first_event", "places", "sentence_text")
_ROWS = 16
_UNIT = "47th Mechanized Brigade"
_STYLE = (
    "body{font:14px system-ui,sans-serif;margin:12px;color:#1b1d21}table{border-collapse:collapse}"
    "th,td{border:1px solid #d5d9e0;padding:4px 8px;text-align:left;vertical-align:top;max-width:30rem;"
    "white-space:nowrap;overflow:hidden;text-overflow:ellipsis}th{background:#f4f6f9}"
)


def main(report: Path, facts: Path, folder: Path, article: str) -> None:
    """Write one PNG a picture into ``folder``."""
    options = Options()
    options.binary_location = shutil.which("chromium") or ""
    for argument in ("--headless=new", "--no-sandbox", "--hide-scrollbars", "--window-size=1200,860"):
        options.add_argument(argument)
    browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    folder.mkdir(parents=True, exist_ok=True)

    def ready(selector: str) -> None:
        WebDriverWait(browser, 10).until(lambda b: b.find_elements(By.CSS_SELECTOR, selector))

    try:
        browser.get((report / "index.html").resolve().as_uri())
        browser.find_element(By.XPATH, f"//table[@id='unit-table']//button[text()='{_UNIT}']").click()
        ready("#panel .said li")
        browser.find_element(By.ID, "query").send_keys("brigade")
        ready("#results li")
        browser.save_screenshot(str(folder / "report-index.png"))
        page = browser.find_element(By.LINK_TEXT, article).get_attribute("href")
        browser.get(page)
        unit = browser.find_element(By.CSS_SELECTOR, '.m.first[data-labels="UNIT"]')
        browser.execute_script("arguments[0].click(); scrollTo(0, arguments[0].offsetTop - 300)", unit)
        browser.save_screenshot(str(folder / "report-article.png"))
        browser.execute_script("document.getElementById('places').scrollIntoView()")
        ready(".map .label")
        browser.save_screenshot(str(folder / "report-map.png"))
        browser.get(_table(facts / "units.csv", folder).as_uri())
        browser.find_element(By.TAG_NAME, "table").screenshot(str(folder / "table-units.png"))
    finally:
        browser.quit()
        (folder / "table.html").unlink(missing_ok=True)


def _table(file: Path, folder: Path) -> Path:
    """The units of most mentions as a page with a table."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = sorted(csv.DictReader(stream), key=lambda row: -int(row["count"]))[:_ROWS]
    head = "".join(f"<th>{name}</th>" for name in _COLUMNS)
    body = "".join("<tr>" + "".join(f"<td>{escape(row[name])}</td>" for name in _COLUMNS) + "</tr>" for row in rows)
    page = folder / "table.html"
    page.write_text(f"<!doctype html><style>{_STYLE}</style><table><tr>{head}</tr>{body}</table>", encoding="utf-8")
    return page.resolve()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]), sys.argv[4])
