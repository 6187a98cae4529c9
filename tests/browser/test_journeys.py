"""The four ways through the product in a real Chromium, on a small phone; axe looks at every page on the way."""

import re

import pytest
from playwright.sync_api import Page, expect

from sandbox.running import RunningDemo, soon
from tests.browser.conftest import CheckAxe, OpenPage
from tests.kill.records import Records
from tests.kill.test_kill import LINK, begins_now

pytestmark = pytest.mark.browser

TITLE = "The television goes black during the evening news"
CRITERIA = ("answered", "right", "complete", "safe", "current")


@pytest.fixture(scope="module")
def records(demo: RunningDemo) -> Records:
    return Records(demo)


def unfold(page: Page) -> None:
    """Open what is folded on a phone."""
    page.evaluate("document.querySelectorAll('main details').forEach(part => { part.open = true })")


def send(page: Page, action: str, choice: str = "") -> None:
    """Send the form whose address ends with `action`, by the button with the value `choice` or by its first."""
    form = page.locator(f"form[action$='{action}']").first
    button = form.locator(f"button[value='{choice}']" if choice else "button[type=submit]").first
    unfold(page)
    with page.expect_navigation():
        button.click()
    page.wait_for_load_state()


def test_from_the_question_to_a_verified_solution(
    open_page: OpenPage, finds_nothing: CheckAxe, demo: RunningDemo, records: Records
) -> None:
    question = _ask(open_page, finds_nothing)
    _answer_comment_and_accept(open_page, finds_nothing, question)
    _others_have_it_too_and_it_worked(open_page, finds_nothing, question)
    _after_three_days(open_page, finds_nothing, demo, records, question)
    _a_blind_sheet(open_page, finds_nothing, records, question)
    done = demo.manage("replay_cases", "--check")
    assert "0 differ" in done.stdout, done.stdout + done.stderr


def _ask(open_page: OpenPage, finds_nothing: CheckAxe) -> str:
    """What is known appears while one types; the address of the question."""
    page = open_page("/en/questions/ask/", person="reto")
    page.locator("#id_title").press_sequentially("Internet fällt jeden Abend aus", delay=10)
    expect(page.locator("[aria-live] a").first).to_be_visible()
    finds_nothing(page)
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_topic").select_option(index=1)
    page.locator("#id_source").fill("Picture and sound stop for a minute. I changed the cable; no difference.")
    send(page, "/questions/ask/")
    expect(page.locator("h1")).to_have_text(TITLE)
    finds_nothing(page)
    return page.url.split("?")[0]


def _answer_comment_and_accept(open_page: OpenPage, finds_nothing: CheckAxe, question: str) -> None:
    answerer = open_page(question, person="hanspeter")
    answerer.locator("#id_source").first.fill("Switch off the energy saver of the box, then wait one evening.")
    send(answerer, "/answer/")
    finds_nothing(answerer)
    asker = open_page(question, person="reto")
    unfold(asker)
    asker.locator("form[action$='/comment/'] textarea").first.fill("Where do I find the energy saver?")
    send(asker, "/comment/")
    send(asker, "/accept/")
    expect(asker.locator("main")).to_contain_text(re.compile("Claimed|A claim"))
    finds_nothing(asker)


def _others_have_it_too_and_it_worked(open_page: OpenPage, finds_nothing: CheckAxe, question: str) -> None:
    page = open_page(question, person="mathilde")
    send(page, "/same-problem/")
    send(page, "/outcome/", "yes")
    expect(page.locator("main")).to_contain_text("1 of 1")
    finds_nothing(page)


def _after_three_days(
    open_page: OpenPage, finds_nothing: CheckAxe, demo: RunningDemo, records: Records, question: str
) -> None:
    """The link from the mail is answered in one tap, without a log-in."""
    number = int(re.search(r"/questions/(\d+)/", question)[1])  # type: ignore[index]
    of_this = "case_id = (SELECT case_id FROM community_question WHERE id = %s)"
    records.ask(f"UPDATE cases_followup SET due_at = now() WHERE kind = 'day3' AND {of_this}", number)
    records.run_the_clock()
    assert soon(lambda: _link(demo), 90), "no mail asked whether it held"
    page = open_page(_link(demo))
    finds_nothing(page)
    with page.expect_navigation():
        page.locator("button[value=yes]").click()
    expect(page.locator("h1")).to_contain_text(re.compile("Thank you|Danke"))
    finds_nothing(page)
    assert page.context.cookies() == []
    guest = open_page(question)
    expect(guest.locator("main")).to_contain_text("Confirmed")
    finds_nothing(guest)


