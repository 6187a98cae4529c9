"""`make check`: every rule of the house that is not a test."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from sandbox import environment
from sandbox.trouble import told

ROOT = environment.ROOT
ROOMS = [
    *("config", "sandbox", "api", "content", "search", "quality", "moderation", "marketplace", "community"),
    *("cases", "notifications", "accounts", "common", "tests"),
]
# What a production machine would say; nothing is reached with it.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "checked-with-a-long-key-of-many-different-letters-0123456789-abcdefghij",
    "DATABASE_URL": "postgres://mitenand@database.example/mitenand",
    "ALLOWED_HOSTS": "support.example",
    "SITE_URL": "https://support.example",
    "STRIPE_API_KEY": "sk_test_checked",
    "STRIPE_WEBHOOK_SECRETS": "whsec_checked",
    "MAIL_FROM": "support@support.example",
}


@dataclass(frozen=True)
class Rule:
    """One command that ends with 0 when the rule is kept."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)

    def is_kept(self) -> bool:
        """Run it; what it says is shown only when the rule is broken."""
        began = time.monotonic()
        print(f"{self.name} … ", end="", flush=True)
        surroundings = os.environ | {"PYTHONPATH": str(ROOT)} | self.environment
        done = subprocess.run(self.command, check=False, cwd=ROOT, env=surroundings, capture_output=True, text=True)
        took = f"({time.monotonic() - began:.0f} s)"
        print(f"kept {took}" if done.returncode == 0 else f"BROKEN {took}\n{done.stdout}{done.stderr}", flush=True)
        return done.returncode == 0


def main() -> int:
    """Check all, also after the first that is broken; 1 when one is."""
    var = environment.var_folder()
    environment.enter(var, environment.ports())
    environment.enter_database(var)
    kept = [rule.is_kept() for rule in _rules()]
    return 0 if all(kept) else 1


def _rules() -> list[Rule]:
    tools = Path(sys.executable).parent
    templates = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("templates/**/*.html"))
    manage = [sys.executable, "manage.py"]
    deploy = [*manage, "check", "--deploy", "--fail-level", "WARNING"]
    return [
        Rule("Style (ruff)", [str(tools / "ruff"), "check", "."]),
        Rule("Layout (ruff format)", [str(tools / "ruff"), "format", "--check", "."]),
        Rule("Types (mypy)", [str(tools / "mypy"), "manage.py", *ROOMS]),
        Rule("Who imports whom (import-linter)", [str(tools / "lint-imports"), "--no-logo"]),
        Rule("Templates (djade)", [str(tools / "djade"), "--check", "--target-version", "5.2", *templates]),
        Rule("Migrations", [*manage, "makemigrations", "--check", "--dry-run"]),
        Rule("Production settings", deploy, PRODUCTION),
        Rule("Catalogues", [sys.executable, "-m", "common.catalogues", "check"]),
    ]


if __name__ == "__main__":
    sys.exit(told(main))
