"""`kill -9` of the web server or the worker in the middle of a step: nothing is lost, nothing happens twice."""

import re
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import psutil
import pytest
import requests

from sandbox.running import RunningDemo, soon
from tests.kill.person import Person
from tests.kill.records import Records

pytestmark = pytest.mark.kill
Send = Callable[[], requests.Response]
SLOT = re.compile(r'name="start"[^>]*value="([^"]+)"')
LINK = re.compile(r"http://localhost:\d+(/\w\w/follow-ups/[^/\s]+/)")
PAID_OUT = """
    SELECT i.id FROM marketplace_intent i JOIN marketplace_payment p ON p.id = i.payment_id
    WHERE i.call = 'transfer' AND i.result <> '' AND p.booking_id = %s
"""
OF_URSINA = """
    SELECT s.id FROM marketplace_service s JOIN marketplace_helper h ON h.id = s.helper_id
    JOIN accounts_user u ON u.id = h.person_id
    WHERE u.email LIKE 'ursina@%%' AND s.is_instant AND s.is_active ORDER BY s.mode DESC, s.id
"""
SLUG_OF = "SELECT h.slug FROM marketplace_helper h JOIN marketplace_service s ON s.helper_id = h.id WHERE s.id = %s"
BEING_ASKED = "SELECT id FROM django_tasks_database_dbtaskresult WHERE status = 'RUNNING' AND task_path ~ 'carry_out'"
CORRECT = dict.fromkeys(("answered", "right", "complete", "safe", "current"), "yes")


@pytest.fixture(scope="module")
def records(demo: RunningDemo) -> Records:
    return Records(demo)


@pytest.fixture(scope="module")
def people(demo: RunningDemo) -> Callable[[str], Person]:
    known: dict[str, Person] = {}

    def of(name: str) -> Person:
        if name not in known:
            known[name] = Person(demo, name)
        return known[name]

    return of


def _kill(processes: list[psutil.Process]) -> None:
    assert processes, "there is nothing to kill"
    for process in processes:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue


def _survives(demo: RunningDemo, records: Records, send: Send, adds: dict[str, int], *, code: int = 302) -> str:
    """Kill the web server while `send` is being written; then send once more. Gives where the answer leads."""
    tables, lost = list(adds), []

    def try_it() -> None:
        try:
            send()
        except requests.ConnectionError as error:
            lost.append(error)

    before = records.counts(tables)
    with records.journal_held():
        sending = threading.Thread(target=try_it)
        sending.start()
        waiting = records.wait_for_a_write_in_its_middle()
        _kill(demo.processes("gunicorn"))
        sending.join(30)
    assert lost, "the sender did not notice"
    assert soon(lambda: records.are_gone(waiting), 30)
    assert soon(demo.is_ready, 90), "the web server did not come back"
    assert records.counts(tables) == before, "half of it was left behind"
    answer = send()
    assert answer.status_code == code, answer.text[:2000]
    after = records.counts(tables)
    assert [new - old for new, old in zip(after, before, strict=True)] == list(adds.values())
    return answer.headers.get("Location", "")


@pytest.fixture(scope="module")
def asked(demo: RunningDemo, records: Records, people: Callable[[str], Person]) -> int:
    """A question, asked while the web server was killed."""
    said: dict[str, Any] = {
        "title": "The telephone rings once and then falls silent",
        "topic": records.one("SELECT id FROM cases_topic WHERE risk = 'low' ORDER BY id"),
        "source": "It rings once, then the line is dead for a minute. I changed the socket.",
        "language": "en",
        "device": "Alpbox 3",
    }
    adds = {"community_question": 1, "community_revision": 1, "cases_case": 1}
    where = _survives(demo, records, lambda: people("reto").post("/en/questions/ask/", **said), adds)
    found = re.search(r"/questions/(\d+)/", where)
    assert found, where
    return int(found.group(1))


@pytest.fixture(scope="module")
def solution(demo: RunningDemo, records: Records, people: Callable[[str], Person], asked: int) -> int:
    """An answer, posted and accepted while the web server was killed."""
    text = "Pull the second telephone out of its socket: two on one line end every call after the first ring."
    adds = {"community_answer": 1, "community_revision": 1, "cases_evidence": 1}
    path = f"/en/questions/{asked}/answer/"
    _survives(demo, records, lambda: people("hanspeter").post(path, source=text), adds)
    answer = int(records.one("SELECT max(id) FROM community_answer WHERE question_id = %s", asked))
    adds = {"cases_evidence": 1, "cases_followup": 2}
    _survives(demo, records, lambda: people("reto").post(f"/en/answers/{answer}/accept/"), adds)
    return answer


