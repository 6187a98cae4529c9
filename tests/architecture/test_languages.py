"""No English is left on a German, French or Italian page: not on one that the house itself writes."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django.fixtures import Settings

from accounts.models import User
from accounts.roles import Role
from common import catalogues
from tests.architecture import house, samples
from tests.architecture.access_table import TABLE

SAID = ("aria-label", "alt", "placeholder", "title", "data-copied")
# The sheet of components shows samples in English, and a program is answered in the language it asks for.
NOT_FOR_PEOPLE = ("styleguide", "api:")
MEMBERS_PAGES = ("account_email", "account_change_password", "mfa_index", "usersessions_list", "account_logout")
GUESTS_PAGES = ("account_login", "account_signup", "account_request_login_code", "account_reset_password")


class Said(HTMLParser):
    """Everything a page says in its own language; what people wrote carries its own `lang`."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._foreign: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._foreign or (tag != "html" and given.get("lang")) or tag in {"script", "style"}:
            self._foreign.append(tag)
            return
        self.texts += [text for name in SAID if (text := given.get(name))]

    def handle_endtag(self, tag: str) -> None:
        if tag in self._foreign:
            while self._foreign.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._foreign:
            self.texts.append(" ".join(data.split()))


def _english(language: str) -> set[str]:
    """What the page would say in English and says otherwise in `language`; words that both share are left out."""
    pairs = [
        (english, said)
        for message in catalogues._read(language)
        if message.id
        for english, said in zip(catalogues._texts(message.id), catalogues._texts(message.string), strict=True)
    ]
    return {english for english, said in pairs if english != said and "%" not in english} - {said for _, said in pairs}


@pytest.fixture
def clients(db: None, settings: Settings, tmp_path: Path) -> dict[str, Client]:
    """A guest, and somebody who may open everything."""
    settings.VAR = tmp_path  # another process of xdist may load the demo at the same time
    call_command("load_demo")
    everything = User.objects.create_user("all@stranger.example", "a long password", name="Ada", roles=list(Role))
    browser = Client()
    browser.force_login(everything, backend="django.contrib.auth.backends.ModelBackend")
    return {"guest": Client(), "colleague": browser}


def _addresses(language: str) -> list[str]:
    world = samples.all_of_them()
    ours = [(name, row) for name, row in TABLE.items() if not name.startswith(NOT_FOR_PEOPLE) and row.get != "405"]
    with override(language):
        return [
            *(reverse(name, kwargs=world[row.args] if row.args else {}) for name, row in ours),
            *(reverse(name) for name in (*MEMBERS_PAGES, *GUESTS_PAGES)),
            *(reverse("home") + path for path in ("articles/", "problems/", "imprint/", "no-such-page/")),
        ]


def test_no_english_is_left(clients: dict[str, Client]):
    left = []
    for language in set(catalogues.LANGUAGES) - {catalogues.SOURCE}:
        english = _english(language)
        for address in _addresses(language):
            for who, client in clients.items():
                answer = client.get(address)
                if answer.headers.get("Content-Type", "").startswith("text/html"):
                    left += [f"{address} ({who}): {text}" for text in _said(answer.content) if text in english]
    house.expect_none(left)


def _said(content: bytes) -> set[str]:
    page = Said()
    page.feed(content.decode())
    return set(page.texts)
