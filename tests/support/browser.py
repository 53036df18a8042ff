"""Chromium driven by Selenium, just as much as the tests and the screenshots need."""

from __future__ import annotations

import base64
import time
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.common.by import By

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
)  # fmt: skip


class Browser:
    """One window; ``profile`` is an empty folder of its own."""

    def __init__(self, profile: Path) -> None:
        options = webdriver.ChromeOptions()
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.binary_location = "/usr/bin/chromium"
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(
            options=options, service=webdriver.ChromeService("/usr/bin/chromedriver")
        )
        self.size(1280, 900)

    def close(self) -> None:
        self.driver.quit()

    def size(self, width: int, height: int) -> None:
        """The window's inner size; below 600 pixels it is a phone."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def scheme(self, name: str) -> None:
        """What the system prefers: light or dark."""
        features = [{"name": "prefers-color-scheme", "value": name}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def open(self, address: str | Path, fragment: str = "/overview", *, language: str = "en") -> None:
        """Load a report anew, with nothing remembered but the language."""
        url = address if isinstance(address, str) else address.resolve().as_uri()
        if self.driver.current_url.split("#")[0] != url:
            self.driver.get(url)
        self.run("localStorage.clear(); localStorage.setItem('jianbao.language', arguments[0])", language)
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        self.driver.get(f"{url}#{fragment}")
        self.settled()

    def go(self, fragment: str) -> None:
        """To another view of the page that is open."""
        ready = self.run("return document.body.dataset.ready")
        if self.run("return location.hash") != f"#{fragment}":
            self.run("location.hash = arguments[0]", fragment)
            self.until("document.body.dataset.ready !== arguments[0]", ready)
        self.settled()

    def settled(self) -> None:
        """Until the view is there and its charts are drawn."""
        self.until("document.body.dataset.ready")
        self.until("[...document.querySelectorAll('.chart')].every((c) => c.querySelector('svg'))")

    def until(self, condition: str, *values: Any, seconds: float = 20) -> None:
        """Until a JavaScript condition holds; an AssertionError names the one that never does."""
        end = time.monotonic() + seconds
        while not self.run(f"return Boolean({condition})", *values):
            assert time.monotonic() < end, f"never came true: {condition}; {self.errors()}"
            time.sleep(0.03)

    def run(self, script: str, *values: Any) -> Any:
        return self.driver.execute_script(script, *values)

    def all(self, selector: str) -> list[Any]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector: str = "#view") -> str:
        return str(self.run("return document.querySelector(arguments[0]).textContent", selector))

    def press(self, *keys: str) -> None:
        """Keys, sent to whatever has the focus."""
        webdriver.ActionChains(self.driver).send_keys(*keys).perform()

    def errors(self) -> list[str]:
        """What the console complained of since the last load or call."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] != "INFO"]

    def picture(self, path: Path) -> None:
        """A screenshot of the window as PNG, once nothing scrolls any more."""
        place = None
        while place != (place := self.run("return scrollY")):
            time.sleep(0.2)
        data = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"]
        path.write_bytes(base64.b64decode(data))
