"""Pictures of a report for the README: ``python docs/screenshots.py REPORT FOLDER``; needs Chromium and Selenium."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

SHOTS = {
    "index": ("index.html", None),
    "article": ("articles/00001.html", None),
    "units": ("articles/00001.html", "units"),
    "map": ("articles/00001.html", "places"),
}
"""Picture -> page and section; None is the top of the page."""


def main(report: Path, folder: Path) -> None:
    """Write one PNG a picture into ``folder``."""
    options = Options()
    options.binary_location = shutil.which("chromium") or ""
    for argument in ("--headless=new", "--no-sandbox", "--hide-scrollbars", "--window-size=1200,860"):
        options.add_argument(argument)
    browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for name, (page, section) in SHOTS.items():
            browser.get((report / page).resolve().as_uri())
            if section is not None:
                browser.execute_script("arguments[0].scrollIntoView()", browser.find_element(By.ID, section))
            elif name == "article":
                # the fields of the first mention that differs from gold
                browser.execute_script("document.querySelector('.m.first[data-state=field], .m.first').focus()")
            browser.save_screenshot(str(folder / f"report-{name}.png"))
    finally:
        browser.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
