"""Pictures of the report for the README: ``make screenshots`` writes docs/images/*.png."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from browser import Browser

from pipeline.report import write_report
from pipeline.runner import run

ROOT = Path(__file__).parents[2]
PAGE = "corpus/2021-05_gaoxin-shibao.txt"
IMAGES = ROOT / "docs" / "images"
LARGEST = 300_000  # bytes a picture
DESKTOP, PHONE = (1140, 760), (390, 780)
# name, view, language, theme, size, a key to press first
SHOTS = (
    ("overview", "/overview", "en", "light", DESKTOP, ""),
    ("overview-zh", "/overview", "zh", "light", DESKTOP, ""),
    ("page", "/page/1/732-813", "zh", "light", DESKTOP, ""),
    ("page-raw", "/page/1/732-813", "en", "light", DESKTOP, "r"),
    ("figures", "/figures", "en", "light", DESKTOP, ""),
    ("network-dark", "/network", "en", "dark", DESKTOP, ""),
    ("people-phone", "/people", "zh", "light", PHONE, ""),
    ("page-phone-dark", "/page/3", "zh", "dark", PHONE, ""),
)


def main() -> None:
    """Run the chain on the sample page, write its report, and take every picture."""
    os.chdir(ROOT)  # the pictures show the path of the input
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        seed = Path(folder) / "gaoxin-shibao-2021-05"
        run([PAGE], seed)
        report = write_report(seed, Path(folder) / "report.html").path
        browser = Browser(Path(folder) / "profile")
        try:
            for name, view, language, theme, size, key in SHOTS:
                browser.scheme(theme)
                browser.size(*size)
                browser.open(report, view, language=language)
                if key:
                    browser.press(key)
                    browser.settled()
                path = IMAGES / f"{name}.png"
                browser.picture(path)
                assert path.stat().st_size < LARGEST, f"{path} is larger than {LARGEST:,} bytes"
        finally:
            browser.close()


if __name__ == "__main__":
    main()