def test_ask_answer_and_accept(asked: int, solution: int, records: Records):
    case = records.one("SELECT case_id FROM community_question WHERE id = %s", asked)
    said = records.ask("SELECT kind FROM cases_evidence WHERE case_id = %s ORDER BY recorded_at LIMIT 2", case)
    assert said == ["answer", "accept"]
    assert records.ask("SELECT kind FROM cases_followup WHERE case_id = %s ORDER BY due_at", case) == ["day3", "day14"]


def test_comment_and_try_it_yourself(
    demo: RunningDemo, records: Records, people: Callable[[str], Person], asked: int, solution: int
):
    path = f"/en/questions/{asked}/comment/"
    _survives(demo, records, lambda: people("mathilde").post(path, source="Which socket?"), {"community_comment": 1})
    path = f"/en/answers/{solution}/outcome/"
    adds = {"community_outcome": 1, "cases_evidence": 1}
    _survives(demo, records, lambda: people("davide").post(path, worked="yes", device="Alpbox 3"), adds)
    path = f"/en/questions/{asked}/same-problem/"
    _survives(demo, records, lambda: people("priya").post(path), {"community_sameproblem": 1})


def test_the_word_after_three_days(
    demo: RunningDemo, records: Records, people: Callable[[str], Person], asked: int, solution: int
):
    records.ask("UPDATE cases_followup SET due_at = now() WHERE kind = 'day3' AND answer_id = %s", solution)
    records.run_the_clock()
    assert soon(lambda: _links(demo, "reto"), 90), "no mail asked whether it held"
    path = _links(demo, "reto")[0]
    adds = {"cases_evidence": 1, "common_spentlink": 1}
    _survives(demo, records, lambda: people("reto").post(path, value="yes"), adds, code=200)
    people("reto").post(path, value="no")
    said = records.ask("SELECT value FROM cases_followup WHERE answer_id = %s AND kind = 'day3'", solution)
    assert said == ["yes"]


def _links(demo: RunningDemo, name: str) -> list[str]:
    mails = [mail for mail in demo.mails() if name in mail["to"]]
    return [link for mail in mails for link in LINK.findall(mail["text"])]


def test_the_verdict(demo: RunningDemo, records: Records, people: Callable[[str], Person], asked: int, solution: int):
    path = f"/en/audits/questions/{asked}/ask/"
    _survives(demo, records, lambda: people("nora").post(path), {"moderation_audit": 1})
    sheet = records.one("SELECT max(id) FROM moderation_audit")
    _survives(demo, records, lambda: people("dario").post(f"/en/audits/{sheet}/claim/"), {"moderation_verdict": 0})
    version = re.search(r'name="version" value="(\d+)"', people("dario").get(f"/en/audits/{sheet}/"))
    assert version
    said = {"version": version.group(1), "reason": "Tried on the same device.", "source": "The manual, page 12"}
    adds = {"moderation_verdict": 1, "cases_evidence": 1}
    _survives(demo, records, lambda: people("dario").post(f"/en/audits/{sheet}/decide/", **said, **CORRECT), adds)


def test_book_pay_visit_and_pay_out(demo: RunningDemo, records: Records, people: Callable[[str], Person]):
    booking, pay_page = _book(demo, records, people("mathilde"))
    _pay_while_the_web_server_dies(demo, records, booking, pay_page)
    begins_now(records, booking)
    visit = f"/en/helper/visits/{booking}"
    nothing_new = {"marketplace_booking": 0}
    _survives(demo, records, lambda: people("ursina").post(f"{visit}/check-in/"), nothing_new)
    assert _status(records, booking) == "in_progress"
    _survives(
        demo, records, lambda: people("ursina").post(f"{visit}/check-out/", outcome="solved"), {"cases_evidence": 1}
    )
    with _stopped(demo, "sandbox.stripe_double"):
        adds = {"cases_evidence": 1, "marketplace_intent": 1}
        _survives(demo, records, lambda: people("mathilde").post(f"/en/bookings/{booking}/say/", value="solved"), adds)
        assert soon(lambda: records.one(BEING_ASKED), 60), "the worker did not begin to pay out"
        _kill(demo.processes("db_worker"))

    def is_paid_out() -> bool:
        records.ask("UPDATE marketplace_intent SET next_at = now() WHERE progress = 'open'")
        records.run_the_clock()
        return bool(records.one(PAID_OUT, booking))

    assert soon(is_paid_out, 120, every=3), records.ask("SELECT i::text FROM marketplace_intent i WHERE result = ''")
    assert _transfers(demo, booking) == 1
    assert records.ledger_is_balanced()


