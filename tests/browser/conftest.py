"""A real Chromium in front of the real demo, as wide as a small phone."""

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from sandbox import browser as chromium
from sandbox.running import RunningDemo

PHONE = ViewportSize(width=360, height=740)
DESKTOP = ViewportSize(width=1280, height=800)
LONG_WAIT = 15_000  # milliseconds; the machine may be busy with other tests
# All of WCAG 2.2 AA, and what axe calls best practice.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

HERE = re.compile(r"http://(localhost|127\.0\.0\.1):\d+/")  # the pay page is another port of this machine

expect.set_options(timeout=LONG_WAIT)

OpenPage = Callable[..., Page]
CheckAxe = Callable[[Page], None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say what is left out, and why, where there is no Chromium."""
    if chromium.path() is None:
        reason = "there is no Chromium here (apt-get install chromium, or CHROMIUM=/path/to/chromium)"
        for item in items:
            if "tests/browser" in item.nodeid:
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    """One browser for a file; it talks to nobody but this machine."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.path(), args=chromium.FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chrome: Browser, demo: RunningDemo) -> Iterator[OpenPage]:
    """`open_page("/en/questions/", person="reto")`: a page of its own, logged in when a person is named.

    At the end every page must have been without errors in its console and without requests to anybody else.
    """
    faults: list[str] = []
    contexts = []

    def open_(path: str = "/en/", *, person: str = "", size: ViewportSize = PHONE, dark: bool = False) -> Page:
        context = chrome.new_context(
            base_url=demo.url, viewport=size, color_scheme="dark" if dark else "light", locale="en-GB"
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(LONG_WAIT)
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda asked: None if HERE.match(asked.url) else faults.append(asked.url))
        if person:
            log_in(page, f"{person}@mitenand.example")
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


def log_in(page: Page, address: str) -> None:
    """Log in by one tap on the list of the demo's people."""
    page.goto("/en/account/login/")
    page.locator(f"form:has(input[type=hidden][value='{address}']) button").click()
    page.wait_for_url(lambda url: "/account/login/" not in url)


@pytest.fixture
def finds_nothing() -> CheckAxe:
    """`finds_nothing(page)`: axe sees no fault, and nothing sticks out of the screen."""

    def check(page: Page) -> None:
        # The bar at the thumb floats, and covers whatever lies below it at this very scroll.
        page.evaluate("document.querySelectorAll('.tabbar').forEach(bar => { bar.style.position = 'static' })")
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url} is {wide} px wider than the screen"

    return check
