"""Every view by axe-core, at desktop and phone width, light and dark: no serious fault."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jianbao.report.data import TABS
from served import serving

CARRIERS = ("axe_playwright_python", "axe_core_python")  # packages that bring axe.min.js, the newer first
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ['violations']}).then((found) => done(found.violations
  .filter((v) => ['serious', 'critical'].includes(v.impact))
  .map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(' | ')}`)));
"""


@pytest.fixture(scope="module")
def axe() -> str:
    for name in CARRIERS:
        spec = importlib.util.find_spec(name)
        if spec and spec.origin:
            return (Path(spec.origin).parent / "axe.min.js").read_text("utf-8")
    pytest.skip("axe-core is not here; pip install axe-core-python")


@pytest.fixture(scope="module")
def address(seed_run: Path) -> Iterator[str]:
    with serving(seed_run, edit=True) as found:
        yield found


def faults(browser: Any, axe: str) -> list[str]:
    browser.run(axe)
    return list(browser.driver.execute_async_script(RUN))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_view_has_a_serious_fault(browser: Any, address: str, axe: str, size: str, scheme: str) -> None:
    browser.size(*SIZES[size])
    browser.scheme(scheme)
    try:
        browser.open(address, "/overview")
        for view in (*TABS, "analyse", "page/1/56-66", "search/痛点"):
            browser.go(f"/{view}")
            assert faults(browser, axe) == [], view
    finally:
        browser.size(*SIZES["desktop"])
        browser.scheme("light")
