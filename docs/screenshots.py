"""Pictures of a report for the README: ``python docs/screenshots.py REPORT FOLDER ARTICLE``.

ARTICLE is the name of the article on the front page. Needs Chromium and Selenium.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

SHOTS = {"article": None, "units": "units", "map": "places"}
"""Picture -> section of the article's page; None is its top."""


def main(report: Path, folder: Path, article: str) -> None:
    """Write one PNG a picture into ``folder``."""
    options = Options()
    options.binary_location = shutil.which("chromium") or ""
    for argument in ("--headless=new", "--no-sandbox", "--hide-scrollbars", "--window-size=1200,860"):
        options.add_argument(argument)
    browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        browser.get((report / "index.html").resolve().as_uri())
        browser.save_screenshot(str(folder / "report-index.png"))
        page = browser.find_element(By.LINK_TEXT, article).get_attribute("href")
        for name, section in SHOTS.items():
            browser.get(page)
            if section is not None:
                browser.execute_script("arguments[0].scrollIntoView()", browser.find_element(By.ID, section))
            else:
                # the fields of the first mention that differs from gold
                browser.execute_script(
                    "(document.querySelector('.m.first[data-state=field]') ?? document.querySelector('.m.first')).focus()"
                )
            browser.save_screenshot(str(folder / f"report-{name}.png"))
    finally:
        browser.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
