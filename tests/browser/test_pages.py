"""The main pages on a small phone: axe finds nothing, nothing sticks out, no error, no third party."""

import pytest

from tests.browser.conftest import DESKTOP, CheckAxe, OpenPage

FOR_GUESTS = ["/en/", "/en/questions/", "/en/search/?q=wifi", "/en/account/login/", "/en/account/signup/"]
FOR_MEMBERS = ["/en/questions/ask/", "/en/mine/", "/en/notices/", "/en/settings/"]


@pytest.mark.browser
@pytest.mark.parametrize("path", FOR_GUESTS)
def test_a_guest_sees_a_page_without_fault(path: str, open_page: OpenPage, finds_nothing: CheckAxe):
    page = open_page(path)
    finds_nothing(page)
    assert page.context.cookies() == [] or "/account/" in path


@pytest.mark.browser
@pytest.mark.parametrize("path", FOR_GUESTS)
def test_in_the_dark_and_on_a_desk_too(path: str, open_page: OpenPage, finds_nothing: CheckAxe):
    finds_nothing(open_page(path, size=DESKTOP, dark=True))


@pytest.mark.browser
def test_a_member_sees_pages_without_fault(open_page: OpenPage, finds_nothing: CheckAxe):
    page = open_page("/en/", person="reto")
    for path in FOR_MEMBERS:
        page.goto(path)
        finds_nothing(page)


@pytest.mark.browser
def test_the_first_question_of_the_list_without_fault(open_page: OpenPage, finds_nothing: CheckAxe):
    page = open_page("/en/questions/")
    page.locator("main a[href*='/questions/']").first.click()
    page.wait_for_load_state()
    finds_nothing(page)
