"""The set-up: `.venv` from the hashed requirements, and the message catalogues; only the standard library.

`python sandbox/setup.py demo` installs what runs, `dev` what tests and checks as well. A stamp remembers what
is installed, so that a second run is instant; an interrupted one goes on where it was.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sandbox import progress  # noqa: E402
from sandbox.trouble import Trouble, explained, told, usable_folder  # noqa: E402

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NEEDED_MEGABYTES = {"demo": 900, "dev": 1800}


def main() -> int:
    """Bring everything up to date; says nothing when it is."""
    kind = sys.argv[1]
    requirements = ROOT / "requirements" / f"{kind}.txt"
    with requirements.open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # two set-ups at a time would trip over each other
        if not _is_installed(kind):
            _install(kind, requirements)
    _compile_catalogues()
    return 0


def _is_installed(kind: str) -> bool:
    """Whether a stamp says so; the requirements of `dev` hold all of `demo`."""
    stamps = [VENV / f"installed-{name}" for name in {kind, "dev"}]
    return _works(PYTHON) and any(
        stamp.exists() and stamp.read_text() == _fingerprint(stamp.name.removeprefix("installed-")) for stamp in stamps
    )


def _works(python: Path) -> bool:
    return python.exists() and os.access(python, os.X_OK)


def _fingerprint(kind: str) -> str:
    return hashlib.sha256((ROOT / "requirements" / f"{kind}.txt").read_bytes()).hexdigest()


def _install(kind: str, requirements: Path) -> None:
    count = sum("==" in line for line in requirements.read_text().splitlines())
    title = f"Installing {count} packages into .venv"
    usable_folder(ROOT, free_megabytes=NEEDED_MEGABYTES[kind])
    with explained(VENV):
        if not _with_uv(title, requirements):
            _with_pip(title, requirements)
        (VENV / f"installed-{kind}").write_text(_fingerprint(kind))


def _with_uv(title: str, requirements: Path) -> bool:
    """Install with uv; False where it is not there or cannot (it knows nothing of pip's mirrors and certificates)."""
    uv = shutil.which("uv")
    if uv is None or subprocess.run([uv, "--version"], check=False, capture_output=True).returncode:
        return False
    install = [uv, "pip", "install", "--python", str(PYTHON), "--require-hashes", "-r", str(requirements)]
    try:
        if not _works(PYTHON):
            make = [uv, "venv", "--clear", "--python", sys.executable, str(VENV)]
            subprocess.run(make, check=True, capture_output=True)
        # The certificates of the machine, as pip uses them: companies and test benches add their own.
        trusting = {**os.environ, "UV_SYSTEM_CERTS": "1", "UV_NATIVE_TLS": "1"}
        log = VENV / "setup.log"
        progress.run(f"{title} (uv)", [*install, "--compile-bytecode"], log=log, environment=trusting)
    except (Trouble, subprocess.CalledProcessError) as trouble:
        print(f"{trouble}\nTrying again with pip.", flush=True)
        return False
    return True


def _with_pip(title: str, requirements: Path) -> None:
    if not _works(VENV / "bin" / "pip"):
        make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
        if subprocess.run(make, check=False, capture_output=True).returncode:
            shutil.rmtree(VENV, ignore_errors=True)
            raise Trouble(
                f"{sys.executable} cannot make a virtual environment. On Debian: apt-get install python3-venv; "
                "or name another Python from 3.11 to 3.13: PYTHON=/path/to/python3 make setup"
            )
    install = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    progress.run(f"{title} (pip)", [*install, "-r", str(requirements)], log=VENV / "setup.log")


def _compile_catalogues() -> None:
    """Compile the messages that changed since; Babel does it, so nobody needs gettext."""
    if any(_is_stale(source) for source in ROOT.glob("locale/*/LC_MESSAGES/*.po")):
        subprocess.run([PYTHON, "-m", "common.catalogues", "compile"], cwd=ROOT, check=True)


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


if __name__ == "__main__":
    sys.exit(told(main))
