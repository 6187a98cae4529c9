"""The surroundings of the demo: its ports, its secrets, its database, as the environment that settings read."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from sandbox.trouble import Trouble, explained, usable_folder

ROOT = Path(__file__).resolve().parent.parent
NEEDED_MEGABYTES = {"to begin": 300, "to go on": 30}


@dataclass(frozen=True)
class Ports:
    """The four ports of a demo, one after the other from `PORT` on."""

    web: int

    @property
    def mail_page(self) -> int:
        return self.web + 1

    @property
    def stripe(self) -> int:
        return self.web + 2

    @property
    def smtp(self) -> int:
        return self.web + 3

    def named(self) -> dict[str, int]:
        """What each is for."""
        return {"web": self.web, "mail page": self.mail_page, "payment page": self.stripe, "SMTP": self.smtp}


def ports() -> Ports:
    """From `PORT`, 8000 when it is not set.

    Raises: Trouble, when it is no port.
    """
    said = os.environ.get("PORT") or "8000"
    if not said.isdigit() or not 1 <= int(said) <= 65532:
        raise Trouble(f"PORT={said} is not a port. Choose one from 1024 to 65532: PORT=9000 make demo")
    return Ports(int(said))


def var_folder() -> Path:
    """Where the data lives: `VAR`, the folder `var` of the repository when it is not set.

    Raises: Trouble, when it cannot be used.
    """
    folder = ROOT / (os.environ.get("VAR") or "var")
    has_data = (folder / "postgres" / "data").exists()
    return usable_folder(folder, free_megabytes=NEEDED_MEGABYTES["to go on" if has_data else "to begin"])


def enter(var: Path, at: Ports) -> None:
    """Put into the environment what the settings of the demo ask for; what is set already stays."""
    surroundings = {
        "DJANGO_SETTINGS_MODULE": "config.settings.demo",
        "VAR": str(var),
        "SITE_URL": f"http://localhost:{at.web}",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(at.smtp),
        "STRIPE_API_BASE": f"http://127.0.0.1:{at.stripe}",
        **_secrets(var / "secrets.env"),
    }
    for name, value in surroundings.items():
        os.environ.setdefault(name, value)
    os.environ["VAR"] = str(var)


def enter_database(var: Path) -> None:
    """Join the embedded PostgreSQL under `var`, unless `DATABASE_URL` names another."""
    if not os.environ.get("DATABASE_URL"):
        from sandbox import postgres  # psycopg and psutil, which a command without a database need not load

        os.environ["DATABASE_URL"] = postgres.join(var / "postgres", "mitenand")


def _secrets(file: Path) -> dict[str, str]:
    """The secrets of this demo, made once and readable only by its owner."""
    with explained(file):
        if not file.exists():
            drawn = {
                "SECRET_KEY": secrets.token_urlsafe(50),
                "STRIPE_API_KEY": f"sk_test_{secrets.token_hex(12)}",
                "STRIPE_WEBHOOK_SECRETS": f"whsec_{secrets.token_hex(16)}",
            }
            draft = file.with_suffix(".new")
            draft.touch(mode=0o600)
            draft.write_text("".join(f"{name}={value}\n" for name, value in drawn.items()))
            draft.rename(file)
        lines = file.read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)
