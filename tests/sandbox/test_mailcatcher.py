"""The mail catcher: every mail kept and shown, none of its HTML trusted."""

import json
import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from sandbox import environment
from tests.ports import free_ports

Get = Callable[[str], tuple[HTTPResponse, str]]


@pytest.fixture
def smtp_port(tmp_path: Path) -> Iterator[int]:
    smtp, page = free_ports(2)
    asked = ["--smtp", str(smtp), "--page", str(page), "--folder", str(tmp_path / "mail")]
    catcher = subprocess.Popen([sys.executable, "-m", "sandbox.mailcatcher", *asked], cwd=environment.ROOT)
    (tmp_path / "page").write_text(str(page))
    deadline = time.monotonic() + 10
    while True:
        try:
            smtplib.SMTP("127.0.0.1", smtp).close()
            socket.create_connection(("127.0.0.1", page)).close()
            break
        except OSError:
            assert time.monotonic() < deadline, "the catcher does not start"
            time.sleep(0.05)
    yield smtp
    catcher.terminate()
    assert catcher.wait(10) == 0


@pytest.fixture
def get(smtp_port: int, tmp_path: Path) -> Get:
    def ask(path: str) -> tuple[HTTPResponse, str]:
        connection = HTTPConnection("127.0.0.1", int((tmp_path / "page").read_text()), timeout=5)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        return answer, body

    return ask


def _send(port: int, subject: str = "Grüezi", html: str = "<p>Hold?</p>") -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "house@mitenand.example", "reto@mitenand.example", subject
    mail.set_content("Did it hold? http://localhost:8000/de/h/abc/?a=1&b=2")
    mail.add_alternative(html, subtype="html")
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        smtp.send_message(mail)


def test_a_mail_is_kept_and_shown_with_text_and_html(smtp_port: int, get: Get, tmp_path: Path):
    _send(smtp_port)
    assert len(list((tmp_path / "mail").glob("*.eml"))) == 1
    _, page = get("/")
    assert "Grüezi" in page
    assert "reto@mitenand.example" in page
    assert 'href="http://localhost:8000/de/h/abc/?a=1&amp;b=2"' in page
    (mail,) = json.loads(get("/mails.json")[1])
    assert mail["to"] == "reto@mitenand.example"
    assert "<p>Hold?</p>" in get(f"/{mail['name']}/html")[1]
    assert "Subject:" in get(f"/{mail['name']}/source")[1]


def test_the_newest_mail_comes_first(smtp_port: int, get: Get):
    for subject in ("first", "second", "third"):
        _send(smtp_port, subject)
    assert [mail["subject"] for mail in json.loads(get("/mails.json")[1])] == ["third", "second", "first"]


def test_the_html_of_a_mail_can_neither_run_nor_fetch_anything(smtp_port: int, get: Get):
    _send(smtp_port, subject="<script>alert(1)</script>", html="<script>alert(2)</script>")
    _, page = get("/")
    assert "<script>" not in page
    (mail,) = json.loads(get("/mails.json")[1])
    answer, _ = get(f"/{mail['name']}/html")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "allow-scripts" not in policy


def test_no_mail_and_no_such_mail_are_said(get: Get):
    assert "No mail has been sent yet" in get("/")[1]
    assert get("/1234567890123456789")[0].status == 404
    assert get("/../secrets.env")[0].status == 404
    assert get("/..%2fsecrets/html")[0].status == 404