def _link(demo: RunningDemo) -> str:
    mails = [mail for mail in demo.mails() if "reto@" in mail["to"] and TITLE in mail["subject"]]
    return next((link for mail in mails for link in LINK.findall(mail["text"])), "")


def _a_blind_sheet(open_page: OpenPage, finds_nothing: CheckAxe, records: Records, question: str) -> None:
    moderator = open_page(question, person="nora")
    send(moderator, "/ask/")
    sheet = records.one("SELECT max(id) FROM moderation_audit")
    desk = open_page("/en/desk/", person="dario")
    finds_nothing(desk)
    desk.goto(f"/en/audits/{sheet}/")
    finds_nothing(desk)
    assert "Hanspeter" not in desk.locator("main").inner_text()
    send(desk, "/claim/")
    finds_nothing(desk)
    for name in CRITERIA:
        desk.locator(f"input[name={name}][value=yes]").check(force=True)
    send(desk, "/decide/")
    guest = open_page(question)
    expect(guest.locator("main")).to_contain_text("Verified")
    finds_nothing(guest)


def test_book_pay_visit_and_see_where_the_money_is(
    open_page: OpenPage, finds_nothing: CheckAxe, demo: RunningDemo, records: Records
) -> None:
    customer = open_page("/en/helpers/?where=7000", person="mathilde")
    finds_nothing(customer)
    customer.goto(f"/en/helpers/{_slug_of(records, 'ursina')}/")
    finds_nothing(customer)
    customer.locator("input[name=start]:not(:disabled)").first.check(force=True)
    with customer.expect_navigation():
        customer.locator("form:has(input[name=start]) button[type=submit]").first.click()
    finds_nothing(customer)
    customer.locator("#id_wish").fill("The television stays black")
    if customer.locator("#id_address").count():
        customer.locator("#id_address").fill("Obere Gasse 1, 7000 Chur")
    send(customer, "/book/")
    assert f":{demo.at.stripe}/" in customer.url, "the pay page follows"
    with customer.expect_navigation():
        customer.locator("button").first.click()
    booking = int(records.one("SELECT max(id) FROM marketplace_booking"))
    assert soon(lambda: _status(records, booking) == "confirmed", 60), _status(records, booking)
    customer.goto(f"/en/bookings/{booking}/")
    expect(customer.locator("main")).to_contain_text("Held by us")
    finds_nothing(customer)
    _visit(open_page, finds_nothing, records, booking)
    customer.reload()
    finds_nothing(customer)
    customer.locator("input[name=value][value=solved]").check(force=True)
    send(customer, "/say/")
    assert soon(lambda: _status(records, booking) == "closed", 60), _status(records, booking)
    customer.reload()
    finds_nothing(customer)
    assert records.ledger_is_balanced()


def _visit(open_page: OpenPage, finds_nothing: CheckAxe, records: Records, booking: int) -> None:
    begins_now(records, booking)
    helper = open_page("/en/helper/today/", person="ursina")
    finds_nothing(helper)
    helper.locator(f"form[action*='/visits/{booking}/check-in/'] button").click()
    helper.wait_for_load_state()
    form = helper.locator(f"form[action*='/visits/{booking}/check-out/']")
    form.locator("input[name=outcome][value=solved]").check(force=True)
    finds_nothing(helper)
    with helper.expect_navigation():
        form.locator("button[type=submit]").click()


def _slug_of(records: Records, name: str) -> str:
    query = "SELECT slug FROM marketplace_helper h JOIN accounts_user u ON u.id = h.person_id WHERE u.email LIKE %s"
    return str(records.one(query, f"{name}@%"))


def _status(records: Records, booking: int) -> str:
    return str(records.one("SELECT status FROM marketplace_booking WHERE id = %s", booking))


def test_the_cockpit_opens_the_rows_behind_a_figure(open_page: OpenPage, finds_nothing: CheckAxe) -> None:
    page = open_page("/en/cockpit/", person="thomas")
    finds_nothing(page)
    page.get_by_role("link", name=re.compile("Claimed solved")).first.click()
    page.wait_for_load_state()
    expect(page.locator("main table, main ul").first).to_be_visible()
    finds_nothing(page)
