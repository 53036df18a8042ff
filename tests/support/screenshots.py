"""Pictures of the report for the README: ``make screenshots`` writes docs/images/*.png."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from browser import Browser
from jianbao.report import write_report
from jianbao.runner import run
from jianbao.writing.folder import RunFolder

ROOT = Path(__file__).parents[2]
PAGE = "corpus/2021-05_gaoxin-shibao.txt"
IMAGES = ROOT / "docs" / "images"
LARGEST = 300_000  # bytes a picture
DESKTOP, PHONE = (1100, 720), (390, 780)
# name, view, language, theme, size, a key to press first
SHOTS = (
    ("overview", "/overview", "en", "light", DESKTOP, ""),
    ("overview-zh", "/overview", "zh", "light", DESKTOP, ""),
    ("page", "/page/QUOTE", "zh", "light", DESKTOP, ""),
    ("page-raw", "/page/QUOTE", "en", "light", DESKTOP, "r"),
    ("figures", "/figures", "en", "light", DESKTOP, ""),
    ("network-dark", "/network", "en", "dark", DESKTOP, ""),
    ("people-phone", "/people", "zh", "light", PHONE, ""),
    ("page-phone-dark", "/page/LAST", "zh", "dark", PHONE, ""),
)


def main() -> None:
    """Run the chain on the sample page, write its report, and take every picture."""
    os.chdir(ROOT)  # the pictures show the path of the input
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        seed = Path(folder) / "gaoxin-shibao-2021-05"
        run([PAGE], seed)
        report = write_report(seed, Path(folder) / "report.html").path
        views = places(seed)
        browser = Browser(Path(folder) / "profile")
        try:
            for name, view, language, theme, size, key in SHOTS:
                browser.scheme(theme)
                browser.size(*size)
                browser.open(report, views.get(view, view), language=language)
                if key:
                    browser.press(key)
                    browser.settled()
                path = IMAGES / f"{name}.png"
                browser.picture(path)
                assert path.stat().st_size < LARGEST, f"{path} is larger than {LARGEST:,} bytes"
        finally:
            browser.close()


def places(folder: Path) -> dict[str, str]:
    """Where the pictures of pages are taken: at the quote of the 痛点, and at the last article."""
    articles = list(RunFolder(folder).articles())
    n, quote = next((n, q) for n, a in enumerate(articles) for q in a.quotes or () if "痛点" in q.text)
    return {"/page/QUOTE": f"/page/{n}/{quote.start}-{quote.end}", "/page/LAST": f"/page/{len(articles) - 1}"}


if __name__ == "__main__":
    main()
