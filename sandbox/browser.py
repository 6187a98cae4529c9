"""A real browser for the tests: found, or installed where we may."""

import os
import shutil
import sys

from sandbox import environment, progress
from sandbox.trouble import Trouble, told

NAMES = ("chromium", "chromium-browser", "google-chrome")
WANTED = ["chromium", "fonts-dejavu-core", "fonts-liberation"]
# A browser that talks to this machine only, and starts without asking anything.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def path() -> str | None:
    """Where Chromium is; None when there is none."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def main() -> int:
    """Install Chromium from Debian where that is possible; say what follows when there is none."""
    if path() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        _install()
    if path() is None:
        advice = "Install Chromium (Debian: apt-get install chromium) or name it: CHROMIUM=/path/to/chromium make test"
        if os.environ.get("FORBID_SKIPS"):
            raise Trouble(f"There is no Chromium here, and no test may be skipped. {advice}")
        print(f"There is no Chromium here, so the tests in tests/browser are skipped. {advice}", flush=True)
    return 0


def _install() -> None:
    log = environment.var_folder() / "log" / "chromium.log"
    apt = ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=120"]
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        progress.run("Refreshing Debian's list of packages", [*apt, "update"], log=log, environment=quiet)
        install = [*apt, "install", "--no-install-recommends", *WANTED]
        progress.run("Installing Chromium for the browser tests", install, log=log, environment=quiet)
    except Trouble as trouble:
        print(trouble, flush=True)


if __name__ == "__main__":
    sys.exit(told(main))