def _status(records: Records, booking: int) -> str:
    return str(records.one("SELECT status FROM marketplace_booking WHERE id = %s", booking))


def _book(demo: RunningDemo, records: Records, customer: Person) -> tuple[int, str]:
    service = records.one(OF_URSINA)
    slug = records.one(SLUG_OF, service)
    slot = SLOT.search(customer.get(f"/en/helpers/{slug}/?service={service}"))
    assert slot, "nothing is free"
    said: dict[str, str | int] = {"service": service, "start": slot.group(1), "wish": "The line is dead", "phone": "0"}
    said["address"] = "Obere Gasse 1, 7000 Chur"
    adds = {"marketplace_booking": 1, "marketplace_payment": 1}
    pay_page = _survives(demo, records, lambda: customer.post(f"/en/helpers/{slug}/book/", **said), adds, code=303)
    assert ":" + str(demo.at.stripe) in pay_page, pay_page
    return int(records.one("SELECT max(id) FROM marketplace_booking")), pay_page


def _pay_while_the_web_server_dies(demo: RunningDemo, records: Records, booking: int, pay_page: str) -> None:
    with records.journal_held():
        paid = requests.post(pay_page, data={"choice": "card"}, allow_redirects=False, timeout=30)
        assert paid.status_code == 303
        records.wait_for_a_write_in_its_middle("worker")  # the web server has only put the hint down
        _kill(demo.processes("gunicorn"))
    assert soon(demo.is_ready, 90)
    records.run_the_clock()
    assert soon(lambda: _status(records, booking) == "confirmed", 90), "the payment was lost"
    assert records.one("SELECT count(*) FROM marketplace_payment WHERE booking_id = %s", booking) == 1
    postings = records.ask("SELECT key FROM marketplace_posting WHERE booking_id = %s", booking)
    assert len(postings) == len(set(postings)) > 0


def begins_now(records: Records, booking: int) -> None:
    """Move the visit to this moment."""
    begins: datetime = records.one("SELECT starts_at FROM marketplace_booking WHERE id = %s", booking)
    records.ask(
        "UPDATE marketplace_booking SET starts_at = now(), ends_at = now() + (ends_at - starts_at), "
        "span = tstzrange(lower(span) + (now() - %s), upper(span) + (now() - %s)) WHERE id = %s",
        begins,
        begins,
        booking,
    )


def _transfers(demo: RunningDemo, booking: int) -> int:
    secrets = dict(line.split("=", 1) for line in (demo.var / "secrets.env").read_text().splitlines())
    address = f"http://localhost:{demo.at.stripe}/v1/transfers?transfer_group=booking-{booking}"
    answer = requests.get(address, headers={"Authorization": f"Bearer {secrets['STRIPE_API_KEY']}"}, timeout=10)
    return len(answer.json()["data"])


@contextmanager
def _stopped(demo: RunningDemo, name: str) -> Iterator[None]:
    """A process of the demo that does not move until the block ends: whoever talks to it stands in the middle."""
    processes = demo.processes(name)
    for process in processes:
        process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            process.send_signal(signal.SIGCONT)


def test_a_mail_is_sent_once_when_the_worker_dies_while_sending(
    demo: RunningDemo, records: Records, people: Callable[[str], Person], asked: int
):
    being_sent = "SELECT max(id) FROM notifications_delivery WHERE claimed_at IS NOT NULL AND sent_at IS NULL"
    before = {mail["name"] for mail in demo.mails()}
    with _stopped(demo, "sandbox.mailcatcher"):
        people("lea").post(f"/en/questions/{asked}/comment/", source="The same here, since Monday.")
        assert soon(lambda: records.one(being_sent), 30), "no mail was being sent"
        delivery = records.one(being_sent)
        _kill(demo.processes("db_worker"))
    records.ask(
        "UPDATE notifications_delivery SET claimed_at = claimed_at - interval '1 hour', "
        "queued_at = queued_at - interval '1 hour' WHERE id = %s",
        delivery,
    )
    records.run_the_clock()
    sent = "SELECT sent_at IS NOT NULL FROM notifications_delivery WHERE id = %s"
    assert soon(lambda: records.one(sent, delivery), 90), "the mail was lost"
    subject = records.one("SELECT subject FROM notifications_delivery WHERE id = %s", delivery)
    new = [mail["subject"] for mail in demo.mails() if mail["name"] not in before]
    assert new.count(subject) == 1


def test_afterwards_the_evidence_tells_the_same_story(demo: RunningDemo, solution: int):
    done = demo.manage("replay_cases", "--check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 differ" in done.stdout
