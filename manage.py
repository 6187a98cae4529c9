#!/usr/bin/env python
"""Django's command line; without DATABASE_URL it joins the embedded PostgreSQL of the demo."""

import os
import sys

from django.core.management import execute_from_command_line

DEMO = "config.settings.demo"


def main() -> int:
    """Enter the surroundings of the demo, unless other settings are named, and run the command."""
    if os.environ.setdefault("DJANGO_SETTINGS_MODULE", DEMO) == DEMO:
        from sandbox import environment

        var = environment.var_folder()
        environment.enter(var, environment.ports())
        environment.enter_database(var)
    execute_from_command_line(sys.argv)
    return 0


if __name__ == "__main__":
    from sandbox.trouble import told

    sys.exit(told(main))
