"""The pictures of the README: the top of each page that it shows, as it is now. `make pictures` runs this."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
WIDE, HIGH = 1200, 900


def main(pairs: list[str]) -> None:
    """Take a picture of each page: pairs of a page's file and the picture's."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        opened = browser.new_page(viewport={"width": WIDE, "height": HIGH}, color_scheme="light")
        for page, picture in zip(pairs[::2], pairs[1::2], strict=True):
            opened.goto(Path(page).resolve().as_uri())
            opened.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
