"""Somebody of the demo with a browser of the plainest kind."""

import re

import requests

from sandbox.people import PASSWORD
from sandbox.running import RunningDemo

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Person:
    """Logged in; `post` sends a form as the pages of the house would."""

    def __init__(self, demo: RunningDemo, name: str) -> None:
        self.demo = demo
        self.session = requests.Session()
        token = self._token("/en/account/login/")
        said = {"login": f"{name}@mitenand.example", "password": PASSWORD, "csrfmiddlewaretoken": token}
        answer = self.session.post(f"{demo.url}/en/account/login/", data=said, allow_redirects=False, timeout=30)
        assert answer.status_code == 302, f"{name} cannot log in: {answer.status_code}"
        self.token = self._token("/en/settings/")

    def _token(self, path: str) -> str:
        found = TOKEN.search(self.get(path))
        assert found, f"no form on {path}"
        return found.group(1)

    def get(self, path: str) -> str:
        """The page at `path`."""
        answer = self.session.get(self.demo.url + path, timeout=30)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return str(answer.text)

    def post(self, path: str, **said: str | int) -> requests.Response:
        """Send a form; the answer is not followed."""
        data = {"csrfmiddlewaretoken": self.token} | said
        return self.session.post(self.demo.url + path, data=data, allow_redirects=False, timeout=60)
