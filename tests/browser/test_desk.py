"""The desk by keyboard alone: find a sheet, take it, fill the rows, put it back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, CheckAxe, OpenPage


def chosen(page: Page) -> list[str]:
    script = "() => [...document.querySelectorAll('.rubric input:checked')].map((input) => input.name + input.value)"
    found: list[str] = page.evaluate(script)
    return found


@pytest.mark.browser
def test_a_sheet_is_judged_without_a_mouse(open_page: OpenPage, finds_nothing: CheckAxe):
    page = open_page("/en/desk/", person="nora", size=DESKTOP)
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_be_visible()
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page).to_have_url(re.compile(r"/en/audits/\d+/$"))
    expect(page.get_by_role("button", name="Save and open the next")).to_be_visible()
    finds_nothing(page)
    page.keyboard.press("j")
    for key in "12111":
        page.keyboard.press(key)
    assert chosen(page) == ["answeredyes", "rightpartly", "completeyes", "safeyes", "currentyes"]
    page.get_by_role("button", name="Put it back").click()
    expect(page).to_have_url(re.compile(r"/en/desk/$"))
