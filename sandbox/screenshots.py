"""`make screenshots`: the main pages in a real browser, on a phone and on a desk, by day and by night."""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from sandbox import browser as chromium
from sandbox import environment
from sandbox.environment import Ports
from sandbox.running import RunningDemo
from sandbox.trouble import Trouble, told

PORT = 18800
SIZES = {"phone": ViewportSize(width=360, height=740), "desk": ViewportSize(width=1280, height=800)}
LIGHTS: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@dataclass(frozen=True)
class Shot:
    """One page: how its picture is called, who looks, where they begin and which link they follow."""

    name: str
    person: str
    path: str
    link: str = ""


SHOTS = [
    Shot("home", "", "/en/"),
    Shot("question", "", "/en/questions/?show=solved", "main a[href*='/questions/']"),
    Shot("ask", "reto", "/en/questions/ask/"),
    Shot("helpers", "", "/en/helpers/"),
    Shot("book", "reto", "/en/helpers/", "main a[href*='/helpers/']"),
    Shot("booking", "davide", "/en/bookings/", "main a[href*='/bookings/']"),
    Shot("today", "giulia", "/en/helper/today/"),
    Shot("cockpit", "thomas", "/en/cockpit/"),
    Shot("desk", "nora", "/en/desk/"),
    Shot("audit", "dario", "/en/desk/", "main a[href*='/audits/']"),
]


def main() -> int:
    """Start a demo of its own, take every picture, end it."""
    if chromium.path() is None:
        raise Trouble("There is no Chromium here. Install it, or name it: CHROMIUM=/path/to/chromium make screenshots")
    album = environment.var_folder() / "screenshots"
    shutil.rmtree(album, ignore_errors=True)
    with TemporaryDirectory(prefix="mitenand-") as folder:
        demo = RunningDemo(Path(folder) / "var", Ports(PORT))
        print("Starting a demo for the pictures …", flush=True)
        try:
            demo.start()
            _take_all(demo, album)
        finally:
            demo.end()
    print(f"The pictures are in {album}")
    return 0


def _take_all(demo: RunningDemo, album: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.path(), args=chromium.FLAGS)
        for shot in SHOTS:
            print(f"  {shot.name}", flush=True)
            for size in SIZES:
                for light in LIGHTS:
                    _take(browser, demo, shot, size, light, album / f"{shot.name}-{size}-{light}.png")
        browser.close()


def _take(
    browser: Browser, demo: RunningDemo, shot: Shot, size: str, light: Literal["light", "dark"], file: Path
) -> None:
    with browser.new_context(base_url=demo.url, viewport=SIZES[size], color_scheme=light) as context:
        page = context.new_page()
        if shot.person:
            log_in(page, shot.person)
        page.goto(shot.path)
        if shot.link and page.locator(shot.link).count():
            page.goto(page.locator(shot.link).first.get_attribute("href") or shot.path)
        page.wait_for_load_state("networkidle")
        # As tall as the page, so that the bar at the bottom of a phone stands at its end.
        tall = int(page.evaluate("document.documentElement.scrollHeight"))
        page.set_viewport_size(ViewportSize(width=SIZES[size]["width"], height=tall))
        page.screenshot(path=file)


def log_in(page: Page, person: str) -> None:
    """Log in by one tap on the list of the demo's people."""
    page.goto("/en/account/login/")
    page.locator(f"form:has(input[type=hidden][value='{person}@mitenand.example']) button").click()
    page.wait_for_url(lambda url: "/account/login/" not in url)


if __name__ == "__main__":
    sys.exit(told(main))
